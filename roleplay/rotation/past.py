"""Fair over weeks: what a group played in its last sessions, and what it costs to bring two people together again.

A round that somebody missed counts as if they had had the same share of it as those who were there: being away costs
nobody anything and earns nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from roleplay.rotation.problem import Partners, PastTurns, Problem, Turn, Turns

SESSIONS = 8
"""How many sessions back we look."""
LAST_TIME = 1.5
"""What it costs to bring two people together who met last time: more than one turn that somebody is ahead, which is
even enough, and less than two."""


@dataclass(frozen=True)
class PastRound:
    """A round that was nobody's to give up. ``ago`` is 1 for the last session; people are ids, "" where nobody knows
    any more. ``observers`` are all who watched."""

    ago: int
    student: str
    patient: str
    observers: tuple[str, ...] = ()

    @property
    def roles(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Who was student, patient and observer; in a pair the patient isn't counted as an observer too."""
        nobody, leading = {""}, {self.student, self.patient}
        watching = frozenset(self.observers) - leading - nobody
        return frozenset({self.student}) - nobody, frozenset({self.patient}) - nobody, watching


def past_turns(rounds: Iterable[PastRound], people: Sequence[str]) -> PastTurns:
    """The past of the people who are here, in their order, from a group's rounds in any order."""
    recent = [round_ for round_ in rounds if 1 <= round_.ago <= SESSIONS]
    places = {person: i for i, person in enumerate(people)}
    met = [(places.get(one.student), places.get(one.patient), one.ago) for one in recent]
    return PastTurns(
        turns=tuple(Turns(*(_had(recent, person, role) for role in range(3))) for person in people),
        pairs=tuple((i, j, ago) for i, j, ago in met if i is not None and j is not None),
    )


def _had(rounds: Iterable[PastRound], person: str, role: int) -> float:
    shares = (_share(one.roles, person, role) for one in rounds)
    return round(float(sum(shares, Fraction())), 6)


def _share(roles: Sequence[frozenset[str]], person: str, role: int) -> Fraction:
    there = frozenset().union(*roles)
    if person in there or not there:
        return Fraction(person in roles[role])
    return Fraction(len(roles[role]), len(there))


def meeting_prices(problem: Problem) -> dict[Partners, float]:
    """What it costs to bring a student and a patient together: the patient's turns before, and how lately the two met.
    That is half as much for each session longer ago, so last time weighs more than all earlier ones."""
    had = ahead(problem, "patient")
    prices = {(i, j): had[j] for i, j in permutations(range(problem.people), 2)}
    for student, patient, ago in problem.past.pairs:
        if ago <= SESSIONS:
            prices[student, patient] += LAST_TIME * 2.0 ** (1 - ago)
    return prices


def ahead(problem: Problem, role: str) -> list[float]:
    """How many past turns in this role each person is ahead of whoever had fewest."""
    had: list[float] = [getattr(turns, role) for turns in problem.past.turns]
    return [turns - min(had) for turns in had]


def price_meetings(prices: Mapping[Partners, float], turns: Iterable[Turn]) -> float:
    """What these rounds cost together."""
    return sum(prices.get((turn.student, turn.patient), 0.0) for turn in turns)
