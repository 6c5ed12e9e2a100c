"""A study group: its members, who of them may change it, and what they agreed on."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from roleplay.errors import Fault
from roleplay.groups.local_time import monday
from roleplay.groups.series import Series
from roleplay.people.directions import isolated

MOST_MEMBERS: Final = 24
MOST_EVER: Final = 240
"""Members past and present. A link for everybody, in the wrong hands, can bring in no more than that."""
LARGE: Final = 6
"""From so many members on, a group sees a maximum, a waiting list and polls."""
FEWEST, USUAL = 2, 3
"""With how many a session can go ahead, and with how many it usually does."""
MOST_PAUSES: Final = 100
"""Pauses, past and to come: more than a year has weeks."""
HOLD_HOURS, LONGEST_HOLD = 12, 72
"""How long a place that has become free is held for the next person on the waiting list."""
NOT_A_MEMBER: Final = "That group isn’t here for you: you aren’t in it, or it’s gone. Ask somebody in it to invite you."
REMOVED: Final = "You’re no longer in this group. Your history is yours."
ADMINS_ONLY: Final = "Only a group admin can change that. Ask one of them."


@dataclass(frozen=True)
class Member:
    """Somebody in a group, or who was. ``left_at`` is None while they are in it; ``removed`` says that an admin ended
    it. Instants in UTC milliseconds."""

    person: str
    name: str
    joined_at: int
    admin: bool = False
    left_at: int | None = None
    removed: bool = False


@dataclass(frozen=True)
class Pause:
    """Weeks in which the group doesn't meet, from a Monday to a Sunday."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


def in_whole_weeks(first: date, last: date) -> Pause:
    """A pause over the weeks of these days and all between them."""
    return Pause(monday(first), monday(last) + timedelta(days=6))


@dataclass(frozen=True)
class Aim:
    """What the group set itself: stations a week from one day until another."""

    per_week: int
    since: date
    until: date


@dataclass(frozen=True)
class Terms:
    """What a group agreed on, and an admin may change.

    ``purpose`` is what they practise for and ``exam_on`` its day; ``exam`` is the blueprint it draws on, "" for none.
    ``most`` counts only in a large group. ``arriving``: sessions open with "How are we arriving?".
    """

    name: str
    zone: str
    purpose: str = ""
    exam_on: date | None = None
    level: str = ""
    exam: str = ""
    goes_ahead_with: int = USUAL
    most: int | None = None
    hold_hours: int = HOLD_HOURS
    arriving: bool = False
    series: Series | None = None
    aim: Aim | None = None
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True)
class RoundElsewhere:
    """A round of the group on another kit: ``ago`` is 1 for its last session there, people are members' names, "" for
    somebody who was none."""

    ago: int
    student: str
    patient: str
    observers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """``everybody`` are members past and present, in order of joining; ``expected`` are the names of people who were in
    it on another kit and haven't joined here yet, ``elsewhere`` what they played there last."""

    id: str
    founded_at: int
    terms: Terms
    everybody: tuple[Member, ...] = ()
    expected: tuple[str, ...] = ()
    elsewhere: tuple[RoundElsewhere, ...] = ()

    @property
    def members(self) -> tuple[Member, ...]:
        """Those who are in it now, the longest first."""
        return tuple(one for one in self.everybody if one.left_at is None)

    @property
    def is_large(self) -> bool:
        return len(self.members) >= LARGE

    @property
    def most(self) -> int | None:
        """How many may come to one session; None for everybody."""
        return self.terms.most if self.is_large else None

    def member(self, person: str) -> Member:
        """Raises `Fault` for everybody else, in other words for somebody who was removed."""
        found = self.ever(person)
        if found is None or found.left_at is not None:
            raise Fault(REMOVED if found is not None and found.removed else NOT_A_MEMBER)
        return found

    def ever(self, person: str) -> Member | None:
        """The member, past or present."""
        return next((one for one in self.everybody if one.person == person), None)

    def has(self, person: str) -> bool:
        """Whether they are in it now."""
        return any(one.person == person for one in self.members)

    def name_of(self, person: str) -> str:
        """As it stands inside a sentence."""
        found = self.ever(person)
        return isolated(found.name) if found is not None else "Somebody"

    def is_paused(self, day: date) -> bool:
        return any(pause.covers(day) for pause in self.terms.pauses)


def check_admin(group: Group, person: str) -> None:
    """Raises `Fault` unless they may change the group's settings."""
    if not group.member(person).admin:
        raise Fault(ADMINS_ONLY)


def join(group: Group, person: str, name: str, now: int) -> Group:
    """With them as its newest member; somebody who comes again too. Joining twice changes nothing."""
    if group.has(person):
        return group
    if len(group.members) >= MOST_MEMBERS:
        raise Fault(f"This group is full: it has {MOST_MEMBERS} members. Found a second one.")
    others = tuple(one for one in group.everybody if one.person != person)
    if len(others) >= MOST_EVER:
        raise Fault(f"This group is full: it has had {MOST_EVER} members. Found a second one.")
    return _with_an_admin(replace(group, everybody=(*others, Member(person, name, now))))


def leave(group: Group, person: str, now: int) -> Group:
    """Without them. If they were its last admin, the longest member is one now."""
    group.member(person)
    return _with_an_admin(_set(group, person, left_at=now, admin=False))


def remove(group: Group, admin: str, person: str, now: int) -> Group:
    """Without somebody whom an admin takes out of it. Raises `Fault`."""
    check_admin(group, admin)
    if person == admin:
        raise Fault("Use “Leave” to leave the group yourself.")
    group.member(person)
    return _with_an_admin(_set(group, person, left_at=now, admin=False, removed=True))


def hand_on(group: Group, admin: str, person: str, keeps: bool = False) -> Group:
    """Somebody else looks after the group from now on; whoever hands it on can stay an admin too. Raises `Fault`."""
    check_admin(group, admin)
    group.member(person)
    made = _set(group, person, admin=True)
    return made if keeps or person == admin else _set(made, admin, admin=False)


def without(group: Group, person: str) -> Group:
    """As if they had never been in it: they delete everything that is theirs."""
    left = tuple(one for one in group.everybody if one.person != person)
    names = {one.name for one in group.everybody if one.person == person} - {one.name for one in left}
    return _with_an_admin(replace(group, everybody=left, elsewhere=tuple(_unnamed(group.elsewhere, names))))


def _unnamed(rounds: Iterable[RoundElsewhere], names: Container[str]) -> Iterator[RoundElsewhere]:
    for one in rounds:
        student, patient = ("" if name in names else name for name in (one.student, one.patient))
        observers = tuple(name for name in one.observers if name not in names)
        yield RoundElsewhere(one.ago, student, patient, observers)


def agree(group: Group, admin: str, terms: Terms) -> Group:
    """With other terms. Raises `Fault` for somebody who isn't an admin, and for terms that nobody can keep."""
    check_admin(group, admin)
    return replace(group, terms=checked(terms))


def checked(terms: Terms) -> Terms:
    """The same. Raises `Fault` for what a form can't offer."""
    if terms.goes_ahead_with not in (FEWEST, USUAL):
        raise Fault(f"A session goes ahead with {FEWEST} or {USUAL} people.")
    if terms.most is not None and not USUAL <= terms.most <= MOST_MEMBERS:
        raise Fault(f"A session can be for {USUAL} to {MOST_MEMBERS} people.")
    if not 1 <= terms.hold_hours <= LONGEST_HOLD:
        raise Fault(f"A place can be held from 1 to {LONGEST_HOLD} hours.")
    if terms.aim is not None and not (1 <= terms.aim.per_week <= 40 and terms.aim.since <= terms.aim.until):
        raise Fault("An aim is from 1 to 40 stations a week, until a day that is still to come.")
    if len(terms.pauses) > MOST_PAUSES:
        raise Fault(f"A group can have {MOST_PAUSES} pauses. Take out some that are over.")
    if any(pause.last < pause.first for pause in terms.pauses):
        raise Fault("A pause ends after it begins. Check its days.")
    return terms


def names_of(group: Group, people: Iterable[str]) -> tuple[str, ...]:
    return tuple(group.name_of(person) for person in people)


def _set(group: Group, person: str, **values: object) -> Group:
    everybody = tuple(replace(one, **values) if one.person == person else one for one in group.everybody)  # type: ignore[arg-type]
    return replace(group, everybody=everybody)


def _with_an_admin(group: Group) -> Group:
    if not group.members or any(one.admin for one in group.members):
        return group
    return _set(group, group.members[0].person, admin=True)
