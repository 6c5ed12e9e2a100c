"""A planned session becomes one that is played: whoever comes first starts it, and the others are in with one tap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock

from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups import meeting as m
from roleplay.groups.meeting import Answer, Meeting
from roleplay.groups.typed import is_link
from roleplay.people.call_links import clean_link
from roleplay.people.directions import isolated
from roleplay.people.persons import Seat
from roleplay.people.visitor import Visitor
from roleplay.room.events import Opened
from roleplay.usecases.groups.changing import Diaries
from roleplay.usecases.practice.joining import Joining
from roleplay.usecases.practice.rooms import Rooms

TOO_SOON = "This session can be started an hour before its time. Until then, start another one from Home."


@dataclass(frozen=True)
class ComingLine:
    """Somebody who said yes, and whether they are in. Who isn't, may still come: nobody is told later."""

    name: str
    here: bool


class FromMeeting:
    """Use cases between a planned session and the one that is played; safe to call from any thread."""

    def __init__(self, diaries: Diaries, joining: Joining, rooms: Rooms) -> None:
        self._diaries, self._joining, self._rooms = diaries, joining, rooms
        self._starting = Lock()

    def start(self, who: Visitor, meeting: str, opened: Opened) -> Seat:
        """A seat in the session that it becomes: opened now, or by somebody else in the meantime."""
        me = self._diaries.people.mine(who)
        with self._starting:
            found = self._meeting(who, meeting)
            if self._running(found) is None:
                m.check_open(found, self._diaries.now())
                if self._diaries.now() < found.starts_at - m.BEFORE:
                    raise Fault(TOO_SOON)
                seat = self._joining.open_practice(who, me.name, _as_planned(opened, found, self._known(me.id)))
                self._link(who, found, seat)
                return seat
        return self.come_in(who, meeting)

    def come_in(self, who: Visitor, meeting: str) -> Seat:
        """One tap, no code: a member's or a guest's seat in the session that was started."""
        running = self._running(self._meeting(who, meeting, guests=True))
        if running is None:
            raise Fault("Nobody has started this session yet. Start it, and the others can come in.")
        return self._joining.come_in(who, running)

    def coming(self, practice: int) -> tuple[ComingLine, ...]:
        """For the opening screen of a session: who of the group said yes, and whether they are in already; nothing for
        a session that no group planned."""
        seated = {seat.person for seat in self._rooms.live(practice).seats}
        with self._diaries.store.read() as reader:
            found = reader.meetings.group_of(practice)
            group = reader.groups.group(found[0]) if found else None
            meeting = reader.meetings.meeting(found[1]) if found and found[1] else None
        if group is None or meeting is None:
            return ()
        yes = [one.person for one in meeting.saying(Answer.YES) if group.has(one.person)]
        lines = [ComingLine(isolated(group.name_of(one)), one in seated) for one in yes]
        return (*lines, *(ComingLine(isolated(one.name), one.person in seated) for one in meeting.guests))

    def _meeting(self, who: Visitor, meeting: str, guests: bool = False) -> Meeting:
        """Raises `Fault` for somebody who isn't in its group, and isn't its guest where ``guests`` may."""
        me = self._diaries.people.mine(who)
        with self._diaries.store.read() as reader:
            found = reader.meetings.meeting(meeting)
            group = reader.groups.group(found.group) if found else None
        if found is None or group is None:
            raise Fault(d.GONE)
        if not (guests and found.guest(me.id)):
            group.member(me.id)
        return found

    def _known(self, person: str) -> frozenset[str]:
        """The cases that they have met, and so can't be the student of."""
        with self._diaries.store.read() as reader:
            return frozenset(e.case for e in reader.history.exposures(person)) - reader.choices.repeats(person)

    def _running(self, meeting: Meeting) -> str | None:
        """The code of the session that it became, while people can play in it."""
        if meeting.practice is None or self._rooms.ended(meeting.practice):
            return None
        with self._diaries.store.read() as reader:
            practice = reader.practices.practice(meeting.practice)
        return practice.code if practice is not None else None

    def _link(self, who: Visitor, meeting: Meeting, seat: Seat) -> None:
        with self._diaries.changing(who, meeting.group) as change:
            now_it_is = replace(change.diary.meeting(meeting.id), practice=seat.practice)
            change.diary = d.with_meeting(change.diary, now_it_is)
            change.writer.meetings.link(seat.practice, meeting.group, meeting.id)


def _as_planned(opened: Opened, meeting: Meeting, known: frozenset[str]) -> Opened:
    """A session whose place is a call is online, in that call, and whoever starts it gets the first of the chosen cases
    that is new to them, unless they say otherwise."""
    chosen = opened.case or next((one for one in meeting.cases if one not in known), "")
    if not is_link(meeting.place) or opened.call:
        return replace(opened, case=chosen)
    return replace(opened, case=chosen, online=True, call=clean_link(meeting.place))
