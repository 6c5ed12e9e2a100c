"""A large group with a maximum: who has a place, who waits, and to whom a free place passes on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from groups_builders import NOW, THURSDAY, a_diary, hours, limited, refused, says

from roleplay.groups import diary as d
from roleplay.groups import meeting as m
from roleplay.groups.diary import Diary
from roleplay.groups.group import Terms
from roleplay.groups.local_time import HOUR, instant
from roleplay.groups.meeting import Answer, Meeting
from roleplay.groups.waiting_list import Stand, Standing, settle, stand

YES, CANNOT = Answer.YES, Answer.CANNOT
STARTS = instant(THURSDAY, "Europe/London")


@pytest.fixture
def full() -> Diary:
    """Three places of Ana, Ben and Cleo; Dora, Emil and Fay wait, in this order."""
    return says(limited(), YES, "Ana", "Ben", "Cleo", "Dora", "Emil", "Fay")


def at(diary: Diary, now: int) -> Meeting:
    return settle(diary.meetings[0], now, diary.group.terms.hold_hours)


def stands(diary: Diary, now: int, *names: str) -> list[Stand]:
    return [stand(at(diary, now), name) for name in names]


def test_who_comes_after_the_last_place_is_told_where_they_stand(full: Diary) -> None:
    assert stands(full, NOW, "ana", "dora", "fay") == [
        Stand(Standing.COMING),
        Stand(Standing.WAITING, 1),
        Stand(Standing.WAITING, 3),
    ]


def test_of_two_who_press_for_the_last_place_the_second_waits() -> None:
    two = says(limited(), YES, "Ana", "Ben")

    both = says(two, YES, "Cleo", "Dora")

    assert [one.person for one in both.meetings[0].saying(YES)] == ["ana", "ben", "cleo"]
    assert stands(both, NOW, "dora") == [Stand(Standing.WAITING, 1)]


def test_pressing_yes_twice_keeps_ones_place_in_the_line(full: Diary) -> None:
    again = says(full, YES, "Dora", "Ana", at=hours(1))

    assert stands(again, hours(1), "ana", "dora", "emil") == stands(full, NOW, "ana", "dora", "emil")


def test_a_place_that_frees_is_held_for_the_next(full: Diary) -> None:
    freed = says(full, CANNOT, "Ana", at=hours(1))

    assert stands(freed, hours(1), "dora", "emil") == [
        Stand(Standing.HELD, until=hours(13)),
        Stand(Standing.WAITING, 1),
    ]


def test_a_held_place_is_nobody_elses(full: Diary) -> None:
    freed = says(full, CANNOT, "Ana", at=hours(1))

    tried = says(freed, YES, "Ana", at=hours(2))

    assert stands(tried, hours(2), "dora", "ana") == [Stand(Standing.HELD, until=hours(13)), Stand(Standing.WAITING, 3)]


def test_after_twelve_hours_it_passes_on_and_nobody_is_lost(full: Diary) -> None:
    freed = says(full, CANNOT, "Ana", at=hours(1))

    assert stands(freed, hours(13), "dora", "emil", "fay") == [
        Stand(Standing.WAITING, 2),
        Stand(Standing.HELD, until=hours(25)),
        Stand(Standing.WAITING, 1),
    ]


def test_it_passes_on_as_often_as_time_has_gone_by_though_nobody_looked(full: Diary) -> None:
    freed = says(full, CANNOT, "Ana", at=hours(1))

    assert stands(freed, hours(26), "fay") == [Stand(Standing.HELD, until=hours(37))]


def test_once_it_was_held_for_everybody_it_is_for_whoever_comes_first(full: Diary) -> None:
    freed = says(full, CANNOT, "Ana", at=hours(1))
    assert stands(freed, hours(38), "dora", "fay") == [Stand(Standing.FREE)] * 2

    taken = says(freed, YES, "Fay", at=hours(38))

    assert stands(taken, hours(38), "fay", "dora") == [Stand(Standing.COMING), Stand(Standing.WAITING, 1)]


def test_a_place_is_never_held_past_the_start(full: Diary) -> None:
    freed = says(full, CANNOT, "Ana", at=STARTS - HOUR)

    assert stands(freed, STARTS - HOUR, "dora") == [Stand(Standing.HELD, until=STARTS)]
    assert stands(freed, STARTS, "dora", "emil") == [Stand(Standing.FREE)] * 2


def test_a_session_moved_sooner_holds_a_place_only_until_its_new_start(full: Diary) -> None:
    freed = says(full, CANNOT, "Ana", at=hours(1))

    moved = d.move(freed, "ben", "m", THURSDAY.replace(day=2, hour=16), "", 120, hours(2))

    assert stands(moved, hours(3), "dora") == [Stand(Standing.HELD, until=hours(4))]
    assert stands(moved, hours(4), "dora") == [Stand(Standing.FREE)]


def test_whoever_leaves_the_group_frees_their_place(full: Diary) -> None:
    left = d.leave(full, "ben", hours(1))

    # Five are left, who see no maximum: whoever waited is coming.
    assert {one.person for one in left.meetings[0].saying(YES)} == {"ana", "cleo", "dora", "emil", "fay"}
    assert left.meetings[0].most is None


def test_in_a_group_of_seven_that_frees_a_place_for_the_next() -> None:
    seven = says(limited(7), YES, "Ana", "Ben", "Cleo", "Dora")

    assert stands(d.leave(seven, "ben", hours(1)), hours(1), "dora") == [Stand(Standing.HELD, until=hours(13))]


def test_five_and_fewer_have_no_maximum() -> None:
    five = says(a_diary(5, Terms("Five", "Europe/London", most=3)), YES, "Ana", "Ben", "Cleo", "Dora", "Emil")

    assert len(five.meetings[0].saying(YES)) == 5


def test_a_smaller_maximum_takes_nobodys_place_away(full: Diary) -> None:
    wide = d.agree(full, "ana", replace(full.group.terms, most=5), NOW)
    assert len(wide.meetings[0].waiting) == 3
    assert stands(wide, NOW, "dora", "emil") == [Stand(Standing.HELD, until=hours(12))] * 2

    narrow = d.agree(wide, "ana", replace(full.group.terms, most=3), hours(1))

    assert narrow.meetings[0].most == 5


def test_a_session_that_is_off_holds_nothing_and_on_again_it_does(full: Diary) -> None:
    off = d.call_off(says(full, CANNOT, "Ana", at=hours(1)), "ben", "m", hours(2))
    assert refused(says, off, YES, "Dora") == m.OFF

    on = d.put_on_again(off, "ben", "m", hours(20))

    assert [one.person for one in on.meetings[0].waiting] == ["dora", "emil", "fay"]
    assert stands(on, hours(20), "emil") == [Stand(Standing.HELD, until=hours(25))]
