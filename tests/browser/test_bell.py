"""People can hide their own clock, and one device in the room rings. `test_evening.py` hears that the others stay
silent in every stage, with three people and with two."""

from __future__ import annotations

import re
from collections.abc import Callable

from phones import (
    CARRY_ON,
    END,
    MORE,
    OBSERVER,
    QUIET,
    READY,
    RING_HERE,
    RING_TABLE,
    RINGS,
    RINGS_AT_TABLE,
    STATION,
    STUDENT,
    Phone,
    Trio,
)
from played import SECOND_OBSERVER, almost_ready, before_the_last_minute, in_order
from playwright.sync_api import expect
from servers import Server

LEFT = re.compile(r"^\d+:\d\d$")
QUIET_ROOM = "Quiet room: no bell"


def bells(*phones: Phone) -> list[int]:
    return [phone.bells() for phone in phones]


def test_who_hides_the_clock_keeps_the_soft_bell_of_a_warning_until_the_room_is_quiet(
    long: Server, stands: Callable[..., Trio]
) -> None:
    """Nobody else's clock goes away, and whoever hid theirs sees no other sign of the last minute."""
    two = stands(long, before_the_last_minute, STUDENT, OBSERVER)
    student, observer = two.student, two.observer
    student.more("Hide my clock, keep the bell")
    expect(student.timer).to_have_text("")
    student.page.reload()
    student.in_stage(STATION)
    expect(student.timer).to_have_text("")
    expect(observer.timer).to_have_text(LEFT)

    student.more(RING_HERE)
    observer.tap(CARRY_ON)
    expect(observer.band).to_contain_text("last minute")
    student.page.wait_for_function("() => window.__kitBells === 1")
    expect(student.timer).to_have_text("")
    expect(student.band).not_to_contain_text("last minute")
    student.more("Show my clock")
    expect(student.timer).to_have_text(LEFT)
    expect(student.band).to_contain_text("last minute")

    student.more(QUIET_ROOM)
    observer.more(END)
    for one in two:
        one.in_stage(QUIET)
    assert bells(student, observer) == [1, 0]


def test_a_bell_that_was_taken_rings_instead_and_is_of_that_practice_only(
    long: Server, stands: Callable[..., Trio]
) -> None:
    """The same two browsers change roles in another session, and ring there as if nothing had been chosen."""
    two = stands(long, in_order, STUDENT, OBSERVER)
    on, off = two.student, two.observer
    on.more(RING_HERE)
    on.page.reload()
    on.in_stage("Prepare")
    on.tap(MORE)
    expect(on.text(RINGS)).to_be_visible()
    on.tap("Close")
    for one in two:
        one.tap(READY)
    two.station()
    assert bells(on, off) == [2, 0]

    again = stands(long, in_order, STUDENT, OBSERVER, people=("Dee", "Eve", "Fay"), browsers={"Dee": on, "Fay": off})

    again.student.tap(MORE)
    expect(again.student.button(RING_HERE)).to_be_visible()
    again.observer.tap(MORE)
    expect(again.observer.text(RINGS)).to_be_visible()


def test_one_device_of_the_room_rings_of_two_observers_and_a_tables_clock(
    long: Server, stands: Callable[..., Trio]
) -> None:
    """Whoever sends the bell to the table hears it there, and on no phone."""
    two = stands(long, almost_ready, OBSERVER, SECOND_OBSERVER, people=("Ana", "Ben", "Cem", "Dee"))
    first, second = sorted(two, key=lambda one: one.name)  # they joined in the order of their names
    table = Phone(first.context, long.base, "table").open(f"/table?code={two.code}")
    for one in (first, second, table):
        one.in_stage("Prepare")
    two.observer.tap(READY)
    for one in (first, second, table):
        one.in_stage(STATION)
    assert bells(first, second, table) == [2, 0, 0]

    second.more(RING_TABLE)
    table.sees(RINGS)
    first.tap(MORE)
    expect(first.text(RINGS_AT_TABLE)).to_be_visible()
    first.tap("Close")
    first.more(END)
    for one in (first, second, table):
        one.in_stage(QUIET)
    assert bells(first, second, table) == [2, 0, 1]
