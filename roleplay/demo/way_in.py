"""Lets people into the demo: their browser becomes a device of each of the five people, without a key.

Only if the kit was started as a demo, on a file that was made as one: nothing changes for any other kit.
"""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.demo.marker import is_open_as_demo
from roleplay.storage import Store

NAMES = ("Ana", "Ben", "Chiara", "Dayo", "Mina")
EVENINGS = 12


@dataclass(frozen=True)
class Shown:
    """Somebody whose pages one can look at."""

    name: str
    id: str


def is_demo(store: Store) -> bool:
    """Whether this kit is a demo."""
    return is_open_as_demo(store.file)


def people_of_demo(store: Store) -> tuple[Shown, ...]:
    """The five people who were made with the demo and are still there; nobody in a kit that isn't one.

    People who join a session in the demo later are not among them, even under one of their names.
    """
    if not is_demo(store):
        return ()
    with store.read() as reader:
        made = reader.practices.practice_ids()[:EVENINGS]
        seats = {seat.person: seat.name for practice in made for seat in reader.practices.seats(practice)}
        there = {
            name: person
            for person, name in seats.items()
            if name in NAMES and reader.persons.person(person) is not None
        }
    return tuple(Shown(name, there[name]) for name in NAMES if name in there)


def let_in(store: Store, device: str, now: int) -> tuple[Shown, ...]:
    """`people_of_demo`, each of whom now owns this device. Asking again writes nothing."""
    people = people_of_demo(store)
    if not people:
        return ()
    with store.read() as reader:
        own = {held.person.id for held in reader.devices.held(device) if not held.guest}
    missing = [one for one in people if one.id not in own]
    if missing:
        with store.write() as writer:
            for place, one in enumerate(missing):
                # One after the other, so that the device belongs to the first of them.
                writer.devices.add_person_device(one.id, device, False, now + place)
    return people
