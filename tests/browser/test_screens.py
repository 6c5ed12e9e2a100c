"""Every screen of every role, in one played round: for thumbs, for small screens, for screen readers, in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from looking import SCHEMES, SMALLEST, Walk, within
from phones import (
    ASKED,
    CARRY_ON,
    FINISH,
    LAPTOP,
    MORE,
    NEXT_STEP,
    OBSERVER,
    PATIENT,
    PAUSE,
    PHONE,
    STUDENT,
    YES,
    Phone,
    Trio,
    new_phone,
)
from playwright.sync_api import Browser, expect
from servers import EXAMINATION_CASE, Server, read_case

CASE = read_case(EXAMINATION_CASE)


@pytest.fixture(scope="module")
def walk(browser: Browser, examining: Server, tmp_path_factory: Any) -> Iterator[Walk]:
    """Two phones, and a laptop for whom nothing is to be narrower than it must."""
    phones = [new_phone(browser, examining.base, **device) for device in (PHONE, PHONE, LAPTOP)]
    took = Walk("room", tmp_path_factory.mktemp("screens"))
    try:
        took.look("home", phones[0].home())
        phones[0].start("Ana")
        phones[1].link(phones[0].code)
        phones[1].button("Join").wait_for()
        took.look("door", phones[1])
        phones[1].join("Ben").in_lobby(2)
        phones[2].link(phones[0].code).join("Cem").in_lobby(3)
        took.look("lobby-opener", phones[0].in_lobby(3))
        took.look("lobby", phones[2])
        back = phones[1].page.url
        phones[1].page.get_by_text("My private settings").click()
        phones[1].page.get_by_role("checkbox").nth(2).wait_for()
        phones[1].page.get_by_role("radio").nth(2).wait_for()
        took.look("settings", phones[1])
        phones[1].page.goto(back)
        phones[1].in_lobby(3)
        table = Phone(phones[0].context, examining.base)
        table.page.set_viewport_size(LAPTOP["viewport"])
        table.open(f"/table?code={phones[0].code}")
        table.page.get_by_role("heading", name="Code").wait_for()
        took.look("table-opening", table)
        three = Trio(*phones)
        three.press_begin()
        three.cast()
        took.look("note", three.patient)
        three.accept()
        took.of(three, "prepare")
        table.in_stage("Prepare")
        took.look("table", table)
        table.close()
        three.ready()
        for phone in three:
            phone.in_stage("Asking first")
        took.of(three, "consent")
        three.student.tap(ASKED)
        three.patient.tap(YES)
        for phone in three:
            phone.in_stage("Reading")
        three.observer.more(PAUSE)  # so that there is time to look
        three.student.sees("The clock is held.")
        took.of(three, "reading")
        three.patient.tap(CARRY_ON)
        three.station()
        three.observer.tap(three.observer.line(CASE["checklist"][0]["text"]))
        three.patient.tap(three.patient.line(CASE["patient"]["story"][0]["say"]))
        three.observer.hand_over(CASE["findings"][0]["ask"])
        three.student.page.get_by_role("img").first.wait_for()
        took.of(
            three,
            "station",
            band=lambda p: p.band,
            clock=lambda p: p.timer,
            stop=lambda p: p.button("Stop: time out, for real"),
        )
        took.screens[-1].essential["pin"] = within(three.observer.button("Pin this moment: Worked"))
        three.student.tap("Stop: time out, for real")
        for phone in three:
            phone.sees("Nobody has to explain.")
        took.look("stopped", three.patient)
        for phone in three:
            phone.tap("Carry on, as far as I’m concerned")
        three.end()
        took.of(three, "quiet")
        three.fill_forms()
        took.look("quiet-filled", three.student)
        three.hand_in().debrief(lambda turn: took.of(three, f"debrief-{turn}")).sheets()
        took.of(three, "sheets")
        three.student.tap(NEXT_STEP)
        for phone in three:
            phone.in_stage(NEXT_STEP)
        for phone in three:
            phone.sees("Plan a round by hand")
        took.of(three, "next")
        three.observer.tap(MORE)
        took.look("more", three.observer)
        three.observer.tap(FINISH)
        for phone in three:
            phone.sees("That was it for tonight")
            phone.button("Take mine home").wait_for()
        took.of(three, "last")
        took.sees_into_the_live_component(three.student)
        again = three.student.open()
        again.sees("Go on where you were")
        expect(again.page.get_by_role("textbox", name="Code", exact=True)).to_be_visible()
        took.look("home-again", again)
        yield took
    finally:
        for phone in phones:
            phone.context.close()


def test_no_screen_has_a_serious_or_critical_finding_of_axe(walk: Walk) -> None:
    assert {s.name: s.axe for s in walk.screens if s.axe} == {}


def test_everything_to_be_tapped_is_large_enough_for_a_thumb(walk: Walk) -> None:
    small = {s.name: [b for b in s.buttons if min(b[1:]) < SMALLEST] for s in walk.screens}
    assert {name: those for name, those in small.items() if those} == {}
    assert sum(len(s.buttons) for s in walk.screens) > 100, "The buttons were found at all."


def test_every_kind_of_screen_was_looked_at(walk: Walk) -> None:
    names = {screen.name for screen in walk.screens}
    each = ("prepare", "consent", "reading", "station", "quiet", "sheets", "next", "last")
    turns = ("Out of role", STUDENT, PATIENT, OBSERVER)
    stages = (*each, *(f"debrief-{turn}" for turn in turns))
    wanted = {f"{stage}-{role}" for stage in stages for role in (STUDENT, PATIENT, OBSERVER)}
    wanted |= {"home", "home-again", "door", "settings", "table", "note", "stopped", "more"}
    assert {f"{name}-{scheme}" for name in wanted for scheme in SCHEMES} <= names


def test_no_screen_scrolls_sideways(walk: Walk) -> None:
    assert {s.name: s.wide for s in walk.screens if s.wide} == {}


def test_in_the_station_clock_and_bar_stand_on_the_screen_without_scrolling(walk: Walk) -> None:
    seen = {s.name: s.essential for s in walk.screens if s.essential}
    assert set(seen) == {f"station-{role}-{scheme}" for role in (STUDENT, PATIENT, OBSERVER) for scheme in SCHEMES}
    assert {name: e for name, e in seen.items() if not all(e.values())} == {}
