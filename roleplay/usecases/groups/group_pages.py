"""What one member reads: the group's page, and what Home shows of their groups. One call a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from roleplay.content.loading import Library
from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups import shown
from roleplay.groups.board import apart
from roleplay.groups.diary import Diary
from roleplay.groups.local_time import zone_names
from roleplay.groups.meeting import Meeting, coming_up
from roleplay.groups.poll import is_shown
from roleplay.groups.shown import GroupView, HomeGroup, MeetingView, Reader, StepLine
from roleplay.groups.shown_to_guests import GuestView, guest_view
from roleplay.people.directions import isolated
from roleplay.people.visitor import Visitor
from roleplay.storage import Reader as StoreReader
from roleplay.usecases.groups.changing import Diaries
from roleplay.usecases.groups.covered import aim_reached, covered_together
from roleplay.usecases.groups.diaries import BACK, diaries_of, diary_of, with_polls
from roleplay.usecases.practice.rooms import Rooms


class GroupPages:
    """Use cases of what is shown; safe to call from any thread. ``zone`` is that of the reader's device; where it isn't
    known, times are only the group's."""

    def __init__(self, diaries: Diaries, rooms: Rooms, library: Callable[[], Library]) -> None:
        self._diaries, self._rooms, self._library = diaries, rooms, library

    def group_page(self, who: Visitor, group: str, zone: str = "") -> GroupView:
        """Everything on the page of a group. Raises `Fault` for somebody who isn't in it."""
        me, now = self._diaries.people.mine(who), self._diaries.now()
        with self._diaries.store.read() as reader:
            found = reader.groups.group(group)
        if found is not None and found.has(me.id):
            self._diaries.filled([group])
        with self._diaries.store.read() as reader:
            ids = reader.groups.of_person(me.id)
            mine = diaries_of(reader, {group, *ids}, now)
            diary = d.settled(with_polls(reader, mine, group), now)
            diary.group.member(me.id)
            own = tuple(one for id_, one in mine.items() if id_ in ids)
            reads = self._reader(reader, me.id, _known(zone, diary.group.terms.zone), own)
            return self._page(reader, diary, reads, now)

    def home_groups(self, who: Visitor, zone: str = "") -> tuple[HomeGroup, ...]:
        """Their groups, that with the next session first."""
        me, now = self._diaries.people.mine(who), self._diaries.now()
        with self._diaries.store.read() as reader:
            ids = reader.groups.of_person(me.id)
        if not ids:
            return ()
        self._diaries.filled(ids)
        with self._diaries.store.read() as reader:
            diaries = [d.settled(one, now) for one in diaries_of(reader, ids, now).values() if one.group.has(me.id)]
            polls = {one.group.id: reader.meetings.polls(one.group.id) for one in diaries if one.group.is_large}
            found = []
            for one in diaries:
                reads = self._reader(reader, me.id, _known(zone, one.group.terms.zone), tuple(diaries))
                full = replace(one, polls=polls.get(one.group.id, ()))
                found.append(self._home(reader, full, reads, now))
        return tuple(sorted(found, key=lambda one: (one.next.starts_at if one.next else _LAST, one.name)))

    def meeting(self, who: Visitor, meeting: str, zone: str = "") -> MeetingView:
        """One session, as from a link in the group's chat. Raises `Fault` for somebody who isn't in its group."""
        me, now = self._diaries.people.mine(who), self._diaries.now()
        with self._diaries.store.read() as reader:
            found = reader.meetings.meeting(meeting)
            if found is None:
                raise Fault(d.GONE)
            diary = diary_of(reader, found.group, now)
            diary.group.member(me.id)
            whole = d.settled(replace(diary, meetings=(found,)), now)
            mine = tuple(diaries_of(reader, reader.groups.of_person(me.id), now).values())
            reads = self._reader(reader, me.id, _known(zone, found.zone), mine)
            return self._meeting(reader, whole, whole.meetings[0], reads, now)

    # --- inside

    def _page(self, reader: StoreReader, diary: Diary, reads: Reader, now: int) -> GroupView:
        group, me = diary.group, reads.person
        blocked = {one.blocked for one in reader.board.blocks(me) if one.person == me}
        return GroupView(
            id=group.id,
            terms=group.terms,
            is_admin=group.member(me).admin,
            is_large=group.is_large,
            members=shown.member_lines(group, me),
            expected=tuple(isolated(name) for name in group.expected),
            meetings=tuple(self._meeting(reader, diary, one, reads, now) for one in coming_up(diary.meetings, now)),
            polls=shown.poll_views(diary, reads, now),
            invitations=shown.invitation_lines(group, reader.groups.invitations(group.id), me, now),
            links=shown.link_lines(group, reader.board.links(group.id), reads),
            steps=_steps(reader, diary, reads),
            news=shown.news_lines(group, reader.groups.news(group.id)),
            aim=aim_reached(reader, group, now),
            covered=covered_together(reader, group, self._library(), now),
            not_apart=shown.NOT_APART if blocked & {one.person for one in group.members} else "",
        )

    def _home(self, reader: StoreReader, diary: Diary, reads: Reader, now: int) -> HomeGroup:
        following = shown.next_of(diary.meetings, now)
        changed = shown.changed_for(diary.meetings, reads.person, now)
        open_polls = [one for one in diary.polls if is_shown(one, now)]
        return HomeGroup(
            id=diary.group.id,
            name=isolated(diary.group.terms.name),
            next=None if following is None else self._meeting(reader, diary, following, reads, now),
            changed=tuple(self._meeting(reader, diary, one, reads, now) for one in changed),
            polls=sum(all(vote.person != reads.person for vote in one.votes) for one in open_polls),
        )

    def _meeting(self, reader: StoreReader, diary: Diary, meeting: Meeting, reads: Reader, now: int) -> MeetingView:
        return shown.meeting_view(diary.group, meeting, reads, now, self._bring(meeting), self._code(reader, meeting))

    def as_guest(self, who: Visitor, zone: str = "") -> tuple[GuestView, ...]:
        """The sessions for which they were asked as a guest and that aren't over, the next first."""
        me, now = self._diaries.people.mine(who), self._diaries.now()
        with self._diaries.store.read() as reader:
            found = [one for one in reader.meetings.as_guest(me.id, now - BACK) if not one.is_over(now)]
            groups = reader.groups.groups({one.group for one in found})
            return tuple(
                guest_view(
                    groups[one.group],
                    one,
                    me.id,
                    _known(zone, one.zone),
                    now,
                    self._bring(one),
                    self._code(reader, one),
                )
                for one in found
            )

    def _code(self, reader: StoreReader, meeting: Meeting) -> str:
        """That of the session that it became, while people can play in it."""
        if meeting.practice is None or self._rooms.ended(meeting.practice):
            return ""
        practice = reader.practices.practice(meeting.practice)
        return practice.code if practice is not None else ""

    def _bring(self, meeting: Meeting) -> tuple[str, ...]:
        """What the examinations need. Not the props, which may give a script away."""
        cases = self._library().cases if meeting.cases else {}
        asked = (cases[id_].examine for id_ in meeting.cases if id_ in cases)
        return tuple(dict.fromkeys(thing for one in asked if one is not None for thing in one.kit))

    def _reader(self, reader: StoreReader, person: str, zone: str, mine: tuple[Diary, ...]) -> Reader:
        sessions = tuple(meeting for one in mine for meeting in one.meetings)
        blocks = reader.board.blocks(person)
        return Reader(person, zone, reader.board.limits(person), apart(blocks, person), sessions)


_LAST = 2**62


def _known(zone: str, otherwise: str) -> str:
    return zone if zone in zone_names() else otherwise


def _steps(reader: StoreReader, diary: Diary, reads: Reader) -> tuple[StepLine, ...]:
    """Of members, as they are worded now; a next step that was deleted is no longer shown."""
    found = []
    for one in reader.board.steps(diary.group.id):
        if one.person in reads.apart or not diary.group.has(one.person):
            continue
        texts = [goal.text for goal in reader.history.goals_of(one.practice, one.round) if goal.person == one.person]
        if texts and texts[0]:
            name, mine = diary.group.name_of(one.person), one.person == reads.person
            found.append(StepLine(one.person, name, texts[0], one.as_, one.practice, one.round, mine))
    return tuple(found)
