"""What the server does once a day, whatever goes wrong with a part of it."""

from __future__ import annotations

from evening import Evening

from roleplay.usecases.upkeep import BACKUPS
from roleplay.web.server import look_after_the_store

YEAR = 365 * 24 * 60 * 60 * 1000


def words_kept(evening: Evening) -> int:
    with evening.kit.store.read() as reader:
        return sum(len(reader.received(seat.person)) for seat in evening.seats.values())


def test_words_go_after_their_year_also_when_no_backup_can_be_made(lobby: Evening) -> None:
    lobby.start().play().finish()
    before = words_kept(lobby)
    (lobby.folder / BACKUPS).write_text("a file where the folder should be", encoding="utf-8")
    lobby.wall.forward(YEAR + YEAR // 12)

    look_after_the_store()

    assert before > 0
    assert words_kept(lobby) == 0


def test_a_day_has_one_backup_however_often_the_server_starts(lobby: Evening) -> None:
    lobby.start()

    look_after_the_store()
    lobby.wall.forward(60_000)
    look_after_the_store()

    assert len(list((lobby.folder / BACKUPS).glob("*.sqlite3"))) == 1
