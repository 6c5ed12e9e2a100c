"""What each seat was shown, numbered, so that a device never draws an older screen over a newer one.

A screen may come by the socket and by the answer to a tap, in any order. The number counts the changes of this seat's
own screen and nothing else: how much the others tap does not show in it.
"""

import json
from threading import Lock
from typing import Any

from roleplay.people.persons import Seat
from roleplay.room.views import View, as_json
from roleplay.usecases.practice.rooms import Rooms

TABLE = ""
"""The seat id of a table's clock: it looks, and may do nothing."""
MOST_KEPT = 4096
"""Screens remembered; one that was forgotten begins again at a number of its own time."""


class Screens:
    """One for a process; safe to call from any thread."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._last: dict[tuple[int, str], tuple[int, str]] = {}
        self._lock = Lock()

    def of(self, seat: Seat) -> tuple[int, str, str]:
        """The number, the name of the view's type, and the view as JSON. The number grows when the JSON changes."""
        key = (seat.practice, seat.id)
        with self._lock:
            shown = self._view(seat)
            text = as_json(shown)
            number, before = self._last.pop(key, (self._rooms.now(), ""))
            if text != before:
                number += 1
            self._last[key] = (number, text)
            while len(self._last) > MOST_KEPT:
                self._last.pop(next(iter(self._last)))
        return number, type(shown).__name__, text

    def message(self, seat: Seat, boot: str, more: dict[str, Any] | None = None) -> tuple[int, str]:
        """The number and what is sent: the view with the time, and ``more`` beside it."""
        number, screen, text = self.of(seat)
        head = {"boot": boot, "now": self._rooms.now(), "screen": screen, "order": number, **(more or {})}
        # ASCII on purpose: an answer repeats the token as it came, and half a surrogate pair is no UTF-8.
        return number, f'{json.dumps(head)[:-1]}, "view": {text}}}'

    def _view(self, seat: Seat) -> View:
        return self._rooms.table(seat.practice) if seat.id == TABLE else self._rooms.view(seat.practice, seat.id)
