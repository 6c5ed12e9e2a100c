"""``backup``: a whole copy of the store while people keep using it."""

from __future__ import annotations

import argparse
from pathlib import Path

from roleplay.cli.command import Commands
from roleplay.errors import Fault


def add(commands: Commands) -> None:
    """Add the command and its arguments."""
    backup = commands.add_parser("backup", help="copy the store while it is in use; deletes copies older than 30 days")
    backup.add_argument("--to", type=Path, help="a folder; the default is backups, beside the store")
    backup.set_defaults(run=run)


def run(words: argparse.Namespace) -> int:
    """0 once the copy is made. Raises `Fault`."""
    from roleplay.storage import open_store
    from roleplay.storage.databases import database_at
    from roleplay.usecases.clock import wall
    from roleplay.usecases.upkeep import back_up
    from roleplay.web.server.kit import database_url

    database = database_at(database_url())
    if not database.exists():
        raise Fault(
            f"There's no {database.file}, so there's nothing to copy. Start the kit once, or set "
            "ROLEPLAY_DATABASE_URL to the database that it uses."
        )
    store = open_store(database_url(), wall())
    try:
        made = back_up(store, wall(), words.to)
    finally:
        store.close()
    went = "" if not made.removed else f" Copies older than 30 days deleted: {made.removed}."
    print(f"Copied to {made.file}.{went}")
    return 0
