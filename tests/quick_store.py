"""What every store of a test would do again from the beginning, once a process: its tables, and its SQL as text."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import LRUCache

from roleplay.storage import open_store

Key = tuple[Hashable, ...]


def lay_new_file(file: Path) -> None:
    """A store in which there is nothing yet, as opening it makes one: copied, for its tables take longer than most
    tests. `tests/storage` has them made."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(_new())


@cache
def _new() -> bytes:
    with TemporaryDirectory(prefix="new-kit-") as folder:
        file = Path(folder) / "kit.sqlite3"
        open_store(f"sqlite:///{file}", 0).close()
        return file.read_bytes()


class Compiled:
    """Statements as text, whichever store they were first made for: all are SQLite, and set up alike."""

    def __init__(self) -> None:
        self.texts: LRUCache[Key, Any] = LRUCache(2000)

    def get(self, key: Key) -> Any:
        return self.texts.get(key[1:])  # what comes first is the one engine's dialect

    def __setitem__(self, key: Key, compiled: Any) -> None:
        self.texts[key[1:]] = compiled


COMPILED = Compiled()


@event.listens_for(Engine, "engine_connect")
def share(connection: Connection) -> None:
    """SQLAlchemy keeps them by engine, and every test has engines of its own."""
    connection.execution_options(compiled_cache=COMPILED)
