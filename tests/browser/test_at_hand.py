"""What people have at hand for themselves: who to call, a check-in that stays with them, a minute, and Me too."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from phones import OBSERVER, PATIENT, STATION, STOP, STUDENT, Phone, Trio
from played import STEP, Played, lobby, quiet, reading
from playwright.sync_api import Request, WebSocket, expect
from servers import Server

from roleplay.shared_words import UNWELL
from roleplay.usecases.practice.quick_fire import MOST

PLACE = "kit:check-in"
SHARES = "navigator.share = async ({ text }) => { window.shared = text; };"
LOADED = """() => performance.now()
  - Math.max(...performance.getEntriesByType("resource").map((one) => one.responseEnd)) > 2000"""
"""Nothing has been fetched for a while."""
CUPPA = "Rough week. Anyone free for a cuppa?"


class Sent:
    """All that a page sends from now on, by whatever way."""

    def __init__(self, phone: Phone) -> None:
        self.all: list[str] = []
        phone.page.on("request", self._request)
        phone.page.on("websocket", self._socket)

    def _request(self, request: Request) -> None:
        body = (request.post_data_buffer or b"").decode("latin-1")
        self.all.append(f"{request.method} {request.url} {body}")

    def _socket(self, socket: WebSocket) -> None:
        self.all.append(f"socket {socket.url}")
        socket.on("framesent", lambda frame: self.all.append(as_text(frame)))


def as_text(frame: str | bytes) -> str:
    return frame if isinstance(frame, str) else frame.decode("latin-1")


def next_step(room: Played, now: int) -> None:
    """The student has written a next step."""
    quiet(room, now)
    room.forms().moved(room.who("student"), "go_on")
    room.tap(room.who("student"), "wrote", words="next_step", text=STEP)


@pytest.fixture
def ana(long: Server, stands: Callable[..., Trio]) -> Phone:
    """On her Me page, with her check-in switched on."""
    [ana] = stands(long, lobby, "Ana", path="/me")
    ana.unfold("Private check-in")
    ana.tap("Switch it on in this browser")
    ana.sees("It’s on in this browser.")
    return ana


def kept(phone: Phone) -> str:
    return str(phone.page.evaluate(f"localStorage.getItem('{PLACE}')"))


def test_under_stop_every_phone_says_who_to_call(long: Server, stands: Callable[..., Trio]) -> None:
    three = stands(long, reading, STUDENT, PATIENT, OBSERVER)
    three.patient.tap(STOP)
    for phone in three:
        phone.page.get_by_role("dialog").get_by_text(UNWELL).click()
        expect(phone.page.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")


def test_without_a_network_stop_still_says_who_to_call(long: Server, stands: Callable[..., Trio]) -> None:
    [student] = stands(long, reading, STUDENT)
    student.in_stage(STATION)
    student.context.set_offline(True)
    student.tap(STOP)
    student.page.get_by_role("dialog").get_by_text(UNWELL).click()
    expect(student.page.get_by_role("link", name="Call 999")).to_be_visible()


def test_a_check_in_leaves_the_device_by_no_request_and_no_socket(ana: Phone) -> None:
    sent = Sent(ana)
    expect(ana.open().button("4")).to_be_visible()
    ana.still()
    ana.page.wait_for_function(LOADED)
    before = len(sent.all)

    ana.tap("4")
    ana.tap("Swap")
    ana.pressed(ana.button("4"))
    ana.pressed(ana.button("Swap"))

    assert {"how": 4, "wish": "swap"}.items() <= json.loads(kept(ana)).items()
    assert sent.all[before:] == []
    ana.unfold("Timing and exam")
    ana.tap(ana.page.get_by_text("Other minutes"))
    expect(ana.page.get_by_label("Station, minutes")).to_be_visible()
    assert len(sent.all) > before  # the recorder hears what is sent
    expect(ana.open().button("4")).to_be_visible()
    assert not [one for one in sent.all if "check-in" in one or '"swap"' in one]
    ana.pressed(ana.button("4"))


def test_a_check_in_can_be_deleted(ana: Phone) -> None:
    ana.open().tap("2")

    ana.tap("Switch off and delete")

    ana.sees_not("How are you right now?")
    assert kept(ana) == "None"


def test_a_check_in_is_off_unless_somebody_switches_it_on(long: Server, stands: Callable[..., Trio]) -> None:
    [ben] = stands(long, lobby, "Ben", path="/")
    expect(ben.button("Rough week?")).to_be_visible()
    ben.sees_not("How are you right now?")


def test_a_rough_week_opens_the_phones_own_share_sheet(ana: Phone) -> None:
    ana.context.add_init_script(SHARES)
    ana.open().tap("Rough week?")
    ana.page.wait_for_function("window.shared !== undefined")

    assert ana.page.evaluate("window.shared") == CUPPA


def test_me_too_is_shown_to_who_wrote_the_next_step_and_to_nobody_else(
    long: Server, stands: Callable[..., Trio]
) -> None:
    three = stands(long, next_step, STUDENT, PATIENT, OBSERVER)
    three.observer.sees(f"{three.student.name} has written a next step")
    said = f"{three.patient.name}: me too."

    three.patient.tap("Me too")

    three.student.sees(said)
    three.patient.sees(f"{three.student.name} knows. Nobody else was told.")
    three.observer.sees_not(said)
    expect(three.observer.button("Me too")).to_be_visible()


def test_a_session_that_begins_with_a_minute_has_one_on_each_phone(long: Server, phone: Callable[..., Phone]) -> None:
    one, two = phone(long).home(), phone(long)
    one.page.get_by_text("Begin with one minute: how are we arriving?").click()
    one.start("Ana")
    two.link(one.code).join("Ben").in_lobby(2)
    for each in (one, two):
        each.sees("How are we arriving?")
    one.tap("Start the minute")
    expect(one.page.get_by_role("timer").filter(has_text=re.compile("^[0-9]+$"))).to_be_visible()


def test_in_the_lobby_one_phone_asks_what_all_have_met(long: Server, stands: Callable[..., Trio]) -> None:
    """After a round that all three played they meet again, and wait."""
    three = stands(long, next_step, STUDENT)
    three.student.more("Finish the session")
    three.student.tap("Start asking")
    three.student.sees(re.compile(f"Question 1 of [1-{MOST}]"))
    three.student.tap("Show the answer")
    expect(three.student.button("Next")).to_be_visible()
