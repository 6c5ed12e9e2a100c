"""Every view of one person's history, in the order in which page and file show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from roleplay.people.rounds import Goal
from roleplay.review import headings
from roleplay.review.charts import Chart
from roleplay.review.goals import Goals, goals_view
from roleplay.review.missed import OftenMissed, often_missed
from roleplay.review.next_steps import Step
from roleplay.review.own_rounds import Seen, Station
from roleplay.review.patients import PatientsView, patients_view
from roleplay.review.practice_log import PracticeLog, practice_log
from roleplay.review.profile import DomainProfile, domain_profile
from roleplay.review.recent import RecentLevel, recent_level
from roleplay.review.self_view import SelfView, self_view
from roleplay.review.skill_change import SkillChanges, skill_changes
from roleplay.review.trend import Trend, trend


@dataclass(frozen=True)
class Bank:
    """What there is to practise: skills by tag, in words, and the (kind, specialty) pairs that have cases."""

    skills: Mapping[str, str] = field(default_factory=dict)
    cells: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Views:
    """Each view of the same stations."""

    log: PracticeLog
    goals: Goals
    level: RecentLevel
    trend: Trend
    areas: DomainProfile
    changes: SkillChanges
    own: SelfView
    patients: PatientsView
    missed: OftenMissed

    def in_order(self) -> Iterator[tuple[str, str, Chart]]:
        """Key, heading and view."""
        yield "log", headings.LOG, self.log
        yield "goals", headings.GOALS, self.goals
        yield "level", headings.LEVEL, self.level
        yield "trend", headings.TREND, self.trend
        yield "areas", headings.AREAS, self.areas
        yield "missed", headings.MISSED, self.missed
        yield "changes", headings.CHANGE, self.changes
        yield "own", headings.SELF, self.own
        yield "patients", headings.PATIENTS, self.patients


def views_of(
    stations: Iterable[Station],
    seen: Sequence[Seen],
    goals: Iterable[Goal],
    bank: Bank,
    zone: tzinfo = UTC,
    wanted: Callable[[Step], bool] = lambda _: True,
) -> Views:
    """``seen`` are the stations with marks, and ``wanted`` chooses among the next steps."""
    return Views(
        log=practice_log(stations, bank.skills, bank.cells, zone),
        goals=goals_view(goals, zone, wanted),
        level=recent_level(seen, zone),
        trend=trend(seen),
        areas=domain_profile(seen),
        changes=skill_changes(seen, bank.skills),
        own=self_view(seen, zone),
        patients=patients_view(seen, zone),
        missed=often_missed(seen, bank.skills),
    )
