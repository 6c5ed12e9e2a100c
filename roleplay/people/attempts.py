"""How often somebody may guess. Held in memory: a restart forgives, which is fine for codes that live a day."""

from __future__ import annotations

from collections import deque
from threading import Lock

from roleplay.errors import Fault

WINDOW = 10 * 60 * 1000
PER_ADDRESS, IN_ALL = 20, 300
"""Misses in ten minutes. A lecture theatre behind one address mistypes less than that; a guesser needs far more."""


class TooManyTries(Fault):
    """Somebody guessed too often; it passes with time."""


class Attempts:
    """Counts misses per address and in all; times are UTC milliseconds."""

    def __init__(self) -> None:
        self._misses: deque[tuple[int, str]] = deque()
        self._lock = Lock()

    def allow(self, address: str, now: int) -> None:
        """Raises `Fault` where there were too many misses in the last ten minutes."""
        with self._lock:
            while self._misses and self._misses[0][0] <= now - WINDOW:
                self._misses.popleft()
            mine = sum(1 for _, missed in self._misses if missed == address)
            if mine >= PER_ADDRESS or len(self._misses) >= IN_ALL:
                raise TooManyTries(
                    "Too many wrong tries. Wait ten minutes, or ask for the QR code on the first person's screen."
                )

    def miss(self, address: str, now: int) -> None:
        """Remember a wrong guess."""
        with self._lock:
            self._misses.append((now, address))
