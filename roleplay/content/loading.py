"""From a folder to a library: the cases, rubrics and tag lists without error, and the faults of all the others.

A faulty file is left out and hides nothing else. Nothing is remembered but in a `ContentStore` that the caller owns.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any, TypeVar, cast

from roleplay.content.case import Case
from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.judging import Judged, judge_case, judge_rubric, judge_skills, judge_themes
from roleplay.content.references import Shared
from roleplay.content.rubric import Rubric, Tag, Theme
from roleplay.content.rules import image_fault
from roleplay.content.values import Part

TAG_FILES = ("skills", "themes")
M = TypeVar("M", bound=Part)
Stamp = tuple[Any, ...]


@dataclass(frozen=True)
class Library:
    """All content that can be played. `faults` holds every diagnostic, warnings too, by file and line."""

    cases: Mapping[str, Case]
    rubrics: Mapping[str, Rubric]
    skills: Mapping[str, Tag]
    themes: Mapping[str, Theme]
    faults: tuple[Diagnostic, ...]
    folder: Path = Path("cases")

    def picture(self, name: str) -> bytes | None:
        """The bytes of an image that a case names; None if it is no longer there or may not be shown."""
        if image_fault(self.folder, name) is not None:
            return None
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return None


@dataclass
class ContentStore:
    """Remembers what became of each file, so that an unchanged one is not read again. One for a process, or none."""

    entries: dict[Path, tuple[Stamp, Judged[Any]]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


def load_library(root: Path, store: ContentStore | None = None) -> Library:
    """Reads cases/ and rubrics/ under the root."""
    store = store if store is not None else ContentStore()
    with store.lock:
        shelf = Shelf(root, store)
        cases = {path.stem: shelf.case(path) for path in yaml_files(root / "cases")}
    judged = [*shelf.judged, *cases.values()]
    faults = [diagnostic for each in judged for diagnostic in each.diagnostics] + shelf.missing + misnamed(root)
    return Library(
        cases=MappingProxyType({name: each.model for name, each in cases.items() if each.model is not None}),
        rubrics=MappingProxyType(dict(shelf.shared.rubrics)),
        skills=MappingProxyType(dict(shelf.shared.skills or {})),
        themes=MappingProxyType(dict(shelf.shared.themes or {})),
        faults=tuple(sorted(faults)),
        folder=root / "cases",
    )


def fingerprint(model: Part) -> str:
    """The same for the same content, whatever the file's comments and layout."""
    canonical = json.dumps(model.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


class Shelf:
    """The rubrics and tag lists under a root, read; and cases as they are judged by them."""

    def __init__(self, root: Path, store: ContentStore) -> None:
        self._root, self._store = root, store
        self.judged: list[Judged[Any]] = []
        self.missing: list[Diagnostic] = []
        self._shared_stamp: Stamp = ()
        skills, themes = self._tags("skills", judge_skills), self._tags("themes", judge_themes)
        self._shared_stamp = (skills, themes)
        self.shared = Shared(
            skills={tag.id: tag for tag in skills.tags} if skills else None,
            themes={theme.id: theme for theme in themes.tags} if themes else None,
        )
        rubrics = {path.stem: self.rubric(path) for path in yaml_files(root / "rubrics") if path.stem not in TAG_FILES}
        self.judged += rubrics.values()
        self.shared = Shared(
            rubrics={name: each.model for name, each in rubrics.items() if each.model is not None},
            faulty_rubrics={name for name, each in rubrics.items() if each.model is None},
            skills=self.shared.skills,
            themes=self.shared.themes,
        )
        self._shared_stamp = (skills, themes, rubrics)

    def case(self, path: Path) -> Judged[Case]:
        """A case, judged by everything on the shelf."""
        return self._remembered(path, lambda: judge_case(path, self.name(path), self.shared))

    def rubric(self, path: Path) -> Judged[Rubric]:
        """A rubric, judged by the skills."""
        return self._remembered(path, lambda: judge_rubric(path, self.name(path), self.shared))

    def name(self, path: Path) -> str:
        """How a message calls a file: from the root, if it is there."""
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else path.as_posix()

    def _tags(self, which: str, judge: Callable[[Path, str], Judged[M]]) -> M | None:
        path = self._root / "rubrics" / f"{which}.yaml"
        if not path.is_file():
            sentence = "expected a list of tags; found no such file. Write format: 1 and tags: [{id: …, name: …}]"
            self.missing.append(Diagnostic(self.name(path), 1, 1, Severity.ERROR, "", sentence))
            return None
        judged = self._remembered(path, lambda: judge(path, self.name(path)))
        self.judged.append(judged)
        return judged.model

    def _remembered(self, path: Path, judge: Callable[[], Judged[M]]) -> Judged[M]:
        known = self._store.entries.get(path)
        if known and known[0] == self._stamp(path, known[1]):
            return cast(Judged[M], known[1])
        before = _stat(path)
        judged = judge()
        self._store.entries[path] = ((before, *self._around(path, judged)), judged)
        return judged

    def _stamp(self, path: Path, judged: Judged[Any]) -> Stamp:
        return (_stat(path), *self._around(path, judged))

    def _around(self, path: Path, judged: Judged[Any]) -> Stamp:
        """What else the judgement depends on: the shared files, and whether the images are there."""
        return (self._shared_stamp, tuple(_stat(path.parent / image) is not None for image in judged.images))


def _stat(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def yaml_files(folder: Path) -> list[Path]:
    """The content files of a folder, by name."""
    return sorted(path for path in folder.glob("*.yaml") if path.is_file())


def misnamed(root: Path) -> list[Diagnostic]:
    """A file that ends in .yml would be left out in silence."""
    sentence = "expected a name that ends in .yaml; found .yml. Rename the file"
    return [
        Diagnostic(path.relative_to(root).as_posix(), 1, 1, Severity.ERROR, "", sentence)
        for folder in ("cases", "rubrics")
        for path in sorted((root / folder).glob("*.yml"))
    ]
