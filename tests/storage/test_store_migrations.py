"""Bringing an older file up to date: the same tables as a new one, nothing lost, all or nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import chdir, closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from evening import a_kit
from older_stores import MOVED, SECOND, SEVENTH, dumped, rows
from store_builders import NOW, a_goal, a_mark, an_event, practice_with_anna, url_of

from roleplay.people.persons import Person
from roleplay.people.private import Examined, Private
from roleplay.storage import Store, open_store, versions
from roleplay.storage.databases import database_at
from roleplay.storage.faults import MigrationFailed, NewerDatabase
from roleplay.usecases.practice.projection import VERSION
from roleplay.usecases.upkeep import compare_with_log
from roleplay.web.server.kit import Kit

NEWEST = versions.revisions(versions.MIGRATIONS)[-1]
NEXT = f"{int(NEWEST) + 1:04}"
BEFORE = f"kit-before-{NEXT}-20251009T085320123.sqlite3"
LATER = 1_760_100_000_000
PROJECTED = ("marks", "exposures", "goals")
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


@pytest.fixture
def next_version(tmp_path: Path) -> Next:
    """A folder of migrations with one more, which does what it is given."""

    def make(does: str) -> Path:
        folder = tmp_path / "100 % migrations"
        shutil.copytree(versions.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / f"{NEXT}_next.py").write_text(
            f"import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '{NEXT}'\ndown_revision = '{NEWEST}'\n\n\n"
            f"def upgrade():\n    {does}\n"
        )
        return folder

    return make


@pytest.fixture
def full(store: Store, file: Path) -> Path:
    """A file of this version with rows in it."""
    practice = practice_with_anna(store).id
    with store.write() as w:
        w.log.append(practice, [an_event(seq) for seq in range(1, 20)])
        w.history.replace_marks(practice, 1, [a_mark(practice, thing=thing) for thing in "abc"])
        w.log.add_snapshot("f00d", {"case": "hot-at-bedtime"})
    store.close()
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
    database = database_at(url_of(migrated))

    with database.preparing().begin() as connection:
        versions.migrate(database, connection)

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
        assert len(r.log.events(1)) == 19


@pytest.mark.parametrize("does", [BREAK_HALFWAY, LEAVE_ORPHANS, "not even Python"])
def test_a_migration_that_fails_leaves_the_file_unchanged(full: Path, next_version: Next, does: str) -> None:
    before = full.read_bytes()

    with pytest.raises(MigrationFailed, match=rf"left exactly as it was \(a copy is in .*before-{NEXT}"):
        open_store(url_of(full), NOW, migrations=next_version(does))

    assert full.read_bytes() == before
    assert sorted(path.name for path in full.parent.iterdir()) == sorted(["kit.sqlite3", BEFORE])


def test_after_a_failed_migration_the_older_kit_goes_on(full: Path, next_version: Next) -> None:
    with pytest.raises(MigrationFailed):
        open_store(url_of(full), NOW, migrations=next_version(BREAK_HALFWAY))

    with closing(open_store(url_of(full), NOW)) as store, store.read() as r:
        assert len(r.log.events(1)) == 19


def test_an_older_file_keeps_every_row(older: Path, tmp_path: Path) -> None:
    as_it_was = Path(shutil.copy(older, tmp_path / "as-it-was.sqlite3"))

    open_store(url_of(older), NOW).close()

    set_back = {*MOVED, ("private_settings", "body")}
    after, before = rows(older, like=as_it_was, but=set_back), rows(as_it_was, but=set_back)
    assert {table: after[table] for table in before} == before
    new = {"person_devices", "unsigned_devices", "texts"}
    assert {table for table in after.keys() - before.keys() if after[table]} <= new


def test_anything_in_an_older_file_was_nobodys_choice_and_every_other_setting_is_kept(second: Path) -> None:
    """Older kits stored it with whatever else somebody set."""
    theirs = [person for person, body in private_settings(second) if body == as_older_kits_stored("anything")]
    with closing(sqlite3.connect(second)) as plain:
        plain.execute("INSERT INTO persons (id, name, folded) VALUES ('not-me', 'Nora', 'nora')")
        plain.execute("INSERT INTO private_settings VALUES ('not-me', ?)", (as_older_kits_stored("nothing"),))
        plain.commit()

    with closing(open_store(url_of(second), NOW)) as store, store.read() as r:
        found = {person: r.persons.private(person) for person in (*theirs, "not-me")}

    assert theirs
    assert found == {
        **dict.fromkeys(theirs, Private(frozenset({"death"}), Examined.LIMBS, extra_time=True)),
        "not-me": Private(frozenset({"death"}), Examined.NOTHING, extra_time=True),
    }


def private_settings(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as plain:
        return plain.execute("SELECT person, body FROM private_settings").fetchall()


def as_older_kits_stored(examined: str) -> str:
    rest = '"extra_time":true,"not_student_until":0,"not_patient_until":0'
    return f'{{"blocked":["death"],"examined":"{examined}",{rest}}}'


def test_a_name_in_an_older_file_is_found_however_it_is_typed(first: Path) -> None:
    """As an earlier kit stored them: a space in place of a joiner, and a dot after a small Turkish i."""
    with closing(sqlite3.connect(first)) as plain:
        plain.execute("INSERT INTO persons VALUES ('shrima', 'ශ් රීමා', 'ශ් රීමා', 'a hash')")
        plain.execute("INSERT INTO persons VALUES ('ipek', 'İpek', 'i\u0307pek', 'a hash')")
        plain.execute("INSERT INTO persons VALUES ('gone', 'a former member', '', 'a hash')")
        plain.commit()

    with closing(open_store(url_of(first), NOW)) as store, store.read() as r:
        asked = ("ශ්\u200dරීමා", "IPEK", "zoë gross", "a former member")
        found = [[one.id for one in r.persons.persons_with_key(name, None, most=9)] for name in asked]

    assert found == [["shrima"], ["ipek"], ["ben"], []]


def test_in_an_older_file_what_was_imported_as_tried_is_done_and_names_its_step(tmp_path: Path) -> None:
    file = dumped(SEVENTH, tmp_path / "seventh" / "kit.sqlite3")
    with closing(sqlite3.connect(file)) as plain, plain:
        plain.execute("UPDATE goals SET outcome = 'tried' WHERE practice = 4 AND round = 2")
        found = "SELECT json_extract(body, '$.opened.goal') FROM brought WHERE practice = 4 AND round = 2"
        [(came_with,)] = plain.execute(found).fetchall()

    with closing(open_store(url_of(file), NOW)) as store, store.read() as r:
        [goal] = r.history.goals_of(4, 2)

    assert (goal.outcome, goal.skill) == ("done", "")
    assert goal.focus == came_with == "there-step-1"


def test_an_older_file_becomes_one_like_a_new_one(older: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite3"

    for file in (older, new):
        open_store(url_of(file), NOW).close()

    assert schema(older) == schema(new)


def test_an_older_file_is_backed_up_as_it_was(older: Path) -> None:
    before, schema_before = rows(older), schema(older)

    open_store(url_of(older), NOW).close()

    backup = older.with_name(f"kit-before-{NEWEST}-20251009T085320123.sqlite3")
    assert (rows(backup), schema(backup)) == (before, schema_before)


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(second: Path, next_version: Next) -> None:
    open_store(url_of(second), NOW, migrations=next_version("pass")).close()
    before = second.read_bytes()

    with pytest.raises(NewerDatabase) as said:
        open_store(url_of(second), NOW)

    assert str(said.value) == (
        f"The file {second} was written by a newer version of the kit. Nothing in it was changed. "
        "Update this copy of the kit, or give it a file of its own."
    )
    assert second.read_bytes() == before


# --- from the second version to the third: whose a device is


def held(kit: Kit, device: str) -> list[tuple[str, bool]]:
    """The names of a device's persons, and whether each is a guest there."""
    return [(one.person.name, one.guest) for one in kit.people.on_device(device)]


@pytest.fixture
def opened(second: Path) -> Iterator[Kit]:
    """A kit of this version on a file of the second."""
    kit = a_kit(url_of(second), wall=lambda: LATER)
    yield kit
    kit.close()


def test_a_device_is_whose_first_sat_down_on_it_and_later_ones_are_guests(opened: Kit) -> None:
    assert held(opened, "device of Anna") == [("Anna", False)]
    assert held(opened, "device of Ben") == [("Ben", False), ("Dora", True)]
    assert held(opened, "device of Cleo") == [("Cleo", False)]


def test_a_place_that_was_given_back_by_the_others_word_makes_nobodys_device(opened: Kit) -> None:
    with opened.store.read() as r:
        assert [seat.name for _, seat in r.practices.practices_of_device("device of nobody yet")] == ["Anna"]
    assert held(opened, "device of nobody yet") == []


def test_who_first_came_by_the_others_word_leaves_the_device_to_whoever_comes_next(second: Path) -> None:
    with closing(sqlite3.connect(second)) as plain:
        cleo = plain.execute("SELECT id FROM seats WHERE name = 'Cleo'").fetchone()[0]
        plain.execute("INSERT INTO seat_devices VALUES (?, 'device of nobody yet')", [cleo])
        plain.commit()

    with closing(a_kit(url_of(second), wall=lambda: LATER)) as kit:
        assert held(kit, "device of nobody yet") == [("Cleo", False)]


def test_every_device_that_an_older_file_knows_is_one_from_before_signing(second: Path, tmp_path: Path) -> None:
    third, knew = tmp_path / "third", {row[1] for row in rows(second)["seat_devices"]}
    shutil.copytree(
        versions.MIGRATIONS, third, ignore=shutil.ignore_patterns("__pycache__", "000[4-9]_*", "00[1-9]?_*")
    )
    open_store(url_of(second), NOW, migrations=third).close()
    with closing(sqlite3.connect(second)) as plain, plain:
        plain.execute("INSERT INTO person_devices SELECT id, 'by key', 0, 1 FROM persons LIMIT 1")
        plain.execute("INSERT INTO table_devices SELECT id, 'a table' FROM practices LIMIT 1")
        plain.execute("INSERT INTO seat_claims SELECT 'c', practice, id, 'who asks', 1 FROM seats LIMIT 1")

    open_store(url_of(second), NOW).close()

    assert {row[0] for row in rows(second)["unsigned_devices"]} == knew | {"by key", "a table", "who asks"}
    assert len(knew) > 3


def test_what_is_new_is_made_from_the_log_when_the_kit_first_opens_the_file(opened: Kit, second: Path) -> None:
    assert compare_with_log(url_of(second), LATER) == []
    assert len(rows(second)["rounds"]) == 4
    assert len(rows(second)["words"]) == 8
    assert rows(second)["projected"] == [(VERSION,)]


def test_marks_cases_met_and_next_steps_are_made_from_the_log_as_they_were(opened: Kit, tmp_path: Path) -> None:
    before = rows(dumped(SECOND, tmp_path / "as-it-was" / "kit.sqlite3"))

    after = rows(opened.store.file)

    # What a next step is about, and which one was judged, came later.
    after["goals"] = [row[:-2] for row in after["goals"]]
    assert {table: after[table] for table in PROJECTED} == {table: before[table] for table in PROJECTED}


def test_work_goes_on_in_a_file_of_the_first_version(first: Path) -> None:
    with closing(open_store(url_of(first), NOW)) as store, store.write() as w:
        assert w.persons.person("ben") == Person("ben", "Zoë Groß", "argon2 of a key")

        w.persons.accept_charter("ben", NOW)
        w.history.replace_goals(1, 1, [a_goal()])

        assert w.persons.person("ben") == Person("ben", "Zoë Groß", "argon2 of a key", NOW)
        assert (len(w.log.events(1)), len(w.history.marks(1)), w.history.goals("anna")) == (3, 2, (a_goal(),))
        assert w.persons.private("ben") == Private()
