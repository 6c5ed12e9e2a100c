"""A first visit on a phone, in bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.benchmarks.phones import chromium, phone, sit
from tests.benchmarks.seeding import Room, rooms_in_station, seeding
from tests.benchmarks.servers import Server, bare_server, kit_server
from tests.benchmarks.table import Row

MB = 1_000_000
ROOM = 1.2
SETTLE = 3000  # ms: fonts and lazy parts arrive after the first drawing


def measure(folder: Path) -> list[Row]:
    """A phone-sized browser with empty storage. Counts every answer's encodedDataLength (headers and body as they
    travelled) and every socket frame, until three seconds after the page is up. The bare page is for comparison."""
    database, (room,) = rooms_in_station(folder, 1)
    with seeding(folder) as seeder:
        lobby = seeder.lobby()
    with kit_server(database) as server, bare_server(folder / "bare") as bare, chromium() as browser:
        joined = visit(browser, lambda page: _join(page, server, lobby))
        live = visit(browser, lambda page: sit(page, server, room, room.observer))
        home = visit(browser, lambda page: _open(page, server, "Start a session"))
        plain = visit(browser, lambda page: _open(page, bare, "One"))
    return [
        weight("first visit on a phone, live room", live, ROOM),
        weight("the same, joining by a link", joined, ROOM),
        weight("the same, home", home, ROOM, f"; bare page, uncompressed: {plain.all / MB:.2f} MB"),
    ]


@dataclass(frozen=True)
class Received:
    """Bytes that came to a phone: as answers, by address, and over sockets."""

    answers: dict[str, float]
    frames: float

    @property
    def all(self) -> float:
        return sum(self.answers.values()) + self.frames


def weight(what: str, received: Received, budget: float, more: str = "") -> Row:
    """A line of the table."""
    answers = sum(received.answers.values())
    reached = (
        f"{received.all / MB:.3f} MB ({answers / MB:.3f} in answers, {received.frames / MB:.3f} over sockets{more})"
    )
    return Row(what, f"≤ {budget:g} MB", reached, received.all <= budget * MB)


def _join(page: Page, server: Server, room: Room) -> None:
    """From the link in the QR code to the live screen."""
    page.goto(f"{server.url}/join?code={room.code}")
    page.get_by_role("textbox", name="Your name").fill("A phone that is new here")
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_text("In the room: 4").first.wait_for()


def _open(page: Any, server: Server, button: str) -> None:
    page.goto(server.url)
    page.get_by_role("button", name=button, exact=True).wait_for()


def visit(browser: Browser, arrive: Any) -> Received:
    """What a new phone receives, in answers and over sockets."""
    page = phone(browser)
    addresses: dict[str, str] = {}
    received: dict[str, float] = {}
    frames: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.responseReceived", lambda event: addresses.update({event["requestId"]: event["response"]["url"]})
    )
    session.on(
        "Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]})
    )
    session.on("Network.webSocketFrameReceived", lambda event: frames.append(_payload(event["response"])))
    arrive(page)
    page.wait_for_timeout(SETTLE)
    page.context.close()
    answers: dict[str, float] = {}
    for request, bytes_ in received.items():
        address = addresses.get(request, "")
        answers[address] = answers.get(address, 0) + bytes_
    return Received(answers, sum(frames))


def _payload(frame: dict[str, Any]) -> float:
    binary = frame["opcode"] == 2  # then the payload is in base64
    return len(frame["payloadData"]) * 3 / 4 if binary else len(frame["payloadData"].encode())
