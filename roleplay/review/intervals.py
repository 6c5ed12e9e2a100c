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
    if not percents:
        raise ValueError("there is no mean of no encounters")
    n = len(percents)
    mean = math.fsum(percents) / n
    sd = moderated_sd(math.fsum((y - mean) ** 2 for y in percents), n - 1)
    df = PRIOR_DF + n - 1
    half = _t(df) * sd / math.sqrt(n)
    return Interval(mean, sd, df, mean - half, mean + half)


def mean_of_few(values: Sequence[float]) -> Interval:
    """A mean with its plain 80 % t-interval, from the values' own spread alone. Raises for fewer than two."""
    n = len(values)
    if n < 2:
        raise ValueError("a spread needs two values")
    mean = math.fsum(values) / n
    sd = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (n - 1))
    half = _t(n - 1) * sd / math.sqrt(n)
    return Interval(mean, sd, n - 1, mean - half, mean + half)


def change(percents: Sequence[float]) -> Interval:
    """What the least-squares line through these encounters rises from the first to the last; the encounters' spread
    around it is moderated as in `moderated`. Raises for fewer than three."""
    n = len(percents)
    if n < 3:
        raise ValueError("two points always lie on a line")
    middle, mean = (n - 1) / 2, math.fsum(percents) / n
    slope = math.fsum((x - middle) * (y - mean) for x, y in enumerate(percents)) / _spread_of_places(n)
    rest = math.fsum((y - mean - slope * (x - middle)) ** 2 for x, y in enumerate(percents))
    sd, df = moderated_sd(rest, n - 2), PRIOR_DF + n - 2
    half, rise = _half_of_change(n, sd), slope * (n - 1)
    return Interval(rise, sd, df, rise - half, rise + half)


def smallest_change(n: int) -> float:
    """By how many points n encounters must rise before a change can be told from chance."""
    return _half_of_change(n, ENCOUNTER_SD)


def _half_of_change(n: int, sd: float) -> float:
    return _t(PRIOR_DF + n - 2) * sd / math.sqrt(_spread_of_places(n)) * (n - 1)


def _spread_of_places(n: int) -> float:
    """The sum of squares of 0, 1, …, n − 1 around their middle."""
    return n * (n * n - 1) / 12


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


def _t(df: int) -> float:
    from scipy.special import stdtrit  # slow to import, and needed only once an interval is shown

    return float(stdtrit(df, (1 + LEVEL) / 2))


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
