"""Who may come in while a round runs: to watch it late, or back to a seat from another device.

A second window is another person to the kit. Whoever sees the patient could open one under a made-up name, so nothing
that shows the part or the sheet is given out on the word of the student, of somebody outside, or of the same device.
"""

from __future__ import annotations

from roleplay.errors import Refused
from roleplay.room import events as ev
from roleplay.room.stages import BEFORE_THE_BELL, Stage
from roleplay.room.state import AskedToWatch, Claim, Round, State

OUTSIDE = (
    "Somebody who is waiting outside can take the student’s place, but no other. To play the patient or observe, they "
    "have to be let in to watch first."
)


def running(state: State) -> Round | None:
    """The round whose part and sheet are still secrets: they are until its sheets are opened."""
    round_ = state.round
    if round_ is None or round_.opened_at is not None or state.stage in (Stage.NEXT, Stage.OVER):
        return None
    return round_


def devices(state: State, seat: str) -> frozenset[str]:
    """The marks of all devices that have this seat, also of those that were let into it."""
    let_in = (claim.device for claim in state.claims if claim.seat == seat and claim.allowed and claim.device)
    return state.devices.get(seat, frozenset()).union(let_in)


def _share(state: State, one: str, other: str) -> bool:
    """Whether a device is passed between these two."""
    return not devices(state, one).isdisjoint(devices(state, other))


def _keepers(state: State, round_: Round) -> tuple[str, ...]:
    """Whose yes counts while the round runs: its people but the student, and who shares a device with the student."""
    student = round_.cast.student
    return tuple(seat for seat in round_.cast.here if seat != student and not _share(state, seat, student))


# Coming late


def may_let_watch(state: State, watcher: str) -> tuple[str, ...]:
    """Who may say whether this seat watches the round; nobody where it sits on a device that is passed round in it."""
    round_ = state.round
    if round_ is None or state.stage not in BEFORE_THE_BELL or watcher in round_.cast.seats:
        return ()
    if any(_share(state, watcher, inside) for inside in round_.cast.seats):
        return ()
    return _keepers(state, round_)


def may_ask_to_watch(state: State, seat: str) -> bool:
    """Once a round, and only where somebody can say yes."""
    asked = state.round is not None and any(w.seat == seat for w in state.round.watchers)
    return seat in state.seats and not asked and bool(may_let_watch(state, seat))


def asks_to_watch(state: State) -> tuple[AskedToWatch, ...]:
    """Who waits for an answer. While people are about to change places nobody comes in."""
    if state.round is None or state.stage not in BEFORE_THE_BELL or _changes_places(state):
        return ()
    return tuple(w for w in state.round.watchers if w.allowed is None)


def _changes_places(state: State) -> bool:
    return state.pending is not None and state.pending.round is not None


def check_inside(round_: Round, patient: str, observers: tuple[str, ...]) -> None:
    """Raises `Refused` where a round in another's place would have somebody play or watch who was not let in."""
    if not {patient, *observers} <= set(round_.cast.seats):
        raise Refused(OUTSIDE)


# A seat taken back


def may_answer(state: State, claim: Claim, seat: str, allowed: bool) -> bool:
    """Who says whether somebody is who they say. The one whose place it is may always keep others out, and never let
    them in; nobody is let in by the device that asks.

    While a round runs its people but the student answer, and no device gets the student's place and another one.
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
    """Whether the device that asks would have the student's place and another one."""
    student = round_.cast.student
    if claim.seat != student:
        return claim.device in devices(state, student)
    others = {*state.seats, *round_.cast.seats} - {student}
    return any(claim.device in devices(state, seat) for seat in others)


def check_answer(state: State, claim: Claim, seat: str, allowed: bool) -> None:
    """Raises `Refused` where it is not this seat's to give."""
    if not may_answer(state, claim, seat, allowed):
        raise Refused("Somebody else in the room has to say who this is.")


def is_shut_out(state: State, seat: str, device: str) -> bool:
    """Whether the place of a patient or an observer is shut to this device until the sheets are opened.

    It is where the device was let in between rounds, and nobody of this round but its student stands for that: else
    whoever sees the patient next could let a window of their own into the patient's place first.
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
    """What comes of this seat's answer. Raises `Refused` where it is not this seat's to give."""
    if seat not in may_let_watch(state, asked.seat):
        raise Refused("Who plays the patient or watches says who else may watch, each on a phone of their own.")
    return ev.WatchAnswered(asked.seat, allowed)
