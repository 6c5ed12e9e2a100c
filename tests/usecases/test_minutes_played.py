"""A log of practice holds the minutes that were played, whatever was planned."""

from __future__ import annotations

from builders import HOUR, MINUTE, Practice, trio

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.stages import UNDO, Stage
from roleplay.room.vocabulary import Move
from roleplay.usecases.practice.projection import minutes_played


def minutes(practice: Practice) -> float:
    """As the log says it: the clock after its last event is not in it."""
    return minutes_played(practice.state.rounds[0])


def ended(practice: Practice) -> Practice:
    """Its end is in the log as soon as somebody taps."""
    return practice.tap("c", ev.Marked("greets", Mark.DONE))


def test_a_station_that_ran_to_its_bell_lasted_as_planned() -> None:
    assert minutes(ended(trio(Stage.QUIET))) == 8


def test_a_station_that_was_ended_early_lasted_until_then() -> None:
    practice = trio(Stage.STATION).wait(3 * MINUTE).move("a", Move.END_EARLY).wait(UNDO)

    assert minutes(ended(practice)) == 3 + UNDO / MINUTE


def test_a_minute_more_that_was_used_counts() -> None:
    assert minutes(ended(trio(Stage.STATION).move("a", Move.EXTEND).to(Stage.QUIET))) == 9


def test_the_time_that_it_was_held_does_not_count() -> None:
    practice = trio(Stage.STATION).wait(2 * MINUTE).move("b", Move.PAUSE).wait(20 * MINUTE).move("a", Move.CARRY_ON)

    assert minutes(ended(practice.to(Stage.QUIET))) == 8


def test_a_station_that_was_held_and_never_went_on_lasted_until_then() -> None:
    held = trio(Stage.STATION).wait(2 * MINUTE).move("b", Move.PAUSE).wait(20 * MINUTE)

    assert minutes(held) == 2


def test_a_station_that_was_stopped_lasted_until_then() -> None:
    stopped = trio(Stage.STATION).wait(2 * MINUTE).move("b", Move.STOP).wait(20 * MINUTE)

    over = stopped.move("a", Move.END_HERE).wait(UNDO).tap("c", ev.Marked("greets", Mark.DONE))

    assert over.stage is Stage.OVER
    assert minutes(over) == 2


def test_before_the_station_nothing_was_played() -> None:
    assert minutes(trio(Stage.READING)) == 0


def test_where_nobody_taps_any_more_the_clock_ran_out_by_itself() -> None:
    assert minutes(trio(Stage.STATION).tap("c", ev.Marked("greets", Mark.DONE)).wait(HOUR)) == 8
