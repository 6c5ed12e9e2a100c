"""What the page of a session says before Streamlit has come, and what it is told to fetch."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.types import Scope

from roleplay.errors import Fault
from roleplay.people.directions import isolated
from roleplay.people.visitor import Visitor
from roleplay.web.live import SCRIPT
from roleplay.web.server.device_cookie import at_once
from roleplay.web.server.kit import opened


def whose_session(scope: Scope) -> tuple[str, str] | None:
    """A title and a line below it, for a device that holds the seat in the address. It says nothing of a case; and it
    waits for nothing, so there may be none while the kit is being opened."""
    kit, device = opened(), at_once(scope)
    if kit is None or not device:
        return None
    try:
        mine = kit.joining.seat(Visitor(device, seat=HTTPConnection(scope).query_params.get("seat", "")))
    except Fault:
        return None
    host = kit.rooms.live(mine.practice.id).seats[0].name
    return f"{isolated(host)}’s session", f"You’re {isolated(mine.seat.name)}. Opening the session …"


def files() -> tuple[str, ...]:
    """The live component's own module: without it there is nothing to see."""
    return (SCRIPT.address,)
