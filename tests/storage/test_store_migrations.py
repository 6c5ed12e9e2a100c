"""Bringing an older file up to date: the same tables as a new one, nothing lost, all or nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import chdir, closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import make_url
from store_builders import NOW, a_goal, a_mark, an_event, practice_with_anna, url_of

from roleplay.people.persons import Person
from roleplay.people.private import Private
from roleplay.storage import Store, engines, open_store, versions
from roleplay.storage.errors import MigrationFailed

FIRST = Path(__file__).with_name("kit-0001.sql")
"""What `.dump` says of a file that a kit of the first version wrote."""
BEFORE = "kit-before-0003-20251009T085320123.sqlite3"
Next = Callable[[str], Path]


def schema(file: Path) -> set[tuple[str, ...]]:
    """White space apart: SQLite writes a column that was added on the line of the one before."""
    with closing(sqlite3.connect(file)) as plain:
        rows = plain.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return {(*names, " ".join((sql or "").split())) for *names, sql in rows}


def counts(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as plain:
        tables = [row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: plain.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables: of persons the columns of the first version, of the version itself none."""
    with closing(sqlite3.connect(file)) as plain:
        tables = {row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        found = {table: plain.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables - {"alembic_version"}}
    return found | {"persons": [row[:4] for row in found["persons"]]}


@pytest.fixture
def next_version(tmp_path: Path) -> Next:
    """A folder of migrations with one more, which does what it is given."""

    def make(does: str) -> Path:
        folder = tmp_path / "100 % migrations"
        shutil.copytree(versions.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "0003_next.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '0003'\ndown_revision = '0002'\n\n\n"
            f"def upgrade():\n    {does}\n"
        )
        return folder

    return make


@pytest.fixture
def full(store: Store, file: Path) -> Path:
    """A file of this version with rows in it."""
    practice = practice_with_anna(store).id
    with store.write() as w:
        w.append(practice, [an_event(seq) for seq in range(1, 20)])
        w.replace_marks(practice, 1, [a_mark(practice, thing=thing) for thing in "abc"])
        w.add_snapshot("f00d", {"case": "hot-at-bedtime"})
    store.close()
    return file


@pytest.fixture
def first(file: Path) -> Path:
    """A file of the first version with rows in it."""
    file.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(file)) as plain:
        plain.executescript(FIRST.read_text(encoding="utf-8"))
    return file


REBUILD_PARENTS = (
    "for table, column in (('practices', 'code'), ('persons', 'name'), ('seats', 'name')):\n"
    "        with op.batch_alter_table(table, recreate='always') as batch:\n"
    "            batch.alter_column(column, type_=sa.String(200))"
)
BREAK_HALFWAY = "op.drop_table('marks')\n    op.execute(\"DELETE FROM events\")\n    raise ZeroDivisionError"
LEAVE_ORPHANS = 'op.execute("DELETE FROM practices")'


def test_a_new_file_has_the_tables_that_migrations_make(store: Store, tmp_path: Path, file: Path) -> None:
    migrated = tmp_path / "migrated.sqlite3"

    with engines.preparing(make_url(url_of(migrated)), 1).begin() as connection:
        versions.migrate(connection)

    assert schema(file) == schema(migrated)
    assert len(schema(file)) > 10


def test_the_files_of_migrations_are_named_by_their_revisions() -> None:
    script = ScriptDirectory(str(versions.MIGRATIONS))

    walked = [one.revision for one in script.walk_revisions()]

    assert versions.revisions(versions.MIGRATIONS) == walked[::-1]


def test_migrating_keeps_every_row_where_cascades_would_not(full: Path, next_version: Next) -> None:
    before = counts(full)

    open_store(url_of(full), NOW, migrations=next_version(REBUILD_PARENTS)).close()

    assert counts(full) | {"sqlite_sequence": 0} == before | {"sqlite_sequence": 0}
    assert any("VARCHAR(200)" in (row[3] or "") for row in schema(full))


def test_a_migrated_file_is_not_migrated_again(full: Path, next_version: Next) -> None:
    migrations = next_version(REBUILD_PARENTS)
    open_store(url_of(full), NOW, migrations=migrations).close()
    before = sorted(full.parent.iterdir())

    open_store(url_of(full), NOW + 1, migrations=migrations).close()

    assert sorted(full.parent.iterdir()) == before


def test_migrating_works_from_any_folder(full: Path, next_version: Next, tmp_path: Path) -> None:
    migrations = next_version("pass")

    with chdir(tmp_path.root):
        open_store(url_of(full), NOW, migrations=migrations).close()

    assert counts(full)["alembic_version"] == 1


def test_a_backup_is_made_before_migrating(full: Path, next_version: Next) -> None:
    before = counts(full)

    open_store(url_of(full), NOW, migrations=next_version("op.execute('DELETE FROM events')")).close()

    backup = full.with_name(BEFORE)
    assert counts(backup) == before
    assert backup.stat().st_mode & 0o777 == 0o600
    assert counts(full)["events"] == 0


def test_a_backup_opens_as_a_store(full: Path, next_version: Next) -> None:
    open_store(url_of(full), NOW, migrations=next_version("pass")).close()

    with closing(open_store(url_of(full.with_name(BEFORE)), NOW)) as store, store.read() as r:
        assert len(r.events(1)) == 19


@pytest.mark.parametrize("does", [BREAK_HALFWAY, LEAVE_ORPHANS, "not even Python"])
def test_a_migration_that_fails_leaves_the_file_unchanged(full: Path, next_version: Next, does: str) -> None:
    before = full.read_bytes()

    with pytest.raises(MigrationFailed, match=r"left exactly as it was \(a copy is in .*before-0003"):
        open_store(url_of(full), NOW, migrations=next_version(does))

    assert full.read_bytes() == before
    assert sorted(path.name for path in full.parent.iterdir()) == sorted(["kit.sqlite3", BEFORE])


def test_after_a_failed_migration_the_older_kit_goes_on(full: Path, next_version: Next) -> None:
    with pytest.raises(MigrationFailed):
        open_store(url_of(full), NOW, migrations=next_version(BREAK_HALFWAY))

    with closing(open_store(url_of(full), NOW)) as store, store.read() as r:
        assert len(r.events(1)) == 19


def test_a_file_of_the_first_version_keeps_every_row(first: Path) -> None:
    before = rows(first)

    open_store(url_of(first), NOW).close()

    after = rows(first)
    assert {table: after[table] for table in before} == before
    assert not any(after[table] for table in after.keys() - before.keys())


def test_a_file_of_the_first_version_becomes_one_like_a_new_one(first: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite3"

    for file in (first, new):
        open_store(url_of(file), NOW).close()

    assert schema(first) == schema(new)


def test_a_file_of_the_first_version_is_backed_up_as_it_was(first: Path) -> None:
    before, schema_before = rows(first), schema(first)

    open_store(url_of(first), NOW).close()

    backup = first.with_name("kit-before-0002-20251009T085320123.sqlite3")
    assert (rows(backup), schema(backup)) == (before, schema_before)


def test_work_goes_on_in_a_file_of_the_first_version(first: Path) -> None:
    with closing(open_store(url_of(first), NOW)) as store, store.write() as w:
        assert w.person("ben") == Person("ben", "Zoë Groß", "argon2 of a key")

        w.accept_charter("ben", NOW)
        w.replace_goals(1, 1, [a_goal()])

        assert w.person("ben") == Person("ben", "Zoë Groß", "argon2 of a key", NOW)
        assert (len(w.events(1)), len(w.marks(1)), w.goals("anna")) == (3, 2, (a_goal(),))
        assert w.private("ben") == Private()
