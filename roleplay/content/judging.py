"""Judges one file: reads it, checks it alone and with what it refers to, and says what is wrong."""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from roleplay.content.blueprint import Blueprint
from roleplay.content.case import Case
from roleplay.content.case_rules import Remark, broken_rules, images, lists_too_long
from roleplay.content.country import Country
from roleplay.content.diagnostics import Diagnostic, Severity, found
from roleplay.content.example_rules import CaseOf, broken_example_rules, example_references, too_fast
from roleplay.content.example_station import ExampleStation
from roleplay.content.explain import explain
from roleplay.content.picture_places import Pictures
from roleplay.content.places import Place, Point, locate
from roleplay.content.reading import Fault, read_yaml
from roleplay.content.references import (
    Shared,
    blueprint_references,
    case_references,
    rubric_references,
    source_references,
    specialty_references,
    tag_references,
)
from roleplay.content.rubric import Rubric, Skills, Themes
from roleplay.content.signs import blamed
from roleplay.content.sources import Sources, in_words, leans_on_what_no_longer_holds
from roleplay.content.specialties import Specialties, under_its_name, unlisted
from roleplay.content.values import Part

LARGEST = 256 * 1024
LONGEST_LINTED = 64 * 1024
TOO_LONG_TO_LINT = "over 64 KiB, so its wording has not been checked. Shorten it"
M = TypeVar("M", bound=Part)


@dataclass(frozen=True)
class Judged(Generic[M]):
    """The outcome for one file. `model` is None if there was any error."""

    model: M | None
    diagnostics: tuple[Diagnostic, ...]
    images: tuple[str, ...] = ()


References = Callable[[Any, Place], list[Fault]]
Checks = Callable[[M], Iterator[Remark]]


def judge_case(
    written: str | Fault,
    name: str,
    shared: Shared,
    *,
    pictures: Pictures,
    id: str | None = None,
    taken: Set[str] = frozenset(),
) -> Judged[Case]:
    """Judge a case with the rubrics and tags it refers to and the images it may show.

    Its id must be ``id``, if that is given; ids that are ``taken`` are refused.
    """

    def errors(case: Case) -> Iterator[Remark]:
        yield from broken_rules(case)
        for steps, image in images(case):
            if sentence := pictures.fault(image):
                yield steps, sentence

    def warnings(case: Case) -> Iterator[Remark]:
        if isinstance(written, str) and len(written) > LONGEST_LINTED:
            return iter([((), TOO_LONG_TO_LINT)])
        if any(lists_too_long(case)):
            return iter(())
        # Imported here because its word lists take a tenth of a second to load: the kit starts without them.
        from roleplay.content.lint.linter import case_warnings

        said = case_warnings(case, shared.rubrics.get(case.rubric), shared.themes)
        return chain(said, leans_on_what_no_longer_holds(case, shared.register), unlisted(case, shared.specialties))

    def references(data: Any, place: Place) -> list[Fault]:
        return _id_fits(data, place, id, taken) + case_references(data, place, shared)

    judged = _Sheet(written, name, Case).judge(references, errors, warnings)
    if judged.model is None:
        return judged
    return replace(judged, model=under_its_name(in_words(judged.model, shared.register), shared.specialties))


def judge_rubric(
    written: str | Fault, name: str, shared: Shared, *, id: str | None = None, taken: Set[str] = frozenset()
) -> Judged[Rubric]:
    """Judge a rubric with the skills its lines train. Ids that are ``taken`` are refused."""

    def references(data: Any, place: Place) -> list[Fault]:
        return _id_fits(data, place, id, taken) + rubric_references(data, place, shared)

    def warnings(rubric: Rubric) -> Iterator[Remark]:
        from roleplay.content.lint.linter import rubric_warnings

        return rubric_warnings(rubric)

    return _Sheet(written, name, Rubric).judge(references, _nothing, warnings)


def judge_skills(path: Path, name: str) -> Judged[Skills]:
    """Judge the list of skills."""
    return _Sheet(read_text(path), name, Skills).judge(tag_references, _nothing, _nothing)


def judge_themes(path: Path, name: str) -> Judged[Themes]:
    """Judge the list of themes."""
    return _Sheet(read_text(path), name, Themes).judge(tag_references, _nothing, _nothing)


def judge_sources(path: Path, name: str) -> Judged[Sources]:
    """The register of sources."""
    return _Sheet(read_text(path), name, Sources).judge(source_references, _nothing, _nothing)


def judge_specialties(path: Path, name: str) -> Judged[Specialties]:
    """The list of specialties."""
    return _Sheet(read_text(path), name, Specialties).judge(specialty_references, _nothing, _nothing)


def judge_blueprint(path: Path, name: str, shared: Shared) -> Judged[Blueprint]:
    """A blueprint, with the rubrics, skills and themes that it counts by."""

    def references(data: Any, place: Place) -> list[Fault]:
        return _id_fits(data, place, path.stem, frozenset()) + blueprint_references(data, place, shared)

    return _Sheet(read_text(path), name, Blueprint).judge(references, _nothing, _nothing)


def judge_example(path: Path, name: str, shared: Shared, case_of: CaseOf) -> Judged[ExampleStation]:
    """An example station, with the case whose mark sheet it is marked on."""

    def references(data: Any, place: Place) -> list[Fault]:
        return _id_fits(data, place, path.stem, frozenset()) + example_references(data, place, shared, case_of)

    def errors(example: ExampleStation) -> Iterator[Remark]:
        case = case_of(example.case)
        rubric = shared.rubrics.get(case.rubric) if case else None
        return broken_example_rules(example, rubric, case) if case and rubric else iter(())

    return _Sheet(read_text(path), name, ExampleStation).judge(references, errors, too_fast)


def judge_country(path: Path, name: str) -> Judged[Country]:
    """The signposts of a country."""

    def references(data: Any, place: Place) -> list[Fault]:
        return _id_fits(data, place, path.stem, frozenset())

    return _Sheet(read_text(path), name, Country).judge(references, _nothing, _nothing)


def _nothing(_model: Part) -> Iterator[Remark]:
    return iter(())


class _Sheet(Generic[M]):
    """A file being judged: collects what is found in it."""

    def __init__(self, text: "str | Fault", name: str, model: type[M]) -> None:
        self._text, self._name, self._model = text, name, model
        self._place: Place | None = None
        self._diagnostics: dict[Diagnostic, None] = {}

    def judge(self, references: References, errors: Checks[M], warnings: Checks[M]) -> Judged[M]:
        model = self._read(references)
        images_named: tuple[str, ...] = ()
        if model is not None:
            self._remark(errors(model), Severity.ERROR)
            self._remark(warnings(model), Severity.WARNING)
            images_named = tuple(image for _, image in images(model)) if isinstance(model, Case) else ()
        faulty = any(diagnostic.severity is Severity.ERROR for diagnostic in self._diagnostics)
        return Judged(None if faulty else model, tuple(sorted(self._diagnostics)), images_named)

    def _read(self, references: References) -> M | None:
        if isinstance(self._text, Fault):
            self._add(self._text, Severity.ERROR)
            return None
        faults, model = self._take(self._text, references)
        again = _Sheet(self._text, self._name, self._model)
        faults = blamed(self._text, faults, self._place is None, lambda text: again._take(text, references)[0])
        hidden = {self._where(fault) for fault in faults if fault.hides}
        for fault in faults:
            if fault.hides or self._where(fault) not in hidden:
                self._add(fault, Severity.ERROR)
        return model

    def _take(self, text: str, references: References) -> tuple[list[Fault], M | None]:
        """What is wrong with the text, and the model if one can be made despite that."""
        written = read_yaml(text)
        self._place = written.place
        faults = list(written.faults)
        model = None
        if written.place is not None:
            try:
                model = self._model.model_validate(written.value)
            except ValidationError as error:
                faults += explain(error, self._model, written.place)
            faults += references(written.value, written.place)
            for remark in written.remarks:
                self._add(remark, Severity.WARNING)
        return faults, model

    def _remark(self, remarks: Iterator[Remark], severity: Severity) -> None:
        for steps, sentence in remarks:
            self._add(Fault(locate(self._place, steps)[1], steps, sentence), severity)

    def _add(self, fault: Fault, severity: Severity) -> None:
        line, column = fault.mark.line + 1, fault.mark.column + 1
        diagnostic = Diagnostic(self._name, line, column, severity, self._where(fault), fault.message)
        self._diagnostics[diagnostic] = None

    def _where(self, fault: Fault) -> str:
        return " ".join(locate(self._place, fault.steps)[0].split())


def read_text(path: Path) -> str | Fault:
    """The text of a file, or why it can't be read."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        return Fault(Point(), (), f"expected a file that can be read; found: {error.strerror}")
    if size > LARGEST:
        return Fault(Point(), (), f"expected at most 256 KiB; found {-(-size // 1024)} KiB. Shorten the file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", errors="replace")
        point = Point(before.count("\n"), len(before) - (before.rfind("\n") + 1))
        return Fault(point, (), "expected UTF-8 text; found another encoding. Save the file as UTF-8")


def typed(text: str) -> str | Fault:
    """A typed text, treated as if it had been read from a file."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        before = text[: error.start]
        point = Point(before.count("\n"), len(before) - (before.rfind("\n") + 1))
        return Fault(point, (), "expected text; found half a character. Take it out")
    if size > LARGEST:
        return Fault(Point(), (), f"expected at most 256 KiB; found {-(-size // 1024)} KiB. Shorten the text")
    return text.removeprefix("\ufeff")


def _id_fits(data: Any, place: Place, id: str | None, taken: Set[str]) -> list[Fault]:
    return _id_is_free(data, place, taken) + ([] if id is None else _id_is_file_name(data, place, id))


def _id_is_free(data: Any, place: Place, taken: Set[str]) -> list[Fault]:
    """Nobody else may use the ids of what the kit ships: other groups' links and marks rely on them."""
    written = data.get("id") if isinstance(data, dict) else None
    if not isinstance(written, str) or written.strip() not in taken:
        return []
    sentence = f"expected an id of its own; {found(written)}, which the kit already uses. Choose another"
    return [Fault(locate(place, ("id",))[1], ("id",), sentence)]


def _id_is_file_name(data: Any, place: Place, stem: str) -> list[Fault]:
    """Links and marks refer to a case by its id, and people look for it by its file."""
    written = data.get("id") if isinstance(data, dict) else None
    if not isinstance(written, str) or written.strip() == stem:
        return []
    sentence = f"expected the file's name, {stem}; {found(written)}. Rename the file or the id"
    return [Fault(locate(place, ("id",))[1], ("id",), sentence)]
