"""What can go wrong with the file, each as a sentence for the screen: what happened, what is safe, what to do.

A database's module says which of its errors is which of these; those of the operating system are told apart here.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from roleplay.errors import Fault


class CodeTaken(Fault):
    """A join code is never used twice."""

    def __init__(self, code: str) -> None:
        super().__init__(f"The code {code} already belongs to another session. Nothing was changed. Use another code.")


class FileFault(Fault):
    """Something is wrong with the file; ``sentence`` says what, with ``{file}`` in it."""

    sentence: ClassVar[str]

    def __init__(self, file: Path) -> None:
        super().__init__(self.sentence.format(file=file))
        self.file = file


class Locked(FileFault):
    """Something else had the write lock for longer than the busy timeout."""

    sentence = (
        "Another program has been writing to {file} for too long, so nothing could be saved. "
        "What was saved before is safe. Try again; if it happens again, close other programs that have the file open "
        "(a database browser, a backup, a second copy of the kit)."
    )


class ReadOnly(FileFault):
    """We may not write to the file or its folder."""

    sentence = (
        "The kit isn’t allowed to write to {file}, so nothing could be saved. What was saved before is safe. "
        "Let the account that runs the kit write to the file and its folder, then start the kit again."
    )


class CannotOpen(FileFault):
    """There is no file to open, and none can be made."""

    sentence = (
        "The kit can’t open or create the file {file}. Nothing was changed. "
        "Check that the kit may read and write the file and its folder, and that nothing else is in their place."
    )


class Damaged(FileFault):
    """Not a database, or one with broken pages."""

    sentence = (
        "The file {file} is damaged or isn’t a database, so nothing could be read from it or saved to it. "
        "The backups beside it are safe. Stop the kit, move the file somewhere else (keep it), put a backup in its "
        "place and start the kit again."
    )


class NotOurs(FileFault):
    """A good database that another program made."""

    sentence = (
        "The file {file} is another program’s database. Nothing in it was changed. Give the kit a file of its own."
    )


class DiskFull(FileFault):
    """No room for the file to grow."""

    sentence = (
        "The disk with {file} on it is full, so nothing could be saved. What was saved before is safe. "
        "Make room on the disk, then try again."
    )


class DiskFailed(FileFault):
    """The disk returned an error."""

    sentence = (
        "The disk with {file} on it reported an error, so nothing could be saved. "
        "What was saved before should be safe. "
        "Copy the file and its backups to another disk, then start the kit from there."
    )


class NewerDatabase(FileFault):
    """Written by a newer kit."""

    sentence = (
        "The file {file} was written by a newer version of the kit. Nothing in it was changed. "
        "Update this copy of the kit, or give it a file of its own."
    )


class MigrationFailed(Fault):
    """An older file couldn't be brought up to date; the cause is chained."""

    def __init__(self, file: Path, backup: Path) -> None:
        super().__init__(
            f"The file {file} couldn’t be updated and was left exactly as it was (a copy is in {backup}). "
            "Keep using the version of the kit that you used before, and report this."
        )
        self.file = file
        self.backup = backup


_BY_SYSTEM: Mapping[int | None, type[FileFault]] = {
    errno.EACCES: ReadOnly,
    errno.EPERM: ReadOnly,
    errno.EROFS: ReadOnly,
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EIO: DiskFailed,
}


@contextmanager
def system_in_words(file: Path) -> Iterator[None]:
    """Turns the operating system's errors into a sentence."""
    try:
        yield
    except OSError as error:
        raise _BY_SYSTEM.get(error.errno, CannotOpen)(file) from error
