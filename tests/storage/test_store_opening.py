"""Opening: the file that is made, how it is set up, and what opening must not cost."""

from __future__ import annotations

import multiprocessing
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import chdir, closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from store_builders import NOW, open_and_close, practice_with_anna, url_of

import roleplay
from roleplay.storage import Reader, Store, open_store


@contextmanager
def listening(name: str, listener: Callable[..., None]) -> Iterator[None]:
    event.listen(Engine, name, listener)
    try:
        yield
    finally:
        event.remove(Engine, name, listener)


def test_folder_and_file_are_made_for_their_owner_only(store: Store, file: Path) -> None:
    practice_with_anna(store)

    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()} == {
        "kit.sqlite3": 0o600,
        "kit.sqlite3-wal": 0o600,
        "kit.sqlite3-shm": 0o600,
    }


def test_closing_leaves_one_file(store: Store, file: Path) -> None:
    practice_with_anna(store)

    store.close()

    assert [path.name for path in file.parent.iterdir()] == ["kit.sqlite3"]


def test_an_empty_file_is_as_good_as_none(file: Path) -> None:
    file.parent.mkdir()
    file.touch()

    with closing(open_store(url_of(file), NOW)) as store:
        assert practice_with_anna(store).code == "ABCDE"


def test_a_relative_address_stays_where_it_was_when_opened(tmp_path: Path) -> None:
    with chdir(tmp_path):
        store = open_store("sqlite:///data/kit.sqlite3", NOW)

    practice_with_anna(store)
    store.back_up(tmp_path / "copy.sqlite3")
    store.close()

    with closing(open_store(url_of(tmp_path / "copy.sqlite3"), NOW)) as copy, copy.read() as r:
        assert r.practices.seat("seat-1") is not None


def test_writes_are_durable_and_keep_foreign_keys(store: Store) -> None:
    told = {}

    def ask(connection: sqlite3.Connection, *rest: object) -> None:
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
            told[pragma] = connection.execute(f"PRAGMA {pragma}").fetchone()[0]

    with listening("checkin", ask):
        practice_with_anna(store)

    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_programs_that_make_the_same_file_at_once_all_succeed(file: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as processes:
        for done in [processes.submit(open_and_close, file) for _ in range(4)]:
            done.result()


@pytest.mark.parametrize("exists", [False, True])
def test_opening_a_file_of_this_version_does_not_import_alembic(file: Path, exists: bool) -> None:
    if exists:
        open_and_close(file)
    code = (
        "import sys; from roleplay.storage import open_store;"
        f"open_store({url_of(file)!r}, {NOW}).close(); print('alembic' in sys.modules)"
    )

    told = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(roleplay.__file__).parents[1], capture_output=True, text=True, check=True
    )

    assert told.stdout == "False\n"


QUESTIONS: Mapping[str, Callable[[Reader], object]] = {
    "attempts": lambda r: r.attempts.attempts("code", "10.0.0.7", 0, NOW),
    "events": lambda r: r.log.events(1, 5),
    "exposures": lambda r: r.history.exposures("anna"),
    "exposures_of": lambda r: r.history.exposures_of(1, 1),
    "goals": lambda r: r.history.goals("anna"),
    "goals_of": lambda r: r.history.goals_of(1, 1),
    "held_seat": lambda r: r.practices.held_seat("ABCDE", "seat-1", "d1"),
    "holds": lambda r: r.practices.holds("seat-1", "d1"),
    "is_table": lambda r: r.practices.is_table(1, "d9"),
    "known": lambda r: r.log.known(1, "seat-1", "t1"),
    "latest_kinds": lambda r: [*r.log.latest_kinds(1)],
    "marks": lambda r: r.history.marks(1, 1),
    "marks_of_student": lambda r: r.history.marks_of_student("anna"),
    "persons_with_key": lambda r: r.persons.persons_with_key("Anna", None, 4),
    "persons_with_tag": lambda r: r.persons.persons_with_key("Anna", "abacus", 4),
    "practices_ending_in": lambda r: r.log.practices_ending_in("anna", ["marked"], ["pinned"]),
    "practices_of_device": lambda r: r.practices.practices_of_device("d1"),
    "private": lambda r: r.persons.private("anna"),
    "seats": lambda r: r.practices.seats(1),
    "seats_of_device": lambda r: r.practices.seats_of_device(1, "d1"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_asked_often_reads_only_the_rows_it_returns(file: Path, store: Store, name: str) -> None:
    asked: list[str] = []

    def note(connection: sqlite3.Connection, *rest: object) -> None:
        connection.set_trace_callback(asked.append)

    with listening("checkout", note), store.read() as r:
        QUESTIONS[name](r)

    sql = [statement for statement in asked if statement.startswith("SELECT")][-1]
    with closing(sqlite3.connect(file)) as plain:
        steps = [row[3] for row in plain.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert steps
    # A subquery's own steps are listed below it.
    assert not [step for step in steps if not step.startswith("SEARCH") and not re.search("ORDER BY|SUBQUERY", step)]
