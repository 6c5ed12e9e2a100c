"""Every regular expression of the package, on the text that costs it most and on one twice as long."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.table import Row

SIZE, ENOUGH, BUDGET = 500_000, 0.005, 2.5
"""Characters; and seconds, below which a ratio says more about the clock than about the pattern."""
REPEATS = 3


def measure(folder: Path) -> list[Row]:
    """The highest ratio of all, and whose it is."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from patterns import OURS_ONLY, cost, floors, found, worst

    ratios = []
    for one in found(*floors()):
        if one.pattern.pattern in OURS_ONLY:
            continue
        shape = worst(one)
        once, twice = (min(cost(one, shape(size)) for _ in range(REPEATS)) for size in (SIZE, 2 * SIZE))
        if once > ENOUGH:
            ratios.append((twice / once, twice, one))
    ratio, seconds, one = max(ratios, key=lambda each: each[0])
    what = f"each of {len(ratios)} patterns on {2 * SIZE:,} characters, against {SIZE:,}"
    reached = f"{ratio:.2f} × ({1000 * seconds:.0f} ms, {one.site.module})"
    return [Row(what, f"≤ {BUDGET:g} ×", reached, ratio <= BUDGET)]
