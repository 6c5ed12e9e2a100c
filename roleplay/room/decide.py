"""What a seat may do now: a tap or a step becomes events, or a sentence that says why not.

Pure; nothing is stored here. Steps carry the number of the stage they were made on: a stale one changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from roleplay.errors import Refused
from roleplay.room import events as ev
from roleplay.room.deadlines import advance, must_agree
from roleplay.room.doors import answer_to_watch, asks_to_watch, check_answer, check_inside, may_ask_to_watch
from roleplay.room.events import Move
from roleplay.room.stages import BEFORE_THE_BELL, LONGEST_STAGE, Stage, Turn
from roleplay.room.state import HoldKind, Round, State
from roleplay.room.taps import Tap, tapped

FEWEST, FULL = 2, 8
"""People in one room."""
ALONE = "You are the only one here now. Wait until somebody comes, or finish."
LATE_STOP = (
    "Your STOP waited on this phone until another round had begun, so it stopped nothing. If you need it now, press "
    "STOP again."
)


@dataclass(frozen=True)
class Step:
    """A move, made on the stage of this number.

    ``round`` is what `BEGIN`, `ANOTHER` and `SWAP` begin; ``plan`` what `MORE` adds; ``claim`` which
    question `LET_IN` answers; ``swap`` the places of two people in the order of their coming; ``held`` which hold a
    `CARRY_ON` was meant for; ``during`` the number of the round that a `STOP` was meant for (0 before the first).
    """

    move: Move
    stage: int
    round: ev.RoundBegan | None = None
    claim: str | None = None
    swap: tuple[int, int] | None = None
    plan: ev.Planned | None = None
    held: str | None = None
    during: int | None = None


MOVES: Mapping[Stage, frozenset[Move]] = MappingProxyType(
    {
        Stage.OPENING: frozenset({Move.BEGIN}),
        Stage.PREPARE: frozenset(
            {Move.ACCEPT, Move.READY, Move.GO_ON, Move.ANOTHER, Move.SWAP, Move.EXTEND, Move.PAUSE}
        ),
        Stage.CONSENT: frozenset(
            {Move.ACCEPT, Move.ASK_CONSENT, Move.CONSENT, Move.NO_CONSENT, Move.ANOTHER, Move.SWAP, Move.PAUSE}
        ),
        Stage.READING: frozenset({Move.ACCEPT, Move.GO_ON, Move.SWAP, Move.EXTEND, Move.PAUSE, Move.NO_CONSENT}),
        Stage.STATION: frozenset(
            {Move.ACCEPT, Move.END_EARLY, Move.SWAP, Move.EXTEND, Move.PAUSE, Move.TIME_OUT, Move.NO_CONSENT}
        ),
        Stage.QUIET: frozenset({Move.ACCEPT, Move.GO_ON_WITHOUT, Move.PAUSE}),
        Stage.DEBRIEF: frozenset({Move.GO_ON, Move.PAUSE}),
        Stage.SHEETS: frozenset({Move.GO_ON}),
        Stage.NEXT: frozenset({Move.BEGIN, Move.MORE, Move.FINISH}),
        Stage.OVER: frozenset(),
    }
)
"""The table of stages and moves. On all but the last one may also STOP, leave and mute; claims are answered on all.
Who comes late may ask to watch, and who is inside answers, until the bell."""

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
    if may_ask_to_watch(state, seat):
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
        Move.EXTEND: lambda state, round_, seat: (round_.lengths.of(state.stage) or 0) < LONGEST_STAGE,
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
    if state.closed:
        raise Refused("This practice has closed, so nothing more can be added to it. What was saved is kept.")
    if isinstance(act, Tap):
        return (tapped(state, act, seat),)
    return (_step(state, act, seat),)


def _step(state: State, step: Step, seat: str) -> ev.Event:
    if step.move in (Move.LET_IN, Move.KEEP_OUT):
        return _answer(state, step, seat)
    if seat not in state.seats:
        raise Refused("You have left this practice. Come back in, then it counts again.")
    if step.move is Move.STOP and state.stage is not Stage.OVER:
        # It waits on a phone without network: an hour later it must not freeze people who know nothing of it.
        if step.during not in (None, len(state.rounds)):
            raise Refused(LATE_STOP)
        return ev.Stopped()
    changed = step.move is Move.CARRY_ON and state.hold is not None and step.held not in (None, state.hold.kind.value)
    if step.stage != state.number or changed:
        raise Refused("The practice had already moved on, so that changed nothing. You now see the present step.")
    if step.move not in moves(state, seat):
        raise Refused(_why_not(state, step.move, seat))
    if step.move in (Move.BEGIN, Move.ANOTHER, Move.SWAP):
        began = _beginning(state, step)
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
        Move.WATCH: ev.WatchAsked,
        Move.LEAVE: ev.Left,
        Move.MUTE: lambda: ev.Muted(True),
        Move.UNMUTE: lambda: ev.Muted(False),
        Move.READY: ev.BecameReady,
        Move.EXTEND: ev.Extended,
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


def _beginning(state: State, step: Step) -> ev.RoundBegan:
    if step.round is None:
        raise Refused("There is no other case left for tonight’s group. Go on with this one, or finish here.")
    if step.move is not Move.BEGIN and state.round is not None:
        check_inside(state.round, step.round.patient, step.round.observers)
    return step.round


def _answer(state: State, step: Step, seat: str) -> ev.ClaimAnswered | ev.WatchAnswered:
    allowed = step.move is Move.LET_IN
    watches = next((w for w in asks_to_watch(state) if w.id == step.claim), None)
    if watches is not None:
        return answer_to_watch(state, watches, seat, allowed)
    claim = next((c for c in state.claims if c.id == step.claim and c.allowed is None), None)
    if claim is None:
        raise Refused("That question has been answered already.")
    check_answer(state, claim, seat, allowed)
    return ev.ClaimAnswered(claim.id, allowed)


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
