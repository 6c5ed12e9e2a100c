"""Who may come in during a round: to watch it late, or to take back a seat from another device.

To the kit, a second window is another person. The student could open one under a made-up name, so nothing that shows
the script or the mark sheet is given out on the word of the student, of somebody outside, or of the same device.
"""

from __future__ import annotations

from roleplay.errors import Refused
from roleplay.room import events as ev
from roleplay.room.stages import BEFORE_THE_BELL, Stage
from roleplay.room.state import AskedToWatch, Claim, Round, State

OUTSIDE = (
    "Somebody who’s waiting outside can only take the student’s place. To play the patient or observe, they have to be "
    "let in to watch first."
)


def running(state: State) -> Round | None:
    """The round whose script and mark sheet are still secret: they are until its feedback is opened."""
    round_ = state.round
    if round_ is None or round_.opened_at is not None or state.stage in (Stage.NEXT, Stage.OVER):
        return None
    return round_


def devices(state: State, seat: str) -> frozenset[str]:
    """The marks of all devices that have this seat, including those that were let into it."""
    let_in = (claim.device for claim in state.claims if claim.seat == seat and claim.allowed and claim.device)
    return state.devices.get(seat, frozenset()).union(let_in)


def _share(state: State, one: str, other: str) -> bool:
    """Whether these two share a device."""
    return not devices(state, one).isdisjoint(devices(state, other))


def _keepers(state: State, round_: Round) -> tuple[str, ...]:
    """Whose yes counts during the round: its people except the student and anybody who shares the student's device."""
    student = round_.cast.student
    return tuple(seat for seat in round_.cast.here if seat != student and not _share(state, seat, student))


# Coming late


def may_let_watch(state: State, watcher: str) -> tuple[str, ...]:
    """Who may decide whether this seat watches the round; nobody if it is on a device that is passed round in it."""
    round_ = state.round
    if round_ is None or state.stage not in BEFORE_THE_BELL or watcher in round_.cast.seats:
        return ()
    return () if _shares_a_device(state, round_, watcher) else _keepers(state, round_)


def _shares_a_device(state: State, round_: Round, outside: str) -> bool:
    """Whether this seat is on a device that is passed round in the round."""
    return any(_share(state, outside, inside) for inside in round_.cast.seats)


def answer_outside(state: State, round_: Round, seat: str) -> str:
    """What became of this seat's request to watch (`OutsideView.watch`)."""
    if state.stage not in BEFORE_THE_BELL:
        return ""
    if _shares_a_device(state, round_, seat):
        return "passed"
    asked = next((w for w in round_.watchers if w.seat == seat and not w.allowed), None)
    return "" if asked is None else "asked" if asked.allowed is None else "no"


def may_ask_to_watch(state: State, seat: str) -> bool:
    """Once per round, and only if somebody can say yes."""
    asked = state.round is not None and any(w.seat == seat for w in state.round.watchers)
    return seat in state.seats and not asked and bool(may_let_watch(state, seat))


def asks_to_watch(state: State) -> tuple[AskedToWatch, ...]:
    """Who is waiting for an answer. While people are about to swap places, nobody comes in."""
    if state.round is None or state.stage not in BEFORE_THE_BELL or _changes_places(state):
        return ()
    return tuple(w for w in state.round.watchers if w.allowed is None)


def _changes_places(state: State) -> bool:
    return state.pending is not None and state.pending.round is not None


def check_inside(round_: Round, patient: str, observers: tuple[str, ...]) -> None:
    """Raises `Refused` if a replacement round would have somebody play or watch who was not let in."""
    if not {patient, *observers} <= set(round_.cast.seats):
        raise Refused(OUTSIDE)


# A seat taken back


def may_answer(state: State, claim: Claim, seat: str, allowed: bool) -> bool:
    """Who confirms that somebody is who they say they are. The person whose seat it is may always keep others out, but
    never let them in; nobody is let in by the device that asks.

    During a round, its people except the student answer, and no device gets the student's seat and another one.
    """
    if seat == claim.seat:
        return not allowed
    if seat not in state.seats or claim.device in devices(state, seat):
        return False
    round_ = running(state)
    if round_ is None:
        return True
    return seat in _keepers(state, round_) and not (allowed and _beside_the_student(state, round_, claim))


def can_be_let_in(state: State, claim: Claim) -> bool:
    """Whether anybody may say yes to it now."""
    return any(may_answer(state, claim, seat, allowed=True) for seat in state.seats)


def _beside_the_student(state: State, round_: Round, claim: Claim) -> bool:
    """Whether the device that asks would then have the student's seat and another one."""
    student = round_.cast.student
    if claim.seat != student:
        return claim.device in devices(state, student)
    others = {*state.seats, *round_.cast.seats} - {student}
    return any(claim.device in devices(state, seat) for seat in others)


def check_answer(state: State, claim: Claim, seat: str, allowed: bool) -> None:
    """Raises `Refused` if it is not this seat's answer to give."""
    if not may_answer(state, claim, seat, allowed):
        raise Refused("Somebody else in the room has to confirm who this is.")


def is_shut_out(state: State, seat: str, device: str) -> bool:
    """Whether the seat of a patient or an observer is closed to this device until the feedback is opened.

    It is if the device was let in between rounds and, of the people in this round, only its student said yes: otherwise
    the next student could first let a window of their own into the patient's seat.
    """
    round_ = running(state)
    if round_ is None or seat == round_.cast.student or seat not in round_.cast.seats:
        return False
    let_in = [claim for claim in state.claims if claim.seat == seat and claim.device == device and claim.allowed]
    if not let_in or device in state.devices.get(seat, frozenset()):
        return False
    if device in devices(state, round_.cast.student):
        return True
    vouched = {claim.by for claim in let_in} & set(round_.cast.seats) - {round_.cast.student}
    return all(_share(state, by, round_.cast.student) for by in vouched)


def answer_to_watch(state: State, asked: AskedToWatch, seat: str, allowed: bool) -> ev.WatchAnswered:
    """The event that this seat's answer makes. Raises `Refused` if it is not this seat's answer to give."""
    if seat not in may_let_watch(state, asked.seat):
        raise Refused("The patient and the observers decide who else may watch, each on their own phone.")
    return ev.WatchAnswered(asked.seat, allowed)
