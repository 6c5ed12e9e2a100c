"""Loading and checking 1,000 cases, compared with parsing the same YAML with the C loader."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.content_load import CASES, load_times
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.table import Row


def measure(folder: Path) -> list[Row]:
    """1,000 files made from the kit's own cases, three rounds, medians; see `content_load`."""
    wait_for_quiet()
    parsing, loading, again = load_times(folder / "library", 3)
    ratio = loading / parsing
    reached = f"{ratio:.2f} × ({loading:.1f} s against {parsing:.1f} s); again, unchanged: {again:.2f} s"
    return [Row(f"load and check {CASES:,} cases against parsing them", "≤ 2 ×", reached, ratio <= 2)]
