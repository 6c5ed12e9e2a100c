"""SQLite: one file, one writer at a time, a write-ahead log that readers go on reading from."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Literal, cast

from sqlalchemy import URL, Connection, Engine, NullPool, Pool, QueuePool, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from roleplay.atomic import appear, drop, sync, write_beside
from roleplay.storage.faults import (
    CannotOpen,
    Damaged,
    DiskFailed,
    DiskFull,
    FileFault,
    Locked,
    ReadOnly,
    system_in_words,
)

__all__ = ["IN_ORDER_OF_KEY", "NEVER_REUSED", "SQLite", "insert", "is_in_use", "mark", "mark_of", "may_be", "url_of"]

IN_ORDER_OF_KEY: Mapping[str, Any] = {"sqlite_with_rowid": False}
NEVER_REUSED: Mapping[str, Any] = {"sqlite_autoincrement": True}

Begin = Literal["BEGIN", "BEGIN IMMEDIATE"]

_PAUSE = 0.01
_FAULTS: Mapping[int, type[FileFault]] = {
    sqlite3.SQLITE_BUSY: Locked,
    sqlite3.SQLITE_LOCKED: Locked,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_PERM: ReadOnly,
    sqlite3.SQLITE_CANTOPEN: CannotOpen,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFailed,
}
_HEADER, _MARK = b"SQLite format 3\x00", slice(68, 72)


def url_of(file: Path) -> str:
    """The address of the database in this file."""
    return f"sqlite:///{file.absolute()}"


def may_be(address: URL) -> bool:
    """Whether this is the address of a file, not of one in memory or of another database."""
    in_memory = address.database in (None, "", ":memory:") or address.query.get("mode") == "memory"
    return address.get_backend_name() == "sqlite" and not in_memory


class SQLite:
    """The database in one file."""

    def __init__(self, url: URL, busy_timeout: float) -> None:
        self.file = Path(str(url.database).removeprefix("file:")).absolute()
        self._is_plain = not url.query.get("uri")
        self._url = url.set(database=str(self.file)) if self._is_plain else url
        self._busy_timeout = busy_timeout

    def exists(self) -> bool:
        return self.file.is_file()

    def make(self) -> None:
        """Only the account that runs the kit may read the file; SQLite gives its side files the same mode."""
        if not self._is_plain:
            return
        with system_in_words(self.file):
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError):
                os.close(os.open(self.file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def writing(self) -> Engine:
        """Takes the write lock when a transaction begins, so a decision based on what was read can't be stale.

        Deleted or replaced bytes are always zeroed: otherwise an erased sentence's earlier version could stay in an
        unused part of a page, as not every SQLite zeroes by default.
        """
        pragmas = ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
        return self._engine("BEGIN IMMEDIATE", pragmas, QueuePool, pool_size=1, max_overflow=0)

    def reading(self) -> Engine:
        """Reads beside the writer and never waits for it."""
        return self._engine("BEGIN", ("query_only=ON",), QueuePool, pool_size=8, max_overflow=24)

    def preparing(self) -> Engine:
        """For opening and migrating: foreign keys are off before any transaction begins, as batch mode with
        cascades would silently empty child tables. What a migration moves is zeroed where it was, as `writing` does."""
        pragmas = ("synchronous=FULL", "foreign_keys=OFF", "secure_delete=ON")
        return self._engine("BEGIN IMMEDIATE", pragmas, NullPool)

    def check_references(self, connection: Connection) -> None:
        """They weren't checked while foreign keys were off."""
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise ValueError(f"rows that point nowhere: {orphans[:5]}")

    def settle(self, prepared: Engine) -> None:
        """Writing ahead stays in the file once set. Here SQLite doesn't wait for others as it does when a transaction
        begins."""
        until = monotonic() + self._busy_timeout
        while True:
            try:
                with _outside_transactions(prepared) as bare, closing(bare.cursor()) as cursor:
                    cursor.execute("PRAGMA journal_mode=WAL")
                    return
            except sqlite3.OperationalError:
                if monotonic() > until:
                    raise
            sleep(_PAUSE)

    def copy(self, to: Path) -> None:
        """Written under another name first."""
        with system_in_words(to):
            beside = write_beside(to)
        try:
            with _in_words(to), _outside_transactions(self.preparing()) as bare, closing(bare.cursor()) as cursor:
                cursor.execute("VACUUM INTO ?", (str(beside),))
            with system_in_words(to):
                # VACUUM INTO leaves this to the operating system, which may take its time.
                sync(beside)
                appear(beside, to)
        except Damaged as error:
            raise Damaged(self.file) from error
        finally:
            drop(beside)

    def wipe(self, writing: Engine) -> bool:
        """Fold the write-ahead log into the file and empty it. Doesn't wait, or writers would wait too: SQLite keeps
        the log for those who are still reading what was there before."""
        with _outside_transactions(writing) as bare:
            [(patience,)] = bare.execute("PRAGMA busy_timeout").fetchall()
            bare.execute("PRAGMA busy_timeout=0").close()
            try:
                [(busy, _, _)] = bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                bare.execute(f"PRAGMA busy_timeout={patience}").close()
        return not busy

    def in_words(self) -> AbstractContextManager[None]:
        return _in_words(self.file)

    def _engine(self, begin: Begin, pragmas: Sequence[str], pool: type[Pool], **sizes: int) -> Engine:
        engine = create_engine(self._url, connect_args={"timeout": self._busy_timeout}, poolclass=pool, **sizes)

        def set_up(connection: Any, record: object) -> None:
            # The driver's own transactions begin only at the first change; ours begin where we say.
            connection.isolation_level = None
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}").close()

        def begin_it(connection: Connection) -> None:
            connection.connection.cursor().execute(begin)

        event.listen(engine, "connect", set_up)
        event.listen(engine, "begin", begin_it)
        return engine


@contextmanager
def _outside_transactions(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The driver's connection, for what SQLite only does outside a transaction."""
    borrowed = engine.raw_connection()
    try:
        yield cast(sqlite3.Connection, borrowed.driver_connection)
    finally:
        borrowed.close()


@contextmanager
def _in_words(file: Path) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        fault = _fault_of(error)
        if fault is None:
            raise
        raise fault(file) from error


def _fault_of(error: Exception) -> type[FileFault] | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    extended = getattr(cause, "sqlite_errorcode", None)
    return None if extended is None else _FAULTS.get(extended & 0xFF)


def mark(file: Path, number: int) -> None:
    """Write this number into the file's header as its application id, which SQLite keeps and doesn't use itself."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA application_id = {number}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def mark_of(file: Path) -> int | None:
    """The number in the file's header, read without opening it as a database; None if it can't be one."""
    try:
        with file.open("rb") as opened:
            head = opened.read(100)
    except OSError:
        return None
    return int.from_bytes(head[_MARK], "big") if head.startswith(_HEADER) else None


def is_in_use(file: Path) -> bool:
    """Whether anybody has the file open: removing its write-ahead log needs the file to oneself."""
    try:
        with closing(sqlite3.connect(file, timeout=0.2)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False
    return False
