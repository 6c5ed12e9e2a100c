"""What rounds left behind: marks, cases met, next steps, words. A person's reads touch nobody else's rows.

Each table is a projection of the log, replaced a round at a time; marks wait for the next event that is none, so who
wants them asks `roleplay.usecases.practice.current_marks`. Under a practice without a log stand the rows that
its owner imported, or those of what they read. ``place`` keeps the order in which a round's rows were given.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Delete,
    Float,
    ForeignKey,
    Index,
    Insert,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from roleplay.marking.marksheet import Marksheet
from roleplay.marking.tidy import TidyMark
from roleplay.people.rounds import Exposure, Goal, Played, Written
from roleplay.storage.databases import IN_ORDER_OF_KEY, insert_once
from roleplay.storage.practice.practices import OWNED_BY
from roleplay.storage.queries import Queries, metadata
from roleplay.stored import as_stored, as_text, read_stored

marks = Table(
    "marks",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("case", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("lens", Text, nullable=False),
    Column("rater", Text, nullable=False),
    Column("student", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("thing", Text, nullable=False),
    Column("mark", Text, nullable=False),
    Column("weight", Float, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("submitted", BigInteger),
    Index("marks_by_student", "student"),
    **IN_ORDER_OF_KEY,
)

exposures = Table(
    "exposures",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, nullable=False),
    Column("case", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("heavy", Boolean, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("exposures_by_person", "person", "at"),
    **IN_ORDER_OF_KEY,
)

goals = Table(
    "goals",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("outcome", Text),
    Column("skill", Text, nullable=False, server_default=""),
    Column("focus", Text),
    Index("goals_by_person", "person", "made"),
    **IN_ORDER_OF_KEY,
)

rounds = Table(
    "rounds",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("student", Text, nullable=False),
    Column("case", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("case_kind", Text, nullable=False),
    Column("specialty", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("difficulty", Integer, nullable=False),
    Column("skills", Text, nullable=False),
    Column("heavy", Boolean, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("opened_at", BigInteger),
    Column("minutes", Float, nullable=False),
    Column("repeat", Boolean, nullable=False),
    Column("counts", Boolean, nullable=False),
    **IN_ORDER_OF_KEY,
)

words = Table(
    "words",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("writer", Text, nullable=False),
    Column("receiver", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Index("words_by_receiver", "receiver"),
    Index("words_by_writer", "writer"),
    **IN_ORDER_OF_KEY,
)

# What a projection's fingerprints stand for: a mark sheet as it was when it was used.
sheets = Table(
    "sheets",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# How the projections were made: one row. If the kit now makes them differently, it remakes them all.
projected = Table("projected", metadata, Column("version", Integer, primary_key=True, autoincrement=False))

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
_EXPOSURES_OF: Select[Any] = (
    select(*_EXPOSURE)
    .where(exposures.c.practice == bindparam("practice"))
    .order_by(exposures.c.round, exposures.c.place)
)
_EXPOSURES_OF_ROUND = _EXPOSURES_OF.where(exposures.c.round == bindparam("round"))
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
_FOR_OTHERS: Select[Any] = (
    select(*_WRITTEN)
    .where(words.c.writer == bindparam("person"), words.c.receiver != bindparam("person"))
    .order_by(words.c.made, words.c.practice, words.c.round, words.c.place)
)
_SHEET = select(sheets.c.body).where(sheets.c.fingerprint == bindparam("fingerprint"))
_PROJECTED = select(func.max(projected.c.version))
_ADD_SHEET = insert_once(sheets).on_conflict_do_nothing(index_elements=["fingerprint"])


def _anew(projection: Table) -> tuple[Delete, Insert]:
    """How to delete the rows of one round and insert their replacements."""
    old = delete(projection).where(projection.c.practice == bindparam("of"), projection.c.round == bindparam("in"))
    return old, insert(projection)


_MARKS_ANEW = _anew(marks)
_EXPOSURES_ANEW = _anew(exposures)
_GOALS_ANEW = _anew(goals)
_ROUNDS_ANEW = _anew(rounds)
_WORDS_ANEW = _anew(words)
_ERASE = (
    delete(marks).where(marks.c.student == bindparam("of")),
    delete(exposures).where(exposures.c.person == bindparam("of")),
    delete(goals).where(goals.c.person == bindparam("of")),
    delete(words).where(words.c.receiver == bindparam("of")),
    *(delete(table).where(table.c.practice.in_(OWNED_BY)) for table in (marks, exposures, goals, words, rounds)),
)


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

    def exposures_of(self, practice: int, round: int | None = None) -> tuple[Exposure, ...]:
        """By round, then in the order they were given."""
        if round is None:
            return tuple(Exposure(*row) for row in self._all(_EXPOSURES_OF, practice=practice))
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

    def written_for_others(self, person: str) -> tuple[Written, ...]:
        """Every sentence that this person wrote for somebody else, oldest first."""
        return tuple(Written(*row) for row in self._all(_FOR_OTHERS, person=person))

    def sheets(self, fingerprints: Iterable[str]) -> dict[str, Marksheet]:
        """The mark sheets with these fingerprints, as they were; missing ones are left out."""
        bodies = {each: self._first(_SHEET, fingerprint=each) for each in set(fingerprints)}
        return {each: read_stored(Marksheet, json.loads(row[0])) for each, row in bodies.items() if row is not None}

    def projected(self) -> int | None:
        """How the projections were made; None if they never were."""
        found = self._first(_PROJECTED)
        return None if found is None else found[0]


class HistoryWriter(HistoryReader):
    """Replacing what a round left behind."""

    def add_sheet(self, sheet: Marksheet) -> None:
        """Adding the same again is fine: the fingerprint is of the sheet."""
        self._connection.execute(_ADD_SHEET, {"fingerprint": sheet.fingerprint, "body": as_text(as_stored(sheet))})

    def set_projected(self, version: int) -> None:
        """How the projections are made from now on."""
        self._connection.execute(delete(projected))
        self._connection.execute(insert(projected), {"version": version})

    def replace_marks(self, practice: int, round: int, rows: Sequence[TidyMark]) -> None:
        """All the rows of one round: they replace what was there."""
        self._replace(_MARKS_ANEW, practice, round, rows)

    def replace_exposures(self, practice: int, round: int, rows: Sequence[Exposure]) -> None:
        """All the rows of one round: they replace what was there."""
        self._replace(_EXPOSURES_ANEW, practice, round, rows)

    def replace_goals(self, practice: int, round: int, rows: Sequence[Goal]) -> None:
        """All the rows of one round: they replace what was there."""
        self._replace(_GOALS_ANEW, practice, round, rows)

    def replace_played(self, practice: int, round: int, rows: Sequence[Played]) -> None:
        """The round as everybody in it may know it: it replaces what was there."""
        bare = [{**vars(row), "skills": as_text(row.skills)} for row in rows]
        self._replace(_ROUNDS_ANEW, practice, round, bare)

    def replace_written(self, practice: int, round: int, rows: Sequence[Written]) -> None:
        """All the sentences of one round: they replace what was there."""
        self._replace(_WORDS_ANEW, practice, round, rows)

    def erase_person(self, person: str) -> None:
        """What is theirs, and what they imported. What they wrote for others stays with them, unnamed."""
        self._run(_ERASE, {"of": person})

    def _replace(self, how: tuple[Delete, Insert], practice: int, round: int, rows: Sequence[object]) -> None:
        old, new = how
        self._connection.execute(old, {"of": practice, "in": round})
        if rows:
            where = {"practice": practice, "round": round}
            bare = (row if isinstance(row, dict) else vars(row) for row in rows)
            self._connection.execute(new, [{**values, **where, "place": place} for place, values in enumerate(bare)])


def _played(row: Any) -> Played:
    return read_stored(Played, {**row._mapping, "skills": json.loads(row.skills)})
