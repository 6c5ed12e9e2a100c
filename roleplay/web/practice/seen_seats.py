"""Seats that devices were seen to hold, so that a tap asks the store once: in the transaction that writes it."""

from roleplay.people.persons import Seat
from roleplay.people.visitor import Visitor

MOST_SEEN = 4096
"""Seats remembered; a device whose seat was forgotten is looked up again."""


class SeenSeats:
    """One for a process; safe to use from any thread. It gives no right: whoever writes is asked there again."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, str], Seat] = {}

    def get(self, code: str, who: Visitor) -> Seat | None:
        return self._seen.get((code, who.seat, who.device))

    def add(self, code: str, who: Visitor, seat: Seat) -> None:
        """This device has just been seen to hold the seat, in the practice of this code."""
        if len(self._seen) >= MOST_SEEN:
            self._seen.clear()
        self._seen[code, who.seat, who.device] = seat

    def discard(self, code: str, who: Visitor) -> None:
        self._seen.pop((code, who.seat, who.device), None)
