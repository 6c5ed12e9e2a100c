"""Is tonight on? One value that Home, the group's page and the group's chat say alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from roleplay.groups.group import FEWEST, Group, names_of
from roleplay.groups.local_time import HOUR, soon
from roleplay.groups.meeting import BEFORE, Answer, Meeting
from roleplay.groups.typed import is_link
from roleplay.people.directions import isolated

ASK_BEFORE: Final = 2 * HOUR
"""How long before the start admins are asked whether to call off a session that too few come to."""
FOUR, ROOMS_FOR = 4, 6
"""From so many on some observe, and from so many on there can be two rooms."""


class Is(StrEnum):
    """What becomes of a session, as far as is known."""

    ON = "on"
    SHORT = "short"
    OFF = "off"
    OVER = "over"


@dataclass(frozen=True)
class Tonight:
    """Persons' names, as they stand inside a sentence. ``needed`` is how many more it takes. ``to_confirm`` said yes to
    the time that it had before it was moved.

    ``with_two``: two come, and the plan for two is there if they like. ``observers`` and ``two_rooms``: so many come.
    ``call_off``: admins are asked whether to. ``can_start``: it is time.
    """

    meeting: str
    when: str
    place: str
    is_: Is
    coming: tuple[str, ...]
    to_confirm: tuple[str, ...]
    maybe: tuple[str, ...]
    cannot: tuple[str, ...]
    unsaid: tuple[str, ...]
    late: tuple[str, ...]
    needed: int
    with_two: bool
    observers: bool
    two_rooms: bool
    call_off: bool
    can_start: bool

    @property
    def headline(self) -> str:
        """Thursday 19:00, Library 2"""
        return _headline(self.when, self.place)

    @property
    def sentence(self) -> str:
        """Ana and Ben are coming, Cleo hasn’t said · one more needed"""
        if self.is_ is Is.OFF:
            return "Called off"
        who = ", ".join(part for part in self._who() if part)
        return " · ".join(part for part in (who or "Nobody has answered yet", self._needs()) if part)

    def _who(self) -> tuple[str, ...]:
        return (
            _are(self.coming, "is coming", "are coming"),
            _are(self.to_confirm, "said yes to the old time", "said yes to the old time"),
            _are(self.maybe, "might come", "might come"),
            _are(self.cannot, "can’t", "can’t"),
            _are(self.unsaid, "hasn’t said", "haven’t said"),
            _are(self.late, "is running late", "are running late"),
        )

    def _needs(self) -> str:
        return f"{_NUMBERS.get(self.needed, str(self.needed))} more needed" if self.needed else ""


_NUMBERS: Final = {1: "one", 2: "two", 3: "three"}


def tonight(group: Group, meeting: Meeting, now: int) -> Tonight:
    """Of a session that was settled."""
    coming = [one for one in meeting.saying(Answer.YES) if meeting.still_holds(one)]
    before = [one for one in meeting.saying(Answer.YES) if not meeting.still_holds(one)]
    said = {one.person for one in meeting.replies} | {one.person for one in meeting.waiting}
    guests = tuple(f"{isolated(one.name)} (guest)" for one in meeting.guests)
    many, wanted = len(coming) + len(guests), group.terms.goes_ahead_with
    open_ = not meeting.is_off and not meeting.is_over(now)
    return Tonight(
        meeting=meeting.id,
        when=soon(meeting.starts, now, meeting.zone),
        place=meeting.place,
        is_=_becomes(meeting, many >= wanted, now),
        coming=(*names_of(group, (one.person for one in coming)), *guests),
        to_confirm=names_of(group, (one.person for one in before)),
        maybe=names_of(group, (one.person for one in meeting.saying(Answer.MAYBE))),
        cannot=names_of(group, (one.person for one in meeting.saying(Answer.CANNOT))),
        unsaid=names_of(group, (one.person for one in group.members if one.person not in said)),
        late=names_of(group, (one.person for one in coming if one.late)),
        needed=max(0, wanted - many) if open_ else 0,
        with_two=open_ and many == FEWEST and wanted > FEWEST,
        observers=open_ and many >= FOUR,
        two_rooms=open_ and many >= ROOMS_FOR,
        call_off=open_ and many < wanted and meeting.starts_at - ASK_BEFORE <= now < meeting.starts_at,
        can_start=open_ and now >= meeting.starts_at - BEFORE,
    )


def headline(meeting: Meeting, now: int) -> str:
    """The same of a session, for somebody who may see nothing else of it; the link of a call isn't theirs yet."""
    return _headline(soon(meeting.starts, now, meeting.zone), "online" if is_link(meeting.place) else meeting.place)


def for_the_chat(tonight_: Tonight, name: str, link: str, bring: Sequence[str] = ()) -> str:
    """Three lines for the group's own chat."""
    what = f"{tonight_.sentence}. Bring: {listed(bring)}" if bring else tonight_.sentence
    return f"{name}: {tonight_.headline}\n{what}\n{link}"


def listed(names: Sequence[str]) -> str:
    """Ana, Ben and Cleo"""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _headline(when: str, place: str) -> str:
    return f"{when}, {place}" if place else when


def _are(names: Sequence[str], one: str, many: str) -> str:
    return f"{listed(names)} {one if len(names) == 1 else many}" if names else ""


def _becomes(meeting: Meeting, enough: bool, now: int) -> Is:
    if meeting.is_off:
        return Is.OFF
    if meeting.is_over(now):
        return Is.OVER
    return Is.ON if enough else Is.SHORT
