"""Wrong tries in the last few minutes: at what, from which network, when."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, Select, Table, Text, bindparam, delete, func, insert, select

from roleplay.storage.queries import Queries, metadata

attempts = Table(
    "attempts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("network", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("attempts_by_kind", "kind", "network", "at"),
)

_COUNTS: tuple[Any, ...] = (func.count(), func.count().filter(attempts.c.network == bindparam("network")))
_ATTEMPTS: Select[Any] = select(*_COUNTS).where(
    attempts.c.kind == bindparam("kind"), attempts.c.at.between(bindparam("first"), bindparam("last"))
)
_OLD_ATTEMPTS = delete(attempts).where(~attempts.c.at.between(bindparam("first"), bindparam("last")))


class AttemptReader(Queries):
    """How often somebody was wrong."""

    def attempts(self, kind: str, network: str, first: int, last: int) -> tuple[int, int]:
        """How many wrong tries there were between two instants: in all, and from this network."""
        row = self._first(_ATTEMPTS, kind=kind, network=network, first=first, last=last)
        return (0, 0) if row is None else (int(row[0]), int(row[1]))


class AttemptWriter(AttemptReader):
    """Being wrong, and its being forgotten."""

    def add_attempt(self, kind: str, network: str, at: int) -> None:
        """A wrong try."""
        self._connection.execute(insert(attempts), {"kind": kind, "network": network, "at": at})

    def erase_attempts(self, first: int, last: int) -> None:
        """Wrong tries outside these instants."""
        self._connection.execute(_OLD_ATTEMPTS, {"first": first, "last": last})

    def erase_person(self, person: str) -> None:
        """Nobody knows whose a wrong try was."""
