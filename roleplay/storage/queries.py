"""What a subject of the store is made of: tables, and statements that run in one transaction.

Instants are UTC milliseconds. Nothing is ever deleted except what a person asks to delete, words older than a year, and
wrong tries that no longer count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any, Protocol

from sqlalchemy import Connection, Dialect, Insert, MetaData, Select, UpdateBase
from sqlalchemy.exc import DBAPIError

Compiled = tuple[str, Callable[[Mapping[str, Any]], Any]]
"""A statement in a database's words, and its values in the form that goes with them."""

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

    def _each(self, statement: Prepared, **values: Any) -> Iterator[tuple[Any, ...]]:
        return statement.each(self._connection, **values)

    def _add(self, statement: Insert, rows: Sequence[dict[str, Any]]) -> None:
        # Without rows, SQLAlchemy would insert one of nothing but defaults.
        if rows:
            self._connection.execute(statement, rows)

    def _run(self, statements: Iterable[UpdateBase], values: dict[str, Any]) -> None:
        for statement in statements:
            self._connection.execute(statement, values)


class Prepared:
    """A statement that runs at every tap: compiled once, and handed to the driver as it is, as what SQLAlchemy does for
    each execution takes twenty times as long as the statement itself. Values go in and come out as the driver has them:
    numbers, texts and None."""

    def __init__(self, statement: Select[Any] | Insert) -> None:
        self._statement = statement
        self._compiled: dict[str, Compiled] = {}

    def each(self, connection: Connection, **values: Any) -> Iterator[tuple[Any, ...]]:
        """The rows, read as far as somebody asks for them."""
        sql, ordered = self._for(connection.dialect)
        with _as_sqlalchemys(sql, connection.dialect), closing(connection.connection.cursor()) as cursor:
            cursor.execute(sql, ordered(values))
            yield from iter(cursor.fetchone, None)

    def run(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Once for each of these."""
        if not rows:
            return
        sql, ordered = self._for(connection.dialect)
        with _as_sqlalchemys(sql, connection.dialect), closing(connection.connection.cursor()) as cursor:
            cursor.executemany(sql, [ordered(row) for row in rows])

    def _for(self, dialect: Dialect) -> Compiled:
        if dialect.name not in self._compiled:
            compiled = self._statement.compile(dialect=dialect)
            names = tuple(getattr(compiled, "positiontup", None) or ())
            self._compiled[dialect.name] = str(compiled), _in_order(names) if names else dict
        return self._compiled[dialect.name]


def _in_order(names: tuple[str, ...]) -> Callable[[Mapping[str, Any]], Any]:
    return lambda values: [values[name] for name in names]


@contextmanager
def _as_sqlalchemys(sql: str, dialect: Dialect) -> Iterator[None]:
    """The driver's errors, as those of any other statement."""
    driver: type[Exception] = dialect.loaded_dbapi.Error
    try:
        yield
    except driver as error:
        raise DBAPIError.instance(sql, None, error, driver) from error


class Erasable(Protocol):
    """What every subject that can be written says: what it means for it that a person is deleted."""

    def erase_person(self, person: str) -> None:
        """Delete what is this person's."""
