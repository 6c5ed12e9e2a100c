"""A shared aim, and a person's own limits: their arithmetic by weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from groups_builders import NOW, a_meeting, wall

from roleplay.groups.aim import reached
from roleplay.groups.group import Aim, Pause
from roleplay.groups.meeting import Answer, Meeting, Reply
from roleplay.groups.own_limits import OwnLimits, remark

AIM = Aim(2, date(2026, 3, 4), date(2026, 4, 2))
"""From a Wednesday to a Thursday: five weeks."""


def test_an_aim_counts_every_week_that_it_touches() -> None:
    found = reached(AIM, [date(2026, 3, 5)] * 3, (), date(2026, 3, 11))

    assert (found.wanted, found.played, found.gone, found.left) == (10, 3, 1, 4)
    assert found.sentence == "2 stations a week until 2 April: 3 of 10 played, 4 weeks left"


def test_paused_weeks_are_no_weeks_of_the_aim() -> None:
    pause = Pause(date(2026, 3, 9), date(2026, 3, 22))

    found = reached(AIM, (), (pause,), date(2026, 3, 11))

    assert (found.wanted, found.gone, found.left) == (6, 1, 2)


def test_what_was_played_before_or_after_it_does_not_count() -> None:
    played = [date(2026, 3, 3), date(2026, 3, 4), date(2026, 4, 2), date(2026, 4, 3)]

    assert reached(AIM, played, (), date(2026, 5, 1)).played == 2


def test_when_its_day_has_come_it_says_so() -> None:
    assert reached(AIM, (), (), date(2026, 4, 6)).sentence.endswith("0 of 10 played, the day has come")


def test_an_aim_over_the_new_year_counts_on() -> None:
    over = Aim(1, date(2026, 12, 28), date(2027, 1, 10))

    assert reached(over, (), (), date(2027, 1, 4)).wanted == 2


# --- own limits


def coming(id_: str, starts: str, answer: Answer = Answer.YES) -> Meeting:
    return a_meeting(id_, wall(starts), replies=(Reply("ana", answer, NOW),))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (coming("n", "2026-03-02 19:00"), "You have one that week."),
        (coming("n", "2026-03-08 23:59"), "You have one that week."),
        (coming("n", "2026-03-09 00:00"), ""),
        (coming("n", "2026-03-02 19:00", Answer.MAYBE), ""),
        (replace(coming("n", "2026-03-02 19:00"), called_off_at=NOW), ""),
    ],
    ids=["Monday", "Sunday", "next week", "maybe", "called off"],
)
def test_sessions_a_week_are_those_of_monday_to_sunday_that_one_comes_to(other: Meeting, said: str) -> None:
    asked = a_meeting()

    assert remark(OwnLimits(sessions_a_week=1), asked, (asked, other), "ana") == said


def test_the_session_itself_is_not_counted() -> None:
    mine = coming("m", "2026-03-05 19:00")

    assert remark(OwnLimits(sessions_a_week=1), mine, (mine,), "ana") == ""


def test_who_pauses_reads_until_when_and_not_on_that_day() -> None:
    pausing = OwnLimits(pause_until=date(2026, 3, 5))

    assert remark(pausing, a_meeting(starts=wall("2026-03-04 19:00")), (), "ana") == "You’re pausing until 5 March."
    assert remark(pausing, a_meeting(starts=wall("2026-03-05 19:00")), (), "ana") == ""
