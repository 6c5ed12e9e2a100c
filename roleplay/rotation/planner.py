"""The plan of an evening, what is left of it when somebody comes or goes, and another case for one round."""

from __future__ import annotations

import random
from collections.abc import Sequence

from roleplay.rotation.problem import Plan, Problem, Turn


def plan(problem: Problem, chance: random.Random) -> Plan:
    """The cheapest plan that keeps H1–H7, in a good order; the same chance gives the same plan."""
    raise NotImplementedError


def most_rounds(problem: Problem) -> int:
    """The largest number of rounds that these people and cases can play, whatever was asked for."""
    raise NotImplementedError


def remake(problem: Problem, done: Sequence[Turn], chance: random.Random) -> Plan:
    """A plan for ``problem.rounds`` *more* rounds with the people who are here now.

    ``done`` is what was played tonight, told in the numbers of the people who are here now; any other number (−1)
    is somebody who has gone. Its turns, exposures and heavy patients are added to the problem. Who was in none of it
    has come late and begins level with the person who had fewest turns.
    """
    raise NotImplementedError


def another_case(problem: Problem, turn: Turn, planned: Sequence[Turn] = ()) -> str | None:
    """The best case that is new to the student, not planned and not heavy ("give me another"); None if there is none."""
    raise NotImplementedError


def swap(problem: Problem, turn: Turn, one: int, other: int, planned: Sequence[Turn] = ()) -> Turn:
    """The turn with two people changed. If the new student has met the case (its part was opened), a new case.

    Raises `Fault` when no other case is left.
    """
    raise NotImplementedError
