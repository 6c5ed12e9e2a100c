"""Every screen of every role, in one round: for thumbs, for small screens, for screen readers, in the dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from looking import SCHEMES, Walk, within
from phones import (
    CARRY_ON,
    FINISH,
    LAPTOP,
    MORE,
    OBSERVER,
    OUT_OF_ROLE,
    PATIENT,
    STUDENT,
    Phone,
    Trio,
    new_phone,
)
from played import Room
from playwright.sync_api import Browser, expect
from servers import EXAMINATION_CASE, Server, read_case

from roleplay.shared_words import CASE_IS_WRONG
from roleplay.web.practice.starting import RUNNING

CASE = read_case(EXAMINATION_CASE)
ROLES = (STUDENT, PATIENT, OBSERVER)
EACH = ("prepare", "consent", "reading", "station", "quiet")
"""Stages in which each role has its own screen."""
TURNS = {
    OUT_OF_ROLE: (PATIENT, STUDENT),
    STUDENT: (STUDENT, OBSERVER),
    PATIENT: (PATIENT,),
    OBSERVER: (OBSERVER, PATIENT),
}
"""For each turn of the debrief, the speaker and one listener; the patient's turn shows what was seen before."""
LATE = {"sheets": (STUDENT, OBSERVER), "next": (STUDENT, PATIENT), "last": (STUDENT, OBSERVER)}
"""Stages in which all see the same, except for what the student is asked: the student, and one of the others."""


CHANGE = "Finish or change what you wrote"


def page_height(phone: Phone) -> int:
    """Pixels from the top of the page to its foot."""
    return int(phone.page.evaluate("document.querySelector('.stMain').scrollHeight"))


def top_of(phone: Phone, words: str) -> float:
    """How far down the page this stands."""
    box = phone.page.get_by_text(words, exact=True).bounding_box()
    assert box is not None
    return float(box["y"])


@pytest.fixture(scope="module")
def walk(
    browser: Browser, examining: Server, shared_room: Callable[..., Room], tmp_path_factory: pytest.TempPathFactory
) -> Walk:
    """Two phones, and a laptop, on which nothing should be narrower than it has to be. What is only on the way from one
    screen to the next is done by HTTP; the screens learn of it as they learn of one another."""
    took = Walk("room", tmp_path_factory.mktemp("screens"))
    ours = shared_room(examining)
    stranger = new_phone(browser, examining.base)
    ours.opened.append(stranger)
    took.look("home", stranger.home())
    stranger.type_code(ours.code)
    stranger.button("Join").wait_for()
    took.look("door", stranger)
    stranger.close()
    ana, ben, cem = ours.phone("Ana"), ours.phone("Ben"), ours.phone("Cem", **LAPTOP)
    took.look("lobby-opener", ana.in_lobby(3))
    took.look("lobby", cem.in_lobby(3))
    ben.in_lobby(3).page.get_by_text("My private settings").click()
    ben.page.get_by_role("checkbox").nth(2).wait_for()
    ben.page.get_by_role("radio").nth(2).wait_for()
    took.look("settings", ben)
    ben.button("Back to the session").click()
    ben.in_lobby(3)
    table = Phone(ana.context, examining.base)
    table.page.set_viewport_size(LAPTOP["viewport"])
    table.open(f"/table?code={ours.code}")
    table.page.get_by_role("heading", name="Code").wait_for()
    took.look("table-opening", table)

    ours.now().begin_planned()
    three = Trio(ana, ben, cem).cast()
    took.look("note", three.patient)
    ours.accept()
    took.of(three.prepare(), "prepare")
    table.in_stage("Prepare")
    took.look("table", table)
    table.close()
    for name in ours.seats:
        ours.moved(name, "ready")
    for phone in three:
        phone.in_stage("Consent")
    took.of(three, "consent")
    ours.moved(three.student.name, "ask_consent").moved(three.patient.name, "consent")
    ours.moved(three.observer.name, "pause")  # so that there is time to look
    for phone in three:
        phone.in_stage("Reading")
        phone.sees("The clock is held.")
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
        phone.tap("I’m happy to carry on")
    ours.end_early()
    took.of(three.quiet(), "quiet")
    three.student.fill_form(words="One sentence from the student.")
    took.look("quiet-filled", three.student)
    ours.now().hand_in()
    for phone in three:
        phone.in_stage(OUT_OF_ROLE)
    three.debrief(lambda turn: took.of(three, f"debrief-{turn}", TURNS[turn])).sheets()
    took.of(three, "sheets", LATE["sheets"])
    took.screens[-1].essential["short"] = page_height(three.student) <= 2 * three.student.page.viewport_size["height"]
    took.screens[-1].essential["result first"] = top_of(three.student, CHANGE) > top_of(three.student, "The mark sheet")
    three.patient.tap(CASE_IS_WRONG)
    three.patient.sees("Whoever looks after the kit’s cases will read this")
    took.look("report", three.patient)
    three.skip()
    for phone in three:
        phone.sees("Plan a round by hand")
    took.of(three, "next", LATE["next"])
    three.observer.tap(MORE)
    took.look("more", three.observer)
    three.observer.tap(FINISH)
    three.observer.sees(f"{three.student.name} hasn’t finished: move on all the same?")
    took.look("sure", three.observer)
    three.observer.tap("Move on all the same")
    for phone in three:
        phone.sees("That’s it for tonight")
        phone.button("Download my record").wait_for()
    took.of(three, "last", LATE["last"])
    took.sees_into_the_live_component(three.student)
    again = three.student.open()
    expect(again.page.get_by_role("textbox", name="Code", exact=True)).to_be_visible()
    expect(again.page.get_by_text(RUNNING)).to_have_count(0)
    took.look("home-again", again)
    return took


def test_no_screen_has_a_serious_or_critical_finding_of_axe(walk: Walk) -> None:
    assert {s.name: s.axe for s in walk.screens if s.axe} == {}


def test_everything_to_be_tapped_is_large_enough_for_a_thumb(walk: Walk) -> None:
    assert {s.name: s.small for s in walk.screens if s.small} == {}
    assert sum(len(s.buttons) for s in walk.screens) > 100, "The buttons were found at all."


def test_every_kind_of_screen_was_looked_at(walk: Walk) -> None:
    names = {screen.name for screen in walk.screens}
    wanted = {f"{stage}-{role}" for stage in EACH for role in ROLES}
    wanted |= {f"debrief-{turn}-{role}" for turn, roles in TURNS.items() for role in roles}
    wanted |= {f"{stage}-{role}" for stage, roles in LATE.items() for role in roles}
    wanted |= {"home", "home-again", "door", "settings", "table", "note", "stopped", "more"}
    assert {f"{name}-{scheme}" for name in wanted for scheme in SCHEMES} <= names


def test_no_screen_scrolls_sideways(walk: Walk) -> None:
    assert {s.name: s.wide for s in walk.screens if s.wide} == {}


def test_everyones_feedback_fits_two_screens_of_a_phone_and_what_one_wrote_comes_below_it(walk: Walk) -> None:
    [seen] = [s.essential for s in walk.screens if "short" in s.essential]
    assert seen == {"short": True, "result first": True}


def test_in_the_station_clock_and_bar_stand_on_the_screen_without_scrolling(walk: Walk) -> None:
    seen = {s.name: s.essential for s in walk.screens if "band" in s.essential}
    assert set(seen) == {f"station-{role}-{scheme}" for role in ROLES for scheme in SCHEMES}
    assert {name: e for name, e in seen.items() if not all(e.values())} == {}
