"""What a practice may do, written a second time in another way: tables that the model check holds a real kit to.

Stages and what may move them, which rows the log may have where, and which taps a seat may make. Nothing of
`roleplay.room.decide` or `roleplay.room.taps` is used here.
"""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.room import events as ev
from roleplay.room.deadlines import advance, wakes_at
from roleplay.room.events import Event, Logged
from roleplay.room.fold import fold
from roleplay.room.stages import Stage, Turn
from roleplay.room.state import Round, Snapshot, State
from roleplay.room.step_events import FocusChosen, SkillChosen
from roleplay.room.taps import TEXT_LIMIT, Tap
from roleplay.room.vocabulary import Move, Words

CLOCK = "clock"
ENDS_BY_ITSELF, A_MINUTE_MORE = ("prepare", "reading", "station", "again"), 60_000
BEFORE = ("prepare", "consent", "reading", "station")
IN_A_ROUND = (*BEFORE, "quiet", "debrief", "sheets", "again", "next")
ANY = ("opening", *IN_A_ROUND)
_BY_PEOPLE_OR_CLOCK = {CLOCK, "left", "carried_on"}

EDGES: dict[tuple[str, str], set[str]] = {
    ("opening", "prepare"): {"round_began"},
    ("prepare", "consent"): {"became_ready"} | _BY_PEOPLE_OR_CLOCK,
    ("prepare", "reading"): {"became_ready"} | _BY_PEOPLE_OR_CLOCK,
    ("consent", "reading"): {"consent_answered"},
    ("reading", "station"): {CLOCK},
    ("station", "quiet"): {CLOCK},
    ("quiet", "debrief out_of_role"): {"handed_in"} | _BY_PEOPLE_OR_CLOCK,
    ("debrief out_of_role", "debrief student"): {"went_on"},
    ("debrief student", "debrief patient"): {"went_on"},
    ("debrief patient", "debrief observer"): {"went_on"},
    ("debrief observer", "sheets"): {"went_on", CLOCK},
    ("sheets", "next"): {"went_on"},
    ("sheets", "again"): {CLOCK},
    ("next", "again"): {CLOCK},
    ("again", "next"): {CLOCK},
    ("next", "prepare"): {"round_began"},
    **{(stage, "prepare"): {"round_began", CLOCK} for stage in BEFORE},
    **{(stage, "next"): {"left", CLOCK} for stage in BEFORE},
    **{(stage, "over"): {CLOCK} for stage in ANY},
    **{(f"debrief {turn}", "over"): {CLOCK} for turn in Turn},
}
"""From where to where, and what may do it: the clock, or a row of this kind."""

ROWS: dict[str, tuple[str, ...]] = {
    "round_began": ("opening", "next", *BEFORE),
    "note_accepted": (*BEFORE, "quiet"),
    "consent_asked": ("consent",),
    "consent_answered": ("consent", "reading", "station", "again"),
    "watched": (),
    "watch_asked": BEFORE,
    "watch_answered": BEFORE,
    "went_on": ("debrief", "sheets"),
    "became_ready": ("prepare",),
    "undone": ANY,
    "extended": ("prepare", "reading", "station", "again"),
    "paused": (*BEFORE, "quiet", "debrief", "again"),
    "time_out_taken": ("station",),
    "stopped": ANY,
    "carried_on": ANY,
}
"""The stages at which a row of this kind may enter the log."""
ASKED: dict[Move, tuple[str, ...]] = {
    Move.GO_ON: ("prepare", "reading", "debrief"),
    Move.AGAIN: ("sheets", "next"),
    Move.END_EARLY: ("station", "again"),
    Move.GO_ON_WITHOUT: ANY,
    Move.FINISH: ("next",),
    Move.END_HERE: ANY,
    Move.SWAP: BEFORE,
    Move.ANOTHER: BEFORE,
    Move.LEAVE: BEFORE,
}
"""The stages at which a step that waits for an undo may be asked."""
WHILE_HELD = {"carried_on", "stopped", "undone", "watch_asked", "watch_answered"}
"""The rows in `ROWS` that a held clock lets through."""
NEVER_HELD_ASK = {Move.GO_ON, Move.AGAIN, Move.END_EARLY, Move.FINISH, Move.SWAP}
ONLY_HELD_ASK = {Move.END_HERE, Move.ANOTHER}


def place(state: State) -> str:
    return f"{state.stage} {state.turn}" if state.turn else str(state.stage)


def walk(state: State, log: tuple[Logged, ...], snapshots: dict[str, Snapshot]) -> State:
    """The state after these rows, which continue it. Asserts that each row is allowed, and each change of stage and of
    who is in the round."""
    for row in log:
        state = by_the_clock(state, row.at)
        allowed_row(state, row)
        after = fold([row], snapshots, state)
        allowed_edge(state, after, row.event.kind)
        allowed_clock(state, after, row.event.kind)
        allowed_people(state, after, row)
        state = after
    return state


def by_the_clock(state: State, now: int) -> State:
    """On to ``now``, deadline by deadline."""
    while (due := wakes_at(state)) is not None and due <= now:
        after = advance(state, due)
        allowed_edge(state, after, CLOCK)
        allowed_clock(state, after, CLOCK)
        allowed_people(state, after)
        state = after
    return advance(state, now)


def allowed_edge(before: State, after: State, cause: str) -> None:
    """One step of the table at a time; if nothing was counted, nothing has moved."""
    steps, edge = after.number - before.number, (place(before), place(after))
    if steps == 0:
        assert edge[0] == edge[1]
        return
    # Two deadlines may fall in one millisecond; a row of the log moves only one stage.
    assert steps == 1 or (steps == 2 and cause == CLOCK), f"{edge} in {steps} steps by {cause}"
    assert _leads(*edge, cause, steps), f"{cause} leads from {edge[0]} to {edge[1]}"
    if cause == CLOCK and steps == 1 and before.stage not in ENDS_BY_ITSELF:
        assert before.pending is not None, f"the clock alone ended {before.stage}"
    if edge == ("prepare", "reading"):
        assert not before.rounds[-1].snapshot.examination, "an examination began without a word of consent"


def _leads(start: str, end: str, cause: str, steps: int) -> bool:
    if steps == 1:
        return cause in EDGES.get((start, end), ())
    return any(one == start and cause in by and _leads(two, end, cause, steps - 1) for (one, two), by in EDGES.items())


def allowed_clock(before: State, after: State, cause: str) -> None:
    """Within a stage the deadline moves only by the time held and by "a minute more"."""
    if before.number != after.number:
        return
    now = after.now
    if before.hold and after.hold:
        assert after.hold.remaining == before.hold.remaining
    elif after.hold:
        assert after.hold.remaining == (None if before.deadline is None else max(0, before.deadline - now))
    elif before.hold:
        remaining = before.hold.remaining
        assert after.deadline == (None if remaining is None else now + remaining)
    else:
        more = A_MINUTE_MORE if cause == "extended" else 0
        assert after.deadline == (None if before.deadline is None else before.deadline + more)


def allowed_people(before: State, after: State, row: Logged | None = None) -> None:
    """Whoever comes to play or to watch was in the room when the round began, or in the round before that it takes the
    place of, or was let in by name, by somebody of the round who is not its student."""
    if not after.rounds:
        return
    old, new = (before.rounds or (None,))[-1], after.rounds[-1]
    if old is None or new.number != old.number:
        inside = old.cast.seats if old is not None and str(before.stage) in BEFORE else before.seats
        assert {new.cast.patient, *new.cast.observers} <= set(inside), "somebody came in from outside"
        return
    assert (new.cast.student, new.cast.patient) == (old.cast.student, old.cast.patient)
    came = set(new.cast.observers) - set(old.cast.seats)
    if came:
        assert row is not None
        assert isinstance(row.event, ev.WatchAnswered), f"{came} came in by {row.event}"
        assert (came, row.event.allowed) == ({row.event.watcher}, True)
        assert row.seat in set(old.cast.here) - {old.cast.student}, "somebody was let in by whoever sees the patient"
        assert any(w.seat == row.event.watcher and w.allowed is None for w in old.watchers), "nobody had asked"
        assert not had_by(before, row.seat) & had_by(before, old.cast.student)
        assert not any(had_by(before, row.event.watcher) & had_by(before, seat) for seat in old.cast.seats)


def had_by(state: State, seat: str) -> set[str]:
    """The devices that have this seat, by their marks."""
    return {*state.devices.get(seat, ()), *(c.device for c in state.claims if c.seat == seat and c.allowed)} - {""}


def allowed_row(state: State, row: Logged) -> None:
    """Whether this row may follow this state, whoever made it."""
    event, stage = row.event, str(state.stage)
    if isinstance(event, ev.Asked):
        assert stage in ASKED[event.move], f"{event.move} was asked at {stage}"
        assert not (state.hold and event.move in NEVER_HELD_ASK), f"{event.move} was asked behind a held clock"
        assert state.hold or event.move not in ONLY_HELD_ASK, f"{event.move} was asked of a running clock"
        if event.move is Move.AGAIN:
            assert state.rounds[-1].go_from is None, "a second other go"
            assert 0 <= (event.second or 0) * 1000 < state.rounds[-1].lengths.station, f"from {event.second}"
        if event.move is Move.GO_ON_WITHOUT:
            assert stage == "quiet" or state.hold, "somebody was cut short"
        return
    if isinstance(event, ev.TapEvent):
        assert row.round is not None
        assert takes(state, Tap(event, row.round, 0), row.seat), f"{event} of {row.seat} stands in the log"
        return
    assert stage in ROWS.get(event.kind, (*ANY, "over")), f"{event.kind} stands in the log at {stage}"
    if isinstance(event, ev.ConsentAnswered) and event.given:
        assert state.rounds[-1].consent_asked, "a yes to what nobody had asked"
    if event.kind in ROWS and event.kind not in WHILE_HELD:
        assert state.hold is None, f"{event.kind} behind a held clock"
    assert state.hold is not None or event.kind != "carried_on", "carried on where nothing was held"
    assert state.pending is not None or event.kind != "undone", "undone where nothing was asked"


# Which taps a seat may make


def takes(state: State, tap: Tap, seat: str) -> bool:
    """Whether the room has to accept this tap; otherwise it has to refuse it."""
    number = tap.round
    if not 1 <= number <= len(state.rounds):
        return False
    round_ = state.rounds[number - 1]
    if round_.cast.student in round_.forgotten:
        return False
    return any(_as(role, round_, tap.event, seat) for role in roles_of(round_, seat)) and not _too_soon(
        round_, tap, seat
    )


def roles_of(round_: Round, seat: str) -> Iterator[str]:
    if seat == round_.cast.student:
        yield "student"
    if seat == round_.cast.patient:
        yield "patient"
    if seat in round_.cast.observers:
        yield "observer"


def _as(role: str, round_: Round, event: Event, seat: str) -> bool:
    """Whether this role makes such a tap at all, about something that the case has."""
    case, sheet = round_.snapshot.case, round_.snapshot.sheet
    if isinstance(event, ev.Marked):
        item = next((item for item in sheet.items if item.id == event.item), None)
        return role == "observer" and item is not None and (event.mark is None or item.offers(event.mark))
    if isinstance(event, ev.FactCame):
        return role == "patient" and any(fact.id == event.fact for fact in case.patient.story)
    if isinstance(event, ev.Released):
        return role == "observer" and any(finding.id == event.finding for finding in case.findings)
    if isinstance(event, ev.RatedDomain):
        return role != "patient" and any(d.id == event.domain for d in sheet.domains) and _in(event.value, 1, 5)
    if isinstance(event, ev.RatedOverall):
        return role != "patient" and _in(event.value, 0, 3)
    if isinstance(event, ev.RatedStatement):
        return role == "patient" and any(s.id == event.statement for s in sheet.statements) and _in(event.value, 1, 5)
    if isinstance(event, ev.RatedGoal):
        return role == "observer" and bool(round_.goal)
    if isinstance(event, ev.RatedTry):
        return role == "observer" and Stage.AGAIN in round_.started_at
    if isinstance(event, FocusChosen):
        return role == "student" and event.step in range(len(round_.steps)) and bool(round_.steps[event.step])
    if isinstance(event, SkillChosen):
        tags = {*case.skills, *(tag for item in sheet.items for tag in item.tags)}
        return role == "student" and (event.skill in tags or not event.skill)
    if isinstance(event, ev.Wrote):
        return role == WRITES[event.words] and len(event.text) <= TEXT_LIMIT
    return role == "observer" if isinstance(event, ev.Pinned) else _filled(round_, role, seat)


WRITES = {
    Words.LINE: "student",
    Words.SENTENCE: "patient",
    Words.SAW: "observer",
    Words.TRY: "observer",
    Words.NEXT_STEP: "student",
}


def _too_soon(round_: Round, tap: Tap, seat: str) -> bool:
    """Or, for what the student works on, too late."""
    begun, event = round_.started_at, tap.event
    if isinstance(event, FocusChosen):
        return Stage.STATION in begun
    if isinstance(event, ev.FactCame | ev.Pinned | ev.Released):
        return Stage.STATION not in begun
    if isinstance(event, ev.Marked):
        plays, item = seat == round_.cast.patient, round_.snapshot.sheet.item_by_id[event.item]
        never = item.critical == "never" and event.mark == "not"
        return (Stage.QUIET if plays or never else Stage.STATION) not in begun
    return Stage.QUIET not in begun


def _filled(round_: Round, role: str, seat: str) -> bool:
    """Whether this seat's whole form is there. In a pair that is the patient's, and of the observer's the overall
    rating."""
    roles = tuple(roles_of(round_, seat))
    return not any(_open(round_, other, seat, both="patient" in roles) for other in roles)


def _open(round_: Round, role: str, seat: str, both: bool) -> bool:
    sheet = round_.snapshot.sheet
    words = {"student": Words.LINE, "patient": Words.SENTENCE, "observer": Words.SAW}[role]
    needs = [("wrote", words.value)]
    if role == "observer" and both:
        needs = [("rated_overall", "")]
    elif role == "patient":
        needs += [("rated_statement", statement.id) for statement in sheet.statements]
    else:
        needs += [("rated_domain", domain.id) for domain in sheet.domains] + [("rated_overall", "")]
    said = (round_.entries.get((seat, kind, thing)) for kind, thing in needs)
    return any(entry is None or entry.value is None or not str(entry.value).strip() for entry in said)


def _in(value: object, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high
