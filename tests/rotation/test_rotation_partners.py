"""A student and a patient never meet twice in a session while there is another order."""

import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rotation_builders import fresh

from roleplay.rotation.cycles import leaves_room, unfinished
from roleplay.rotation.planner import after, plan
from roleplay.rotation.problem import Plan, Turn
from roleplay.rotation.seating import make_turn

MEET_AGAIN = "The same two people are student and patient again: no other order was found."


def partners(planned: Plan) -> list[tuple[int, int]]:
    return [(turn.student, turn.patient) for turn in planned.rounds]


@given(people=st.integers(3, 8), rounds=st.integers(1, 26), seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_partners_meet_again_only_once_all_have_met(people: int, rounds: int, seed: int) -> None:
    most = people * (people - 1)

    met = partners(plan(fresh(people, cases=26, rounds=rounds), random.Random(seed)))

    assert len(set(met)) == min(rounds, most)


@pytest.mark.parametrize("seed", range(10))
def test_two_cycles_of_three_or_four_bring_nobody_together_twice(seed: int) -> None:
    for people in (3, 4):
        met = partners(plan(fresh(people, cases=26, rounds=2 * people), random.Random(seed)))

        assert len(set(met)) == 2 * people


def test_those_who_met_in_an_earlier_round_do_not_meet_again() -> None:
    problem = fresh(cases=6)
    first = plan(problem, random.Random(1))

    second = plan(after(problem, first.rounds), random.Random(1))

    assert {*partners(first), *partners(second)} == set(permutations(range(3), 2))


@pytest.mark.parametrize("people", [3, 4, 5])
def test_planned_round_by_round_a_session_meets_no_dead_end(people: int) -> None:
    problem, chance = fresh(people, cases=26, rounds=1), random.Random(people)
    rounds: tuple[Turn, ...] = ()

    for _ in range(people * (people - 1)):
        rounds += plan(after(problem, rounds), chance).rounds

    assert sorted((turn.student, turn.patient) for turn in rounds) == list(permutations(range(people), 2))


@pytest.mark.parametrize(
    ("second", "met", "room"),
    [
        ((1, 2, 0), frozenset(), True),
        ((1, 0, 2), frozenset(), False),  # the third would be their own patient
        ((1, 2, 0), frozenset({(2, 0)}), False),  # the third would meet the first again
        ((1, 2, 0), frozenset({(0, 1)}), False),  # these rounds bring two together again
    ],
)
def test_a_plan_leaves_room_if_the_last_of_three_has_somebody_to_meet(
    second: tuple[int, int, int], met: frozenset[tuple[int, int]], room: bool
) -> None:
    problem = fresh(cases=3, rounds=2, partners=met)
    cycle = unfinished(problem, rounds=2)

    turns = [make_turn(3, 0, 1, 2, "a"), make_turn(3, *second, "b")]

    assert leaves_room(problem, cycle, turns) is room


def test_a_dearer_case_is_better_than_partners_who_meet_again() -> None:
    cheap = {"a": -5.0}
    problem = fresh(
        cases=2, rounds=1, cost=(cheap,) * 3, played=(frozenset(), frozenset(), frozenset("a")), **only_the_first()
    )

    (turn,) = plan(problem, random.Random(1)).rounds

    assert (turn.patient, turn.case) == (2, "b")


def test_when_there_is_no_other_order_partners_meet_again() -> None:
    problem = fresh(cases=1, rounds=1, played=(frozenset(), frozenset(), frozenset("a")), **only_the_first())

    assert partners(plan(problem, random.Random(1))) == [(0, 1)]


def test_a_plan_says_when_partners_meet_again() -> None:
    problem = fresh(cases=1, rounds=1, played=(frozenset(), frozenset(), frozenset("a")), **only_the_first())

    assert plan(problem, random.Random(1)).notes == (MEET_AGAIN,)


@pytest.mark.parametrize(("people", "rounds"), [(3, 6), (2, 6)])
def test_nothing_is_said_where_nobody_could_have_met_anybody_else(people: int, rounds: int) -> None:
    planned = plan(fresh(people, cases=6, rounds=rounds), random.Random(1))

    assert (planned.feasible, planned.notes) == (True, ())


def only_the_first() -> dict[str, object]:
    """Only the first can be student, and the second has been their patient."""
    return {"not_student": frozenset({1, 2}), "partners": frozenset({(0, 1)})}
