"""What somebody said about the exam that they are practising for; theirs alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class ExamPlan:
    """``blueprint`` is what the exam draws on, by id; ``weights`` replaces that of some of its topics, 0 leaving one
    out; ``evenings`` is how many a week they have."""

    day: date
    blueprint: str
    evenings: int
    weights: Mapping[str, float] = field(default_factory=dict)
