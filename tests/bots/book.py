"""What all bots of a run record: taps and their answers, latencies, faults; and the outcome, as one dict."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAMELESS = ("stop", "another")
"""Moves that are recorded without a name."""
MOST_SAID = 20
"""How many faults are described; all are counted."""
QUEUE_MS = 10_000
"""A tap that another device has still not shown by then is an error."""


@dataclass
class Book:
    """One for each run. ``down`` says whether the runner itself took the server down, so that failures don't count."""

    acknowledged: dict[tuple[str, str, str], str] = field(default_factory=dict)
    sent: int = 0
    rounds: int = 0
    stuck: int = 0
    errors: int = 0
    missing: int = 0
    latencies: list[float] = field(default_factory=list)
    begins: list[float] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    down: bool = False

    def accepted(self, code: str, seat: str, tap: dict[str, Any]) -> None:
        """Note that the server has acknowledged this tap or move."""
        named = "" if tap.get("move") in NAMELESS else seat
        self.acknowledged[code, named, tap["token"]] = tap["kind"]

    def wrong(self, what: str) -> None:
        """Note a fault of the server's, unless it is down because we took it down."""
        if self.down:
            self.counted["failures while it was down"] += 1
            return
        self.errors += 1
        if self.errors <= MOST_SAID:
            print(f"error: {what}", file=sys.stderr)

    def lost_in(self, database: Path) -> int:
        """How many acknowledged taps the file does not hold, or holds twice; read-only."""
        held = rows_of(database)
        return sum(1 for key in self.acknowledged if held[key] != 1)


def rows_of(database: Path) -> Counter[tuple[str, str, str]]:
    """How often each (code, seat, token) is in the file."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as file:
        rows = file.execute(
            "select p.code, e.seat, e.token from events e join practices p on p.id = e.practice"
            " where e.token is not null"
        )
        return Counter((code, seat, token) for code, seat, token in rows)


class Probe:
    """From sending one tap to the first frame of another device that shows it. ``shows`` examines a view."""

    def __init__(self, book: Book, what: str, shows: Callable[[dict[str, Any]], bool]) -> None:
        self.book, self.what, self.shows = book, what, shows
        self.sent = time.perf_counter()
        self.into = book.begins if what == "begin" else book.latencies

    def seen(self, view: dict[str, Any]) -> bool:
        """Whether this frame shows it; if so, record it."""
        if not self.shows(view):
            return False
        self.into.append(1000 * (time.perf_counter() - self.sent))
        return True

    def overdue(self) -> bool:
        """Whether it should have been shown long ago."""
        return 1000 * (time.perf_counter() - self.sent) > QUEUE_MS


def percentile(values: list[float], percent: float) -> float | None:
    """In milliseconds, or None if nothing was measured."""
    if not values:
        return None
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))], 1)


async def settled(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether this comes true in time; checked every 20 ms."""
    until = time.perf_counter() + seconds
    while not condition():
        if time.perf_counter() > until:
            return False
        await asyncio.sleep(0.02)
    return True
