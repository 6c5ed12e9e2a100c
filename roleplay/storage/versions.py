"""Which version a file is, and how to upgrade it. Alembic is imported only if there is something to migrate."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import URL, Connection, Engine, delete, false, insert, inspect, select

from roleplay.storage import backups, engines
from roleplay.storage.faults import Damaged, MigrationFailed, NewerDatabase, NotOurs
from roleplay.storage.tables import metadata, version

MIGRATIONS = Path(__file__).parent / "migrations"
_PAUSE = 0.01


def bring_up_to_date(url: URL, file: Path, now: int, busy_timeout: float, migrations: Path) -> None:
    """All under one write lock: if two programs start together, the second finds the work done."""
    engine = engines.preparing(url, busy_timeout)
    known = revisions(migrations)
    with engine.begin() as connection:
        found = _version(connection, file)
        if found is None:
            _create(connection, known[-1])
        elif found not in known:
            raise NewerDatabase(file)
        elif found != known[-1]:
            backup = _backup_name(file, now, before=known[-1])
            backups.copy(engine, file, backup)
            try:
                migrate(connection, migrations)
            except Exception as error:
                raise MigrationFailed(file, backup) from error
        # Changes no row, but fails if the file can't be written: better to refuse now than at the first tap.
        connection.execute(delete(version).where(false()))
    _write_ahead(engine, busy_timeout)


def revisions(migrations: Path) -> list[str]:
    """The versions there are, oldest first: a migration's file is named ``<revision>_<what it does>.py``."""
    return sorted(file.name.partition("_")[0] for file in (migrations / "versions").glob("[0-9]*_*.py"))


def _version(connection: Connection, file: Path) -> str | None:
    """None for a file with nothing in it."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if version.name not in tables:
        raise NotOurs(file)
    found = connection.execute(select(version.c.version_num)).scalar()
    if found is None:
        raise Damaged(file)
    return str(found)


def _create(connection: Connection, revision: str) -> None:
    """A test holds this to be what the migrations make."""
    metadata.create_all(connection)
    connection.execute(insert(version), {"version_num": revision})


def _backup_name(file: Path, now: int, before: str) -> Path:
    moment = datetime.fromtimestamp(now // 1000, UTC)
    return file.with_name(f"{file.stem}-before-{before}-{moment:%Y%m%dT%H%M%S}{now % 1000:03d}{file.suffix}")


def migrate(connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """From the file's version, whatever it is, to the newest; if it fails, the caller's transaction undoes it."""
    from alembic import command
    from alembic.config import Config

    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(migrations).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    command.upgrade(settings, "head")
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        raise ValueError(f"rows that point nowhere: {orphans[:5]}")


def _write_ahead(engine: Engine, busy_timeout: float) -> None:
    """Stays in the file once set. Here SQLite doesn't wait for others as it does when a transaction begins."""
    until = monotonic() + busy_timeout
    while True:
        try:
            with engines.outside_transactions(engine) as bare, closing(bare.cursor()) as cursor:
                cursor.execute("PRAGMA journal_mode=WAL")
                return
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
        sleep(_PAUSE)
