"""A kit whose power fails between two SQL statements: what a killed process leaves is what the next one opens."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from sqlalchemy import event, text

from roleplay.content.loading import ContentStore
from roleplay.usecases.people.people import Chance
from roleplay.web.server.kit import Kit, build_kit
from tests.quick_store import lay_new_file

NOW = 1_760_000_000_000
FILE = "kit.sqlite3"
T = TypeVar("T")
Cut = tuple[int, bool] | None
Dump = dict[str, list[tuple[Any, ...]]]
READ = ContentStore()
"""One for all kits of a run: the content does not change in it."""


class PowerCut(Exception):
    """The process is gone, or (if it lives on) a statement failed."""


class Machine:
    """What a kit runs on: a disk, a wall clock that anybody may set, and ticks that nobody can; no chance at all."""

    def __init__(self, folder: Path, content: Path) -> None:
        self.folder, self.content = folder, content
        self.wall, self.ticks, self.boots = NOW, 0, 0
        self.random = Random(0)
        self.disk = folder / "0"
        self.disk.mkdir()
        lay_new_file(self.disk / FILE)
        self.cut: Cut = None
        self.hears: Callable[[str], None] = nothing
        self.before: Dump = {}
        self.transactions = 0
        self.kit = self._boot()

    def waits(self, milliseconds: int) -> None:
        """Time goes by."""
        self.wall, self.ticks = self.wall + milliseconds, self.ticks + milliseconds

    def restart(self) -> None:
        """Stopped properly, and started."""
        self.kit.close()
        self.kit = self._boot()

    def use(self, act: Callable[[Kit], T]) -> T | None:
        """What the use case gives. With a ``cut`` (a statement, and whether the process lives on) that statement of it
        is not executed; where it is beyond the last, the process ends after that.

        None where the power went inside a transaction; asserts that nothing of that one was left. Where it went later,
        the use case has been done: only its caller may never hear of it.
        """
        if self.cut is None:
            return act(self.kit)
        (statement, lives_on), self.cut = self.cut, None
        found, lost = None, True
        with self._failing(statement, None if lives_on else self._next_disk()), suppress(PowerCut):
            found, lost = act(self.kit), False
        if not lives_on:
            if not lost:
                copy_database(self.disk, self._next_disk())
            self.kit.close()
            self.disk, self.kit = self._next_disk(), self._boot(self._next_disk())
        if lost:
            assert dump(self.kit) == self.before, "something of a broken transaction was kept"
        return found

    def _next_disk(self) -> Path:
        return self.folder / str(self.boots)

    @contextmanager
    def _failing(self, statement: int, disk: Path | None) -> Iterator[None]:
        """Raises before this statement, counted from 0 with BEGIN; the disk is copied as it is at that moment."""
        count = 0
        self.transactions = 0

        def statement_comes(sql: str) -> None:
            nonlocal count
            if sql.startswith("BEGIN"):
                self.before = dump(self.kit)
                self.transactions += 1
            if not self.transactions:
                return  # a connection being set up, as the one before broke: nothing has begun
            count += 1
            if count == statement + 1:
                if disk is not None:
                    copy_database(self.disk, disk)
                raise PowerCut

        self.hears = statement_comes
        try:
            yield
        finally:
            self.hears = nothing

    def _boot(self, disk: Path | None = None) -> Kit:
        self.boots += 1
        self.disk = disk or self.disk
        kit = build_kit(
            f"sqlite:///{self.disk / FILE}",
            self.content,
            lambda: self.wall,
            ticks=lambda: self.ticks,
            chance=Chance(self.random.randrange, lambda: self.random.randbytes(16).hex()),
            files=READ,
        )
        # The disk is copied as the process left it, so nothing depends on when it is flushed, which is slow.
        kit.store._writes.dispose()
        factory = overheard(lambda sql: self.hears(sql))
        event.listen(kit.store._writes, "do_connect", lambda _, __, ___, given: given.update(factory=factory))
        event.listen(kit.store._writes, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        return kit


def nothing(sql: str) -> None:
    """Nobody waits for a statement."""


def overheard(hears: Callable[[str], None]) -> type[sqlite3.Connection]:
    """A driver's connection that tells each statement before it is executed, whoever hands it over."""

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            hears(sql)
            return super().execute(sql, *values)

        def executemany(self, sql: str, *values: Any) -> sqlite3.Cursor:
            hears(sql)
            return super().executemany(sql, *values)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: type[sqlite3.Cursor] = Cursor) -> Any:
            return super().cursor(factory)

        def commit(self) -> None:
            hears("COMMIT")
            super().commit()

    return Connection


def copy_database(source: Path, target: Path) -> None:
    """The file and its write-ahead log as they are on the disk, even in the middle of a transaction."""
    target.mkdir(exist_ok=True)
    for file in (FILE, f"{FILE}-wal"):
        if (source / file).exists():
            shutil.copy(source / file, target / file)


def dump(kit: Kit) -> Dump:
    """Every row of every table."""
    with kit.store.read() as reader:
        connection = reader.log._connection
        tables = connection.execute(text("select name from sqlite_master where type = 'table'")).scalars().all()
        return {
            table: sorted((tuple(row) for row in connection.execute(text(f'select * from "{table}"'))), key=repr)
            for table in tables
        }
