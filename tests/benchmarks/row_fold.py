"""Folding 300 events."""

from __future__ import annotations

import time
from pathlib import Path

from roleplay.room.fold import fold
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.seeding import MINUTE, seeding
from tests.benchmarks.table import Row, median

EVENTS, REPEATS = 300, 200
ITEMS = ("who", "responds", "breathing", "rash", "fluids", "given", "pause", "hopes", "home-care", "call-back")


def measure(folder: Path) -> list[Row]:
    """A session's real log, read back from the store: a round in its station, with marks until there are 300 events.
    The median of 200 folds from scratch."""
    with seeding(folder, back=3 * MINUTE) as seeder:
        room = seeder.prepare(ready=3)
        seeder.back = 0
        before = seeder.kit.rooms.live(room.practice)
        marks = [
            {"kind": "marked", "item": ITEMS[n % 10], "mark": "done" if n % 20 < 10 else None} for n in range(EVENTS)
        ]
        seeder.taps(room, room.observer, *marks[before.state.seq :])
        with seeder.kit.store.read() as reader:
            log = reader.log.events(room.practice)
    assert len(log) == EVENTS
    wait_for_quiet()
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        fold(log, before.snapshots)
        taken.append(1000 * (time.perf_counter() - start))
    return [Row("fold of 300 events", "< 2 ms", f"{median(taken):.2f} ms", median(taken) < 2)]
