"""Planned sessions of groups with their answers and waiting lists, polls, and which session each one became."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    or_,
    select,
    update,
)

from roleplay.groups.meeting import Answer, Guest, Meeting, Reply, Waiting
from roleplay.groups.poll import Poll, Vote
from roleplay.storage.databases import IN_ORDER_OF_KEY, insert_once
from roleplay.storage.history.projections import rounds
from roleplay.storage.people.persons import persons
from roleplay.storage.queries import Queries, metadata
from roleplay.stored import as_stored, as_text, read_text

# ``starts_at`` (UTC milliseconds) and ``day`` (of the series) are what is asked for; the rest is in the body.
meetings = Table(
    "meetings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("group", Text, ForeignKey("groups.id"), nullable=False),
    Column("starts_at", BigInteger, nullable=False),
    Column("day", Text),
    Column("body", Text, nullable=False),
    Index("meetings_by_group", "group", "starts_at"),
)

# ``place`` is the order of answering; ``by`` passed the answer on, None for the person themselves.
meeting_replies = Table(
    "meeting_replies",
    metadata,
    Column("meeting", Text, ForeignKey("meetings.id"), primary_key=True),
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", Text, ForeignKey("persons.id")),
    Column("late", Boolean, nullable=False),
    Index("meeting_replies_by_person", "person"),
    **IN_ORDER_OF_KEY,
)

meeting_waiting = Table(
    "meeting_waiting",
    metadata,
    Column("meeting", Text, ForeignKey("meetings.id"), primary_key=True),
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger),
    Column("passed", Boolean, nullable=False),
    Index("meeting_waiting_by_person", "person"),
    **IN_ORDER_OF_KEY,
)

# ``place`` is the order of coming; ``by`` asked them, None for somebody who has deleted everything that was theirs.
meeting_guests = Table(
    "meeting_guests",
    metadata,
    Column("meeting", Text, ForeignKey("meetings.id"), primary_key=True),
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("by", Text, ForeignKey("persons.id")),
    Column("at", BigInteger, nullable=False),
    Index("meeting_guests_by_person", "person"),
    **IN_ORDER_OF_KEY,
)

# ``by`` is None for somebody who has deleted everything that was theirs.
polls = Table(
    "polls",
    metadata,
    Column("id", Text, primary_key=True),
    Column("group", Text, ForeignKey("groups.id"), nullable=False),
    Column("by", Text, ForeignKey("persons.id")),
    Column("made_at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Index("polls_by_group", "group", "made_at"),
)

poll_votes = Table(
    "poll_votes",
    metadata,
    Column("poll", Text, ForeignKey("polls.id"), primary_key=True),
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("time", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("poll_votes_by_person", "person"),
    **IN_ORDER_OF_KEY,
)

# Which group played a practice, and for which planned session; None where it was the first, or wasn't planned.
group_practices = Table(
    "group_practices",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("group", Text, ForeignKey("groups.id"), nullable=False),
    Column("meeting", Text, ForeignKey("meetings.id")),
    Index("group_practices_by_group", "group"),
    Index("group_practices_by_meeting", "meeting"),
    **IN_ORDER_OF_KEY,
)

POLLS_READ = 20
_IDS: Any = bindparam("ids", expanding=True)
_MEETINGS: Select[Any] = (
    select(meetings.c.body)
    .where(
        meetings.c.group.in_(_IDS),
        or_(meetings.c.starts_at >= bindparam("since"), meetings.c.day >= bindparam("since_day")),
    )
    .order_by(meetings.c.starts_at, meetings.c.id)
)
_MEETING: Select[Any] = select(meetings.c.body).where(meetings.c.id == bindparam("of_meeting"))
_REPLIES: Select[Any] = (
    select(
        meeting_replies.c.meeting,
        meeting_replies.c.person,
        meeting_replies.c.answer,
        meeting_replies.c.at,
        meeting_replies.c.by,
        meeting_replies.c.late,
    )
    .where(meeting_replies.c.meeting.in_(_IDS))
    .order_by(meeting_replies.c.meeting, meeting_replies.c.place)
)
_WAITING: Select[Any] = (
    select(
        meeting_waiting.c.meeting,
        meeting_waiting.c.person,
        meeting_waiting.c.since,
        meeting_waiting.c.until,
        meeting_waiting.c.passed,
    )
    .where(meeting_waiting.c.meeting.in_(_IDS))
    .order_by(meeting_waiting.c.meeting, meeting_waiting.c.place)
)
_GUESTS: Select[Any] = (
    select(meeting_guests.c.meeting, meeting_guests.c.person, persons.c.name, meeting_guests.c.by, meeting_guests.c.at)
    .join(persons, persons.c.id == meeting_guests.c.person)
    .where(meeting_guests.c.meeting.in_(_IDS))
    .order_by(meeting_guests.c.meeting, meeting_guests.c.place)
)
_AS_GUEST: Select[Any] = (
    select(meetings.c.body)
    .join(meeting_guests, meeting_guests.c.meeting == meetings.c.id)
    .where(meeting_guests.c.person == bindparam("of_person"), meetings.c.starts_at >= bindparam("since"))
    .order_by(meetings.c.starts_at, meetings.c.id)
)
_POLLS: Select[Any] = (
    select(polls.c.id, polls.c.by, polls.c.body)
    .where(polls.c.group.in_(_IDS))
    .order_by(polls.c.made_at.desc(), polls.c.id)
    .limit(POLLS_READ)
)
_VOTES: Select[Any] = (
    select(poll_votes.c.poll, poll_votes.c.person, poll_votes.c.time, poll_votes.c.answer, poll_votes.c.at)
    .where(poll_votes.c.poll.in_(_IDS))
    .order_by(poll_votes.c.poll, poll_votes.c.place)
)
_GROUP_OF: Select[Any] = select(group_practices.c.group, group_practices.c.meeting).where(
    group_practices.c.practice == bindparam("of_practice")
)
_GROUPS_OF: Select[Any] = select(group_practices.c.practice, group_practices.c.group).where(
    group_practices.c.practice.in_(_IDS)
)
_PLAYED: Select[Any] = (
    select(rounds.c.case, rounds.c.case_kind, rounds.c.specialty, rounds.c.at)
    .join(group_practices, group_practices.c.practice == rounds.c.practice)
    .where(
        group_practices.c.group == bindparam("of_group"),
        rounds.c.at >= bindparam("since"),
        rounds.c.counts,
        rounds.c.opened_at.is_not(None),
    )
    .order_by(rounds.c.at)
)
_PUT = insert_once(meetings)
_SET = _PUT.on_conflict_do_update(
    index_elements=["id"], set_={name: _PUT.excluded[name] for name in ("starts_at", "day", "body")}
)
_PUT_POLL = insert_once(polls)
_SET_POLL = _PUT_POLL.on_conflict_do_update(index_elements=["id"], set_={"body": _PUT_POLL.excluded.body})
_DROP_ANSWERS = tuple(
    delete(table).where(table.c.meeting == bindparam("of_meeting"))
    for table in (meeting_replies, meeting_waiting, meeting_guests)
)
_DROP_VOTES = delete(poll_votes).where(poll_votes.c.poll == bindparam("of_poll"))
_LINK = insert_once(group_practices).on_conflict_do_nothing(index_elements=["practice"])
_ITS_MEETINGS = select(meetings.c.id).where(meetings.c.group == bindparam("of_group"))
_ITS_POLLS = select(polls.c.id).where(polls.c.group == bindparam("of_group"))
_DROP = (
    delete(group_practices).where(group_practices.c.group == bindparam("of_group")),
    delete(meeting_replies).where(meeting_replies.c.meeting.in_(_ITS_MEETINGS)),
    delete(meeting_waiting).where(meeting_waiting.c.meeting.in_(_ITS_MEETINGS)),
    delete(meeting_guests).where(meeting_guests.c.meeting.in_(_ITS_MEETINGS)),
    delete(poll_votes).where(poll_votes.c.poll.in_(_ITS_POLLS)),
    delete(meetings).where(meetings.c.group == bindparam("of_group")),
    delete(polls).where(polls.c.group == bindparam("of_group")),
)
_ERASE = (
    *(
        delete(table).where(table.c.person == bindparam("of"))
        for table in (meeting_replies, meeting_waiting, meeting_guests)
    ),
    delete(poll_votes).where(poll_votes.c.person == bindparam("of")),
    update(meeting_replies).where(meeting_replies.c.by == bindparam("of")).values(by=None),
    update(meeting_guests).where(meeting_guests.c.by == bindparam("of")).values(by=None),
    update(polls).where(polls.c.by == bindparam("of")).values(by=None),
)


class MeetingReader(Queries):
    """What is planned."""

    def meetings(self, groups: Iterable[str], since: int, day: date) -> tuple[Meeting, ...]:
        """Of these groups, in order of time: those from this instant on, and those that the series made for a day from
        this one on, whenever they were moved to."""
        rows = self._all(_MEETINGS, ids=list(groups), since=since, since_day=day.isoformat())
        return self._whole([read_text(Meeting, body) for (body,) in rows])

    def meeting(self, id: str) -> Meeting | None:
        row = self._first(_MEETING, of_meeting=id)
        return None if row is None else self._whole([read_text(Meeting, row[0])])[0]

    def as_guest(self, person: str, since: int) -> tuple[Meeting, ...]:
        """The sessions from this instant on for which they were asked as a guest, in order of time."""
        rows = self._all(_AS_GUEST, of_person=person, since=since)
        return self._whole([read_text(Meeting, body) for (body,) in rows])

    def polls(self, group: str) -> tuple[Poll, ...]:
        """The latest, oldest first."""
        rows = [(id_, by, body) for id_, by, body in self._all(_POLLS, ids=[group])]
        votes: dict[str, list[Vote]] = {}
        for poll, person, time, answer, at in self._all(_VOTES, ids=[id_ for id_, _, _ in rows]):
            votes.setdefault(poll, []).append(Vote(person, time, Answer(answer), at))
        found = (replace(read_text(Poll, body), by=by or "", votes=tuple(votes.get(id_, ()))) for id_, by, body in rows)
        return tuple(found)[::-1]

    def played(self, group: str, since: int) -> tuple[tuple[str, str, str, int], ...]:
        """The stations of its sessions from this instant on whose feedback is open: case, kind, specialty and when."""
        rows = self._all(_PLAYED, of_group=group, since=since)
        return tuple((case, kind, specialty, at) for case, kind, specialty, at in rows)

    def group_of(self, practice: int) -> tuple[str, str | None] | None:
        """The group that plays or played this practice, and the planned session that it was."""
        row = self._first(_GROUP_OF, of_practice=practice)
        return None if row is None else (row[0], row[1])

    def groups_of(self, practices: Iterable[int]) -> dict[int, str]:
        """The groups that played these practices; those that no group played are left out."""
        return {row[0]: row[1] for row in self._all(_GROUPS_OF, ids=list(practices))}

    def _whole(self, found: list[Meeting]) -> tuple[Meeting, ...]:
        ids = [one.id for one in found]
        replies: dict[str, list[Reply]] = {}
        for meeting, person, answer, at, by, late in self._all(_REPLIES, ids=ids):
            replies.setdefault(meeting, []).append(Reply(person, Answer(answer), at, by or "", bool(late)))
        waiting: dict[str, list[Waiting]] = {}
        for meeting, person, since, until, passed in self._all(_WAITING, ids=ids):
            waiting.setdefault(meeting, []).append(Waiting(person, since, until, bool(passed)))
        guests: dict[str, list[Guest]] = {}
        for meeting, person, name, by, at in self._all(_GUESTS, ids=ids):
            guests.setdefault(meeting, []).append(Guest(person, name, by or "", at))
        return tuple(
            replace(
                one,
                replies=tuple(replies.get(one.id, ())),
                waiting=tuple(waiting.get(one.id, ())),
                guests=tuple(guests.get(one.id, ())),
            )
            for one in found
        )


class MeetingWriter(MeetingReader):
    """Planning, answering, and starting."""

    def put(self, meeting: Meeting) -> None:
        """Everything about a session, in the place of what was there."""
        body = as_text(as_stored(replace(meeting, replies=(), waiting=(), guests=())))
        day = None if meeting.day is None else meeting.day.isoformat()
        row = {"id": meeting.id, "group": meeting.group, "starts_at": meeting.starts_at, "day": day, "body": body}
        self._connection.execute(_SET, row)
        self._run(_DROP_ANSWERS, {"of_meeting": meeting.id})
        self._add(insert(meeting_replies), [_reply(meeting.id, n, one) for n, one in enumerate(meeting.replies)])
        waiting = [{"meeting": meeting.id, "place": n, **vars(one)} for n, one in enumerate(meeting.waiting)]
        self._add(insert(meeting_waiting), waiting)
        self._add(insert(meeting_guests), [_guest(meeting.id, n, one) for n, one in enumerate(meeting.guests)])

    def put_poll(self, poll: Poll) -> None:
        """The same of a poll."""
        body = as_text(as_stored(replace(poll, by="", votes=())))
        row = {"id": poll.id, "group": poll.group, "by": poll.by or None, "made_at": poll.made_at, "body": body}
        self._connection.execute(_SET_POLL, row)
        self._connection.execute(_DROP_VOTES, {"of_poll": poll.id})
        self._add(insert(poll_votes), [_vote(poll.id, n, one) for n, one in enumerate(poll.votes)])

    def link(self, practice: int, group: str, meeting: str | None) -> None:
        """This group plays or played the practice; the first to say so counts."""
        self._connection.execute(_LINK, {"practice": practice, "group": group, "meeting": meeting})

    def drop_of_group(self, group: str) -> None:
        """With answers and polls: nobody is in the group any more."""
        self._run(_DROP, {"of_group": group})

    def erase_person(self, person: str) -> None:
        """Their answers, votes and places in line; whom they answered for is still coming."""
        self._run(_ERASE, {"of": person})


def _vote(poll: str, place: int, vote: Vote) -> dict[str, Any]:
    return {"poll": poll, "place": place, **vars(vote), "answer": vote.answer.value}


def _guest(meeting: str, place: int, guest: Guest) -> dict[str, Any]:
    return {"meeting": meeting, "place": place, "person": guest.person, "by": guest.by or None, "at": guest.at}


def _reply(meeting: str, place: int, reply: Reply) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "place": place,
        **vars(reply),
        "answer": reply.answer.value,
        "by": reply.by or None,
    }
