"""Quick-fire: five questions with their answers, from cases that everybody here has met. Nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from roleplay.content.loading import Library
from roleplay.people.visitor import Visitor
from roleplay.storage import Reader, Store
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.rooms import Rooms

MOST = 5
"""Questions in one go."""


@dataclass(frozen=True)
class Question:
    """A question of a case, and what the case says about itself to everybody: its title and its candidate brief."""

    case: str
    title: str
    brief: str
    ask: str
    answer: str


class QuickFire:
    """Safe to call from any thread. ``below(n)`` is a whole number under n, by chance."""

    def __init__(
        self, store: Store, rooms: Rooms, people: People, library: Callable[[], Library], below: Callable[[int], int]
    ) -> None:
        self._store, self._rooms, self._people, self._library, self._below = store, rooms, people, library, below

    def for_room(self, practice: int) -> tuple[Question, ...]:
        """All that can be asked in this session: nobody in it could still be given one of these cases as new."""
        persons = self._rooms.live(practice).persons
        return self._known_to([persons[seat] for seat in self._rooms.state(practice).seats])

    def for_one(self, who: Visitor) -> tuple[Question, ...]:
        """All that can be asked of this person, alone. Raises `Fault` where this isn't a device of theirs."""
        return self._known_to([self._people.mine(who).id])

    def deal(self, pool: Sequence[Question]) -> tuple[Question, ...]:
        """At most five by chance, from as many cases as there are."""
        by_case: dict[str, list[Question]] = {}
        for question in self._shuffled(pool):
            by_case.setdefault(question.case, []).append(question)
        rounds = (question for turn in range(len(pool)) for of in by_case.values() for question in of[turn : turn + 1])
        return tuple(question for _, question in zip(range(MOST), rounds, strict=False))

    def _shuffled(self, pool: Sequence[Question]) -> list[Question]:
        left = list(pool)
        return [left.pop(self._below(len(left))) for _ in pool]

    def _known_to(self, persons: Iterable[str]) -> tuple[Question, ...]:
        with self._store.read() as reader:
            here = [_Met(reader, person) for person in persons]
        if not here:
            return ()
        cases = reduce(frozenset.intersection, (each.cases for each in here))
        blocked = frozenset().union(*(each.blocked for each in here))
        return tuple(
            Question(case.id, case.title, case.student.brief, question.ask, question.answer)
            for case in self._library().offered
            if case.id in cases and case.viva and not case.heavy and not blocked & set(case.themes)
            for question in case.viva.questions
        )


class _Met:
    """The cases that one person has met in any role, and the themes that they don't want."""

    def __init__(self, reader: Reader, person: str) -> None:
        self.cases = frozenset(exposure.case for exposure in reader.history.exposures(person))
        self.blocked = reader.persons.private(person).blocked
