"""uvicorn's protocols with the book of connections and limits on what arrives, set before it starts to listen.

Streamlit starts uvicorn and passes on hardly any of its settings, and uvicorn has none for how long a head may take or
how large it may be. Our lifespan runs before uvicorn asks the event loop for a listening socket: that's our chance.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from time import monotonic
from typing import Any, Final

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from roleplay.web.server.connections import Connections, Stage
from roleplay.web.server.socket_frames import LARGEST

log = logging.getLogger(__name__)

HEAD: Final = 32 * 1024
"""Bytes of a request's head; even a browser that sends every cookie we could set stays far below."""
TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
EVERY: Final = 1.0
"""Seconds between two checks for what takes too long."""


class Http(HttpToolsProtocol):
    """One connection that speaks HTTP."""

    def __init__(self, *given: Any, book: Connections, **named: Any) -> None:
        super().__init__(*given, **named)
        self.book = book
        self.in_head, self.head, self.body, self.tail = True, 0, 0, b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.book.came(self, self.client[0] if self.client else "", monotonic())

    def connection_lost(self, exc: Exception | None) -> None:
        self.book.gone(self)
        super().connection_lost(exc)

    def drop(self) -> None:
        """At once, without waiting for the other side to take what was sent."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self.in_head and not self._fits(data):
            self.transport.write(TOO_LARGE)
            self.transport.close()
            return
        super().data_received(data)

    def _fits(self, data: bytes) -> bool:
        """Whether the head ends in time. What follows it in the same packet isn't part of it."""
        if not self.head and self in self.book.at[Stage.IDLE]:
            self.book.moves(self, Stage.HEAD, monotonic())
        room = HEAD - self.head
        seen = self.tail + data[:room]
        self.head, self.tail = self.head + len(data), seen[-3:]
        return len(data) <= room or b"\r\n\r\n" in seen

    def on_headers_complete(self) -> None:
        self.in_head, self.head, self.body, self.tail = False, 0, 0, b""
        self.book.moves(self, Stage.BUSY, monotonic())
        super().on_headers_complete()
        self.book.owes(self, 1, monotonic())

    def on_body(self, body: bytes) -> None:
        self.body += len(body)
        self.book.owes(self, self.body, monotonic())
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.in_head = True
        self.book.owes(self, 0, monotonic())
        super().on_message_complete()

    def on_response_complete(self) -> None:
        self.book.moves(self, Stage.IDLE, monotonic())
        super().on_response_complete()

    def pause_writing(self) -> None:
        self.book.stalls(self, monotonic())
        super().pause_writing()

    def resume_writing(self) -> None:
        self.book.stalls(self, None)
        super().resume_writing()

    def handle_websocket_upgrade(self) -> None:
        self.book.gone(self)
        super().handle_websocket_upgrade()


class Socket(WebSocketsSansIOProtocol):
    """One connection that has become a socket."""

    def __init__(self, *given: Any, book: Connections, **named: Any) -> None:
        super().__init__(*given, **named)
        self.book = book

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.book.opened(self, monotonic())

    def connection_lost(self, exc: Exception | None) -> None:
        self.book.gone(self)
        super().connection_lost(exc)

    def drop(self) -> None:
        """As above."""
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self.book.owes(self, len(self.conn.reader.buffer) + sum(map(len, self.frames)), monotonic())

    def pause_writing(self) -> None:
        self.book.stalls(self, monotonic())
        super().pause_writing()

    def resume_writing(self) -> None:
        self.book.stalls(self, None)
        super().resume_writing()


@asynccontextmanager
async def counted(book: Connections) -> AsyncIterator[None]:
    """Within it, the next server in this event loop uses these protocols, and what takes too long is closed."""
    loop = asyncio.get_running_loop()
    create_server = loop.create_server

    async def create_counted(factory: Callable[[], asyncio.Protocol], *given: Any, **named: Any) -> Any:
        fit(factory().config, book)  # type: ignore[attr-defined]
        loop.create_server = create_server  # type: ignore[method-assign]
        return await create_server(factory, *given, **named)

    loop.create_server = create_counted  # type: ignore[assignment, method-assign]
    sweeping = asyncio.create_task(_sweep(book))
    try:
        yield
    finally:
        loop.create_server = create_server  # type: ignore[method-assign]
        sweeping.cancel()
        with suppress(asyncio.CancelledError):
            await sweeping


def fit(config: Any, book: Connections) -> None:
    """Change uvicorn's settings. Only `TrustedProxies` decides whom to believe about a browser's address."""
    if not issubclass(config.http_protocol_class, HttpToolsProtocol):
        raise RuntimeError("The kit needs uvicorn with httptools: pip install -r requirements.txt")
    config.http_protocol_class = partial(Http, book=book)
    config.ws_protocol_class = partial(Socket, book=book)
    config.ws_max_size = LARGEST
    if isinstance(config.loaded_app, ProxyHeadersMiddleware):
        config.loaded_app = config.loaded_app.app


async def _sweep(book: Connections) -> None:
    while True:
        await asyncio.sleep(EVERY)
        try:
            book.sweep(monotonic())
        except Exception:
            log.exception("Connections that take too long could not be closed")
