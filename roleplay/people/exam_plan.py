"""What somebody said about the exam that they are practising for; theirs alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime


@dataclass(frozen=True)
class ExamPlan:
    """``blueprint`` is what the exam draws on, by id; ``weights`` replaces that of some of its topics, 0 leaving one
    out; ``evenings`` is how many a week they have."""

    day: date
    blueprint: str
    evenings: int
    weights: Mapping[str, float] = field(default_factory=dict)


def days_left(plan: ExamPlan | None, now: int) -> int | None:
    """Until the day of the exam, from this instant; None without one that is still to come."""
    left = (plan.day - datetime.fromtimestamp(now / 1000, UTC).date()).days if plan else -1
    return left if left >= 0 else None
