"""Phones without a screen: the live component's socket and POST, for as many rooms as one process can play."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from tests.benchmarks.seeding import Place, Room
from tests.benchmarks.servers import Server


class SocketPhone:
    """One seat. ``expected`` are the texts it awaits and since when; ``seen`` is how many milliseconds each took."""

    def __init__(self, server: Server, room: Room, place: Place) -> None:
        self.server, self.room, self.place = server, room, place
        self.headers = {"Cookie": f"device={place.cookie}"}
        self.expected: dict[str, float] = {}
        self.seen: list[float] = []
        self.answered: list[float] = []

    async def open(self) -> None:
        """Opens socket and connection; then the first view comes."""
        address = f"ws://{self.server.host}/rooms/{self.room.code}/live?seat={self.place.seat}"
        self.socket: ClientConnection = await connect(
            address,
            origin=Origin(self.server.url),
            additional_headers=self.headers,
            compression=None,
            proxy=None,
        )
        host, port = self.server.host.split(":")
        self.reader, self.writer = await asyncio.open_connection(host, int(port))
        await self.socket.recv()
        self.listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        async for text in self.socket:
            now = time.perf_counter()
            assert isinstance(text, str)
            for needle in [needle for needle in self.expected if needle in text]:
                self.seen.append(1000 * (now - self.expected.pop(needle)))

    async def tap(self, **tap: Any) -> None:
        """Sends one tap as the component does, and waits for the answer."""
        made = {"token": secrets.token_hex(16), "round": 1, "made": time.time_ns() // 1_000_000, **tap}
        body = json.dumps({"seat": self.place.seat, "taps": [made]}).encode()
        head = (
            f"POST /rooms/{self.room.code}/taps HTTP/1.1\r\nHost: {self.server.host}\r\nOrigin: {self.server.url}\r\n"
            f"Cookie: device={self.place.cookie}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        start = time.perf_counter()
        self.writer.write(head.encode() + body)
        answer = await self._answer()
        self.answered.append(1000 * (time.perf_counter() - start))
        assert answer["answers"][0]["result"] == "accepted", answer["answers"]

    async def _answer(self) -> dict[str, Any]:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        body: dict[str, Any] = json.loads(await self.reader.readexactly(length))
        assert " 200 " in head.split("\r\n")[0], body
        return body

    async def close(self) -> None:
        """Hangs up."""
        self.listening.cancel()
        self.writer.close()
        await self.socket.close()
