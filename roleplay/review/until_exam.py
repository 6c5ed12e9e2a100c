"""Until the exam: which topics are open, which skills are due, and how many stations a week that makes. It is about
coverage, and says so."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from roleplay.review.spacing import after_a_miss, gap
from roleplay.review.words import Table, counted

HONEST = "Spacing is well shown for knowledge, less for consultations. This is coverage, not readiness."
WEEK = 7


@dataclass(frozen=True)
class Topic:
    """What the exam draws on, with its weight and the cases of this kit that belong there."""

    name: str
    weight: float
    cases: frozenset[str]


@dataclass(frozen=True)
class UntilExam:
    """``open`` are topics in which the person has not been the student, the heaviest first; ``due`` are skills that are
    to come again. ``a_week`` stations would cover both; ``fits`` is how many a week there is time for."""

    days_left: int
    gap: int
    open: tuple[str, ...]
    due: tuple[str, ...]
    a_week: int
    fits: int
    covered: tuple[str, ...]
    spacing: str
    sentence: str
    without_cases: str
    table: Table


def until_exam(
    days_left: int, evenings: int, topics: Sequence[Topic], played: Collection[str], due: Iterable[str]
) -> UntilExam:
    """``evenings`` a week, on each of which somebody is the student once; ``played`` has the case of each station in
    which this person was the student, ``due`` the skills' names, the longest due first."""
    times = {topic.name: sum(case in topic.cases for case in played) for topic in topics}
    ordered = sorted((topic for topic in topics if topic.weight > 0), key=lambda topic: -topic.weight)
    open_ = tuple(topic.name for topic in ordered if topic.cases and not times[topic.name])
    due_, weeks = tuple(due), max(1, days_left // WEEK)
    a_week = stations_a_week(len(open_), len(due_), weeks)
    return UntilExam(
        days_left=days_left,
        gap=gap(days_left),
        open=open_,
        due=due_,
        a_week=a_week,
        fits=evenings,
        covered=(*open_, *due_)[: evenings * weeks],
        spacing=_spacing(days_left),
        sentence=_sentence(len(open_), len(due_), a_week, evenings),
        without_cases=_without_cases([topic.name for topic in ordered if not topic.cases]),
        table=Table(
            ("Topic", "Weight", "Your stations"),
            tuple((topic.name, f"{topic.weight:g}", f"{times[topic.name]:,}") for topic in ordered),
        ),
    )


def stations_a_week(open_topics: int, repeats_due: int, weeks: int) -> int:
    """Rounded up, so that what is open is done in time."""
    return math.ceil((open_topics + repeats_due) / weeks)


def _spacing(days_left: int) -> str:
    usual = gap(days_left)
    left = "The exam is today" if not days_left else f"{counted(days_left, 'day')} left"
    soon = after_a_miss(usual)
    return f"{left}. A skill comes again after about {usual} days, or {soon:g} if it was missed."


def _sentence(open_: int, due: int, a_week: int, fits: int) -> str:
    if not a_week:
        return "You’ve been the student in every topic, and no skill is due again."
    what = [
        f"{counted(open_, 'topic')} you haven’t been the student in" if open_ else "",
        f"{counted(due, 'skill')} due again" if due else "",
    ]
    said = f"{' and '.join(filter(None, what))}: {counted(a_week, 'station')} a week."
    if a_week <= fits:
        return said
    return f"{said} That’s more than fits; this is what {fits} a week covers:"


def _without_cases(names: Sequence[str]) -> str:
    return f"This kit has no case for {counted(len(names), 'topic')}: {', '.join(names)}." if names else ""
