"""The server dies, a phone has no network, a clock is wrong: no tap is lost, and time goes on."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Callable
from typing import Any

from phones import HAND_IN, OBSERVER, PATIENT, READY, STUDENT, Phone, Trio
from played import Room
from playwright.sync_api import WebSocketRoute, expect
from servers import Server, content, read_case

CASE = read_case()
ITEMS = [item["text"] for item in CASE["checklist"]]
FACTS = [fact["say"] for fact in CASE["patient"]["story"]]
TOLERANCE = 2
"""How many seconds a device's clock may differ before and after."""
AN_HOUR_FAST = """
(() => {
  const Real = Date, shift = 3600 * 1000;
  window.Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
})();
"""


def stored(server: Server, kind: str) -> list[str]:
    """The bodies of the log's rows of one kind."""
    with sqlite3.connect(server.database) as database:
        rows = database.execute("SELECT body FROM events WHERE kind = ? ORDER BY seq", (kind,)).fetchall()
    database.close()
    return [row[0] for row in rows]


def clocks(trio: Trio) -> dict[str, tuple[int, float]]:
    """What each clock shows, and when it was read."""
    return {role: (phone.clock(), time.monotonic()) for role, phone in trio.by_role.items()}


def test_a_server_killed_in_the_station_is_back_in_the_same_second_with_every_tap(
    run_server: Callable[..., Server], tmp_path: Any, station: Callable[..., Trio]
) -> None:
    """Also for a phone that was switched off with taps waiting and comes back once the server is up."""
    server = run_server(content(tmp_path / "content", reading=0.05, station=8))
    two = station(server, OBSERVER, PATIENT)
    seats = {role: phone.page.url for role, phone in two.by_role.items()}
    observer, patient = two.observer, two.patient
    observer.tap(observer.line(ITEMS[0]))
    observer.pin()
    patient.tap(patient.line(FACTS[0]))
    for phone in two:
        phone.saved()
    observer.page.evaluate("window.__before = true")
    assert len(stored(server, "pinned")) == 1
    before = clocks(two)

    server.kill()
    expect(observer.band).to_contain_text("offline")
    observer.tap(observer.line(ITEMS[1]))
    observer.pressed(observer.line(ITEMS[1]))
    observer.waiting(1)
    observer.pin("To try")
    observer.waiting(2)
    patient.tap(patient.line(FACTS[1]))
    patient.pressed(patient.line(FACTS[1]))
    patient.waiting(1)
    assert len(stored(server, "pinned")) == 1, "It is really dead."
    patient.page.close()

    server.start()
    patient.page = patient.context.new_page()
    patient.page.goto(seats[PATIENT])
    observer.page.wait_for_function("() => !window.__before")
    for phone in two:
        phone.saved()
        phone.in_stage("Station")
    after = clocks(two)
    for role, (left, at) in before.items():
        now, later = after[role]
        assert abs(left - (later - at) - now) <= TOLERANCE, role
        assert two.by_role[role].page.url == seats[role]
        assert two.by_role[role].role() == role
    for text in ITEMS[:2]:
        observer.pressed(observer.line(text))
    for text in FACTS[:2]:
        patient.pressed(patient.line(text))
    observer.unpressed(observer.line(ITEMS[2]))
    patient.unpressed(patient.line(FACTS[2]))
    assert len(stored(server, "pinned")) == 2
    assert len(stored(server, "marked")) == 2, "What was sent twice is stored once."
    assert len(stored(server, "fact_came")) == 2
    for phone in two:
        assert "queue" not in phone.storage()
    server.stop()


def test_a_phone_offline_through_the_whole_station_loses_nothing(short: Server, room: Callable[..., Room]) -> None:
    three = room(short)
    three.begin_planned()
    for role in (STUDENT, PATIENT):
        three.moved(three.who(role), "ready")
    observer, student = three.trio(OBSERVER, STUDENT)
    observer.tap(READY)
    observer.in_stage("Reading")
    observer.context.set_offline(True)
    observer.in_stage("Station")
    assert observer.bells() == 2, "Its bell rings without network too."
    for number, text in enumerate(ITEMS[:3], 1):
        observer.tap(observer.line(text))
        observer.pressed(observer.line(text))
        observer.waiting(number)
    observer.pin()
    observer.waiting(4)
    left = observer.clock()
    expect(observer.timer).not_to_have_text(f"0:{left:02d}")
    observer.in_stage("Quiet minute")
    observer.waiting(4)
    student.in_stage("Quiet minute")
    assert abs(observer.clock() - student.clock()) <= 1

    observer.context.set_offline(False)
    observer.saved()
    observer.sees("Marked already: 3")
    observer.page.reload()
    observer.sees("Marked already: 3")
    expect(observer.button(HAND_IN)).to_be_visible()


def test_taps_that_wait_are_sent_in_the_order_in_which_they_were_made_and_one_that_cannot_be_read_hides_none(
    long: Server, station: Callable[..., Trio]
) -> None:
    """Also if the clock was set back in between and the phone was switched off with them."""
    observer = station(long, OBSERVER).observer
    seat, context = observer.page.url, observer.context
    kept, taken_back = (observer.line(text) for text in ITEMS[:2])
    context.set_offline(True)
    observer.tap(kept)
    observer.tap(taken_back)
    observer.waiting(2)
    observer.page.evaluate("(() => { const now = Date.now; Date.now = () => now() - 3600 * 1000; })()")
    observer.tap(taken_back)
    observer.unpressed(taken_back)
    observer.waiting(3)
    observer.page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((key) => key.includes(":tap:"));
          localStorage.setItem(key.replace(/:tap:.*/, ":tap:half"), '{"kind": "marked", "ite');
          localStorage.setItem(key.replace(/:tap:.*/, ":tap:none"), "null");
        }"""
    )
    observer.page.close()
    sent: list[str] = []
    again = Phone(context, long.base)
    again.page.on("request", lambda request: sent.append(request.post_data or "") if "/taps" in request.url else None)
    context.set_offline(False)

    again.page.goto(seat)

    again.saved()
    again.pressed(again.line(ITEMS[0]))
    again.unpressed(again.line(ITEMS[1]))
    assert [tap["mark"] for body in sent for tap in json.loads(body)["taps"]] == ["done", "done", None]
    again.tap(again.text("2 not saved. Look at them"))
    expect(again.page.locator("details.notice")).to_contain_text('{"kind": "marked", "ite')
    assert ":tap:" not in again.storage()


def test_a_tab_that_slept_and_a_device_whose_clock_is_an_hour_off_show_the_right_second(
    long: Server, room: Callable[..., Room]
) -> None:
    """Side by side: the sleeping device has the right clock, and the one with the wrong clock doesn't sleep."""
    three = room(long)
    three.begin_planned().read()
    sleeper, awake = three.phone(PATIENT), three.phone(STUDENT, script=AN_HOUR_FAST)
    for phone in (sleeper, awake):
        phone.in_stage("Station")
    assert abs(awake.page.evaluate("Date.now()") / 1000 - time.time() - 3600) < 60
    assert abs(sleeper.clock() - awake.clock()) <= 1
    session = sleeper.context.new_cdp_session(sleeper.page)
    before = sleeper.clock()
    asleep: list[object] = []
    session.on("Debugger.paused", lambda event: asleep.append(event))
    session.send("Debugger.enable")
    session.send("Debugger.pause")
    awake.clock_down_to(before - 6)
    assert asleep, "No line of it runs."

    session.send("Debugger.disable")

    sleeper.clock_down_to(before - 5)
    assert abs(sleeper.clock() - awake.clock()) <= 1
    sleeper.saved()


def test_a_phone_that_loses_its_network_as_the_stage_changes_keeps_its_page(
    long: Server, room: Callable[..., Room]
) -> None:
    """Streamlit can't follow then, and reloading the page would end on the browser's error page."""
    streamlit_is_dead = False

    def stream(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: None if streamlit_is_dead else server.send(message))

    two = room(long, "Ana", "Ben")
    lost = two.closed("Ben")
    lost.page.route_web_socket(re.compile("/_stcore/stream"), stream)
    lost.open(two.page("Ben")).in_lobby(2)
    lost.page.evaluate("window.__before = true")
    streamlit_is_dead = True
    two.begin_planned()
    lost.in_stage("Prepare")
    left = lost.clock()
    lost.context.set_offline(True)
    lost.clock_down_to(left - 10)
    assert lost.page.evaluate("window.__before") is True
    streamlit_is_dead = False
    lost.context.set_offline(False)
    lost.page.wait_for_function("() => !window.__before")
    lost.in_stage("Prepare")
    lost.sees_not("Somebody without a phone?")  # Streamlit, which drew it, is alive and has moved on


def test_a_tap_counts_also_when_the_others_change_the_screen_while_the_finger_is_down(
    long: Server, room: Callable[..., Room]
) -> None:
    three = room(long)
    three.begin_planned()
    slow = three.phone(OBSERVER)
    drawn = slow.text(re.compile("^Look through the mark sheet below")).element_handle()
    slow.button(READY).hover()
    slow.page.mouse.down()
    for role in (STUDENT, PATIENT):
        three.moved(three.who(role), "ready")
    slow.page.wait_for_function("(element) => !element.isConnected", arg=drawn)

    slow.page.mouse.up()

    slow.in_stage("Reading")
