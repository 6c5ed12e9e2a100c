"""A group's diary changed by one of its members, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups.diary import Diary
from roleplay.people.attempts import Allowance, TooMuch
from roleplay.people.persons import Person
from roleplay.people.visitor import Visitor
from roleplay.storage import Reader, Store, Writer
from roleplay.usecases.groups.diaries import diaries_of, diary_of, save
from roleplay.usecases.people.people import Chance, People

AT_ONCE, PER_SECOND = 60, 0.5
"""Changes of one person or device: an evening's tapping at once, then one every two seconds."""

MOST_GROUPS = 20
"""Groups that one person can be in."""
FOUNDED_AT_ONCE, FOUNDED_PER_SECOND = 5, 1 / 600
_TOO_MANY = f"You’re in {MOST_GROUPS} groups already. Leave one of them first."


@dataclass
class Change:
    """One change in the making: whoever changes something sets ``diary``. ``before`` is what was stored."""

    writer: Writer
    me: Person
    before: Diary
    diary: Diary
    now: int


class Diaries:
    """Reading and changing groups; safe to call from any thread."""

    def __init__(self, store: Store, people: People, now: Callable[[], int], chance: Chance) -> None:
        self.store, self.people, self.now, self.chance = store, people, now, chance
        self._allowed = Allowance(AT_ONCE, PER_SECOND)
        self._founded = Allowance(FOUNDED_AT_ONCE, FOUNDED_PER_SECOND)

    @contextmanager
    def changing(self, who: Visitor, group: str) -> Iterator[Change]:
        """The group for one of its members; what differs is stored in the end. Raises `Fault` for everybody else."""
        me = self.people.mine(who)
        self.slow(who.device, me.id)
        now = self.now()
        with self.store.write() as writer:
            before = diary_of(writer, group, now)
            before.group.member(me.id)
            change = Change(writer, me, before, before, now)
            yield change
            save(writer, before, change.diary)

    @contextmanager
    def changing_meeting(self, who: Visitor, meeting: str) -> Iterator[Change]:
        """The same by one of its sessions."""
        with self.store.read() as reader:
            found = reader.meetings.meeting(meeting)
        if found is None:
            raise Fault(d.GONE)
        with self.changing(who, found.group) as change:
            yield change

    def filled(self, groups: Iterable[str]) -> None:
        """Plan what is due of their series."""
        now = self.now()
        with self.store.read() as reader:
            behind = [id_ for id_, one in diaries_of(reader, groups, now).items() if d.due(one, now)]
        if not behind:
            return
        with self.store.write() as writer:
            for before in diaries_of(writer, behind, now).values():
                save(writer, before, d.fill(before, self.chance.token, now))

    def slow(self, *keys: str) -> None:
        """Raises `TooMuch` for who changes one thing after another."""
        for key in keys:
            if wait := self._allowed.take(key, 1, self.now()):
                raise TooMuch("That was a lot at once. Wait a few seconds, then try again.", wait)

    def slow_founding(self, who: Visitor, me: Person) -> None:
        """The same for one group after another, however they come into being."""
        for key in (who.device, me.id):
            if wait := self._founded.take(key, 1, self.now()):
                raise TooMuch("You’ve founded several groups just now. Wait ten minutes before the next.", wait)


def check_many(reader: Reader, me: Person) -> None:
    """Raises `Fault` for somebody who is in as many groups as one can be."""
    if len(reader.groups.of_person(me.id)) >= MOST_GROUPS:
        raise Fault(_TOO_MANY)
