"""A phone that has never been here joins over a slow network: until it sees whose session it is, and until it plays."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.benchmarks.phones import chromium, phone
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.seeding import Room, seeding
from tests.benchmarks.servers import Server, kit_server
from tests.benchmarks.table import Row

SLOW: dict[str, Any] = {
    "offline": False,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
    "latency": 150,
}
"""1.6 Mbit/s down, 150 ms until an answer begins: a phone in a full lecture theatre."""
VISITS = 3
PAGE, LIVE, HOME = 2.5, 7.0, 2.5
NAME = "A phone that is new here"


def measure(folder: Path) -> list[Row]:
    """In turn, each with empty storage; the quickest of each counts, as other programs only ever make it slower. The
    name is typed in no time, so the second figure is the network's and the phone's alone."""
    with seeding(folder) as seeder:
        rooms = [seeder.lobby() for _ in range(VISITS)]
    with kit_server(seeder.database) as server, chromium() as browser:
        _warm(browser, server)
        joined = [_join(browser, server, room) for room in rooms]
        titles = [_home(browser, server) for _ in range(VISITS)]
    page, live, title = min(one for one, _ in joined), min(two for _, two in joined), min(titles)
    return [
        Row(
            "first paint at 1.6 Mbit/s: whose session it is, with a form", f"≤ {PAGE} s", f"{page:.2f} s", page <= PAGE
        ),
        Row("the same, joined at once: the live screen", f"≤ {LIVE:g} s", f"{live:.2f} s", live <= LIVE),
        Row("the same, Home’s title", f"≤ {HOME} s", f"{title:.2f} s", title <= HOME),
    ]


def _warm(browser: Browser, server: Server) -> None:
    """The server's own first visit, on a quick network: a kit that has just started is another row."""
    page = phone(browser)
    page.goto(server.url)
    page.get_by_role("button", name="Start a session", exact=True).wait_for()
    page.context.close()


def _join(browser: Browser, server: Server, room: Room) -> tuple[float, float]:
    """Seconds until the form is there, and until the live component has drawn."""
    page, began = _slow(browser)
    page.goto(f"{server.url}/join?code={room.code}", wait_until="commit")
    page.get_by_role("heading", name="’s session").wait_for()
    page.get_by_role("button", name="Join", exact=True).wait_for()
    form = time.perf_counter() - began
    page.get_by_role("textbox", name="Your name").fill(NAME)
    page.get_by_role("button", name="Join", exact=True).click(no_wait_after=True)
    page.get_by_text("In the room: 4").first.wait_for()
    live = time.perf_counter() - began
    page.context.close()
    return form, live


def _home(browser: Browser, server: Server) -> float:
    """Seconds until Home says what it is."""
    page, began = _slow(browser)
    page.goto(server.url, wait_until="commit")
    page.get_by_role("heading", name="Practise a consultation").wait_for()
    taken = time.perf_counter() - began
    page.context.close()
    return taken


def _slow(browser: Browser) -> tuple[Page, float]:
    """A new phone on a slow network, and the time now."""
    wait_for_quiet(5)
    page = phone(browser)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    return page, time.perf_counter()
