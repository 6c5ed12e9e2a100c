"""Until the exam: known answers of its spacing and its arithmetic, and its words exactly."""

from __future__ import annotations

import pytest

from roleplay.review.spacing import after_a_miss, gap
from roleplay.review.until_exam import HONEST, Topic, UntilExam, stations_a_week, until_exam


def topics(n: int, weight: float = 1, cases: bool = True) -> list[Topic]:
    return [Topic(f"topic {k}", weight, frozenset({f"case {k}"} if cases else ())) for k in range(n)]


def of(open_: int = 14, due: int = 6, days: int = 56, evenings: int = 3, **more: list[str]) -> UntilExam:
    return until_exam(days, evenings, topics(open_), more.get("played", []), [f"skill {n}" for n in range(due)])


@pytest.mark.parametrize(("days", "apart"), [(0, 3), (7, 3), (28, 4), (56, 8), (84, 13), (180, 21), (None, 21)])
def test_the_gap_is_a_part_of_the_days_left_between_three_and_twenty_one(days: int | None, apart: int) -> None:
    assert gap(days) == apart


@pytest.mark.parametrize(("usual", "days"), [(21, 10.5), (8, 4), (4, 3), (3, 3)])
def test_after_a_miss_it_is_half_and_three_days_at_least(usual: int, days: float) -> None:
    assert after_a_miss(usual) == days


@pytest.mark.parametrize(
    ("open_", "due", "weeks", "a_week"), [(14, 6, 8, 3), (14, 6, 3, 7), (0, 0, 8, 0), (1, 0, 8, 1)]
)
def test_stations_a_week_are_rounded_up(open_: int, due: int, weeks: int, a_week: int) -> None:
    assert stations_a_week(open_, due, weeks) == a_week


def test_what_fits_is_said_as_it_is() -> None:
    view = of(days=56)

    assert view.sentence == "14 topics you haven’t been the student in and 6 skills due again: 3 stations a week."
    assert view.spacing == "56 days left. A skill comes again after about 8 days, or 4 if it was missed."
    assert len(view.covered) == 20


def test_more_than_fits_says_so_and_what_the_evenings_cover_the_heaviest_first() -> None:
    heavy = [*topics(13), Topic("heart", 3, frozenset({"c"}))]

    view = until_exam(21, 3, heavy, [], [f"skill {n}" for n in range(6)])

    assert view.sentence.endswith("7 stations a week. That’s more than fits; this is what 3 a week covers:")
    assert (view.covered[0], len(view.covered)) == ("heart", 9)


def test_a_topic_is_open_until_one_was_the_student_in_it() -> None:
    view = of(open_=3, due=0, played=["case 1", "case 1"])

    assert view.open == ("topic 0", "topic 2")
    assert view.table.rows[1] == ("topic 1", "1", "2")


def test_a_topic_without_a_case_cannot_be_covered_and_is_named() -> None:
    view = until_exam(56, 3, topics(2, cases=False), [], [])

    assert (view.open, view.a_week) == ((), 0)
    assert view.without_cases == "This kit has no case for 2 topics: topic 0, topic 1."


def test_on_the_day_itself_nothing_is_divided_by_no_weeks() -> None:
    assert of(days=0).spacing.startswith("The exam is today.")


def test_it_claims_coverage_and_no_readiness() -> None:
    assert HONEST == "Spacing is well shown for knowledge, less for consultations. This is coverage, not readiness."
