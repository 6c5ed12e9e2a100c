"""How long a tap waits while somebody brings the longest history that is taken."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Thread

from roleplay.usecases.portable import MOST_ROUNDS
from tests.benchmarks.table import Row, p95

BUDGET, EVERY = 250, 0.02
"""Milliseconds; seconds between two taps: ten trios tap less often."""


def measure(folder: Path) -> list[Row]:
    """One kit, in this process: taps of an observer while a thread takes the file in, from its first byte to its last
    row."""
    tests = Path(__file__).parents[1]
    sys.path[:0] = [str(tests), str(tests / "usecases")]
    from evening import MINUTE, an_evening, device_of
    from left_over import as_file, luggage

    elsewhere = an_evening(folder / "elsewhere").start("Anna", "Ben").begin().play_from_here("step").finish()
    played = luggage(elsewhere, "Anna")
    elsewhere.kit.close()
    rounds = tuple(replace(played.rounds[0], origin=f"evening-{n}") for n in range(MOST_ROUNDS))
    file = as_file(replace(played, rounds=rounds))

    room = an_evening(folder / "here").start("Anna", "Ben", "Cleo").begin().read()
    room.wall.forward(MINUTE)
    carrying, anna = room.kit.carrying, room.seats["Anna"].person
    brings = Thread(target=lambda: carrying.bring(anna, device_of("Anna"), file))
    began, taken = time.perf_counter(), []
    brings.start()
    for number in count():
        if not brings.is_alive():
            break
        tapped = time.perf_counter()
        room.tap("Cleo", "marked", item="exertional", mark="done" if number % 2 else "not")
        taken.append(1000 * (time.perf_counter() - tapped))
        time.sleep(EVERY)
    whole = time.perf_counter() - began
    room.kit.close()
    reached = f"{p95(taken):.0f} ms, at most {max(taken):.0f} ms"
    what = f"tap while {MOST_ROUNDS:,} rounds ({len(file) / 1e6:.1f} MB) are brought in {whole:.0f} s, p95"
    return [Row(what, f"≤ {BUDGET} ms", reached, max(taken) <= BUDGET)]
