"""The feedback on imported rounds: they have no log here to make it from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, Select, Table, Text, bindparam, delete, insert, select

from roleplay.storage.practice.log import ADD_TEXTS, texts
from roleplay.storage.practice.practices import OWNED_BY, practices
from roleplay.storage.practice.texts import brought_row, brought_texts, read_brought
from roleplay.storage.queries import Queries, metadata

brought = Table(
    "brought",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)

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
_ADD_BROUGHT = insert(brought)
_ERASE = (delete(brought).where(brought.c.practice.in_(OWNED_BY)),)


class BroughtReader(Queries):
    """Feedback that was imported."""

    def brought(self, practice: int, round: int) -> dict[str, object] | None:
        """The feedback on an imported round, as it was in the file."""
        row = self._first(_BROUGHT, practice=practice, round=round)
        if row is None:
            return None
        return read_brought(row[0], self._all(_BROUGHT_TEXTS, practice=practice, round=round))

    def brought_by(self, person: str) -> frozenset[tuple[int, int]]:
        """The (practice, round) pairs whose feedback this person imported."""
        return frozenset((practice, round_) for practice, round_ in self._all(_BROUGHT_BY, person=person))


class BroughtWriter(BroughtReader):
    """Importing feedback."""

    def add_brought(self, practice: int, round: int, body: dict[str, Any]) -> None:
        """The feedback on an imported round."""
        self._connection.execute(_ADD_BROUGHT, brought_row(practice, round, body))
        self._add(ADD_TEXTS, brought_texts(practice, round, body))

    def erase_person(self, person: str) -> None:
        """All that they imported; the log deletes its words."""
        self._run(_ERASE, {"of": person})
