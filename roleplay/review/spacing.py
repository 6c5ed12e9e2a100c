"""How long a skill may wait until its next chance: a part of the time that is left until the exam."""

from __future__ import annotations

SHARE = 0.15
SHORTEST, LONGEST = 3, 21
"""Days."""


def gap(days_left: int | None) -> int:
    """Days between two chances of a skill. Without a day to work towards it is the longest."""
    return LONGEST if days_left is None else min(LONGEST, max(SHORTEST, round(SHARE * days_left)))


def after_a_miss(usual: float) -> float:
    """Half of it, but never less than the shortest."""
    return max(float(SHORTEST), usual / 2)
