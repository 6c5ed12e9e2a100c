"""Self and observer: one's own difference, from six pairs on."""

from dataclasses import replace

import pytest
from review_builders import SHEET, marked, seen

from roleplay.marking.marksheet import Domain
from roleplay.marking.scoring import Response
from roleplay.review.intervals import mean_of_few
from roleplay.review.own_rounds import Seen
from roleplay.review.self_view import SelfView, self_view

DIFFERENCES = [-12.5, -6.25, 0, -18.75, -6.25, -12.5]
FOUR = replace(SHEET, domains=tuple(Domain(name, name) for name in "abcd"))


def pair(number: int, lower: int, repeat: bool = False, counts: bool = True) -> Seen:
    """In ``lower`` of four areas the student put one less than the observer."""
    theirs = dict.fromkeys("abcd", 3)
    own = {name: 3 - (place < lower) for place, name in enumerate("abcd")}
    station = seen(number, repeat=repeat, counts=counts).station
    return Seen(station, FOUR, {"ben": Response(domains=theirs)}, Response(domains=own))


def of(*lower: int) -> SelfView:
    return self_view(pair(number, many) for number, many in enumerate(lower, 1))


def test_the_mean_and_its_interval_are_those_of_the_formula() -> None:
    found = mean_of_few(DIFFERENCES)

    assert (found.mean, found.df) == (-9.375, 5)
    assert (found.lower, found.upper) == (pytest.approx(-13.3246, abs=1e-4), pytest.approx(-5.4254, abs=1e-4))


def test_six_pairs_say_by_how_much() -> None:
    view = of(2, 1, 0, 3, 1, 2)

    assert [one.difference for one in view.pairs] == DIFFERENCES
    assert view.gap == 9.375
    assert view.sentence.startswith(
        "You rate yourself about 9 lower than your observers do (likely 5 to 13); at a single"
    )


def test_under_six_pairs_nothing_is_compared() -> None:
    view = of(2, 1, 0, 3, 1)

    assert (view.has_chart, view.table.rows) == (False, ())
    assert view.missing == "This needs 1 more station that you and an observer rated."


def test_where_no_difference_can_be_told_none_is_named() -> None:
    view = of(0, 0, 0, 0, 0, 1)

    assert view.title == "You and your observers rate you about the same"
    assert view.sentence.startswith("No difference can be told (likely −3 to 0 points);")


def test_only_areas_that_both_rated_count() -> None:
    one = pair(1, 4)
    some = replace(one, own=Response(domains={"a": 1}), observers={"ben": Response(domains={"a": 3, "b": 5})})

    assert self_view([some]).pairs[0].difference == -50


def test_several_observers_count_as_their_mean() -> None:
    one = pair(1, 0)
    two = replace(one, observers={**one.observers, "cleo": Response(domains=dict.fromkeys("abcd", 4))})

    assert self_view([two]).pairs[0].difference == -12.5


def test_repeats_and_rounds_given_up_are_left_out() -> None:
    assert self_view([pair(1, 1, repeat=True), pair(2, 1, counts=False), seen(3, marked())]).pairs == ()


def test_every_stations_dot_opens_that_station() -> None:
    _, each = of(2, 1, 0, 3, 1, 2).picture.sections[0].rows

    assert [mark.leads for mark in each.marks] == [(n, 1) for n in range(1, 7)]
