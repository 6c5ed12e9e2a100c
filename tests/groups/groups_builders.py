"""A group of some size, and a session of it, for the tests of what groups do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups.diary import Diary
from roleplay.groups.group import Group, Member, Terms
from roleplay.groups.local_time import HOUR, instant
from roleplay.groups.meeting import Answer, Meeting


def wall(shown: str) -> datetime:
    """What a clock on the wall shows."""
    return datetime.fromisoformat(shown)


LONDON = "Europe/London"
NOW = instant(wall("2026-03-02 12:00"), LONDON)
"""A Monday in March, at noon."""
THURSDAY = wall("2026-03-05 19:00")
NAMES = ("Ana", "Ben", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hana")
TERMS = Terms("Thursday trio", LONDON)


def a_group(people: int = 3, terms: Terms = TERMS) -> Group:
    """Ana founded it; a person's id is their name in small letters."""
    members = tuple(Member(name.lower(), name, NOW + n, admin=n == 0) for n, name in enumerate(NAMES[:people]))
    return Group("g", NOW, terms, members)


def a_meeting(id_: str = "m", starts: datetime = THURSDAY, **values: Any) -> Meeting:
    whole: dict[str, Any] = {"zone": LONDON, "minutes": 120, "place": "Library 2", "made_at": NOW, "changed_at": NOW}
    return Meeting(id_, "g", starts, **(whole | values))


def a_diary(people: int = 3, terms: Terms = TERMS, **values: Any) -> Diary:
    """With one session on Thursday."""
    group = a_group(people, terms)
    return Diary(group, (replace(a_meeting(**values), most=group.most),))


def limited(people: int = 6, most: int = 3) -> Diary:
    """A large group with places for some of it."""
    return a_diary(people, replace(TERMS, most=most))


def says(diary: Diary, answer: Answer, *names: str, at: int = NOW) -> Diary:
    """They answer, one after the other."""
    for name in names:
        diary = d.answer(diary, name.lower(), "m", name.lower(), answer, at)
    return diary


def hours(many: float) -> int:
    """That many hours after noon on Monday."""
    return NOW + round(many * HOUR)


def refused(act: Callable[..., object], *args: Any) -> str:
    """The sentence with which it is refused."""
    with pytest.raises(Fault) as said:
        act(*args)
    return str(said.value)
