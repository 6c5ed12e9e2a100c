"""Writes imported files: all of them or none, and never over an existing one."""

import os
import tempfile
from collections.abc import Sequence, Set
from contextlib import suppress
from pathlib import Path

from roleplay.errors import Fault
from roleplay.importing.build.imported import Imported, ImportedFile
from roleplay.importing.build.plain_text import free

LONGEST_TRY = 20


def save(imported: Imported, to: Path, taken: Set[str] = frozenset()) -> tuple[Path, ...]:
    """Write cases/ID.yaml under the folder, or into it if it is called cases. An id that exists there or is
    ``taken`` by a case elsewhere gets a number.

    Raises Fault if anything could not be written, and leaves the folder as it was.
    """
    for _ in range(LONGEST_TRY):
        files = _with_free_ids(imported.files, to, taken)
        try:
            return _written(files, to)
        except _TakenError:
            continue  # somebody wrote a file of that name just now
        except OSError as error:
            why = error.strerror or "it cannot be written to"
            raise Fault(
                f'"{imported.name}" could not be saved in {to.as_posix()}: {why}. Nothing was written. '
                "Make room in the folder or choose another one, then import it again."
            ) from error
    raise Fault(f"{to.as_posix()} is in use by somebody else. Nothing was written. Try the import again later.")


class _TakenError(Exception):
    """A file of this name appeared after the ids were chosen."""


def _place(file: ImportedFile, to: Path) -> Path:
    folder = f"{file.kind}s"
    return (to if to.name == folder else to / folder) / f"{file.id}.yaml"


def _with_free_ids(files: Sequence[ImportedFile], to: Path, taken: Set[str]) -> list[ImportedFile]:
    made: set[Path] = set()
    renamed = []
    for file in files:
        folder = _place(file, to).parent
        there = {path.stem for path in folder.glob("*.yaml")}
        used = {path.stem for path in made if path.parent == folder} | there | (taken if file.kind == "case" else set())
        moved = file.under(free(file.id, used)) if file.id in used else file
        made.add(_place(moved, to))
        renamed.append(moved)
    return renamed


def _written(files: Sequence[ImportedFile], to: Path) -> tuple[Path, ...]:
    made: list[Path] = []
    folders: list[Path] = []
    try:
        waiting = []
        for file in files:
            place = _place(file, to)
            _make(place.parent, folders)
            waiting.append((_beside(place, file.text, made), place))
        for temporary, place in waiting:
            _appear(temporary, place)
            made.append(place)
    except BaseException:
        _undo(made, folders)
        raise
    for temporary, _ in waiting:
        temporary.unlink(missing_ok=True)
    return tuple(place for _, place in waiting)


def _make(folder: Path, folders: list[Path]) -> None:
    folders += [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)


def _beside(place: Path, text: str, made: list[Path]) -> Path:
    """The text, safe on the disk under a name that nothing reads as content."""
    handle, name = tempfile.mkstemp(prefix=f".{place.stem}-", suffix=".tmp", dir=place.parent)
    made.append(Path(name))
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(name, 0o644)
    return Path(name)


def _appear(temporary: Path, place: Path) -> None:
    """Unlike renaming, linking fails if the name is taken; on a disk without links, rename after all."""
    try:
        os.link(temporary, place)
    except FileExistsError:
        raise _TakenError from None
    except OSError:
        if place.exists():
            raise _TakenError from None
        os.replace(temporary, place)


def _undo(made: list[Path], folders: list[Path]) -> None:
    for path in made:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    for folder in sorted(set(folders), key=lambda each: len(each.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()
