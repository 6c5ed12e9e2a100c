"""The clock of a practice: a stored deadline that nobody has to watch."""

from __future__ import annotations

import json

import pytest
from builders import DAY, HOUR, MINUTE, START, Practice, at, pair, refused, trio

from roleplay.content.models import Timing
from roleplay.room.deadlines import advance, wakes_at
from roleplay.room.fold import fold
from roleplay.room.stages import PRESETS, SECOND, Lengths, Stage, lengths
from roleplay.room.state import HoldKind
from roleplay.room.views import as_json
from roleplay.room.vocabulary import Move

HALF_HOUR = 30 * MINUTE


def a_practice_of(prepare: int, reading: int, station: int) -> Practice:
    return trio(lengths=Lengths(prepare, reading, station))


# A pause around a deadline


def test_a_pause_one_millisecond_before_the_bell_keeps_that_millisecond() -> None:
    practice = trio(Stage.STATION).wait(8 * MINUTE - 1)

    practice.move("a", Move.PAUSE).wait(HOUR)

    assert (practice.stage, practice.remaining) == (Stage.STATION, 1)


def test_a_pause_at_the_bell_comes_too_late_for_the_station() -> None:
    practice = trio(Stage.STATION)
    station = practice.number
    practice.wait(8 * MINUTE)

    assert refused(practice.move, "a", Move.PAUSE, stage=station).startswith("The session had already moved on")
    assert practice.stage is Stage.QUIET


@pytest.mark.parametrize(("late", "left"), [(0, 90_000), (1, 89_999)])
def test_a_pause_at_or_after_the_bell_holds_the_quiet_minute(late: int, left: int) -> None:
    practice = trio(Stage.STATION).wait(8 * MINUTE + late)

    practice.move("a", Move.PAUSE).wait(HOUR)

    assert (practice.stage, practice.remaining) == (Stage.QUIET, left)


def test_carrying_on_goes_on_with_what_was_left() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).move("a", Move.PAUSE).wait(HOUR)

    practice.move("c", Move.CARRY_ON)

    assert practice.seen.deadline == practice.now + 7 * MINUTE


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING, Stage.STATION])
def test_a_minute_more_moves_the_end_of_the_running_stage_by_a_minute(stage: Stage) -> None:
    practice = at(stage).wait(30 * SECOND)
    left = practice.remaining

    practice.move("b", Move.EXTEND)

    assert (practice.stage, practice.remaining) == (stage, (left or 0) + MINUTE)


def test_a_minute_more_is_a_minute_more_of_the_story_maps_axis_too() -> None:
    practice = trio(Stage.STATION)

    practice.move("c", Move.EXTEND)

    assert practice.view("a").top.clock.length == 9 * MINUTE
    assert practice.round.lengths.station == 9 * MINUTE


def timed(practice: Practice) -> list[float | None]:
    """When the patient's and the observer's lines come, and when the questions do on the student's phone and theirs."""
    student, patient, observer = (json.loads(as_json(practice.view(seat))) for seat in "abc")
    sheet = observer["sheet"]
    return [
        *(event["minute"] for event in (*patient["events"], *sheet["events"])),
        student["questions_at"],
        sheet["viva"]["at_minute"],
    ]


@pytest.mark.parametrize(
    ("minutes", "at"), [(8, [3, 4, 6, 7, 7]), (4, [1.5, 2, 3, 3.5, 3.5]), (12, [4.5, 6, 9, 10.5, 10.5])]
)
def test_what_has_its_minute_keeps_its_place_in_a_station_of_any_length(minutes: int, at: list[float]) -> None:
    assert timed(a_practice_of(MINUTE, MINUTE, minutes * MINUTE).to(Stage.STATION)) == at


def test_a_minute_more_moves_nothing_that_has_its_minute() -> None:
    practice = a_practice_of(MINUTE, MINUTE, 4 * MINUTE).to(Stage.STATION)
    before = timed(practice)

    practice.move("c", Move.EXTEND)

    assert timed(practice) == before


def test_no_stage_is_made_longer_than_an_hour() -> None:
    practice = a_practice_of(MINUTE, MINUTE, 59 * MINUTE).to(Stage.STATION)

    practice.move("a", Move.EXTEND)

    assert Move.EXTEND not in practice.view("a").top.moves
    assert refused(practice.move, "a", Move.EXTEND) == "That isn’t possible at this step, so nothing was changed."


@pytest.mark.parametrize("stage", [Stage.CONSENT, Stage.QUIET, Stage.DEBRIEF, Stage.SHEETS, Stage.NEXT])
def test_where_no_clock_ends_the_stage_there_is_no_minute_more(stage: Stage) -> None:
    assert Move.EXTEND not in at(stage).view("a").top.moves


def test_a_held_clock_shows_what_is_left_and_no_deadline() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).move("b", Move.PAUSE)

    clock = practice.view("a").top.clock

    assert (clock.deadline, clock.remaining, clock.length) == (None, 7 * MINUTE, 8 * MINUTE)


def test_a_time_out_holds_the_clock_until_somebody_carries_on() -> None:
    practice = trio(Stage.STATION).move("a", Move.TIME_OUT).wait(HOUR)
    assert practice.remaining == 8 * MINUTE

    practice.move("b", Move.CARRY_ON).wait(8 * MINUTE)

    assert practice.stage is Stage.QUIET


# A server that is down


def test_a_dead_server_does_not_stop_the_clock() -> None:
    practice = trio()

    later = advance(fold(practice.log, practice.snapshots), START + 20 * MINUTE)

    assert later.stage is Stage.QUIET
    assert later.rounds[0].started_at == {
        Stage.PREPARE: START,
        Stage.READING: START + 3 * MINUTE,
        Stage.STATION: START + 5 * MINUTE,
        Stage.QUIET: START + 13 * MINUTE,
    }


def test_a_server_that_is_back_is_in_the_same_second_of_the_same_stage() -> None:
    practice = trio().wait(6 * MINUTE + 123)

    assert (practice.stage, practice.remaining) == (Stage.STATION, 7 * MINUTE - 123)


def test_a_server_that_was_away_for_hours_opens_no_sheets() -> None:
    practice = trio().wait(5 * HOUR)

    assert practice.stage is Stage.QUIET
    assert practice.round.opened_at is None


def test_looking_twice_at_one_time_changes_nothing() -> None:
    seen = advance(trio().state, START + 7 * MINUTE)

    assert advance(seen, START + 7 * MINUTE) is seen


def test_an_earlier_time_changes_nothing() -> None:
    seen = advance(trio().state, START + 7 * MINUTE)

    assert advance(seen, START + 6 * MINUTE) is seen


# Parked


def test_half_an_hour_without_an_event_parks_the_practice_at_its_next_stage() -> None:
    practice = a_practice_of(HALF_HOUR, 2 * MINUTE, 8 * MINUTE).wait(5 * HOUR)

    assert practice.stage is Stage.READING
    assert practice.seen.hold is not None
    assert practice.seen.hold.kind is HoldKind.PARKED
    assert practice.remaining == 2 * MINUTE


def test_a_millisecond_less_than_half_an_hour_parks_nothing() -> None:
    practice = a_practice_of(HALF_HOUR - 1, 2 * MINUTE, 8 * MINUTE).wait(HALF_HOUR)

    assert practice.seen.hold is None


def test_a_long_station_is_parked_before_the_quiet_minute() -> None:
    practice = a_practice_of(3 * MINUTE, 2 * MINUTE, 45 * MINUTE).wait(5 * HOUR)

    assert (practice.stage, practice.remaining) == (Stage.QUIET, 90 * SECOND)


def test_a_tap_in_a_long_stage_keeps_the_practice_from_being_parked() -> None:
    practice = a_practice_of(40 * MINUTE, 2 * MINUTE, 8 * MINUTE).wait(20 * MINUTE).move("a", Move.READY)

    practice.wait(20 * MINUTE)

    assert (practice.stage, practice.seen.hold) == (Stage.READING, None)


def test_anybody_can_carry_on_with_a_parked_practice() -> None:
    practice = a_practice_of(HALF_HOUR, 2 * MINUTE, 8 * MINUTE).wait(5 * HOUR)

    practice.move("b", Move.CARRY_ON)

    assert practice.seen.deadline == practice.now + 2 * MINUTE


def test_a_lobby_that_stood_open_for_an_hour_does_not_park_the_round_it_begins() -> None:
    practice = Practice().sits("a", "b", "c").wait(HOUR).begins()

    assert practice.seen.hold is None
    assert (practice.stage, practice.remaining) == (Stage.PREPARE, 3 * MINUTE)


# What a device is told


def test_a_device_knows_what_follows_so_that_it_can_walk_on_alone() -> None:
    ahead = trio().view("a").top.clock.ahead

    assert ahead == (("reading", 2 * MINUTE), ("station", 8 * MINUTE), ("quiet", 90 * SECOND))


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.CONSENT, Stage.READING, Stage.STATION])
@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_a_device_knows_the_warnings_before_it_walks_into_the_station_alone(stage: Stage, seat: str) -> None:
    assert at(stage).view(seat).top.clock.warnings == (2 * MINUTE, MINUTE)


@pytest.mark.parametrize("stage", [Stage.OPENING, Stage.QUIET, Stage.DEBRIEF, Stage.SHEETS, Stage.NEXT])
def test_without_a_station_to_come_there_is_no_warning(stage: Stage) -> None:
    assert at(stage).view("a").top.clock.warnings == ()


def test_the_room_wakes_when_a_view_changes_without_an_event() -> None:
    practice = trio(Stage.STATION)
    assert wakes_at(practice.seen) == practice.now + 8 * MINUTE

    practice.move("a", Move.END_EARLY)

    assert wakes_at(practice.seen) == practice.now + 5 * SECOND


def test_the_room_wakes_once_at_the_end_of_the_quiet_minute() -> None:
    practice = trio(Stage.QUIET)
    assert wakes_at(practice.seen) == practice.now + 90 * SECOND

    after = practice.wait(90 * SECOND).seen
    assert wakes_at(after) == after.closes_at


def test_what_has_closed_wakes_nobody() -> None:
    assert wakes_at(trio(Stage.NEXT).wait(2 * DAY).seen) is None


def test_a_held_clock_wakes_nobody() -> None:
    held = trio(Stage.STATION).move("a", Move.PAUSE).seen

    assert wakes_at(held) == held.closes_at


# How long


def test_the_presets_times_win_over_a_cases_own() -> None:
    timed = lengths(PRESETS["sca"], Timing(reading=1, station=5))

    assert (timed.prepare, timed.reading, timed.station) == (3 * MINUTE, 3 * MINUTE, 12 * MINUTE)


def test_a_case_with_fixed_times_keeps_them() -> None:
    timed = lengths(PRESETS["sca"], Timing(reading=1.5, station=5, fixed=True))

    assert (timed.reading, timed.station) == (90 * SECOND, 5 * MINUTE)


def test_who_presents_keeps_the_cases_time_to_read() -> None:
    assert lengths(PRESETS["plab"], Timing(reading=5), presents=True).reading == 5 * MINUTE
    assert lengths(PRESETS["racgp"], Timing(reading=2), presents=True).reading == 5 * MINUTE


def test_no_warning_comes_with_the_first_bell_or_before_it() -> None:
    assert lengths(PRESETS["uk-osce"], Timing(reading=1, station=2, fixed=True)).warnings == (MINUTE,)
    assert lengths(PRESETS["plab"], Timing(reading=1, station=8, fixed=True)).warnings == (2 * MINUTE,)


def test_a_practice_closes_two_days_after_its_last_stage_began() -> None:
    practice = pair(Stage.OVER)

    assert practice.seen.closes_at == practice.seen.stage_at + 2 * DAY
