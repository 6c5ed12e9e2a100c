"""Own cases as a folder: out of the store, for editing by hand, and back; older kits kept them in one.

`cases/ID.yaml` is what is played, with its pictures beside it; `rubrics/ID.yaml` is what such cases are marked by;
`versions/ID/STAMP.yaml` is an earlier version, named by when it was replaced or withdrawn (UTC).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from roleplay.atomic import READABLE, replace_file
from roleplay.content.loading import load_library
from roleplay.content.own import OwnText, Version, instant_of
from roleplay.content.picture_places import PICTURES
from roleplay.content.shelves import TAG_FILES
from roleplay.errors import Fault
from roleplay.people.names import same_name
from roleplay.people.rounds import READER
from roleplay.storage import Reader, Store
from roleplay.usecases.cases.own_cases import save
from roleplay.usecases.cases.own_text import LONGEST_ID, author_of, tidy

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LARGEST_PICTURE = 10 * 1024 * 1024
log = logging.getLogger(__name__)


@dataclass
class Folder:
    """What such a folder holds. ``left`` are files that can't be imported."""

    cases: dict[str, str] = field(default_factory=dict)
    rubrics: dict[str, str] = field(default_factory=dict)
    versions: dict[str, dict[Version, str]] = field(default_factory=dict)
    pictures: dict[str, Path] = field(default_factory=dict)
    left: list[Path] = field(default_factory=list)


@dataclass(frozen=True)
class Brought:
    """How many cases were imported, by what became of them."""

    new: int
    changed: int
    same: int


def export_own(store: Store, folder: Path) -> int:
    """Write everything written here into a folder, and return how many cases that is. Never overwrites another text."""
    with store.read() as reader:
        files = dict(_files(reader))
    try:
        for name, data in files.items():
            path = folder / name
            if path.exists() and path.read_bytes() != data:
                raise Fault(f"{path} already exists with another text. Nothing more was written. Name a new folder.")
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, data, READABLE)
    except OSError as error:
        raise Fault(f"{folder} can't be written to: {error.strerror}. Name another folder.") from error
    return sum(name.startswith("cases/") and name.endswith(".yaml") for name in files)


def _files(reader: Reader) -> Iterator[tuple[str, bytes]]:
    for id_, text in reader.own.texts().items():
        yield f"cases/{id_}.yaml", text.encode()
    for id_ in reader.own.rubrics():
        yield f"rubrics/{id_}.yaml", (reader.own.rubric(id_) or "").encode()
    for name in reader.own.pictures():
        yield f"cases/{name}", reader.own.picture(name) or b""
    for id_ in reader.own.owners():
        for version in reader.own.versions(id_):
            yield f"versions/{id_}/{version.stamp}.yaml", (reader.own.version(id_, version.at) or "").encode()


def import_own(store: Store, folder: Path, now: int, root: Path, added: Iterable[Path] = ()) -> Brought:
    """Import what somebody edited by hand. A case that exists stays its owner's, with its old text as a version; a new
    one is nobody's. Raises `Fault` if any file has a fault; then nothing is imported."""
    folder = folder.absolute()
    if not (folder / "cases").is_dir():
        raise Fault(f"{folder} has no folder called cases. Name the one you exported to.")
    library = load_library(root, added=[*added, folder])
    wrong = [str(one) for one in library.faults if one.severity == "error" and Path(one.file).is_relative_to(folder)]
    if wrong:
        raise Fault("\n".join([*wrong, "Nothing was imported. Fix this, then import again."]))
    found = _read(folder)
    if found.left:
        raise Fault(f"{found.left[0]} can't be imported. Rename or remove it. Nothing was imported.")
    return _take_in(store, found, now)


def bring_in_once(store: Store, folder: Path, now: int) -> None:
    """Move what older kits kept in a folder beside the store into it, once. The folder stays as it is, as a backup."""
    with store.read() as reader:
        if reader.own.brought_at() is not None:
            return
    try:
        found = _read(folder)
        for path in found.left:
            log.warning("%s is not a case, rubric or picture of ours, so it was not copied into the store", path.name)
        _take_in(store, found, now)
    except (OSError, Fault):
        log.exception("The cases in %s could not be copied into the store; the next start will try again", folder)
        return
    with store.write() as writer:
        writer.own.set_brought(now)


def _read(folder: Path) -> Folder:
    found = Folder()
    for which, texts in (("cases", found.cases), ("rubrics", found.rubrics)):
        for path in sorted((folder / which).glob("*.yaml")):
            if not _is_id(path.stem) or path.stem in TAG_FILES:
                found.left.append(path)
            elif path.is_file():
                texts[path.stem] = _text(path)
    for path in sorted((folder / "cases").rglob("*")):
        if path.suffix.lower() in PICTURES and path.is_file() and not path.is_symlink():
            fits = path.stat().st_size <= LARGEST_PICTURE
            name = path.relative_to(folder / "cases").as_posix()
            found.pictures |= {name: path} if fits else {}
            found.left += [] if fits else [path]
    for path in sorted((folder / "versions").glob("*/*.yaml")):
        at = instant_of(path.stem)
        if _is_id(path.parent.name) and at is not None:
            found.versions.setdefault(path.parent.name, {})[Version(at)] = _text(path)
    return found


def _take_in(store: Store, found: Folder, now: int) -> Brought:
    """Pictures and rubrics go first, each on its own, so that no case lacks what it shows and no tap has to wait."""
    for name, path in found.pictures.items():
        data = path.read_bytes()
        with store.write() as writer:
            if writer.own.picture(name) != data:
                writer.own.put_picture(name, data, None)
    for id_, text in found.rubrics.items():
        with store.write() as writer:
            if writer.own.rubric(id_) != text:
                writer.own.put_rubric(id_, text)
    became = [_take_in_case(store, id_, found, now) for id_ in sorted({*found.cases, *found.versions})]
    return Brought(became.count("new"), became.count("changed"), became.count("same"))


def _take_in_case(store: Store, id_: str, found: Folder, now: int) -> str:
    text = found.cases.get(id_)
    with store.write() as writer:
        kept = writer.own.case(id_)
        if kept is None:
            owner = _owner(writer, id_, text)
            writer.own.put_case(OwnText(id_, owner, owner, text))
        known = {version.at for version in writer.own.versions(id_)}
        older = {version: was for version, was in found.versions.get(id_, {}).items() if version.at not in known}
        writer.own.add_versions(id_, older)
        if kept is None or text is None or kept.text == text:
            return "new" if kept is None and text is not None else "same" if text is not None else ""
        save(writer, kept, OwnText(id_, kept.owner, None, text), now)
        return "changed"


def _owner(reader: Reader, id_: str, text: str | None) -> str | None:
    """Older kits didn't say whose a case is. It belongs to the first person who knew it, by writing or reading it, if
    the case names an author of that name; otherwise to nobody, and may be copied."""
    first = reader.own.first_to_know(id_)
    if text is None or first is None or first[1] != READER:
        return None
    person = reader.persons.person(first[0])
    return person.id if person is not None and same_name(person.name, author_of(text)) else None


def _is_id(name: str) -> bool:
    return len(name) <= LONGEST_ID and ID.fullmatch(name) is not None


def _text(path: Path) -> str:
    """Faulty or not: its author can fix it on the page."""
    return tidy(path.read_text(encoding="utf-8-sig", errors="replace")).replace("\0", "\ufffd")
