"""Floods and strangers: anybody who sends too much is told when to try again, and nobody else notices."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

import pytest
from evening import HOUR, MINUTE, SECOND, UK, Evening, device_of
from test_live_routes import Room

from roleplay.people.attempts import TooMuch
from roleplay.people.visitor import Visitor
from roleplay.web.practice.live_routes import MOST_SOCKETS
from roleplay.web.server.kit import ASKED_AT_ONCE, AT_ONCE, PER_SECOND

pytestmark = pytest.mark.anyio
A_DAY_AHEAD = 24 * 60 * MINUTE


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def station(lobby: Evening) -> Room:
    room = Room(lobby)
    lobby.station()
    return room


def openings(evening: Evening, devices: list[str], address: str = "") -> tuple[int, str]:
    """How many practices these devices could open, one after the other, and what the next one was told."""
    for opened, device in enumerate(devices):
        try:
            evening.kit.joining.open_practice(Visitor(device, address=address), "Anna", UK)
        except TooMuch as much:
            return opened, str(much)
    return len(devices), ""


async def flooded(room: Room, name: str) -> Any:
    """The first answer that isn't a yes, for one phone that pins without end."""
    for _ in range(1 + AT_ONCE // 200):
        reply = await room.post(name, *(room.pin() for _ in range(200)))
        if reply.status != 200:
            return reply
    raise AssertionError("nothing stopped it")


async def test_a_flood_of_taps_is_told_when_to_try_again(station: Room) -> None:
    reply = await flooded(station, "Cleo")

    wait = reply.body["wait"]
    assert reply.refusal == (
        429,
        f"That’s more taps at once than anybody makes. They’re kept here and sent again in {wait} seconds.",
    )
    assert wait == 200 // PER_SECOND


async def test_after_the_wait_what_was_kept_is_taken(station: Room) -> None:
    wait = (await flooded(station, "Cleo")).body["wait"]
    kept = station.pin()

    station.evening.wall.forward(wait * SECOND)
    reply = await station.post("Cleo", kept)

    assert [answer["result"] for answer in reply.body["answers"]] == ["accepted"]


async def test_one_phones_flood_costs_no_other_phone_a_tap(station: Room) -> None:
    await flooded(station, "Cleo")

    reply = await station.post("Ben", station.evening.raw("fact_came", fact="stairs", came=True))

    assert [answer["result"] for answer in reply.body["answers"]] == ["accepted"]


async def test_a_tap_dated_tomorrow_is_of_now(station: Room) -> None:
    tap = station.pin() | {"made": station.evening.kit.clock.now() + A_DAY_AHEAD}

    await station.post("Cleo", tap)

    assert station.evening.log()[-1].made == station.evening.log()[-1].at


async def test_a_device_that_opens_socket_after_socket_is_asked_to_come_later(station: Room) -> None:
    sockets = [station.socket("Anna") for _ in range(MOST_SOCKETS)]
    for socket in sockets:
        await socket.__aenter__()

    async with station.socket("Anna") as one_more, station.socket("Ben") as another:
        assert (one_more.accepted, one_more.answer["code"]) == (False, 1013)
        assert another.accepted

    for socket in sockets:
        await socket.__aexit__()
    async with station.socket("Anna") as afterwards:
        assert afterwards.accepted


async def test_a_socket_that_asks_without_end_is_hung_up_and_no_others(station: Room) -> None:
    async with station.socket("Anna") as anna, station.socket("Ben") as ben:
        await ben.hear()
        for _ in range(3 * ASKED_AT_ONCE):
            anna.say("now?")

        assert await anna.closed() == 1013
        ben.say("now?")
        assert set(await ben.hear()) == {"boot", "now"}


async def test_who_asked_without_end_is_answered_again_after_a_while(station: Room) -> None:
    async with station.socket("Anna") as anna:
        for _ in range(3 * ASKED_AT_ONCE):
            anna.say("now?")
        await anna.closed()

    station.evening.wall.forward(10 * SECOND)

    async with station.socket("Anna") as again:
        await again.hear()
        again.say("now?")
        assert set(await again.hear()) == {"boot", "now"}


async def test_every_page_that_a_device_may_have_open_is_told_the_time_at_once(station: Room) -> None:
    async with AsyncExitStack() as pages:
        sockets = [await pages.enter_async_context(station.socket("Anna")) for _ in range(MOST_SOCKETS)]
        for socket in sockets:
            await socket.hear()
            socket.say("now?")

        assert [set(await socket.hear()) for socket in sockets] == [{"boot", "now"}] * MOST_SOCKETS


async def test_two_hundred_practices_of_one_device_end_at_twelve(lobby: Evening) -> None:
    opened, said = openings(lobby, ["one device"] * 200)

    assert opened == 12
    assert said == (
        "So many sessions have been started from here that you have to wait. Carry on with one of them, or try again "
        "in 5 minutes."
    )


async def test_after_the_minutes_that_were_named_one_more_practice_is_opened(lobby: Evening) -> None:
    for _ in range(12):
        lobby.kit.joining.open_practice(Visitor("one device"), "Anna", UK)

    # The clock also ran while the test opened them.
    lobby.wall.forward(5 * MINUTE + 30 * SECOND)

    assert lobby.kit.joining.open_practice(Visitor("one device"), "Anna", UK).name == "Anna"


async def test_a_stranger_who_changes_devices_takes_no_practice_of_who_was_here_before(lobby: Evening) -> None:
    doors = lobby.start("Ben", "Cleo").kit.joining
    key = doors.give_key(lobby.visitor("Cleo"))
    lobby.wall.forward(24 * HOUR)
    opened, _ = openings(lobby, [f"device {number}" for number in range(402)], address="10.0.0.9")

    assert opened == 400
    assert doors.open_practice(Visitor("another", address="10.0.0.8"), "Dora", UK).name == "Dora"
    assert (
        doors.open_practice(Visitor(device_of("Ben"), address="10.0.0.9"), "Ben", UK).person
        == lobby.seats["Ben"].person
    )
    assert (
        doors.open_practice(Visitor("new phone", address="10.0.0.9"), "Cleo", UK, key).person
        == lobby.seats["Cleo"].person
    )
