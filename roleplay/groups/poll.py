"""A poll: up to eight times for one session, who can come at which, and the best two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from roleplay.errors import Fault
from roleplay.groups.local_time import DAY, FARTHEST, day_and_time, instant
from roleplay.groups.meeting import Answer, Meeting, Reply

MOST_TIMES, SHOWN = 8, 2
FIXED: Final = "The time has been fixed: {when}. Answer there whether you’re coming."
CLOSED: Final = "This poll is over. Nothing was changed."
_STAYS: Final = 30 * DAY


@dataclass(frozen=True)
class Vote:
    """Whether somebody can come at the time of this number. ``at`` in UTC milliseconds."""

    person: str
    time: int
    answer: Answer
    at: int


@dataclass(frozen=True)
class Poll:
    """``times`` are what a clock on the wall in ``zone`` shows; ``fixed`` is the number of the one that was chosen, and
    ``meeting`` what it became. ``closed_at`` is when it was fixed or given up."""

    id: str
    group: str
    by: str
    made_at: int
    zone: str
    times: tuple[datetime, ...]
    minutes: int
    place: str
    votes: tuple[Vote, ...] = ()
    fixed: int | None = None
    meeting: str = ""
    closed_at: int | None = None


@dataclass(frozen=True)
class Option:
    """One time and who can come then: persons, in order of answering. ``said``: how many answered at all."""

    number: int
    starts: datetime
    yes: tuple[str, ...]
    maybe: tuple[str, ...]
    cannot: tuple[str, ...]


def checked_times(times: Iterable[datetime], zone: str, now: int) -> tuple[datetime, ...]:
    """In order and each once. Raises `Fault` for none, too many, and times that have passed."""
    found = tuple(sorted({wall.replace(second=0, microsecond=0) for wall in times}))
    if not 2 <= len(found) <= MOST_TIMES:
        raise Fault(f"Offer from 2 to {MOST_TIMES} different times.")
    if past := next((wall for wall in found if instant(wall, zone) <= now), None):
        raise Fault(f"{day_and_time(past)} has passed. Choose times that are still to come.")
    if instant(found[-1], zone) > now + FARTHEST:
        raise Fault("Choose times within two years.")
    return found


def vote(poll: Poll, person: str, answers: dict[int, Answer], now: int) -> Poll:
    """With their answers for these times. Raises `Fault` once it was fixed."""
    _check_open(poll)
    if not set(answers) <= set(range(len(poll.times))):
        raise Fault("That time isn’t in the poll any more. Look at it again.")
    others = (one for one in poll.votes if one.person != person or one.time not in answers)
    return replace(poll, votes=(*others, *(Vote(person, time, said, now) for time, said in answers.items())))


def fix(poll: Poll, number: int, meeting: str, most: int | None, now: int) -> tuple[Poll, Meeting]:
    """The poll with its time chosen, and the session that it becomes: what was answered for that time counts as the
    answer. Raises `Fault` if it is over already."""
    _check_open(poll)
    if not 0 <= number < len(poll.times):
        raise Fault("That time isn’t in the poll any more. Look at it again.")
    starts = poll.times[number]
    if instant(starts, poll.zone) <= now:
        raise Fault(f"{day_and_time(starts)} has passed. Choose another time.")
    replies = tuple(Reply(one.person, one.answer, one.at) for one in _votes_on(poll, number))
    planned = Meeting(
        meeting, poll.group, starts, poll.zone, poll.minutes, poll.place, made_at=now, changed_at=now, replies=replies
    )
    many = len(planned.saying(Answer.YES))
    planned = replace(planned, most=None if most is None else max(most, many))
    return replace(poll, fixed=number, meeting=meeting, closed_at=now), planned


def give_up(poll: Poll, now: int) -> Poll:
    """Over without a time. Raises `Fault` if it is over already."""
    _check_open(poll)
    return replace(poll, closed_at=now)


def options(poll: Poll) -> tuple[Option, ...]:
    """All times, in order."""
    return tuple(_option(poll, number) for number in range(len(poll.times)))


def best(poll: Poll, now: int) -> tuple[Option, ...]:
    """The two at which most can come; of equal ones those with more who might, and then the sooner. Times that have
    passed, and those at which nobody can come, are none of them."""
    can = [one for one in options(poll) if one.yes and instant(one.starts, poll.zone) > now]
    return tuple(sorted(can, key=lambda one: (-len(one.yes), -len(one.maybe), one.number))[:SHOWN])


def without_votes(poll: Poll, person: str) -> Poll:
    """Of somebody who has left the group."""
    return replace(poll, votes=tuple(one for one in poll.votes if one.person != person))


def is_shown(poll: Poll, now: int) -> bool:
    """While somebody can still answer: not once it is over, and not long after its last time."""
    return poll.closed_at is None and now - instant(poll.times[-1], poll.zone) < _STAYS


def _check_open(poll: Poll) -> None:
    if poll.fixed is not None:
        raise Fault(FIXED.format(when=day_and_time(poll.times[poll.fixed])))
    if poll.closed_at is not None:
        raise Fault(CLOSED)


def _votes_on(poll: Poll, number: int) -> list[Vote]:
    return [one for one in poll.votes if one.time == number]


def _option(poll: Poll, number: int) -> Option:
    by = {said: tuple(one.person for one in _votes_on(poll, number) if one.answer is said) for said in Answer}
    return Option(number, poll.times[number], by[Answer.YES], by[Answer.MAYBE], by[Answer.CANNOT])
