"""What one member may see of a group: built from what is named here, and from nothing else.

Nobody's own limits, blocks, attendance, or place on the waiting list are in anybody else's view.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from roleplay.groups.aim import Reached
from roleplay.groups.board import GroupLink, ShownAs
from roleplay.groups.covered import Covered
from roleplay.groups.diary import Diary
from roleplay.groups.group import FEWEST, Group, Member, Terms
from roleplay.groups.invitation import Invitation
from roleplay.groups.local_time import clocks_note, day_and_time, elsewhere
from roleplay.groups.meeting import Answer, Meeting, coming_up
from roleplay.groups.news import News, sentence
from roleplay.groups.own_limits import OwnLimits, remark
from roleplay.groups.poll import Option, Poll, best, is_shown, options
from roleplay.groups.tonight import Tonight, tonight
from roleplay.groups.typed import is_link
from roleplay.groups.waiting_list import Stand, stand
from roleplay.people.directions import isolated


@dataclass(frozen=True)
class MemberLine:
    """``person`` is for the buttons beside the name; it is no permit."""

    person: str
    name: str
    admin: bool
    you: bool


@dataclass(frozen=True)
class ReplyLine:
    """What a member answered. ``by`` is the name of who passed it on, "" for themselves."""

    person: str
    name: str
    answer: Answer
    by: str
    late: bool


@dataclass(frozen=True)
class MeetingView:
    """One session, for one member: ``mine`` is their answer, ``answered_by`` the name of who gave it for them,
    ``where_i_am`` its time on their clock where that differs, ``clocks`` what to know in a night in which the clocks
    change, ``remark`` what their own limits say.

    ``moved`` and ``called_off`` are sentences for somebody who had answered. ``others`` are those for whom they can
    answer. ``waiting`` is how many are on the list; their own place is in ``stand``. ``most`` is None where the group
    sees no maximum. ``cases`` are the ids of those that they would like to practise. ``code`` leads to the running
    session that it became, "" for none.
    """

    id: str
    group: str
    group_name: str
    tonight: Tonight
    starts: datetime
    starts_at: int
    ends_at: int
    zone: str
    minutes: int
    place: str
    place_is_link: bool
    where_i_am: str
    clocks: str
    is_off: bool
    moved: str
    called_off: str
    mine: Answer | None
    answered_by: str
    late: bool
    stand: Stand
    remark: str
    replies: tuple[ReplyLine, ...]
    others: tuple[MemberLine, ...]
    guests: tuple[GuestLine, ...]
    waiting: int
    most: int | None
    cases: tuple[str, ...]
    bring: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class OptionView:
    """A time of a poll, with who can come (names) and what the reader answered. ``is_best``: one of the best two."""

    number: int
    starts: datetime
    when: str
    where_i_am: str
    yes: tuple[str, ...]
    maybe: tuple[str, ...]
    cannot: tuple[str, ...]
    mine: Answer | None
    is_best: bool


@dataclass(frozen=True)
class PollView:
    """``may_fix``: the reader is an admin."""

    id: str
    by: str
    place: str
    minutes: int
    options: tuple[OptionView, ...]
    may_fix: bool


@dataclass(frozen=True)
class InvitationLine:
    """An invitation that can still be used and that the reader may take back; its link is shown only once."""

    digest: str
    by: str
    single: bool
    until: int
    guest: bool


@dataclass(frozen=True)
class LinkLine:
    """``may_take_down``: the reader put it up or is an admin. ``person`` is for blocking and reporting."""

    id: str
    person: str
    name: str
    note: str
    address: str
    may_take_down: bool


@dataclass(frozen=True)
class StepLine:
    """A next step that somebody chose to show."""

    person: str
    name: str
    text: str
    as_: ShownAs
    practice: int
    round: int
    mine: bool


@dataclass(frozen=True)
class GroupView:
    """The group's page for one member. ``meetings`` are those still to come, the next first; ``not_apart`` says that
    somebody whom they blocked is in the group. ``covered`` is there from three members on."""

    id: str
    terms: Terms
    is_admin: bool
    is_large: bool
    members: tuple[MemberLine, ...]
    expected: tuple[str, ...]
    meetings: tuple[MeetingView, ...]
    polls: tuple[PollView, ...]
    invitations: tuple[InvitationLine, ...]
    links: tuple[LinkLine, ...]
    steps: tuple[StepLine, ...]
    news: tuple[tuple[int, str], ...]
    aim: Reached | None
    covered: Covered | None
    not_apart: str


@dataclass(frozen=True)
class GuestLine:
    """Somebody who comes to one session, and the name of who asked them. ``person`` is for the button beside it."""

    person: str
    name: str
    by: str
    may_take_back: bool


@dataclass(frozen=True)
class HomeGroup:
    """What Home shows of one group: the next session, and sessions that were moved or called off since the reader
    answered."""

    id: str
    name: str
    next: MeetingView | None
    changed: tuple[MeetingView, ...]
    polls: int


@dataclass(frozen=True)
class Reader:
    """Who looks: the member, the zone of their device, their limits, whom they see nothing of, and their sessions."""

    person: str
    zone: str
    limits: OwnLimits = field(default_factory=OwnLimits)
    apart: frozenset[str] = frozenset()
    sessions: tuple[Meeting, ...] = ()


NOT_APART = "Somebody you’ve blocked is in this group. The kit can’t seat you apart in it."


def member_lines(group: Group, person: str) -> tuple[MemberLine, ...]:
    return tuple(_line(one, person) for one in group.members)


def meeting_view(
    group: Group, meeting: Meeting, reader: Reader, now: int, bring: tuple[str, ...] = (), code: str = ""
) -> MeetingView:
    """Of a session that was settled. Raises `Fault` for somebody who isn't in the group."""
    me = group.member(reader.person)
    reply, stands = meeting.reply(me.person), stand(meeting, me.person)
    answered = reply is not None or meeting.on_list(me.person) is not None
    return MeetingView(
        id=meeting.id,
        group=group.id,
        group_name=isolated(group.terms.name),
        tonight=tonight(group, meeting, now),
        starts=meeting.starts,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=meeting.zone,
        minutes=meeting.minutes,
        place=meeting.place,
        place_is_link=is_link(meeting.place),
        where_i_am=elsewhere(meeting.starts, meeting.zone, reader.zone),
        clocks=clocks_note(meeting.starts, meeting.zone),
        is_off=meeting.is_off,
        moved=moved_sentence(meeting) if answered and not (reply and meeting.still_holds(reply)) else "",
        called_off=f"{day_and_time(meeting.starts)} has been called off." if answered and meeting.is_off else "",
        mine=reply.answer if reply else None,
        answered_by=group.name_of(reply.by) if reply and reply.by else "",
        late=bool(reply and reply.late),
        stand=stands,
        remark="" if meeting.is_off else remark(reader.limits, meeting, reader.sessions, me.person),
        replies=_replies(group, meeting),
        others=tuple(_line(one, me.person) for one in group.members if one.person != me.person),
        guests=_guests(group, meeting, me),
        waiting=len(meeting.waiting),
        most=meeting.most if group.is_large else None,
        cases=meeting.cases,
        bring=bring,
        code=code,
    )


def poll_views(diary: Diary, reader: Reader, now: int) -> tuple[PollView, ...]:
    """Those that can still be answered, in a group that is large enough to see any."""
    if not diary.group.is_large:
        return ()
    return tuple(_poll(diary.group, one, reader, now) for one in diary.polls if is_shown(one, now))


def invitation_lines(group: Group, made: Iterable[Invitation], person: str, now: int) -> tuple[InvitationLine, ...]:
    """Those that this member may take back: their own, or all for an admin."""
    admin = group.member(person).admin
    mine = (one for one in made if one.is_open(group, now) and (admin or one.by == person))
    return tuple(
        InvitationLine(one.digest, group.name_of(one.by), one.single, one.until, bool(one.meeting)) for one in mine
    )


def link_lines(group: Group, links: Iterable[GroupLink], reader: Reader) -> tuple[LinkLine, ...]:
    """Without those of people who have nothing to do with the reader."""
    admin = group.member(reader.person).admin
    return tuple(
        LinkLine(
            one.id,
            one.person,
            group.name_of(one.person),
            one.note,
            one.address,
            admin or one.person == reader.person,
        )
        for one in links
        if one.person not in reader.apart
    )


def news_lines(group: Group, news: Iterable[News]) -> tuple[tuple[int, str], ...]:
    """The newest first."""
    return tuple((one.at, sentence(one, group)) for one in sorted(news, key=lambda one: -one.at))


def next_of(meetings: Iterable[Meeting], now: int) -> Meeting | None:
    """The session that comes next; one that was called off only where it is the only one."""
    coming = coming_up(meetings, now)
    return next((one for one in coming if not one.is_off), None) or next(iter(coming), None)


def changed_for(meetings: Iterable[Meeting], person: str, now: int) -> tuple[Meeting, ...]:
    """Coming sessions that were moved or called off after this person answered."""
    return tuple(one for one in coming_up(meetings, now) if _has_changed(one, person))


def sees_covered(group: Group) -> bool:
    """Stations of two would be stations of a person."""
    return len(group.members) > FEWEST


def _has_changed(meeting: Meeting, person: str) -> bool:
    reply = meeting.reply(person)
    if reply is None:
        return meeting.is_off and meeting.on_list(person) is not None
    return meeting.is_off or not meeting.still_holds(reply)


def _line(member: Member, person: str) -> MemberLine:
    return MemberLine(member.person, isolated(member.name), member.admin, member.person == person)


def moved_sentence(meeting: Meeting) -> str:
    """From when to when; "" for one that wasn't, or is off."""
    if meeting.moved_from is None or meeting.is_off:
        return ""
    return f"Moved from {day_and_time(meeting.moved_from)} to {day_and_time(meeting.starts)}."


def _replies(group: Group, meeting: Meeting) -> tuple[ReplyLine, ...]:
    here = (one for one in meeting.replies if group.has(one.person))
    return tuple(
        ReplyLine(one.person, group.name_of(one.person), one.answer, group.name_of(one.by) if one.by else "", one.late)
        for one in here
    )


def _guests(group: Group, meeting: Meeting, me: Member) -> tuple[GuestLine, ...]:
    return tuple(
        GuestLine(
            one.person,
            isolated(one.name),
            group.name_of(one.by),
            me.admin or one.by == me.person,
        )
        for one in meeting.guests
    )


def _poll(group: Group, poll: Poll, reader: Reader, now: int) -> PollView:
    leading = {one.number for one in best(poll, now)}
    mine = {one.time: one.answer for one in poll.votes if one.person == reader.person}
    shown = tuple(_option(group, poll, one, reader, mine.get(one.number), leading) for one in options(poll))
    admin = group.member(reader.person).admin
    return PollView(poll.id, group.name_of(poll.by), poll.place, poll.minutes, shown, admin)


def _option(
    group: Group, poll: Poll, one: Option, reader: Reader, mine: Answer | None, leading: set[int]
) -> OptionView:
    yes, maybe, cannot = (
        tuple(group.name_of(person) for person in people) for people in (one.yes, one.maybe, one.cannot)
    )
    when, there = day_and_time(one.starts), elsewhere(one.starts, poll.zone, reader.zone)
    return OptionView(one.number, one.starts, when, there, yes, maybe, cannot, mine, one.number in leading)
