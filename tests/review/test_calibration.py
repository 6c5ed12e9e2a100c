"""Marks of an example beside ours: known answers, and when a habit may be named."""

from __future__ import annotations

import pytest

from roleplay.content.models import Critical
from roleplay.marking.marksheet import Domain, Item, Mark
from roleplay.review.calibration import Area, Comparison, Way, compare, habit
from roleplay.review.intervals import wilson

DONE, PARTLY, NOT, NA = Mark.DONE, Mark.PARTLY, Mark.NOT, Mark.NA
NEVER = Item("never", "relate", critical=Critical.NEVER)


def compared(ours: list[Mark], mine: list[Mark | None], never: bool = False) -> Comparison:
    items = [NEVER if never else Item(f"line-{n}", "gather") for n, _ in enumerate(ours)]
    return compare(zip(items, ours, strict=True), mine)


def differing(kinder: int, stricter: int) -> Comparison:
    return compared([NOT] * kinder + [DONE] * stricter, [DONE] * kinder + [NOT] * stricter)


def test_the_known_answer_of_the_design() -> None:
    found = compared([DONE, NOT, PARTLY, DONE, NA, NOT], [DONE, PARTLY, PARTLY, DONE, NA, DONE])

    assert found.sentence == "You matched us on 4 of 6 and were more generous on 2."
    assert [found.count(way) for way in Way] == [4, 2, 0, 0]


def test_the_lines_that_differ_come_first_and_keep_their_order() -> None:
    found = compared([DONE, NOT, DONE, DONE], [DONE, DONE, DONE, NOT])

    assert [line.item.id for line in found.lines] == ["line-1", "line-3", "line-0", "line-2"]


def test_a_blank_is_compared_with_nothing() -> None:
    found = compared([DONE, NOT], [DONE, None])

    assert (found.sentence, found.blank) == ("You matched us on 1 of 1.", 1)


def test_what_must_never_happen_is_blank_if_it_did_not() -> None:
    assert compared([NOT], [None], never=True).sentence == "You matched us on 1 of 1."


def test_to_overlook_what_must_never_happen_is_generous_and_to_see_it_where_we_did_not_is_strict() -> None:
    assert compared([DONE], [None], never=True).count(Way.KINDER) == 1
    assert compared([NOT], [DONE], never=True).count(Way.STRICTER) == 1


def test_a_line_that_came_up_for_one_of_us_only_is_neither_generous_nor_strict() -> None:
    found = compared([NA, DONE, NOT], [NOT, NA, PARTLY])

    assert found.sentence == (
        "You matched us on 0 of 3, were more generous on 1 and disagreed whether 2 lines came up."
    )


def test_nothing_is_made_of_marks_that_are_all_blank() -> None:
    assert compared([DONE, NOT], [None, None]).sentence == "You left every line blank, so there is nothing to compare."


@pytest.mark.parametrize(
    ("accept", "mine", "sentence"),
    [
        ((1, 2), 4, "You put 4; ours is 1 or 2."),
        ((2, 4), 3, "You put 3, and so might we (2 to 4)."),
        ((1, 1), None, "You gave no rating; ours is 1."),
    ],
)
def test_an_area_says_what_we_would_accept(accept: tuple[int, int], mine: int | None, sentence: str) -> None:
    assert Area(Domain("gather", "Finding out"), accept, mine).sentence == sentence


@pytest.mark.parametrize(
    ("kinder", "of", "lower", "way"), [(5, 6, 0.575, Way.KINDER), (4, 6, 0.409, Way.ALIKE), (1, 6, 0.051, Way.STRICTER)]
)
def test_a_habit_is_named_only_if_it_is_hardly_chance(kinder: int, of: int, lower: float, way: Way) -> None:
    assert wilson(kinder, of)[0] == pytest.approx(lower, abs=0.0005)
    assert habit([differing(kinder, of - kinder)]).way is way


def test_below_six_differing_lines_nothing_is_said_of_a_habit() -> None:
    found = habit([differing(3, 0), differing(2, 0)])

    assert (found.way, found.of) == (Way.ALIKE, 5)
    assert found.sentence == (
        "Whether you tend to be generous or strict can be said after 1 more line on which you differ from us."
    )


def test_a_habit_adds_up_across_examples_and_says_its_count() -> None:
    assert habit([differing(3, 0), differing(2, 1)]).sentence == (
        "You tend to mark more generously than we do: 5 of the 6 lines on which you differ."
    )
    assert habit([differing(1, 5)]).sentence == (
        "You tend to mark more strictly than we do: 5 of the 6 lines on which you differ."
    )
    assert habit([differing(4, 2)]).sentence == (
        "You marked more generously on 4 of the 6 lines on which you differ: that may well be chance."
    )
