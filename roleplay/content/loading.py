"""Makes a library from folders and a store: the cases, rubrics and tag lists without errors, and all the faults.

A faulty text is left out without hiding anything else. Folders and cases written on the page add to what the kit ships
and never replace any of it. Nothing is remembered except in a `ContentStore`, which the caller owns.
"""

import os
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any

from roleplay.content.blueprint import FOLDER, Blueprint
from roleplay.content.case import Case
from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.example_station import FOLDER as EXAMPLES
from roleplay.content.example_station import ExampleStation
from roleplay.content.judging import Judged, judge_case, read_text, typed
from roleplay.content.own import Listing, OwnContent
from roleplay.content.picture_places import Pictures, image_fault
from roleplay.content.references import Shared
from roleplay.content.remembering import Memory, Stamp
from roleplay.content.rubric import Rubric, Tag, Theme
from roleplay.content.shelves import TAG_FILES, Shelf, stat_of


@dataclass(frozen=True)
class Library:
    """All content that can be played. `faults` holds every diagnostic, warnings included, by file and line.

    ``own`` are the ids of the cases written here, faulty ones included; ``taken`` are those of the folders.
    """

    cases: Mapping[str, Case]
    rubrics: Mapping[str, Rubric]
    skills: Mapping[str, Tag]
    themes: Mapping[str, Theme]
    faults: tuple[Diagnostic, ...]
    folders: tuple[Path, ...] = (Path("cases"),)
    own: Set[str] = frozenset()
    taken: Set[str] = frozenset()
    shared: Shared = field(default_factory=Shared)
    written: OwnContent | None = field(default=None, compare=False)
    added: Set[str] = frozenset()
    blueprints: Mapping[str, Blueprint] = field(default_factory=dict)
    examples: Mapping[str, ExampleStation] = field(default_factory=dict)

    @property
    def offered(self) -> tuple[Case, ...]:
        """The cases that the kit may offer unasked: all that are finished."""
        return tuple(case for case in self.cases.values() if not case.unfinished)

    def picture(self, name: str) -> bytes | None:
        """The bytes of an image that a case names; None if it has gone or may not be shown.

        The kit's folder comes first, so no added picture ever shows in one of the kit's own cases.
        """
        for folder in self.folders:
            if image_fault(folder, name) is None:
                try:
                    return (folder / name).read_bytes()
                except OSError:
                    continue
        return self.written.picture(name) if self.written is not None and name in self.added else None

    def judge(self, text: str, name: str) -> Judged[Case]:
        """How a case that is being written would be judged if it were saved."""
        pictures = Pictures(self.folders, self.added)
        return judge_case(typed(text), name, self.shared, taken=self.taken, pictures=pictures)

    def source(self, case_id: str) -> str | None:
        """The text of a case from a folder."""
        if case_id not in self.taken:
            return None
        files = (folder / f"{case_id}.yaml" for folder in self.folders)
        written = next((read_text(file) for file in files if file.is_file()), None)
        return written if isinstance(written, str) else None


@dataclass
class ContentStore:
    """Remembers how each text was judged, so that it isn't read again until it changes. At most one a process.

    With a ``file`` it also remembers across starts. As long as nothing has changed it returns the same library.
    Looking at a thousand files would cost every page milliseconds, so it looks at most every ``look_every`` ``ticks``.
    What was written on the page has a revision instead, which it asks for every time.
    """

    file: Path | None = None
    look_every: int = 0
    ticks: Callable[[], int] = int
    entries: dict[Path, tuple[Stamp, Judged[Any]]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)
    memory: Memory | None = None
    last: tuple[Any, Library] | None = None
    images: frozenset[str] = frozenset()
    looked: int | None = None
    asked: tuple[Any, ...] = ()

    def is_fresh(self, asked: tuple[Any, ...]) -> bool:
        """Whether the last library will do without another look."""
        if self.last is None or self.looked is None or self.asked != asked:
            return False
        return self.ticks() < self.looked + self.look_every

    def forget(self) -> None:
        """What has gone from the content goes from the disk as well: the file of what is remembered is rewritten."""
        with self.lock:
            if self.file is not None:
                self.file.unlink(missing_ok=True)
                self.memory, self.last = Memory(self.file), None


def load_library(
    root: Path, store: ContentStore | None = None, own: OwnContent | None = None, added: Sequence[Path] = ()
) -> Library:
    """Read cases/ and rubrics/ under the root and in each folder that adds to it, and what was written here."""
    store = store if store is not None else ContentStore()
    with store.lock:
        asked = (root, tuple(added), own and (own.where, own.revision()))
        if store.last is not None and store.is_fresh(asked):
            return store.last[1]
        listing = Listing() if own is None else own.listing()
        looked, before = store.ticks(), _state(root, added, own, listing, store)
        store.looked, store.asked = looked, asked
        if store.last is not None and store.last[0] == before:
            return store.last[1]
        if store.memory is None and store.file is not None:
            store.memory = Memory(store.file)
        shelf = Shelf(root, store)
        library = _library(root, shelf, added, own, listing)
        shelf.keep()
        store.images = frozenset(image for _, judged in store.entries.values() for image in judged.images)
        # The state from before the reading, except for pictures, which are only known now.
        store.last = ((*before[:-1], _pictures(root, added, store)), library)
        return library


def _library(root: Path, shelf: Shelf, added: Sequence[Path], own: OwnContent | None, listing: Listing) -> Library:
    blueprints = shelf.blueprints()
    cases = shelf.cases(root)
    examples = shelf.examples(cases)
    loose = shelf.missing + misnamed(root, shelf.name)
    for folder in added:
        shelf.open_folder(folder)
        _add(shelf, cases, shelf.cases(folder, taken=frozenset(cases)))
        loose += misnamed(folder, shelf.name) + misplaced(folder, shelf.name)
    taken, mine = frozenset(cases), frozenset[str]()
    if own is not None:
        shelf.open_own(own, listing)
        mine = frozenset(listing.cases) - taken
        _add(shelf, cases, shelf.own_cases(taken))
    faults = [diagnostic for each in (*shelf.judged, *cases.values()) for diagnostic in each.diagnostics]
    return Library(
        cases=MappingProxyType({name: each.model for name, each in cases.items() if each.model is not None}),
        rubrics=MappingProxyType(dict(shelf.shared.rubrics)),
        skills=MappingProxyType(dict(shelf.shared.skills or {})),
        themes=MappingProxyType(dict(shelf.shared.themes or {})),
        faults=tuple(sorted(faults + loose)),
        folders=tuple(folder / "cases" for folder in (root, *added)),
        own=mine,
        taken=taken,
        shared=shelf.shared,
        written=own,
        added=frozenset(listing.pictures),
        blueprints=MappingProxyType({id_: each.model for id_, each in blueprints.items() if each.model is not None}),
        examples=MappingProxyType({id_: each.model for id_, each in examples.items() if each.model is not None}),
    )


def _add(shelf: Shelf, cases: dict[str, Judged[Case]], more: Mapping[str, Judged[Case]]) -> None:
    """Of two cases with the same id the first stays; the second's fault is reported."""
    shelf.judged += [each for id_, each in more.items() if id_ in cases]
    cases |= {id_: each for id_, each in more.items() if id_ not in cases}


def _state(
    root: Path, added: Sequence[Path], own: OwnContent | None, listing: Listing, store: ContentStore
) -> tuple[Any, ...]:
    """The state of everything that a library is made of, as far as it can be told without reading a text."""
    folders = [root, *added]
    listings = [_listing(folder / part) for folder in folders for part in ("cases", "rubrics")]
    listings += [_listing(root / FOLDER), _listing(root / EXAMPLES)]
    written = own and (own.where, listing.revision)
    return (*folders, written, *listings, _pictures(root, added, store))


def _listing(folder: Path) -> frozenset[tuple[str, int, int, int]]:
    """Each content file with its times and size."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".yaml", ".yml")):
                    status = entry.stat()
                    found.append((entry.name, status.st_mtime_ns, status.st_ctime_ns, status.st_size))
    except OSError:
        # The folder is missing, or a file went while we looked: the next look will see the difference.
        found.append(("", len(found), 0, 0))
    return frozenset(found)


def _pictures(root: Path, added: Sequence[Path], store: ContentStore) -> frozenset[tuple[Path, str]]:
    """The pictures in folders that cases name and that exist."""
    names = [(folder / "cases", image) for folder in (root, *added) for image in store.images]
    return frozenset((folder, image) for folder, image in names if stat_of(folder / image) is not None)


def misnamed(root: Path, name: Callable[[Path], str]) -> list[Diagnostic]:
    """Without this, a file that ends in .yml would be left out silently."""
    sentence = "expected a name that ends in .yaml; found .yml. Rename the file"
    files = [path for part in ("cases", "rubrics") for path in sorted((root / part).glob("*.yml"))]
    return [Diagnostic(name(path), 1, 1, Severity.ERROR, "", sentence) for path in files]


def misplaced(folder: Path, name: Callable[[Path], str]) -> list[Diagnostic]:
    """Skills and themes are the kit's alone: with their own lists, two groups would mean different things by a tag."""
    sentence = "expected a rubric; found the name of a tag list, which only the kit has. Rename the file or take it out"
    files = [folder / "rubrics" / f"{which}.yaml" for which in TAG_FILES]
    return [Diagnostic(name(path), 1, 1, Severity.ERROR, "", sentence) for path in files if path.exists()]
