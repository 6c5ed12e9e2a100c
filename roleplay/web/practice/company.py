"""What one live socket tells its screen about who is here, and only when that has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from roleplay.people.codes import device_mark
from roleplay.people.persons import Seat
from roleplay.people.visitor import Visitor
from roleplay.room.doors import devices
from roleplay.room.ringing import TABLE_CLOCK_RINGS
from roleplay.web.practice.screens import TABLE
from roleplay.web.server.kit import Kit


class Company:
    """For one socket of a practice."""

    def __init__(self, kit: Kit, practice: int) -> None:
        self._kit, self._practice = kit, practice
        self._looked: tuple[object, ...] = ()
        self._until: int | None = None
        self._told: dict[str, Any] | None = None

    @contextmanager
    def joined_by(self, seat: Seat, who: Visitor) -> Iterator[None]:
        """This seat's screen is open on this device for as long as the block lasts, and the others hear of both ends.
        A table clock is nobody: its device may be somebody's, who isn't therefore here."""
        mine = (TABLE_CLOCK_RINGS,) if seat.id == TABLE else (seat.id, device_mark(self._practice, who.device))
        self._kit.presence.arrives(self._practice, *mine)
        self._kit.push.tell(self._practice)
        try:
            yield
        finally:
            self._kit.presence.leaves(self._practice, self._kit.clock.now(), *mine)
            self._kit.push.tell(self._practice)

    def news(self) -> dict[str, Any]:
        """Who is away, by name, and whether a table clock is open; empty if nothing has changed since the last call.

        Most taps change neither the people nor their screens: then this compares a few values that are the same."""
        live, now, presence = self._kit.rooms.live(self._practice), self._kit.clock.now(), self._kit.presence
        # With their names: somebody who deletes what is theirs isn't named any more.
        look = (presence.changes(self._practice), live.seats, live.state.seats, live.state.devices, live.state.claims)
        if look == self._looked and (self._until is None or now < self._until):
            return {}
        people = {seat: devices(live.state, seat) for seat in live.state.seats}
        found = presence.away(self._practice, people, now)
        self._looked, self._until = look, found.until
        away = {live.names[seat]: since for seat, since in found.since.items()}
        here = {"away": away, "table": presence.is_open(self._practice, TABLE_CLOCK_RINGS)}
        if here == self._told:
            return {}
        self._told = here
        return {"here": here}

    def earlier(self, wake: float) -> float:
        """When to look again: at this time, or sooner if somebody will count as away before it."""
        return wake if self._until is None else min(wake, self._until)
