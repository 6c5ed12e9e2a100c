"""The five people of the demo, and how good each is at what: hidden numbers from which their marks come.

Nobody is a type: what somebody is good at was drawn by lot, and has nothing to do with a name.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from statistics import fmean

BENT_SD = 6
"""Percentage points by which somebody's skills lie apart from each other."""
STRONG, WEAK = 9, -18
"""What a skill that comes easily, or hard, adds."""
GENERAL = 0.35
"""How far practice at one skill helps all others as well."""


@dataclass(frozen=True)
class Learner:
    """``start`` and ``ceiling`` in percentage points; ``pace`` is how soon practice brings one nearer.

    ``strict`` is what they ask of others beyond what others do, below 0 for the mild; ``own_view`` by how much they
    see themselves higher than they are.
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
"""In the order of their coming to the first evenings; Mina comes in the fourth week."""
ELSEWHERE = (MINA, Learner("Tess", 50, 66, 0.1), Learner("Lars", 47, 66, 0.1))
"""With whom Mina practised before, on another kit."""


class Skills:
    """What one person can do by now, in percentage points by skill tag."""

    def __init__(self, learner: Learner, seed: int) -> None:
        self.learner, self._seed = learner, seed
        self._chances: dict[str, float] = {}
        self._general = 0.0

    def level(self, tag: str) -> float:
        """Of one skill, or of a domain by its id."""
        one = self.learner
        practised = (1 - GENERAL) * self._chances.get(tag, 0.0) / 3 + GENERAL * self._general
        grown = (one.ceiling - one.start) * (1 - math.exp(-one.pace * practised * 1.6))
        return one.start + grown + self._bent(tag)

    def of(self, tags: Iterable[str]) -> float:
        """Of several skills at once; of none, what somebody can do in general."""
        return fmean([self.level(tag) for tag in tags] or [self.level("")])

    def practise(self, tags: Iterable[str], share: float) -> None:
        """A station went by in which these skills had a chance: who saw the patient learned most."""
        self._general += share
        for tag in tags:
            self._chances[tag] = self._chances.get(tag, 0.0) + share

    def _bent(self, tag: str) -> float:
        if not tag:
            return 0.0
        lot = Random(f"{self._seed}/{self.learner.name}/{tag}").gauss(0, BENT_SD)
        return lot + STRONG * (tag in self.learner.strong) + WEAK * (tag in self.learner.weak)
