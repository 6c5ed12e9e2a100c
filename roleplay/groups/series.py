"""The usual day and time of a group, and the days on which it falls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Final

from dateutil.rrule import MONTHLY, WEEKLY, rrule

from roleplay.errors import Fault

AHEAD: Final = 6
"""How many sessions of a series are planned at a time."""
SHORTEST, LONGEST = 15, 12 * 60
"""Minutes that a session may be planned for."""
_FARTHEST: Final = timedelta(days=800)
_SHORTEST_MONTH: Final = 28


class Every(StrEnum):
    """How often."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"


@dataclass(frozen=True)
class Series:
    """From ``first`` on, on its day of the week, or of the month. The time is what a clock on the wall shows."""

    first: date
    at: time
    every: Every = Every.WEEK
    place: str = ""
    minutes: int = 120


def checked_series(series: Series, today: date) -> Series:
    """The same, to the minute. Raises `Fault` for what a form can't offer."""
    if not SHORTEST <= series.minutes <= LONGEST:
        raise Fault(f"A session lasts from {SHORTEST} minutes to {LONGEST // 60} hours. Change the length.")
    if not today - _FARTHEST <= series.first <= today + _FARTHEST:
        raise Fault("Choose a first day within two years.")
    return replace(series, at=series.at.replace(second=0, microsecond=0, tzinfo=None))


def days(series: Series, since: date, many: int = AHEAD, skips: Callable[[date], bool] | None = None) -> list[date]:
    """The next days of the series from ``since`` on, without those that are skipped. A series that began on the 31st
    meets on the last day of shorter months, and one from 29 February on the 28th in other years."""
    until = max(since, series.first) + _FARTHEST
    found = (moment.date() for moment in _rule(series).xafter(_noon(since), inc=True))
    wanted = (day for day in found if day > until or skips is None or not skips(day))
    return [day for day in islice(wanted, many) if day <= until]


def wall_times(series: Series, days_: list[date]) -> list[datetime]:
    """When the sessions of these days begin."""
    return [datetime.combine(day, series.at) for day in days_]


def _rule(series: Series) -> rrule:
    begins = _noon(series.first)
    if series.every is Every.MONTH:
        # The last of these days that the month has.
        wanted = range(min(_SHORTEST_MONTH, series.first.day), series.first.day + 1)
        return rrule(MONTHLY, dtstart=begins, bymonthday=tuple(wanted), bysetpos=-1)
    return rrule(WEEKLY, dtstart=begins, interval=2 if series.every is Every.TWO_WEEKS else 1)


def _noon(day: date) -> datetime:
    """Any hour would do: only days are counted here."""
    return datetime.combine(day, time(12))
