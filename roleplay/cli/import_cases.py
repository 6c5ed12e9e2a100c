"""The command `import`: reads each file, saves the cases made from it, and prints a report."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

from roleplay.cli.command import Commands
from roleplay.content.loading import Library, load_library
from roleplay.errors import Fault
from roleplay.importing.build.imported import Progress, report_text
from roleplay.importing.build.saving import save
from roleplay.importing.open.opening_files import check_size
from roleplay.importing.reading_file import read_file

LONG = 50
WELL, NOT_DONE = 0, 2


def run_import(
    files: Sequence[Path],
    to: Path,
    out: TextIO,
    err: TextIO,
    now: date,
    root: Path | None = None,
    added: Sequence[Path] = (),
) -> int:
    """Import each file on its own, so that one that can't be read doesn't stop the others. 0 if all went well, else 2.

    The new cases refer to the rubrics under the root and in the folders that add to it.
    """
    library = load_library(root or Path(), added=added)
    return max((_one(path, to, out, err, now, library) for path in files), default=WELL)


def _one(path: Path, to: Path, out: TextIO, err: TextIO, now: date, library: Library) -> int:
    try:
        imported = read_file(path.name, _bytes(path), progress_lines(path.name, err), library=library, today=now)
        written = save(imported, to, set(library.cases))
    except Fault as fault:
        print(fault, file=err)
        return NOT_DONE
    print(report_text(imported), file=out)
    for place in written:
        print(f"  wrote {place.as_posix()}", file=out)
    return WELL if written else NOT_DONE


def progress_lines(name: str, err: TextIO) -> Progress:
    """One line that counts up on a screen; in a log, a line for each quarter of a long import."""
    return _counting(name, err) if err.isatty() else _quarters(name, err)


def _counting(name: str, err: TextIO) -> Progress:
    def show(done: int, of: int) -> None:
        if of and (done == of or done * 100 // of != (done - 1) * 100 // of):
            err.write(f"\r{name}: {done:,} of {of:,}{chr(10) if done == of else ''}")
            err.flush()

    return show


def _quarters(name: str, err: TextIO) -> Progress:
    def show(done: int, of: int) -> None:
        if of >= LONG and done * 4 // of != (done - 1) * 4 // of:
            print(f"{name}: {done:,} of {of:,}", file=err)

    return show


def _bytes(path: Path) -> bytes:
    try:
        check_size(path.name, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or "it cannot be opened"
        raise Fault(
            f"{path.as_posix()} could not be read: {why}. Nothing was imported from it. Check the name."
        ) from error


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    bring = commands.add_parser("import", help="make cases from mark sheets (XLSX, CSV), stations (DOCX) or JSON lines")
    bring.add_argument("file", nargs="+", type=Path)
    bring.add_argument("--to", type=Path, required=True, help="the folder that holds cases and rubrics")
    bring.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """0 if all went well, else 2."""
    from roleplay.web.server.kit import added_folders, content_root

    today = datetime.now(UTC).date()
    return run_import(words.file, words.to, sys.stdout, sys.stderr, today, content_root(), added_folders())
