"""Marks a demo's file by a number in its header, so that no other file is ever taken for one and replaced."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from roleplay.errors import Fault

NAME = "demo.sqlite3"
VARIABLE = "ROLEPLAY_DEMO"
APPLICATION = 0x4F534345
"""``OSCE`` as the file's application id; SQLite keeps it in bytes 68 to 71 and doesn't use it itself."""
_HEADER, _PLACE = b"SQLite format 3\x00", slice(68, 72)


def mark_as_demo(file: Path) -> None:
    """Mark this file as a demo. Only for one that has just been made."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def is_marked(file: Path) -> bool:
    """Whether this file was made as a demo."""
    try:
        with file.open("rb") as opened:
            head = opened.read(100)
    except OSError:
        return False
    return head.startswith(_HEADER) and head[_PLACE] == APPLICATION.to_bytes(4, "big")


def is_open_as_demo(file: Path) -> bool:
    """Whether this kit was started as a demo, on a file that is one."""
    return os.environ.get(VARIABLE) == "1" and file.name == NAME and is_marked(file)


def refuse_existing(database_url: str) -> None:
    """Raise `Fault` if a demo would be written into a file that already exists."""
    file = Path(database_url.removeprefix("sqlite:///"))
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
    if _is_in_use(file):
        raise Fault(
            "The demo is open in another window, so it was left as it is. Stop it there (Ctrl-C), then make it again."
        )


def _is_in_use(file: Path) -> bool:
    """Removing its write-ahead log needs the file to oneself; the demo is about to go anyway."""
    try:
        with closing(sqlite3.connect(file, timeout=0.2)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False
    return False
