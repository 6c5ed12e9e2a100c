"""A first visit on a phone, in bytes."""

from __future__ import annotations

import secrets
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from roleplay.demo.term import make_demo
from roleplay.people.codes import device_hash
from roleplay.web.server.kit import build_kit
from tests.benchmarks.phones import chromium, phone, sit
from tests.benchmarks.seeding import rooms_in_station
from tests.benchmarks.servers import Server, bare_server, kit_server
from tests.benchmarks.table import Row

MB = 1_000_000
ROOM, CHARTS = 1.2, 2.6
SETTLE = 3000  # ms: fonts and lazy parts arrive after the first drawing


def measure(folder: Path) -> list[Row]:
    """A phone-sized browser with empty storage. Counts every answer's encodedDataLength (headers and body as they
    travelled) and every socket frame, until three seconds after the page is up. The bare page is for comparison."""
    database, (room,) = rooms_in_station(folder, 1)
    with kit_server(database) as server, bare_server(folder / "bare") as bare, chromium() as browser:
        live = visit(browser, lambda page: sit(page, server, room, room.observer))
        home = visit(browser, lambda page: _open(page, server, "Start a session"))
        plain = visit(browser, lambda page: _open(page, bare, "One"))
    file, cookie = somebody_with_a_term(folder)
    with kit_server(file) as server, chromium() as browser:
        charts = visit(browser, lambda page: _history(page, server, cookie))
    return [
        _row("first visit on a phone, live room", live, ROOM),
        _row("the same, home", home, ROOM, f"; bare page, uncompressed: {sum(plain) / MB:.2f} MB"),
        _row("the same, a term’s history with its charts", charts, CHARTS),
    ]


def _row(what: str, received: tuple[float, float], budget: float, more: str = "") -> Row:
    answers, frames = received
    reached = f"{sum(received) / MB:.3f} MB ({answers / MB:.3f} in answers, {frames / MB:.3f} over sockets{more})"
    return Row(what, f"≤ {budget:g} MB", reached, sum(received) <= budget * MB)


def somebody_with_a_term(folder: Path) -> tuple[Path, str]:
    """A database with the demo's term, and the cookie of its first person's phone."""
    file, token = folder / "term.sqlite3", secrets.token_urlsafe(32)
    now = time.time_ns() // 1_000_000
    demo = make_demo(f"sqlite:///{file}", now, lambda *_: None)
    with closing(build_kit(f"sqlite:///{file}")) as kit, kit.store.write() as writer:
        writer.add_person_device(demo.people[0].id, device_hash(token), False, now)
    return file, kit.devices.signed(token)


def _history(page: Any, server: Server, cookie: str) -> None:
    """Scrolls to the end, since charts are drawn as they come into view."""
    page.context.add_cookies([{"name": "device", "value": cookie, "url": server.url}])
    page.goto(f"{server.url}/history")
    page.locator(".js-plotly-plot").first.wait_for()
    page.locator(".js-plotly-plot").last.scroll_into_view_if_needed()


def _open(page: Any, server: Server, button: str) -> None:
    page.goto(server.url)
    page.get_by_role("button", name=button, exact=True).wait_for()


def visit(browser: Browser, arrive: Any) -> tuple[float, float]:
    """Bytes that a new phone receives, in answers and over sockets."""
    page = phone(browser)
    received: list[float] = []
    frames: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.on("Network.webSocketFrameReceived", lambda event: frames.append(_payload(event["response"])))
    arrive(page)
    page.wait_for_timeout(SETTLE)
    page.context.close()
    return sum(received), sum(frames)


def _payload(frame: dict[str, Any]) -> float:
    binary = frame["opcode"] == 2  # then the payload is in base64
    return len(frame["payloadData"]) * 3 / 4 if binary else len(frame["payloadData"].encode())
