"""The words that all views share: counts, days, and the table that says what a chart shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

Place = tuple[int, int]
"""A station: (practice, round)."""


@dataclass(frozen=True)
class Table:
    """A chart as text, for people who can't see it; cells are plain text, not escaped.

    ``leads`` has the station that each row opens, from its cell in the column ``named``; empty if none does.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    leads: tuple[Place, ...] = ()
    named: int = 0


def counted(n: int, thing: str, things: str = "") -> str:
    """``1 station``, ``1,000 stations``."""
    return f"{n:,} {thing if n == 1 else things or thing + 's'}"


def more(n: int, thing: str, things: str = "") -> str:
    """``1 more station``, ``2 more stations``."""
    return f"{n} more {thing if n == 1 else things or thing + 's'}"


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def rounded(number: float) -> int:
    """To the nearest whole number, halves up, like every percentage on display."""
    return math.floor(number + 0.5)


def local(at: int, zone: tzinfo) -> datetime:
    """A time in UTC milliseconds as the reader's clock showed it."""
    return datetime.fromtimestamp(at / 1000, zone)


def day(at: int, zone: tzinfo) -> str:
    """``22 November 2026``."""
    moment = local(at, zone)
    return f"{moment.day} {moment:%B %Y}"


def clock(seconds: int) -> str:
    """``2:05`` into the station."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def day_and_month(at: int, zone: tzinfo) -> str:
    """``22 Nov``."""
    moment = local(at, zone)
    return f"{moment.day} {moment:%b}"


def signed(points: float) -> str:
    """``+7``, ``−13``, ``0``, rounded."""
    whole = rounded(points)
    return f"{whole:+d}".replace("-", "−") if whole else "0"
