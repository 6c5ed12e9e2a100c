"""Whether what is stored of groups holds together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from roleplay.groups.diary import Diary
from roleplay.groups.waiting_list import taken
from roleplay.storage import Reader, open_store


def check_groups(url: str, now: int) -> list[str]:
    """What doesn't, in sentences."""
    store = open_store(url, now)
    try:
        with store.read() as reader:
            return list(_faults(reader))
    finally:
        store.close()


def _faults(reader: Reader) -> Iterator[str]:
    for id_, group in reader.groups.groups(reader.groups.ids()).items():
        if not group.members:
            yield f"group {id_}: nobody is in it"
        elif not any(one.admin for one in group.members):
            yield f"group {id_}: nobody looks after it"
        yield from _in_meetings(Diary(group, reader.meetings.meetings([id_], 0, date.min)))


def _in_meetings(diary: Diary) -> Iterator[str]:
    known = {one.person for one in diary.group.everybody}
    for one in diary.meetings:
        there = [reply.person for reply in one.replies] + [waits.person for waits in one.waiting]
        here = [*there, *(guest.person for guest in one.guests)]
        if one.most is not None and taken(one) > one.most:
            yield f"planned session {one.id}: more have a place than there are places"
        if len(here) != len(set(here)):
            yield f"planned session {one.id}: somebody is in it twice"
        if not set(there) <= known:
            yield f"planned session {one.id}: somebody answered who was never in the group"
