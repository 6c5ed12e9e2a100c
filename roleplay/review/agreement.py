"""Two observers of one station: how often they marked the same, and the lines on which they differed.

The list is what teaches. No kappa: on one mark sheet it means nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roleplay.people.directions import isolated
from roleplay.review.intervals import wilson
from roleplay.review.words import Table, rounded

OBSERVERS_FROM = 2


@dataclass(frozen=True)
class Line:
    """One line of the mark sheet, with (who, mark in words) for each person who marked it; a blank isn't a mark."""

    text: str
    marks: tuple[tuple[str, str], ...]

    @property
    def alike(self) -> bool:
        return len({mark for _, mark in self.marks}) == 1


@dataclass(frozen=True)
class Agreement:
    """``alike`` of the ``of`` lines that at least two marked; ``lower`` and ``upper`` bound its 80 % interval, in
    percent."""

    sentence: str
    table: Table
    alike: int
    of: int
    lower: float
    upper: float
    differing: tuple[Line, ...]


def agreement(lines: Iterable[Line]) -> Agreement | None:
    """None if no line was marked by two people."""
    shared = [line for line in lines if len(line.marks) >= OBSERVERS_FROM]
    if not shared:
        return None
    differing = tuple(line for line in shared if not line.alike)
    alike = len(shared) - len(differing)
    lower, upper = (100 * bound for bound in wilson(alike, len(shared)))
    return Agreement(
        sentence=f"{alike} of {len(shared)} lines marked the same (likely {rounded(lower)} to {rounded(upper)}%).",
        table=Table(("Line", "Marked"), tuple((line.text, in_words(line.marks)) for line in differing)),
        alike=alike,
        of=len(shared),
        lower=lower,
        upper=upper,
        differing=differing,
    )


def in_words(marks: Sequence[tuple[str, str]]) -> str:
    """Who marked what."""
    return "; ".join(f"{isolated(who)}: {mark}" for who, mark in marks)
