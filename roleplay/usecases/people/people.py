"""People on their devices: which belong to whom, personal keys, and deleting everything about somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from roleplay.errors import Fault
from roleplay.people.directions import isolated
from roleplay.people.keys import Key, NoKey, WrongKey
from roleplay.people.names import clean_name
from roleplay.people.persons import Held, Person
from roleplay.people.visitor import Visitor
from roleplay.room import events as ev
from roleplay.room.deadlines import advance
from roleplay.storage import Store, Writer
from roleplay.usecases.cases.own_cases import forget_own
from roleplay.usecases.groups.diaries import forget_groups
from roleplay.usecases.people.keys import WRONG_KEY, Keys
from roleplay.usecases.practice.live import Live
from roleplay.usecases.practice.rooms import Rooms
from roleplay.usecases.security import notes, short

WRONG_HERE = "That name and key don’t belong together here. Check the name and each word."
"""For forms in which the key can't be left empty."""


class StillSitting(Fault):
    """Somebody is still in a practice that is running; ``code`` leads to it."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "You’re still in a session that’s running. Finish it or leave it, then delete. Nothing was deleted."
        )
        self.code = code


@dataclass(frozen=True)
class Chance:
    """Where ids and codes come from: ``below(n)`` a whole number under n, ``token()`` an unguessable text."""

    below: Callable[[int], int]
    token: Callable[[], str]


class People:
    """Use cases about people; safe to call from any thread."""

    def __init__(self, store: Store, rooms: Rooms, keys: Keys) -> None:
        self._store, self._rooms, self.keys = store, rooms, keys

    def on_device(self, device: str) -> tuple[Held, ...]:
        """Whose device this is, then its guests."""
        with self._store.read() as reader:
            return tuple(sorted(reader.devices.held(device), key=lambda held: held.guest))

    def held(self, who: Visitor) -> Held:
        """The person on this device, guest or not. Raises `Fault`, worded the same for wrong ids and other people's."""
        found = next((held for held in self.on_device(who.device) if held.person.id == who.person), None)
        if found is None:
            raise Fault("That isn’t on this phone or browser. Enter your name and your personal key to see it.")
        return found

    def mine(self, who: Visitor) -> Person:
        """The person, on a device of their own. Raises `Fault` elsewhere."""
        held = self.held(who)
        if held.guest:
            raise _of_somebody_else(held)
        return held.person

    def tonight(self, who: Visitor, practice: int) -> Held:
        """The person, guest or not, while this practice is open; somebody whose seat the others gave back to this
        device counts as a guest. Raises `Fault` elsewhere, and for a guest afterwards: the device's owner could
        otherwise read on for ever."""
        held = self._by_seat(who, practice) or self.held(who)
        if held.guest and self._rooms.closed(practice):
            raise _of_somebody_else(held)
        return held

    def _by_seat(self, who: Visitor, practice: int) -> Held | None:
        """Somebody who isn't on this device although it has their seat in this practice."""
        with self._store.read() as reader:
            on_device = any(held.person.id == who.person for held in reader.devices.held(who.device))
            seated = any(seat.person == who.person for seat in reader.practices.seats_of_device(practice, who.device))
            found = reader.persons.person(who.person) if seated and not on_device else None
        return Held(found, guest=True) if found is not None else None

    def recognise(self, who: Visitor, name: str, key: str) -> Person:
        """The person whom name and key prove; from now on this device is theirs too. Raises `Fault` if wrong."""
        if not key.strip():
            raise Fault(
                "Type the words of your key. If you don’t have one, start or join a session; then import your record "
                "on the Me page."
            )
        shown = clean_name(name)
        try:
            return self.prove(who, shown, key, WRONG_HERE)
        except NoKey:
            raise WrongKey(WRONG_HERE) from None

    def prove(self, who: Visitor, name: str, key: str, wrong: str = WRONG_KEY) -> Person:
        """The person of this name whose key this is. Raises `Fault`, with this sentence if it is wrong."""
        person = self.keys.owner(who, name, key, wrong)
        with self._store.write() as writer:
            self.let_in(writer, person, who.device)
        return person

    def let_in(self, writer: Writer, proved: Person, device: str) -> None:
        """This device is theirs from now on. Raises `Fault` if the key that proved them has just been replaced."""
        person = writer.persons.person(proved.id)
        if person is None or person.key_hash != proved.key_hash:
            raise WrongKey(WRONG_KEY)
        writer.devices.add_person_device(person.id, device, False, self._rooms.now())
        notes.event("key_used", person=person.id, device=short(device))

    def check(self, who: Visitor, person: Person, key: str) -> None:
        """Raises `Fault` if this is not the person's key."""
        self.keys.check(who, person, key)

    def settle(self, writer: Writer, person: Person, device: str, now: int) -> None:
        """Put the person on this device: as its owner, unless it is already somebody's. New people are stored.

        Those already on it stay as they are: only a key turns a guest into an owner, not the others leaving.
        """
        if writer.persons.person(person.id) is None:
            writer.persons.add_person(person)
        held = writer.devices.held(device)
        if all(one.person.id != person.id for one in held):
            writer.devices.add_person_device(person.id, device, any(not one.guest for one in held), now)

    def give_key(self, who: Visitor) -> str:
        """A new personal key, shown once; an older one stops working and the devices it opened are signed out. A guest
        can only make their first: the device's owner could otherwise take the place of anybody who sat down on it."""
        _may_give_key(self.on_device(who.device), who.person)
        secret, hashed = self.keys.make(who)
        with self._store.write() as writer:
            # Checked again inside the write: another device may have signed this one out in the meantime.
            person = _may_give_key(writer.devices.held(who.device), who.person).person
            if person.key_hash is not None:
                writer.devices.sign_out_others(who.person, who.device)
            tag = self.keys.tag_among(writer, person.name)
            writer.persons.set_key(who.person, tag, hashed)
        word = "key_made" if person.key_hash is None else "key_replaced"
        notes.event(word, person=who.person, device=short(who.device))
        return str(Key(tag, secret))

    def forget(self, who: Visitor) -> bool:
        """Delete everything that is this person's, and their name. Raises `StillSitting` while they are in a practice.

        False if traces stay in the file until another program has finished reading it; `finish_deleting` removes them.
        """
        person = self.mine(who)
        with self._store.read() as reader:
            codes = {practice.id: practice.code for practice in reader.practices.practices_of_person(person.id)}
        practices = list(codes)
        # All practices are checked before anything is logged in the first.
        for practice in practices:
            _refuse_while_sitting(self._rooms.live(practice), self._rooms.now(), person, codes[practice])
        rounds = [pair for practice in practices for pair in self._as_student(practice, person)]
        named = self._named_on_paper({practice for practice, _ in rounds})
        for practice in practices:
            for gone in (person, *named):
                self._log_forgotten(practice, gone, codes[practice])
        with self._store.write() as writer:
            forget_own(writer, person.id)
            forget_groups(writer, person.id, self._rooms.now())
            writer.erase_person(person.id, rounds)
            for gone in named:
                writer.erase_person(gone.id, ())
        for practice in practices:
            self._rooms.forget(practice)
        off_disk = self._store.tidy()
        notes.event("person_deleted", person=person.id, device=short(who.device), off_disk=off_disk)
        return off_disk

    def _named_on_paper(self, practices: Iterable[int]) -> list[Person]:
        """People who are here only because the round's student typed in its mark sheet: nobody else could ever delete
        their names."""
        with self._store.read() as reader:
            ids = {seat.person for practice in practices for seat in reader.papers.seats_on_paper(practice)}
            found = [reader.persons.person(id_) for id_ in sorted(ids)]
        return [named for named in found if named is not None]

    def _as_student(self, practice: int, person: Person) -> list[tuple[int, int]]:
        live = self._rooms.live(practice)
        mine = (r for r in live.state.rounds if live.persons[r.cast.student] == person.id)
        return [(practice, round_.number) for round_ in mine]

    def _log_forgotten(self, practice: int, person: Person, code: str) -> None:
        with self._rooms.writing(practice) as session:
            for seat in _refuse_while_sitting(session.live, session.at, person, code):
                session.log(ev.Forgotten(), seat)


def _may_give_key(on_device: Iterable[Held], person_id: str) -> Held:
    """The person on this device. Raises `Fault` if no key may be made for them here."""
    held = next((held for held in on_device if held.person.id == person_id), None)
    if held is None or (held.guest and held.person.key_hash is not None):
        raise Fault(
            "You can only replace your key on a phone or browser of your own. This one is somebody else’s. Your key "
            "hasn’t changed."
        )
    return held


def _of_somebody_else(held: Held) -> Fault:
    return Fault(
        f"This is somebody else’s device, and {isolated(held.person.name)} is a guest on it. Enter your name and your "
        "personal key to see what’s yours."
    )


def _refuse_while_sitting(live: Live, now: int, person: Person, code: str) -> list[str]:
    """The person's seats in a practice. Raises `StillSitting` if it is running and they are in it."""
    state = advance(live.state, now)
    seats = [seat.id for seat in live.seats if seat.person == person.id]
    if not state.ended and any(seat in state.seats for seat in seats):
        raise StillSitting(code)
    return seats
