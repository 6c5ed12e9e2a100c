"""Room for the rounds after those that are planned, so that a session planned round by round comes to no dead end: the
last of four may not be their own patient, nor have only somebody left whom they have met."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, permutations

from roleplay.rotation.partners import Seat, count_repeats
from roleplay.rotation.problem import Problem, Turn
from roleplay.rotation.programme import Programme
from roleplay.rotation.rules import Role, had_tonight

SHORT = 200
"""Steps of a search that nearly always needs one a round."""


@dataclass(frozen=True)
class Cycle:
    """Once ``left`` rounds more are played, everybody has had ``level`` turns in each role."""

    left: int
    level: dict[Role, int]


def unfinished(problem: Problem, rounds: int) -> Cycle | None:
    """The cycle that so many rounds would leave unfinished; None if they end with one, or people don't share alike."""
    if problem.people < 3 or problem.not_student or problem.not_patient:
        return None
    levels = {role: _level(had_tonight(problem, role), rounds) for role in Role}
    left = {problem.people * level - sum(had_tonight(problem, role)) - rounds for role, level in levels.items()}
    return Cycle(left.pop(), levels) if len(left) == 1 and left != {0} else None


def leaves_room(problem: Problem, cycle: Cycle, turns: Sequence[Turn]) -> bool:
    """Whether the rest of the cycle is found, in a short search, in which nobody meets again, then or in these."""
    left = {role: [level - had for had in had_tonight(problem, role)] for role, level in cycle.level.items()}
    for turn in turns:
        for role, i in zip(Role, (turn.student, turn.patient, turn.observers[0]), strict=True):
            left[role][i] -= 1
    if min(map(min, left.values())) < 0 or count_repeats(problem, turns):
        return False
    met = {*problem.partners, *((turn.student, turn.patient) for turn in turns)}
    return _completes(left, met, count(1))


def _completes(left: dict[Role, list[int]], met: set[tuple[int, int]], steps: Iterator[int]) -> bool:
    student = next((i for i, turns in enumerate(left[Role.STUDENT]) if turns), None)
    if student is None:
        return True
    for patient, observer in permutations((i for i in range(len(left[Role.STUDENT])) if i != student), 2):
        if (student, patient) in met or not (left[Role.PATIENT][patient] and left[Role.OBSERVER][observer]):
            continue
        if next(steps) > SHORT:
            return False
        who = list(zip(Role, (student, patient, observer), strict=True))
        after = {role: [n - (j == i) for j, n in enumerate(left[role])] for role, i in who}
        if _completes(after, met | {(student, patient)}, steps):
            return True
    return False


def leave_room(
    programme: Programme, seats: Sequence[Seat], problem: Problem, cycle: Cycle, repeat_price: float
) -> None:
    """Let these seats leave a place in each role for the rest of the cycle. The programme has its `price_repeats`;
    whoever could then only meet again costs ``repeat_price``."""
    for role, level in cycle.level.items():
        for i, had in enumerate(had_tonight(problem, role)):
            programme.row(("cycle", role, i), level - had, level - had)
    for role, i, case in seats:
        programme.term(("cycle", role, i), (role, i, case))
    for pair in permutations(range(problem.people), 2):
        programme.row(("ever", pair), -math.inf, 0 if pair in problem.partners else 1)
        programme.add(("later again", pair), repeat_price, most=cycle.left)
        programme.term(("ever", pair), ("meets", pair))
        programme.term(("ever", pair), ("again", pair), -1)
        programme.term(("ever", pair), ("later again", pair), -1)
    for later in permutations(range(problem.people), 3):
        programme.add(("later", later), most=cycle.left)
        programme.term(("ever", later[:2]), ("later", later))
        for role, i in zip(Role, later, strict=True):
            programme.term(("cycle", role, i), ("later", later))


def _level(had: Sequence[int], rounds: int) -> int:
    return next(level for level in count(max(had)) if sum(level - turns for turns in had) >= rounds)
