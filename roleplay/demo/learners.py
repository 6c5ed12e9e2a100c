"""The five people of the demo and what each is good at: hidden numbers from which their marks come.

Nobody is a type: what each is good at was drawn by lot, and has nothing to do with their name.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from statistics import fmean

BENT_SD = 6
"""How far apart one person's skills are, in percentage points."""
STRONG, WEAK = 9, -18
"""What a skill that comes easily adds, or one that comes hard takes away."""
GENERAL = 0.35
"""How much practising one skill helps all the others."""


@dataclass(frozen=True)
class Learner:
    """``start`` and ``ceiling`` are in percentage points; ``pace`` is how fast practice gets one there.

    ``strict`` is how much more they expect than others do, below 0 if they are lenient; ``own_view`` is by how much
    they overrate themselves.
    """

    name: str
    start: float
    ceiling: float
    pace: float
    strong: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    strict: float = 0
    own_view: float = 0


ANA = Learner(
    "Ana",
    start=47,
    ceiling=67,
    pace=0.13,
    strong=frozenset({"picking-up-cues", "rapport"}),
    weak=frozenset({"safety-netting", "prioritising"}),
    strict=2,
    own_view=-8,
)
BEN = Learner(
    "Ben",
    start=43,
    ceiling=63,
    pace=0.14,
    strong=frozenset({"examination-technique", "presentation"}),
    weak=frozenset({"open-questions", "summarising"}),
    strict=-5,
    own_view=5,
)
CHIARA = Learner(
    "Chiara",
    start=57,
    ceiling=66,
    pace=0.08,
    strong=frozenset({"structure", "reasoning"}),
    weak=frozenset({"ice", "picking-up-cues"}),
    strict=6,
    own_view=-3,
)
DAYO = Learner(
    "Dayo",
    start=50,
    ceiling=60,
    pace=0.09,
    strong=frozenset({"explaining", "open-questions"}),
    weak=frozenset({"red-flags", "charts-and-results"}),
    strict=-2,
    own_view=1,
)
MINA = Learner(
    "Mina",
    start=50,
    ceiling=64,
    pace=0.11,
    strong=frozenset({"safety-netting", "consent"}),
    weak=frozenset({"structure", "explaining"}),
    strict=0,
    own_view=-5,
)
EVERYBODY = (ANA, BEN, CHIARA, DAYO, MINA)
"""In the order in which they come to the first sessions; Mina joins in the fourth week."""
ELSEWHERE = (MINA, Learner("Tess", 50, 66, 0.1), Learner("Lars", 47, 66, 0.1))
"""Who Mina practised with before, on another kit."""


class Skills:
    """What one person can do by now, in percentage points by skill tag."""

    def __init__(self, learner: Learner, seed: int) -> None:
        self.learner, self._seed = learner, seed
        self._chances: dict[str, float] = {}
        self._general = 0.0

    def level(self, tag: str) -> float:
        """The level of one skill, or of an area by its id."""
        one = self.learner
        practised = (1 - GENERAL) * self._chances.get(tag, 0.0) / 3 + GENERAL * self._general
        grown = (one.ceiling - one.start) * (1 - math.exp(-one.pace * practised * 1.6))
        return one.start + grown + self._bent(tag)

    def of(self, tags: Iterable[str]) -> float:
        """The level of several skills at once; without any, what this person can do in general."""
        return fmean([self.level(tag) for tag in tags] or [self.level("")])

    def practise(self, tags: Iterable[str], share: float) -> None:
        """Count a station in which these skills had a chance: the student learns most."""
        self._general += share
        for tag in tags:
            self._chances[tag] = self._chances.get(tag, 0.0) + share

    def _bent(self, tag: str) -> float:
        if not tag:
            return 0.0
        lot = Random(f"{self._seed}/{self.learner.name}/{tag}").gauss(0, BENT_SD)
        return lot + STRONG * (tag in self.learner.strong) + WEAK * (tag in self.learner.weak)
