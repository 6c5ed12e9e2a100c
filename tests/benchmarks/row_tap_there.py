"""Tap → stored durably → drawn on another device, one room."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.benchmarks.phones import chromium, key, phone, sit
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.seeding import FINDINGS, rooms_in_station
from tests.benchmarks.servers import kit_server
from tests.benchmarks.table import Row, median, p95

ROOMS = 5


def measure(folder: Path) -> list[Row]:
    """Two pages of one browser: the observer hands over a finding and the student's page shows it. Measured from the
    click to the frame that draws it there; the student's view only changes once the tap is on the disk."""
    database, rooms = rooms_in_station(folder, ROOMS)
    taken: list[float] = []
    with kit_server(database) as server, chromium() as browser:
        student, observer = phone(browser), phone(browser)
        for room in rooms:
            sit(student, server, room, room.student)
            sit(observer, server, room, room.observer)
            key(observer, "cards").click()
            wait_for_quiet(5)
            taken += [handed_over(student, observer, number) for number in range(FINDINGS)][2:]
    reached = f"{median(taken):.1f} ms, p95 {p95(taken):.1f} ms"
    within = median(taken) <= 20 and p95(taken) <= 50
    what = "tap → stored durably → drawn on another device, 1 room"
    return [Row(what, "median ≤ 20 ms, p95 ≤ 50 ms", reached, within)]


def handed_over(student: Page, observer: Page, number: int) -> float:
    """Milliseconds for one card."""
    student.evaluate("(text) => { window.seen = bench.live(text); }", f"Result {number}")
    tap = "(key) => { const at = bench.now(); bench.find(key).click(); return at; }"
    at: float = observer.evaluate(tap, f"card-card-{number}")
    seen: float = student.evaluate("window.seen")
    observer.wait_for_timeout(120)
    return seen - at
