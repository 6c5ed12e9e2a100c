"""How many connections there may be, and how long anything may take to arrive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from roleplay.web.server.connections import HEAD_WITHIN, HELD, REST_WITHIN, Connections, Room, Stage
from roleplay.web.server.listening import HEAD, counted
from roleplay.web.server.socket_frames import LARGEST
from tests.kit_process import free_port

pytestmark = pytest.mark.anyio
PATIENCE = 20.0
GET = b"GET / HTTP/1.1\r\nHost: kit\r\n"
WIDE = Room(most=100, of_one=100, heads=100)


class Line:
    """A connection in the book alone."""

    def __init__(self, book: Connections, peer: str = "10.0.0.1", now: float = 0.0, stage: Stage = Stage.HEAD) -> None:
        self.dropped = False
        book.came(self, peer, now)
        book.moves(self, stage, now)

    def drop(self) -> None:
        self.dropped = True


def dropped(lines: list[Line]) -> list[int]:
    return [number for number, line in enumerate(lines) if line.dropped]


def test_of_too_many_half_requests_the_oldest_goes() -> None:
    book = Connections(Room(most=100, of_one=100, heads=3))

    lines = [Line(book, f"10.0.0.{number}", now=number) for number in range(5)]

    assert dropped(lines) == [0, 1]


def test_a_half_request_goes_before_an_idle_connection_and_that_before_one_that_is_answered() -> None:
    book = Connections(Room(most=3, of_one=100, heads=100))
    lines = [Line(book, stage=stage) for stage in (Stage.BUSY, Stage.IDLE, Stage.HEAD)]

    order = []
    for _ in range(3):
        Line(book, stage=Stage.BUSY)
        order.append(dropped(lines))

    assert order == [[2], [1, 2], [0, 1, 2]]


def test_an_address_with_too_many_connections_loses_its_own_and_nobody_elses() -> None:
    book = Connections(Room(most=100, of_one=3, heads=100))
    other = Line(book, "10.0.0.9", now=0)

    lines = [Line(book, "10.0.0.1", now=1 + number) for number in range(5)]

    assert (other.dropped, dropped(lines)) == (False, [0, 1])


def test_a_proxy_stands_for_many_people() -> None:
    book = Connections(Room(most=100, of_one=3, heads=100), proxy="::1".__eq__)

    assert dropped([Line(book, "::1") for _ in range(20)]) == []


def test_a_connection_that_ended_leaves_nothing_in_the_book() -> None:
    book = Connections(WIDE)
    for stage in Stage:
        line = Line(book, stage=stage)
        book.owes(line, 5, 0)
        book.stalls(line, 0)
        book.gone(line)

    assert not any((book.peers, book.of, book.rest, book.stalled, *book.at.values()))


@pytest.mark.parametrize(
    ("much", "seconds", "late"),
    [(1, REST_WITHIN, False), (1, REST_WITHIN + 1, True), (100 * 1024, REST_WITHIN + 99, False), (1, 3600, True)],
)
def test_what_has_begun_to_come_must_go_on_coming(much: int, seconds: float, late: bool) -> None:
    book = Connections(WIDE)
    line = Line(book, stage=Stage.BUSY)
    book.owes(line, much, 0)

    book.sweep(seconds)

    assert line.dropped is late


def test_unfinished_messages_of_all_sockets_together_have_a_bound_and_the_oldest_goes() -> None:
    book = Connections(WIDE)
    lines = [Line(book) for _ in range(3)]
    for line in lines:
        book.gone(line)
        book.opened(line, 0)
        book.owes(line, HELD // 3, 0)

    book.owes(lines[2], HELD // 2, 1)
    book.owes(lines[1], 0, 2)
    book.gone(lines[2])

    assert dropped(lines) == [0]
    assert book.held == 0


def test_who_takes_nothing_of_what_is_sent_is_hung_up() -> None:
    book = Connections(WIDE)
    lines = [Line(book, stage=Stage.BUSY) for _ in range(3)]
    for line in lines[1:]:
        book.stalls(line, 0)
    book.stalls(lines[2], None)

    book.sweep(REST_WITHIN + 1)

    assert dropped(lines) == [1]


# The same book, kept by a real server


class Kit:
    """A server on this machine with the book, and what it was asked."""

    def __init__(self, room: Room = WIDE) -> None:
        self.book = Connections(room)
        self.port = free_port()
        self.heard: list[Any] = []
        self.sockets: list[WebSocket] = []

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Kit]:
        routes = [
            Route("/", self._answer, methods=["GET", "POST"]),
            Route("/large", self._large),
            WebSocketRoute("/socket", self._socket),
        ]
        app = Starlette(routes=routes, lifespan=lambda app: counted(self.book))
        settings = uvicorn.Config(app, port=self.port, log_config=None, ws="websockets-sansio", ws_max_size=1 << 30)
        server = uvicorn.Server(settings)
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0)
        try:
            yield self
        finally:
            server.should_exit = server.force_exit = True
            await serving

    async def _answer(self, request: Request) -> Response:
        self.heard.append((request.client and request.client.host, len(await request.body())))
        return PlainTextResponse("here")

    async def _large(self, request: Request) -> Response:
        return PlainTextResponse("x" * (1 << 24))

    async def _socket(self, socket: WebSocket) -> None:
        await socket.accept()
        while (message := await socket.receive())["type"] != "websocket.disconnect":
            self.heard.append(len(message.get("bytes") or b""))
            await socket.send_text("heard")

    async def line(self, said: bytes = b"") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(said)
        return reader, writer

    def socket(self) -> Any:
        return connect(f"ws://127.0.0.1:{self.port}/socket", compression=None, proxy=None, max_size=None)

    async def until(self, stage: Stage, count: int) -> None:
        """This many are at this stage."""
        async with asyncio.timeout(PATIENCE):
            while len(self.book.at[stage]) != count:
                await asyncio.sleep(0)


async def answer(reader: asyncio.StreamReader) -> bytes:
    """The first line of what comes back; empty if the server has hung up."""
    try:
        return await asyncio.wait_for(reader.readline(), PATIENCE)
    except ConnectionError:
        return b""


async def ended(socket: ClientConnection) -> int | None:
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                await socket.recv()
    except ConnectionClosed:
        return socket.close_code


async def test_half_requests_are_dropped_for_newer_ones_and_whole_ones_are_answered() -> None:
    async with Kit(Room(most=100, of_one=100, heads=2)).open() as kit:
        halves = []
        for number in range(4):
            halves.append(await kit.line(GET))
            await kit.until(Stage.HEAD, min(number + 1, 2))
        whole = await kit.line(GET + b"\r\n")

        assert await answer(whole[0]) == b"HTTP/1.1 200 OK\r\n"
        assert [await answer(reader) for reader, _ in halves[:3]] == [b""] * 3
        halves[3][1].write(b"\r\n")
        assert await answer(halves[3][0]) == b"HTTP/1.1 200 OK\r\n"
        for _, writer in [*halves, whole]:
            writer.close()


@pytest.mark.parametrize("said", [b"", GET, b"POST / HTTP/1.1\r\nHost: kit\r\nContent-Length: 9\r\n\r\nhalf"])
async def test_what_never_comes_to_its_end_is_closed(said: bytes) -> None:
    async with Kit().open() as kit:
        reader, writer = await kit.line(said)
        await kit.until(Stage.BUSY if b"half" in said else Stage.HEAD, 1)

        kit.book.sweep(monotonic() + REST_WITHIN + 1)

        assert await answer(reader) == b""
        writer.close()


async def test_a_connection_that_stays_open_has_as_long_for_its_next_request() -> None:
    async with Kit().open() as kit:
        reader, writer = await kit.line(GET + b"\r\n")
        await reader.readuntil(b"here")
        writer.write(GET)
        await kit.until(Stage.HEAD, 1)

        kit.book.sweep(monotonic() + HEAD_WITHIN + 1)

        assert await answer(reader) == b""
        writer.close()


@pytest.mark.parametrize("piece", [1000, 10**6])
async def test_a_head_that_is_larger_than_any_browsers_is_refused(piece: int) -> None:
    async with Kit().open() as kit:
        reader, writer = await kit.line(GET)
        said = b"X-Filler: " + b"x" * 2 * HEAD
        for at in range(0, len(said), piece):
            writer.write(said[at : at + piece])

        assert await answer(reader) == b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
        assert kit.heard == []
        writer.close()


async def test_the_body_that_comes_with_a_head_is_no_part_of_it() -> None:
    body = b"x" * 4 * HEAD
    async with Kit().open() as kit:
        head = f"POST / HTTP/1.1\r\nHost: kit\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        reader, writer = await kit.line(head + body + GET + b"\r\n")

        assert await answer(reader) == b"HTTP/1.1 200 OK\r\n"
        await kit.until(Stage.IDLE, 1)
        assert [size for _, size in kit.heard] == [len(body), 0]
        writer.close()


async def test_who_asks_for_much_and_reads_nothing_is_hung_up() -> None:
    async with Kit().open() as kit:
        _, writer = await kit.line(b"GET /large HTTP/1.1\r\nHost: kit\r\n\r\n")
        async with asyncio.timeout(PATIENCE):
            while not kit.book.stalled:
                await asyncio.sleep(0)

        kit.book.sweep(monotonic() + REST_WITHIN + 1)

        await kit.until(Stage.BUSY, 0)
        assert not kit.book.stalled
        writer.close()


async def test_a_socket_keeps_no_message_that_is_larger_than_a_page_sends() -> None:
    async with Kit().open() as kit, kit.socket() as socket:
        await socket.send(b"x" * LARGEST)
        assert await socket.recv() == "heard"

        await socket.send(b"x" * (LARGEST + 1))

        assert await ended(socket) == 1009
        assert kit.heard == [LARGEST]


async def test_half_a_message_is_not_kept_for_ever_and_a_quiet_socket_is() -> None:
    async with Kit().open() as kit, kit.socket() as half, kit.socket() as quiet:
        half.transport.write(b"\x82\xff" + (500_000).to_bytes(8, "big") + b"mask" + b"x" * 1000)
        async with asyncio.timeout(PATIENCE):
            while not kit.book.rest:
                await asyncio.sleep(0)

        kit.book.sweep(monotonic() + REST_WITHIN + 10)

        assert await ended(half) == 1006
        await quiet.send(b"now?")
        assert await quiet.recv() == "heard"


async def test_the_proxys_word_is_taken_by_the_layer_that_knows_proxies_alone() -> None:
    async with Kit().open() as kit:
        reader, writer = await kit.line(GET + b"X-Forwarded-For: 6.6.6.6\r\n\r\n")

        await answer(reader)

        assert kit.heard == [("127.0.0.1", 0)]
        writer.close()


async def test_connections_that_ended_leave_nothing_behind() -> None:
    async with Kit().open() as kit:
        async with kit.socket() as socket:
            await socket.send(b"now?")
            await socket.recv()
        for said in (b"", GET, GET + b"\r\n", b"nonsense\r\n\r\n"):
            _, writer = await kit.line(said)
            writer.close()
            await writer.wait_closed()
        async with asyncio.timeout(PATIENCE):
            while kit.book.peers or any(kit.book.at.values()):
                await asyncio.sleep(0)

        assert not any((kit.book.of, kit.book.rest, kit.book.stalled))
