"""``cases``: people's own cases, out of the store into a folder and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from roleplay.cli.command import Commands


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    cases = commands.add_parser("cases", help="copy your own cases into a folder to edit by hand, and back")
    cases.add_argument("way", choices=("export", "import"))
    cases.add_argument("folder", type=Path, help="the folder for cases, their pictures, rubrics and versions")
    cases.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """0 if all of it worked. Raises `Fault`."""
    from roleplay.content.own import OWN
    from roleplay.storage import open_store
    from roleplay.usecases.cases.own_folder import bring_in_once, export_own, import_own
    from roleplay.usecases.clock import wall
    from roleplay.web.server.kit import added_folders, content_root, database_url

    store = open_store(database_url(), wall())
    try:
        bring_in_once(store, store.folder / OWN, wall())
        if words.way == "export":
            print(f"{words.folder}: {export_own(store, words.folder)} cases. Edit them, then import the folder.")
        else:
            came = import_own(store, words.folder, wall(), content_root(), added_folders())
            print(f"{came.new} new cases, {came.changed} changed, {came.same} unchanged.")
    finally:
        store.close()
    return 0
