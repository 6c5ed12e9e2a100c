"""A scale of days: a few whole days in the reader's time zone, evenly spaced."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from roleplay.review.words import local

DAY = 24 * 60 * 60 * 1000
MOST_TICKS = 4

Tick = tuple[float, tuple[str, ...]]


def day_ticks(begin: float, end: float, zone: tzinfo, most: int = MOST_TICKS) -> tuple[Tick, ...]:
    """Times in UTC milliseconds, each with its lines of words: with the year if the scale spans more than one."""
    midnight = local(int(begin), zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight + timedelta(days=1)
    days = (local(int(end), zone).replace(tzinfo=None) - first.replace(tzinfo=None)).days
    step = max(1, -(-days // most))
    ticks = [first + timedelta(days=n) for n in range(step // 2, days + 1, step)]
    years = {tick.year for tick in ticks}
    return tuple((1000 * tick.timestamp(), _words(tick, len(years) > 1)) for tick in ticks)


def _words(tick: datetime, with_year: bool) -> tuple[str, ...]:
    return (f"{tick.day} {tick:%b}", *([str(tick.year)] if with_year else []))
