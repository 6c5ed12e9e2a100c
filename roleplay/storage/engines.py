"""Connections to the SQLite file: how each is set up and how its transactions begin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, cast

from sqlalchemy import URL, Connection, Engine, NullPool, Pool, QueuePool, create_engine, event

Begin = Literal["BEGIN", "BEGIN IMMEDIATE"]


def writing(url: URL, busy_timeout: float) -> Engine:
    """Takes the write lock when a transaction begins, so a decision based on what was read can't be stale.

    Deleted or replaced bytes are always zeroed: otherwise an erased sentence's earlier version could stay in an unused
    part of a page, as not every SQLite zeroes by default.
    """
    pragmas = ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
    return _engine(url, busy_timeout, "BEGIN IMMEDIATE", pragmas, QueuePool, pool_size=1, max_overflow=0)


def reading(url: URL, busy_timeout: float) -> Engine:
    """Reads beside the writer and never waits for it."""
    return _engine(url, busy_timeout, "BEGIN", ("query_only=ON",), QueuePool, pool_size=8, max_overflow=24)


def preparing(url: URL, busy_timeout: float) -> Engine:
    """For opening and migrating: foreign keys are off before any transaction begins, as batch mode with
    cascades would silently empty child tables. What a migration moves is zeroed where it was, as `writing` does."""
    pragmas = ("synchronous=FULL", "foreign_keys=OFF", "secure_delete=ON")
    return _engine(url, busy_timeout, "BEGIN IMMEDIATE", pragmas, NullPool)


@contextmanager
def outside_transactions(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The driver's connection, for what SQLite only does outside a transaction."""
    borrowed = engine.raw_connection()
    try:
        yield cast(sqlite3.Connection, borrowed.driver_connection)
    finally:
        borrowed.close()


def emptied_log(bare: sqlite3.Connection) -> bool:
    """Whether the whole write-ahead log is now in the file, and empty. Doesn't wait, or writers would wait too."""
    [(patience,)] = bare.execute("PRAGMA busy_timeout").fetchall()
    bare.execute("PRAGMA busy_timeout=0").close()
    try:
        [(busy, _, _)] = bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        bare.execute(f"PRAGMA busy_timeout={patience}").close()
    return not busy


def _engine(
    url: URL, busy_timeout: float, begin: Begin, pragmas: Sequence[str], pool: type[Pool], **sizes: int
) -> Engine:
    engine = create_engine(url, connect_args={"timeout": busy_timeout}, poolclass=pool, **sizes)

    def set_up(connection: Any, record: object) -> None:
        # The driver's own transactions begin only at the first change; ours begin where we say.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def begin_it(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin_it)
    return engine
