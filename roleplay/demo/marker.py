"""Marks a demo's file by a number in its header, so that no other file is ever taken for one and replaced."""

from __future__ import annotations

import os
from pathlib import Path

from roleplay.errors import Fault
from roleplay.storage.databases import database_at
from roleplay.storage.databases.sqlite import is_in_use, mark, mark_of

NAME = "demo.sqlite3"
VARIABLE = "ROLEPLAY_DEMO"
APPLICATION = 0x4F534345
"""``OSCE`` in ASCII."""


def mark_as_demo(file: Path) -> None:
    """Mark this file as a demo. Only for one that has just been made."""
    mark(file, APPLICATION)


def is_marked(file: Path) -> bool:
    """Whether this file was made as a demo."""
    return mark_of(file) == APPLICATION


def is_open_as_demo(file: Path) -> bool:
    """Whether this kit was started as a demo, on a file that is one."""
    return os.environ.get(VARIABLE) == "1" and file.name == NAME and is_marked(file)


def refuse_existing(database_url: str) -> None:
    """Raise `Fault` if a demo would be written into a file that already exists."""
    file = database_at(database_url).file
    if file.exists():
        raise Fault(f"{file} already exists, so no demo was written into it. Name a file that doesn't exist yet.")


def refuse_other(file: Path) -> None:
    """Raise `Fault` if the file with the demo's name isn't a demo, or if the demo is open somewhere."""
    if not file.exists():
        return
    if not is_marked(file):
        raise Fault(
            f"{file} is not a demo that this kit made, so it was left as it is. Move or rename it, then make the demo "
            "again."
        )
    if is_in_use(file):
        raise Fault(
            "The demo is open in another window, so it was left as it is. Stop it there (Ctrl-C), then make it again."
        )
