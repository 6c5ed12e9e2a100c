"""Sessions of a group: planned by the series or by hand, moved, called off, and whether tonight is on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from itertools import count

import pytest
from groups_builders import LONDON, NOW, TERMS, THURSDAY, a_diary, a_meeting, hours, limited, refused, says, wall

from roleplay.groups import diary as d
from roleplay.groups import meeting as m
from roleplay.groups.diary import Diary
from roleplay.groups.group import NOT_A_MEMBER, Pause
from roleplay.groups.local_time import DAY, HOUR, instant
from roleplay.groups.meeting import Answer, is_told
from roleplay.groups.news import sentence
from roleplay.groups.poll import FIXED, Poll, best
from roleplay.groups.series import Series
from roleplay.groups.tonight import Is, Tonight, for_the_chat, tonight

YES, MAYBE, CANNOT = Answer.YES, Answer.MAYBE, Answer.CANNOT
STARTS = instant(THURSDAY, LONDON)
SERIES = Series(date(2026, 3, 5), time(19), place="Library 2")


def on(diary: Diary, now: int = NOW) -> Tonight:
    return tonight(diary.group, diary.meetings[0], now)


def with_series(series: Series = SERIES) -> Diary:
    numbers = count(1)
    none = replace(a_diary(), meetings=())
    agreed = d.agree(none, "ana", replace(TERMS, series=series), NOW)
    return d.fill(agreed, lambda: f"s{next(numbers)}", NOW)


# --- the series


def test_a_series_plans_the_next_six() -> None:
    planned = with_series().meetings

    assert [one.starts for one in planned[:2]] == [wall("2026-03-05 19:00"), wall("2026-03-12 19:00")]
    assert len(planned) == 6
    assert {(one.place, one.minutes) for one in planned} == {("Library 2", 120)}


def test_filling_twice_plans_nothing_more() -> None:
    planned = with_series()

    assert d.fill(planned, lambda: "again", NOW) is planned


def test_when_one_is_over_the_next_is_planned() -> None:
    later = d.fill(with_series(), lambda: "s7", NOW + 4 * DAY)

    assert [one.day for one in later.meetings[6:]] == [date(2026, 4, 16)]


def test_a_session_that_was_moved_or_called_off_is_not_planned_again() -> None:
    planned = with_series()
    moved = d.move(planned, "ben", "s1", wall("2026-03-06 18:00"), "", 120, hours(1))
    off = d.call_off(moved, "ben", "s2", hours(1))

    assert d.due(off, hours(2)) == []


def test_tonights_session_is_not_planned_once_its_time_has_passed() -> None:
    none = replace(a_diary(), meetings=())
    agreed = d.agree(none, "ana", replace(TERMS, series=SERIES), STARTS + 1)

    assert d.due(agreed, STARTS + 1)[0] == date(2026, 3, 12)


def test_paused_weeks_are_called_off_and_on_again_when_the_pause_goes() -> None:
    planned = with_series()
    pause = Pause(date(2026, 3, 9), date(2026, 3, 15))

    paused = d.agree(planned, "ana", replace(planned.group.terms, pauses=(pause,)), hours(1))
    on_again = d.agree(paused, "ana", planned.group.terms, hours(2))

    assert [one.is_off for one in paused.meetings] == [False, True, False, False, False, False]
    assert [(one.is_off, one.revision) for one in on_again.meetings[:2]] == [(False, 0), (False, 2)]


def in_series(planned: Diary, series: Series) -> Diary:
    agreed = d.agree(planned, "ana", replace(planned.group.terms, series=series), hours(1))
    return d.fill(agreed, iter(f"t{n}" for n in range(9)).__next__, hours(1))


def test_a_series_at_another_time_moves_its_sessions_and_asks_again() -> None:
    later = in_series(
        d.answer(with_series(), "ben", "s1", "ben", YES, NOW), replace(SERIES, at=time(20), place="Room 7")
    )

    assert {(one.starts.time(), one.place, one.revision) for one in later.meetings} == {(time(20), "Room 7", 1)}
    assert on(later).to_confirm == ("Ben",)


def test_a_series_on_another_day_calls_off_the_old_sessions_and_plans_new_ones() -> None:
    tuesdays = in_series(with_series(), replace(SERIES, first=date(2026, 3, 3)))

    assert [one.is_off for one in tuesdays.meetings] == [True] * 6 + [False] * 6
    assert tuesdays.meetings[6].starts == wall("2026-03-03 19:00")


def test_back_on_its_old_day_the_old_sessions_are_on_again() -> None:
    tuesdays = in_series(with_series(), replace(SERIES, first=date(2026, 3, 3)))

    back = in_series(tuesdays, SERIES)

    assert [one.is_off for one in back.meetings] == [False] * 6 + [True] * 6


def test_a_session_with_a_time_of_its_own_keeps_it_whatever_the_series_does() -> None:
    moved = d.move(with_series(), "ben", "s1", wall("2026-03-06 18:00"), "", 120, hours(1))

    assert in_series(moved, replace(SERIES, at=time(20))).meetings[0] == moved.meetings[0]


# --- planned, moved, called off


def test_a_session_is_planned_by_any_member_and_by_nobody_else() -> None:
    planned = d.plan(a_diary(), "cleo", a_meeting("n", wall("2026-03-07 10:00")), NOW)

    assert [sentence(one, planned.group) for one in planned.news] == ["Cleo planned Saturday 7 March, 10:00"]
    assert refused(d.plan, a_diary(), "zoe", a_meeting("n"), NOW) == NOT_A_MEMBER


@pytest.mark.parametrize("when", ["2026-03-02 11:59", "2031-01-01 10:00", "1970-01-01 00:00", "9999-12-31 23:59"])
def test_a_session_in_the_past_or_in_another_age_is_refused(when: str) -> None:
    assert "still to come" in refused(d.plan, a_diary(), "ana", a_meeting("n", wall(when)), NOW)


def test_a_group_plans_only_so_many_sessions_ahead() -> None:
    diary = a_diary()
    for number in range(d.MOST_PLANNED - 1):
        diary = d.plan(diary, "ana", a_meeting(f"n{number}", wall("2026-03-07 10:00")), NOW)

    assert "ahead of it already" in refused(d.plan, diary, "ana", a_meeting("n"), NOW)


def test_every_change_that_a_calendar_has_to_know_gives_a_new_revision() -> None:
    moved = d.move(a_diary(), "ben", "m", wall("2026-03-06 18:00"), "Library 2", 120, hours(1))
    roomed = d.move(moved, "ben", "m", wall("2026-03-06 18:00"), "Room 7", 120, hours(2))
    off = d.call_off(roomed, "ben", "m", hours(3))

    assert [one.meetings[0].revision for one in (moved, roomed, off)] == [1, 2, 3]
    assert off.meetings[0].changed_at == hours(3)


def test_answers_and_what_changes_nothing_give_none() -> None:
    same = d.move(says(a_diary(), YES, "Ana"), "ben", "m", THURSDAY, "Library 2", 120, hours(1))
    off = d.call_off(same, "ben", "m", hours(1))

    assert (same.meetings[0].revision, d.call_off(off, "ben", "m", hours(2)).meetings[0].revision) == (0, 1)


def test_who_said_yes_to_the_old_time_is_asked_again() -> None:
    moved = d.move(says(a_diary(), YES, "Ana", "Ben"), "ben", "m", wall("2026-03-06 18:00"), "", 120, hours(1))

    assert (on(moved).coming, on(moved).to_confirm) == (("Ben",), ("Ana",))
    assert on(says(moved, YES, "Ana", at=hours(2))).coming == ("Ben", "Ana")


def test_in_another_room_at_the_same_time_everybody_still_comes() -> None:
    roomed = d.move(says(a_diary(), YES, "Ana", "Ben"), "ben", "m", THURSDAY, "Room 7", 120, hours(1))

    assert on(roomed).coming == ("Ana", "Ben")


def test_what_is_called_off_or_over_takes_no_answers() -> None:
    off = d.call_off(a_diary(), "ben", "m", hours(1))

    assert refused(says, off, YES, "Ana") == m.OFF
    assert refused(lambda: says(a_diary(), YES, "Ana", at=STARTS + 2 * HOUR)) == m.PAST


def test_a_called_off_session_is_kept_for_calendars_for_ninety_days() -> None:
    off = d.call_off(a_diary(), "ben", "m", hours(1)).meetings[0]

    assert (is_told(off, hours(1) + 89 * DAY), is_told(off, hours(1) + 90 * DAY)) == (True, False)


# --- is tonight on?


def test_one_glance_says_who_is_coming_and_who_is_needed() -> None:
    asked = on(says(a_diary(), YES, "Ana", "Ben"))

    assert asked.headline == "Thursday 19:00, Library 2"
    assert asked.sentence == "Ana and Ben are coming, Cleo hasn’t said · one more needed"
    assert (asked.is_, asked.with_two) == (Is.SHORT, True)


def test_with_three_it_is_on() -> None:
    all_ = on(says(a_diary(), YES, "Ana", "Ben", "Cleo"))

    assert (all_.is_, all_.sentence, all_.needed) == (Is.ON, "Ana, Ben and Cleo are coming", 0)


def test_a_group_that_goes_ahead_with_two_needs_nobody_more() -> None:
    pair = says(a_diary(3, replace(TERMS, goes_ahead_with=2)), YES, "Ana", "Ben")

    assert (on(pair).is_, on(pair).with_two) == (Is.ON, False)


def test_maybe_and_cannot_are_no_yes() -> None:
    mixed = says(says(says(a_diary(), YES, "Ana"), MAYBE, "Ben"), CANNOT, "Cleo")

    assert on(mixed).sentence == "Ana is coming, Ben might come, Cleo can’t · two more needed"


def test_nobody_yet_is_said_as_it_is() -> None:
    assert on(a_diary()).sentence == "Ana, Ben and Cleo haven’t said · three more needed"


def test_who_is_late_is_told_to_all() -> None:
    coming = says(a_diary(), YES, "Ana", "Ben", "Cleo")

    late = replace(coming, meetings=(m.say_late(coming.meetings[0], "ben", True),))

    assert on(late).sentence == "Ana, Ben and Cleo are coming, Ben is running late"
    assert "Say that you’re coming" in refused(m.say_late, a_diary().meetings[0], "ben", True)


@pytest.mark.parametrize(("before", "asks"), [(2 * HOUR + 1, False), (2 * HOUR, True), (1, True), (0, False)])
def test_two_hours_before_with_too_few_admins_are_asked_whether_to_call_it_off(before: int, asks: bool) -> None:
    assert on(says(a_diary(), YES, "Ana", "Ben"), STARTS - before).call_off is asks


@pytest.mark.parametrize(("many", "observers", "rooms"), [(3, False, False), (4, True, False), (6, True, True)])
def test_with_more_there_are_observers_or_two_rooms(many: int, observers: bool, rooms: bool) -> None:
    seven = says(a_diary(7), YES, *("Ana", "Ben", "Cleo", "Dora", "Emil", "Fay")[:many])

    assert (on(seven).observers, on(seven).two_rooms) == (observers, rooms)


def test_an_answer_that_somebody_passes_on_says_who_did() -> None:
    told = d.answer(a_diary(), "ben", "m", "cleo", CANNOT, NOW)

    reply = told.meetings[0].reply("cleo")
    assert reply is not None
    assert (reply.answer, reply.by) == (CANNOT, "ben")


@pytest.mark.parametrize(("by", "person"), [("zoe", "ana"), ("ana", "zoe")])
def test_nobody_answers_for_a_stranger_and_no_stranger_answers(by: str, person: str) -> None:
    assert refused(d.answer, a_diary(), by, "m", person, YES, NOW) == NOT_A_MEMBER


def test_for_the_groups_chat_it_is_three_lines() -> None:
    said = for_the_chat(on(says(a_diary(), YES, "Ana", "Ben")), "Thursday trio", "http://kit/g", ["stethoscope"])

    assert said.splitlines() == [
        "Thursday trio: Thursday 19:00, Library 2",
        "Ana and Ben are coming, Cleo hasn’t said · one more needed. Bring: stethoscope",
        "http://kit/g",
    ]


# --- polls


def a_poll(people: int = 7) -> tuple[Diary, str]:
    times = tuple(wall(f"2026-03-0{day} 18:00") for day in (4, 5, 6))
    poll = Poll("p", "g", "ben", NOW, LONDON, times, 120, "Library 2")
    return d.ask(a_diary(people), poll, NOW), "p"


def test_the_best_two_are_those_at_which_most_can_come() -> None:
    diary, id_ = a_poll()
    diary = d.vote(diary, id_, "ana", {0: YES, 1: YES, 2: CANNOT}, NOW)
    diary = d.vote(diary, id_, "ben", {0: MAYBE, 1: YES, 2: YES}, NOW)
    diary = d.vote(diary, id_, "cleo", {0: CANNOT, 1: CANNOT, 2: MAYBE}, NOW)

    assert [(one.number, one.yes) for one in best(diary.poll(id_), NOW)] == [(1, ("ana", "ben")), (0, ("ana",))]


def test_a_time_that_an_admin_fixes_is_a_session_with_its_answers() -> None:
    diary, id_ = a_poll()
    diary = d.vote(diary, id_, "ben", {2: YES, 1: CANNOT}, NOW)

    fixed = d.fix(diary, "ana", id_, 2, "n", hours(1))

    assert fixed.meeting("n").starts == wall("2026-03-06 18:00")
    assert [(one.person, one.answer) for one in fixed.meeting("n").replies] == [("ben", YES)]
    assert "Only a group admin" in refused(d.fix, diary, "ben", id_, 2, "n", hours(1))


def test_who_answers_a_poll_that_has_just_been_fixed_reads_the_time() -> None:
    diary, id_ = a_poll()
    fixed = d.fix(diary, "ana", id_, 2, "n", hours(1))

    said = FIXED.format(when="Friday 6 March, 18:00")
    assert refused(d.vote, fixed, id_, "ben", {0: YES}, hours(1)) == said
    assert refused(d.fix, fixed, "ana", id_, 0, "o", hours(1)) == said


def test_more_who_can_come_than_a_session_is_for_all_keep_what_they_were_told() -> None:
    diary, id_ = a_poll()
    diary = d.agree(diary, "ana", replace(TERMS, most=3), NOW)
    for name in ("ana", "ben", "cleo", "dora"):
        diary = d.vote(diary, id_, name, {0: YES}, NOW)

    assert d.fix(diary, "ana", id_, 0, "n", hours(1)).meeting("n").most == 4


def test_five_and_fewer_see_no_poll() -> None:
    assert "groups of 6 and more" in refused(a_poll, 5)


@pytest.mark.parametrize("days", [(4,), (4, 4), tuple(range(3, 12))], ids=["one", "twice the same", "nine"])
def test_a_poll_has_from_two_to_eight_times(days: tuple[int, ...]) -> None:
    poll = Poll("p", "g", "ben", NOW, LONDON, tuple(wall(f"2026-03-{day:02} 18:00") for day in days), 120, "")

    assert "from 2 to 8" in refused(d.ask, a_diary(6), poll, NOW)


def test_a_poll_about_another_age_is_refused() -> None:
    poll = Poll("p", "g", "ben", NOW, LONDON, (wall("2026-03-05 18:00"), wall("9999-12-31 23:59")), 120, "")

    assert "within two years" in refused(d.ask, a_diary(6), poll, NOW)


def test_a_time_that_has_passed_cannot_be_fixed() -> None:
    diary, id_ = a_poll()

    assert "has passed" in refused(d.fix, diary, "ana", id_, 0, "n", NOW + 3 * DAY)


def test_a_place_in_a_large_group_is_as_its_maximum_says() -> None:
    full = says(limited(), YES, "Ana", "Ben", "Cleo", "Dora")

    assert on(full).unsaid == ("Emil", "Fay")
