"""Who plays the patient for whom: no two people meet as student and patient twice in a session while there is another
order."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import permutations, product

from roleplay.rotation.past import ahead, meeting_prices
from roleplay.rotation.problem import Partners, Problem, Turn
from roleplay.rotation.programme import Programme
from roleplay.rotation.rules import Choices, Role, ranges

Seat = tuple[Role, int, str]


def count_repeats(problem: Problem, turns: Sequence[Turn]) -> int:
    """How many of these rounds bring together two people who have already met in these roles."""
    met = set(problem.partners)
    repeats = 0
    for turn in turns:
        pair = (turn.student, turn.patient)
        repeats += pair in met
        met.add(pair)
    return repeats


def fewest_repeats(problem: Problem, rounds: int, open_to: Choices) -> tuple[int, float]:
    """How often partners meet again, and then, if students have the fewest past turns, what the meetings cost: no plan
    can be below, by counting turns alone. Which cases are left isn't looked at."""
    programme, prices, had = Programme(), meeting_prices(problem), ahead(problem, Role.STUDENT)
    turn = 1 + rounds * max(prices.values())
    dear = 1 + rounds * (turn * max(had) + turn)
    pairs = [(i, j) for i, j in prices if open_to.together(i, j)]
    for i, j in pairs:
        programme.add((i, j), prices[i, j] + turn * had[i], most=rounds)
    for role in (Role.STUDENT, Role.PATIENT):
        for i, (low, high) in enumerate(ranges(problem, role, rounds)):
            programme.row((role, i), low, high)
    programme.row("rounds", rounds, rounds)
    for i, j in pairs:
        for row in ((Role.STUDENT, i), (Role.PATIENT, j), "rounds"):
            programme.term(row, (i, j))
    for pair in pairs:
        _price_again(programme, problem, pair, pair, rounds, dear)
    found = programme.solve() or {}
    repeats = sum(found.get(("again", pair), 0) for pair in pairs)
    return repeats, sum(found.get(pair, 0) * prices[pair] for pair in pairs)


def may_repeat(problem: Problem, students: Sequence[tuple[int, str]]) -> bool:
    """Whether one of these students could have a patient again: somebody comes twice, or has had one already."""
    people = [i for i, _ in students]
    return len(set(people)) < len(people) or any(i in people for i, _ in problem.partners)


def price_repeats(
    programme: Programme,
    seats: Sequence[Seat],
    problem: Problem,
    rounds: int,
    price: float,
    each: Mapping[Partners, float],
) -> None:
    """Give each meeting of two people who have met before its price, in a programme with these seats. The column
    ``("meets", (student, patient))`` is how often they meet, each time for a price of its own, and ``("again", …)``
    how often again tonight."""
    students, patients = by_case(seats, Role.STUDENT), by_case(seats, Role.PATIENT)
    for pair in permutations(range(problem.people), 2):
        programme.add(("meets", pair), each.get(pair, 0.0), most=rounds)
        programme.row(("meets", pair), 0, 0)
        programme.term(("meets", pair), ("meets", pair), -1)
        _price_again(programme, problem, pair, ("meets", pair), rounds, price)
    for case, people in students.items():
        if len(people) > 1:
            _meetings(programme, people, patients[case], case)
            continue
        for j in (j for j in patients[case] if j != people[0]):
            programme.term(("meets", (people[0], j)), (Role.PATIENT, j, case))


def keep_apart(programme: Programme, seats: Sequence[Seat], apart: Mapping[Partners, frozenset[str]]) -> None:
    """Seat nobody with a student who may not examine them in that case."""
    students, patients = by_case(seats, Role.STUDENT), by_case(seats, Role.PATIENT)
    for case, people in students.items():
        for j in patients.get(case, ()):
            closed = [i for i in people if case in apart.get((i, j), ())]
            if not closed:
                continue
            programme.row(("apart", j, case), 0, 1)
            programme.term(("apart", j, case), (Role.PATIENT, j, case))
            for i in closed:
                programme.term(("apart", j, case), (Role.STUDENT, i, case))


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


def by_case(seats: Sequence[Seat], wanted: Role) -> dict[str, list[int]]:
    """Who could have this role in each case."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for role, i, case in seats:
        if role is wanted:
            found[case].append(i)
    return found
