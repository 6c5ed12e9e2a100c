"""The server's time, which never runs backwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock


def wall() -> int:
    """The machine's clock in UTC milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def ticks() -> int:
    """Milliseconds of a clock that nobody can set."""
    return time.monotonic_ns() // 1_000_000


class Clock:
    """UTC milliseconds. If the machine's clock is set back, time keeps its own pace; if it is set forward, or the
    laptop slept, time follows. ``floor`` is the newest time in the log, so that this also holds across a restart."""

    def __init__(self, floor: int = 0, wall: Callable[[], int] = wall, ticks: Callable[[], int] = ticks) -> None:
        self._wall, self._ticks = wall, ticks
        self._base, self._base_ticks = max(floor, wall()), ticks()
        self._lock = Lock()

    def now(self) -> int:
        with self._lock:
            running = self._base + self._ticks() - self._base_ticks
            seen = self._wall()
            if seen > running:
                self._base, self._base_ticks, running = seen, self._ticks(), seen
            return running
