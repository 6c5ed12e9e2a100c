"""From folders to a library: the cases, rubrics and tag lists without error, and the faults of all the others.

A faulty file is left out and hides nothing else. A group may have a folder of its own: it adds to what the kit ships
and never takes the place of anything. Nothing is remembered but in a `ContentStore` that the caller owns.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar, cast

from roleplay.content.case import Case
from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.judging import Judged, judge_case, judge_rubric, judge_skills, judge_themes
from roleplay.content.references import Shared
from roleplay.content.remembering import Memory, Stamp
from roleplay.content.rubric import Rubric, Skills, Tag, Theme, Themes
from roleplay.content.rules import image_fault
from roleplay.content.values import Part

TAG_FILES = ("skills", "themes")
OWN = "own"
"""How messages call the group's own folder, wherever it is."""
M = TypeVar("M", bound=Part)


@dataclass(frozen=True)
class Library:
    """All content that can be played. `faults` holds every diagnostic, warnings too, by file and line.

    ``own`` are the ids of the cases in the group's own folder, faulty ones too; ``taken`` those that the kit ships.
    """

    cases: Mapping[str, Case]
    rubrics: Mapping[str, Rubric]
    skills: Mapping[str, Tag]
    themes: Mapping[str, Theme]
    faults: tuple[Diagnostic, ...]
    folder: Path = Path("cases")
    own_folder: Path | None = None
    own: Set[str] = frozenset()
    taken: Set[str] = frozenset()
    shared: Shared = field(default_factory=Shared)

    @property
    def offered(self) -> tuple[Case, ...]:
        """The cases that the kit may give somebody of its own accord: all that are written to their end."""
        return tuple(case for case in self.cases.values() if not case.unfinished)

    def picture(self, name: str) -> bytes | None:
        """The bytes of an image that a case names; None if it is no longer there or may not be shown.

        The kit's folder comes first: no picture of a group's own shows in a case of the kit's.
        """
        for folder in self._folders():
            if image_fault(folder, name) is None:
                try:
                    return (folder / name).read_bytes()
                except OSError:
                    continue
        return None

    def judge(self, text: str, name: str) -> Judged[Case]:
        """What would become of a case that is being written, if it were saved in the group's own folder."""
        beside = self._folders()
        return judge_case(
            beside[-1] / "case.yaml", name, self.shared, text=text, taken=self.taken, pictures=beside[:-1]
        )

    def _folders(self) -> list[Path]:
        return [self.folder] if self.own_folder is None else [self.folder, self.own_folder]


@dataclass
class ContentStore:
    """Remembers what became of each file, so that an unchanged one is not read again. One for a process, or none.

    With a ``file`` it also remembers across starts, and with nothing changed at all it gives the same library again.
    Looking at a thousand files takes milliseconds of every page: it is done at most every ``look_every`` ``ticks``.
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

    def look_again(self) -> None:
        """Something was changed: the next library is as the disk is then, also where somebody is looking just now."""
        with self.lock:
            self.looked = None

    def is_fresh(self, root: Path, own: Path | None) -> bool:
        """Whether the last library is good enough without a look."""
        if self.last is None or self.looked is None or self.last[0][:2] != (root, own):
            return False
        return self.ticks() < self.looked + self.look_every


def load_library(root: Path, store: ContentStore | None = None, own: Path | None = None) -> Library:
    """Reads cases/ and rubrics/ under the root, and those under the group's own folder."""
    store = store if store is not None else ContentStore()
    with store.lock:
        if store.last is not None and store.is_fresh(root, own):
            return store.last[1]
        looked, before = store.ticks(), _state(root, own, store)
        store.looked = looked
        if store.last is not None and store.last[0] == before:
            return store.last[1]
        if store.memory is None and store.file is not None:
            store.memory = Memory(store.file)
        shelf = Shelf(root, store)
        library = _library(root, shelf, own)
        shelf.keep()
        store.images = frozenset(image for _, judged in store.entries.values() for image in judged.images)
        # Taken before the reading, but for pictures, which are known only now.
        store.last = ((*before[:-1], _pictures(root, own, store)), library)
        return library


def _library(root: Path, shelf: "Shelf", own: Path | None) -> Library:
    cases = {path.stem: shelf.case(path) for path in yaml_files(root / "cases")}
    loose = shelf.missing + misnamed(root)
    shipped, own_ids = frozenset(cases), frozenset[str]()
    if own is not None:
        shelf.open_own(own)
        mine = {path.stem: shelf.case(path, taken=shipped) for path in yaml_files(own / "cases")}
        own_ids = frozenset(mine) - shipped
        shelf.judged += [each for name, each in mine.items() if name in shipped]
        cases |= {name: each for name, each in mine.items() if name in own_ids}
        loose += misnamed(own, OWN) + misplaced(own)
    faults = [diagnostic for each in (*shelf.judged, *cases.values()) for diagnostic in each.diagnostics]
    return Library(
        cases=MappingProxyType({name: each.model for name, each in cases.items() if each.model is not None}),
        rubrics=MappingProxyType(dict(shelf.shared.rubrics)),
        skills=MappingProxyType(dict(shelf.shared.skills or {})),
        themes=MappingProxyType(dict(shelf.shared.themes or {})),
        faults=tuple(sorted(faults + loose)),
        folder=root / "cases",
        own_folder=None if own is None else own / "cases",
        own=own_ids,
        taken=shipped,
        shared=shelf.shared,
    )


def _state(root: Path, own: Path | None, store: ContentStore) -> tuple[Any, ...]:
    """Everything that a library is made of, as far as the disk tells without a file being read."""
    folders = [root / "cases", root / "rubrics", *([own / "cases", own / "rubrics"] if own else [])]
    return (root, own, *map(_listing, folders), _pictures(root, own, store))


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
        # A folder that is not there, or a file that went while we looked: the next look finds it otherwise.
        found.append(("", len(found), 0, 0))
    return frozenset(found)


def _pictures(root: Path, own: Path | None, store: ContentStore) -> frozenset[tuple[Path, str]]:
    """Those that cases name and that are there."""
    folders = [root / "cases", *([own / "cases"] if own else [])]
    names = [(folder, image) for folder in folders for image in store.images]
    return frozenset((folder, image) for folder, image in names if _stat(folder / image) is not None)


def fingerprint(model: Part) -> str:
    """The same for the same content, whatever the file's comments and layout."""
    canonical = json.dumps(model.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


class Shelf:
    """The rubrics and tag lists under a root, read; and cases as they are judged by them."""

    def __init__(self, root: Path, store: ContentStore) -> None:
        self._root, self._store = root, store
        self._own: Path | None = None
        self._seen: dict[Path, None] = {}
        self._new: dict[Path, None] = {}
        self.judged: list[Judged[Any]] = []
        self.missing: list[Diagnostic] = []
        self._around: Stamp = ()
        skills, themes = self._tags("skills", Skills, judge_skills), self._tags("themes", Themes, judge_themes)
        self.shared = Shared(
            skills={tag.id: tag for tag in skills.tags} if skills else None,
            themes={theme.id: theme for theme in themes.tags} if themes else None,
        )
        self._around = tuple(_fingerprint(each) for each in (skills, themes))
        self._add_rubrics(root / "rubrics")

    def open_own(self, own: Path) -> None:
        """The rubrics of the group's own folder come to the kit's; from now on cases may be there too."""
        self._own = own
        self._add_rubrics(own / "rubrics", taken=frozenset(self.shared.rubrics) | self.shared.faulty_rubrics)

    def case(self, path: Path, taken: Set[str] = frozenset()) -> Judged[Case]:
        """A case, judged by everything on the shelf."""
        pictures = [self._root / "cases"] if self._is_own(path) else []
        return self._remembered(
            path,
            Case,
            lambda: judge_case(path, self.name(path), self.shared, taken=taken, pictures=pictures),
            (path.stem in taken,),
            pictures,
        )

    def rubric(self, path: Path, taken: Set[str] = frozenset()) -> Judged[Rubric]:
        """A rubric, judged by the skills."""
        judge = lambda: judge_rubric(path, self.name(path), self.shared, taken=taken)  # noqa: E731
        return self._remembered(path, Rubric, judge, (path.stem in taken,))

    def name(self, path: Path) -> str:
        """How a message calls a file: from the root, if it is there; or in the group's own folder."""
        if self._own is not None and self._is_own(path):
            return f"{OWN}/{path.relative_to(self._own).as_posix()}"
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else path.as_posix()

    def keep(self) -> None:
        """What was judged anew is remembered for the next start, and what was there is forgotten with its file."""
        entries = {path: entry for path, entry in self._store.entries.items() if path in self._seen}
        if len(entries) != len(self._store.entries):
            self._store.entries = entries
        if self._store.memory is not None:
            self._store.memory.keep(self._told(self._new), len(entries), self._told(entries))
            self._store.memory.forget()

    def _told(self, paths: Mapping[Path, Any]) -> Iterator[tuple[Path, str, Stamp, Judged[Any]]]:
        for path in paths:
            stamp, judged = self._store.entries[path]
            yield path, self.name(path), stamp, judged

    def taken(self, path: Path) -> frozenset[str]:
        """The ids that a file in the group's own folder may not have, since the kit's own have them."""
        folder = self._root / path.parent.name
        return frozenset(each.stem for each in yaml_files(folder)) if self._is_own(path) else frozenset()

    def _is_own(self, path: Path) -> bool:
        return self._own is not None and path.is_relative_to(self._own)

    def _add_rubrics(self, folder: Path, taken: Set[str] = frozenset()) -> None:
        paths = [path for path in yaml_files(folder) if path.stem not in TAG_FILES]
        rubrics = {path.stem: self.rubric(path, taken) for path in paths}
        self.judged += rubrics.values()
        free = {name: each for name, each in rubrics.items() if name not in taken}
        self.shared = replace(
            self.shared,
            rubrics={**self.shared.rubrics, **{n: each.model for n, each in free.items() if each.model is not None}},
            faulty_rubrics=self.shared.faulty_rubrics | {name for name, each in free.items() if each.model is None},
        )
        self._around += tuple((name, _fingerprint(each.model)) for name, each in free.items())

    def _tags(self, which: str, model: type[M], judge: Callable[[Path, str], Judged[M]]) -> M | None:
        path = self._root / "rubrics" / f"{which}.yaml"
        if not path.is_file():
            sentence = "expected a list of tags; found no such file. Write format: 1 and tags: [{id: …, name: …}]"
            self.missing.append(Diagnostic(self.name(path), 1, 1, Severity.ERROR, "", sentence))
            return None
        judged = self._remembered(path, model, lambda: judge(path, self.name(path)))
        self.judged.append(judged)
        return judged.model

    def _remembered(
        self,
        path: Path,
        model: type[M],
        judge: Callable[[], Judged[M]],
        around: Stamp = (),
        pictures: Sequence[Path] = (),
    ) -> Judged[M]:
        """What became of the file, from memory where nothing has changed that it depends on."""
        self._seen[path] = None
        state = (_stat(path), _digest(self._around), *around)
        folders = (path.parent, *pictures)
        known = self._store.entries.get(path)
        if known and known[0] == (state, _there(folders, known[1].images)):
            return cast(Judged[M], known[1])
        judged = self._recalled(path, model, state, folders)
        if judged is None:
            judged = judge()
            self._new[path] = None
        self._store.entries[path] = ((state, _there(folders, judged.images)), judged)
        return judged

    def _recalled(self, path: Path, model: type[M], state: Stamp, folders: Sequence[Path]) -> Judged[M] | None:
        memory = self._store.memory
        return None if memory is None else memory.recall(path, self.name(path), state, model, partial(_there, folders))


def _there(folders: Sequence[Path], images: Sequence[str]) -> tuple[bool, ...]:
    """For each image that a file names whether it is in one of the folders."""
    return tuple(any(_stat(folder / image) is not None for folder in folders) for image in images)


def _fingerprint(model: Part | None) -> str:
    return "" if model is None else fingerprint(model)


@lru_cache(maxsize=8)
def _digest(around: Stamp) -> str:
    return hashlib.sha256(repr(around).encode()).hexdigest()


def _stat(path: Path) -> tuple[int, int, int] | None:
    """Content that changes moves the first or the third, whatever is done to make it look old."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ctime_ns


def yaml_files(folder: Path) -> list[Path]:
    """The content files of a folder, by name."""
    return sorted(path for path in folder.glob("*.yaml") if path.is_file())


def misnamed(root: Path, called: str = "") -> list[Diagnostic]:
    """A file that ends in .yml would be left out in silence."""
    sentence = "expected a name that ends in .yaml; found .yml. Rename the file"
    return [
        Diagnostic((Path(called) / path.relative_to(root)).as_posix(), 1, 1, Severity.ERROR, "", sentence)
        for folder in ("cases", "rubrics")
        for path in sorted((root / folder).glob("*.yml"))
    ]


def misplaced(own: Path) -> list[Diagnostic]:
    """Skills and themes are the kit's: with lists of their own two groups would mean different things by one tag."""
    sentence = "expected a rubric; found the name of a tag list, which only the kit has. Rename the file or take it out"
    names = [f"{which}.yaml" for which in TAG_FILES if (own / "rubrics" / f"{which}.yaml").exists()]
    return [Diagnostic(f"{OWN}/rubrics/{name}", 1, 1, Severity.ERROR, "", sentence) for name in names]
