"""Files as kits of older versions left them, and what stands in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from roleplay.room.codec import decode
from roleplay.room.events import Logged

FIRST = Path(__file__).with_name("kit-0001.sql")
"""What `.dump` says of a file that a kit of the first version wrote."""
SECOND = Path(__file__).with_name("kit-0002.sql")
"""The same of the second version: an evening of Anna, Ben and Cleo, in which Dora sat down on Ben's phone and Anna was
given her place back on a phone that was nobody's; and the beginning of another one of Cleo and Anna."""
SEVENTH = Path(__file__).with_name("kit-0007.sql")
"""The same of the seventh version: words whose year was over, an evening of Dora, who deleted everything, one with a
swap, two rounds that Anna brought along, and an evening in which Cleo was typing a sentence."""
MOVED = {("persons", "folded"), ("events", "body"), ("events", "digest"), ("brought", "body")}
"""Columns that a later version writes otherwise: by what a name is looked up, and where words stood."""
Rows = dict[str, list[tuple[object, ...]]]
_LOG = "SELECT seq, kind, body, at, seat, round, made, token, digest FROM events WHERE practice = ? ORDER BY seq"


def dumped(dump: Path, file: Path) -> Path:
    file.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(file)) as plain:
        plain.executescript(dump.read_text(encoding="utf-8"))
    return file


def rows(file: Path, like: Path | None = None, but: Collection[tuple[str, str]] = ()) -> Rows:
    """All rows of all tables, but for the version's own; in the columns that ``like`` has, where it has that table,
    and without those that are named."""
    with closing(sqlite3.connect(file)) as plain:
        named = {table: columns(plain, table, but) for table in tables(plain)}
        if like is not None:
            with closing(sqlite3.connect(like)) as older:
                named |= {table: columns(older, table, but) for table in tables(older)}
        return {table: plain.execute(f'SELECT {names} FROM "{table}"').fetchall() for table, names in named.items()}


def tables(plain: sqlite3.Connection) -> list[str]:
    found = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'")
    return [row[0] for row in found]


def columns(plain: sqlite3.Connection, table: str, but: Collection[tuple[str, str]]) -> str:
    names = [row[1] for row in plain.execute(f'PRAGMA table_info("{table}")')]
    return ", ".join(f'"{name}"' for name in names if (table, name) not in but)


def logs_before_texts(file: Path) -> dict[int, tuple[Logged, ...]]:
    """Every log of a file in which words stood in the events."""
    with closing(sqlite3.connect(file)) as plain:
        practices = [row[0] for row in plain.execute("SELECT DISTINCT practice FROM events")]
        logs = {practice: plain.execute(_LOG, (practice,)).fetchall() for practice in practices}
    return {
        practice: tuple(Logged(seq, decode(kind, json.loads(body)), *rest) for seq, kind, body, *rest in log)
        for practice, log in logs.items()
    }


def brought_before_texts(file: Path) -> dict[tuple[int, int], object]:
    """Every round that was brought along, of a file in which words stood in these."""
    with closing(sqlite3.connect(file)) as plain:
        found = plain.execute("SELECT practice, round, body FROM brought").fetchall()
    return {(practice, round_): json.loads(body) for practice, round_, body in found}
