"""``check``: every fault of every file in one run, or whether the store agrees with its log."""

from __future__ import annotations

import argparse
import sys

from roleplay.cli.command import Commands


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    check = commands.add_parser("check", help="check case and rubric files, or the store against its log")
    check.add_argument("path", nargs="*", help="files or folders; without any, the kit's and your own")
    check.add_argument(
        "--store", action="store_true", help="rebuild marks, exposures and next steps from the log and compare"
    )
    check.add_argument("--strict", action="store_true", help='count warnings too, except "not clinically reviewed"')
    check.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """1 if something is wrong."""
    if words.store:
        return _check_store()
    from datetime import UTC, datetime

    from roleplay.content.checks import run_check
    from roleplay.people.signposts import FOLDER
    from roleplay.usecases.clock import wall
    from roleplay.web.server.kit import added_folders, content_root, written_here

    with written_here(wall()) as own:
        paths, today = list(words.path), datetime.fromtimestamp(wall() / 1000, UTC).date()
        found = {"strict": words.strict, "today": today, "reports": own.reports() if own else (), "signposts": FOLDER}
        return run_check(paths, sys.stdout, content_root(), own, added_folders(), **found)


def _check_store() -> int:
    from roleplay.usecases.clock import wall
    from roleplay.usecases.groups.store_check import check_groups
    from roleplay.usecases.upkeep import compare_with_log
    from roleplay.web.server.kit import database_url

    differing, faults = compare_with_log(database_url(), wall()), check_groups(database_url(), wall())
    for practice, round_ in differing:
        print(f"session {practice}, round {round_}: what is stored differs from the log")
    for fault in faults:
        print(fault)
    print("What is stored agrees with the log." if not differing else f"{len(differing)} rounds differ.")
    return 1 if differing or faults else 0
