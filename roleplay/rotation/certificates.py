"""Why there is no plan, based on what everybody may know. Private settings only ever lead to `Kind.PRIVATE`."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

from roleplay.rotation.assignment import assign
from roleplay.rotation.problem import Certificate, Kind, Problem
from roleplay.rotation.rules import Role, choices, heavy_capacity, heavy_cases, ranges
from roleplay.rotation.seating import seated


def certify(problem: Problem, most_rounds: int) -> Certificate:
    """What stands in the way of a problem that has no plan."""
    if problem.people < 2:
        return Certificate(Kind.ALONE, problem.people, problem.rounds, most_rounds)
    public = without_private(problem)
    if public != problem and seated(public, public.rounds, random.Random(0)) is not None:
        return Certificate(Kind.PRIVATE, problem.people, problem.rounds, most_rounds)
    nothing = Certificate(Kind.NOT_FOUND, problem.people, problem.rounds, most_rounds)
    every_case = replace(public, most_heavy=None)
    return (
        hall_group(every_case, nothing)
        or heavy_bound(every_case, nothing)
        or heavy_share(every_case, problem.most_heavy, nothing)
        or nothing
    )


def without_private(problem: Problem) -> Problem:
    """The problem as it would be if nobody had set anything in private."""
    none: frozenset[int] = frozenset()
    return replace(problem, blocked=(), unexaminable={}, not_student=none, not_patient=none)


def hall_group(problem: Problem, found: Certificate) -> Certificate | None:
    """The smallest group with too few unseen cases between them; of several, the one that lacks most.

    A group needs the turns that H2 gives each of its people, and those that the others may not take.
    """
    turns, unseen = ranges(problem, Role.STUDENT, problem.rounds), choices(problem).student
    for size in range(1, problem.people + 1):
        short = []
        for group in combinations(range(problem.people), size):
            others = sum(most for i, (_, most) in enumerate(turns) if i not in group)
            need = max(sum(turns[i][0] for i in group), problem.rounds - others)
            have = len(frozenset().union(*(unseen[i] for i in group)))
            if have < need:
                short.append(replace(found, kind=Kind.HALL, people=group, have=have, need=need))
        if short:
            return max(short, key=lambda lacking: lacking.need - lacking.have)
    return None


def heavy_bound(problem: Problem, found: Certificate) -> Certificate | None:
    """More rounds would be heavy than H5 allows."""
    have = heavy_capacity(problem, problem.rounds)
    need = _fewest_heavy(problem)
    return replace(found, kind=Kind.HEAVY, have=have, need=need) if need > have else None


def heavy_share(problem: Problem, most: int | None, found: Certificate) -> Certificate | None:
    """More rounds would be heavy than were wanted."""
    need = _fewest_heavy(problem)
    return replace(found, kind=Kind.SHARE, have=most, need=need) if most is not None and need > most else None


def _fewest_heavy(problem: Problem) -> int:
    heavy, turns = heavy_cases(problem), ranges(problem, Role.STUDENT, problem.rounds)
    prices = {(i, case): float(case in heavy) for i, cases in enumerate(choices(problem).student) for case in cases}
    lightest = assign(prices, turns, problem.rounds, random.Random(0))
    return sum(case in heavy for _, case in lightest or ())
