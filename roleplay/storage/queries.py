"""What a subject of the store is made of: tables, and statements that run in one transaction.

Instants are UTC milliseconds. Nothing is ever deleted except what a person asks to delete, words older than a year, and
wrong tries that no longer count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Insert, MetaData, Select, UpdateBase

metadata = MetaData()
"""The tables as the newest migration leaves them: a new database is made from them, an older one migrated to them."""


class Queries:
    """One transaction: everything read through it is from the same instant."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _first(self, statement: Select[Any], **values: Any) -> Any:
        return self._connection.execute(statement, values).first()

    def _all(self, statement: Select[Any], **values: Any) -> Iterable[Any]:
        return self._connection.execute(statement, values)

    def _add(self, statement: Insert, rows: Sequence[dict[str, Any]]) -> None:
        # Without rows, SQLAlchemy would insert one of nothing but defaults.
        if rows:
            self._connection.execute(statement, rows)

    def _run(self, statements: Iterable[UpdateBase], values: dict[str, Any]) -> None:
        for statement in statements:
            self._connection.execute(statement, values)


class Erasable(Protocol):
    """What every subject that can be written says: what it means for it that a person is deleted."""

    def erase_person(self, person: str) -> None:
        """Delete what is this person's."""
