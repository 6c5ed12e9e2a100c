"""HTTP as one phone speaks it: connections that stay open, a cookie, an Origin, and no more than the bots need."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

GIVE_UP = 8.0
"""Seconds after which the live component gives up on a message and sends it again later."""


class Wire:
    """One device's connections. ``get`` and ``post`` raise OSError or TimeoutError if nothing comes back."""

    def __init__(self, base: str) -> None:
        self.base = base
        parts = urlsplit(base)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.cookie = ""
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def get(self, path: str) -> int:
        """Return the status, keeping any cookie that comes with it."""
        status, head, _ = await self._ask(f"GET {path} HTTP/1.1", b"")
        if found := re.search(r"set-cookie: device=([\w.-]+)", head, re.IGNORECASE):
            self.cookie = found[1]
        return status

    async def post(self, path: str, message: dict[str, Any]) -> tuple[int, Any]:
        """Return the status, and the answer as JSON or None."""
        body = json.dumps(message).encode()
        status, _, answer = await self._ask(f"POST {path} HTTP/1.1", body)
        try:
            return status, json.loads(answer)
        except ValueError:
            return status, None

    async def fill_in(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form of a page; return the status, and where it leads."""
        body = urlencode(fields).encode()
        status, head, _ = await self._ask(f"POST {path} HTTP/1.1", body, "application/x-www-form-urlencoded")
        found = re.search(r"location: (\S+)", head, re.IGNORECASE)
        return status, found[1] if found else ""

    def hang_up(self) -> None:
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()

    async def _ask(self, line: str, body: bytes, kind: str = "application/json") -> tuple[int, str, bytes]:
        """Ask on an idle connection or, if the server has closed it meanwhile, on a new one."""
        async with asyncio.timeout(GIVE_UP):
            if self._idle:
                try:
                    return await self._over(self._idle.pop(), line, body, kind)
                except (OSError, EOFError):
                    self.hang_up()
            try:
                return await self._over(await asyncio.open_connection(self.host, self.port), line, body, kind)
            except EOFError as error:
                raise OSError("hung up") from error

    async def _over(
        self, connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], line: str, body: bytes, kind: str
    ) -> tuple[int, str, bytes]:
        reader, writer = connection
        kept = False
        try:
            writer.write(self._head(line, body, kind) + body)
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            content = await _content(reader, head)
            kept = "connection: close" not in head.lower()
        finally:
            if not kept:
                writer.close()
        self._idle.append(connection) if kept else None
        return int(head.split(" ", 2)[1]), head, content

    def _head(self, line: str, body: bytes, kind: str) -> bytes:
        lines = [line, f"Host: {self.host}:{self.port}"]
        if self.cookie:
            lines.append(f"Cookie: device={self.cookie}")
        if body:
            lines += [f"Origin: {self.base}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def _content(reader: asyncio.StreamReader, head: str) -> bytes:
    if found := re.search(r"content-length: (\d+)", head, re.IGNORECASE):
        return await reader.readexactly(int(found[1]))
    read = b""
    while "chunked" in head.lower() and (size := int(await reader.readline(), 16)) > 0:
        read += await reader.readexactly(size)
        await reader.readline()
    if "chunked" in head.lower():
        await reader.readline()
    return read
