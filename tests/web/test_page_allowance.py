"""How many pages may be open at once, and who may still open one when strangers have all of theirs."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest
from asgi_phones import Phone
from evening import Evening
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send
from test_live_routes import Room, token_of

from roleplay.people.codes import device_hash
from roleplay.web.server.descriptors import for_connections, for_pages, for_parked, for_strangers
from roleplay.web.server.device_cookie import cookie_in
from roleplay.web.server.sockets import OF_ONE_DEVICE, PageAllowance, holds_somebody

pytestmark = pytest.mark.anyio
STREAM, OURS = "/_stcore/stream", "/rooms/ABCDEF/live"
LATER = 1013


async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    while (await receive())["type"] != "websocket.disconnect":
        await send({"type": "websocket.send", "text": "{}"})


def named(scope: Scope) -> str:
    """By whatever cookie it has: whether it is valid isn't checked here."""
    cookie = cookie_in(HTTPConnection(scope).cookies, tls=False)
    return device_hash(cookie.partition(".")[0]) if cookie else ""


class Door:
    """Pages that are opened one after the other and stay open."""

    def __init__(self, open_pages: AsyncExitStack, most: int = 8, strangers: int = 4) -> None:
        self.open_pages = open_pages
        known = {device_hash(token_of("Anna"))}.__contains__
        self.told: list[str] = []
        self.app = PageAllowance(self.streamlit, named, known, lambda: most, lambda: strangers)

    async def streamlit(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.told.append(scope["client"][0])
        await streamlit(scope, receive, send)

    async def come(self, name: str, address: str = "10.0.0.1", path: str = STREAM, asks: bool = True) -> bool:
        """Whether the page was opened; then it asks for what it shows, as browsers do at once."""
        socket = Phone(self.app, token_of(name) if name else None).socket(path)
        socket.scope["client"] = (address, 5000)
        await self.open_pages.enter_async_context(socket)
        assert socket.accepted or socket.answer["code"] == LATER
        self.last = socket
        if socket.accepted and asks:
            socket.say("rerun")
            await socket.hear()
        return socket.accepted


async def test_when_strangers_have_all_of_their_pages_who_is_known_still_opens_one() -> None:
    async with AsyncExitStack() as pages:
        door = Door(pages)

        came = [await door.come("", f"10.0.0.{number // 2}") for number in range(6)]

        assert came == [True] * 4 + [False] * 2
        assert not await door.come("Mallory", "10.0.0.9")
        assert await door.come("Anna", "10.0.0.9")


async def test_one_address_of_strangers_leaves_some_to_the_others() -> None:
    async with AsyncExitStack() as pages:
        door = Door(pages)

        assert [await door.come("") for _ in range(4)] == [True, True, True, False]
        assert await door.come("", "10.0.0.2")
        assert await door.come("Anna")


async def test_a_page_that_asks_for_nothing_makes_room_for_one_that_does() -> None:
    async with AsyncExitStack() as pages:
        door = Door(pages)
        silent = []
        for number in range(4):
            assert await door.come("", f"10.0.0.{number}", asks=number == 0)
            silent.append(door.last)

        came = [await door.come("", f"10.0.1.{number}") for number in range(4)]

        assert came == [True] * 3 + [False]
        assert [await socket.closed() for socket in silent[1:]] == [LATER] * 3
        assert not door.app.silent


async def test_streamlit_hears_of_a_page_only_when_it_asks_for_something() -> None:
    async with AsyncExitStack() as pages:
        door = Door(pages)
        assert await door.come("", "10.0.0.1", asks=False)
        assert await door.come("", "10.0.0.2")
        assert door.told == ["10.0.0.2"]


async def test_a_page_is_accepted_with_the_protocol_that_it_named_first() -> None:
    async with AsyncExitStack() as pages:
        door = Door(pages)
        socket = Phone(door.app, None).socket(STREAM)
        socket.scope |= {"client": ("10.0.0.1", 5000), "subprotocols": ["streamlit", "token", "session"]}
        await pages.enter_async_context(socket)

        assert socket.answer == {"type": "websocket.accept", "subprotocol": "streamlit"}


async def test_a_page_that_asks_for_nothing_in_time_is_closed() -> None:
    async with AsyncExitStack() as pages:
        door = Door(pages)
        door.app.asks_within = 0

        assert await door.come("", asks=False)

        assert await door.last.closed() == LATER
        assert (door.told, door.app.silent) == ([], {})


async def test_an_address_makes_room_out_of_its_own_silent_pages() -> None:
    async with AsyncExitStack() as pages:
        door = Door(pages, most=20, strangers=8)
        assert await door.come("", "10.0.0.9", asks=False)
        other = door.last
        assert [await door.come("", asks=False) for _ in range(6)] == [True] * 6

        assert await door.come("")

        other.say("rerun")
        assert await other.hear() == {}


async def test_no_device_opens_pages_without_end_even_if_it_is_known() -> None:
    async with AsyncExitStack() as pages:
        door = Door(pages, most=100)

        came = [await door.come("Anna", f"10.0.0.{number}") for number in range(OF_ONE_DEVICE + 1)]

        assert came == [True] * OF_ONE_DEVICE + [False]


async def test_all_pages_together_leave_descriptors_to_the_sockets_of_the_seats() -> None:
    async with AsyncExitStack() as pages:
        door = Door(pages, most=6)

        came = [await door.come("Anna", f"10.0.0.{number}") for number in range(7)]

        assert came == [True] * 6 + [False]
        assert await door.come("Anna", path=OURS)


async def test_a_page_that_is_closed_makes_room_for_another() -> None:
    async with AsyncExitStack() as others:
        door = Door(others)
        async with AsyncExitStack() as pages:
            door.open_pages = pages
            assert [await door.come("") for _ in range(4)] == [True, True, True, False]
        door.open_pages = others

        assert await door.come("")
        assert (door.app.of.total(), door.app.at.total()) == (1, 1)


async def test_who_holds_a_seat_is_known(lobby: Evening) -> None:
    Room(lobby)

    assert holds_somebody(device_hash(token_of("Anna")))
    assert not holds_somebody(device_hash(token_of("Mallory")))


@pytest.mark.parametrize("descriptors", [1024, 8192])
def test_the_shares_come_to_less_than_there_is(descriptors: int) -> None:
    pages, parked = for_pages(descriptors), for_parked(descriptors)

    assert 4 * pages + 3 * parked + for_connections(descriptors) < descriptors
    assert for_strangers(descriptors) < pages
