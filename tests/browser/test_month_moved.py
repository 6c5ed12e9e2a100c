"""A session of the series that somebody can't come to: moved, and read again by everybody's calendar."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from month import THURSDAYS, Look, Month, starts
from phones import Phone
from playwright.sync_api import expect

from roleplay.groups.meeting import Answer

FOUR = ("Ana", "Ben", "Cleo", "Dev")
SECOND, MOVED = datetime(2026, 10, 15, 19), datetime(2026, 10, 16, 18, 30)  # noqa: DTZ001 - by a clock in London


@pytest.fixture
def four(month: Month) -> Month:
    """Of four, in the days before their second session."""
    month.found(*FOUR, series=THURSDAYS)
    month.until(12)
    return month


def calendar_address(phone: Phone) -> str:
    """Made in the browser, where it is shown once."""
    phone.unfold("Put it in your calendar")
    phone.tap("Make my calendar address")
    expect(phone.button("Copy the address")).to_be_visible()
    return phone.page.get_by_text(re.compile(r"/calendar/.+\.ics")).first.inner_text()


def move(phone: Phone, look: Look) -> None:
    """To the next day, half an hour earlier."""
    phone.tap("Answer for somebody, move it, call it off")
    phone.unfold("Move this session")
    day = phone.page.get_by_role("group", name="Day").get_by_role("spinbutton").first
    day.click()
    day.press_sequentially("16")
    time = phone.page.get_by_role("group", name="Time").get_by_role("spinbutton")
    time.nth(0).click()
    time.nth(0).press_sequentially("18")
    time.nth(1).press_sequentially("30")
    look.look("move", phone)
    phone.tap("Move it")
    phone.sees("The session was moved.")


def test_a_moved_session_reaches_home_and_every_calendar(four: Month) -> None:
    look = Look("moved", four.pictures)
    four.say(Answer.YES, "Ana", "Ben", "Cleo")
    ana, ben, dev = four.phone("Ana"), four.phone("Ben"), four.phone("Dev")
    dev.open("/")
    dev.page.get_by_role("radio", name="I can’t").click()
    dev.sees(re.compile("Dev can’t"))
    look.look("home-away", dev)
    link = calendar_address(ana.open("/group"))
    look.look("calendar", ana)
    before = four.calendar(link)
    [uid] = [uid for uid, session in before.items() if starts(session) == SECOND]

    move(ana, look)
    look.look("moved", ana)

    after = four.calendar(link)
    assert set(after) == set(before)
    assert starts(after[uid]) == MOVED
    assert int(after[uid].sequence.value) > int(before[uid].sequence.value)
    ben.open("/").sees("Moved from Thursday 15 October, 19:00 to Friday 16 October, 18:30.")
    look.look("home-moved", ben)
    ben.page.get_by_role("radio", name="I’m coming").click()
    ben.sees(re.compile("Ana and Ben are coming"))
    assert not look.faults
