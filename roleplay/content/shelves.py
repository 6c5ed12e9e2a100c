"""Reads rubrics and tag lists, and judges cases by them. The outcome of each is remembered."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from roleplay.content.blueprint import FOLDER, Blueprint
from roleplay.content.case import Case
from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.example_rules import CaseOf
from roleplay.content.example_station import FOLDER as EXAMPLES
from roleplay.content.example_station import ExampleStation
from roleplay.content.judging import (
    Judged,
    judge_blueprint,
    judge_case,
    judge_example,
    judge_rubric,
    judge_skills,
    judge_sources,
    judge_specialties,
    judge_themes,
    read_text,
    typed,
)
from roleplay.content.own import OWN, Listing, OwnContent, digest_of
from roleplay.content.picture_places import Pictures
from roleplay.content.reading import Fault
from roleplay.content.references import Shared
from roleplay.content.remembering import Memory, Stamp
from roleplay.content.rubric import Rubric, Skills, Themes
from roleplay.content.sources import Sources, register_of
from roleplay.content.specialties import Specialties, listed
from roleplay.content.values import Part

TAG_FILES = ("skills", "themes", "sources", "specialties")
NOWHERE = Pictures(())
M = TypeVar("M", bound=Part)


class Remembered(Protocol):
    """Where a shelf remembers what it judged."""

    entries: dict[Path, tuple[Stamp, Judged[Any]]]
    memory: Memory | None


@dataclass(frozen=True)
class Source:
    """A text to be judged: a file, or one in the store. It is remembered by ``key``, and ``state`` changes whenever the
    text does."""

    key: Path
    name: str
    id: str
    state: Stamp
    text: Callable[[], str | Fault]


class Shelf:
    """Reads the rubrics and tag lists under a root, and judges cases by them.

    What is opened later (a folder that adds to the kit's content, or what was written here) never replaces anything.
    """

    def __init__(self, root: Path, store: Remembered) -> None:
        self._root, self._store = root, store
        self._folders: list[Path] = [root]
        self._own: OwnContent | None = None
        self._listing = Listing()
        self._seen: dict[Path, None] = {}
        self._new: dict[Path, None] = {}
        self.judged: list[Judged[Any]] = []
        self.missing: list[Diagnostic] = []
        self._around: Stamp = ()
        skills, themes = self._tags("skills", Skills, judge_skills), self._tags("themes", Themes, judge_themes)
        sources = self._list("sources", Sources, judge_sources)
        specialties = self._list("specialties", Specialties, judge_specialties)
        self.shared = Shared(
            skills={tag.id: tag for tag in skills.tags} if skills else None,
            themes={theme.id: theme for theme in themes.tags} if themes else None,
            register=register_of(sources),
            specialties=listed(specialties),
        )
        self._around = tuple(_fingerprint(each) for each in (skills, themes, sources, specialties))
        self._add_rubrics(self._files(root / "rubrics"))

    def open_folder(self, folder: Path) -> None:
        """Add the rubrics of a folder that adds to the kit's content; from now on it may hold cases too."""
        self._folders.append(folder)
        self._add_rubrics(self._files(folder / "rubrics"))

    def open_own(self, own: OwnContent, listing: Listing) -> None:
        """Add the rubrics written here; from now on cases written here can be judged too."""
        self._own, self._listing = own, listing
        self._add_rubrics([self._stored("rubrics", id_, digest) for id_, digest in listing.rubrics.items()])

    def cases(self, folder: Path, taken: Set[str] = frozenset()) -> dict[str, Judged[Case]]:
        """The cases of a folder, by id."""
        return {path.stem: self.case(path, taken) for path in yaml_files(folder / "cases")}

    def own_cases(self, taken: Set[str]) -> dict[str, Judged[Case]]:
        """The cases written here, by id."""
        pictures = Pictures(tuple(folder / "cases" for folder in self._folders), self._listing.pictures)
        sources = [self._stored("cases", id_, digest) for id_, digest in self._listing.cases.items()]
        return {source.id: self._case(source, taken, pictures) for source in sources}

    def blueprints(self) -> dict[str, Judged[Blueprint]]:
        """The blueprints under the root, by the rubrics of the root alone, since they are the kit's; by id."""
        found = {path.stem: self._blueprint(path) for path in yaml_files(self._root / FOLDER)}
        self.judged += found.values()
        return found

    def _blueprint(self, path: Path) -> Judged[Blueprint]:
        judge = partial(judge_blueprint, path, self.name(path), self.shared)
        return self._remembered(self._file(path), Blueprint, lambda _text: judge())

    def examples(self, cases: Mapping[str, Judged[Case]]) -> dict[str, Judged[ExampleStation]]:
        """The example stations under the root, each of a case of the root; by id."""
        known = {id_: judged.model for id_, judged in cases.items()}
        found = {path.stem: self.example(path, known.get) for path in yaml_files(self._root / EXAMPLES)}
        self.judged += found.values()
        return found

    def example(self, path: Path, case_of: CaseOf) -> Judged[ExampleStation]:
        """Judge an example station by its case, which is one of the root."""
        # Which case it is, is not known before it is read: any that changes has it judged again.
        around = _digest(tuple(map(stat_of, yaml_files(self._root / "cases"))))
        judge = partial(judge_example, path, self.name(path), self.shared, case_of)
        return self._remembered(self._file(path), ExampleStation, lambda _text: judge(), (around,))

    def case_of_root(self, id_: str) -> Case | None:
        """A case of the root, if it is there without faults."""
        path = self._root / "cases" / f"{id_}.yaml"
        return self.case(path).model if path in yaml_files(path.parent) else None

    def case(self, path: Path, taken: Set[str] = frozenset()) -> Judged[Case]:
        """Judge the case in a file by everything on the shelf."""
        folders = dict.fromkeys((self._root / "cases", path.parent))
        return self._case(self._file(path), taken, Pictures(tuple(folders)))

    def rubric(self, path: Path, taken: Set[str] = frozenset()) -> Judged[Rubric]:
        """Judge the rubric in a file by the skills."""
        return self._rubric(self._file(path), taken)

    def name(self, path: Path) -> str:
        """What a message calls a file: its path from the root, if it is under it."""
        return name_from(self._root, path)

    def keep(self) -> None:
        """Remember what was judged now for the next start, and forget files that have gone."""
        entries = {path: entry for path, entry in self._store.entries.items() if path in self._seen}
        if len(entries) != len(self._store.entries):
            self._store.entries = entries
        if self._store.memory is not None:
            self._store.memory.keep(self._told(self._new), len(entries), self._told(entries))
            self._store.memory.forget()

    def taken(self, path: Path) -> frozenset[str]:
        """The ids that a file may not have because an earlier folder has them."""
        before = self._folders[: next((n for n, each in enumerate(self._folders) if path.parent.parent == each), 0)]
        return frozenset(each.stem for folder in before for each in yaml_files(folder / path.parent.name))

    def _case(self, source: Source, taken: Set[str], pictures: Pictures) -> Judged[Case]:
        judge = partial(judge_case, name=source.name, shared=self.shared, id=source.id, taken=taken, pictures=pictures)
        return self._remembered(source, Case, judge, (source.id in taken,), pictures)

    def _rubric(self, source: Source, taken: Set[str]) -> Judged[Rubric]:
        judge = partial(judge_rubric, name=source.name, shared=self.shared, id=source.id, taken=taken)
        return self._remembered(source, Rubric, judge, (source.id in taken,))

    def _files(self, folder: Path) -> list[Source]:
        return [self._file(path) for path in yaml_files(folder) if path.stem not in TAG_FILES]

    def _file(self, path: Path) -> Source:
        return Source(path, self.name(path), path.stem, (stat_of(path),), lambda: read_text(path))

    def _stored(self, which: str, id_: str, digest: str) -> Source:
        own = self._own
        assert own is not None
        read = own.case if which == "cases" else own.rubric

        def text() -> str | Fault:
            """A text that has gone since it was listed is judged as empty; the next look finds it gone."""
            return typed(read(id_) or "")

        return Source(Path(f"{OWN}:{which}", f"{id_}.yaml"), f"{OWN}/{which}/{id_}.yaml", id_, (digest,), text)

    def _add_rubrics(self, sources: Sequence[Source]) -> None:
        taken = frozenset(self.shared.rubrics) | self.shared.faulty_rubrics
        rubrics = {source.id: self._rubric(source, taken) for source in sources}
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
        return self._list(which, model, judge)

    def _list(self, which: str, model: type[M], judge: Callable[[Path, str], Judged[M]]) -> M | None:
        """A list that cases refer to, None where there is none."""
        path = self._root / "rubrics" / f"{which}.yaml"
        if not path.is_file():
            return None
        judged = self._remembered(self._file(path), model, lambda _text: judge(path, self.name(path)))
        self.judged.append(judged)
        return judged.model

    def _remembered(
        self,
        source: Source,
        model: type[M],
        judge: Callable[[str | Fault], Judged[M]],
        around: Stamp = (),
        pictures: Pictures = NOWHERE,
    ) -> Judged[M]:
        """How the text was judged, from memory if nothing that it depends on has changed."""
        self._seen[source.key] = None
        state = (*source.state, _digest(self._around), *around)
        known = self._store.entries.get(source.key)
        if known and known[0] == (state, _there(pictures, known[1].images)):
            return cast(Judged[M], known[1])
        judged = self._recalled(source, model, state, pictures)
        if judged is None:
            text = source.text()
            judged = judge(text)
            state = self._as_read(source, text, state)
            self._new[source.key] = None
        self._store.entries[source.key] = ((state, _there(pictures, judged.images)), judged)
        return judged

    def _as_read(self, source: Source, text: str | Fault, state: Stamp) -> Stamp:
        """A text saved between the listing and the reading must not be remembered as the one listed."""
        stored = source.key.parts[0].startswith(f"{OWN}:")
        return (digest_of(text), *state[1:]) if stored and isinstance(text, str) else state

    def _recalled(self, source: Source, model: type[M], state: Stamp, pictures: Pictures) -> Judged[M] | None:
        memory, there = self._store.memory, partial(_there, pictures)
        return None if memory is None else memory.recall(source.key, source.name, state, model, there)

    def _told(self, keys: Mapping[Path, Any]) -> Iterator[tuple[Path, str, Stamp, Judged[Any]]]:
        for key in keys:
            stamp, judged = self._store.entries[key]
            yield key, self._called(key), stamp, judged

    def _called(self, key: Path) -> str:
        first, *rest = key.parts
        return "/".join((*first.split(":"), *rest)) if first.startswith(f"{OWN}:") else self.name(key)


def _there(pictures: Pictures, images: Sequence[str]) -> tuple[bool, ...]:
    """Whether each image that a text names is in one of the places."""
    return tuple(pictures.there(image) for image in images)


def fingerprint(model: Part) -> str:
    """The same for the same content, whatever the file's comments and layout."""
    canonical = json.dumps(model.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _fingerprint(model: Part | None) -> str:
    return "" if model is None else fingerprint(model)


@lru_cache(maxsize=8)
def _digest(around: Stamp) -> str:
    return hashlib.sha256(repr(around).encode()).hexdigest()


def stat_of(path: Path) -> tuple[int, int, int] | None:
    """Changing the content changes the first or the third, whatever is done to make it look old."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ctime_ns


def name_from(root: Path, path: Path) -> str:
    """How a message calls a file: from the root, if it is there."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def yaml_files(folder: Path) -> list[Path]:
    """The content files of a folder, by name."""
    return sorted(path for path in folder.glob("*.yaml") if path.is_file())
