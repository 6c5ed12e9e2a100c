"""Times as a clock on a wall shows them, in a named zone: a change of clocks moves nobody's session."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from roleplay.errors import Fault

DAY: Final = 24 * 60 * 60 * 1000
HOUR: Final = 60 * 60 * 1000
FARTHEST: Final = 2 * 366 * DAY
"""How far ahead sessions can be planned."""
UNKNOWN_ZONE: Final = "The kit doesn’t know that time zone. Choose one from the list, such as Europe/London."


@cache
def zone_names() -> tuple[str, ...]:
    """All time zones that can be chosen."""
    return tuple(sorted(available_timezones()))


@cache
def _known() -> frozenset[str]:
    return frozenset(zone_names())


def clean_zone(name: str) -> str:
    """The name of a time zone. Raises `Fault` for an unknown one: a name is also a file's, and this isn't opened."""
    if name not in _known():
        raise Fault(UNKNOWN_ZONE)
    return name


def instant(wall: datetime, zone: str) -> int:
    """When a clock on a wall in that zone shows this, in UTC milliseconds.

    As calendars have it (RFC 5545): an hour that exists twice is the first one, and a time that the clocks skip counts
    from before they went forward, so 01:30 is what they show as 02:30.
    """
    return round(wall.replace(tzinfo=ZoneInfo(zone), fold=0).timestamp() * 1000)


def on_the_wall(at: int, zone: str) -> datetime:
    """What a clock there shows at this instant; without its zone."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).replace(tzinfo=None)


def today(now: int, zone: str) -> date:
    """The day that it is there."""
    return on_the_wall(now, zone).date()


def is_skipped(wall: datetime, zone: str) -> bool:
    """Whether the clocks there go forward over this time."""
    return on_the_wall(instant(wall, zone), zone) != wall.replace(fold=0)


def is_twice(wall: datetime, zone: str) -> bool:
    """Whether the clocks there show this time twice."""
    there = ZoneInfo(zone)
    first, second = (wall.replace(tzinfo=there, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and not is_skipped(wall, zone)


def clocks_note(wall: datetime, zone: str) -> str:
    """What somebody who plans a session at this time should know; "" on nearly every day."""
    if is_skipped(wall, zone):
        shown = on_the_wall(instant(wall, zone), zone)
        return f"The clocks go forward that night and skip {wall:%H:%M}, so this starts when they show {shown:%H:%M}."
    if is_twice(wall, zone):
        return f"The clocks go back that night and show {wall:%H:%M} twice. This starts the first time."
    return ""


def long_day(wall: date) -> str:
    """A day in words: Thursday 4 December."""
    return f"{wall:%A} {wall.day} {wall:%B}"


def day_and_time(wall: datetime) -> str:
    """Thursday 4 December, 19:00"""
    return f"{long_day(wall)}, {wall:%H:%M}"


def soon(wall: datetime, now: int, zone: str) -> str:
    """The same as shortly as nobody can mistake: Today 19:00, Thursday 19:00, Thursday 4 December 19:00."""
    ahead = (wall.date() - today(now, zone)).days
    if ahead in (0, 1):
        return f"{'Tomorrow' if ahead else 'Today'} {wall:%H:%M}"
    return f"{wall:%A} {wall:%H:%M}" if 1 < ahead < 7 else f"{long_day(wall)} {wall:%H:%M}"


def elsewhere(wall: datetime, zone: str, theirs: str) -> str:
    """When that is for somebody in another zone; "" where their clock shows the same."""
    at = instant(wall, zone)
    there = on_the_wall(at, theirs)
    if there == on_the_wall(at, zone):
        return ""
    day = "" if there.date() == wall.date() else f"{there:%A} "
    return f"{day}{there:%H:%M} where you are"


def monday(of: date) -> date:
    """The first day of its week."""
    return of - timedelta(days=of.weekday())


def utc(at: int) -> datetime:
    """An instant as calendars write it."""
    return datetime.fromtimestamp(at // 1000, UTC)
