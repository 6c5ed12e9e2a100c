"""The command `check`: every fault of every file in one run, one line each."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from roleplay.content.aged import (
    CHANGED,
    EXPIRED,
    NOT_REVIEWED,
    UNSEEN,
    signposts_to_look_at,
    sources_of_cases,
    sources_to_look_at,
    unreviewed,
)
from roleplay.content.blueprint import FOLDER
from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.example_station import FOLDER as EXAMPLES
from roleplay.content.judging import (
    Judged,
    judge_blueprint,
    judge_country,
    judge_skills,
    judge_sources,
    judge_specialties,
    judge_themes,
)
from roleplay.content.lint import linter
from roleplay.content.loading import ContentStore, Library, load_library
from roleplay.content.own import OWN, OwnContent
from roleplay.content.references import Shared
from roleplay.content.reported_faults import REPORTED, ReportedFault
from roleplay.content.shelves import Shelf, name_from, yaml_files
from roleplay.errors import Fault

CLINICIANS = (NOT_REVIEWED, CHANGED, EXPIRED, linter.NOT_REVIEWED)
"""What only a clinician can put right."""
LISTS: Mapping[str, Callable[[Path, str], Judged[Any]]] = {
    "skills": judge_skills,
    "themes": judge_themes,
    "sources": judge_sources,
    "specialties": judge_specialties,
}
SIGNPOSTS = "signposts"
"""The folder with a file for each country."""
RUBRIC_KEYS = ("domains:", "scale:", "statements:", "kinds:")


def check(
    paths: Sequence[Path],
    root: Path,
    own: OwnContent | None = None,
    added: Sequence[Path] = (),
    today: date | None = None,
    reports: Sequence[ReportedFault] = (),
    signposts: Path | None = None,
) -> list[Diagnostic]:
    """The faults of these files and folders, or without paths of all content. They are judged with the rubrics under
    the root, in the folders that add to it and in what people wrote here. With ``today`` also what depends on the date:
    reviews that no longer count, and sources and signposts that nobody has looked at for a year. ``reports`` are what
    people say is wrong, and ``signposts`` a folder with a file for each country; both are told without paths."""
    root, more = root.absolute(), [folder.absolute() for folder in added]
    if not paths:
        library = load_library(root, own=own, added=more)
        aged = _aged(library, root, today) if today else ()
        countries = yaml_files(signposts) if signposts else ()
        told = [each for file in countries for each in _country(file, name_from(root, file), today)]
        return sorted([*library.faults, *aged, *_reported(library, root, reports), *told])
    shelf = Shelf(root, ContentStore())
    for folder in more:
        shelf.open_folder(folder)
    if own is not None:
        shelf.open_own(own, own.listing())
    found = {diagnostic for path in paths for file in _files(path) for diagnostic in _judge(file, shelf, today)}
    return sorted(found | set(shelf.missing))


def _blueprint(file: Path, shared: Shared) -> Sequence[Diagnostic]:
    return judge_blueprint(file, (FOLDER / file.name).as_posix(), shared).diagnostics


def _country(file: Path, name: str, today: date | None) -> Sequence[Diagnostic]:
    aged = signposts_to_look_at(file, name, today) if today else ()
    return [*judge_country(file, name).diagnostics, *aged]


def _aged(library: Library, root: Path, today: date) -> Iterator[Diagnostic]:
    """Of all content, by the date."""
    files = {_file_of(case.id, library): case for case in library.cases.values()}
    yield from unreviewed(files, partial(name_from, root), today)
    yield from sources_of_cases(files, partial(name_from, root), today)
    yield from sources_to_look_at(root / "rubrics" / "sources.yaml", "rubrics/sources.yaml", today)


def _reported(library: Library, root: Path, reports: Sequence[ReportedFault]) -> Iterator[Diagnostic]:
    """Each as a remark on its case, with the number by which it is answered."""
    for one in reports:
        said = f'{REPORTED} "{one.text}" Answer it: python -m roleplay faults --answer {one.number} --words …'
        yield Diagnostic(name_from(root, _file_of(one.case, library)), 1, 1, Severity.WARNING, one.where, said)


def _file_of(case: str, library: Library) -> Path:
    """Where the case lies; what was written here is called as if it lay in a folder."""
    files = (folder / f"{case}.yaml" for folder in library.folders)
    return next((file for file in files if file.is_file()), Path(OWN, "cases", f"{case}.yaml"))


def run_check(
    argv: list[str],
    out: TextIO,
    root: Path | None = None,
    own: OwnContent | None = None,
    added: Sequence[Path] = (),
    *,
    strict: bool = False,
    today: date | None = None,
    reports: Sequence[ReportedFault] = (),
    signposts: Path | None = None,
) -> int:
    """Prints the faults; 1 if any is an error, or if `strict` and any is a warning that its author can fix."""
    parser = argparse.ArgumentParser(prog="python -m roleplay check", description=__doc__)
    parser.add_argument("path", nargs="*", type=Path, help="files or folders; everything if none are named")
    try:
        diagnostics = check(parser.parse_args(argv).path, root or Path(), own, added, today, reports, signposts)
    except Fault as fault:
        print(fault, file=out)
        return 1
    for diagnostic in diagnostics:
        print(diagnostic, file=out)
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    failing = sum(fails(diagnostic, strict) for diagnostic in diagnostics)
    to_fix = f". Strict: {_count(failing, 'fault')} to fix" if strict else ""
    print(f"{_count(errors, 'error')}, {_count(len(diagnostics) - errors, 'warning')}{to_fix}", file=out)
    return 1 if failing else 0


def fails(diagnostic: Diagnostic, strict: bool) -> bool:
    """Errors always; if `strict`, warnings too, but for those that only a clinician's reading can clear, and for what
    somebody says is wrong, who may be mistaken."""
    if diagnostic.severity is Severity.ERROR:
        return True
    return strict and diagnostic.message not in CLINICIANS and not diagnostic.message.startswith((UNSEEN, REPORTED))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _files(path: Path) -> list[Path]:
    path = path.absolute()
    if path.is_dir():
        return [
            file for folder in (path, path / "cases", path / EXAMPLES, path / "rubrics") for file in yaml_files(folder)
        ]
    if not path.is_file():
        raise Fault(f"There's no file or folder {path.as_posix()}. Check the name.")
    return [path]


def _judge(path: Path, shelf: Shelf, today: date | None) -> Sequence[Diagnostic]:
    name = shelf.name(path)
    if path.stem in LISTS:
        aged = sources_to_look_at(path, name, today) if path.stem == "sources" and today else ()
        return [*LISTS[path.stem](path, name).diagnostics, *aged]
    if path.parent.name == FOLDER.name:
        return _blueprint(path, shelf.shared)
    if path.parent.name == EXAMPLES.name:
        return shelf.example(path, shelf.case_of_root).diagnostics
    if path.parent.name == SIGNPOSTS:
        return _country(path, shelf.name(path), today)
    if path.suffix != ".yaml":
        sentence = f"expected a name that ends in .yaml; found {path.name}. Rename the file"
        return (Diagnostic(shelf.name(path), 1, 1, Severity.ERROR, "", sentence),)
    if _is_rubric(path):
        return shelf.rubric(path, shelf.taken(path)).diagnostics
    judged = shelf.case(path, shelf.taken(path))
    if judged.model is None or not today:
        return judged.diagnostics
    files = {path: judged.model}
    return [*judged.diagnostics, *unreviewed(files, shelf.name, today), *sources_of_cases(files, shelf.name, today)]


def _is_rubric(path: Path) -> bool:
    """Told by its folder or, in any other folder, by its keys."""
    if path.parent.name in ("rubrics", "cases"):
        return path.parent.name == "rubrics"
    lines = path.read_bytes()[: 256 * 1024].decode("utf-8", errors="replace").splitlines()
    return any(line.startswith(RUBRIC_KEYS) for line in lines)
