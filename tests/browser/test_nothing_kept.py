"""A device that can't store anything says so at once, loses nothing while its page is open, and asks before leaving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from phones import OBSERVER, PATIENT, STATION, STUDENT, Phone
from played import Room
from playwright.sync_api import expect
from servers import Server, read_case

CASE = read_case()
ITEMS = [item["text"] for item in CASE["checklist"]]
FACTS = [fact["say"] for fact in CASE["patient"]["story"]]
NOT_KEPT = "This device can’t store what you tap and write"
FILL = """() => {
  for (let size = 4 * 1024 * 1024; size >= 1; size = Math.floor(size / 2)) {
    try { for (let n = 0; ; n++)
      localStorage.setItem(`filler:${size}:${n}`, "x".repeat(size)); } catch { /* no more of this size */ }
  }
}"""
MAKE_ROOM = (
    "() => Object.keys(localStorage).filter((k) => k.startsWith('filler')).forEach((k) => localStorage.removeItem(k))"
)
SWITCHED_OFF = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"
)


@contextmanager
def full(phone: Phone) -> Iterator[None]:
    """Not one more character fits into this phone's storage, and it has no network."""
    phone.page.evaluate(FILL)
    phone.context.set_offline(True)
    yield
    phone.page.evaluate(MAKE_ROOM)
    phone.context.set_offline(False)


def asks_to_stay(phone: Phone) -> bool:
    """Whether the browser asks before leaving this page; its owner then stays."""
    with phone.page.expect_event("dialog") as asked:
        phone.page.once("dialog", lambda dialog: dialog.dismiss())
        phone.page.close(run_before_unload=True)
    return asked.value.type == "beforeunload"


@pytest.fixture(scope="module")
def observer(long: Server, shared_room: Callable[..., Room]) -> Phone:
    """The observer in a station in which the other two have no browser."""
    room = shared_room(long)
    room.begin_planned().read()
    return room.trio(OBSERVER).station().observer


def test_a_phone_whose_storage_is_full_says_so_and_keeps_what_waits_once_there_is_room(observer: Phone) -> None:
    line = observer.line(ITEMS[-1])
    with full(observer):
        observer.tap(line)
        observer.pressed(line)
        expect(observer.page.get_by_role("alert").filter(has_text=NOT_KEPT)).to_be_visible()
        expect(observer.band).to_contain_text("1 waiting, not stored")
        assert ":tap:" not in observer.storage()

        observer.page.evaluate(MAKE_ROOM)

        observer.sees_not(NOT_KEPT)
        expect(observer.band).not_to_contain_text("not stored")
        observer.waiting(1)
        assert ":tap:" in observer.storage()
    observer.saved()
    observer.tap(line)
    observer.unpressed(line)
    observer.saved()  # or a tap on its way would leave room behind in the next test


def test_a_phone_whose_storage_is_full_goes_on_sending(observer: Phone) -> None:
    line = observer.line(ITEMS[-1])
    with full(observer):
        observer.tap(line)
        expect(observer.band).to_contain_text("1 waiting, not stored")

        observer.context.set_offline(False)

        observer.saved()
        expect(observer.page.get_by_role("alert").filter(has_text=NOT_KEPT)).to_be_visible()
        observer.tap(line)
        observer.unpressed(line)
        observer.saved()
    observer.sees_not(NOT_KEPT)


def test_a_device_with_storage_switched_off_is_neither_left_nor_passed_on_while_a_tap_waits(
    long: Server, room: Callable[..., Room]
) -> None:
    """Ana and Dee share a device, which is with the patient."""
    two = room(long, "Ana", "Dee", together=True)
    two.begin_planned().read()
    playing, other = two.who(PATIENT), two.who(STUDENT)
    one = two.phone(PATIENT, script=SWITCHED_OFF)
    one.sees(NOT_KEPT)
    one.in_stage(STATION)
    before, fact = one.seat, one.line(FACTS[0])
    one.context.set_offline(True)
    one.tap(fact)
    expect(one.band).to_contain_text("1 waiting, not stored")

    assert asks_to_stay(one)
    pass_on(one, other)
    one.sees("Not everything has been sent yet")
    assert one.seat == before
    one.context.set_offline(False)

    one.page.wait_for_url(lambda url: before not in url)
    one.in_stage(STATION)
    pass_on(one, playing)
    one.pressed(fact)


def pass_on(phone: Phone, name: str) -> None:
    """Passes it to the next person, who takes it."""
    phone.more("Pass this phone on", name)
    phone.tap(f"I’m {name}")
