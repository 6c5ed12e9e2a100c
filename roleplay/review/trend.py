"""Trend: whether stations went better than at first, or whether it's too early to tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roleplay.review.charts import Axis, Mark, Row, Rows, Section
from roleplay.review.intervals import Interval, change, smallest_change
from roleplay.review.own_rounds import Seen
from roleplay.review.recent import dots_of
from roleplay.review.words import Table, counted, more, rounded, signed

TREND_FROM = 12
LEAST_AXIS = 30


@dataclass(frozen=True)
class Trend:
    """``change`` is in percentage points from the first of the ``stations`` to the last; None below the threshold."""

    title: str
    sentence: str
    missing: str
    table: Table
    stations: int
    change: Interval | None

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """The change with its interval, and below it what so many stations could tell at all."""
        rows = () if self.change is None else _rows(self.stations, self.change)
        ends = [abs(bound) for row in rows if row.band for bound in row.band]
        end = max([LEAST_AXIS, *(10 * -(-bound // 10) for bound in ends)])
        ticks = ((-end, signed(-end)), (0, "no change"), (end, signed(end)))
        return Rows(Axis(-end, end, ticks, "In percentage points."), (Section(rows, folds=False),))


def trend(stations: Iterable[Seen]) -> Trend:
    """First tries that were fully marked, in any order: the least-squares line from the first to the last."""
    percents = [dot.percent for dot in dots_of(stations) if dot.counted]
    n = len(percents)
    found = change(percents) if n >= TREND_FROM else None
    return Trend(
        title=_title(found) if found else "No trend yet",
        sentence=_sentence(n, found) if found else "Whether your stations go better than at first will be said here.",
        missing=""
        if found
        else f"A trend needs {more(TREND_FROM - n, 'fully marked first try', 'fully marked first tries')}.",
        table=Table(("What", "Points", "Likely between"), _table(n, found) if found else ()),
        stations=n,
        change=found,
    )


def likely(found: Interval) -> str:
    """``+7 to +36``."""
    return f"{signed(found.lower)} to {signed(found.upper)}"


def _title(found: Interval) -> str:
    if found.lower > 0:
        return f"Higher, likely {likely(found)}"
    return f"Lower, likely {likely(found)}" if found.upper < 0 else "Too early to tell"


def _sentence(n: int, found: Interval) -> str:
    told = {True: "higher than when you began", False: "lower than when you began"}
    sure = found.lower > 0 or found.upper < 0
    said = f"Your stations are {told[found.mean > 0]}, likely by" if sure else "It’s too early to tell: likely"
    return (
        f"{said} {likely(found)} points; from {counted(n, 'station')}, a change of less than about "
        f"{rounded(smallest_change(n))} points can’t be told from chance."
    )


def _table(n: int, found: Interval) -> tuple[tuple[str, ...], ...]:
    return (
        ("Change since the first station", signed(found.mean), f"{signed(found.lower)} and {signed(found.upper)}"),
        (f"The smallest change that {n:,} stations can tell", str(rounded(smallest_change(n))), ""),
    )


def _rows(n: int, found: Interval) -> tuple[Row, ...]:
    least = round(smallest_change(n), 1)
    dot = Mark(round(found.mean, 1), (f"{signed(found.mean)} points", f"likely {likely(found)}"))
    none = Mark(0, (f"less than {rounded(least)} points can’t be told from chance",), hollow=True)
    return (
        Row("since your first station", f"{signed(found.mean)} points", f"likely {likely(found)}",
            band=(round(found.lower, 1), round(found.upper, 1)), marks=(dot,)),
        Row(f"What {n:,} stations can’t tell from chance", note=f"up to {rounded(least)} points either way",
            band=(-least, least), marks=(none,)),
    )  # fmt: skip
