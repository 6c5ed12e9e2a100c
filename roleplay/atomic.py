"""Files that are there whole or not at all: written under a hidden name beside their place, then moved there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

PRIVATE, READABLE = 0o600, 0o644
"""Who may read a file: only its owner, or anybody, as an editor saves it."""


def write_beside(place: Path, data: bytes = b"", mode: int = PRIVATE) -> Path:
    """A new hidden file in the folder of ``place``, safe on the disk; no reader of content looks at its name. Where it
    cannot be written nothing stays behind."""
    handle, name = tempfile.mkstemp(prefix=f".{place.stem}-", suffix=".tmp", dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        sync(beside)
        if mode != PRIVATE:
            os.chmod(beside, mode)
    except BaseException:
        drop(beside)
        raise
    return beside


def replace_file(place: Path, data: bytes, mode: int = PRIVATE) -> None:
    """``place`` holds these bytes now, or, where OSError is raised, what it held before."""
    beside = write_beside(place, data, mode)
    try:
        os.replace(beside, place)
    except BaseException:
        drop(beside)
        raise


def appear(beside: Path, place: Path) -> None:
    """The file takes its place, which must be free (FileExistsError). Its hidden name may stay."""
    try:
        os.link(beside, place)
    except FileExistsError:
        raise
    except OSError:
        # A disk without links gets the rename, which would write over what is there.
        if place.exists():
            raise FileExistsError(f"{place} is there already") from None
        os.replace(beside, place)


def sync(file: Path) -> None:
    """What was written is on the disk, not only on its way."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def drop(file: Path) -> None:
    """Without a fault where it has gone already or cannot go."""
    with suppress(OSError):
        file.unlink(missing_ok=True)
