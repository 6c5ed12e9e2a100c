"""Who plays the patient for whom: no two people meet as student and patient twice in a session while there is another
order."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import permutations, product

from roleplay.rotation.problem import Problem, Turn
from roleplay.rotation.programme import Programme
from roleplay.rotation.rules import Choices, Role, ranges

Seat = tuple[Role, int, str]
Partners = tuple[int, int]
"""A student and their patient."""


def count_repeats(problem: Problem, turns: Sequence[Turn]) -> int:
    """How many of these rounds bring together two people who have already met in these roles."""
    met = set(problem.partners)
    repeats = 0
    for turn in turns:
        pair = (turn.student, turn.patient)
        repeats += pair in met
        met.add(pair)
    return repeats


def fewest_repeats(problem: Problem, rounds: int, open_to: Choices) -> int:
    """A number that no plan can be below, by counting turns alone: which cases are left isn't looked at."""
    programme = Programme()
    pairs = [(i, j) for i, j in permutations(range(problem.people), 2) if open_to.student[i] & open_to.patient[j]]
    for pair in pairs:
        programme.add(pair, most=rounds)
    for role in (Role.STUDENT, Role.PATIENT):
        for i, (low, high) in enumerate(ranges(problem, role, rounds)):
            programme.row((role, i), low, high)
    programme.row("rounds", rounds, rounds)
    for i, j in pairs:
        for row in ((Role.STUDENT, i), (Role.PATIENT, j), "rounds"):
            programme.term(row, (i, j))
    for pair in pairs:
        _price_again(programme, problem, pair, pair, rounds, 1.0)
    found = programme.solve()
    return 0 if found is None else sum(found.get(("again", pair), 0) for pair in pairs)


def may_repeat(problem: Problem, students: Sequence[tuple[int, str]]) -> bool:
    """Whether one of these students could have a patient again: somebody comes twice, or has had one already."""
    people = [i for i, _ in students]
    return len(set(people)) < len(people) or any(i in people for i, _ in problem.partners)


def price_repeats(programme: Programme, seats: Sequence[Seat], problem: Problem, rounds: int, price: float) -> None:
    """Give each meeting of two people who have met before its price, in a programme with these seats. The column
    ``("meets", (student, patient))`` is how often they meet, and ``("again", …)`` how often again."""
    students, patients = _by_case(seats, Role.STUDENT), _by_case(seats, Role.PATIENT)
    for pair in permutations(range(problem.people), 2):
        programme.add(("meets", pair), most=rounds)
        programme.row(("meets", pair), 0, 0)
        programme.term(("meets", pair), ("meets", pair), -1)
        _price_again(programme, problem, pair, ("meets", pair), rounds, price)
    for case, people in students.items():
        if len(people) > 1:
            _meetings(programme, people, patients[case], case)
            continue
        for j in (j for j in patients[case] if j != people[0]):
            programme.term(("meets", (people[0], j)), (Role.PATIENT, j, case))


def _price_again(
    programme: Programme, problem: Problem, pair: Partners, meets: Hashable, rounds: int, price: float
) -> None:
    programme.add(("again", pair), price, most=rounds)
    programme.row(("again", pair), -math.inf, 0 if pair in problem.partners else 1)
    programme.term(("again", pair), meets)
    programme.term(("again", pair), ("again", pair), -1)


def _meetings(programme: Programme, students: Sequence[int], patients: Sequence[int], case: str) -> None:
    """While it is open who the student is, each meeting has a column of its own: whoever has a seat has one partner."""
    seats = [*((Role.STUDENT, i, case) for i in students), *((Role.PATIENT, j, case) for j in patients)]
    for seat in seats:
        programme.row(("partner", seat), 0, 0)
        programme.term(("partner", seat), seat, -1)
    for i, j in ((i, j) for i, j in product(students, patients) if i != j):
        meeting = ("meeting", i, j, case)
        programme.add(meeting)
        programme.term(("partner", (Role.STUDENT, i, case)), meeting)
        programme.term(("partner", (Role.PATIENT, j, case)), meeting)
        programme.term(("meets", (i, j)), meeting)


def _by_case(seats: Sequence[Seat], wanted: Role) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for role, i, case in seats:
        if role is wanted:
            found[case].append(i)
    return found
