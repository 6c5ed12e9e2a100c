"""A person's own limits: how often, not before which day, and when to leave them in peace. Nobody else sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from roleplay.errors import Fault
from roleplay.groups.local_time import monday
from roleplay.groups.meeting import Answer, Meeting

MOST_A_WEEK: Final = 14
_NUMBERS: Final = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}


@dataclass(frozen=True)
class OwnLimits:
    """None and "" where nothing is set. Quiet hours may go over midnight; they are over where both are the same."""

    sessions_a_week: int | None = None
    pause_until: date | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None

    def is_quiet(self, at: time) -> bool:
        """Whether they want to be left in peace at this time of their day."""
        begins, ends = self.quiet_from, self.quiet_until
        if begins is None or ends is None or begins == ends:
            return False
        return begins <= at < ends if begins < ends else at >= begins or at < ends

    def is_paused(self, day: date) -> bool:
        return self.pause_until is not None and day < self.pause_until


def checked_limits(limits: OwnLimits) -> OwnLimits:
    """The same. Raises `Fault` for what a form can't offer."""
    if limits.sessions_a_week is not None and not 1 <= limits.sessions_a_week <= MOST_A_WEEK:
        raise Fault(f"Choose from 1 to {MOST_A_WEEK} sessions a week, or no limit.")
    if (limits.quiet_from is None) != (limits.quiet_until is None):
        raise Fault("Quiet hours need both times: from and until.")
    return limits


def remark(limits: OwnLimits, meeting: Meeting, all_of_theirs: Iterable[Meeting], person: str) -> str:
    """What somebody is reminded of before they say yes; "" for nothing. It stops nobody."""
    day = meeting.starts.date()
    if limits.is_paused(day) and limits.pause_until is not None:
        return f"You’re pausing until {limits.pause_until.day} {limits.pause_until:%B}."
    if limits.sessions_a_week is None:
        return ""
    week = monday(day)
    others = [one for one in all_of_theirs if one.id != meeting.id and _counts(one, person, week)]
    if len(others) < limits.sessions_a_week:
        return ""
    return f"You have {_NUMBERS.get(len(others), str(len(others)))} that week."


def _counts(meeting: Meeting, person: str, week: date) -> bool:
    reply = meeting.reply(person)
    is_coming = reply is not None and reply.answer is Answer.YES and not meeting.is_off
    return is_coming and monday(meeting.starts.date()) == week
