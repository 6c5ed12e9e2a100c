"""Turns rotate; demanding cases come neither first nor last; unmet wishes are named."""

import random

import pytest
from rotation_builders import fresh

from roleplay.rotation.planner import plan
from roleplay.rotation.problem import Turns


@pytest.mark.parametrize("seed", range(10))
def test_the_student_is_always_one_who_had_fewest_turns(seed: int) -> None:
    planned = plan(fresh(people=4, cases=12, rounds=12), random.Random(seed))

    students = [turn.student for turn in planned.rounds]
    assert all(sorted(students[n : n + 4]) == [0, 1, 2, 3] for n in (0, 4, 8))


@pytest.mark.parametrize("seed", range(10))
def test_demanding_cases_come_neither_first_nor_last(seed: int) -> None:
    planned = plan(fresh(cases=6, rounds=6, heavy="abc"), random.Random(seed))

    assert planned.rounds[0].case in "def"
    assert planned.rounds[-1].case in "def"
    assert planned.notes == ()


def test_it_is_said_when_a_demanding_case_comes_first_and_last() -> None:
    planned = plan(fresh(people=2, cases=2, rounds=2, heavy="ab"), random.Random(1))

    assert planned.notes == (
        "A demanding case comes first: no other order was found.",
        "A demanding case comes last: no other order was found.",
    )


def test_later_in_the_evening_a_demanding_case_may_come_next() -> None:
    problem = fresh(cases=3, rounds=2, heavy="ab", tonight=(Turns(1, 0, 0), Turns(0, 1, 0), Turns(0, 0, 1)))

    assert not any("first" in note for note in plan(problem, random.Random(1)).notes)


@pytest.mark.parametrize("people", [6, 8])
def test_a_large_group_is_offered_two_rooms(people: int) -> None:
    planned = plan(fresh(people=people, cases=8, rounds=3), random.Random(1))

    assert planned.notes == (f"There are {people} of you: in two rooms, everybody would get more turns.",)
