"""Which version a database is, and how to upgrade it. Alembic is imported only if there is something to migrate."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Column, Connection, PrimaryKeyConstraint, String, Table, delete, false, insert, inspect, select

from roleplay.storage.databases import Database
from roleplay.storage.faults import Damaged, MigrationFailed, NewerDatabase, NotOurs
from roleplay.storage.subjects import TABLES

MIGRATIONS = Path(__file__).parent / "migrations"

# As Alembic makes it, so that a new database can be made without Alembic.
version = Table(
    "alembic_version",
    TABLES,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def bring_up_to_date(database: Database, now: int, migrations: Path) -> None:
    """All under one write lock: if two programs start together, the second finds the work done."""
    engine, file, known = database.preparing(), database.file, revisions(migrations)
    with engine.begin() as connection:
        found = _version(connection, file)
        if found is None:
            _create(connection, known[-1])
        elif found not in known:
            raise NewerDatabase(file)
        elif found != known[-1]:
            backup = _backup_name(file, now, before=known[-1])
            database.copy(backup)
            try:
                migrate(database, connection, migrations)
            except Exception as error:
                raise MigrationFailed(file, backup) from error
        # Changes no row, but fails if the database can't be written: better to refuse now than at the first tap.
        connection.execute(delete(version).where(false()))
    database.settle(engine)


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
    TABLES.create_all(connection)
    connection.execute(insert(version), {"version_num": revision})


def _backup_name(file: Path, now: int, before: str) -> Path:
    moment = datetime.fromtimestamp(now // 1000, UTC)
    return file.with_name(f"{file.stem}-before-{before}-{moment:%Y%m%dT%H%M%S}{now % 1000:03d}{file.suffix}")


def migrate(database: Database, connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """From the file's version, whatever it is, to the newest; if it fails, the caller's transaction undoes it."""
    from alembic import command
    from alembic.config import Config

    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(migrations).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    command.upgrade(settings, "head")
    database.check_references(connection)
