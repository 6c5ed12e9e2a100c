"""Who is the patient and who has the mark sheet: an exact search (branch and bound over integers, HiGHS).

First we keep the cheapest pairs of student and case and search only for the other seats: this is small and nearly
always succeeds. If not, we search for the pairs again with more and more of the rules for patient and mark sheet,
until the cheapest ones can be seated. The last search has all the rules, so the answer is the cheapest plan of all, or
that there is none. Only if a student and a patient then meet twice in a session, or, where all cases cost the same, met
lately, and counting doesn't show that some must, we search for pairs and seats together. Where cases cost different
amounts, what each student needs comes before who met whom in which week. The rounds come in no particular order: that
is up to `order`.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from roleplay.rotation.assignment import Pair, cheapest, student_prices
from roleplay.rotation.cycles import Cycle, leave_room, leaves_room, unfinished
from roleplay.rotation.partners import Seat, count_repeats, fewest_repeats, keep_apart, may_repeat, price_repeats
from roleplay.rotation.past import ahead, meeting_prices, price_meetings
from roleplay.rotation.problem import Partners, Problem, Turn
from roleplay.rotation.programme import Programme
from roleplay.rotation.rules import (
    Choices,
    Role,
    choices,
    had_tonight,
    heavy_capacity,
    heavy_cases,
    pairs,
    ranges,
    sharing,
)

Price = Callable[[Seat], float]
OTHERS = (Role.PATIENT, Role.OBSERVER)
ROUNDING = 1e-6


def seated(problem: Problem, rounds: int, chance: random.Random) -> list[Turn] | None:
    """The rounds of the cheapest plan with the fewest partners who meet again; None if no plan obeys all hard rules."""
    if rounds == 0:
        return []
    if problem.people < 2:
        return None
    open_to = choices(problem)
    costs = student_prices(problem, rounds, open_to)
    turns = _cheapest_seated(problem, rounds, open_to, costs, chance)
    if turns is None or problem.people == 2:
        return turns
    met = _prices_while_open(problem, open_to)
    worth = count_repeats(problem, turns), price_meetings(met, turns)
    if any(worth):
        least = fewest_repeats(problem, rounds, open_to)
        if worth[0] > least[0] or worth[1] > least[1] + ROUNDING:
            return _seated_together(problem, rounds, open_to, costs, met, chance) or turns
    return turns


def _prices_while_open(problem: Problem, open_to: Choices) -> dict[Partners, float]:
    """What meetings cost while it is open who plays which case: nothing unless all cases cost the same."""
    costs = {problem.cost[i].get(case, 0.0) for i, case in pairs(open_to)}
    return meeting_prices(problem) if len(costs) == 1 else {}


def _cheapest_seated(
    problem: Problem, rounds: int, open_to: Choices, costs: Mapping[Pair, float], chance: random.Random
) -> list[Turn] | None:
    for cheap in _cheaper_first(problem, rounds, open_to, costs, chance):
        if cheap is None or (turns := _seat(problem, cheap, open_to, chance)) is not None:
            return None if cheap is None else turns
    return None


def make_turn(people: int, student: int, patient: int, sheet: int | None, case: str) -> Turn:
    """A round in which everybody has a role: the observer with the mark sheet first, then the others who watch."""
    if sheet is None:
        return Turn(student, patient, (patient,), case)
    others = (i for i in range(people) if i not in (student, patient, sheet))
    return Turn(student, patient, (sheet, *others), case)


def _cheaper_first(
    problem: Problem, rounds: int, open_to: Choices, costs: Mapping[Pair, float], chance: random.Random
) -> Iterator[list[Pair] | None]:
    """The cheapest pairs that obey a few, more and then all of the rules; None proves that there is no plan."""
    yield cheapest(problem, rounds, costs, chance)
    for others in ((), OTHERS[:1], OTHERS):
        chosen = _search(problem, rounds, list(costs), open_to, others, _student_price(costs))
        yield None if chosen is None else [(i, case) for role, i, case in chosen if role is Role.STUDENT]


def _seated_together(
    problem: Problem,
    rounds: int,
    open_to: Choices,
    costs: Mapping[Pair, float],
    met: Mapping[Partners, float],
    chance: random.Random,
) -> list[Turn] | None:
    """The cheapest of the plans in which the fewest partners meet again; of these, the one in which the fewest did so
    lately."""
    least = 1 / (1 + 2 * rounds * max(met.values(), default=0.0))
    lately = {pair: price * least for pair, price in met.items()}
    dear = 1 + 2 * rounds * max(map(abs, costs.values()))
    seats = _search(problem, rounds, list(costs), open_to, OTHERS, _student_price(costs), dear, met=lately)
    if seats is None:
        return None
    return _seat(problem, [(i, case) for role, i, case in seats if role is Role.STUDENT], open_to, chance)


def _student_price(costs: Mapping[Pair, float]) -> Price:
    return lambda seat: costs[seat[1:]] if seat[0] is Role.STUDENT else 0.0


def _seat(problem: Problem, cheap: Sequence[Pair], open_to: Choices, chance: random.Random) -> list[Turn] | None:
    """If there is a choice, the other roles leave room for the rest of the cycle. They mostly do so by themselves,
    and to search for it takes long."""
    freely = _seat_others(problem, cheap, open_to, chance)
    cycle = unfinished(problem, len(cheap))
    if freely is None or cycle is None or leaves_room(problem, cycle, freely):
        return freely
    roomy = _seat_others(problem, cheap, open_to, chance, cycle)
    found = [turns for turns in (roomy, freely) if turns]
    return min(found, key=lambda turns: count_repeats(problem, turns))


def _seat_others(
    problem: Problem, cheap: Sequence[Pair], open_to: Choices, chance: random.Random, cycle: Cycle | None = None
) -> list[Turn] | None:
    """Turns that not everybody can have go to those with fewest past turns, and patients to students whom they haven't
    met lately; chance varies the rest."""
    small, student = 1 / (256 * len(cheap)), {case: i for i, case in cheap}
    met, had = meeting_prices(problem), ahead(problem, Role.OBSERVER)

    def seat_price(seat: Seat) -> float:
        role, i, case = seat
        if role is Role.STUDENT or student[case] == i:
            return 0.0
        return (met[student[case], i] if role is Role.PATIENT else had[i]) + small * chance.random()

    dear = 1 + 2 * len(cheap) * (1 + max(had) + max(met.values()))
    chosen = _search(problem, len(cheap), cheap, open_to, OTHERS, seat_price, dear, cycle)
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
    problem: Problem,
    rounds: int,
    students: Sequence[Pair],
    open_to: Choices,
    others: Sequence[Role],
    seat_price: Price,
    repeat_price: float = 0.0,
    cycle: Cycle | None = None,
    met: Mapping[Partners, float] | None = None,
) -> list[Seat] | None:
    """The cheapest seats for so many rounds: ``students`` from these pairs, and the roles in ``others``. ``met`` is
    what each meeting costs, where it isn't in the price of the seats."""
    others = others[: problem.people - 1]
    seats = [(Role.STUDENT, i, case) for i, case in students]
    for case in sorted({case for _, case in students}):
        for i in range(problem.people):
            seats += [(role, i, case) for role in others if role is Role.OBSERVER or case in open_to.patient[i]]
    programme = Programme()
    for seat in seats:
        programme.add(seat, seat_price(seat))
    _full_rounds(programme, seats, problem.people, others, rounds)
    _even_turns(programme, seats, problem, others, rounds)
    _rest_after_heavy(programme, seats, problem, rounds)
    keep_apart(programme, seats, open_to.apart)
    if repeat_price and problem.people > 2 and (cycle or met or may_repeat(problem, students)):
        again = repeat_price * (1 + cycle.left) if cycle else repeat_price
        price_repeats(programme, seats, problem, rounds, again, met or {})
    if cycle:
        leave_room(programme, seats, problem, cycle, repeat_price)
    chosen = programme.solve()
    return None if chosen is None else [seat for seat in seats if seat in chosen]


def _full_rounds(programme: Programme, seats: Sequence[Seat], people: int, others: Sequence[Role], rounds: int) -> None:
    """A case has one student, one patient and one mark sheet, all different people, or none of them (H3, H6)."""
    programme.row("rounds", rounds, rounds)
    for case in sorted({case for _, _, case in seats}):
        programme.row(("once", case), 0, 1)
        for role in others:
            programme.row((role, case), 0, 0)
        for i in range(people):
            programme.row(("one place", i, case), 0, 1)
    for seat in seats:
        role, i, case = seat
        programme.term(("one place", i, case), seat)
        if role is Role.STUDENT:
            programme.term("rounds", seat)
            programme.term(("once", case), seat)
            for other in others:
                programme.term((other, case), seat, -1)
        else:
            programme.term((role, case), seat)


def _even_turns(
    programme: Programme, seats: Sequence[Seat], problem: Problem, others: Sequence[Role], rounds: int
) -> None:
    """H2 and H4. If somebody stays out of a role tonight, turns with the mark sheet are even among the others only."""
    sharers = sharing(problem, Role.OBSERVER)
    alike = len(sharers) == problem.people
    for role in (Role.STUDENT, *(role for role in others if role is Role.PATIENT or alike)):
        for i, (low, high) in enumerate(ranges(problem, role, rounds)):
            programme.row(("turns", role, i), low, high)
    if not alike:
        _even_sheets(programme, problem, rounds, sharers)
    for seat in seats:
        role, i, _ = seat
        if role is not Role.OBSERVER or alike:
            programme.term(("turns", role, i), seat)
        elif i in sharers:
            programme.term(("sheets", i), seat)


def _even_sheets(programme: Programme, problem: Problem, rounds: int, sharers: Sequence[int]) -> None:
    """How many turns with the mark sheet are left for those who share them is found together with the seats."""
    had = had_tonight(problem, Role.OBSERVER)
    lowest = min((had[i] for i in sharers), default=0)
    programme.add("level", most=rounds)
    for i in sharers:
        ahead = min(had[i] - lowest, 1)
        programme.row(("sheets", i), -ahead, 1 - ahead)
        programme.term(("sheets", i), "level", -1)


def _rest_after_heavy(programme: Programme, seats: Sequence[Seat], problem: Problem, rounds: int) -> None:
    """H5: of n turns as patient, at most (n + 1) / 2 are heavy, or n / 2 if the last one was. And ``most_heavy``."""
    heavy, most = heavy_cases(problem), heavy_capacity(problem, rounds)
    programme.row("heavy", 0, most if problem.most_heavy is None else min(most, problem.most_heavy))
    for i, just_heavy in enumerate(problem.last_patient_heavy):
        programme.row(("rest", i), -math.inf, 1 - just_heavy)
    for seat in seats:
        role, i, case = seat
        if role is Role.PATIENT:
            programme.term(("rest", i), seat, 1 if case in heavy else -1)
        elif role is Role.STUDENT and case in heavy:
            programme.term("heavy", seat)
