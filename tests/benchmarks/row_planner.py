"""A plan for eight people with 200 cases and five years of history."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.planner import ROUNDS, plan_times
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.table import Row, median

EVENINGS, BUDGET = 30, 100


def measure(folder: Path) -> list[Row]:
    """The median of thirty different sessions, with the solver already loaded."""
    wait_for_quiet()
    taken = [1000 * seconds for seconds in plan_times(EVENINGS)]
    reached = f"{median(taken):.0f} ms (at most {max(taken):.0f} ms)"
    return [Row(f"plan {ROUNDS} rounds for 8 people", f"< {BUDGET} ms", reached, median(taken) < BUDGET)]
