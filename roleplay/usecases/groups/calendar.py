"""Sessions in people's own calendars: an address that calendar programs read, and files to open once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups.calendar_entry import WHAT, Entry, PersonalCalendar, entry_alone, entry_of
from roleplay.groups.group import NOT_A_MEMBER
from roleplay.groups.invitation import digest_of
from roleplay.groups.local_time import today, utc
from roleplay.groups.meeting import CANCELLED_FOR, Meeting, coming_up, is_told
from roleplay.people.attempts import Allowance, Missed, TooMuch
from roleplay.people.visitor import Visitor
from roleplay.storage import Reader
from roleplay.usecases.groups.changing import Diaries
from roleplay.usecases.groups.diaries import BACK
from roleplay.usecases.people.attempts import Attempts
from roleplay.usecases.security import notes, short

NAME: Final = "My OSCE sessions"
NOT_HERE: Final = "There’s no calendar at this address. Make a new one on your group’s page."
NOTHING_PLANNED: Final = "No session is planned yet. Plan one first."
READ_AT_ONCE, READ_PER_SECOND = 60, 1 / 30
"""How often one calendar is read: several programs do so, each about once an hour."""
ALONE: Final = 90
"""Minutes of a session that no group planned."""
_LONGEST_SECRET: Final = 100


@dataclass(frozen=True)
class CalendarFile:
    """What a calendar program reads. ``tag`` changes if, and only if, ``data`` does."""

    data: bytes

    @property
    def tag(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:32]


@dataclass(frozen=True)
class MyCalendar:
    """What somebody reads about their own calendar. ``made_at`` is when its address was made (UTC milliseconds), None
    without one; the address can't be shown again. ``has_groups``: there can be sessions in it."""

    made_at: int | None
    alarms: bool
    has_groups: bool


class Calendars:
    """Use cases about calendars; safe to call from any thread."""

    def __init__(self, diaries: Diaries, attempts: Attempts) -> None:
        self._diaries, self._attempts = diaries, attempts
        self._reading = Allowance(READ_AT_ONCE, READ_PER_SECOND)

    # --- the address

    def mine(self, who: Visitor) -> MyCalendar:
        """Whether they have an address, and whether it rings."""
        me = self._diaries.people.mine(who)
        with self._diaries.store.read() as reader:
            found, groups = reader.calendars.of_person(me.id), reader.groups.of_person(me.id)
        return MyCalendar(found.made_at, found.alarms, bool(groups))

    def make(self, who: Visitor) -> str:
        """The secret of a new address; the one before leads nowhere from now on."""
        secret = self._diaries.chance.token()
        self._change(who, digest=digest_of(secret), made_at=self._diaries.now())
        notes.event("calendar_made", person=who.person, device=short(who.device))
        return secret

    def revoke(self, who: Visitor) -> None:
        """Their address leads nowhere from now on. Revoking twice is fine."""
        self._change(who, digest=None, made_at=None)
        notes.event("calendar_revoked", person=who.person, device=short(who.device))

    def set_alarms(self, who: Visitor, alarms: bool) -> None:
        """Whether their calendar rings before a session: in files that they open from now on, too."""
        self._change(who, alarms=alarms)

    # --- what calendar programs read

    def feed(self, secret: str, address: str) -> CalendarFile:
        """All sessions of the groups that its owner is in. Raises `Missed` for an address that isn't one, whether it
        never was or was revoked, and `TooMuch`."""
        now, person = self._diaries.now(), self._owner(secret, address)
        if wait := self._reading.take(person, 1, now):
            raise TooMuch("This calendar has just been read many times.", wait)
        with self._diaries.store.read() as reader:
            groups = reader.groups.of_person(person)
        self._diaries.filled(groups)
        with self._diaries.store.read() as reader:
            calendar = reader.calendars.of_person(person)
            told = [one for one in _since(reader, groups, now - CANCELLED_FOR) if is_told(one, now)]
            return _written(reader, told, calendar, NAME, person)

    def one(self, who: Visitor, meeting: str) -> CalendarFile:
        """One session as a file. Raises `Fault` for somebody who isn't in its group."""
        me = self._diaries.people.mine(who)
        with self._diaries.store.read() as reader:
            found = reader.meetings.meeting(meeting)
            group = None if found is None else reader.groups.group(found.group)
            if found is None or group is None:
                raise Fault(d.GONE)
            group.member(me.id)
            return _written(reader, [found], reader.calendars.of_person(me.id), group.terms.name, meeting)

    def series(self, who: Visitor, group: str) -> CalendarFile:
        """Every session that the group has planned, as one file: for a kit that isn't always on. Raises `Fault`."""
        me, now = self._diaries.people.mine(who), self._diaries.now()
        with self._diaries.store.read() as reader:
            found = reader.groups.group(group)
        if found is not None and found.has(me.id):
            self._diaries.filled([group])
        with self._diaries.store.read() as reader:
            found = reader.groups.group(group)
            if found is None:
                raise Fault(NOT_A_MEMBER)
            found.member(me.id)
            coming = [one for one in coming_up(_since(reader, [group], now - BACK), now) if is_told(one, now)]
            if not coming:
                raise Fault(NOTHING_PLANNED)
            return _written(reader, coming, reader.calendars.of_person(me.id), found.terms.name, group)

    # --- inside

    def _change(self, who: Visitor, **values: object) -> None:
        me = self._diaries.people.mine(who)
        self._diaries.slow(who.device, me.id)
        with self._diaries.store.write() as writer:
            writer.calendars.put(replace(writer.calendars.of_person(me.id), **values))  # type: ignore[arg-type]

    def _owner(self, secret: str, address: str) -> str:
        """Looked up by a digest, so how long that takes tells nobody anything about a secret."""
        with self._diaries.store.read() as reader:
            found = reader.calendars.at(digest_of(secret)) if len(secret) <= _LONGEST_SECRET else None
        if found is None:
            self._attempts.miss("calendar", address)
            raise Missed(NOT_HERE)
        return found.person


def _since(reader: Reader, groups: Iterable[str], at: int) -> tuple[Meeting, ...]:
    return reader.meetings.meetings(groups, at, today(at, "UTC"))


def next_session(starts: datetime, code: str, now: int) -> CalendarFile:
    """The next time of people who have no group, as it was typed: without a zone, and nobody is reminded."""
    return _file([entry_alone(starts, ALONE, code, utc(now))], WHAT, code, alarms=False)


def _written(
    reader: Reader, meetings: Iterable[Meeting], calendar: PersonalCalendar, name: str, key: str
) -> CalendarFile:
    found = list(meetings)
    groups = reader.groups.groups({one.group for one in found})
    return _file([entry_of(one, groups[one.group], calendar.person) for one in found], name, key, calendar.alarms)


def _file(entries: Iterable[Entry], name: str, key: str, alarms: bool) -> CalendarFile:
    # Here, as it takes a moment to load: the first calendar waits for it, not the start.
    from roleplay.groups.calendar_file import calendar_file

    return CalendarFile(calendar_file(entries, name, key, alarms))
