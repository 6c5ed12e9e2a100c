"""The databases that a store can lie in. What differs between them stands in one module each.

To add one: write its module, with a `Database` in it, let `database_at` choose it, and say below what its tables need.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from roleplay.errors import Fault
from roleplay.storage.databases import sqlite

BUSY_TIMEOUT = 5.0
"""Seconds to wait for another program's lock before refusing."""

insert_once = sqlite.insert
"""An insert that can say what to do about a row that is there already. PostgreSQL's compiles for SQLite too, but
SQLite's not for PostgreSQL."""
IN_ORDER_OF_KEY: Mapping[str, Any] = sqlite.IN_ORDER_OF_KEY
"""For a table whose rows are stored in order of their primary key, which is then one entry fewer to write."""
NEVER_REUSED: Mapping[str, Any] = sqlite.NEVER_REUSED
"""For a table that gives no number twice, not even a deleted row's."""


def only_where(holds: ColumnElement[bool]) -> Mapping[str, Any]:
    """For an index of only some rows."""
    return {f"{backend}_where": holds for backend in ("sqlite", "postgresql")}


class Database(Protocol):
    """What the store asks of a database that a subject's statements can't say."""

    @property
    def file(self) -> Path:
        """Where the data lies. Backups are named after it and lie beside it."""

    def exists(self) -> bool:
        """Whether anybody has ever made it."""

    def make(self) -> None:
        """An empty one, if there is none."""

    def writing(self) -> Engine:
        """Nobody else writes from where a transaction begins: what it has read stays so until it ends."""

    def reading(self) -> Engine:
        """Each transaction sees one instant, and never waits for a writer."""

    def preparing(self) -> Engine:
        """For making and migrating tables, alone and undone as a whole."""

    def check_references(self, connection: Connection) -> None:
        """Raises `ValueError` if a migration left rows that point nowhere."""

    def settle(self, prepared: Engine) -> None:
        """Whatever has to be set once the tables are there."""

    def copy(self, to: Path) -> None:
        """A whole copy while others keep using it. Never writes over a file, and is there under its name only once it
        is whole. Only its owner may read it."""

    def wipe(self, writing: Engine) -> bool:
        """Remove what was deleted from the disk; False if that must be tried again. Doesn't wait."""

    def in_words(self) -> AbstractContextManager[None]:
        """Turns its errors into a sentence; a broken constraint is our own mistake and is raised unchanged."""


class WrongAddress(Fault):
    """No database of ours has this address."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The kit keeps its data in a SQLite file and can’t use {address}. Nothing was changed. "
            "Give an address such as sqlite:////home/me/data/kit.sqlite3."
        )


def database_at(url: str, busy_timeout: float = BUSY_TIMEOUT) -> Database:
    """The database with this address, whether it exists or not. Raises `WrongAddress`."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise WrongAddress("the address it was given") from None
    if not sqlite.may_be(address):
        raise WrongAddress(address.render_as_string(hide_password=True))
    return sqlite.SQLite(address, busy_timeout)
