"""The command `check`: every fault of every file in one run, one line each."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.judging import judge_skills, judge_themes
from roleplay.content.lint.linter import NOT_REVIEWED
from roleplay.content.loading import ContentStore, load_library
from roleplay.content.own import OwnContent
from roleplay.content.shelves import TAG_FILES, Shelf, yaml_files
from roleplay.errors import Fault

RUBRIC_KEYS = ("domains:", "scale:", "statements:", "kinds:")


def check(
    paths: Sequence[Path], root: Path, own: OwnContent | None = None, added: Sequence[Path] = ()
) -> list[Diagnostic]:
    """The faults of these files and folders, or without paths of all content. They are judged with the rubrics under
    the root, in the folders that add to it and in what people wrote here."""
    root, more = root.absolute(), [folder.absolute() for folder in added]
    if not paths:
        return list(load_library(root, own=own, added=more).faults)
    shelf = Shelf(root, ContentStore())
    for folder in more:
        shelf.open_folder(folder)
    if own is not None:
        shelf.open_own(own, own.listing())
    found = {diagnostic for path in paths for file in _files(path) for diagnostic in _judge(file, shelf)}
    return sorted(found | set(shelf.missing))


def run_check(
    argv: list[str],
    out: TextIO,
    root: Path | None = None,
    own: OwnContent | None = None,
    added: Sequence[Path] = (),
    *,
    strict: bool = False,
) -> int:
    """Prints the faults; 1 if any is an error, or if `strict` and any is a warning that its author can fix."""
    parser = argparse.ArgumentParser(prog="python -m roleplay check", description=__doc__)
    parser.add_argument("path", nargs="*", type=Path, help="files or folders; everything if none are named")
    try:
        diagnostics = check(parser.parse_args(argv).path, root or Path(), own, added)
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
    """Errors always; if `strict`, warnings too, but for the one that only a clinician's reading can clear."""
    return diagnostic.severity is Severity.ERROR or (strict and diagnostic.message != NOT_REVIEWED)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _files(path: Path) -> list[Path]:
    path = path.absolute()
    if path.is_dir():
        return [file for folder in (path, path / "cases", path / "rubrics") for file in yaml_files(folder)]
    if not path.is_file():
        raise Fault(f"There's no file or folder {path.as_posix()}. Check the name.")
    return [path]


def _judge(path: Path, shelf: Shelf) -> tuple[Diagnostic, ...]:
    if path.stem in TAG_FILES:
        judge = judge_skills if path.stem == "skills" else judge_themes
        return judge(path, shelf.name(path)).diagnostics
    if path.suffix != ".yaml":
        sentence = f"expected a name that ends in .yaml; found {path.name}. Rename the file"
        return (Diagnostic(shelf.name(path), 1, 1, Severity.ERROR, "", sentence),)
    judged = shelf.rubric if _is_rubric(path) else shelf.case
    return judged(path, shelf.taken(path)).diagnostics


def _is_rubric(path: Path) -> bool:
    """Told by its folder or, in any other folder, by its keys."""
    if path.parent.name in ("rubrics", "cases"):
        return path.parent.name == "rubrics"
    lines = path.read_bytes()[: 256 * 1024].decode("utf-8", errors="replace").splitlines()
    return any(line.startswith(RUBRIC_KEYS) for line in lines)
