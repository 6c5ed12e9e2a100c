"""Who is patient and who has the sheet: an exact search (branch and bound over whole numbers, HiGHS).

Tried in two steps. First the cheapest pairs of student and case are kept and only the other seats are sought: small,
and it nearly always succeeds. Else students, cases and seats are sought together, so that the answer is the cheapest
plan that can be seated, or that there is none. In no order: that is the business of `order`.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Sequence

from roleplay.rotation.assignment import Pair, cheapest, price
from roleplay.rotation.problem import Problem, Turn
from roleplay.rotation.programme import Programme
from roleplay.rotation.rules import Choices, Role, choices, had_tonight, heavy_cases, ranges, sharing

Seat = tuple[Role, int, str]
Price = Callable[[Seat], float]


def seated(problem: Problem, rounds: int, chance: random.Random) -> list[Turn] | None:
    """The rounds of the cheapest plan; None if no plan keeps all hard rules."""
    if rounds == 0:
        return []
    open_to = choices(problem)
    pairs = cheapest(problem, rounds, open_to, chance) if problem.people > 1 else None
    if pairs is None:
        return None
    turns = _seat(problem, pairs, open_to, chance)
    if turns is None:
        every = [(i, case) for i in range(problem.people) for case in sorted(open_to.student[i])]
        chosen = _search(problem, rounds, every, open_to, _student_price(problem))
        turns = _seat(problem, _pairs(chosen), open_to, chance) if chosen is not None else None
    return turns


def make_turn(people: int, student: int, patient: int, sheet: int | None, case: str) -> Turn:
    """A round in which everybody has a place: the one with the sheet first, then the others who watch."""
    if sheet is None:
        return Turn(student, patient, (patient,), case)
    others = (i for i in range(people) if i not in (student, patient, sheet))
    return Turn(student, patient, (sheet, *others), case)


def _student_price(problem: Problem) -> Price:
    return lambda seat: price(problem, seat[1], seat[2]) if seat[0] is Role.STUDENT else 0.0


def _pairs(seats: Sequence[Seat]) -> list[Pair]:
    return [(i, case) for role, i, case in seats if role is Role.STUDENT]


def _seat(problem: Problem, pairs: Sequence[Pair], open_to: Choices, chance: random.Random) -> list[Turn] | None:
    """Turns that not all can have go to those with fewest past turns; chance makes people meet in changing roles."""
    small = 1 / (4 * len(pairs))

    def seat_price(seat: Seat) -> float:
        past = 0 if seat[0] is Role.STUDENT else getattr(problem.past[seat[1]], seat[0])
        return float(past) + small * chance.random()

    chosen = _search(problem, len(pairs), pairs, open_to, seat_price)
    if chosen is None:
        return None
    seats: dict[str, dict[Role, int]] = defaultdict(dict)
    for role, i, case in chosen:
        seats[case][role] = i
    return [
        make_turn(problem.people, who[Role.STUDENT], who[Role.PATIENT], who.get(Role.OBSERVER), case)
        for case, who in seats.items()
    ]


def _search(
    problem: Problem, rounds: int, pairs: Sequence[Pair], open_to: Choices, seat_price: Price
) -> list[Seat] | None:
    """The cheapest seats for so many rounds, the students' among ``pairs``."""
    seats = [(Role.STUDENT, i, case) for i, case in pairs]
    for case in sorted({case for _, case in pairs}):
        seats += [(Role.PATIENT, i, case) for i in range(problem.people) if case in open_to.patient[i]]
        seats += [(Role.OBSERVER, i, case) for i in range(problem.people) if problem.people > 2]
    programme = Programme()
    for seat in seats:
        programme.add(seat, seat_price(seat))
    _full_rounds(programme, seats, problem.people, rounds)
    _even_turns(programme, seats, problem, rounds)
    _rest_after_heavy(programme, seats, problem)
    chosen = programme.solve()
    return None if chosen is None else [seat for seat in seats if seat in chosen]


def _full_rounds(programme: Programme, seats: Sequence[Seat], people: int, rounds: int) -> None:
    """A case has one student, one patient and one with the sheet, all different, or none of them (H3, H6)."""
    for seat in seats:
        role, i, case = seat
        programme.term(("one place", i, case), 0, 1, seat)
        if role is Role.STUDENT:
            programme.term("rounds", rounds, rounds, seat)
            programme.term(("once", case), 0, 1, seat)
            for other in (Role.PATIENT, Role.OBSERVER)[: people - 1]:
                programme.term((other, case), 0, 0, seat, -1)
        else:
            programme.term((role, case), 0, 0, seat)


def _even_turns(programme: Programme, seats: Sequence[Seat], problem: Problem, rounds: int) -> None:
    """H2 and H4. If somebody keeps out of a role tonight, the turns with the sheet are even among the others only."""
    sharers, had = sharing(problem, Role.OBSERVER), had_tonight(problem, Role.OBSERVER)
    turns = {role: ranges(problem, role, rounds) for role in Role}
    if len(sharers) == problem.people:
        for seat in seats:
            programme.term(("turns", *seat[:2]), *turns[seat[0]][seat[1]], seat)
        return
    lowest = min((had[i] for i in sharers), default=0)
    ahead = {i: min(had[i] - lowest, 1) for i in sharers}
    programme.add("level", most=rounds)
    for i in sharers:
        programme.term(("turns", Role.OBSERVER, i), -ahead[i], 1 - ahead[i], "level", -1)
    for seat in seats:
        role, i, _ = seat
        if role is not Role.OBSERVER:
            programme.term(("turns", role, i), *turns[role][i], seat)
        elif i in ahead:
            programme.term(("turns", role, i), -ahead[i], 1 - ahead[i], seat)


def _rest_after_heavy(programme: Programme, seats: Sequence[Seat], problem: Problem) -> None:
    """H5: of n patient turns at most (n + 1) / 2 are heavy, or n / 2 if the last one was. And ``most_heavy``."""
    heavy = heavy_cases(problem)
    for seat in seats:
        role, i, case = seat
        if role is Role.PATIENT:
            spare = 1 - problem.last_patient_heavy[i]
            programme.term(("rest", i), -math.inf, spare, seat, 1 if case in heavy else -1)
        elif role is Role.STUDENT and case in heavy and problem.most_heavy is not None:
            programme.term("heavy", 0, problem.most_heavy, seat)
