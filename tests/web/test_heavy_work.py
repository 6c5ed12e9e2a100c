"""The rules of heavy work: it has its own queue, and people waiting in it are told so."""

from __future__ import annotations

import io
from collections.abc import Callable
from threading import Thread

import pytest
from evening import HOUR, MINUTE, Evening
from PIL import Image
from tabs import Page, token_of

from roleplay.people.codes import device_hash
from roleplay.waiting import TOO_LONG, Turn
from roleplay.web.server.kit import HEAVY_AT_ONCE, HEAVY_WAITING, PRINTED_AT_ONCE
from roleplay.web.widgets.in_turn import queue

Tab = Callable[..., Page]
CSV = b"Item,Marks\nAsks where it hurts,1\nAsks about walking,2\n"


@pytest.fixture
def anna(lobby: Evening, tab: Tab) -> Page:
    """Anna's browser; no practice is running."""
    lobby.start("Anna", "Ben").wall.forward(48 * HOUR)
    return tab("Anna")


def busy(evening: Evening, waiting: int) -> list[Turn]:
    """Others have all the places, and this many are waiting."""
    return [evening.kit.heavy.join(f"device-{number}") for number in range(HEAVY_AT_ONCE + waiting)]


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (9, 9)).save(written, "PNG")
    return written.getvalue()


def prints(page: Page) -> Page:
    return page.open("cases").press("open-good").press("print-good-False")


def imports(page: Page) -> Page:
    page.open("import_cases").at.file_uploader[0].upload("sheet.csv", CSV).run()
    return page.press("bring-read")


def brings_a_history(page: Page) -> Page:
    page.open("me").at.file_uploader[0].upload("mine.html", b"<p>").run()
    return page


def adds_a_picture(page: Page) -> Page:
    page.open("write").press("new-interview").at.file_uploader[0].upload("hand.png", picture()).run()
    return page


HEAVY = pytest.mark.parametrize("does", [prints, imports, brings_a_history, adds_a_picture])


@HEAVY
def test_where_too_many_wait_a_sentence_says_so_at_once(
    lobby: Evening, anna: Page, does: Callable[[Page], Page]
) -> None:
    busy(lobby, HEAVY_WAITING)

    page = does(anna)

    assert [TOO_LONG in error for error in page.errors] == [True]


def test_who_waits_goes_on_by_itself_once_a_place_is_free(lobby: Evening, anna: Page) -> None:
    page = anna.open("cases").press("open-good")
    first, *_ = busy(lobby, 0)
    waits = Thread(target=lambda: page.press("print-good-False"))

    waits.start()
    while waits.is_alive() and not lobby.kit.heavy.waiting:
        pass
    first.leave()
    waits.join()

    assert (page.errors, page.downloads) == ([], ["Save the PDF"])


def test_who_prints_without_end_is_told_when_to_go_on(lobby: Evening, anna: Page) -> None:
    lobby.kit.prints.take(device_hash(token_of("Anna")), PRINTED_AT_ONCE, lobby.kit.clock.now())

    page = prints(anna)

    assert page.errors == ["That was a lot of PDFs. Make the next one in 30 seconds."]
    assert page.downloads == []


def test_a_file_is_looked_at_once_and_not_at_every_press(lobby: Evening, anna: Page) -> None:
    page = brings_a_history(anna)
    before = page.errors

    busy(lobby, HEAVY_WAITING)
    page.at.run()

    assert page.errors == before
    assert "That file isn’t from “Download my record”" in before[0]


def test_a_file_for_which_there_was_no_place_is_looked_at_later(lobby: Evening, anna: Page) -> None:
    turns = busy(lobby, HEAVY_WAITING)
    page = brings_a_history(anna)

    for turn in turns:
        turn.leave()
    page.at.run()

    assert "That file isn’t from “Download my record”" in page.errors[0]


def test_a_place_is_free_again_after_the_work_and_after_a_fault(lobby: Evening, anna: Page) -> None:
    prints(anna)
    brings_a_history(anna)

    assert [turn.ahead for turn in busy(lobby, 0)] == [0] * HEAVY_AT_ONCE


def test_the_queue_is_said_in_numbers_until_one_is_next() -> None:
    assert "You’re number 3 in the queue." in queue(3)
    assert "You’re next." in queue(1)


def test_taps_do_not_stand_in_that_queue(lobby: Evening) -> None:
    busy(lobby, HEAVY_WAITING)

    room = lobby.start().begin().read()
    room.wall.forward(3 * MINUTE)

    assert room.tap("Cleo", "marked", item="exertional", mark="done").result == "accepted"
