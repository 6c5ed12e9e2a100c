"""The cheapest cases for the students, whoever plays and observes."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from roleplay.rotation.past import ahead
from roleplay.rotation.problem import Problem
from roleplay.rotation.rules import Choices, Role, pairs, ranges

Pair = tuple[int, str]
"""A student and a case."""


def student_prices(problem: Problem, rounds: int, open_to: Choices) -> dict[Pair, float]:
    """What each pair costs. One past turn more weighs more than all cases together, so that a turn which not everybody
    can have goes to those who have had fewest."""
    students = pairs(open_to)
    case_costs = {(i, case): problem.cost[i].get(case, 0.0) for i, case in students}
    turn = 1 + 2 * rounds * max(map(abs, case_costs.values()), default=0.0)
    had = ahead(problem, Role.STUDENT)
    return {(i, case): cost + turn * had[i] for (i, case), cost in case_costs.items()}


def cheapest(problem: Problem, rounds: int, costs: Mapping[Pair, float], chance: random.Random) -> list[Pair] | None:
    """The cheapest of these pairs that obey H1, H2, H6 and H7; None if there are none.

    The rows are the turns that each person must have and the extra one that some get; the columns are the cases, plus a
    dummy for each person who gets no extra turn. Ties are broken at random.
    """
    return assign(costs, ranges(problem, Role.STUDENT, rounds), rounds, chance)


def assign(
    prices: Mapping[Pair, float], turns: Sequence[tuple[int, int]], rounds: int, chance: random.Random
) -> list[Pair] | None:
    """The cheapest choice of so many pairs, with each case once and each person's turns between two numbers."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment  # slow to import, and only needed once somebody plans

    people, cases = list(range(len(turns))), sorted({case for _, case in prices})
    chance.shuffle(people)
    chance.shuffle(cases)
    rows = [(i, n >= turns[i][0]) for i in people for n in range(turns[i][1])]
    dummies = len(rows) - rounds
    if dummies < 0 or len(cases) < rounds:
        return None
    dear = (1 + 2 * max(map(abs, prices.values()), default=0)) * (len(rows) + 1)
    table = np.full((len(rows), len(cases) + dummies), np.inf)
    for row, (i, spare) in enumerate(rows):
        table[row, : len(cases)] = [prices.get((i, case), np.inf) for case in cases]
        if spare:
            table[row, len(cases) :] = -dear
    try:
        chosen = list(zip(*linear_sum_assignment(table), strict=True))
    except ValueError:  # every full assignment contains a pair that isn't allowed
        return None
    found = [(rows[row][0], cases[column]) for row, column in chosen if column < len(cases)]
    return found if len(found) == rounds else None
