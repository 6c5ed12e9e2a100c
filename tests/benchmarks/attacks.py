"""What a stranger without a code can do to a kit: `python -m tests.benchmarks.attacks NAME URL SECONDS FOLDER`.

Each goes on for so many seconds, with a limit to what it opens and sends. This machine only. The row `under_attack`
runs them in their own processes, beside trios of bots; FOLDER holds what `prepare` made.
"""

from __future__ import annotations

import asyncio
import http.client
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin, Subprotocol

from roleplay.people.visitor import Visitor
from roleplay.web.server.descriptors import raise_descriptor_limit
from tests.bots.tab import NotThere, Tab
from tests.bots.wire import Wire

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LOST = (OSError, EOFError, TimeoutError, ConnectionClosed, InvalidHandshake, NotThere, http.client.HTTPException)
"""What somebody meets who is refused, cut off or not answered."""
NAMESAKE, NAMESAKES = "Sam", 31
OPENING = b'<script type="application/json" id="practice-data">'
PLAYED, ROUNDS = "Anna", 4000
TAGS, HISTORY, PICTURE, SHEET = "tags.html", "history.html", "picture.png", "sheet.xlsx"


@dataclass(frozen=True)
class Against:
    """The kit under attack, until when, and with what files."""

    url: str
    until: float
    folder: Path

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self.until

    def file(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    async def stranger(self, page: str, named: str = "") -> Stranger:
        """A browser that has never been here, on this page; a ``named`` one starts a session first, to be somebody."""
        wire = Wire(self.url)
        await wire.get("/")
        wire.hang_up()
        if named:
            home = await Tab(self.url, wire.cookie).open()
            home.fill("Your name", named)
            await home.press("Start a session")
            await home.close()
        stranger = Stranger(self.url, wire.cookie, page)
        await stranger.open()
        return stranger

    async def again_and_again(self, attack: Callable[[], Awaitable[None]], at_once: int, pause: float = 0.2) -> None:
        """Runs so many of them, each again from the beginning whenever it ends or is stopped."""

        async def one() -> None:
            while self.goes_on:
                with suppress(*LOST):
                    await attack()
                await asyncio.sleep(pause)

        await asyncio.gather(*(one() for _ in range(at_once)))


class Stranger(Tab):
    """A tab that also uploads files."""

    session = ""

    async def brings(self, label: str, name: str, data: bytes) -> None:
        """Uploads to the uploader with this label; the page is drawn again."""
        proto, fragment = self.find(label, "FileUploader")
        self.offered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        asked = BackMsg(file_urls_request={"request_id": "1", "file_names": [name], "session_id": self.session})
        await self.socket.send(asked.SerializeToString())
        async with asyncio.timeout(30):
            urls = await self.offered
        await asyncio.to_thread(self._put, urls.upload_url, name, data)
        state = WidgetState(id=proto.id)
        told = state.file_uploader_state_value.uploaded_file_info.add(file_id=urls.file_id, name=name, size=len(data))
        told.file_urls.CopyFrom(urls)
        self.values[proto.id] = state
        await self._run(BackMsg(), None, fragment)

    def _put(self, path: str, name: str, data: bytes) -> None:
        there = urlsplit(self.base)
        asking = http.client.HTTPConnection(there.hostname or "", there.port, timeout=60)
        try:
            asking.request("GET", "/_stcore/health")
            answer = asking.getresponse()
            answer.read()
            cookie = answer.getheader("set-cookie", "").partition(";")[0]
            line = b"----boundary"
            head = f'\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
            headers = {
                "Cookie": f"device={self.cookie}; {cookie}",
                "X-Xsrftoken": cookie.partition("=")[2],
                "Content-Type": f"multipart/form-data; boundary={line[2:].decode()}",
                "Origin": self.base,
            }
            asking.request("PUT", path, line + head + data + b"\r\n" + line + b"--\r\n", headers)
            if asking.getresponse().status >= 400:
                raise NotThere(f"{name} was not taken")
        finally:
            asking.close()

    def _heard(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "file_urls_response" and not self.offered.done():
            self.offered.set_result(message.file_urls_response.file_urls[0])
        elif kind == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
        super()._heard(message)


# 1 to 6 of what was found


async def opening_tags(kit: Against) -> None:
    """A record that is nothing but 796 KiB of its own opening tag."""

    async def attack() -> None:
        stranger = await kit.stranger("me", "Mallory")
        try:
            await stranger.brings("My record (.html)", TAGS, kit.file(TAGS))
        finally:
            await stranger.close()

    await kit.again_and_again(attack, at_once=2)


async def overfull_frames(kit: Against) -> None:
    """Frames of 24 MB with 1.9 million widgets, and of just under 1 MB with half a million."""
    frames = [overfull(1_900_000, 24_000_000), overfull(490_000, 0)]

    async def attack() -> None:
        for frame in frames:
            with suppress(*LOST):
                async with socket_to(kit.url) as page:
                    await page.send(frame)
                    async with asyncio.timeout(5):
                        await page.wait_closed()

    await kit.again_and_again(attack, at_once=5)


def overfull(widgets: int, size: int) -> bytes:
    """A rerun with so many empty widgets, padded with a text to this size."""
    states = _field(2, _field(1, b"") * widgets)
    return _field(11, _field(1, b"x" * max(0, size - len(states))) + states)


def _field(number: int, content: bytes) -> bytes:
    """The bytes as one of protobuf's messages."""
    return bytes([number << 3 | 2]) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + _varint(number >> 7)


def socket_to(url: str) -> Any:
    """Opens Streamlit's own socket, from one of the kit's pages."""
    return connect(
        f"{url.replace('http', 'ws', 1)}/_stcore/stream",
        origin=Origin(url),
        subprotocols=[Subprotocol("streamlit")],
        compression=None,
        max_size=None,
        proxy=None,
        open_timeout=20,
    )


async def repeated_rounds(kit: Against) -> None:
    """A record that holds the same round 4,000 times."""

    async def attack() -> None:
        stranger = await kit.stranger("me", PLAYED)
        try:
            await stranger.brings("My record (.html)", HISTORY, kit.file(HISTORY))
            await stranger.press("Add it to my history")
        finally:
            await stranger.close()

    await kit.again_and_again(attack, at_once=2)


async def large_pictures_and_sheets(kit: Against) -> None:
    """Four 50-megapixel pictures at once, and a sheet of 2,000 × 60 cells."""

    async def picture() -> None:
        stranger = await kit.stranger("write", "Mallory")
        try:
            await stranger.press("An interview")
            await stranger.brings("Picture", PICTURE, kit.file(PICTURE))
        finally:
            await stranger.close()

    async def sheet() -> None:
        stranger = await kit.stranger("import_cases", "Mallory")
        try:
            await stranger.brings("Files", SHEET, kit.file(SHEET))
            await stranger.press("Read it")
        finally:
            await stranger.close()

    await asyncio.gather(kit.again_and_again(picture, at_once=4), kit.again_and_again(sheet, at_once=1))


async def half_requests(kit: Against) -> None:
    """1,100 half requests, 40 heads of 1 MB each, and 1,000 sockets that never ask for anything."""
    there = urlsplit(kit.url)

    async def half() -> None:
        reader, writer = await asyncio.open_connection(there.hostname, there.port)
        try:
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
            async with asyncio.timeout(max(0.1, kit.until - time.monotonic())):
                await reader.read()
        finally:
            writer.close()

    async def head() -> None:
        _, writer = await asyncio.open_connection(there.hostname, there.port)
        try:
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Filler: ")
            for _ in range(16):
                writer.write(b"x" * 65536)
                await writer.drain()
            await asyncio.sleep(2)
        finally:
            writer.close()

    async def quiet_socket() -> None:
        async with socket_to(kit.url) as page, asyncio.timeout(max(0.1, kit.until - time.monotonic())):
            await page.wait_closed()

    await asyncio.gather(
        kit.again_and_again(half, at_once=1100, pause=5),
        kit.again_and_again(head, at_once=40, pause=1),
        kit.again_and_again(quiet_socket, at_once=1000, pause=10),
    )


async def namesakes(kit: Against) -> None:
    """Tries wrong keys for a name that 31 people share."""

    async def attack() -> None:
        stranger = await kit.stranger("me")
        try:
            for number in range(20):
                stranger.fill("Your name", NAMESAKE)
                stranger.fill("Personal key", f"wrong words of nobody {number}")
                await stranger.press("Sign in")
        finally:
            await stranger.close()

    await kit.again_and_again(attack, at_once=4)


ATTACKS = {
    "1 opening tags": opening_tags,
    "2 overfull frames": overfull_frames,
    "3 repeated rounds": repeated_rounds,
    "4 large pictures and sheets": large_pictures_and_sheets,
    "5 half requests": half_requests,
    "6 namesakes' keys": namesakes,
}


# What they upload


def prepare(folder: Path) -> None:
    """Makes the files."""
    import openpyxl
    from PIL import Image

    (folder / TAGS).write_bytes(OPENING * (796 * 1024 // len(OPENING)))
    (folder / HISTORY).write_bytes(repeated_history(folder / "played"))
    Image.new("L", (8000, 6250)).save(folder / PICTURE)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in range(2000):
        sheet.append([f"Asks about the pain {row} {column}" for column in range(60)])
    book.save(folder / SHEET)


def repeated_history(folder: Path) -> bytes:
    """The record of a round's student, with that round repeated under the names of other sessions."""
    from roleplay.usecases.history.portable import packed
    from tests.evening import an_evening, device_of

    folder.mkdir()
    evening = an_evening(folder).start().play().finish()
    taken_home = [
        evening.kit.carrying.luggage(Visitor(device_of(who), person=seat.person)) for who, seat in evening.seats.items()
    ]
    evening.kit.close()
    luggage, played = next((all_, one) for all_ in taken_home for one in all_.rounds if one.sheets is not None)
    rounds = tuple(replace(played, origin=f"{number:032x}") for number in range(ROUNDS))
    return OPENING + packed(replace(luggage, name=PLAYED, rounds=rounds)).encode() + b"</script>"


def main() -> None:
    name, url, seconds, folder = sys.argv[1:]
    assert urlsplit(url).hostname in LOOPBACK, "this machine only"
    raise_descriptor_limit()
    asyncio.run(ATTACKS[name](Against(url, time.monotonic() + min(120.0, float(seconds)), Path(folder))))


if __name__ == "__main__":
    main()
