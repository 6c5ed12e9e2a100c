"""Sessions written out for calendar programs (RFC 5545): the same entries always give the same bytes.

Imported when the first calendar is asked for: icalendar takes longer to load than a start may wait.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vDuration

from roleplay.groups.calendar_entry import Entry
from roleplay.groups.local_time import instant, is_skipped, is_twice, utc

MAKER: Final = "-//role-play kit//Sessions//EN"
EVERY: Final = timedelta(hours=1)
"""How often a calendar program should look again; some do so once a day, whatever they are told."""
BEFORE: Final = (timedelta(hours=24), timedelta(hours=2))
"""How long before a session its two alarms ring."""
UTC: Final = "UTC"
YEAR: Final = 2026
"""What a calendar without sessions holds, as it has to hold something: a time zone, from a year on."""


def calendar_file(entries: Iterable[Entry], name: str, key: str, alarms: bool) -> bytes:
    """A whole calendar. ``key`` is what makes it this one and no other."""
    shown = sorted(entries, key=lambda one: (one.starts, one.id))
    # A calendar's own uid would be random otherwise, and no two readings alike.
    calendar = Calendar.new(uid=uuid5(NAMESPACE_URL, f"role-play-kit:{key}"), name=name, prodid=MAKER)
    calendar.add("refresh-interval", vDuration(EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(EVERY))
    events = [_event(entry, alarms) for entry in shown]
    years = [entry.starts.year for entry in shown] or [YEAR]
    for zone in _named(events) or [UTC]:
        calendar.add_component(_zone(zone, min(years), max(years) + 1))
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(entry: Entry, alarms: bool) -> Event:
    event = Event.new(
        uid=f"{entry.id}@role-play-kit",
        sequence=entry.revision,
        stamp=entry.changed,
        last_modified=entry.changed,
        start=_start(entry),
        summary=entry.title,
        description=entry.words or None,
        location=entry.place or None,
        url=entry.link or None,
    )
    # Not its end: in the night in which clocks go back, an end between the two hours could be either.
    event.add("duration", timedelta(minutes=entry.minutes))
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_off or entry.away else "OPAQUE")
    if alarms and not (entry.is_off or entry.away):
        for before in BEFORE:
            event.add_component(_alarm(before, entry.title))
    return event


def _start(entry: Entry) -> datetime:
    """What the wall shows: in UTC in the hour that clocks show twice or skip, as programs read that differently."""
    if not entry.zone:
        return entry.starts
    if is_twice(entry.starts, entry.zone) or is_skipped(entry.starts, entry.zone):
        return utc(instant(entry.starts, entry.zone))
    return entry.starts.replace(tzinfo=ZoneInfo(entry.zone))


def _alarm(before: timedelta, words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", words)
    return alarm


def _named(events: Iterable[Event]) -> list[str]:
    """The zones to which times refer; those in UTC itself refer to none."""
    found = {event["dtstart"].params.get("TZID") for event in events}
    return sorted(name for name in found if name)


@lru_cache(maxsize=256)
def _zone(name: str, first: int, last: int) -> Timezone:
    """With every change of its clocks from the beginning of one year to the end of another."""
    return Timezone.from_tzinfo(ZoneInfo(name), name, date(first, 1, 1), date(last + 1, 1, 1))
