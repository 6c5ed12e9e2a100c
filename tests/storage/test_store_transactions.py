"""One writer at a time, all or nothing; readers see one instant and never wait."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest
from store_builders import NOW, an_event, append_many, append_one, practice_with_anna, url_of

from roleplay.storage import Store, open_store
from roleplay.storage.faults import CannotOpen


def test_an_exception_leaves_nothing_behind(store: Store) -> None:
    practice = practice_with_anna(store).id

    with suppress(ZeroDivisionError), store.write() as w:
        w.log.append(practice, [an_event(1)])
        w.log.add_snapshot("f00d", {})
        raise ZeroDivisionError

    with store.read() as r:
        assert r.log.events(practice) == ()
        assert r.log.snapshot("f00d") is None


def test_after_an_exception_the_next_write_goes_on(store: Store) -> None:
    practice = practice_with_anna(store).id
    with pytest.raises(ZeroDivisionError), store.write():
        raise ZeroDivisionError

    append_one(store, practice)

    with store.read() as r:
        assert len(r.log.events(practice)) == 1


def test_a_writer_sees_what_it_wrote_and_others_do_not_yet(store: Store) -> None:
    with store.write() as w:
        w.log.add_snapshot("f00d", {})

        with store.read() as r:
            assert w.log.snapshot("f00d") == {}
            assert r.log.snapshot("f00d") is None


def test_a_reader_sees_one_instant_whatever_is_written_meanwhile(store: Store) -> None:
    practice = practice_with_anna(store).id
    with store.read() as r:
        assert r.log.events(practice) == ()

        append_one(store, practice)

        assert r.log.events(practice) == ()


def test_what_is_written_is_there_after_opening_again(store: Store, file: Path) -> None:
    practice = practice_with_anna(store).id
    store.close()

    append_many(file, practice, 1)

    with store.read() as r:
        assert r.practices.seat("seat-1") is not None
        assert len(r.log.events(practice)) == 1


def test_threads_that_write_at_once_lose_and_repeat_no_seq(store: Store) -> None:
    practice = practice_with_anna(store).id

    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(append_one, store, practice) for _ in range(80)]:
            done.result()

    with store.read() as r:
        assert [one.seq for one in r.log.events(practice)] == list(range(1, 81))


def test_processes_that_write_at_once_lose_and_repeat_no_seq(store: Store, file: Path) -> None:
    practice = practice_with_anna(store).id

    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as processes:
        for done in [processes.submit(append_many, file, practice, 30) for _ in range(3)]:
            done.result()

    with store.read() as r:
        assert [one.seq for one in r.log.events(practice)] == list(range(1, 91))


def test_a_backup_holds_what_was_saved_while_work_goes_on(store: Store, file: Path) -> None:
    practice = practice_with_anna(store)
    with store.write() as w:
        w.practices.add_practice("FGHJK", NOW)

        store.back_up(file.with_name("copy.sqlite3"))

    copy = file.with_name("copy.sqlite3")
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(open_store(url_of(copy), NOW)) as copied, copied.read() as r:
        assert r.practices.practice_by_code("ABCDE") == practice
        assert r.practices.practice_by_code("FGHJK") is None


def test_a_backup_never_takes_the_place_of_a_file(store: Store, file: Path) -> None:
    taken = file.with_name("copy.sqlite3")
    taken.write_text("something dear")

    with pytest.raises(CannotOpen):
        store.back_up(taken)

    assert taken.read_text() == "something dear"
