"""What every screen of a practice carries: the stage, the clock, the people, what may be done and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from roleplay.room import events as ev
from roleplay.room.deadlines import must_agree
from roleplay.room.doors import asks_to_watch, may_answer, may_let_watch
from roleplay.room.go import still_asked
from roleplay.room.moves import moves
from roleplay.room.ringing import TABLE_CLOCK_RINGS, ringer, rings_for
from roleplay.room.stages import BEFORE_THE_BELL, ENDS_BY_ITSELF, Stage, following
from roleplay.room.state import HoldKind, Role, Round, State
from roleplay.room.views import Asked, ClaimAsked, Clock, Did, Held, Late, Person, Top
from roleplay.room.vocabulary import Words


def top_of(state: State, seat: str, names: Mapping[str, str]) -> Top:
    round_ = state.round
    roles = round_.cast.roles(seat) if round_ and seat in state.seats else frozenset()
    return Top(
        stage=state.stage.value,
        turn=state.turn.value if state.turn else "",
        number=state.number,
        round=len(state.rounds),
        kind=round_.snapshot.case.kind.value if round_ else "",
        how=_how(state, round_, seat),
        roles=tuple(role.value for role in Role if role in roles),
        plays=_plays(state, round_, seat),
        clock=_clock(state, round_),
        held=_held(state, seat),
        asked=_asked(state, names),
        moves=tuple(sorted(move.value for move in moves(state, seat))),
        people=tuple(_person(state, other, seat, names) for other in state.seats),
        claims=tuple(
            ClaimAsked(c.id, names[c.seat], c.seat == seat)
            for c in state.claims
            if c.allowed is None and may_answer(state, c, seat, allowed=c.seat != seat)
        ),
        late=tuple(Late(w.id, names[w.seat]) for w in asks_to_watch(state) if seat in may_let_watch(state, w.seat)),
        left=tuple(names[other] for other in state.left),
        did=_did(state, seat, names),
        muted=state.muted,
        rings=rings_for(state, seat),
        bell=_bell(state, names),
        online=state.opened.online,
        call=state.opened.call if seat in state.seats and not state.ended else "",
    )


def shut(state: State) -> State:
    """A closed practice, as its top shows it: over, nothing held or asked, and nobody in a role."""
    return replace(
        state, stage=Stage.OVER, turn=None, deadline=None, hold=None, pending=None, claims=(), rounds=(), did=None
    )


def _asked(state: State, names: Mapping[str, str]) -> Asked | None:
    """Behind a STOP no tap has a name, and swapping the case never has one."""
    pending = state.pending
    if pending is None:
        return None
    stopped = state.hold is not None and state.hold.kind is HoldKind.STOP
    return Asked(pending.move.value, pending.due, "" if stopped else names.get(pending.seat, ""), pending.second)


def _did(state: State, seat: str, names: Mapping[str, str]) -> Did | None:
    did = state.did
    return Did(did.move.value, names[did.seat], did.seat == seat, did.number) if did else None


def _bell(state: State, names: Mapping[str, str]) -> str:
    who = ringer(state)
    return who if who == TABLE_CLOCK_RINGS else names.get(who, "")


def _plays(state: State, round_: Round | None, seat: str) -> str:
    """Who is played: for the patient as soon as they may read the script, for the others when the feedback is open."""
    if round_ is None or seat not in round_.cast.seats or seat not in state.seats:
        return ""
    mine = seat == round_.cast.patient and round_.may_read(seat)
    return round_.snapshot.case.patient.plays if mine or round_.opened_at is not None else ""


def _how(state: State, round_: Round | None, seat: str) -> str:
    """How they sit, for the people in the round, before they have to."""
    if round_ is None or seat not in round_.cast.seats or seat not in state.seats:
        return ""
    if state.stage not in BEFORE_THE_BELL:
        return ""
    return round_.snapshot.case.how_online if round_.online else round_.snapshot.case.how


def _person(state: State, seat: str, viewer: str, names: Mapping[str, str]) -> Person:
    round_ = state.round
    if round_ is None:
        return Person(names[seat], seat == viewer)
    roles = round_.cast.roles(seat)
    done, writes = seat in round_.done(state.stage), seat in _writers(state, round_)
    return Person(names[seat], seat == viewer, tuple(r.value for r in Role if r in roles), done, writes)


def _writers(state: State, round_: Round) -> frozenset[str]:
    """Over whose sentence the practice would move on now."""
    cast = round_.cast
    if state.stage in (Stage.QUIET, Stage.DEBRIEF, Stage.SHEETS):
        return frozenset(cast.here) - set(round_.handed_in)
    if state.stage is not Stage.NEXT or round_.opened_at is None or cast.student in round_.forgotten:
        return frozenset()
    step = round_.value(cast.student, ev.Wrote.kind, Words.NEXT_STEP.value)
    return still_asked(round_) | (frozenset({cast.student} & set(cast.here)) if not step else frozenset())


def _clock(state: State, round_: Round | None) -> Clock:
    if round_ is None:
        return Clock(None, None, None, (), ())
    lengths = round_.lengths
    # Also before the station: a phone that loses its network enters it on its own.
    warnings = lengths.warnings if state.stage in BEFORE_THE_BELL else ()
    remaining = state.hold.remaining if state.hold else None
    length = lengths.of(state.stage, state.turn)
    return Clock(state.deadline, remaining, length, warnings, _ahead(state.stage, round_))


def _ahead(stage: Stage, round_: Round) -> tuple[tuple[str, int], ...]:
    """The stages that a device may go through alone; consent waits for people, so it ends there."""
    ahead: list[tuple[str, int]] = []
    while stage in ENDS_BY_ITSELF:
        stage = following((stage, None), round_.asks_consent)[0]
        ahead.append((stage.value, round_.lengths.of(stage) or 0))
    return tuple(ahead)


def _held(state: State, seat: str) -> Held | None:
    if state.hold is None:
        return None
    agreed = state.hold.agreed if state.hold.kind is HoldKind.STOP else frozenset()
    return Held(state.hold.kind.value, len(agreed), len(must_agree(state)), seat in agreed)
