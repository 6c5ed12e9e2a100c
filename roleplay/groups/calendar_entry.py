"""Sessions as a calendar shows them: what is in an entry, and nothing about who else is coming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from roleplay.groups.group import Group
from roleplay.groups.local_time import utc
from roleplay.groups.meeting import Answer, Meeting
from roleplay.groups.typed import is_link

WHAT: Final = "OSCE practice"
ANSWER: Final = "Say whether you’re coming on your group’s page."


@dataclass(frozen=True)
class PersonalCalendar:
    """Somebody's calendar address and whether it rings. ``digest`` stands for the secret in the address, which isn't
    stored; None while they have none. ``made_at`` is when it was made, in UTC milliseconds."""

    person: str
    digest: str | None = None
    made_at: int | None = None
    alarms: bool = True


@dataclass(frozen=True)
class Entry:
    """One session. ``starts`` is what a clock on the wall in ``zone`` shows; without a zone, wherever the calendar is.
    ``changed`` is the last change in UTC. ``away``: the calendar's owner said that they can't come. ``words`` are about
    all sessions alike."""

    id: str
    revision: int
    changed: datetime
    title: str
    starts: datetime
    zone: str
    minutes: int
    place: str
    is_off: bool = False
    away: bool = False
    words: str = ""

    @property
    def link(self) -> str:
        """Where the call is, "" for a room."""
        return self.place if is_link(self.place) else ""


def entry_of(meeting: Meeting, group: Group, person: str) -> Entry:
    """The session in the calendar of this person."""
    mine = meeting.reply(person)
    title = f"{WHAT}: {group.terms.name}"
    return Entry(
        id=meeting.id,
        revision=meeting.revision,
        changed=utc(meeting.changed_at),
        title=f"Called off: {title}" if meeting.is_off else title,
        starts=meeting.starts,
        zone=meeting.zone,
        minutes=meeting.minutes,
        place=meeting.place,
        is_off=meeting.is_off,
        away=mine is not None and mine.answer is Answer.CANNOT,
        words=ANSWER,
    )


def entry_alone(starts: datetime, minutes: int, code: str, now: datetime) -> Entry:
    """The next time that people agreed on who have no group: ``code`` is that of the session in which they did."""
    return Entry(f"{code}-{starts:%Y%m%dT%H%M}", 0, now, WHAT, starts, "", minutes, "")
