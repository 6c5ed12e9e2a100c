"""The trend: known answers of its formula, from twelve stations on, and never more than can be told."""

import pytest
from review_builders import SHEET, marked, seen, stations_of

from roleplay.marking.scoring import Response
from roleplay.review.intervals import change, smallest_change
from roleplay.review.own_rounds import Seen
from roleplay.review.trend import Trend, trend

RISING = [50, 54, 46, 60, 58, 66, 52, 64, 70, 62, 68, 74]
LEVEL = [60, 55, 65, 58, 62, 57, 63, 61, 59, 66, 60, 64]


def of(*percents: int) -> Trend:
    """Stations whose percent is 0, 50 or 100."""
    return trend(seen(number, marked(percent)) for number, percent in enumerate(percents, 1))


@pytest.mark.parametrize(
    ("percents", "rise", "half"), [(RISING, 21.3846, 14.6690), (LEVEL, 4.0, 14.1744)], ids=["higher", "too early"]
)
def test_the_change_and_its_interval_are_those_of_the_formula(percents: list[float], rise: float, half: float) -> None:
    found = change(percents)

    assert (found.mean, found.df) == (pytest.approx(rise, abs=1e-4), 18)
    assert (found.lower, found.upper) == (pytest.approx(rise - half, abs=1e-4), pytest.approx(rise + half, abs=1e-4))


@pytest.mark.parametrize(("stations", "points"), [(12, 21), (24, 15), (40, 12)])
def test_what_so_many_stations_could_tell_at_all(stations: int, points: int) -> None:
    assert round(smallest_change(stations)) == points


def test_under_twelve_stations_there_is_no_trend() -> None:
    eleven, twelve = trend(stations_of(11)), trend(stations_of(12))

    assert (eleven.has_chart, eleven.missing) == (False, "A trend needs 1 more fully marked first try.")
    assert twelve.has_chart


def test_a_clear_rise_is_higher_with_its_likely_range() -> None:
    view = of(*[0] * 6, *[50] * 6)

    assert view.title == "Higher, likely +51 to +88"
    assert view.sentence.startswith("Your stations are higher than when you began, likely by +51 to +88 points;")


def test_a_clear_fall_is_said_without_blame() -> None:
    assert of(*[50] * 6, *[0] * 6).title == "Lower, likely −88 to −51"


def test_an_interval_that_covers_nothing_new_is_too_early_to_tell() -> None:
    view = of(*[50, 100, 50] * 4)

    assert view.title == "Too early to tell"
    assert "a change of less than about 21 points can’t be told from chance" in view.sentence


def test_repeats_and_half_marked_stations_are_no_part_of_it() -> None:
    half: list[Seen] = [Seen(seen(20 + n).station, SHEET, {"a": Response()}) for n in range(9)]
    again = [seen(40 + n, marked(), repeat=True) for n in range(9)]

    assert trend([*stations_of(11), *half, *again]).stations == 11


def test_the_order_of_the_rows_does_not_matter() -> None:
    stations = [seen(n, marked(100 if n > 6 else 0)) for n in range(1, 13)]

    assert trend(reversed(stations)) == trend(stations)


def test_the_picture_has_zero_in_its_middle_and_what_could_be_told() -> None:
    [section] = of(*[0] * 6, *[50] * 6).picture.sections
    axis = of(*[0] * 6, *[50] * 6).picture.axis

    assert (axis.low, axis.high) == (-axis.high, 90)
    assert [row.band for row in section.rows][1] == (-20.8, 20.8)
