"""What a seat may do now: a tap or a step becomes events, or a sentence that says why not.

Pure; nothing is stored here. Steps carry the number of the stage they were made on: a stale one changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from roleplay.errors import Refused
from roleplay.marking.marksheet import Critical, Mark
from roleplay.room import events as ev
from roleplay.room.events import Move, Words
from roleplay.room.fold import advance, must_agree
from roleplay.room.stages import BEFORE_THE_BELL, Stage, Turn
from roleplay.room.state import Claim, HoldKind, Role, Round, State

TEXT_LIMIT = 500
"""Characters in one sentence; more would not be read aloud in a debrief."""
FEWEST, FULL = 2, 8
"""People in one room."""
ALONE = "You are the only one here now. Wait until somebody comes, or finish."


@dataclass(frozen=True)
class Tap:
    """A mark, fact, pin or sentence. ``made`` is the device's estimate of server time (UTC milliseconds)."""

    event: ev.TapEvent
    round: int
    made: int


@dataclass(frozen=True)
class Step:
    """A move, made on the stage of this number.

    ``round`` is what `BEGIN`, `ANOTHER` and `SWAP` begin; ``plan`` what `MORE` adds; ``claim`` what `LET_IN` answers;
    ``swap`` the places of two people in the order of their coming; ``held`` which hold a `CARRY_ON` was meant for.
    """

    move: Move
    stage: int
    round: ev.RoundBegan | None = None
    claim: str | None = None
    swap: tuple[int, int] | None = None
    plan: ev.Planned | None = None
    held: str | None = None


MOVES: Mapping[Stage, frozenset[Move]] = MappingProxyType(
    {
        Stage.OPENING: frozenset({Move.BEGIN}),
        Stage.PREPARE: frozenset({Move.ACCEPT, Move.READY, Move.GO_ON, Move.ANOTHER, Move.SWAP, Move.PAUSE}),
        Stage.CONSENT: frozenset(
            {Move.ACCEPT, Move.ASK_CONSENT, Move.CONSENT, Move.NO_CONSENT, Move.ANOTHER, Move.SWAP, Move.PAUSE}
        ),
        Stage.READING: frozenset({Move.ACCEPT, Move.GO_ON, Move.SWAP, Move.PAUSE, Move.NO_CONSENT}),
        Stage.STATION: frozenset({Move.ACCEPT, Move.END_EARLY, Move.SWAP, Move.PAUSE, Move.TIME_OUT, Move.NO_CONSENT}),
        Stage.QUIET: frozenset({Move.ACCEPT, Move.GO_ON_WITHOUT, Move.PAUSE}),
        Stage.DEBRIEF: frozenset({Move.GO_ON, Move.PAUSE}),
        Stage.SHEETS: frozenset({Move.GO_ON}),
        Stage.NEXT: frozenset({Move.BEGIN, Move.MORE, Move.FINISH}),
        Stage.OVER: frozenset(),
    }
)
"""The table of stages and moves. On all but the last one may also STOP, leave and mute; claims are answered on all."""

ASKED = frozenset({Move.END_EARLY, Move.GO_ON_WITHOUT, Move.FINISH, Move.END_HERE, Move.SWAP})
"""Moves that wait five seconds for an undo; so does `GO_ON` where it skips time that somebody may still need,
and `ANOTHER` behind a STOP."""
ANYWHERE = frozenset({Move.STOP, Move.LEAVE, Move.MUTE, Move.UNMUTE})
NAMELESS = frozenset({Move.STOP, Move.ANOTHER})
"""Moves whose row in the log names nobody."""


def moves(state: State, seat: str) -> frozenset[Move]:
    """What this seat may do now, as of ``state.now``."""
    if state.stage is Stage.OVER or seat not in state.seats:
        return frozenset()
    allowed = _held_moves(state, seat) if state.hold else {m for m in MOVES[state.stage] if _may(state, seat, m)}
    if _may_watch(state, seat):
        allowed.add(Move.WATCH)
    if state.pending is not None:
        allowed = {m for m in allowed if not waits(state, m)} | {Move.UNDO}
        if state.pending.round is not None:
            # Who is about to become its student must not read the case in the meantime.
            allowed -= {Move.ACCEPT, Move.WATCH, Move.ANOTHER}
    if not _is_leaving(state, seat):
        allowed.add(Move.LEAVE)
    return frozenset(allowed | {Move.STOP, Move.UNMUTE if state.muted else Move.MUTE})


def _is_leaving(state: State, seat: str) -> bool:
    """Whether this seat has its five seconds already: a second tap must not cut them short."""
    return state.pending is not None and state.pending.move is Move.LEAVE and state.pending.seat == seat


def waits(state: State, move: Move) -> bool:
    """Whether a move waits for an undo: what cannot be taken back, and going on where somebody may still need time."""
    if move is Move.GO_ON:
        opens = state.stage is Stage.DEBRIEF and state.turn is Turn.OBSERVER
        lens_missing = (
            opens and state.round is not None and bool(set(state.round.cast.here) - set(state.round.handed_in))
        )
        return state.stage in (Stage.PREPARE, Stage.READING) or lens_missing
    return move in ASKED or (move is Move.ANOTHER and state.hold is not None)


def _held_moves(state: State, seat: str) -> set[Move]:
    """Behind a held clock only those in the round move; a late-comer cannot agree, or end the round, for them."""
    assert state.hold is not None
    if seat not in must_agree(state):
        return set()
    if state.hold.kind is not HoldKind.STOP:
        return {Move.CARRY_ON}
    # One phone may be dead, or its owner gone: who has agreed may go on without the others, with time to undo it.
    moves = {Move.END_HERE, Move.GO_ON_WITHOUT if seat in state.hold.agreed else Move.CARRY_ON}
    return moves | ({Move.ANOTHER} if state.stage in BEFORE_THE_BELL else set())


def _may_watch(state: State, seat: str) -> bool:
    late = state.round is not None and seat not in state.round.cast.seats
    return late and state.stage in BEFORE_THE_BELL


def _may(state: State, seat: str, move: Move) -> bool:
    round_ = state.round
    if move is Move.BEGIN:
        return len(state.seats) >= FEWEST and bool(state.plan)
    if move is Move.MORE:
        return len(state.seats) >= FEWEST and not state.plan
    if move is Move.FINISH:
        return True
    if round_ is None or (seat not in round_.cast.here and round_.cast.here):
        return False
    condition = _CONDITIONS.get(move)
    return condition is None or condition(state, round_, seat)


_CONDITIONS: Mapping[Move, Callable[[State, Round, str], bool]] = MappingProxyType(
    {
        Move.TIME_OUT: lambda state, round_, seat: seat == round_.cast.student,
        Move.ACCEPT: lambda state, round_, seat: (
            seat in round_.cast.here and seat != round_.cast.student and not round_.may_read(seat)
        ),
        Move.READY: lambda state, round_, seat: (
            seat not in round_.ready and (seat == round_.cast.student or round_.may_read(seat))
        ),
        Move.ASK_CONSENT: lambda state, round_, seat: seat == round_.cast.student and not round_.consent_asked,
        Move.CONSENT: lambda state, round_, seat: seat == round_.cast.patient,
        Move.NO_CONSENT: lambda state, round_, seat: (
            seat == round_.cast.patient and (state.stage is Stage.CONSENT or bool(round_.consent))
        ),
        Move.GO_ON_WITHOUT: lambda state, round_, seat: state.deadline is not None and state.now >= state.deadline,
        Move.GO_ON: lambda state, round_, seat: not _still_out_of_role(state, round_),
    }
)


def _still_out_of_role(state: State, round_: Round) -> bool:
    """After a heavy case nobody can shorten the time that the others have to step out of role."""
    heavy = round_.snapshot.case.heavy and state.turn is Turn.OUT_OF_ROLE
    return heavy and (state.deadline is None or state.now < state.deadline)


def decide(state: State, act: Tap | Step, seat: str, now: int) -> tuple[ev.Event, ...]:
    """The events that ``act`` makes, for the row's ``seat``. Raises `Refused` with a sentence and changes nothing."""
    state = advance(state, now)
    if state.now >= state.closes_at:
        raise Refused("This practice has closed, so nothing more can be added to it. What was saved is kept.")
    if isinstance(act, Tap):
        return (_tap(state, act, seat),)
    return (_step(state, act, seat),)


def _step(state: State, step: Step, seat: str) -> ev.Event:
    if step.move in (Move.LET_IN, Move.KEEP_OUT):
        return _answer(state, step, seat)
    if seat not in state.seats:
        raise Refused("You have left this practice. Come back in, then it counts again.")
    if step.move is Move.STOP and state.stage is not Stage.OVER:
        return ev.Stopped()
    changed = step.move is Move.CARRY_ON and state.hold is not None and step.held not in (None, state.hold.kind.value)
    if step.stage != state.number or changed:
        raise Refused("The practice had already moved on, so that changed nothing. You now see the present step.")
    if step.move not in moves(state, seat):
        raise Refused(_why_not(state, step.move, seat))
    if step.move in (Move.BEGIN, Move.ANOTHER, Move.SWAP):
        began = _beginning(step)
        return ev.Asked(step.move, began) if waits(state, step.move) else began
    if step.move is Move.MORE:
        return _more(step)
    if waits(state, step.move) or (step.move is Move.LEAVE and _gives_up(state, seat)):
        return ev.Asked(step.move)
    return _PLAIN[step.move]()


def _gives_up(state: State, seat: str) -> bool:
    """Whether the round could not go on without this seat, so that a slip of a finger gets its five seconds."""
    round_ = state.round
    return (
        round_ is not None
        and state.pending is None
        and state.stage in BEFORE_THE_BELL
        and seat in (round_.cast.student, round_.cast.patient)
    )


_PLAIN: Mapping[Move, Callable[[], ev.Event]] = MappingProxyType(
    {
        Move.ACCEPT: ev.NoteAccepted,
        Move.ASK_CONSENT: ev.ConsentAsked,
        Move.CONSENT: lambda: ev.ConsentAnswered(True),
        Move.NO_CONSENT: lambda: ev.ConsentAnswered(False),
        Move.GO_ON: ev.WentOn,
        Move.WATCH: ev.Watched,
        Move.LEAVE: ev.Left,
        Move.MUTE: lambda: ev.Muted(True),
        Move.UNMUTE: lambda: ev.Muted(False),
        Move.READY: ev.BecameReady,
        Move.PAUSE: ev.Paused,
        Move.TIME_OUT: ev.TimeOutTaken,
        Move.CARRY_ON: ev.CarriedOn,
        Move.UNDO: ev.Undone,
    }
)


def _more(step: Step) -> ev.Planned:
    if step.plan is None or not step.plan.plan:
        raise Refused((step.plan and step.plan.reason) or "There is no further round for tonight’s group.")
    return step.plan


def _beginning(step: Step) -> ev.RoundBegan:
    if step.round is None:
        raise Refused("There is no other case left for tonight’s group. Go on with this one, or finish here.")
    return step.round


def _answer(state: State, step: Step, seat: str) -> ev.ClaimAnswered:
    claim = next((c for c in state.claims if c.id == step.claim and c.allowed is None), None)
    if claim is None:
        raise Refused("That question has been answered already.")
    allowed = step.move is Move.LET_IN
    if not may_answer(state, claim, seat, allowed):
        raise Refused("Somebody else in the room has to say who this is.")
    return ev.ClaimAnswered(claim.id, allowed)


def may_answer(state: State, claim: Claim, seat: str, allowed: bool) -> bool:
    """Who says whether somebody is who they say. The one whose place it is may always keep others out.

    The student of a running round may not let anybody into its other places: else one phone could ask for the
    patient's place and the next confirm it. In a pair there is nobody else to ask.
    """
    if seat == claim.seat:
        return not allowed
    round_ = state.round
    running = round_ is not None and round_.opened_at is None and claim.seat in round_.cast.seats
    if allowed and running and round_ is not None and seat == round_.cast.student:
        return set(state.seats) <= {seat, claim.seat}
    return True


def _why_not(state: State, move: Move, seat: str) -> str:
    if move is Move.UNDO:
        return "There was nothing left to undo."
    if state.pending is not None and (waits(state, move) or (move is Move.LEAVE and _is_leaving(state, seat))):
        return "That is already about to happen. Undo it first if you want something else."
    if state.hold is not None and seat in state.hold.agreed:
        return "You have agreed already. It goes on when everybody has."
    if state.hold is not None:
        return "The clock is held. Carry on first."
    if move is Move.BEGIN and Move.BEGIN in MOVES[state.stage]:
        if len(state.seats) < FEWEST:
            return "A round needs two people or more. Share the code; you can begin as soon as somebody has joined."
        return state.reason or "There is no round planned. Change the plan, or finish here."
    if move is Move.GO_ON and state.round is not None and _still_out_of_role(state, state.round):
        return "Everybody gets this minute to step out of role. It goes on when the clock is at zero."
    if move is Move.GO_ON_WITHOUT and state.stage is Stage.QUIET:
        return "Somebody is still writing. You can go on without them once the quiet minute is over."
    return "That is not possible at this step, so nothing was changed."


def _tap(state: State, tap: Tap, seat: str) -> ev.TapEvent:
    round_ = next((r for r in state.rounds if r.number == tap.round), None)
    if round_ is None:
        raise Refused("That belongs to a round that this practice does not have, so it was not saved.")
    roles = round_.cast.roles(seat)
    if not roles:
        raise Refused("You are not in this round, so that was not saved.")
    check = _CHECKS[type(tap.event)]
    check(state, round_, roles, tap.event, seat)  # type: ignore[operator]  # one signature, narrowed per kind
    return tap.event


def reached(round_: Round, stage: Stage) -> bool:
    """Whether the round has come to this stage; one that was given up has not come to all of them."""
    return stage in round_.started_at


def _need(roles: frozenset[Role], role: Role, what: str) -> None:
    if role not in roles:
        raise Refused(f"In this round only the {role.value} {what}, so that was not saved.")


def _after_station(round_: Round) -> None:
    if not reached(round_, Stage.QUIET):
        raise Refused("That comes after the bell, when the station is over, so it was not saved.")


def _live(round_: Round) -> None:
    if not reached(round_, Stage.STATION):
        raise Refused("The station has not begun, so that was not saved.")


def _check_marked(state: State, round_: Round, roles: frozenset[Role], event: ev.Marked, seat: str) -> None:
    _need(roles, Role.OBSERVER, "marks the sheet")
    # Nobody marks live while they play; who comes to watch a pair does.
    _after_station(round_) if Role.PATIENT in roles else _live(round_)
    item = round_.snapshot.sheet.item_by_id.get(event.item)
    if item is None:
        raise Refused("That line is not on this station's sheet, so it was not saved.")
    if event.mark is not None and not item.offers(event.mark):
        raise Refused(f"“{item.text}” does not offer that answer, so it was not saved.")
    if item.critical is Critical.NEVER and event.mark is Mark.NOT and not reached(round_, Stage.QUIET):
        raise Refused(f"“{item.text}” is only answered if it happens, so that was not saved.")


def _check_fact(state: State, round_: Round, roles: frozenset[Role], event: ev.FactCame, seat: str) -> None:
    _need(roles, Role.PATIENT, "says what came out")
    _live(round_)
    if event.fact not in {fact.id for fact in round_.snapshot.case.patient.story}:
        raise Refused("That line is not in this part, so it was not saved.")


def _check_pinned(state: State, round_: Round, roles: frozenset[Role], event: ev.Pinned, seat: str) -> None:
    _need(roles, Role.OBSERVER, "pins a moment")
    _live(round_)


def _check_released(state: State, round_: Round, roles: frozenset[Role], event: ev.Released, seat: str) -> None:
    _need(roles, Role.OBSERVER, "hands out findings")
    _live(round_)
    if event.finding not in {finding.id for finding in round_.snapshot.case.findings}:
        raise Refused("This case has no such finding, so nothing was handed out.")


def _check_domain(state: State, round_: Round, roles: frozenset[Role], event: ev.RatedDomain, seat: str) -> None:
    _rates(roles)
    _after_station(round_)
    if event.domain not in {domain.id for domain in round_.snapshot.sheet.domains}:
        raise Refused("That heading is not on this station's sheet, so it was not saved.")
    _within(event.value, 1, 5)


def _check_overall(state: State, round_: Round, roles: frozenset[Role], event: ev.RatedOverall, seat: str) -> None:
    _rates(roles)
    _after_station(round_)
    _within(event.value, 0, 3)


def _check_statement(state: State, round_: Round, roles: frozenset[Role], event: ev.RatedStatement, seat: str) -> None:
    _need(roles, Role.PATIENT, "answers as the patient")
    _after_station(round_)
    if event.statement not in {statement.id for statement in round_.snapshot.sheet.statements}:
        raise Refused("That statement is not on this station's sheet, so it was not saved.")
    _within(event.value, 1, 5)


WRITERS: Mapping[Words, Role] = MappingProxyType(
    {
        Words.LINE: Role.STUDENT,
        Words.SENTENCE: Role.PATIENT,
        Words.TRY: Role.OBSERVER,
        Words.NEXT_STEP: Role.STUDENT,
    }
)


def _check_goal(state: State, round_: Round, roles: frozenset[Role], event: ev.RatedGoal, seat: str) -> None:
    _need(roles, Role.OBSERVER, "says what came of the last next step")
    _after_station(round_)
    if not round_.goal:
        raise Refused("There was no next step to look for in this round, so that was not saved.")


def _check_wrote(state: State, round_: Round, roles: frozenset[Role], event: ev.Wrote, seat: str) -> None:
    _after_station(round_)
    writer = WRITERS[event.words]
    _need(roles, writer, "writes that sentence")
    if len(event.text) > TEXT_LIMIT:
        raise Refused(
            f"That is {len(event.text):,} characters; up to {TEXT_LIMIT} can be kept. "
            "Your words are still on your screen: shorten them and they are saved."
        )


def _check_handed_in(state: State, round_: Round, roles: frozenset[Role], event: ev.HandedIn, seat: str) -> None:
    _after_station(round_)
    if missing := missing_from(round_, seat):
        raise Refused(f"Not handed in yet. Still open: {', '.join(missing)}.")


def _rates(roles: frozenset[Role]) -> None:
    if not roles & {Role.STUDENT, Role.OBSERVER}:
        raise Refused("The patient answers the four statements instead, so that was not saved.")


def _within(value: object, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Refused(f"A rating here is a whole number from {low} to {high}, so that was not saved.")


_CHECKS: Mapping[type[ev.Event], object] = MappingProxyType(
    {
        ev.Marked: _check_marked,
        ev.FactCame: _check_fact,
        ev.Pinned: _check_pinned,
        ev.Released: _check_released,
        ev.RatedDomain: _check_domain,
        ev.RatedOverall: _check_overall,
        ev.RatedStatement: _check_statement,
        ev.RatedGoal: _check_goal,
        ev.Wrote: _check_wrote,
        ev.HandedIn: _check_handed_in,
    }
)


def missing_from(round_: Round, seat: str) -> tuple[str, ...]:
    """What this seat's form still needs before it can be handed in, in the words of the screen."""
    roles, sheet = round_.cast.roles(seat), round_.snapshot.sheet
    missing: list[str] = []
    if Role.PATIENT in roles:
        open_ = [s for s in sheet.statements if round_.value(seat, ev.RatedStatement.kind, s.id) is None]
        missing += ["the four statements"] if open_ else []
        missing += _unwritten(round_, seat, Words.SENTENCE, "one sentence as the patient")
    if roles & {Role.STUDENT, Role.OBSERVER}:
        missing += [d.name for d in sheet.domains if round_.value(seat, ev.RatedDomain.kind, d.id) is None]
        missing += ["where this station stands"] if round_.value(seat, ev.RatedOverall.kind) is None else []
    if Role.OBSERVER in roles:
        missing += _unwritten(round_, seat, Words.TRY, "one thing to try")
    if Role.STUDENT in roles:
        missing += _unwritten(round_, seat, Words.LINE, "one line")
    return tuple(missing)


def _unwritten(round_: Round, seat: str, words: Words, what: str) -> list[str]:
    text = round_.value(seat, ev.Wrote.kind, words.value)
    return [] if isinstance(text, str) and text.strip() else [what]
