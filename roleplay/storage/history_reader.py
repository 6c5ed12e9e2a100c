"""What rounds left behind: marks, cases met, next steps, words. A person's reads touch nobody else's rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from roleplay.marking.marksheet import Marksheet
from roleplay.marking.tidy import TidyMark
from roleplay.people.rounds import Exposure, Goal, Played, Written
from roleplay.storage.queries import Queries
from roleplay.storage.tables import (
    brought,
    exposures,
    goals,
    kept,
    marks,
    practices,
    projected,
    repeats,
    rounds,
    sheets,
    texts,
    words,
)
from roleplay.storage.texts import read_brought
from roleplay.stored import read_stored

_MARKS: Select[Any] = (
    select(*(marks.c[field.name] for field in fields(TidyMark)))
    .where(marks.c.practice == bindparam("practice"))
    .order_by(marks.c.round, marks.c.place)
)
_MARKS_OF_ROUND = _MARKS.where(marks.c.round == bindparam("round"))
_MARKS_OF_STUDENT: Select[Any] = (
    select(*(marks.c[field.name] for field in fields(TidyMark)))
    .where(marks.c.student == bindparam("student"))
    .order_by(marks.c.practice, marks.c.round, marks.c.place)
)
_EXPOSURE = tuple(exposures.c[field.name] for field in fields(Exposure))
_EXPOSURES: Select[Any] = (
    select(*_EXPOSURE)
    .where(exposures.c.person == bindparam("person"))
    .order_by(exposures.c.at, exposures.c.practice, exposures.c.round, exposures.c.place)
)
_EXPOSURES_OF_ROUND: Select[Any] = (
    select(*_EXPOSURE)
    .where(exposures.c.practice == bindparam("practice"), exposures.c.round == bindparam("round"))
    .order_by(exposures.c.place)
)
_GOAL = tuple(goals.c[field.name] for field in fields(Goal))
_GOALS: Select[Any] = (
    select(*_GOAL)
    .where(goals.c.person == bindparam("person"))
    .order_by(goals.c.made, goals.c.practice, goals.c.round, goals.c.place)
)
_GOALS_OF_ROUND: Select[Any] = (
    select(*_GOAL)
    .where(goals.c.practice == bindparam("practice"), goals.c.round == bindparam("round"))
    .order_by(goals.c.place)
)
_PLAYED = tuple(rounds.c[field.name] for field in fields(Played))
_PLAYED_OF_ROUND: Select[Any] = select(*_PLAYED).where(
    rounds.c.practice == bindparam("practice"), rounds.c.round == bindparam("round")
)
_PLAYED_BY: Select[Any] = (
    select(*_PLAYED)
    .join(exposures, (exposures.c.practice == rounds.c.practice) & (exposures.c.round == rounds.c.round))
    .where(exposures.c.person == bindparam("person"))
    .order_by(rounds.c.at, rounds.c.practice, rounds.c.round)
)
_WRITTEN = tuple(words.c[field.name] for field in fields(Written))
_WRITTEN_IN_ROUND: Select[Any] = (
    select(*_WRITTEN)
    .where(words.c.practice == bindparam("practice"), words.c.round == bindparam("round"))
    .order_by(words.c.place)
)
_RECEIVED: Select[Any] = (
    select(*_WRITTEN)
    .where(words.c.receiver == bindparam("person"))
    .order_by(words.c.made, words.c.practice, words.c.round, words.c.place)
)
_SHEET = select(sheets.c.body).where(sheets.c.fingerprint == bindparam("fingerprint"))
_PROJECTED = select(func.max(projected.c.version))
_BROUGHT = select(brought.c.body).where(
    brought.c.practice == bindparam("practice"), brought.c.round == bindparam("round")
)
_BROUGHT_TEXTS: Select[Any] = select(texts.c.kind, texts.c.text).where(
    texts.c.practice == bindparam("practice"), texts.c.seq == bindparam("round")
)
_BROUGHT_BY: Select[Any] = (
    select(brought.c.practice, brought.c.round)
    .join(practices, practices.c.id == brought.c.practice)
    .where(practices.c.owner == bindparam("person"))
)
_OWN_PRACTICES: Select[Any] = select(practices.c.id, practices.c.origin).where(practices.c.owner == bindparam("person"))
_KEPT: Select[Any] = select(kept.c.practice, kept.c.round).where(kept.c.person == bindparam("person"))
_REPEATS: Select[Any] = select(repeats.c.case).where(repeats.c.person == bindparam("person"))


class HistoryReader(Queries):
    """What rounds left behind."""

    def marks(self, practice: int, round: int | None = None) -> tuple[TidyMark, ...]:
        """By round, then in the order they were given."""
        if round is None:
            return tuple(TidyMark(*row) for row in self._all(_MARKS, practice=practice))
        return tuple(TidyMark(*row) for row in self._all(_MARKS_OF_ROUND, practice=practice, round=round))

    def marks_of_student(self, person: str) -> tuple[TidyMark, ...]:
        """Everything this person was marked for, oldest practice first."""
        return tuple(TidyMark(*row) for row in self._all(_MARKS_OF_STUDENT, student=person))

    def exposures(self, person: str) -> tuple[Exposure, ...]:
        """Every case this person has met, oldest first."""
        return tuple(Exposure(*row) for row in self._all(_EXPOSURES, person=person))

    def exposures_of(self, practice: int, round: int) -> tuple[Exposure, ...]:
        """In the order they were given."""
        return tuple(Exposure(*row) for row in self._all(_EXPOSURES_OF_ROUND, practice=practice, round=round))

    def goals(self, person: str) -> tuple[Goal, ...]:
        """Every next step this person wrote, oldest first."""
        return tuple(Goal(*row) for row in self._all(_GOALS, person=person))

    def goals_of(self, practice: int, round: int) -> tuple[Goal, ...]:
        """In the order they were given."""
        return tuple(Goal(*row) for row in self._all(_GOALS_OF_ROUND, practice=practice, round=round))

    def played(self, practice: int, round: int) -> Played | None:
        """The round as everybody in it may know it."""
        return next((_played(row) for row in self._all(_PLAYED_OF_ROUND, practice=practice, round=round)), None)

    def played_by(self, person: str) -> tuple[Played, ...]:
        """Every round this person was in, in any role, oldest first."""
        return tuple(_played(row) for row in self._all(_PLAYED_BY, person=person))

    def written(self, practice: int, round: int) -> tuple[Written, ...]:
        """The sentences of a round, in the order they were given."""
        return tuple(Written(*row) for row in self._all(_WRITTEN_IN_ROUND, practice=practice, round=round))

    def received(self, person: str) -> tuple[Written, ...]:
        """Every sentence this person received, or wrote to themselves, oldest first."""
        return tuple(Written(*row) for row in self._all(_RECEIVED, person=person))

    def sheets(self, fingerprints: Iterable[str]) -> dict[str, Marksheet]:
        """The mark sheets with these fingerprints, as they were; missing ones are left out."""
        bodies = {each: self._first(_SHEET, fingerprint=each) for each in set(fingerprints)}
        return {each: read_stored(Marksheet, json.loads(row[0])) for each, row in bodies.items() if row is not None}

    def projected(self) -> int | None:
        """How the projections were made; None if they never were."""
        found = self._first(_PROJECTED)
        return None if found is None else found[0]

    def brought(self, practice: int, round: int) -> dict[str, object] | None:
        """The feedback on an imported round, as it was in the file."""
        row = self._first(_BROUGHT, practice=practice, round=round)
        if row is None:
            return None
        return read_brought(row[0], self._all(_BROUGHT_TEXTS, practice=practice, round=round))

    def brought_by(self, person: str) -> frozenset[tuple[int, int]]:
        """The (practice, round) pairs whose feedback this person imported."""
        return frozenset((practice, round_) for practice, round_ in self._all(_BROUGHT_BY, person=person))

    def own_practices(self, person: str) -> dict[str, int]:
        """This person's practices without a log, by origin."""
        return {origin: id_ for id_, origin in self._all(_OWN_PRACTICES, person=person)}

    def kept(self, person: str) -> frozenset[tuple[int, int]]:
        """The (practice, round) pairs whose words this person keeps beyond a year."""
        return frozenset((practice, round_) for practice, round_ in self._all(_KEPT, person=person))

    def repeats(self, person: str) -> frozenset[str]:
        """The cases that this person knows and chose to do again."""
        return frozenset(row[0] for row in self._all(_REPEATS, person=person))


def _played(row: Any) -> Played:
    return read_stored(Played, {**row._mapping, "skills": json.loads(row.skills)})
