"""The rules for files that a page shows or offers: only for the browser whose page was told about them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from test_guard import Browser

from roleplay.web.server import media
from roleplay.web.server.media import Media, Told

FILE, OTHER = "a1" * 28, "b2" * 28
ADDRESS = f"/media/{FILE}.html"


async def by_header(connection: HTTPConnection) -> str | None:
    """The device, as a test names it."""
    return connection.headers.get("device")


def told_of(address: str) -> Message:
    """What Streamlit sends a page that offers this file."""
    message = ForwardMsg()
    message.delta.new_element.download_button.url = address
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


@dataclass
class Streamlit:
    """Serves every file to anybody who asks, and tells each page that opens what it should be told."""

    tells: list[Message] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await PlainTextResponse("a history", headers={"Cache-Control": "public"})(scope, receive, send)
            return
        for message in self.tells:
            await send(message)


@dataclass
class Kit:
    """The guard before it. ``opens`` a page of a device, which is told of these files; ``asks`` for one."""

    streamlit: Streamlit = field(default_factory=Streamlit)

    def __post_init__(self) -> None:
        self.guard = Media(self.streamlit, by_header)

    def opens(self, device: str, *addresses: str) -> Kit:
        self.streamlit.tells = [told_of(address) for address in addresses]
        Browser(self.guard).ask("/_stcore/stream", kind="websocket", device=device)
        return self

    def asks(self, device: str, address: str = ADDRESS, method: str = "GET") -> Browser:
        return Browser(self.guard).ask(address, method, device=device)


def test_a_file_is_served_to_the_browser_whose_page_was_told_of_it_and_kept_nowhere() -> None:
    browser = Kit().opens("anna", ADDRESS).asks("anna")

    assert (browser.status, browser.body) == (200, b"a history")
    assert browser.headers.getlist("cache-control") == ["no-store"]


@pytest.mark.parametrize("device", ["ben", ""])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_nobody_else_is_served_it_who_has_its_address(device: str, method: str) -> None:
    browser = Kit().opens("anna", ADDRESS).opens("ben", f"/media/{OTHER}.html").asks(device, method=method)

    assert browser.status == 404
    assert browser.headers["cache-control"] == "no-store"
    assert b"history" not in browser.body


@pytest.mark.parametrize(
    "path",
    ["/media", "/media/", "/media/x.html", f"{ADDRESS}\n", f"{ADDRESS}/", f"/media//{FILE}.html", f"/media/{FILE}.a.b"],
)
def test_no_other_way_of_writing_an_address_leads_to_a_file(path: str) -> None:
    assert Kit().opens("anna", ADDRESS).asks("anna", path).status == 404


def test_a_page_without_a_cookie_of_ours_is_told_of_nothing_that_it_may_fetch() -> None:
    assert Kit().opens("", ADDRESS).asks("").status == 404


def test_the_same_file_is_for_all_whose_pages_were_told_of_it() -> None:
    kit = Kit().opens("anna", ADDRESS).opens("ben", ADDRESS)

    assert [kit.asks(device).status for device in ("anna", "ben", "cleo")] == [200, 200, 404]


def test_what_is_no_file_passes() -> None:
    assert Kit().asks("", "/_stcore/health").status == 200


def test_of_a_device_the_newest_files_are_remembered() -> None:
    told = Told()
    for number in range(media.FILES + 1):
        told.add("anna", f"{number:032x}")

    assert not told.knows("anna", f"{0:032x}")
    assert told.knows("anna", f"{1:032x}")


def test_strangers_that_come_and_go_push_out_nobody_whose_page_is_open() -> None:
    told = Told()
    with told.open("anna"):
        told.add("anna", FILE)
        for number in range(media.GONE + 10):
            with told.open(f"stranger {number}"):
                told.add(f"stranger {number}", FILE)

        assert told.knows("anna", FILE)
    assert told.knows("anna", FILE)
    assert not told.knows("stranger 0", FILE)


def test_while_a_second_page_of_a_device_is_open_it_is_not_forgotten() -> None:
    told = Told()
    with told.open("anna"):
        with told.open("anna"):
            told.add("anna", FILE)
        for number in range(media.GONE + 10):
            with told.open(f"stranger {number}"):
                pass

        assert told.knows("anna", FILE)
