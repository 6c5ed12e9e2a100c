"""``faults``: what people who met a case say is wrong with it, and your answer."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from roleplay.cli.command import Commands
from roleplay.errors import Fault

if TYPE_CHECKING:
    from roleplay.content.loading import Library
    from roleplay.content.reported_faults import ReportedFault


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    faults = commands.add_parser("faults", help="read what people say is wrong with cases, and answer it")
    faults.add_argument("case", nargs="*", help="only about these cases, by their ids")
    faults.add_argument("--all", action="store_true", help="show those that were answered too")
    faults.add_argument("--answer", type=int, metavar="NUMBER", help="mark this one as answered")
    faults.add_argument("--words", default="", help="the answer, which whoever reported it can read")
    faults.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """0 once they are printed or the answer is stored. Raises `Fault`."""
    from roleplay.content.loading import load_library
    from roleplay.storage import open_store
    from roleplay.storage.databases import database_at
    from roleplay.usecases.cases.own_cases import OwnLibrary
    from roleplay.usecases.cases.reporting import answer
    from roleplay.usecases.clock import wall
    from roleplay.web.server.kit import added_folders, content_root, database_url

    if not database_at(database_url()).exists():
        if words.answer is not None:
            raise Fault(f"There is no report {words.answer}: nobody has used this kit yet.")
        print("Nobody has reported anything.")
        return 0
    store = open_store(database_url(), wall())
    try:
        if words.answer is not None:
            answer(store, words.answer, words.words, wall())
            print(f"Report {words.answer} is answered.")
            return 0
        with store.read() as reader:
            found = reader.reports.all() if words.all else reader.reports.open()
        library = load_library(content_root(), own=OwnLibrary(store), added=added_folders())
        chosen = [one for one in found if not words.case or one.case in words.case]
        print("\n".join(lines(chosen, library)) or "Nothing is waiting for an answer.")
    finally:
        store.close()
    return 0


def lines(found: Sequence[ReportedFault], library: Library) -> Iterator[str]:
    """By case: what it is about, where, in whose words, and whether the case has been changed since."""
    for case, reports in groupby(found, key=lambda one: one.case):
        yield f"{case}{'' if case in library.cases else ' (no longer here)'}"
        for one in reports:
            yield f"  {one.number}  {one.day}, {_about(one)}{_changed(one, library)}"
            yield f"     {one.text}"
            if one.answered is not None:
                yield f"     Answered: {one.answer}"


def _about(one: ReportedFault) -> str:
    from roleplay.content.reported_faults import ABOUT

    about = ABOUT[one.about][0].lower() + ABOUT[one.about][1:]
    return f"{about}, {one.where}" if one.where else about


def _changed(one: ReportedFault, library: Library) -> str:
    from roleplay.content.signatures import fingerprint_to_sign

    case = library.cases.get(one.case)
    return " (the case has changed since)" if case and fingerprint_to_sign(case) != one.fingerprint else ""
