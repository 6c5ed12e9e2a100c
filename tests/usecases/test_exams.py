"""Until the exam: one's own day and topics, kindly refused where they can't be, and nobody else's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from evening import Evening, add_exam
from left_over import DAY

from roleplay.errors import Fault
from roleplay.people.exam_plan import ExamPlan
from roleplay.usecases.history.exams import ExamView

TODAY = date(2025, 10, 9)


@pytest.fixture
def finals(before: Evening) -> Evening:
    """A kit with an exam to prepare for, and three on their phones."""
    add_exam(before.content, "finals", cardiology=2, ophthalmology=1)
    return before.start()


def plan(days: int = 56, **more: Any) -> ExamPlan:
    return ExamPlan(**{"day": TODAY + timedelta(days=days), "blueprint": "finals", "evenings": 2, **more})


def put(evening: Evening, chosen: ExamPlan, name: str = "Anna") -> None:
    evening.kit.exams.set(evening.visitor(name), chosen, TODAY)


def view(evening: Evening, name: str = "Anna", today: date = TODAY) -> ExamView | None:
    return evening.kit.exams.view(evening.visitor(name), today)


def test_an_exam_says_what_is_open_and_what_has_no_case(finals: Evening) -> None:
    put(finals, plan())

    found = view(finals)

    assert found is not None
    assert found.until is not None
    assert (found.title, found.until.open, found.until.gap) == ("The finals", ("topic cardiology",), 8)
    assert found.until.without_cases == "This kit has no case for 1 topic: topic ophthalmology."


def test_once_played_as_the_student_a_topic_is_no_longer_open(finals: Evening) -> None:
    put(finals, plan())

    finals.begin().play_from_here().finish()

    annas, found = view(finals), view(finals, "Ben")
    assert annas is not None
    assert annas.until is not None
    assert annas.until.open == ()
    assert found is None, "Ben set none"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (plan(-1), "That day has passed."),
        (plan(day=date(2099, 6, 1)), "That’s more than two years away."),
        (plan(blueprint="theirs"), "There’s no such exam"),
        (plan(evenings=0), "Choose 1 to 7 evenings"),
        (plan(weights={"cardiology": 0.0, "ophthalmology": 0.0}), "You’ve left out every topic."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(finals: Evening, chosen: ExamPlan, said: str) -> None:
    put(finals, plan())

    with pytest.raises(Fault, match=said):
        put(finals, chosen)

    found = view(finals)
    assert found is not None
    assert found.plan == plan()


@pytest.mark.parametrize("days", [0, 731])
def test_today_and_two_years_from_now_are_fine(finals: Evening, days: int) -> None:
    put(finals, plan(days))

    assert view(finals) is not None


def test_after_its_day_an_exam_only_asks_for_the_next(finals: Evening) -> None:
    put(finals, plan(5))

    found = view(finals, today=TODAY + timedelta(days=6))

    assert found is not None
    assert found.until is None


def test_own_weights_replace_those_of_the_blueprint(finals: Evening) -> None:
    put(finals, plan(weights={"cardiology": 0.0, "ophthalmology": 4.0}))

    found = view(finals)

    assert found is not None
    assert found.until is not None
    assert found.until.table.rows == (("topic ophthalmology", "4", "0"),)


def test_taken_away_or_with_everything_else_deleted_it_is_gone(finals: Evening) -> None:
    put(finals, plan())
    put(finals, plan(), "Ben")
    finals.begin().play_from_here().finish()
    finals.wall.forward(2 * DAY)

    finals.kit.exams.take_away(finals.visitor("Anna"))
    ben = finals.seats["Ben"].person
    finals.kit.people.forget(finals.visitor("Ben"))

    assert view(finals) is None
    with finals.kit.store.read() as reader:
        assert reader.exams.plan(ben) is None


def test_somebody_elses_exam_is_not_opened_on_this_device(finals: Evening) -> None:
    put(finals, plan())
    stranger = finals.visitor("Ben").named(finals.seats["Anna"].person)

    with pytest.raises(Fault):
        finals.kit.exams.set(stranger, plan(), TODAY)
