"""A group's diary out of the store, and what differs put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups.diary import Diary
from roleplay.groups.group import NOT_A_MEMBER, Group
from roleplay.groups.local_time import DAY, today
from roleplay.groups.meeting import Meeting
from roleplay.storage import Reader, Writer

BACK = 2 * DAY
"""How far back sessions are looked at: those of yesterday are over, wherever one is."""


def diary_of(reader: Reader, group: str, now: int) -> Diary:
    """With its polls. Raises `Fault` where there is no such group, in the words for who isn't in it."""
    return with_polls(reader, diaries_of(reader, [group], now), group)


def with_polls(reader: Reader, diaries: Mapping[str, Diary], group: str) -> Diary:
    """This group's, if it is one of them. Raises `Fault` as `diary_of` does."""
    if group not in diaries:
        raise Fault(NOT_A_MEMBER)
    return replace(diaries[group], polls=reader.meetings.polls(group))


def diaries_of(reader: Reader, groups: Iterable[str], now: int) -> dict[str, Diary]:
    """Without polls: several at once, as Home reads them."""
    found = reader.groups.groups(groups)
    if not found:
        return {}
    first = min(today(now - BACK, one.terms.zone) for one in found.values())
    meetings: dict[str, list[Meeting]] = {}
    for one in reader.meetings.meetings(found, now - BACK, first):
        meetings.setdefault(one.group, []).append(one)
    return {id_: Diary(group, tuple(meetings.get(id_, ()))) for id_, group in found.items()}


def save(writer: Writer, before: Diary, after: Diary) -> None:
    """What differs; a group that nobody is in any more is gone, with everything that was its own."""
    group = after.group
    if not group.members:
        drop(writer, group)
        return
    if group != before.group:
        writer.groups.put(group)
    stored = set(before.meetings)
    for meeting in after.meetings:
        if meeting not in stored:
            writer.meetings.put(meeting)
    for poll in after.polls:
        if poll not in before.polls:
            writer.meetings.put_poll(poll)
    writer.groups.add_news(group.id, after.news)


def drop(writer: Writer, group: Group) -> None:
    """The group and all that is its own; what its members played is theirs and stays."""
    writer.board.drop_of_group(group.id)
    writer.meetings.drop_of_group(group.id)
    writer.groups.drop(group.id)


def forget_groups(writer: Writer, person: str, now: int) -> None:
    """Somebody deletes everything that is theirs: who looks after their groups is decided here, and places pass on."""
    for id_ in writer.groups.ever_of(person):
        before = diary_of(writer, id_, now)
        save(writer, before, d.forget(before, person, now))
