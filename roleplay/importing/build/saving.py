"""Writes imported files: all of them or none, and never over an existing one."""

from collections.abc import Sequence, Set
from contextlib import suppress
from pathlib import Path

from roleplay.atomic import READABLE, appear, drop, write_beside
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
            made.append(write_beside(place, file.text.encode(), READABLE))
            waiting.append((made[-1], place))
        for temporary, place in waiting:
            _appear(temporary, place)
            made.append(place)
    except BaseException:
        _undo(made, folders)
        raise
    for temporary, _ in waiting:
        drop(temporary)
    return tuple(place for _, place in waiting)


def _make(folder: Path, folders: list[Path]) -> None:
    folders += [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)


def _appear(temporary: Path, place: Path) -> None:
    try:
        appear(temporary, place)
    except FileExistsError:
        raise _TakenError from None


def _undo(made: list[Path], folders: list[Path]) -> None:
    for path in made:
        drop(path)
    for folder in sorted(set(folders), key=lambda each: len(each.parts), reverse=True):
        with suppress(OSError):
            folder.rmdir()
