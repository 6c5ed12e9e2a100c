"""Taps: who may say what, when, and which of two answers counts."""

from __future__ import annotations

from typing import Any

import pytest
from builders import DAY, MINUTE, Practice, a_sheet, pair, refused, trio

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.events import Event
from roleplay.room.stages import UNDO, Stage
from roleplay.room.vocabulary import Move, Pin, Words

DONE = ev.Marked("asks-nights", Mark.DONE)
CLOSED = "This session has closed, so nothing more can be added to it. Everything saved is kept."
TOO_EARLY = "The station hasn’t begun, so that wasn’t saved."
AFTER_THE_BELL = "That comes after the bell, when the station is over, so it wasn’t saved."


def mark_of(practice: Practice, item: str = "asks-nights") -> object:
    return practice.round.value("c", ev.Marked.kind, item)


# Who


@pytest.mark.parametrize(
    ("seat", "event", "sentence"),
    [
        ("a", DONE, "In this round only the observer fills in the mark sheet, so that wasn’t saved."),
        ("b", DONE, "In this round only the observer fills in the mark sheet, so that wasn’t saved."),
        ("b", ev.Pinned(Pin.TRY), "In this round only the observer pins a moment, so that wasn’t saved."),
        ("a", ev.Released("tracing"), "In this round only the observer hands over findings, so that wasn’t saved."),
        (
            "c",
            ev.FactCame("stairs", True),
            "In this round only the patient says what they told the student, so that wasn’t saved.",
        ),
        ("b", ev.RatedOverall(2), "The patient answers the four statements instead, so that wasn’t saved."),
        ("b", ev.RatedDomain("gather", 2), "The patient answers the four statements instead, so that wasn’t saved."),
        (
            "a",
            ev.RatedStatement("told", 3),
            "In this round only the patient answers as the patient, so that wasn’t saved.",
        ),
        ("a", ev.Wrote(Words.TRY, "x"), "In this round only the observer writes that sentence, so that wasn’t saved."),
        ("b", ev.Wrote(Words.LINE, "x"), "In this round only the student writes that sentence, so that wasn’t saved."),
        (
            "c",
            ev.Wrote(Words.SENTENCE, "x"),
            "In this round only the patient writes that sentence, so that wasn’t saved.",
        ),
    ],
)
def test_a_tap_by_the_wrong_role_is_refused(seat: str, event: Event, sentence: str) -> None:
    assert refused(trio(Stage.QUIET).tap, seat, event) == sentence


@pytest.mark.parametrize("round_", [-1, 0, 2, 99])
def test_a_tap_for_another_round_is_refused(round_: int) -> None:
    said = refused(trio(Stage.STATION).tap, "c", DONE, round=round_)

    assert said == "That belongs to a round this session doesn’t have, so it wasn’t saved."


# When


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING])
@pytest.mark.parametrize(
    ("seat", "event"),
    [("c", DONE), ("c", ev.Pinned(Pin.TRY)), ("c", ev.Released("tracing")), ("b", ev.FactCame("stairs", True))],
)
def test_before_the_station_nothing_is_tapped(stage: Stage, seat: str, event: Event) -> None:
    assert refused(trio(stage).tap, seat, event) == TOO_EARLY


@pytest.mark.parametrize(
    ("seat", "event"),
    [
        ("a", ev.RatedDomain("gather", 3)),
        ("c", ev.RatedOverall(2)),
        ("b", ev.RatedStatement("told", 3)),
        ("a", ev.Wrote(Words.LINE, "x")),
        ("c", ev.HandedIn()),
    ],
)
def test_before_the_bell_no_form_is_filled(seat: str, event: Event) -> None:
    assert refused(trio(Stage.STATION).tap, seat, event) == AFTER_THE_BELL


def test_a_tap_a_millisecond_before_the_station_is_refused_and_at_its_bell_kept() -> None:
    practice = trio(Stage.READING).wait(2 * MINUTE - 1)
    assert refused(practice.tap, "c", DONE) == TOO_EARLY

    practice.wait(1).tap("c", DONE)

    assert mark_of(practice) is Mark.DONE


def test_a_tap_is_kept_until_a_day_after_the_last_stage() -> None:
    practice = trio(Stage.OVER).wait(2 * DAY - 1).tap("c", DONE)

    assert mark_of(practice) is Mark.DONE


def test_a_day_after_the_last_stage_taps_are_refused() -> None:
    practice = trio(Stage.OVER).wait(2 * DAY)

    assert refused(practice.tap, "c", DONE) == CLOSED


def test_a_quiet_minute_that_nobody_ended_closes_after_a_day_too() -> None:
    practice = trio(Stage.QUIET).wait(2 * DAY)

    assert refused(practice.tap, "c", DONE) == CLOSED


def test_after_an_early_end_what_a_phone_still_holds_is_taken() -> None:
    practice = trio(Stage.STATION).move("a", Move.STOP).move("a", Move.END_HERE).wait(UNDO)

    practice.tap("c", DONE)

    assert mark_of(practice) is Mark.DONE


# What


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (ev.Marked("no-such", Mark.DONE), "That line isn’t on this station’s mark sheet, so it wasn’t saved."),
        (ev.Marked("stairs", None), "That line isn’t on this station’s mark sheet, so it wasn’t saved."),
        (ev.Released("no-such"), "This case has no such finding, so nothing was handed over."),
        (ev.RatedDomain("no-such", 3), "That area isn’t on this station’s mark sheet, so it wasn’t saved."),
    ],
)
def test_a_thing_that_the_sheet_does_not_have_is_refused(event: Event, sentence: str) -> None:
    assert refused(trio(Stage.QUIET).tap, "c", event) == sentence


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (ev.FactCame("no-such", True), "That line isn’t in this script, so it wasn’t saved."),
        (ev.RatedStatement("no-such", 3), "That statement isn’t on this station’s mark sheet, so it wasn’t saved."),
    ],
)
def test_a_thing_that_the_part_does_not_have_is_refused(event: Event, sentence: str) -> None:
    assert refused(trio(Stage.QUIET).tap, "b", event) == sentence


@pytest.mark.parametrize("mark", [Mark.PARTLY, Mark.NA])
def test_an_answer_that_the_item_does_not_offer_is_refused(mark: Mark) -> None:
    said = refused(trio(Stage.STATION).tap, "c", ev.Marked("asks-nights", mark))

    assert said == "“Asks about nights” doesn’t offer that answer, so it wasn’t saved."


@pytest.mark.parametrize(("item", "mark"), [("asks-worry", Mark.PARTLY), ("asks-smoking", Mark.NA)])
def test_an_answer_that_the_item_offers_is_kept(item: str, mark: Mark) -> None:
    assert mark_of(trio(Stage.STATION).tap("c", ev.Marked(item, mark)), item) is mark


def test_what_must_never_happen_is_only_answered_when_it_does() -> None:
    practice = trio(Stage.STATION)

    said = refused(practice.tap, "c", ev.Marked("scares", Mark.NOT))

    assert said == "“Says he will die” is only answered if it happens, so that wasn’t saved."
    assert mark_of(practice.tap("c", ev.Marked("scares", Mark.DONE)), "scares") is Mark.DONE


def test_after_the_bell_what_must_never_happen_may_be_answered_with_no() -> None:
    practice = trio(Stage.QUIET).tap("c", ev.Marked("scares", Mark.NOT))

    assert mark_of(practice, "scares") is Mark.NOT


OUT_OF_RANGE: list[Any] = [0, 6, -1, True, False, 3.0, 2.5, "3", None]


@pytest.mark.parametrize("value", OUT_OF_RANGE)
def test_a_domain_is_a_whole_number_from_1_to_5(value: Any) -> None:
    said = refused(trio(Stage.QUIET).tap, "c", ev.RatedDomain("gather", value))

    assert said == "A rating here is a whole number from 1 to 5, so that wasn’t saved."


@pytest.mark.parametrize("value", OUT_OF_RANGE)
def test_a_statement_is_a_whole_number_from_1_to_5(value: Any) -> None:
    said = refused(trio(Stage.QUIET).tap, "b", ev.RatedStatement("told", value))

    assert said == "A rating here is a whole number from 1 to 5, so that wasn’t saved."


@pytest.mark.parametrize("value", [-1, 4, True, False, 2.0, "2", None])
def test_the_whole_station_is_a_whole_number_from_0_to_3(value: Any) -> None:
    said = refused(trio(Stage.QUIET).tap, "a", ev.RatedOverall(value))

    assert said == "A rating here is a whole number from 0 to 3, so that wasn’t saved."


def test_a_zero_is_a_rating() -> None:
    practice = trio(Stage.QUIET).tap("c", ev.RatedOverall(0))

    assert practice.view("c").form.overall == 0
    assert "the overall rating" not in refused(practice.tap, "c", ev.HandedIn())


def test_a_sentence_of_10000_characters_is_too_long() -> None:
    said = refused(trio(Stage.QUIET).tap, "a", ev.Wrote(Words.LINE, "x" * 10_000))

    assert said == (
        "That’s 10,000 characters; up to 500 can be saved. "
        "Your words are still on your screen: shorten them and they’ll be saved."
    )


def test_500_characters_fit() -> None:
    practice = trio(Stage.QUIET).tap("a", ev.Wrote(Words.LINE, "é" * 500))

    assert practice.view("a").form.sentences[0].text == "é" * 500
    assert refused(practice.tap, "a", ev.Wrote(Words.LINE, "é" * 501)).startswith("That’s 501 characters")


# Which of two counts


def test_the_latest_made_wins_whatever_the_order_of_arrival() -> None:
    practice = trio(Stage.STATION).wait(MINUTE)

    practice.tap("c", ev.Marked("net", Mark.NOT), made=practice.now - 10)
    practice.tap("c", ev.Marked("net", Mark.DONE), made=practice.now - 30)

    assert mark_of(practice, "net") is Mark.NOT


def test_of_two_made_at_the_same_time_the_one_that_came_last_stands() -> None:
    practice = trio(Stage.STATION).wait(MINUTE)

    practice.tap("c", ev.Marked("net", Mark.NOT), made=practice.now - 10)
    practice.tap("c", ev.Marked("net", Mark.DONE), made=practice.now - 10)

    assert mark_of(practice, "net") is Mark.DONE


def test_a_mark_taken_back_leaves_a_blank() -> None:
    practice = trio(Stage.STATION).tap("c", DONE).wait(1).tap("c", ev.Marked("asks-nights", None))

    assert mark_of(practice) is None
    assert {item.id: item.mark for item in practice.view("c").sheet.items}["asks-nights"] is None


def test_a_mark_taken_back_before_an_older_one_arrives_stays_blank() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).tap("c", ev.Marked("asks-nights", None))

    practice.tap("c", DONE, made=practice.now - 1)

    assert mark_of(practice) is None


def test_a_fact_taken_back_has_not_come_out() -> None:
    practice = trio(Stage.STATION).tap("b", ev.FactCame("stairs", True)).wait(1)
    assert practice.view("b").came == ("stairs",)

    assert practice.tap("b", ev.FactCame("stairs", False)).view("b").came == ()


def test_an_emptied_sentence_is_no_sentence() -> None:
    practice = trio(Stage.QUIET).hands_in("a").wait(1).tap("a", ev.Wrote(Words.LINE, ""))

    said = refused(practice.tap, "a", ev.HandedIn())
    assert said == "Not submitted yet. Still to do: one thing you’d like help with."


def test_two_observers_marks_stand_side_by_side() -> None:
    practice = Practice().sits("a", "b", "c", "d").begins(observers=("c", "d")).to(Stage.STATION)

    practice.tap("c", DONE).tap("d", ev.Marked("asks-nights", Mark.NOT))

    assert mark_of(practice) is Mark.DONE
    assert practice.round.value("d", ev.Marked.kind, "asks-nights") is Mark.NOT


def test_a_finding_is_handed_out_once() -> None:
    practice = trio(Stage.STATION).taps("c", *map(ev.Released, ("chest-film", "tracing", "chest-film")))

    assert [finding.id for finding in practice.view("a").findings] == ["chest-film", "tracing"]
    assert practice.view("c").sheet.released == ("chest-film", "tracing")


# Late


def test_a_tap_that_arrives_after_the_sheets_opened_is_kept_and_shown_as_late() -> None:
    practice = trio(Stage.SHEETS)

    practice.tap("c", DONE, made=practice.round.started_at[Stage.STATION] + 1000)

    said = next(item for item in practice.view("a").opened.items if item.text == "Asks about nights").marks[0]
    assert (said.value, said.late) == ("Done", True)


def test_words_finished_after_the_sheets_opened_are_shown_as_late() -> None:
    practice = trio(Stage.SHEETS).wait(1).tap("a", ev.Wrote(Words.LINE, "One thing more"))

    line = practice.view("b").opened.line

    assert (line.value, line.late) == ("One thing more", True)


def test_what_was_there_when_the_sheets_opened_is_not_late() -> None:
    opened = trio(Stage.SHEETS).view("a").opened

    assert not any(said.late for said in (opened.line, opened.sentence, *opened.to_try))


def test_a_late_tap_that_is_older_than_what_stands_changes_nothing() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).tap("c", DONE).to(Stage.SHEETS)
    before = practice.json("a")

    practice.tap("c", ev.Marked("asks-nights", Mark.NOT), made=practice.round.started_at[Stage.STATION])

    assert practice.json("a") == before


def test_every_line_of_the_sheet_can_be_marked() -> None:
    practice = trio(Stage.STATION).taps("c", *(ev.Marked(item.id, Mark.DONE) for item in a_sheet().items))

    assert {item.mark for item in practice.view("c").sheet.items} == {"done"}


def test_in_a_pair_the_one_who_plays_the_patient_marks_after_the_bell_only() -> None:
    practice = pair(Stage.STATION)
    assert refused(practice.tap, "b", DONE) == AFTER_THE_BELL

    practice.to(Stage.QUIET).tap("b", DONE)

    assert practice.round.value("b", ev.Marked.kind, "asks-nights") is Mark.DONE
