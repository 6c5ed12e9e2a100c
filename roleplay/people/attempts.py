"""How often somebody may guess, open or send. Held in memory: a restart forgives, which is fine for all three."""

from __future__ import annotations

from collections import deque
from math import ceil
from threading import Lock

from roleplay.errors import Fault

WINDOW = 10 * 60 * 1000
PER_ADDRESS, IN_ALL = 60, 1000
"""Misses in ten minutes. A lecture theatre behind one address mistypes less than that; a guesser needs far more: of
the 887 million codes a hundred are in use at the most."""


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
                raise TooManyTries("Too many wrong tries from this network. Wait ten minutes, then try again.")

    def miss(self, address: str, now: int) -> None:
        """Remember a wrong guess."""
        with self._lock:
            self._misses.append((now, address))


class TooMuch(Fault):
    """More at once than anybody taps or opens; it passes. ``wait`` is the time until it does, in seconds."""

    def __init__(self, sentence: str, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


class Allowance:
    """So much at once, and ``per_second`` afterwards, for each key. Times are UTC milliseconds.

    A key that has its whole allowance again is forgotten, so that strangers cannot fill the memory.
    """

    def __init__(self, at_once: float, per_second: float) -> None:
        self._at_once, self._per_ms = at_once, per_second / 1000
        self._left: dict[str, tuple[float, int]] = {}
        self._lock = Lock()

    def take(self, key: str, much: float, now: int) -> int:
        """0 where that much is allowed, and it is taken; else in how many seconds it will be, and nothing is taken."""
        with self._lock:
            left = self._now(key, now)
            if much <= left + ROUNDING or left >= self._at_once:
                self._left[key] = (left - much, now)
                self._tidy(now)
                return 0
            return max(1, ceil((min(much, self._at_once) - left) / self._per_ms / 1000))

    def _now(self, key: str, now: int) -> float:
        left, at = self._left.get(key, (self._at_once, now))
        return min(self._at_once, left + max(0, now - at) * self._per_ms)

    def _tidy(self, now: int) -> None:
        if len(self._left) > MOST_KEYS:
            self._left = {
                key: (left, at) for key, (left, at) in self._left.items() if self._now(key, now) < self._at_once
            }


MOST_KEYS = 2000
ROUNDING = 1e-6
"""A wait that is over is over, whatever the sum of its milliseconds comes to."""
