"""Who is here, by their open live screens. Kept in memory only: nothing of it is logged, and no tap asks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

GRACE = 20_000
"""Milliseconds for which nobody counts as away: pages are reloaded, and phones change their network."""


@dataclass
class _Room:
    """The open screens of one practice by what they belong to (a seat, a device), when the last of each closed, and
    since when somebody was missed who had none."""

    open: Counter[str] = field(default_factory=Counter)
    closed: dict[str, int] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Away:
    """Since when each seat is away; ``until`` is when this next changes by itself, None if never."""

    since: Mapping[str, int]
    until: int | None


class Presence:
    """One for a process; safe to call from any thread. Times are UTC milliseconds."""

    def __init__(self) -> None:
        self._rooms: dict[int, _Room] = {}
        self._changes: Counter[int] = Counter()
        self._lock = Lock()

    def arrives(self, practice: int, *marks: str) -> None:
        """A screen was opened that belongs to these: its seat, and its device."""
        with self._lock:
            self._rooms.setdefault(practice, _Room()).open.update(marks)
            self._changes[practice] += 1

    def leaves(self, practice: int, now: int, *marks: str) -> None:
        """It was closed. A practice that nobody looks at is forgotten."""
        with self._lock:
            room = self._rooms[practice]
            room.open.subtract(marks)
            room.closed |= {mark: now for mark in marks if not room.open[mark]}
            room.open = +room.open
            self._changes[practice] += 1
            if not room.open:
                del self._rooms[practice], self._changes[practice]

    def changes(self, practice: int) -> int:
        """Grows whenever a screen is opened or closed."""
        return self._changes[practice] if practice in self._rooms else 0

    def is_open(self, practice: int, mark: str) -> bool:
        """Whether a screen that belongs to this seat or device is open."""
        with self._lock:
            room = self._rooms.get(practice)
            return room is not None and room.open[mark] > 0

    def away(self, practice: int, people: Mapping[str, Iterable[str]], now: int) -> Away:
        """Of these seats, each with its devices' marks: who has been away for longer than a moment, and since when.

        Whoever shares a device that is passed round is here while it is."""
        with self._lock:
            room = self._rooms.get(practice, _Room())
            gone = {seat: _since(room, (seat, *marks), now) for seat, marks in people.items()}
        since = {seat: at for seat, at in gone.items() if at is not None}
        soon = [at + GRACE for at in since.values() if now - at < GRACE]
        return Away({seat: at for seat, at in since.items() if now - at >= GRACE}, min(soon, default=None))


def _since(room: _Room, marks: tuple[str, ...], now: int) -> int | None:
    seat = marks[0]
    if any(room.open[mark] for mark in marks):
        room.missed.pop(seat, None)
        return None
    closed = [room.closed[mark] for mark in marks if mark in room.closed]
    return max(closed) if closed else room.missed.setdefault(seat, now)
