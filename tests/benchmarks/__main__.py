"""`python -m tests.benchmarks [ROW …]` measures every row (or those you name) and prints the table of budgets.

Ratios are measured in one run, so they mean the same on any machine; milliseconds don't. Each row starts its own
servers and waits for a quiet moment first. Nothing is asserted: a missed budget is a line with NO.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path

from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.table import Row, printed
from tests.kit_process import ROOT

ROWS = (
    "tap_here",
    "tap_there",
    "hundred_rooms",
    "stage_change",
    "rerun",
    "start",
    "first_visit",
    "first_paint",
    "taps",
    "movement",
    "chart_page",
    "fold",
    "content",
    "browse",
    "planner",
    "history",
    "history_pages",
    "under_attack",
    "patterns",
    "bringing",
    "groups",
    "group_pages",
    "calendar",
)


def main() -> None:
    """Measure, then print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure the kit's budgets.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"some of: {', '.join(ROWS)}")
    chosen = parser.parse_args().rows or list(ROWS)
    if unknown := set(chosen) - set(ROWS):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "tests")]  # the builders of the browser tests
    rows = [row for name in chosen for row in measured(name)]
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    print(printed(rows))


def measured(name: str) -> list[Row]:
    """The rows of one module, each measured in a folder of its own."""
    quiet = "" if wait_for_quiet() else ", while other programs work"
    print(f"measuring {name}{quiet} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            rows: list[Row] = import_module(f"tests.benchmarks.row_{name}").measure(Path(folder))
            for row in rows:
                print(f"  {row.what}: {row.reached}", file=sys.stderr, flush=True)
            return rows
        except Exception as error:
            traceback.print_exc()
            return [Row(name, "", f"not measured: {type(error).__name__}", False)]


if __name__ == "__main__":
    main()
