"""Don't share mine, over the network: from whoever holds the seat, for themselves, and nobody else learns of it."""

from __future__ import annotations

from typing import Any

import pytest
from evening import Evening
from test_live_routes import FOREIGN, NOT_HELD, Room, token_of

from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor

pytestmark = pytest.mark.anyio


@pytest.fixture
def room(lobby: Evening) -> Room:
    room = Room(lobby)
    lobby.quiet()
    return room


async def says(room: Room, name: str, stays: object = True, seat: str = "Ben", **changed: Any) -> tuple[int, Any]:
    path = f"/rooms/{room.evening.code}/words-stay"
    reply = await room.phone(name, **changed).post(path, {"seat": room.evening.seats[seat].id, "stays": stays})
    return reply.status, reply.body


def stays(room: Room, name: str) -> bool | None:
    who = Visitor(device_hash(token_of(name)), seat=room.evening.seats[name].id)
    return room.evening.kit.settings.words_stay(who)


async def test_it_is_set_and_taken_back_for_who_says_it_alone(room: Room) -> None:
    assert await says(room, "Ben") == (200, {})
    assert (stays(room, "Ben"), stays(room, "Cleo")) == (True, False)

    await says(room, "Ben", stays=False)

    assert stays(room, "Ben") is False


async def test_nobody_elses_screen_changes(room: Room) -> None:
    before = room.evening.views()

    await says(room, "Ben")

    assert room.evening.views() == before


async def test_only_the_device_of_the_seat_says_it(room: Room) -> None:
    status, body = await says(room, "Cleo")

    assert (status, body["say"], stays(room, "Ben")) == (403, NOT_HELD, False)


async def test_another_website_cannot_say_it(room: Room) -> None:
    status, body = await says(room, "Ben", origin="http://evil.example")

    assert (status, body["say"], stays(room, "Ben")) == (403, FOREIGN, False)


@pytest.mark.parametrize("answer", [None, 1, "yes", [], {}])
async def test_what_is_no_yes_or_no_changes_nothing(room: Room, answer: object) -> None:
    status, _ = await says(room, "Ben", answer)

    assert (status, stays(room, "Ben")) == (400, False)
