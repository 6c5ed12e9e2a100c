"""The domain profile: only one's own marks, from five stations in three domains, and careful about the lowest."""

import math

import pytest
from review_builders import marked, seen, stations_of

from roleplay.review.intervals import moderated, shrunk
from roleplay.review.own_rounds import Seen
from roleplay.review.profile import domain_profile, within_sd


def lower(n: int, manage: int) -> list[Seen]:
    """Stations rated 3 in every domain but one."""
    return stations_of(n, marked(50, {"manage": manage}))


def test_under_five_stations_there_is_no_profile() -> None:
    four, five = domain_profile(stations_of(4)), domain_profile(stations_of(5))

    assert (four.has_chart, four.domains, four.weakest) == (False, (), None)
    assert four.missing == "A profile needs 1 more station in 3 areas."
    assert five.has_chart
    assert [domain.stations for domain in five.domains] == [5, 5, 5]


def test_under_three_areas_there_is_no_profile() -> None:
    whole = marked()
    two_domains = type(whole)(whole.items, {"gather": 3, "manage": 3}, whole.overall)

    view = domain_profile(stations_of(9, two_domains))

    assert not view.has_chart
    assert view.missing == "A profile needs 5 more stations in 3 areas."


def test_without_a_station_all_five_are_missing() -> None:
    view = domain_profile([])

    assert (view.own_mean, view.missing) == (None, "A profile needs 5 more stations in 3 areas.")


def test_repeats_incomplete_and_given_up_stations_are_left_out() -> None:
    extra = [seen(7, marked(), repeat=True), seen(8, marked(), counts=False), seen(9, type(marked())())]

    assert not domain_profile([*stations_of(4), *extra]).has_chart


def test_an_area_is_shrunk_to_the_persons_own_mean() -> None:
    view = domain_profile(lower(6, manage=1))

    assert view.own_mean == pytest.approx(100 / 3)
    manage = view.domains[0]
    spread = within_sd({"gather": [50] * 6, "manage": [0] * 6, "relate": [50] * 6})
    assert (manage.id, manage.raw) == ("manage", 0)
    assert manage.level == shrunk(0, 6, 100 / 3, spread)


def test_the_spread_is_moderated_as_the_recent_level_is() -> None:
    assert within_sd({"gather": [50]}) == moderated([50]).sd == 17
    assert within_sd({"gather": [40, 60], "manage": [30, 70]}) == pytest.approx(math.sqrt((8 * 289 + 1000) / 10))


def test_the_lowest_area_is_named_only_if_it_is_clearly_below_the_own_mean() -> None:
    once = [*stations_of(4), seen(5, marked(50, {"manage": 1}))]

    little, much = domain_profile(once), domain_profile(lower(5, manage=1))

    assert little.domains[0].id == "manage"
    assert little.domains[0].level.upper > (little.own_mean or 0)
    assert little.weakest is None
    assert much.weakest == "manage"
    assert much.sentence == "“Planning” is below your own mean, so a case that practises it may come next."


def test_two_observers_count_as_their_mean() -> None:
    view = domain_profile(seen(n, marked(0), marked(100)) for n in range(5))

    assert {domain.raw for domain in view.domains} == {50}


def test_it_is_drawn_as_a_dot_and_its_interval_about_ones_own_mean() -> None:
    view = domain_profile(lower(6, manage=1))

    rows = view.picture.sections[0].rows
    assert view.title == "3 areas, around your own mean of 33%"
    assert (rows[0].label, rows[0].middle, len(rows[0].marks)) == ("Planning", 33.3, 1)
    assert all(row.band and row.band[0] <= row.marks[0].x <= row.band[1] for row in rows)
