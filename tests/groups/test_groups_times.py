"""Wall times and their zones, and the days of a series: over changes of clocks, short months and the New Year."""

from __future__ import annotations

from datetime import date, time

import pytest
from groups_builders import LONDON, NOW, refused, wall

from roleplay.groups.local_time import (
    HOUR,
    UNKNOWN_ZONE,
    clean_zone,
    clocks_note,
    elsewhere,
    instant,
    on_the_wall,
    soon,
    today,
)
from roleplay.groups.series import Every, Series, checked_series, days

EVENING = time(19)


def series(first: date, every: Every = Every.WEEK) -> Series:
    return Series(first, EVENING, every)


@pytest.mark.parametrize(("last", "next_"), [("2026-03-26", "2026-04-02"), ("2026-10-22", "2026-10-29")])
def test_a_change_of_clocks_moves_nobodys_session(last: str, next_: str) -> None:
    before, after = (instant(wall(f"{day} 19:00"), LONDON) for day in (last, next_))

    assert (after - before) // HOUR == 7 * 24 + (-1 if "-03-" in last else 1)
    assert on_the_wall(after, LONDON).time() == EVENING


def test_an_hour_that_does_not_exist_counts_from_before_the_clocks_went_forward() -> None:
    skipped = wall("2026-03-29 01:30")

    assert on_the_wall(instant(skipped, LONDON), LONDON) == wall("2026-03-29 02:30")
    assert "skip 01:30, so this starts when they show 02:30" in clocks_note(skipped, LONDON)


def test_an_hour_that_exists_twice_is_the_first() -> None:
    twice = wall("2026-10-25 01:30")

    assert instant(wall("2026-10-25 03:00"), LONDON) - instant(twice, LONDON) == 2.5 * HOUR
    assert "twice. This starts the first time" in clocks_note(twice, LONDON)


def test_on_other_days_there_is_nothing_to_say_about_clocks() -> None:
    assert clocks_note(wall("2026-03-05 01:30"), LONDON) == ""


@pytest.mark.parametrize("name", ["", "Mars/Base", "../../etc/passwd", "Europe", "europe/london\0", "x" * 10_000])
def test_an_unknown_zone_is_refused(name: str) -> None:
    assert refused(clean_zone, name) == UNKNOWN_ZONE


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("America/Los_Angeles", "11:00 where you are"),
        ("Asia/Kolkata", "Friday 00:30 where you are"),
        ("Europe/Lisbon", ""),
    ],
    ids=["west", "east, past midnight", "the same"],
)
def test_who_is_in_another_zone_reads_their_own_time_too(zone: str, said: str) -> None:
    assert elsewhere(wall("2026-03-05 19:00"), LONDON, zone) == said


def test_today_begins_at_midnight_where_the_group_is() -> None:
    midnight = instant(wall("2026-07-01 00:00"), LONDON)

    assert (today(midnight - 1, LONDON), today(midnight, LONDON)) == (date(2026, 6, 30), date(2026, 7, 1))
    assert today(midnight, "UTC") == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-03-02 19:00", "Today 19:00"),
        ("2026-03-03 00:00", "Tomorrow 00:00"),
        ("2026-03-08 09:05", "Sunday 09:05"),
        ("2026-03-09 19:00", "Monday 9 March 19:00"),
    ],
)
def test_a_day_is_named_so_that_nobody_takes_it_for_another(when: str, said: str) -> None:
    assert soon(wall(when), NOW, LONDON) == said


# --- series


def test_a_weekly_series_goes_on_across_the_new_year() -> None:
    found = days(series(date(2026, 12, 17)), date(2026, 12, 18), 3)

    assert found == [date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 7)]


def test_every_two_weeks_counts_from_the_first_day_wherever_one_looks_from() -> None:
    found = days(series(date(2026, 12, 17), Every.TWO_WEEKS), date(2026, 12, 25), 2)

    assert found == [date(2026, 12, 31), date(2027, 1, 14)]


def test_a_series_on_the_31st_meets_on_the_last_day_of_shorter_months() -> None:
    found = days(series(date(2026, 1, 31), Every.MONTH), date(2026, 1, 31), 4)

    assert found == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_a_series_from_29_february_meets_in_every_february() -> None:
    found = days(series(date(2028, 2, 29), Every.MONTH), date(2028, 2, 1), 13)

    assert (found[0], found[-1]) == (date(2028, 2, 29), date(2029, 2, 28))
    assert {day.day for day in found[1:-1]} == {29}


def test_paused_days_are_left_out_and_others_take_their_place() -> None:
    found = days(series(date(2026, 3, 5)), date(2026, 3, 5), 2, lambda day: day == date(2026, 3, 5))

    assert found == [date(2026, 3, 12), date(2026, 3, 19)]


def test_a_series_that_is_paused_for_ever_has_no_days() -> None:
    assert days(series(date(2026, 3, 5)), date(2026, 3, 5), 6, lambda day: True) == []


@pytest.mark.parametrize("minutes", [0, 14, 721, -5])
def test_a_length_that_no_session_has_is_refused(minutes: int) -> None:
    assert "A session lasts" in refused(
        checked_series, Series(date(2026, 3, 5), EVENING, minutes=minutes), date(2026, 3, 2)
    )


@pytest.mark.parametrize("first", [date(1, 1, 1), date(2029, 1, 1), date(9999, 12, 31)])
def test_a_first_day_in_another_age_is_refused(first: date) -> None:
    assert "within two years" in refused(checked_series, series(first), date(2026, 3, 2))
