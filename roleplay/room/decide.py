"""What a tap or a step becomes: events, or a sentence that says why not. Who may make which move when: `moves`.

Pure; nothing is stored here. Steps carry the number of the stage they were made on, so a stale one changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.errors import Refused
from roleplay.room import events as ev
from roleplay.room.deadlines import advance
from roleplay.room.doors import answer_to_watch, asks_to_watch, check_answer, check_inside
from roleplay.room.go import is_within, moments_of
from roleplay.room.moves import RULES, moves, why_not
from roleplay.room.stages import Stage
from roleplay.room.state import State
from roleplay.room.taps import Tap, tapped
from roleplay.room.vocabulary import Move

LATE_STOP = (
    "Your STOP couldn’t be sent until another round had begun, so it didn’t stop anything. If you need it now, press "
    "STOP again."
)


@dataclass(frozen=True)
class Step:
    """A move, made on the stage of this number.

    ``round`` is what `BEGIN`, `ANOTHER` and `SWAP` begin; ``plan`` is what `MORE` adds, and what `REPLAN` puts in the
    plan's place, made ``without`` the people at these positions in order of arrival; ``claim`` is the question `LET_IN`
    answers; ``swap`` is the positions of two people in order of arrival; ``held`` is the hold a `CARRY_ON` was meant
    for; ``during`` is the number of the round a `STOP` was meant for (0 before the first); ``second`` is where in the
    station another go (`AGAIN`) starts.
    """

    move: Move
    stage: int
    round: ev.RoundBegan | None = None
    claim: str | None = None
    swap: tuple[int, int] | None = None
    plan: ev.Planned | None = None
    held: str | None = None
    during: int | None = None
    without: tuple[int, ...] = ()
    second: int | None = None


def decide(state: State, act: Tap | Step, seat: str, now: int) -> tuple[ev.Event, ...]:
    """The events that ``act`` makes, for the row's ``seat``. Raises `Refused` with a sentence and changes nothing."""
    state = advance(state, now)
    if state.closed:
        raise Refused("This session has closed, so nothing more can be added to it. Everything saved is kept.")
    if isinstance(act, Tap):
        return (tapped(state, act, seat),)
    return (_step(state, act, seat),)


def _step(state: State, step: Step, seat: str) -> ev.Event:
    if step.move in (Move.LET_IN, Move.KEEP_OUT):
        return _answer(state, step, seat)
    if seat not in state.seats:
        raise Refused("You’ve left this session. Rejoin it first; then this will count.")
    if step.move is Move.STOP and state.stage is not Stage.OVER:
        # It may wait on a phone without network: an hour later it mustn't freeze people who know nothing about it.
        if step.during not in (None, len(state.rounds)):
            raise Refused(LATE_STOP)
        return ev.Stopped()
    changed = step.move is Move.CARRY_ON and state.hold is not None and step.held not in (None, state.hold.kind.value)
    if step.stage != state.number or changed:
        raise Refused("The session had already moved on, so that changed nothing. You can now see the current step.")
    if step.move not in moves(state, seat):
        raise Refused(why_not(state, step.move, seat))
    rule = RULES[step.move]
    if rule.brings is ev.Planned:
        return _planned(step)
    began = _beginning(state, step) if rule.brings is ev.RoundBegan else None
    if rule.waits(state, seat):
        return ev.Asked(step.move, began, _start_of_go(state, step) if step.move is Move.AGAIN else None)
    if began is not None:
        return began
    assert rule.logs is not None
    return rule.logs()


def _start_of_go(state: State, step: Step) -> int:
    """The likeliest moment if none was named."""
    round_ = state.rounds[-1]
    if step.second is None:
        return moments_of(round_)[0]
    if not is_within(round_, step.second):
        raise Refused("That moment isn’t within the station. Choose another, or go again from the start.")
    return step.second


def _planned(step: Step) -> ev.Planned:
    if step.plan is None or not step.plan.plan:
        raise Refused((step.plan and step.plan.reason) or "There isn’t another round for tonight’s group.")
    return step.plan


def _beginning(state: State, step: Step) -> ev.RoundBegan:
    if step.round is None:
        raise Refused("There’s no other case left for tonight’s group. Carry on with this one, or finish here.")
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
        raise Refused("That question has already been answered.")
    check_answer(state, claim, seat, allowed)
    return ev.ClaimAnswered(claim.id, allowed)
