"""A whole practice: its plan, one round after another, the table clock, and its end."""

from __future__ import annotations

import pytest
from any_play import DECK
from builders import (
    MARKER,
    MINUTE,
    Practice,
    a_snapshot,
    an_examination,
    at,
    pair,
    refused,
    sentence_of,
    trio,
    words_of,
)
from builders import a_case as case_of
from builders import a_rubric as rubric_of

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.decide import Step
from roleplay.room.stages import UNDO, Stage, Turn
from roleplay.room.views import LastView, Lobby, SheetsView, as_json
from roleplay.room.vocabulary import Move, Words

NOT_NOW = "That isn’t possible at this step, so nothing was changed."
EVERY = list(Stage)


def offered(practice: Practice, seat: str) -> set[str]:
    return set(practice.view(seat).top.moves)


def titles(practice: Practice) -> list[str]:
    return [row.title for row in practice.view("a").plan.rows]


def played_out() -> Practice:
    """Every planned round has begun; the last one is at its end."""
    practice = Practice().sits("a", "b", "c")
    for _ in range(3):
        practice.move("a", Move.BEGIN).to(Stage.NEXT)
    return practice


# The plan


def test_the_lobby_shows_the_rounds_to_come_by_name() -> None:
    first = Practice().sits("a", "b", "c").view("b").plan.rows[0]

    assert (first.student, first.patient, first.observers, first.why) == (
        "Person a",
        "Person b",
        ("Person c",),
        "In turn.",
    )


def test_a_row_drops_as_its_round_begins() -> None:
    practice = Practice().sits("a", "b", "c")
    assert titles(practice) == ["Planned title 0", "Planned title 1", "Planned title 2"]

    practice.move("a", Move.BEGIN).to(Stage.NEXT)

    assert titles(practice) == ["Planned title 1", "Planned title 2"]
    assert practice.view("a").plan.played == 1


def test_the_next_round_begins_with_the_planned_people_and_leaves_the_last_ones_sheets() -> None:
    practice = trio(Stage.NEXT)
    opened_at = practice.round.opened_at

    practice.move("c", Move.BEGIN)

    assert (practice.stage, practice.view("b").top.roles, practice.remaining) == (
        Stage.PREPARE,
        ("student",),
        3 * MINUTE,
    )
    assert practice.seen.rounds[0].opened_at == opened_at is not None


@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_anybody_begins_the_next_round_at_once(seat: str) -> None:
    practice = trio(Stage.NEXT).move(seat, Move.BEGIN)

    assert (practice.stage, practice.state.pending) == (Stage.PREPARE, None)


def test_without_a_plan_the_next_round_does_not_begin() -> None:
    practice = played_out()

    assert "begin" not in offered(practice, "a")
    assert refused(practice.begins) == "No round is planned. Change the plan, or finish here."


def test_a_round_needs_its_people_to_be_two_at_the_end_too() -> None:
    practice = trio(Stage.NEXT).moves(Move.LEAVE, "b", "c")

    said = refused(practice.move, "a", Move.BEGIN)

    assert said == "A round needs at least two people. Share the code; you can begin as soon as somebody has joined."


def test_of_two_who_begin_the_next_round_the_second_changes_nothing() -> None:
    practice = trio(Stage.NEXT)
    before = practice.number
    practice.move("a", Move.BEGIN)

    assert refused(practice.move, "b", Move.BEGIN, stage=before).startswith("The session had already moved on")
    assert len(practice.seen.rounds) == 2


def test_a_plan_made_by_hand_is_shown_as_such() -> None:
    practice = trio(Stage.NEXT)
    practice.logs(ev.Planned(practice.turns()[:1], by_hand=True), "b")

    assert practice.view("c").plan.by_hand is True
    assert len(practice.view("c").plan.rows) == 1


def test_a_change_of_plan_during_a_round_moves_nothing() -> None:
    practice = trio(Stage.STATION).wait(MINUTE)

    practice.plans()

    assert (practice.stage, practice.remaining) == (Stage.STATION, 7 * MINUTE)


# More


def test_one_more_round_is_offered_when_the_plan_is_played_out() -> None:
    assert "more" not in offered(trio(Stage.NEXT), "a")

    assert "more" in offered(played_out(), "a")


def test_one_more_round_is_planned_and_then_begun() -> None:
    practice = played_out().move("b", Move.MORE)
    assert (practice.stage, titles(practice)) == (Stage.NEXT, ["Planned title 0"])
    assert {"more", "begin"} & offered(practice, "a") == {"begin"}

    assert practice.move("a", Move.BEGIN).view("a").top.round == 4


def test_one_alone_plans_no_further_round() -> None:
    practice = played_out().moves(Move.LEAVE, "b", "c")

    assert offered(practice, "a") == {"finish", "leave", "mute", "ring_table", "stop"}


def test_after_the_sheets_nobody_goes_on_by_accident() -> None:
    assert refused(trio(Stage.NEXT).move, "a", Move.GO_ON) == NOT_NOW


def test_where_no_round_is_left_the_reason_is_said() -> None:
    practice = played_out()
    none = ev.Planned((), "Each of you has met every case.")

    assert refused(practice.act, "a", Step(Move.MORE, practice.number, plan=none)) == none.reason
    assert refused(practice.act, "a", Step(Move.MORE, practice.number)) == (
        "There isn’t another round for tonight’s group."
    )


# Quiet room


@pytest.mark.parametrize("stage", [stage for stage in EVERY if stage is not Stage.OVER])
@pytest.mark.parametrize("seat", ["a", "b", "c", "late"])
def test_anybody_mutes_every_device_and_lets_them_ring_again(stage: Stage, seat: str) -> None:
    practice = at(stage).sits("late").move(seat, Move.MUTE)
    assert [practice.view(each).top.muted for each in practice.state.seats] == [True] * 4
    assert practice.table().top.muted is True
    assert {"mute", "unmute"} & offered(practice, "a") == {"unmute"}

    assert practice.move("a", Move.UNMUTE).view(seat).top.muted is False


def test_muting_moves_nothing() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).move("a", Move.END_EARLY).move("b", Move.MUTE)

    assert (practice.stage, practice.remaining) == (Stage.STATION, 7 * MINUTE)
    assert practice.seen.pending is not None


def test_a_held_room_can_be_muted() -> None:
    practice = trio(Stage.STATION).move("a", Move.STOP).move("b", Move.MUTE)

    assert (practice.state.muted, practice.view("a").top.held.kind) == (True, "stop")


# The table


@pytest.mark.parametrize(
    ("stage", "root"),
    [(stage, root) for stage in EVERY for root in DECK if stage is not Stage.CONSENT or root == "two"],
)
def test_the_table_shows_nothing_of_a_case(stage: Stage, root: str) -> None:
    practice = Practice(deck=[DECK[root]]).sits("a", "b", "c")
    practice = practice if stage is Stage.OPENING else practice.begins().to(stage)

    shown = as_json(practice.table())

    assert not MARKER.search(shown)
    assert not any(sentence_of(seat, 1) in shown for seat in "abc")


@pytest.mark.parametrize("stage", EVERY)
def test_the_table_has_no_role_and_may_do_nothing(stage: Stage) -> None:
    top = at(stage).table().top

    assert (top.roles, top.plays, top.moves) == ((), "", ())


def test_the_table_shows_the_clock_and_whose_turn_it_is() -> None:
    practice = trio(Stage.STATION).wait(MINUTE)
    assert (practice.table().top.clock.deadline, practice.table().speaker) == (practice.now + 7 * MINUTE, "")

    table = practice.to(Stage.DEBRIEF, Turn.PATIENT).table()

    assert (table.top.turn, table.speaker) == ("patient", "Person b")


def test_the_tables_clock_changes_by_no_byte_while_people_tap() -> None:
    practice = trio(Stage.STATION)
    before = as_json(practice.table())

    practice.tap("b", ev.FactCame("stairs", True)).taps("c", ev.Marked("net", Mark.DONE), ev.Released("tracing"))

    assert as_json(practice.table()) == before


# The end


def finished(practice: Practice) -> Practice:
    return practice.to(Stage.NEXT).move("a", Move.FINISH).wait(UNDO)


def test_the_last_screen_has_something_heard_and_ones_own_next_step() -> None:
    practice = trio(Stage.QUIET).tap("b", ev.Wrote(Words.SENTENCE, "I felt heard")).to(Stage.NEXT)
    practice.tap("a", ev.Wrote(Words.NEXT_STEP, "I will wait"))

    view = finished(practice).view("a")

    assert isinstance(view, LastView)
    assert (view.heard.name, view.heard.value, view.next_step) == ("Person b", "I felt heard", "I will wait")


def test_where_the_patient_wrote_nothing_what_an_observer_saw_is_heard() -> None:
    practice = trio(Stage.QUIET).hands_in("a", "c").wait(90_000).move("a", Move.GO_ON_WITHOUT).wait(UNDO)

    assert finished(practice).view("a").heard.value == sentence_of("c", 1)


@pytest.mark.parametrize("seat", ["b", "c"])
def test_who_was_no_student_heard_nothing_and_has_no_next_step(seat: str) -> None:
    practice = trio(Stage.NEXT).tap("a", ev.Wrote(Words.NEXT_STEP, "I will wait"))

    view = finished(practice).view(seat)

    assert (view.heard, view.next_step) == (None, "")
    assert view.rounds[0].next_step.value == "I will wait"


def test_the_last_screen_has_the_rounds_that_one_took_part_in_and_no_other() -> None:
    practice = trio(Stage.NEXT).sits("d").begins("b", "d", ("c",)).to(Stage.OVER)

    rounds = {seat: [round_.student for round_ in practice.view(seat).rounds] for seat in "abcd"}

    assert rounds == {
        "a": ["Person a"],
        "b": ["Person a", "Person b"],
        "c": ["Person a", "Person b"],
        "d": ["Person b"],
    }


def test_a_round_that_was_given_up_is_not_taken_home() -> None:
    practice = trio(Stage.NEXT).move("a", Move.BEGIN).move("a", Move.ANOTHER).to(Stage.NEXT)

    assert len(finished(practice).view("a").rounds) == 2


def test_the_latest_of_two_next_steps_is_ones_own() -> None:
    practice = trio(Stage.NEXT).tap("a", ev.Wrote(Words.NEXT_STEP, "First")).begins("a", "c", ("b",)).to(Stage.NEXT)
    practice.tap("a", ev.Wrote(Words.NEXT_STEP, "Second"))

    assert finished(practice).view("a").next_step == "Second"


def test_without_any_open_sheets_the_end_is_a_lobby() -> None:
    practice = trio(Stage.STATION).move("a", Move.STOP).move("b", Move.END_HERE).wait(UNDO)

    assert all(isinstance(practice.view(seat), Lobby) for seat in "abc")


def test_a_second_round_that_was_broken_off_stays_closed_at_the_end() -> None:
    practice = trio(Stage.NEXT, deck=[DECK["one"], DECK["three"]]).move("a", Move.BEGIN).to(Stage.STATION)

    practice.accepts().move("a", Move.STOP).move("b", Move.END_HERE).wait(UNDO)

    assert [len(practice.view(seat).rounds) for seat in "abc"] == [1, 1, 1]
    assert all("three.case.patient.you_are" not in practice.json(seat) for seat in "abc")


def test_words_can_still_be_finished_on_the_last_screen_for_the_round_they_are_of() -> None:
    practice = trio(Stage.NEXT).begins("b", "a", ("a",)).to(Stage.OVER)

    forms = [practice.view(seat).form for seat in "abc"]

    assert [(form.round, words_of(form)) for form in forms] == [
        (2, ["sentence"]),
        (2, ["line"]),
        (1, ["saw_or_heard", "one_to_try"]),
    ]
    assert practice.tap("c", ev.Wrote(Words.TRY, "Later"), round=1).view("c").form.sentences[1].text == "Later"


def test_the_second_rounds_sheets_replace_the_firsts_until_the_end() -> None:
    deck = [a_snapshot(case, rubric_of())[0] for case in (case_of(), an_examination(title="Examine the chest"))]
    practice = pair(Stage.NEXT, deck=deck).begins("b", "a", ("a",)).to(Stage.SHEETS)

    assert isinstance(practice.view("a"), SheetsView)
    assert practice.view("a").opened.title == "Examine the chest"
    assert [round_.title for round_ in finished(practice).view("a").rounds] == ["Short of breath", "Examine the chest"]


def test_a_part_played_in_one_round_says_nothing_in_the_next() -> None:
    practice = trio(Stage.NEXT, deck=[DECK["one"], DECK["two"]]).move("a", Move.BEGIN).to(Stage.STATION)

    assert practice.view("b").top.roles == ("student",)
    assert "one.case" not in practice.json("b")
    assert "two.case.patient" not in practice.json("b")
