"""Which one device rings the bell of a practice."""

from __future__ import annotations

from roleplay.room import events as ev
from roleplay.room.doors import devices
from roleplay.room.state import State

TABLE_CLOCK_RINGS = "the table clock"
"""In a seat's place in `State.bell`: no seat is called that, as a seat's id has no space."""


def ringer(state: State) -> str:
    """The seat whose device rings, `TABLE_CLOCK_RINGS`, or `events.NOBODY` while there is no round and nobody chose.

    What people chose holds for the whole practice, for as long as that person is here. Otherwise it is the round's
    first observer in order of arrival; in a pair the patient observes.
    """
    if state.bell == TABLE_CLOCK_RINGS or state.bell in state.seats:
        return state.bell
    cast = state.round.cast if state.round else None
    if cast is None:
        return ev.NOBODY
    here = [seat for seat in state.seats if seat not in cast.gone]
    watching = [seat for seat in here if seat in cast.observers]
    return next(iter([*watching, *(seat for seat in here if seat == cast.patient)]), ev.NOBODY)


def rings_for(state: State, seat: str) -> bool:
    """Whether this seat's device is the one. A device that is passed round is one, whoever has it in their hands."""
    who = ringer(state)
    if who == seat or who in (ev.NOBODY, TABLE_CLOCK_RINGS) or seat == ev.NOBODY:
        return who == (seat or TABLE_CLOCK_RINGS)
    return not devices(state, seat).isdisjoint(devices(state, who))
