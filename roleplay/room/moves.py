"""The table of moves, one row a move: when, who, behind which held clock, whether it waits for an undo, why not.

`LET_IN` and `KEEP_OUT` have no row: they answer somebody's question at any stage, and `doors` says who may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from roleplay.room import events as ev
from roleplay.room.deadlines import must_agree
from roleplay.room.doors import may_ask_to_watch
from roleplay.room.go import may_go_again
from roleplay.room.ringing import TABLE_CLOCK_RINGS, ringer, rings_for
from roleplay.room.stages import BEFORE_THE_BELL, ENDS_BY_ITSELF, LONGEST_STAGE, Stage, Turn, stages_where
from roleplay.room.state import FEWEST, Hold, HoldKind, Round, State
from roleplay.room.vocabulary import Move

ALONE = "You’re the only one here now. Wait for somebody to join, or finish."
Asks = Callable[[State, str], bool]
"""Asked of a state (as of its own time) and of a seat in it."""


def _anybody(state: State, seat: str) -> bool:
    return True


def _nobody(state: State, seat: str) -> bool:
    return False


def _no_reason(state: State) -> str:
    return ""


class Pace(Enum):
    """When people who take all the time they're given make a move that takes the round on."""

    AT_ONCE = 1
    WHEN_TIME_IS_UP = 2


@dataclass(frozen=True)
class Rule:
    """A row. ``may`` is asked at ``stages`` while the clock runs, ``held`` at every stage while it is held.

    ``logs`` makes the event, None where it is only ever asked for; ``brings`` says what the step brings along instead.
    ``waits`` says whether it happens only once the time for an undo has passed. ``why_not`` is the move's own reason at
    its own stages, "" for none.
    """

    stages: tuple[Stage, ...]
    may: Asks
    logs: Callable[[], ev.Event] | None = None
    held: Asks = _nobody
    waits: Asks = _nobody
    why_not: Callable[[State], str] = _no_reason
    brings: type[ev.RoundBegan | ev.Planned] | None = None
    in_a_swap: bool = True
    """Whether it goes on while people are about to change places: who will be the student must not read the case."""
    named: bool = True
    """Whether its row in the log says whose move it was."""
    pace: Pace | None = None
    """None for a move that a round goes through all its stages without."""


EVERY_STAGE = tuple(stage for stage in Stage if stage is not Stage.OVER)


def _inside(condition: Callable[[State, Round, str], bool] = lambda state, round_, seat: True) -> Asks:
    """Those in the round who are still here; everybody once all of them have left."""

    def asks(state: State, seat: str) -> bool:
        round_ = state.round
        if round_ is None or (seat not in round_.cast.here and round_.cast.here):
            return False
        return condition(state, round_, seat)

    return asks


def _behind(condition: Callable[[State, Hold, str], bool]) -> Asks:
    """While the clock is held, only those in the round can move; a latecomer can't agree or end the round for them."""

    def asks(state: State, seat: str) -> bool:
        return state.hold is not None and seat in must_agree(state) and condition(state, state.hold, seat)

    return asks


def _is_stopped(state: State, hold: Hold, seat: str) -> bool:
    return hold.kind is HoldKind.STOP


def _has_agreed(state: State, hold: Hold, seat: str) -> bool:
    """One phone may be dead, or its owner gone: who has agreed may go on without the others."""
    return hold.kind is HoldKind.STOP and seat in hold.agreed


def _can_agree(state: State, hold: Hold, seat: str) -> bool:
    return hold.kind is not HoldKind.STOP or seat not in hold.agreed


def _no_round_to_begin(state: State) -> str:
    if len(state.seats) < FEWEST:
        return "A round needs at least two people. Share the code; you can begin as soon as somebody has joined."
    return state.reason or "No round is planned. Change the plan, or finish here."


def _too_few_to_leave_out(state: State) -> str:
    return "" if len(state.seats) > FEWEST else "A round needs two people, so nobody can be left out of the plan."


def _may_accept(state: State, round_: Round, seat: str) -> bool:
    return seat in round_.cast.here and seat != round_.cast.student and not round_.may_read(seat)


def _may_be_ready(state: State, round_: Round, seat: str) -> bool:
    return seat not in round_.ready and (seat == round_.cast.student or round_.may_read(seat))


def _not_asked_yet(state: State) -> str:
    asked = state.round is not None and state.round.consent_asked
    return "" if asked else "The student asks aloud first, and taps. Then you can answer."


def _may_refuse_consent(state: State, round_: Round, seat: str) -> bool:
    return seat == round_.cast.patient and (state.stage is Stage.CONSENT or bool(round_.consent))


def _is_time_up(state: State, round_: Round, seat: str) -> bool:
    return state.deadline is not None and state.now >= state.deadline


def _still_writing(state: State) -> str:
    return "Somebody is still writing. You can continue without waiting once the quiet minute is over."


def _is_out_of_role(state: State, round_: Round, seat: str) -> bool:
    """After a heavy case nobody can shorten the time the others have to step out of role."""
    heavy = round_.snapshot.case.heavy and state.turn is Turn.OUT_OF_ROLE
    return not heavy or (state.deadline is not None and state.now >= state.deadline)


def _still_in_role(state: State) -> str:
    if state.round is None or _is_out_of_role(state, state.round, ev.NOBODY):
        return ""
    return "Everybody gets this minute to step out of role. You can move on when the clock reaches zero."


def _skips_time(state: State, seat: str) -> bool:
    """Where somebody may still need the time that is left, or has not handed in what is about to be opened."""
    opens = state.stage is Stage.DEBRIEF and state.turn is Turn.OBSERVER
    missing = opens and state.round is not None and set(state.round.cast.here) - set(state.round.handed_in)
    return state.stage in ENDS_BY_ITSELF or bool(missing)


def _is_held(state: State, seat: str) -> bool:
    return state.hold is not None


def _has_pending(state: State, seat: str) -> bool:
    return state.pending is not None


def _is_muted(state: State, seat: str) -> bool:
    return state.muted


def _is_loud(state: State, seat: str) -> bool:
    return not state.muted


def _rings_elsewhere(state: State, seat: str) -> bool:
    return not state.muted and not rings_for(state, seat)


def _rings_on_a_phone(state: State, seat: str) -> bool:
    return not state.muted and ringer(state) != TABLE_CLOCK_RINGS


def is_leaving(state: State, seat: str) -> bool:
    """Whether this seat's five seconds are already running: a second tap mustn't cut them short."""
    return state.pending is not None and state.pending.move is Move.LEAVE and state.pending.seat == seat


def _may_leave(state: State, seat: str) -> bool:
    return not is_leaving(state, seat)


def _gives_up(state: State, seat: str) -> bool:
    """Whether the round couldn't go on without this seat, so that a slip of the finger can be undone."""
    round_ = state.round
    if round_ is None or state.pending is not None or state.stage not in BEFORE_THE_BELL:
        return False
    return seat in (round_.cast.student, round_.cast.patient)


RULES: Mapping[Move, Rule] = MappingProxyType(
    {
        Move.BEGIN: Rule(
            (Stage.OPENING, Stage.NEXT),
            lambda state, seat: len(state.seats) >= FEWEST and bool(state.plan),
            brings=ev.RoundBegan,
            why_not=_no_round_to_begin,
        ),
        Move.MORE: Rule(
            (Stage.NEXT,), lambda state, seat: len(state.seats) >= FEWEST and not state.plan, brings=ev.Planned
        ),
        Move.REPLAN: Rule(
            (Stage.OPENING, Stage.NEXT),
            lambda state, seat: len(state.seats) > FEWEST or bool(state.without),
            brings=ev.Planned,
            why_not=_too_few_to_leave_out,
        ),
        Move.FINISH: Rule((Stage.NEXT,), _anybody, waits=_anybody, pace=Pace.WHEN_TIME_IS_UP),
        Move.ACCEPT: Rule(
            (*BEFORE_THE_BELL, Stage.QUIET),
            _inside(_may_accept),
            ev.NoteAccepted,
            in_a_swap=False,
            pace=Pace.AT_ONCE,
        ),
        Move.READY: Rule((Stage.PREPARE,), _inside(_may_be_ready), ev.BecameReady, pace=Pace.AT_ONCE),
        Move.ANOTHER: Rule(
            (Stage.PREPARE, Stage.CONSENT),
            _inside(),
            brings=ev.RoundBegan,
            held=_behind(lambda state, hold, seat: _is_stopped(state, hold, seat) and state.stage in BEFORE_THE_BELL),
            waits=_is_held,
            in_a_swap=False,
            named=False,
        ),
        Move.SWAP: Rule(BEFORE_THE_BELL, _inside(), brings=ev.RoundBegan, waits=_anybody),
        Move.ASK_CONSENT: Rule(
            (Stage.CONSENT,),
            _inside(lambda state, round_, seat: seat == round_.cast.student and not round_.consent_asked),
            ev.ConsentAsked,
            pace=Pace.AT_ONCE,
        ),
        Move.CONSENT: Rule(
            (Stage.CONSENT,),
            _inside(lambda state, round_, seat: seat == round_.cast.patient and round_.consent_asked),
            lambda: ev.ConsentAnswered(True),
            why_not=_not_asked_yet,
            pace=Pace.AT_ONCE,
        ),
        Move.NO_CONSENT: Rule(
            (Stage.CONSENT, Stage.READING, Stage.STATION, Stage.AGAIN),
            _inside(_may_refuse_consent),
            lambda: ev.ConsentAnswered(False),
        ),
        Move.GO_ON: Rule(
            stages_where(lambda row: row.go_on),
            _inside(_is_out_of_role),
            ev.WentOn,
            waits=_skips_time,
            why_not=_still_in_role,
            pace=Pace.WHEN_TIME_IS_UP,
        ),
        Move.AGAIN: Rule(
            (Stage.SHEETS, Stage.NEXT), _inside(lambda state, round_, seat: may_go_again(round_)), waits=_anybody
        ),
        Move.END_EARLY: Rule((Stage.STATION, Stage.AGAIN), _inside(), waits=_anybody),
        Move.GO_ON_WITHOUT: Rule(
            (Stage.QUIET,),
            _inside(_is_time_up),
            held=_behind(_has_agreed),
            waits=_anybody,
            why_not=_still_writing,
            pace=Pace.WHEN_TIME_IS_UP,
        ),
        Move.EXTEND: Rule(
            ENDS_BY_ITSELF,
            _inside(lambda state, round_, seat: (round_.lengths.of(state.stage) or 0) < LONGEST_STAGE),
            ev.Extended,
        ),
        Move.PAUSE: Rule((*BEFORE_THE_BELL, Stage.QUIET, Stage.DEBRIEF, Stage.AGAIN), _inside(), ev.Paused),
        Move.TIME_OUT: Rule(
            (Stage.STATION,), _inside(lambda state, round_, seat: seat == round_.cast.student), ev.TimeOutTaken
        ),
        Move.CARRY_ON: Rule((), _nobody, ev.CarriedOn, held=_behind(_can_agree), pace=Pace.AT_ONCE),
        Move.END_HERE: Rule((), _nobody, held=_behind(_is_stopped), waits=_anybody),
        Move.STOP: Rule(EVERY_STAGE, _anybody, ev.Stopped, held=_anybody, named=False),
        Move.WATCH: Rule(EVERY_STAGE, may_ask_to_watch, ev.WatchAsked, held=may_ask_to_watch, in_a_swap=False),
        Move.LEAVE: Rule(EVERY_STAGE, _may_leave, ev.Left, held=_may_leave, waits=_gives_up),
        Move.MUTE: Rule(EVERY_STAGE, _is_loud, lambda: ev.Muted(True), held=_is_loud),
        Move.UNMUTE: Rule(EVERY_STAGE, _is_muted, lambda: ev.Muted(False), held=_is_muted),
        Move.RING_HERE: Rule(EVERY_STAGE, _rings_elsewhere, ev.BellMoved, held=_rings_elsewhere),
        Move.RING_TABLE: Rule(EVERY_STAGE, _rings_on_a_phone, lambda: ev.BellMoved(table=True), held=_rings_on_a_phone),
        Move.UNDO: Rule(
            EVERY_STAGE,
            _has_pending,
            ev.Undone,
            held=_has_pending,
            why_not=lambda state: "There was nothing left to undo.",
        ),
    }
)

FILLED_IN = frozenset(move for move, rule in RULES.items() if rule.brings is not None)
"""Moves that the kit gives a round, or a plan, before they are decided."""
NAMELESS = frozenset(move for move, rule in RULES.items() if not rule.named)
"""Moves whose row in the log names nobody."""


def moves(state: State, seat: str) -> frozenset[Move]:
    """What this seat may do now, as of ``state.now``."""
    if state.stage is Stage.OVER or seat not in state.seats:
        return frozenset()
    return frozenset(move for move, rule in RULES.items() if _is_open(rule, state, seat))


def _is_open(rule: Rule, state: State, seat: str) -> bool:
    if state.hold is None and state.stage not in rule.stages:
        return False
    asks = rule.may if state.hold is None else rule.held
    if not asks(state, seat):
        return False
    if state.pending is None:
        return True
    return not rule.waits(state, seat) and (rule.in_a_swap or state.pending.round is None)


def way_on(state: State, seats: Iterable[str]) -> tuple[str, Move] | None:
    """Who of ``seats`` takes the round on, and by which move, if nobody hurries: what a stage waits for is done at
    once, what only ends it when its time is up. None while everybody waits (`waits_until`)."""
    order = tuple(seats)
    is_time_up = state.deadline is None or state.deadline <= state.now
    for pace in (Pace.AT_ONCE, Pace.WHEN_TIME_IS_UP) if is_time_up else (Pace.AT_ONCE,):
        for move in (move for move, rule in RULES.items() if rule.pace is pace):
            for seat in order:
                if move in moves(state, seat):
                    return seat, move
    return None


def waits(state: State, move: Move, seat: str = ev.NOBODY) -> bool:
    """Whether a move waits for an undo: it can't be taken back, or moves on when somebody may still need time."""
    return RULES[move].waits(state, seat)


def why_not(state: State, move: Move, seat: str) -> str:
    """Why this seat may not do that now: what holds for everything first, then the move's own reason."""
    rule = RULES[move]
    if move is Move.UNDO:
        return rule.why_not(state)
    if state.pending is not None and (rule.waits(state, seat) or (move is Move.LEAVE and is_leaving(state, seat))):
        return "That is already about to happen. Undo it first if you want something else."
    if state.hold is not None and seat in state.hold.agreed:
        return "You’ve already agreed. It carries on when everybody has."
    if state.hold is not None:
        return "The clock is held. Carry on first."
    own = rule.why_not(state) if state.stage in rule.stages else ""
    return own or "That isn’t possible at this step, so nothing was changed."
