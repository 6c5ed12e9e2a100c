"""Seats: reloading keeps one, a browser may hold several, and a lost one comes back if the room says so."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from phones import PATIENT, QUIET, STATION, STUDENT, Phone, Trio
from played import quiet
from playwright.sync_api import expect
from servers import Server, read_case

HALF = "When you asked about my work I"


def test_a_reload_comes_back_to_the_same_seat_second_and_half_typed_sentence(
    long: Server, stands: Callable[..., Trio]
) -> None:
    [phone] = stands(long, quiet, STUDENT)
    seat = phone.seat
    phone.sentence.press_sequentially(HALF)
    left, *before = looked_at(phone)
    phone.page.reload()
    phone.in_stage(QUIET)
    now, *after = looked_at(phone)
    assert phone.role() == STUDENT
    assert phone.seat == seat
    assert after[0] - before[1] - 2 <= left - now <= after[1] - before[0] + 2
    expect(phone.sentence).to_have_value(HALF)


def looked_at(phone: Phone) -> tuple[int, float, float]:
    """What its clock shows, and between which two moments: the machine may be busy."""
    since = time.monotonic()
    return phone.clock(), since, time.monotonic()


def test_three_tabs_of_one_browser_play_three_seats(long: Server, phone: Callable[..., Phone]) -> None:
    first = phone(long)
    tabs = [first, Phone(first.context, long.base), Phone(first.context, long.base)]
    first.start("Ana")
    tabs[1].link(first.code).join("Ben").in_lobby(2)
    tabs[2].link(first.code).join("Cem").in_lobby(3)
    three = Trio(*tabs).to_station()
    assert len(three.by_role) == 3
    assert len({tab.seat for tab in tabs}) == 3
    fact = read_case()["patient"]["story"][0]["say"]
    three.patient.tap(three.patient.line(fact))
    three.patient.pressed(three.patient.line(fact))
    for tab in three:
        tab.saved()
    three.student.sees_not(fact)


def test_a_seat_is_taken_back_on_another_phone_when_somebody_in_the_room_says_so(
    long: Server, station: Callable[..., Trio], phone: Callable[..., Phone]
) -> None:
    two = station(long, STUDENT, PATIENT)
    lost = two.student
    new = phone(long).link(two.code).join(lost.name)
    new.sees(f"{lost.name} is already in this session.")
    new.tap(re.compile("ask the others to let me back in"))
    new.sees("Asked.")
    lost.sees("Somebody on another phone wants to take your place.")
    expect(lost.button(re.compile("^Yes, let"))).to_have_count(0)
    two.patient.sees(f"wants to take {lost.name}’s place back")
    two.patient.tap(f"Yes, let {lost.name} in")
    new.in_stage(STATION)
    assert new.role() == STUDENT
    assert new.seat == lost.seat
    earlier, now, later = lost.clock(), new.clock(), lost.clock()
    assert later - 1 <= now <= earlier + 1
    two.patient.sees_not("wants to take")
