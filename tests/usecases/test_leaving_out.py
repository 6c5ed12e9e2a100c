"""Planning without somebody who is away, until they are expected again."""

from __future__ import annotations

import pytest
from evening import Evening


def everybody(evening: Evening) -> set[str]:
    rows = evening.state.plan
    return {evening.name_of(seat) for row in rows for seat in (row.student, row.patient, *row.observers)}


@pytest.fixture
def four(before: Evening) -> Evening:
    """Cleo, whom the others miss, is third."""
    return before.start("Anna", "Ben", "Cleo", "Dora")


def test_a_plan_without_somebody_gives_them_nothing_to_do(four: Evening) -> None:
    four.moved("Anna", "replan", without=[2])

    assert everybody(four) == {"Anna", "Ben", "Dora"}
    assert four.planned


def test_the_round_begins_without_them_and_they_are_still_in_the_room(four: Evening) -> None:
    four.moved("Anna", "replan", without=[2]).begin_planned()

    assert four.seats["Cleo"].id not in four.round.cast.seats
    assert four.seats["Cleo"].id in four.state.seats


def test_they_stay_out_of_it_when_the_plan_is_made_again(four: Evening) -> None:
    four.moved("Anna", "replan", without=[2])
    four.join("Emil")

    assert everybody(four) == {"Anna", "Ben", "Dora", "Emil"}


def test_a_tap_plans_for_everybody_again(four: Evening) -> None:
    four.moved("Anna", "replan", without=[2]).moved("Ben", "replan", without=[])

    assert everybody(four) == {"Anna", "Ben", "Cleo", "Dora"}
    assert four.state.without == frozenset()


def test_a_plan_that_is_made_by_hand_or_by_the_kit_anew_is_for_everybody(four: Evening) -> None:
    four.moved("Anna", "replan", without=[2])
    four.kit.rooms.plan_anew(four.practice)

    assert "Cleo" in everybody(four)


def test_once_too_few_are_left_everybody_is_expected(four: Evening) -> None:
    four.moved("Anna", "replan", without=[1, 2])
    four.moved("Dora", "leave")

    assert four.state.without == frozenset()
    assert everybody(four) == {"Anna", "Ben", "Cleo"}


def test_not_everybody_else_can_be_left_out(four: Evening) -> None:
    before = four.state.plan

    answer = four.move("Anna", "replan", without=[1, 2, 3])

    assert answer.say == "A round needs two people, so not everybody else can be left out of the plan."
    assert four.state.plan == before


def test_places_that_nobody_has_leave_nobody_out(four: Evening) -> None:
    four.moved("Anna", "replan", without=[7, -1])

    assert everybody(four) == {"Anna", "Ben", "Cleo", "Dora"}
