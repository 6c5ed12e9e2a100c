"""Every refusal is a sentence that names the file: what happened, what is safe, what to do."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from store_builders import NOW, an_event, append_one, practice_with_anna, url_of

from roleplay.errors import Fault
from roleplay.storage import Store, open_store
from roleplay.storage.databases import WrongAddress
from roleplay.storage.faults import (
    CannotOpen,
    Damaged,
    DiskFull,
    Locked,
    NewerDatabase,
    NotOurs,
    ReadOnly,
    system_in_words,
)


@contextmanager
def held_by_another_program(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def every_connection_told(pragma: str) -> Iterator[None]:
    def tell(connection: sqlite3.Connection, record: object) -> None:
        connection.execute(f"PRAGMA {pragma}").close()

    event.listen(Engine, "connect", tell)
    try:
        yield
    finally:
        event.remove(Engine, "connect", tell)


def naming(file: Path) -> str:
    """Three sentences or more, one of which names the file."""
    return rf"^[A-Z][^\n]*{re.escape(str(file))}[^\n]*\. [A-Z][^\n]*\. [A-Z][^\n]*\.$"


def test_a_write_that_another_program_keeps_out_is_refused(impatient: Store, file: Path) -> None:
    with held_by_another_program(file), pytest.raises(Locked, match=naming(file)), impatient.write():
        pass


def test_a_write_goes_on_once_the_other_program_has_let_go(impatient: Store, file: Path) -> None:
    practice = practice_with_anna(impatient).id
    with held_by_another_program(file), pytest.raises(Locked), impatient.write():
        pass

    append_one(impatient, practice)

    with impatient.read() as r:
        assert len(r.log.events(practice)) == 1


def test_reading_does_not_mind_another_program(impatient: Store, file: Path) -> None:
    practice_with_anna(impatient)

    with held_by_another_program(file), impatient.read() as r:
        assert r.practices.seat("seat-1") is not None


def test_a_write_within_a_write_is_refused_and_does_not_hang(impatient: Store, file: Path) -> None:
    with impatient.write(), pytest.raises(Locked, match=naming(file)), impatient.write():
        pass


def test_a_file_that_another_program_holds_is_not_opened(store: Store, file: Path) -> None:
    with held_by_another_program(file), pytest.raises(Locked, match=naming(file)):
        open_store(url_of(file), NOW, busy_timeout=0.1)


def test_a_newer_database_is_refused_and_left_alone(store: Store, file: Path) -> None:
    store.close()
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()
    before = file.read_bytes()

    with pytest.raises(NewerDatabase, match=naming(file)):
        open_store(url_of(file), NOW)

    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_may_only_be_read_is_refused_at_once(store: Store, file: Path) -> None:
    store.close()

    with pytest.raises(ReadOnly, match=naming(file)):
        open_store(f"sqlite:///file:{file}?mode=ro&uri=true", NOW)


def test_a_file_that_turns_read_only_refuses_writes(store: Store, file: Path) -> None:
    practice = practice_with_anna(store).id
    store.close()

    with every_connection_told("query_only=ON"), pytest.raises(ReadOnly, match=naming(file)):
        append_one(store, practice)


def test_a_folder_in_the_place_of_the_file_is_refused(file: Path) -> None:
    file.mkdir(parents=True)

    with pytest.raises(CannotOpen, match=naming(file)):
        open_store(url_of(file), NOW)


def test_a_file_in_the_place_of_the_folder_is_refused(file: Path) -> None:
    file.parent.write_text("a file")

    with pytest.raises(CannotOpen, match=naming(file)):
        open_store(url_of(file), NOW)


@pytest.mark.parametrize("error", [PermissionError(13, "no"), OSError(30, "read-only file system")])
def test_what_the_system_forbids_is_told_as_read_only(file: Path, error: OSError) -> None:
    with pytest.raises(ReadOnly, match=naming(file)), system_in_words(file):
        raise error


def test_a_file_that_is_no_database_is_refused_and_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("a letter to my aunt" * 500)

    with pytest.raises(Damaged, match=naming(file)):
        open_store(url_of(file), NOW)

    assert file.read_text() == "a letter to my aunt" * 500


def test_a_database_of_another_program_is_refused_and_left_alone(file: Path) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    before = file.read_bytes()

    with pytest.raises(NotOurs, match=naming(file)):
        open_store(url_of(file), NOW)

    assert file.read_bytes() == before


def test_broken_pages_are_told_when_they_are_read(store: Store, file: Path) -> None:
    practice = practice_with_anna(store).id
    with store.write() as w:
        w.log.append(practice, [an_event(seq) for seq in range(1, 2000)])
    store.close()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) - len(whole) // 2))

    with pytest.raises(Damaged, match=naming(file)), store.read() as r:
        r.log.events(practice)


def test_a_full_disk_keeps_what_was_saved_before(store: Store, file: Path) -> None:
    practice = practice_with_anna(store).id
    append_one(store, practice)
    store.close()

    with every_connection_told("max_page_count=1"), pytest.raises(DiskFull, match=naming(file)), store.write() as w:
        w.log.append(practice, [an_event(seq) for seq in range(2, 2000)])

    with store.read() as r:
        assert len(r.log.events(practice)) == 1


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://me:secret@host/kit", "kit.sqlite3"])
def test_an_address_that_is_no_sqlite_file_is_refused_without_telling_its_password(url: str) -> None:
    with pytest.raises(WrongAddress, match=r"Give an address such as sqlite:////") as refused:
        open_store(url, NOW)

    assert "secret" not in str(refused.value)
    assert isinstance(refused.value, Fault)
