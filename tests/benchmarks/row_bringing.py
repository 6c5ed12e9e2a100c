"""How long a tap waits while somebody imports the longest record, and while files are read and printed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

from roleplay.usecases.history.portable import MOST_ROUNDS
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.table import Row, p95

BUDGET, EVERY = 250, 0.02
"""Milliseconds; and seconds between two taps: ten trios tap less often."""
SHEET = (2_000, 60)
"""Rows and columns of the largest sheet that is read."""
TODAY = date(2026, 11, 30)


def measure(folder: Path) -> list[Row]:
    """One kit, in this process: an observer taps while threads do all the work, from first byte to last row."""
    tests = Path(__file__).parents[1]
    sys.path[:0] = [str(tests), *(str(tests / part) for part in ("usecases", "importing"))]
    from evening import MINUTE, an_evening

    room = an_evening(folder / "here").start("Anna", "Ben", "Cleo").begin().read()
    room.wall.forward(3 * MINUTE)
    kit, anna = room.kit, room.visitor("Anna")
    file, sheet = _history(folder / "elsewhere"), _sheet()

    def prints() -> None:
        from roleplay.printing.pack import Station, packs

        for _ in range(5):
            printed = kit.papers.printed("good")
            station = Station(printed.case, printed.sheet, printed.code, printed.themes)
            packs([station], now=kit.clock.now(), picture=kit.library().picture)

    def reads() -> None:
        kit.taking_in.read(anna, [("sheet.xlsx", sheet)], TODAY, lambda *told: None)

    brought = f"{MOST_ROUNDS:,} rounds ({len(file) / 1e6:.1f} MB) are imported"
    rows = [_row(room, brought, lambda: kit.carrying.bring(anna, file))]
    rows.append(_row(room, f"a sheet of {SHEET[0]:,} × {SHEET[1]} is read and five PDFs are made", reads, prints))
    kit.close()
    return rows


def _row(room: Any, what: str, *works: Callable[[], object]) -> Row:
    wait_for_quiet()
    threads = [Thread(target=work) for work in works]
    began, taken = time.perf_counter(), []
    for thread in threads:
        thread.start()
    for number in count():
        if not any(thread.is_alive() for thread in threads):
            break
        tapped = time.perf_counter()
        answer = room.tap("Cleo", "marked", item="exertional", mark="done" if number % 2 else "not")
        taken.append(1000 * (time.perf_counter() - tapped))
        assert answer.result == "accepted", answer.say
        time.sleep(EVERY)
    took = time.perf_counter() - began
    reached = f"{p95(taken):.0f} ms, at most {max(taken):.0f} ms"
    return Row(f"tap while {what} ({took:.0f} s), p95", f"≤ {BUDGET} ms", reached, p95(taken) <= BUDGET)


def _history(folder: Path) -> bytes:
    from evening import an_evening
    from left_over import as_file, luggage

    elsewhere = an_evening(folder).start("Anna", "Ben").begin().play_from_here("step").finish()
    played = luggage(elsewhere, "Anna")
    elsewhere.kit.close()
    rounds = (replace(played.rounds[0], origin=f"evening-{n}") for n in range(MOST_ROUNDS))
    return as_file(replace(played, rounds=tuple(rounds)))


def _sheet() -> bytes:
    from importing_builders import xlsx

    words = [f"words {number}" for number in range(SHEET[1] - 2)]
    lines: list[list[object]] = [[f"Asks about thing number {number}", 1, *words] for number in range(SHEET[0] - 1)]
    return xlsx(Knee_station=[["Item", "Marks", *(f"Column {n}" for n in range(SHEET[1] - 2))], *lines])
