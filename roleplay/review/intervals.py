"""How sure a number is: its three intervals. Pure arithmetic."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

ENCOUNTER_SD = 17
"""Percentage points of error in one encounter: the variance components of a real OSCE with trained examiners
(Yeates & McCray). Everything said about a mean depends on it."""
PRIOR_DF = 8
"""How many encounters ``ENCOUNTER_SD`` counts for beside the person's own."""
DOMAIN_SD = 8
"""Percentage points by which one person's areas are assumed to differ before any are seen."""
LEVEL = 0.80


@dataclass(frozen=True)
class Interval:
    """A mean with its likely range; not cut off at 0 and 100."""

    mean: float
    sd: float
    df: int
    lower: float
    upper: float


@dataclass(frozen=True)
class Shrunk:
    """An area's mean drawn towards the person's overall mean; ``weight`` is how much of its own was kept."""

    weight: float
    mean: float
    sd: float
    lower: float
    upper: float


def moderated(percents: Sequence[float]) -> Interval:
    """The mean of a few encounters; while there are few, their own spread counts for little. Raises if there are
    none."""
    from scipy.special import stdtrit  # slow to import, and needed only once a band is shown

    if not percents:
        raise ValueError("there is no mean of no encounters")
    n = len(percents)
    mean = math.fsum(percents) / n
    sd = moderated_sd(math.fsum((y - mean) ** 2 for y in percents), n - 1)
    df = PRIOR_DF + n - 1
    half = float(stdtrit(df, (1 + LEVEL) / 2)) * sd / math.sqrt(n)
    return Interval(mean, sd, df, mean - half, mean + half)


def moderated_sd(squares: float, free: int) -> float:
    """``√((8·17² + squares)/(8 + free))``: own squared deviations with their degrees of freedom beside the prior."""
    return math.sqrt((PRIOR_DF * ENCOUNTER_SD**2 + squares) / (PRIOR_DF + free))


def wilson(x: float, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's score interval of a share, without continuity correction (Newcombe 1998); of no chances, anything.

    ``x`` may hold a part of a chance.
    """
    if n == 0:
        return 0.0, 1.0
    z = _z(level)
    centre, spread = x / n + z * z / (2 * n), z * math.sqrt(x * (n - x) / n**3 + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def shrunk(domain_mean: float, n: int, own_mean: float, within_sd: float, between_sd: float = DOMAIN_SD) -> Shrunk:
    """A domain's mean of n stations, drawn towards the same person's mean (normal-normal; Kelley), with 80 %."""
    error = within_sd**2 / n
    weight = between_sd**2 / (between_sd**2 + error)
    mean, sd = own_mean + weight * (domain_mean - own_mean), math.sqrt(weight * error)
    half = _z(LEVEL) * sd
    return Shrunk(weight, mean, sd, mean - half, mean + half)


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
