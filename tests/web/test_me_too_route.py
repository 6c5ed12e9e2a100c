"""Me too over the network: from whoever holds the seat, to the screen of who wrote the next step and no other."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgi_phones import Socket
from evening import Evening
from test_live_routes import FOREIGN, NOT_HELD, Room, token_of

from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.usecases.practice.me_too import TOO_LATE

pytestmark = pytest.mark.anyio

STEP = "Sum up before I close"


@pytest.fixture
def written(lobby: Evening) -> Room:
    room = Room(lobby)
    lobby.begin().play_from_here(STEP)
    return room


async def says(room: Room, name: str, **changed: Any) -> tuple[int, Any]:
    path = f"/rooms/{room.evening.code}/me-too"
    reply = await room.phone(name, **changed).post(path, {"seat": room.evening.seats["Ben"].id})
    return reply.status, reply.body


async def frames(socket: Socket) -> list[dict[str, Any]]:
    """All that comes until the room changes once more, which each of the three sees."""
    got: list[dict[str, Any]] = []
    while not got or "Dora" not in str(got[-1]):
        got.append(await socket.hear())
    return got


async def test_it_comes_to_who_wrote_the_next_step_and_to_nobody_else(written: Room) -> None:
    sockets = {name: written.socket(name) for name in ("Anna", "Ben", "Cleo")}
    got: dict[str, list[str]] = {}
    async with sockets["Anna"] as anna, sockets["Ben"] as ben, sockets["Cleo"] as cleo:
        for socket in (anna, ben, cleo):
            await socket.hear()
        assert await says(written, "Ben") == (200, {})
        first = await anna.hear()
        written.evening.join("Dora")
        for name, socket in (("Anna", anna), ("Ben", ben), ("Cleo", cleo)):
            got[name] = [str(frame.get("me_too")) for frame in await frames(socket) if "me_too" in frame]

    assert first["me_too"] == ["Ben"]
    assert got == {"Anna": [], "Ben": [], "Cleo": []}


async def test_only_the_device_of_the_seat_says_it(written: Room) -> None:
    status, body = await says(written, "Cleo")

    assert (status, body["say"]) == (403, NOT_HELD)


async def test_another_website_cannot_say_it(written: Room) -> None:
    status, body = await says(written, "Ben", origin="http://evil.example")

    assert (status, body["say"]) == (403, FOREIGN)


async def test_after_the_session_it_is_too_late(written: Room) -> None:
    await asyncio.to_thread(written.evening.finish)

    status, body = await says(written, "Ben")

    assert (status, body["say"]) == (409, TOO_LATE)


@pytest.mark.parametrize("body", [[], {}, {"seat": 7}, {"seat": ["a"]}, {"seat": "half \ud800"}])
async def test_a_message_that_names_no_seat_is_refused(written: Room, body: Any) -> None:
    reply = await written.phone("Ben").post(f"/rooms/{written.evening.code}/me-too", body)

    assert reply.status == 403


async def test_a_table_clock_says_nothing(written: Room) -> None:
    table = written.phone("Anna")
    written.evening.kit.joining.table(Visitor(device_hash(token_of("Anna"))), written.evening.code)

    reply = await table.post(f"/rooms/{written.evening.code}/me-too", {"seat": ""})

    assert (reply.status, reply.body["say"]) == (403, NOT_HELD)
