"""The plan for a practice, what is left of it when somebody comes or goes, and another case for one round."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from roleplay.errors import Fault
from roleplay.rotation.certificates import certify
from roleplay.rotation.order import ordered, starts
from roleplay.rotation.partners import count_repeats
from roleplay.rotation.problem import Plan, Problem, Turn, Turns
from roleplay.rotation.rules import Role, choices, counts, heavy_cases, pairs
from roleplay.rotation.seating import make_turn, seated

PARALLEL_FROM = 6


def plan(problem: Problem, chance: random.Random) -> Plan:
    """The cheapest plan that obeys H1–H7 and brings the fewest students and patients together twice, in a good order;
    the same random numbers give the same plan."""
    turns = seated(problem, problem.rounds, chance)
    if turns is None:
        most = most_rounds(problem, problem.rounds - 1)
        return Plan(False, (), most, certify(problem, most), _notes(problem, ()))
    rounds = tuple(ordered(problem, turns, chance))
    cost = sum(problem.cost[turn.student].get(turn.case, 0.0) for turn in rounds)
    return Plan(True, rounds, problem.rounds, notes=_notes(problem, rounds), cost=cost)


def most_rounds(problem: Problem, up_to: int | None = None) -> int:
    """The largest number of rounds that these people and cases can play, whatever was asked for."""
    cases = len({case for _, case in pairs(choices(problem))})
    most = cases if up_to is None else min(up_to, cases)
    return next((n for n in range(most, 0, -1) if seated(problem, n, random.Random(0)) is not None), 0)


def remake(problem: Problem, done: Sequence[Turn], chance: random.Random) -> Plan:
    """A plan for ``problem.rounds`` *more* rounds with the people who are here now.

    ``done`` is what was played tonight, in the numbers of the people who are here now; any other number (−1) is
    somebody who has left. Its turns, exposures and heavy patients are added to the problem. Anybody who was in none of
    it came late and starts level with the person who had fewest turns.
    """
    return plan(after(problem, done), chance)


def after(problem: Problem, done: Sequence[Turn]) -> Problem:
    """The problem that is left after these rounds; see `remake`."""
    exposed, played = [set(met) for met in problem.exposed], [set(met) for met in problem.played]
    heavy, just_heavy = heavy_cases(problem), list(problem.last_patient_heavy)
    for turn in done:
        for i in _here(problem, turn):
            exposed[i].add(turn.case)
        if 0 <= turn.patient < problem.people:
            played[turn.patient].add(turn.case)
            just_heavy[turn.patient] = turn.case in heavy
    return replace(
        problem,
        exposed=tuple(map(frozenset, exposed)),
        played=tuple(map(frozenset, played)),
        last_patient_heavy=tuple(just_heavy),
        tonight=_tonight(problem, done),
        partners=problem.partners | {(turn.student, turn.patient) for turn in done},
    )


def another_case(problem: Problem, turn: Turn, planned: Sequence[Turn] = ()) -> str | None:
    """The best case that is new to the student, not planned and not heavy ("swap this case"), or None."""
    open_to, taken = choices(problem), {turn.case, *(other.case for other in planned)}
    fitting = open_to.together(turn.student, turn.patient) - taken - heavy_cases(problem)
    cost = problem.cost[turn.student]
    return min(fitting, key=lambda case: (cost.get(case, 0.0), case), default=None)


def swap(problem: Problem, turn: Turn, one: int, other: int, planned: Sequence[Turn] = ()) -> Turn:
    """The turn with two people swapped; with a new case if the new student has met this one (its script was opened).

    The same if the new patient may not play this patient. Raises `Fault` if no other case is left.
    """
    new = {one: other, other: one}
    sheet = turn.observers[0] if problem.people > 2 else None
    student, patient = new.get(turn.student, turn.student), new.get(turn.patient, turn.patient)
    swapped = make_turn(problem.people, student, patient, None if sheet is None else new.get(sheet, sheet), turn.case)
    open_to = choices(problem)
    tired = turn.case in heavy_cases(problem) and problem.last_patient_heavy[patient]
    if turn.case in open_to.together(student, patient) and not tired:
        return swapped
    case = another_case(problem, swapped, planned)
    if case is None:
        raise Fault("There’s no case left for these roles. Nothing was changed. Try other roles, or add a case.")
    return replace(swapped, case=case)


def _here(problem: Problem, turn: Turn) -> set[int]:
    return {i for i in (turn.student, turn.patient, *turn.observers) if 0 <= i < problem.people}


def _tonight(problem: Problem, done: Sequence[Turn]) -> tuple[Turns, ...]:
    """Turns in this practice. A latecomer is level with the person who had fewest: nobody makes up for coming late."""
    totals = [counts(problem, done, role) for role in Role]
    was_here = {i for turn in done for i in _here(problem, turn)}
    was_here |= {i for i, turns in enumerate(problem.tonight) if turns != Turns()}
    fewest = [min((total[i] for i in was_here), default=0) for total in totals]
    return tuple(
        Turns(*(total[i] for total in totals)) if i in was_here else Turns(*fewest) for i in range(problem.people)
    )


def _notes(problem: Problem, rounds: Sequence[Turn]) -> tuple[str, ...]:
    heavy, notes = heavy_cases(problem), []
    if rounds and starts(problem) and rounds[0].case in heavy:
        notes.append("A demanding case comes first: no other order was found.")
    if rounds and rounds[-1].case in heavy:
        notes.append("A demanding case comes last: no other order was found.")
    if problem.people > 2 and count_repeats(problem, rounds):
        notes.append("The same two people are student and patient again: no other order was found.")
    if problem.people >= PARALLEL_FROM:
        notes.append(f"There are {problem.people} of you: in two rooms, everybody would get more turns.")
    return tuple(notes)
