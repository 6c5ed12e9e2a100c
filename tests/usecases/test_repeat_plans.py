"""The same case in two weeks is a plan of its own: marked as a repeat, compared line by line for one skill."""

from __future__ import annotations

import pytest
from evening import Evening
from left_over import DAY, by_hand, forget, refused, rows_of, shelf

from roleplay.usecases.history.repeat_plans import NO_LONGER, NO_SUCH_SKILL, RepeatPlans, SameCase
from roleplay.usecases.history.stations import NOT_THERE

SKILL = "red-flags"


@pytest.fixture
def played(before: Evening) -> Evening:
    """Anna was the student of a case whose lines are about a skill, and it is a day later."""
    evening = before.more_cases("case-a").start()
    by_hand(evening, "Anna", "Ben", "case-a").begin_planned().play_from_here("Ask first.")
    evening.finish().wall.forward(DAY)
    return evening


def plans(evening: Evening) -> RepeatPlans:
    return evening.kit.repeat_plans


def put(evening: Evening, name: str = "Anna", skill: str = SKILL) -> None:
    plans(evening).put(evening.visitor(name), evening.practice, 1, skill)


def titles(evening: Evening) -> list[tuple[str, bool]]:
    return [(one.plan.case, one.due) for one in plans(evening).to_come(evening.visitor("Anna"))]


def again(evening: Evening) -> Evening:
    evening.kit.browsing.see_again(evening.visitor("Anna"), "case-a", wanted=True)
    later = by_hand(evening.later(), "Anna", "Ben", "case-a").begin_planned().play_from_here()
    return later


def at_station(evening: Evening, practice: int) -> SameCase:
    return plans(evening).of_station(evening.visitor("Anna"), practice, 1)


def test_it_is_due_two_weeks_later_and_not_before(played: Evening) -> None:
    put(played)
    played.wall.forward(14 * DAY - 1)
    assert titles(played) == [("case-a", False)]

    played.wall.forward(1)
    assert titles(played) == [("case-a", True)]


def test_the_skills_to_choose_from_are_those_of_the_sheet(played: Evening) -> None:
    assert [tag for tag, _ in at_station(played, played.practice).skills] == [SKILL]
    assert refused(put, played, "Anna", "no-such") == NO_SUCH_SKILL


def test_only_the_student_of_a_station_plans_it_again(played: Evening) -> None:
    assert refused(put, played, "Ben") == NOT_THERE
    assert plans(played).of_station(played.visitor("Ben"), played.practice, 1) == SameCase()


def test_a_case_that_is_gone_cannot_be_planned(played: Evening) -> None:
    played.without("case-a")

    assert refused(put, played) == NO_LONGER


def test_it_is_played_as_a_repeat_and_the_plan_is_over(played: Evening) -> None:
    put(played)
    played.wall.forward(15 * DAY)

    later = again(played)

    assert [one.repeat for one in shelf(later, "Anna").stations] == [False, True]
    assert titles(later) == []


def test_both_stations_show_what_the_two_have_for_the_skill_and_others_do_not(played: Evening) -> None:
    put(played)
    played.wall.forward(15 * DAY)
    later = again(played)

    for practice in (played.practice, later.practice):
        compared = at_station(later, practice).compared
        assert compared is not None
        assert [line.text for line in compared.lines] == ["Asks what brings it on"]


def test_a_plan_is_dropped_and_goes_with_its_person(played: Evening) -> None:
    put(played)
    plans(played).drop(played.visitor("Anna"), "case-a")
    assert titles(played) == []

    put(played)
    forget(played, "Anna")
    assert rows_of(played.folder)["repeat_plans"] == []
