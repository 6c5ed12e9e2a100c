"""The story map: when a fact came out, and never a time that nobody saw."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import LENGTHS, MINUTE, Practice, four, trio

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.opened import OpenedFact
from roleplay.room.stages import SECOND, Stage
from roleplay.room.vocabulary import Move

TAPPED = ev.FactCame("pillows", True)
REVEALS = ev.Marked("asks-nights", Mark.DONE)


def pillows(practice: Practice) -> OpenedFact:
    """The fact that one item of the mark sheet reveals, in the open feedback."""
    return next(f for f in practice.to(Stage.SHEETS).view("c").opened.facts if f.say == "I sleep on three pillows.")


def seen(fact: OpenedFact) -> tuple[bool, int | None, bool]:
    return fact.came, fact.seconds, fact.about


def test_the_patients_tap_in_the_station_is_the_time() -> None:
    practice = trio(Stage.STATION).wait(95 * SECOND).tap("b", TAPPED)

    assert seen(pillows(practice)) == (True, 95, False)


def test_the_taps_own_time_counts_and_not_its_arrival() -> None:
    practice = trio(Stage.STATION).wait(3 * MINUTE)
    practice.tap("b", TAPPED, made=practice.now - MINUTE)

    assert seen(pillows(practice)) == (True, 120, False)


def test_a_tap_that_arrives_after_the_bell_keeps_its_time() -> None:
    practice = trio(Stage.STATION).wait(MINUTE)
    made = practice.now
    practice.to(Stage.QUIET).tap("b", TAPPED, made=made)

    assert seen(pillows(practice)) == (True, 60, False)


def test_after_a_long_absence_the_clock_of_the_map_begins_as_that_of_the_room() -> None:
    """Half an hour without a tap, and the station waits until somebody carries on."""
    long = replace(LENGTHS, reading=40 * MINUTE)
    practice = Practice(lengths=long).sits("a", "b", "c").begins().to(Stage.READING).wait(50 * MINUTE)
    practice.move("a", Move.CARRY_ON).wait(95 * SECOND).tap("b", TAPPED)

    assert seen(pillows(practice)) == (True, 95, False)


def test_a_tap_while_the_clock_is_held_stands_where_it_was_held() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).move("a", Move.PAUSE).wait(3 * MINUTE)
    practice.tap("b", TAPPED).wait(MINUTE).move("a", Move.CARRY_ON)

    assert seen(pillows(practice)) == (True, 60, False)


def test_the_patients_tap_wins_over_an_observers_mark() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).tap("c", REVEALS).wait(MINUTE).tap("b", TAPPED)

    assert seen(pillows(practice)) == (True, 120, False)


@pytest.mark.parametrize("mark", [Mark.DONE, Mark.NOT])
def test_without_a_tap_the_mark_of_an_item_that_reveals_it_is_about_the_time(mark: Mark) -> None:
    practice = trio(Stage.STATION).wait(MINUTE).tap("c", ev.Marked("asks-nights", mark))

    assert seen(pillows(practice)) == ((True, 60, True) if mark is Mark.DONE else (False, None, False))


def test_of_two_observers_the_first_to_mark_it_counts() -> None:
    practice = four(Stage.STATION).wait(MINUTE).tap("d", REVEALS).wait(MINUTE).tap("c", REVEALS)

    assert seen(pillows(practice)) == (True, 60, True)


def test_a_mark_that_was_taken_back_reveals_nothing() -> None:
    practice = trio(Stage.STATION).tap("c", REVEALS).wait(1).tap("c", ev.Marked("asks-nights", None))

    assert seen(pillows(practice)) == (False, None, False)


def test_a_mark_of_another_item_reveals_nothing() -> None:
    practice = trio(Stage.STATION).taps("c", ev.Marked("net", Mark.DONE), ev.Marked("greets", Mark.DONE))

    assert seen(pillows(practice)) == (False, None, False)


def test_a_tap_in_the_quiet_minute_says_that_it_came_and_not_when() -> None:
    practice = trio(Stage.QUIET).wait(SECOND).tap("b", TAPPED)

    assert seen(pillows(practice)) == (True, None, False)


def test_a_tap_in_the_quiet_minute_and_a_mark_in_the_station_give_about_the_time() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).tap("c", REVEALS).to(Stage.QUIET).tap("b", TAPPED)

    assert seen(pillows(practice)) == (True, 60, True)


def test_a_mark_in_the_quiet_minute_gives_no_time() -> None:
    assert seen(pillows(trio(Stage.QUIET).tap("c", REVEALS))) == (True, None, False)


def test_what_the_patient_took_back_did_not_come_whatever_was_marked() -> None:
    practice = trio(Stage.STATION).tap("b", TAPPED).wait(1).tap("b", ev.FactCame("pillows", False)).tap("c", REVEALS)

    assert seen(pillows(practice)) == (False, None, False)


def test_what_nobody_tapped_or_marked_did_not_come() -> None:
    assert [seen(fact) for fact in trio(Stage.SHEETS).view("a").opened.facts] == [(False, None, False)] * 3


@pytest.mark.parametrize(("early", "seconds"), [(0, 480), (1, 479)])
def test_the_bell_itself_is_no_longer_the_station(early: int, seconds: int) -> None:
    practice = trio(Stage.QUIET).tap("b", TAPPED, made=0).wait(MINUTE)
    end = practice.round.started_at[Stage.QUIET]

    practice.tap("b", TAPPED, made=end - early)

    assert seen(pillows(practice)) == ((True, seconds, False) if early else (True, None, False))


def test_how_it_came_out_is_the_facts_own_rule() -> None:
    assert [fact.rule for fact in trio(Stage.SHEETS).view("a").opened.facts] == ["volunteer", "asked", "cue"]


def test_a_fact_that_no_item_reveals_comes_by_the_patients_tap_only() -> None:
    practice = trio(Stage.STATION).wait(10 * SECOND).tap("b", ev.FactCame("stairs", True)).tap("c", REVEALS)

    facts = practice.to(Stage.SHEETS).view("b").opened.facts

    assert [seen(fact) for fact in facts] == [(True, 10, False), (True, 10, True), (False, None, False)]


def test_tapping_a_fact_again_does_not_move_it_on_the_map() -> None:
    practice = trio(Stage.STATION).wait(10 * SECOND).tap("b", TAPPED)

    practice.wait(MINUTE).tap("b", TAPPED)

    assert seen(pillows(practice)) == (True, 10, False)


def test_held_time_is_not_story_time() -> None:
    practice = trio(Stage.STATION).wait(10 * SECOND).move("a", Move.PAUSE).wait(MINUTE).move("a", Move.CARRY_ON)

    practice.wait(5 * SECOND).tap("b", TAPPED)

    assert seen(pillows(practice)) == (True, 15, False)
