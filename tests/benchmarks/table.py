"""The rows of the table, and printing it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line. ``within`` is None if the row only explains the one above it."""

    what: str
    budget: str
    reached: str
    within: bool | None


def printed(rows: Iterable[Row]) -> str:
    """The table as text, with its columns aligned."""
    words = {True: "yes", False: "NO", None: "-"}
    lines = [("row", "budget", "reached", "within")]
    lines += [(row.what, row.budget, row.reached, words[row.within]) for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([shown[0], "-" * max(map(len, shown)), *shown[1:]])


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that nineteen in twenty don't exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
