"""A shared aim and its arithmetic: so many stations a week until a day, without the weeks that are paused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from roleplay.groups.group import Aim, Pause
from roleplay.groups.local_time import monday

_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Reached:
    """``wanted`` in all, ``played`` of them, in ``gone`` weeks with ``left`` still to come, this one among them."""

    aim: Aim
    wanted: int
    played: int
    gone: int
    left: int

    @property
    def sentence(self) -> str:
        """Two stations a week until 14 May: 9 of 24 played, 5 weeks left"""
        aim = self.aim
        stations = "station" if aim.per_week == 1 else "stations"
        weeks = "1 week" if self.left == 1 else f"{self.left} weeks"
        rest = f"{weeks} left" if self.left else "the day has come"
        return (
            f"{aim.per_week} {stations} a week until {aim.until.day} {aim.until:%B}: "
            f"{self.played} of {self.wanted} played, {rest}"
        )


def reached(aim: Aim, played: Iterable[date], pauses: Iterable[Pause], today: date) -> Reached:
    """``played`` are the days of the group's stations. A week that is paused in part counts as paused."""
    off = tuple(pauses)
    weeks = [week for week in _weeks(aim) if not any(_touches(pause, week) for pause in off)]
    left = [week for week in weeks if week >= monday(today)]
    many = sum(1 for day in played if aim.since <= day <= min(aim.until, today))
    return Reached(aim, aim.per_week * len(weeks), many, len(weeks) - len(left), len(left))


def _weeks(aim: Aim) -> list[date]:
    first = monday(aim.since)
    return [first + _WEEK * n for n in range((monday(aim.until) - first) // _WEEK + 1)]


def _touches(pause: Pause, week: date) -> bool:
    return pause.first < week + _WEEK and week <= pause.last
