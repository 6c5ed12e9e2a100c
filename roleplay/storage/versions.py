"""Which version a file is, and bringing it up to date. Alembic is imported only if there is something to migrate."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, insert, inspect, select

from roleplay.storage import engines
from roleplay.storage.errors import Damaged, MigrationFailed, NewerDatabase, NotOurs, system_in_words
from roleplay.storage.tables import metadata, version

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(url: URL, file: Path, now: int, busy_timeout: float, migrations: Path) -> None:
    """All under one write lock: of two programs that start together, the second finds the work done."""
    engine = engines.preparing(url, busy_timeout)
    with engine.begin() as connection:
        known = revisions(migrations)
        found = _version(connection, file)
        if found is None:
            _create(connection, known[-1])
        elif found not in known:
            raise NewerDatabase(file)
        elif found != known[-1]:
            backup = _back_up(url, file, now, busy_timeout, before=known[-1])
            _migrate(connection, file, backup, migrations)
    with engines.outside_transactions(engine) as bare:
        bare.execute("PRAGMA journal_mode=WAL").close()


def revisions(migrations: Path) -> list[str]:
    """The versions there are, oldest first: a migration's file is named ``<revision>_<what it does>.py``."""
    return sorted(file.name.partition("_")[0] for file in (migrations / "versions").glob("[0-9]*_*.py"))


def _version(connection: Connection, file: Path) -> str | None:
    """None for a file with nothing in it."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise NotOurs(file)
    found = connection.execute(select(version.c.version_num)).scalar()
    if found is None:
        raise Damaged(file)
    return str(found)


def _create(connection: Connection, revision: str) -> None:
    """A test holds this to be what the migrations make."""
    metadata.create_all(connection)
    connection.execute(insert(version), {"version_num": revision})


def _back_up(url: URL, file: Path, now: int, busy_timeout: float, before: str) -> Path:
    """A whole copy beside the file, made by a second connection: a VACUUM cannot run in our transaction."""
    moment = datetime.fromtimestamp(now / 1000, UTC)
    backup = file.with_name(f"{file.stem}-before-{before}-{moment:%Y%m%dT%H%M%S}{now % 1000:03d}{file.suffix}")
    with system_in_words(backup):
        os.close(os.open(backup, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with engines.outside_transactions(engines.preparing(url, busy_timeout)) as bare:
            bare.execute("VACUUM INTO ?", (str(backup),)).close()
    except BaseException:
        backup.unlink()
        raise
    return backup


def _migrate(connection: Connection, file: Path, backup: Path, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(migrations).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    try:
        command.upgrade(settings, "head")
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise ValueError(f"rows that point nowhere: {orphans[:5]}")
    except Exception as error:
        raise MigrationFailed(file, backup) from error
