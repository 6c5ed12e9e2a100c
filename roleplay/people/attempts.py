"""How often people may do things: limits slow those who overdo it, and shut out nobody with a seat, a code or a key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from heapq import heappop, heappush
from ipaddress import IPv6Address, IPv6Network, ip_address
from itertools import count
from math import ceil
from threading import Condition, Lock

from roleplay.errors import Fault

WINDOW = 10 * 60 * 1000
PER_NETWORK, IN_ALL = 60, 1000
"""Wrong tries in ten minutes, after which further wrong ones are answered late. A lecture theatre behind one address
mistypes less than that. A right try is never slowed by earlier wrong ones, so a stranger on the same network can't
shut anybody out; and a guesser faces 887 million codes, of which at most a hundred are open."""
HELD = 2
"""Seconds by which the answer to such a wrong try is delayed."""
SLOWED = "There were so many wrong tries from this network that this answer was delayed. A right one opens at once."


class Missed(Fault):
    """A wrong try. It was counted; if there were many, the answer was delayed and says so."""


def missed(sentence: str, held: bool) -> str:
    """What to say about a wrong try."""
    return f"{sentence} {SLOWED}" if held else sentence


def network_of(address: str) -> str:
    """What counts as one network: an IPv4 address, however it is written, or the 64 bits of an IPv6 address that a
    provider gives to one household, whose machines change the rest as they like."""
    try:
        ip = ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return address[:LONGEST_ADDRESS]
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or IPv6Network((ip, 64), strict=False))
    return str(ip)


LONGEST_ADDRESS = 64


class TooMuch(Fault):
    """More at once than anybody taps or opens; it will pass. ``wait`` is the time until then, in seconds."""

    def __init__(self, sentence: str, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


class Allowance:
    """For each key: ``at_once`` to begin with, and then ``per_second``. Times are UTC milliseconds.

    A key with its whole allowance restored is forgotten, so that strangers can't fill the memory.
    """

    def __init__(self, at_once: float, per_second: float) -> None:
        self._at_once, self._per_ms = at_once, per_second / 1000
        self._left: dict[str, tuple[float, int]] = {}
        self._tidy_beyond = MOST_KEYS
        self._lock = Lock()

    def take(self, key: str, much: float, now: int) -> int:
        """Take that much and return 0 if allowed; otherwise take nothing and return the seconds until it will be."""
        with self._lock:
            left = self._now(key, now)
            wait = self._wait(left, much)
            if not wait:
                self._left[key] = (left - much, now)
                self._tidy(now)
            return wait

    def wait(self, key: str, much: float, now: int) -> int:
        """What `take` would return, without taking anything."""
        with self._lock:
            return self._wait(self._now(key, now), much)

    def give_back(self, key: str, much: float, now: int) -> None:
        """Return what was taken but not needed."""
        with self._lock:
            self._left[key] = (min(self._at_once, self._now(key, now) + much), now)

    def _wait(self, left: float, much: float) -> int:
        if much <= left + ROUNDING or left >= self._at_once:
            return 0
        return max(1, ceil((min(much, self._at_once) - left) / self._per_ms / 1000))

    def _now(self, key: str, now: int) -> float:
        left, at = self._left.get(key, (self._at_once, now))
        return min(self._at_once, left + max(0, now - at) * self._per_ms)

    def _tidy(self, now: int) -> None:
        """Not at every call beyond that many: during a flood of keys, each call would look at all of them."""
        if len(self._left) > self._tidy_beyond:
            self._left = {
                key: (left, at) for key, (left, at) in self._left.items() if self._now(key, now) < self._at_once
            }
            self._tidy_beyond = max(MOST_KEYS, 2 * len(self._left))


MOST_KEYS = 2000
ROUNDING = 1e-6
"""A wait that is over is over, whatever its milliseconds add up to."""


class Openings:
    """Limit how many practices are opened: nobody needs many, and each is stored.

    On one network, newcomers and people we know don't use up each other's share: a cookie costs a stranger nothing.
    """

    def __init__(self) -> None:
        self._device = Allowance(FROM_ONE_DEVICE, FROM_ONE_DEVICE / HOUR)
        self._network = Allowance(FROM_ONE_NETWORK, FROM_ONE_NETWORK / HOUR)

    def take(self, device: str, address: str, known: bool, now: int) -> int:
        """0 if one more may be opened; otherwise the seconds until it may, and nothing is taken."""
        network = f"{'known' if known else 'new'} {network_of(address)}"
        wait = self._network.wait(network, 1, now) if address else 0
        wait = wait or self._device.take(device, 1, now)
        if address and not wait:
            self._network.take(network, 1, now)
        return wait


HOUR = 3600
"""Seconds."""
FROM_ONE_DEVICE, FROM_ONE_NETWORK = 12, 400
"""Per hour. The second is for a whole year group behind one router."""


class Turns:
    """So many at once; of those waiting, the lowest rank goes first, and within a rank the first to come."""

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: list[tuple[int, int]] = []
        self._number = count()
        self._changed = Condition()

    @property
    def waiting(self) -> int:
        """How many are waiting now."""
        return len(self._waiting)

    @contextmanager
    def turn(self, rank: int) -> Iterator[None]:
        """Waits for a turn, which lasts until the block ends."""
        with self._changed:
            mine = (rank, next(self._number))
            heappush(self._waiting, mine)
            self._changed.wait_for(lambda: self._free > 0 and self._waiting[0] == mine)
            heappop(self._waiting)
            self._free -= 1
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify_all()
