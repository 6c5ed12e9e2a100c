"""A planned session: when and where, who is coming, and that it was moved or called off. It is never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from roleplay.errors import Fault
from roleplay.groups.local_time import DAY, instant

MINUTE: Final = 60 * 1000
BEFORE: Final = 60 * MINUTE
"""How long before its time a session can be started."""
CANCELLED_FOR: Final = 90 * DAY
"""How long calendars are told that a session was called off."""
MOST_CASES: Final = 8
MOST_GUESTS: Final = 3
PAST: Final = "This session is over, so it can’t be changed any more."
OFF: Final = "This session has been called off."


class Answer(StrEnum):
    """Whether somebody is coming."""

    YES = "yes"
    MAYBE = "maybe"
    CANNOT = "cannot"


@dataclass(frozen=True)
class Reply:
    """Somebody's answer. ``by`` is the member who passed it on, "" where they answered themselves; ``late``: they said
    on the day that they are running late. ``at`` in UTC milliseconds."""

    person: str
    answer: Answer
    at: int
    by: str = ""
    late: bool = False


@dataclass(frozen=True)
class Waiting:
    """Somebody on the waiting list since ``since``. ``until`` is when a place that is held for them passes on; None
    while none is. ``passed``: one was held for them, and they didn't take it."""

    person: str
    since: int
    until: int | None = None
    passed: bool = False


@dataclass(frozen=True)
class Guest:
    """Somebody whom a member, ``by``, asked for this one session, and who is coming. ``by`` is "" for somebody who has
    deleted everything that was theirs; ``at`` in UTC milliseconds."""

    person: str
    name: str
    by: str
    at: int


@dataclass(frozen=True)
class Meeting:
    """``starts`` is what a clock on the wall in ``zone`` shows. ``revision`` goes up with every change that a calendar
    has to know, ``changed_at`` is when the last one was, and ``moved_at`` when its time last changed, from
    ``moved_from``.

    ``day`` is the day of the series for which it was made, None if it wasn't. ``practice`` is what it became.
    ``cases`` are the ids of those that were planned for it. Instants in UTC milliseconds.
    """

    id: str
    group: str
    starts: datetime
    zone: str
    minutes: int
    place: str
    made_at: int
    changed_at: int
    revision: int = 0
    most: int | None = None
    day: date | None = None
    moved_at: int | None = None
    moved_from: datetime | None = None
    called_off_at: int | None = None
    practice: int | None = None
    cases: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    guests: tuple[Guest, ...] = ()

    @property
    def starts_at(self) -> int:
        return instant(self.starts, self.zone)

    @property
    def ends_at(self) -> int:
        return self.starts_at + self.minutes * MINUTE

    @property
    def is_off(self) -> bool:
        return self.called_off_at is not None

    def is_over(self, now: int) -> bool:
        return now >= self.ends_at

    def reply(self, person: str) -> Reply | None:
        return next((one for one in self.replies if one.person == person), None)

    def saying(self, answer: Answer) -> tuple[Reply, ...]:
        """Those who answered this, in order of their answers."""
        return tuple(one for one in self.replies if one.answer is answer)

    def guest(self, person: str) -> Guest | None:
        return next((one for one in self.guests if one.person == person), None)

    def still_holds(self, reply: Reply) -> bool:
        """Whether it was given for the time that the session has now."""
        return self.moved_at is None or reply.at >= self.moved_at

    def on_list(self, person: str) -> Waiting | None:
        return next((one for one in self.waiting if one.person == person), None)


def move(meeting: Meeting, to: datetime, place: str, minutes: int, now: int) -> Meeting:
    """At another time or in another place. Raises `Fault` if it is over or off. Nothing else changes nothing."""
    check_open(meeting, now)
    if (to, place, minutes) == (meeting.starts, meeting.place, meeting.minutes):
        return meeting
    changed = replace(meeting, starts=to, place=place, minutes=minutes, revision=meeting.revision + 1, changed_at=now)
    if changed.starts_at <= now:
        raise Fault("That time has passed. Choose one that is still to come. Nothing was changed.")
    if changed.starts_at == meeting.starts_at:
        return changed
    return replace(changed, moved_at=now, moved_from=meeting.starts)


def call_off(meeting: Meeting, now: int) -> Meeting:
    """Not taking place; calling it off twice changes nothing. Raises `Fault` if it is over."""
    if meeting.is_off:
        return meeting
    check_open(meeting, now)
    return replace(meeting, called_off_at=now, revision=meeting.revision + 1, changed_at=now)


def put_on_again(meeting: Meeting, now: int) -> Meeting:
    """Taking place after all. Raises `Fault` if its time has passed."""
    if not meeting.is_off:
        return meeting
    if now >= meeting.starts_at:
        raise Fault(PAST)
    return replace(meeting, called_off_at=None, revision=meeting.revision + 1, changed_at=now)


def confirm(meeting: Meeting, person: str, now: int) -> Meeting:
    """Whoever moves a session to a time is still coming, if they were."""
    replies = tuple(replace(one, at=now) if one.person == person else one for one in meeting.replies)
    return replace(meeting, replies=replies)


def say_late(meeting: Meeting, person: str, late: bool) -> Meeting:
    """Somebody who is coming is running late, or isn't any more. Raises `Fault` for others."""
    reply = meeting.reply(person)
    if reply is None or reply.answer is not Answer.YES:
        raise Fault("Say that you’re coming first.")
    return replace(meeting, replies=_with(meeting.replies, replace(reply, late=late)))


def with_cases(meeting: Meeting, cases: tuple[str, ...], now: int) -> Meeting:
    """With what they would like to practise. No calendar has to know. Raises `Fault` if it is over or off."""
    check_open(meeting, now)
    if len(cases) > MOST_CASES:
        raise Fault(f"Choose up to {MOST_CASES} cases for one session.")
    return replace(meeting, cases=tuple(dict.fromkeys(cases)))


def with_reply(meeting: Meeting, reply: Reply) -> Meeting:
    """With this in the place of what they had answered; the order is that of answering."""
    others = tuple(one for one in meeting.replies if one.person != reply.person)
    return replace(meeting, replies=(*others, reply))


def without_reply(meeting: Meeting, person: str) -> Meeting:
    return replace(meeting, replies=tuple(one for one in meeting.replies if one.person != person))


def with_guest(meeting: Meeting, guest: Guest) -> Meeting:
    """With somebody who comes this once. Raises `Fault` where there is no place for them."""
    check_open(meeting, guest.at)
    if meeting.guest(guest.person) is not None:
        return meeting
    if len(meeting.guests) >= MOST_GUESTS:
        raise Fault(f"A session has up to {MOST_GUESTS} guests, and this one has them already.")
    return replace(meeting, guests=(*meeting.guests, guest))


def without_guest(meeting: Meeting, person: str) -> Meeting:
    return replace(meeting, guests=tuple(one for one in meeting.guests if one.person != person))


def check_open(meeting: Meeting, now: int) -> None:
    """Raises `Fault` if it was called off or is over."""
    if meeting.is_off:
        raise Fault(OFF)
    if meeting.is_over(now):
        raise Fault(PAST)


def is_told(meeting: Meeting, now: int) -> bool:
    """Whether a calendar still has to hear of it."""
    return meeting.called_off_at is None or now - meeting.called_off_at < CANCELLED_FOR


def coming_up(meetings: Iterable[Meeting], now: int) -> tuple[Meeting, ...]:
    """Those that aren't over, the next first; called off ones too, until their time has passed."""
    return tuple(sorted((one for one in meetings if not one.is_over(now)), key=lambda one: (one.starts_at, one.id)))


def _with(replies: tuple[Reply, ...], changed: Reply) -> tuple[Reply, ...]:
    return tuple(changed if one.person == changed.person else one for one in replies)
