"""Writes that wait for one another are stored together, and stay apart in what goes wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest

from roleplay.people.persons import Person
from roleplay.storage import Store, Writer, open_store
from roleplay.storage.faults import Locked
from roleplay.usecases.practice.together import MOST, Together

PEOPLE = 3 * MOST


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{tmp_path / 'kit.sqlite3'}", now=0)
    yield store
    store.close()


class Crowd:
    """Many who write at once: while the store is held, all of them wait."""

    def __init__(self, store: Store) -> None:
        self.store, self.together = store, Together[str](store)
        self.transactions: set[Writer] = set()
        self.stored: list[str] = []
        self.faults: dict[str, Exception] = {}

    def write(self, people: list[str], do: Callable[[Writer, str], None]) -> None:
        with self.store.write():
            threads = self.begin(people, do)
        for thread in threads:
            thread.join()

    def begin(self, people: list[str], do: Callable[[Writer, str], None]) -> list[Thread]:
        started = Barrier(len(people) + 1)
        threads = [Thread(target=self._one, args=(person, do, started)) for person in people]
        for thread in threads:
            thread.start()
        started.wait()
        return threads

    def _one(self, person: str, do: Callable[[Writer, str], None], started: Barrier) -> None:
        def add(writer: Writer) -> str:
            self.transactions.add(writer)
            writer.persons.add_person(Person(person, person))
            do(writer, person)
            return person

        started.wait()
        try:
            self.together.write(add, self.stored.append)
        except Exception as fault:
            self.faults[person] = fault

    def kept(self, people: list[str]) -> list[str]:
        with self.store.read() as reader:
            return [person for person in people if reader.persons.person(person) is not None]


def nothing_more(writer: Writer, person: str) -> None:
    """It was well."""


def test_who_waits_is_stored_with_the_others(store: Store) -> None:
    crowd, people = Crowd(store), [f"p{number}" for number in range(PEOPLE)]

    crowd.write(people, nothing_more)

    assert crowd.kept(people) == people
    assert sorted(crowd.stored) == sorted(people)
    assert len(crowd.transactions) < PEOPLE


def test_what_goes_wrong_with_one_is_undone_for_that_one_alone(store: Store) -> None:
    crowd, people = Crowd(store), [f"p{number}" for number in range(PEOPLE)]
    wrong = people[::5]

    def breaks(writer: Writer, person: str) -> None:
        if person in wrong:
            raise ValueError(person)

    crowd.write(people, breaks)

    well = [person for person in people if person not in wrong]
    assert (crowd.kept(people), sorted(crowd.stored)) == (well, sorted(well))
    assert {person: str(fault) for person, fault in crowd.faults.items()} == {person: person for person in wrong}


def test_nobody_is_told_that_it_is_stored_if_the_database_undid_them_all(store: Store, tmp_path: Path) -> None:
    crowd, people = Crowd(store), [f"p{number}" for number in range(MOST)]
    with closing(sqlite3.connect(tmp_path / "kit.sqlite3")) as file:
        file.execute(
            "CREATE TRIGGER full AFTER INSERT ON persons WHEN (SELECT count(*) FROM persons) = 9 "
            "BEGIN SELECT RAISE(ROLLBACK, 'database or disk is full'); END"
        )

    crowd.write(people, nothing_more)

    assert sorted(crowd.stored) == sorted(crowd.kept(people))
    assert sorted([*crowd.faults, *crowd.stored]) == sorted(people)
    assert crowd.faults != {}


def test_a_write_alone_is_undone_as_a_whole(store: Store) -> None:
    crowd = Crowd(store)

    def breaks(writer: Writer, person: str) -> None:
        raise ValueError(person)

    crowd.write(["p"], breaks)

    assert (crowd.kept(["p"]), crowd.stored) == ([], [])


def test_where_the_store_refuses_nobody_is_told_that_it_is_stored(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'kit.sqlite3'}", now=0, busy_timeout=0.1)
    crowd, people = Crowd(store), [f"p{number}" for number in range(MOST)]

    with closing(sqlite3.connect(store.file)) as other_program:
        other_program.execute("begin exclusive")
        for thread in crowd.begin(people, nothing_more):
            thread.join()

    assert (crowd.stored, sorted(crowd.faults)) == ([], sorted(people))
    assert {type(fault) for fault in crowd.faults.values()} == {Locked}
    store.close()
