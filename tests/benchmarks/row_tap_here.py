"""Tap → drawn on the same device."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks.phones import chromium, key, phone, sit
from tests.benchmarks.seeding import rooms_in_station
from tests.benchmarks.servers import kit_server
from tests.benchmarks.table import Row, median

TAPS = 20
ITEMS = ("item-who", "item-rash", "item-responds", "item-fluids")


def measure(folder: Path) -> list[Row]:
    """The observer's phone, with real clicks on lines of the mark sheet. Counts the animation frames from the click
    event to the first that shows the line as marked; 1 means the next frame."""
    database, (room,) = rooms_in_station(folder, 1)
    taken: list[dict[str, Any]] = []
    with kit_server(database) as server, chromium() as browser:
        page = phone(browser)
        sit(page, server, room, room.observer)
        for number in range(TAPS):
            name = ITEMS[number % len(ITEMS)]
            page.evaluate("(key) => { window.tap = bench.tapped(key); }", name)
            key(page, name).click()
            taken.append(page.evaluate("window.tap"))
    frames = [tap["frames"] for tap in taken]
    reached = f"{median(frames):g} frame (at most {max(frames)}), {median([t['ms'] for t in taken]):.0f} ms"
    return [Row("tap → drawn on the same device", "next frame", reached, median(frames) == 1)]
