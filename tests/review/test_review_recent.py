"""Dots from the first station; a band from five counted ones, and never from fewer."""

from dataclasses import fields
from datetime import timedelta, timezone

import pytest
from review_builders import START, marked, seen, stations_of

from roleplay.marking.marksheet import Mark
from roleplay.marking.scoring import Response
from roleplay.review.intervals import moderated
from roleplay.review.own_rounds import Seen
from roleplay.review.recent import Dot, recent_level

HALF = Response(items={"asks": Mark.DONE})
NOTHING = Response()
NA = Response(items={"checks": Mark.NA})


def test_without_a_station_there_is_no_chart() -> None:
    view = recent_level([])

    assert not view.has_chart
    assert (view.dots, view.band) == ((), None)
    assert view.missing == "A band needs 5 more stations."


def test_one_station_is_a_dot() -> None:
    view = recent_level(stations_of(1))

    assert view.has_chart
    assert (view.title, len(view.dots), view.band) == ("1 station so far", 1, None)
    assert view.missing == "A band needs 4 more stations."


def test_with_fewer_than_five_stations_there_is_no_band() -> None:
    four, five = recent_level(stations_of(4)), recent_level(stations_of(5))

    assert (four.band, four.missing) == (None, "A band needs 1 more station.")
    assert five.band is not None
    assert five.missing == ""


def test_the_band_is_the_moderated_interval_of_the_last_five() -> None:
    old, last = stations_of(3, marked(0)), [seen(n, marked(100 if n == 8 else 50)) for n in range(4, 9)]

    band = recent_level([*last, *old]).band

    expected = moderated([50, 50, 50, 50, 100])
    assert band is not None
    assert (band.mean, band.lower, band.upper) == (expected.mean, expected.lower, expected.upper)
    assert (band.begins, band.ends) == (last[0].station.at, last[-1].station.at)


def test_the_band_stays_between_0_and_100() -> None:
    low, high = recent_level(stations_of(5, marked(0))).band, recent_level(stations_of(5, marked(100))).band

    assert low is not None
    assert high is not None
    assert (low.lower, high.upper) == (0, 100)


def test_with_fewer_than_ten_stations_the_sentence_calls_it_a_diary() -> None:
    nine, ten = recent_level(stations_of(9)), recent_level(stations_of(10))

    assert "a diary, not a measurement" in nine.sentence
    assert ten.sentence == (
        "The average of your last five fully marked first tries is 50; with other cases and observers it could have "
        "been 42 to 58. A single station varies far more."
    )


def test_the_band_is_never_said_to_be_where_stations_lie() -> None:
    """Of these five, none lies inside the band of their mean."""
    five = recent_level(seen(n, marked(percent)) for n, percent in enumerate((100, 100, 50, 100, 0)))

    assert five.band is not None
    assert sum(five.band.lower <= dot.percent <= five.band.upper for dot in five.dots) == 0
    assert five.sentence.startswith(
        "The average of your last five fully marked first tries is 70; with other cases and observers it could have "
    )


def test_the_stations_that_the_band_leaves_out_are_named_with_the_reason() -> None:
    old, repeat, half = seen(0, marked(), repeat=True), seen(8, marked(100), repeat=True), seen(9, HALF)

    view = recent_level([old, *stations_of(5), repeat, half])

    assert view.sentence.endswith(
        " Left out: “Case 9” on 23 November 2026 (partly marked) and “Case 8” on 16 November 2026 (repeat)."
    )


def test_of_many_stations_left_out_three_are_named_and_the_rest_counted() -> None:
    view = recent_level([*stations_of(5), *(seen(n, marked(), repeat=True) for n in range(6, 11))])

    assert view.sentence.endswith(" (repeat) and 2 more.")


@pytest.mark.parametrize("extra", [seen(9, marked(100), repeat=True), seen(9, HALF)], ids=["repeat", "partly marked"])
def test_a_repeat_or_partly_marked_station_is_a_dot_and_not_counted(extra: Seen) -> None:
    view = recent_level([*stations_of(4), extra])

    assert len(view.dots) == 5
    assert view.band is None
    assert not view.dots[-1].counted
    assert view.table.rows[0][3].endswith("not counted")


def test_a_round_given_up_has_no_dot() -> None:
    assert recent_level([seen(1, marked(), counts=False)]).dots == ()


@pytest.mark.parametrize("observers", [(), (NOTHING,), (NA,)], ids=["no observer", "blanks only", "all na"])
def test_a_station_that_nobody_marked_has_no_dot(observers: tuple[Response, ...]) -> None:
    assert recent_level([seen(1, *observers)]).dots == ()


def test_two_observers_count_as_their_mean() -> None:
    assert recent_level([seen(1, marked(0), marked(100))]).dots[0].percent == 50


def test_an_observer_who_marked_half_does_not_count_beside_one_who_marked_all() -> None:
    assert recent_level([seen(1, marked(0), HALF)]).dots[0].percent == 0


def test_a_dot_holds_no_observers_name() -> None:
    dot = recent_level([seen(1, marked())]).dots[0]

    assert "person 0" not in [getattr(dot, field.name) for field in fields(Dot)]


def test_days_are_in_the_readers_time_zone() -> None:
    late = seen(0, marked())

    utc, auckland = recent_level([late]), recent_level([late], timezone(timedelta(hours=12)))

    assert late.station.at == START
    assert (utc.table.rows[0][0], auckland.table.rows[0][0]) == ("21 September 2026", "22 September 2026")


def test_of_a_thousand_stations_only_the_last_two_hundred_are_dots_and_the_sentence_says_so() -> None:
    view = recent_level(stations_of(1000))

    assert len(view.dots) == len(view.table.rows) == 200
    assert view.dots[-1].practice == 1000
    assert "; the dots are the last 200 of 1,000." in view.sentence
    assert "the dots are" not in recent_level(stations_of(200)).sentence
    assert "the last 200 of 201" in recent_level(stations_of(201)).sentence
