"""What the server does once a day, whatever part of it goes wrong."""

from __future__ import annotations

import pytest
from evening import HOUR, Evening

from roleplay.errors import Fault
from roleplay.people.visitor import Visitor
from roleplay.usecases.upkeep import BACKUPS
from roleplay.web.server.lifespan import finish_deletions, look_after_the_store

YEAR = 365 * 24 * 60 * 60 * 1000


def words_kept(evening: Evening) -> int:
    with evening.kit.store.read() as reader:
        return sum(len(reader.history.received(seat.person)) for seat in evening.seats.values())


def on_disk(evening: Evening) -> bytes:
    """The database, and the files that SQLite keeps beside it."""
    return b"".join(file.read_bytes() for file in evening.folder.glob("kit.sqlite3*"))


def test_words_go_after_their_year_also_when_no_backup_can_be_made(lobby: Evening) -> None:
    lobby.start().play().finish()
    before = words_kept(lobby)
    (lobby.folder / BACKUPS).write_text("a file where the folder should be", encoding="utf-8")
    lobby.wall.forward(YEAR + YEAR // 12)

    look_after_the_store()

    assert before > 0
    assert words_kept(lobby) == 0


def test_what_a_reader_held_up_is_off_the_disk_at_the_first_look_after_it(lobby: Evening) -> None:
    store, name = lobby.kit.store, b"Quilla"
    lobby.start("Quilla", "Ben", "Cleo").moved("Quilla", "leave")
    with store.read() as reader:
        reader.log.latest_at()
        gone = lobby.kit.people.forget(lobby.visitor("Quilla"))
        finish_deletions()
        while_read = name in on_disk(lobby)

    finish_deletions()

    assert (gone, while_read, store.left_on_disk, name in on_disk(lobby)) == (False, True, False, False)


def test_a_start_takes_off_the_disk_what_the_last_run_had_no_time_for(lobby: Evening) -> None:
    lobby.start()

    finish_deletions(after_a_start=True)

    assert (lobby.folder / "kit.sqlite3-wal").stat().st_size == 0


def test_a_day_has_one_backup_however_often_the_server_starts(lobby: Evening) -> None:
    lobby.start()

    look_after_the_store()
    lobby.wall.forward(60_000)
    look_after_the_store()

    assert len(list((lobby.folder / BACKUPS).glob("*.sqlite3"))) == 1


def test_nobodys_address_is_kept_because_of_an_old_wrong_try(lobby: Evening) -> None:
    with pytest.raises(Fault):
        lobby.start().kit.joining.entrance(Visitor("new", address="203.0.113.77"), "ZZZZZZ")
    before = b"203.0.113.77" in on_disk(lobby)

    lobby.wall.forward(HOUR)
    look_after_the_store()

    lobby.kit.store.tidy()
    copied = b"".join(file.read_bytes() for file in (lobby.folder / BACKUPS).iterdir())
    assert (before, b"203.0.113.77" in on_disk(lobby) + copied) == (True, False)
