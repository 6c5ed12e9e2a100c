"""The Store: two ways into one SQLite file, and how to open it. Calls wait for the disk: keep out of event loops."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from roleplay.storage import backups, engines
from roleplay.storage.faults import Locked, WrongAddress, in_words, system_in_words
from roleplay.storage.reader import Reader
from roleplay.storage.versions import MIGRATIONS, bring_up_to_date
from roleplay.storage.writer import Writer
from roleplay.waiting import Line

BUSY_TIMEOUT = 5.0
"""Seconds to wait for another program's lock before refusing."""
_PAUSE = 0.02
"""Seconds between two checks whether the last reader has gone."""


def open_store(url: str, now: int, *, busy_timeout: float = BUSY_TIMEOUT, migrations: Path = MIGRATIONS) -> Store:
    """Creates the file if there is none and upgrades an older one, after a backup named by ``now`` (UTC ms).

    Raises a Fault that names the file; then nothing in the file was changed. ``migrations`` is for tests.
    """
    address = _sqlite(url)
    file = _file(address)
    if not address.query.get("uri"):
        address = address.set(database=str(file))
        _make(file)
    with in_words(file):
        bring_up_to_date(address, file, now, busy_timeout, migrations)
    return Store(address, file, busy_timeout)


def file_of(url: str) -> Path:
    """Where the store with this address is, or will be. Raises a Fault if it isn't the address of a file."""
    return _file(_sqlite(url))


class Store:
    """Everything the kit stores. One per process; safe to share between threads. Writers queue in ``line``."""

    def __init__(self, url: URL, file: Path, busy_timeout: float) -> None:
        self.file = file
        self._url = url
        self._busy_timeout = busy_timeout
        self.line = Line(1)
        self._writes = engines.writing(url, busy_timeout)
        self._reads = engines.reading(url, busy_timeout)
        self._left = False

    @property
    def left_on_disk(self) -> bool:
        """Whether something deleted couldn't be removed from the disk yet: `tidy` again later."""
        return self._left

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction, alone in this process and in the file; an exception undoes all of it."""
        with self._alone(), in_words(self.file), self._writes.begin() as connection:
            yield Writer(connection)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One instant of the file; never waits for a writer."""
        with in_words(self.file), self._reads.begin() as connection:
            yield Reader(connection)

    def back_up(self, to: Path) -> None:
        """A whole copy in a new file, while everybody carries on."""
        backups.copy(engines.preparing(self._url, self._busy_timeout), self.file, to)

    def tidy(self) -> bool:
        """Fold the write-ahead log into the file and empty it: what was deleted is gone from the disk as well.

        False if it isn't: while somebody is still reading what was there before, SQLite keeps it for them. We keep
        trying for as long as we wait for other locks, and others can write in the meantime.
        """
        until = monotonic() + self._busy_timeout
        while not (done := self._folded()) and monotonic() < until:
            sleep(_PAUSE)
        self._left = not done
        return done

    def _folded(self) -> bool:
        with self._alone(), in_words(self.file), engines.outside_transactions(self._writes) as bare:
            return engines.emptied_log(bare)

    def close(self) -> None:
        """The writer goes last: it folds the write-ahead log into the file."""
        self._reads.dispose()
        self._writes.dispose()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # Threads wait here rather than in SQLite, which polls; and no longer than for another program, so that a
        # queue of them doesn't wait one timeout after another. First come, first served: otherwise a thread with
        # many small writes would retake the lock before a waiting one has woken up.
        mine = self.line.join()
        try:
            if not mine.wait(self._busy_timeout):
                raise Locked(self.file)
            yield
        finally:
            mine.leave()


def _sqlite(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise WrongAddress("the address it was given") from None
    in_memory = address.database in (None, "", ":memory:") or address.query.get("mode") == "memory"
    if address.get_backend_name() != "sqlite" or in_memory:
        raise WrongAddress(address.render_as_string(hide_password=True))
    return address


def _file(address: URL) -> Path:
    return Path(str(address.database).removeprefix("file:")).absolute()


def _make(file: Path) -> None:
    """Only the account that runs the kit may read the file; SQLite gives its side files the same mode."""
    with system_in_words(file):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
