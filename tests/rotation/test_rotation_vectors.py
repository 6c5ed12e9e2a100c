"""Known answers: every entry in which everybody is in the room, and the cheapest assignment."""

import random
from typing import Any

import pytest
from exhaustive import broken
from rotation_builders import VECTORS, from_entry, vectors

from roleplay.rotation.certificates import hall_group
from roleplay.rotation.planner import most_rounds, plan
from roleplay.rotation.problem import CaseCard, Certificate, Kind, Problem, Turn
from roleplay.rotation.seating import make_turn

ENTRIES = [one for one in vectors("rotation") if one["people_in_room"] == one["group_size"]]
open_rooms = pytest.mark.parametrize("one", ENTRIES, ids=lambda one: one["name"])


def turn_of(problem: Problem, given: dict[str, Any]) -> Turn:
    return make_turn(problem.people, given["student"], given["patient"], given["observer"], given["case"])


def test_the_vectors_are_here() -> None:
    assert (VECTORS / "rotation.json").is_file()
    assert len(ENTRIES) == 8


@open_rooms
def test_plans_what_can_be_planned(one: dict[str, Any]) -> None:
    problem = from_entry(one)

    planned = plan(problem, random.Random(1))

    assert planned.feasible is one["expected"]["feasible"]
    assert len(planned.rounds) == (problem.rounds if planned.feasible else 0)
    assert broken(problem, planned.rounds) == [] or not planned.feasible


@open_rooms
def test_knows_which_numbers_of_rounds_work(one: dict[str, Any]) -> None:
    known = one["expected"]["feasible_rounds_up_to"]

    works = [n for n in range(known["checked_to"] + 1) if plan(from_entry(one, n), random.Random(1)).feasible]

    assert works == known["feasible"]
    assert most_rounds(from_entry(one)) == max(works)


@open_rooms
def test_finds_the_group_that_stands_in_the_way(one: dict[str, Any]) -> None:
    problem, expected = from_entry(one), one["expected"]["hall_certificate"]

    found = hall_group(problem, Certificate(Kind.NOT_FOUND, problem.people, problem.rounds, 0))

    got = found and {"people": list(found.people), "usable_runs": found.have, "needed": found.need}
    assert got == expected


@open_rooms
def test_the_examples_keep_the_rules_as_read_here(one: dict[str, Any]) -> None:
    problem = from_entry(one)

    example = tuple(turn_of(problem, given) for given in one["expected"]["example"] or ())

    assert not example or broken(problem, example) == []


@pytest.mark.parametrize("one", vectors("assignment_cost"), ids=lambda one: one["name"])
def test_gives_the_students_the_cheapest_cases(one: dict[str, Any]) -> None:
    costs, allowed = one["cost_person_by_case"], one["allowed"]
    ids = [f"c{n + 1}" for n in range(len(costs[0]))]
    closed = tuple(frozenset(id_ for id_, ok in zip(ids, row, strict=True) if not ok) for row in allowed)
    cost = tuple(dict(zip(ids, row, strict=True)) for row in costs)
    problem = Problem(len(costs), tuple(map(CaseCard, ids)), one["rounds"], exposed=closed, cost=cost)

    assert plan(problem, random.Random(1)).cost == pytest.approx(one["expected_min_total_cost"], abs=1e-9)
