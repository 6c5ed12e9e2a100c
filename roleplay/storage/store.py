"""The Store: two ways into one database, and how to open it. Calls wait for the disk: keep out of event loops."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from roleplay.storage.databases import BUSY_TIMEOUT, Database, database_at
from roleplay.storage.faults import Locked
from roleplay.storage.subjects import Reader, Writer
from roleplay.storage.versions import MIGRATIONS, bring_up_to_date
from roleplay.waiting import Line

_PAUSE = 0.02
"""Seconds between two checks whether the last reader has gone."""


def open_store(url: str, now: int, *, busy_timeout: float = BUSY_TIMEOUT, migrations: Path = MIGRATIONS) -> Store:
    """Creates the database if there is none and upgrades an older one, after a backup named by ``now`` (UTC ms).

    Raises a Fault that names it; then nothing in it was changed. ``migrations`` is for tests.
    """
    database = database_at(url, busy_timeout)
    database.make()
    with database.in_words():
        bring_up_to_date(database, now, migrations)
    return Store(database, busy_timeout)


class Store:
    """Everything the kit stores. One per process; safe to share between threads. Writers queue in ``line``."""

    def __init__(self, database: Database, busy_timeout: float) -> None:
        self.file, self.folder = database.file, database.file.parent
        self._database, self._busy_timeout = database, busy_timeout
        self.line = Line(1)
        self._writes, self._reads = database.writing(), database.reading()
        self._left = False

    @property
    def left_on_disk(self) -> bool:
        """Whether something deleted couldn't be removed from the disk yet: `tidy` again later."""
        return self._left

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction, alone in this process and in the database; an exception undoes all of it."""
        with self._alone(), self._database.in_words(), self._writes.begin() as connection:
            yield Writer(connection)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One instant; never waits for a writer."""
        with self._database.in_words(), self._reads.begin() as connection:
            yield Reader(connection)

    def back_up(self, to: Path) -> None:
        """A whole copy in a new file, while everybody carries on."""
        self._database.copy(to)

    def tidy(self) -> bool:
        """What was deleted is gone from the disk as well. False if it isn't: while somebody is still reading what was
        there before, it stays for them.

        We keep trying for as long as we wait for other locks, and others can write in the meantime.
        """
        until = monotonic() + self._busy_timeout
        while not (done := self._wiped()) and monotonic() < until:
            sleep(_PAUSE)
        self._left = not done
        return done

    def _wiped(self) -> bool:
        with self._alone(), self._database.in_words():
            return self._database.wipe(self._writes)

    def close(self) -> None:
        """The writer goes last: with SQLite, it folds the write-ahead log into the file."""
        self._reads.dispose()
        self._writes.dispose()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # Threads wait here rather than in the database, which polls; and no longer than for another program, so that a
        # queue of them doesn't wait one timeout after another. First come, first served: otherwise a thread with
        # many small writes would retake the lock before a waiting one has woken up.
        mine = self.line.join()
        try:
            if not mine.wait(self._busy_timeout):
                raise Locked(self.file)
            yield
        finally:
            mine.leave()
