"""A copy of the group's own folder in one file: unpacked beside the store's file, the folder is what it was."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from roleplay.errors import Fault


def copy_own(folder: Path, to: Path) -> Path | None:
    """All cases, versions, rubrics and pictures as a ZIP, there whole or not at all; None where there are none.

    Nobody has to stop writing. The cases are read first: one that is saved, or taken off the shelf, meanwhile is among
    the versions too, and no picture is younger than the case that shows it. Only its owner may read the copy.
    """
    found = list(_files(folder))
    if not found:
        return None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{to.stem}-", suffix=".tmp", dir=to.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                with ZipFile(file, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
                    for path in found:
                        # What went since we looked belongs to no case any more.
                        with suppress(FileNotFoundError):
                            archive.write(path, (folder.name / path.relative_to(folder)).as_posix())
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, to)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "a file has a name that no copy can have"
        raise Fault(
            f"Your own cases in {folder.as_posix()} could not be copied: {why}. They are as they were. "
            "Look at the folder and at the room on the disk, then make a backup again."
        ) from error
    return to


def _files(folder: Path) -> Iterator[Path]:
    """The cases, then the rest; nothing that is half-written, and nothing from elsewhere."""
    cases = sorted((folder / "cases").glob("*.yaml"))
    yield from (path for path in cases if _is_ours(path))
    rest = sorted(set(folder.rglob("*")) - set(cases))
    yield from (path for path in rest if _is_ours(path))


def _is_ours(path: Path) -> bool:
    return not path.name.startswith(".") and path.is_file() and not path.is_symlink()
