"""Places in a session for which more want to come than may: a waiting list, and a place held for the next on it.

Time passes by itself: `settle` comes to what is so by now, however long nobody looked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from roleplay.groups.local_time import HOUR
from roleplay.groups.meeting import Answer, Meeting, Reply, Waiting, check_open, with_reply, without_reply


class Standing(StrEnum):
    """Where somebody stands in a session."""

    NONE = "none"
    COMING = "coming"
    WAITING = "waiting"
    HELD = "held"
    FREE = "free"


@dataclass(frozen=True)
class Stand:
    """For themselves alone: ``place`` counts from 1 on the waiting list; ``until`` is how long a place is held.
    ``FREE``: they wait, and there is a place that nobody is held for."""

    standing: Standing
    place: int = 0
    until: int | None = None


def taken(meeting: Meeting) -> int:
    """Places of those who are coming, guests too, and those that are held."""
    return len(meeting.saying(Answer.YES)) + len(meeting.guests) + sum(one.until is not None for one in meeting.waiting)


def is_full(meeting: Meeting) -> bool:
    return meeting.most is not None and taken(meeting) >= meeting.most


def answer(meeting: Meeting, reply: Reply, hold_hours: int) -> Meeting:
    """With somebody's answer. A yes to a full session goes on the waiting list, whatever they had said before.
    Raises `Fault` if it was called off or is over."""
    check_open(meeting, reply.at)
    meeting = settle(meeting, reply.at, hold_hours)
    before, waits = meeting.reply(reply.person), meeting.on_list(reply.person)
    if reply.answer is not Answer.YES:
        return settle(with_reply(_off_list(meeting, reply.person), reply), reply.at, hold_hours)
    has_place = (before is not None and before.answer is Answer.YES) or (waits is not None and waits.until is not None)
    if has_place or not is_full(meeting):
        return with_reply(_off_list(meeting, reply.person), reply)
    if waits is not None:
        return meeting
    waiting = (*meeting.waiting, Waiting(reply.person, reply.at))
    return replace(without_reply(meeting, reply.person), waiting=waiting)


def withdraw(meeting: Meeting, person: str, now: int, hold_hours: int) -> Meeting:
    """Without somebody who has left the group; their place passes on."""
    gone = without_reply(_off_list(settle(meeting, now, hold_hours), person), person)
    return settle(gone, now, hold_hours)


def limit(meeting: Meeting, most: int | None, now: int, hold_hours: int) -> Meeting:
    """With another maximum. Nobody loses a place by it, and without one whoever waits is coming."""
    meeting = settle(meeting, now, hold_hours)
    if most is None:
        come = tuple(Reply(one.person, Answer.YES, one.since) for one in meeting.waiting)
        return replace(meeting, most=None, waiting=(), replies=(*meeting.replies, *come))
    return settle(replace(meeting, most=max(most, taken(meeting))), now, hold_hours)


def settle(meeting: Meeting, now: int, hold_hours: int) -> Meeting:
    """As of now: places that were held long enough have passed on, one after the other."""
    if meeting.most is None or meeting.is_off or not meeting.waiting:
        return meeting
    while (lapsed := _next_lapse(meeting)) is not None and lapsed <= now:
        meeting = _offer(_pass_on(meeting, lapsed), lapsed, hold_hours)
    return _offer(meeting, now, hold_hours)


def _next_lapse(meeting: Meeting) -> int | None:
    """Never past the start, which may have been moved since."""
    held = [one.until for one in meeting.waiting if one.until is not None]
    return min(*held, meeting.starts_at) if held else None


def stand(meeting: Meeting, person: str) -> Stand:
    """Where they stand in a session that was settled."""
    reply, waits = meeting.reply(person), meeting.on_list(person)
    if waits is None:
        return Stand(Standing.COMING if reply is not None and reply.answer is Answer.YES else Standing.NONE)
    if waits.until is not None:
        return Stand(Standing.HELD, until=min(waits.until, meeting.starts_at))
    if not is_full(meeting):
        return Stand(Standing.FREE)
    return Stand(Standing.WAITING, place=_in_order(meeting).index(waits) + 1)


def _in_order(meeting: Meeting) -> list[Waiting]:
    """Of those who still wait for one: who is next first, and after them those for whom one was held already."""
    return sorted((one for one in meeting.waiting if one.until is None), key=lambda one: one.passed)


def _pass_on(meeting: Meeting, lapsed: int) -> Meeting:
    start = meeting.starts_at
    waiting = tuple(
        replace(one, until=None, passed=True) if one.until is not None and min(one.until, start) <= lapsed else one
        for one in meeting.waiting
    )
    return replace(meeting, waiting=waiting)


def _offer(meeting: Meeting, at: int, hold_hours: int) -> Meeting:
    """Free places are held for those who are next. Once one was held for everybody, a free one is for whoever comes
    first; so is every place once the session has begun."""
    until = min(at + hold_hours * HOUR, meeting.starts_at)
    while until > at and not is_full(meeting):
        following = next((one for one in meeting.waiting if one.until is None and not one.passed), None)
        if following is None:
            break
        waiting = tuple(replace(one, until=until) if one is following else one for one in meeting.waiting)
        meeting = replace(meeting, waiting=waiting)
    return meeting


def _off_list(meeting: Meeting, person: str) -> Meeting:
    return replace(meeting, waiting=tuple(one for one in meeting.waiting if one.person != person))
