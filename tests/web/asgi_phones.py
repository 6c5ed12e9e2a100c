"""Phones that talk to an ASGI app as a server would pass them on: a POST, a GET, and a socket that stays open."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode

from starlette.types import ASGIApp, Message, Scope
from tabs import given_out

HOST, ORIGIN = "kit.local:8501", "http://kit.local:8501"
PATIENCE = 20.0
"""Seconds until a frame that doesn't arrive fails its test; nothing else waits for it."""


@dataclass(frozen=True)
class Reply:
    """What came back of a POST."""

    status: int
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> Any:
        return json.loads(self.text)

    @property
    def refusal(self) -> tuple[int, str]:
        return self.status, self.body["say"]


@dataclass
class Phone:
    """One browser with its cookie, signed as the kit issues it. ``origin`` None sends none."""

    app: ASGIApp
    token: str | None
    origin: str | None = ORIGIN

    def headers(self, **more: str) -> list[tuple[bytes, bytes]]:
        cookie = f"device={given_out(self.token)}" if self.token else ""
        given = {"host": HOST, "origin": self.origin or "", "cookie": cookie}
        given |= {name.replace("_", "-"): value for name, value in more.items()}
        return [(name.encode(), value.encode()) for name, value in given.items() if value]

    async def post(self, path: str, body: Any, *, chunk: int = 1 << 20, cut: bool = False, **headers: str) -> Reply:
        """``body`` as JSON, or bytes as they are, in chunks of this size; if it is ``cut``, more was to come."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        pieces = [sent[at : at + chunk] for at in range(0, len(sent), chunk)] or [b""]
        says = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
        says[-1]["more_body"] = cut
        return await self._call("POST", path, says, {"content_type": "application/json"} | headers)

    async def fill_in(self, path: str, **fields: str) -> Reply:
        """A form of a page, as a browser sends it."""
        return await self.post(path, urlencode(fields).encode(), content_type="application/x-www-form-urlencoded")

    async def get(self, path: str, method: str = "GET", **headers: str) -> Reply:
        return await self._call(method, path, [{"type": "http.request", "body": b"", "more_body": False}], headers)

    async def _call(self, method: str, path: str, says: Sequence[Message], headers: dict[str, str]) -> Reply:
        left, came = iter(says), list[Message]()

        async def receive() -> Message:
            return next(left, {"type": "http.disconnect"})

        async def send(message: Message) -> None:
            came.append(message)

        scope = self._scope("http", path, headers) | {"method": method, "http_version": "1.1"}
        await self.app(scope, receive, send)
        given = {name.decode(): value.decode() for name, value in came[0].get("headers", ())}
        return Reply(int(came[0]["status"]), b"".join(one.get("body", b"") for one in came[1:]).decode(), given)

    def socket(self, path: str) -> Socket:
        return Socket(self.app, self._scope("websocket", path, {}))

    def _scope(self, kind: str, path: str, headers: dict[str, str]) -> Scope:
        place, _, query = path.partition("?")
        scheme = "ws" if kind == "websocket" else "http"
        scope = {"type": kind, "path": unquote(place), "raw_path": place.encode(), "query_string": query.encode()}
        return scope | {"scheme": scheme, "root_path": "", "headers": self.headers(**headers)}


@dataclass
class Socket:
    """``async with phone.socket(…) as socket`` opens it, and hangs up at the end."""

    app: ASGIApp
    scope: Scope
    said: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    came: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)

    async def __aenter__(self) -> Socket:
        self.said.put_nowait({"type": "websocket.connect"})
        self.serving = asyncio.create_task(self.app(self.scope, self.said.get, self.came.put))
        self.answer = await self._next()
        return self

    async def __aexit__(self, *error: object) -> None:
        self.said.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(self.serving, PATIENCE)

    async def _next(self) -> Message:
        return await asyncio.wait_for(self.came.get(), PATIENCE)

    @property
    def accepted(self) -> bool:
        return self.answer["type"] == "websocket.accept"

    def say(self, text: str) -> None:
        self.said.put_nowait({"type": "websocket.receive", "text": text})

    async def hear(self) -> Any:
        """The next frame."""
        return json.loads((await self._next())["text"])

    async def until_closed(self) -> AsyncIterator[Any]:
        """Every frame that still comes until the server hangs up."""
        while (message := await self._next())["type"] != "websocket.close":
            yield json.loads(message["text"])

    async def closed(self) -> int:
        """The code with which the server hung up, whatever it sent before."""
        while (message := await self._next())["type"] != "websocket.close":
            pass
        return int(message["code"])
