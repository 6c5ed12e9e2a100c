"""What a tap asks of the store: each statement of it waits for no other, and every tap waits for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from evening import Evening
from sqlalchemy import event
from sqlalchemy.pool import Pool
from test_live_routes import NOT_HELD, Room, token_of

from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor

pytestmark = pytest.mark.anyio

ONE_TAP = ["BEGIN IMMEDIATE", "SELECT seat_devices", "SELECT events", "SELECT events", "INSERT events", "COMMIT"]
"""Whether the device holds the seat, what others have logged since, whether this was sent before; and the event."""
WORDS = re.compile(r"(?P<verb>BEGIN IMMEDIATE|\w+)(?:.*?\b(?:FROM|INTO) (?P<table>\w+))?", re.DOTALL)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What SQLite runs, whoever hands it over."""
    said: list[str] = []

    def hear(statement: str) -> None:
        found = WORDS.match(statement)
        assert found is not None
        said.append(" ".join(filter(None, (found["verb"], found["table"]))))

    def listen(connection: Any, *_: object) -> None:
        connection.set_trace_callback(hear)

    event.listen(Pool, "checkout", listen)
    try:
        yield said
    finally:
        event.remove(Pool, "checkout", listen)


@pytest.fixture
async def station(lobby: Evening) -> Room:
    """The observer has tapped in the station, and is tapping on."""
    room = Room(lobby)
    room.evening.station()
    await room.post("Cleo", room.pin())
    return room


@pytest.mark.parametrize(
    ("name", "kind", "values"),
    [
        ("Cleo", "marked", {"item": "family", "mark": "done"}),
        ("Cleo", "pinned", {"pin": "worked"}),
        ("Ben", "fact_came", {"fact": "stairs", "came": True}),
    ],
)
async def test_a_tap_is_one_transaction_with_one_row(
    station: Room, name: str, kind: str, values: dict[str, Any]
) -> None:
    await station.post(name, station.evening.raw("fact_came", fact="stairs", came=False))

    with statements() as said:
        reply = await station.post(name, station.evening.raw(kind, **values))

    assert reply.body["answers"][0]["result"] == "accepted"
    assert said == ONE_TAP


async def test_more_taps_in_a_message_share_their_transaction(station: Room) -> None:
    taps = [station.evening.raw("marked", item="family", mark=mark) for mark in ("done", "not", None)]

    with statements() as said:
        await station.post("Cleo", *taps)

    assert said == [*ONE_TAP[:4], "SELECT events", "SELECT events", *["INSERT events"] * 3, "COMMIT"]


async def test_the_first_tap_after_signing_out_is_refused_although_the_seat_was_known(station: Room) -> None:
    cleo = Visitor(device_hash(token_of("Cleo")), person=station.evening.seats["Cleo"].person)
    before = station.evening.stored()
    station.evening.kit.devices.sign_out(cleo, without_key=True)

    replies = [await station.post("Cleo", station.pin()) for _ in range(2)]

    assert [reply.refusal for reply in replies] == [(403, NOT_HELD)] * 2
    assert station.evening.stored() == before


async def test_who_never_had_the_seat_is_refused_without_waiting_for_the_writers(station: Room) -> None:
    with statements() as said:
        reply = await station.phone("Ben").post(station.path, station.message("Cleo", station.pin()))

    assert reply.refusal == (403, NOT_HELD)
    assert "BEGIN IMMEDIATE" not in said
