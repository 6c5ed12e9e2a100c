"""The quiet minute, opening the feedback, and what three people saw, side by side."""

from __future__ import annotations

import pytest
from builders import CASE, DAY, MINUTE, Practice, a_case, a_sheet, pair, refused, trio, words_of

from roleplay.marking.mark_words import worth
from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.opened import OpenedItem, response_of
from roleplay.room.stages import QUIET_MINUTE, SECOND, Stage, Turn
from roleplay.room.views import (
    DebriefView,
    LastView,
    ObserverView,
    PatientView,
    SheetsView,
    StudentView,
    pictures_named,
)
from roleplay.room.vocabulary import Move, Pin, Words


def rated(own: dict[str, int], observer: dict[str, int], stage: Stage = Stage.SHEETS) -> Practice:
    """The student's and the observer's domains; the rest of the forms is average."""
    practice = trio(Stage.QUIET)
    practice.taps("a", *(ev.RatedDomain(domain, value) for domain, value in own.items()))
    practice.taps("c", *(ev.RatedDomain(domain, value) for domain, value in observer.items()))
    return practice.to(stage)


def without_waiting(practice: Practice) -> Practice:
    """The feedback opened without those who are still writing."""
    return practice.wait(QUIET_MINUTE).move("a", Move.GO_ON_WITHOUT).wait(5 * SECOND).to(Stage.SHEETS)


def item_of(practice: Practice, text: str) -> OpenedItem:
    return next(item for item in practice.view("a").opened.items if item.text == text)


# The quiet minute


def test_the_debrief_begins_for_all_at_once_when_the_last_hands_in() -> None:
    practice = trio(Stage.QUIET).hands_in("b", "a")
    assert [type(practice.view(seat)) for seat in "abc"] == [StudentView, PatientView, ObserverView]

    practice.hands_in("c")

    assert [type(practice.view(seat)) for seat in "abc"] == [DebriefView] * 3


def test_the_sheets_open_for_all_at_once_when_somebody_goes_on_from_the_observers_turn() -> None:
    practice = trio(Stage.QUIET).to(Stage.DEBRIEF, Turn.OBSERVER)
    assert [type(practice.view(seat)) for seat in "abc"] == [DebriefView] * 3

    practice.move("b", Move.GO_ON)

    assert [type(practice.view(seat)) for seat in "abc"] == [SheetsView] * 3


def test_handing_in_twice_ends_nothing() -> None:
    practice = trio(Stage.QUIET).hands_in("a", "b").tap("a", ev.HandedIn())

    assert practice.stage is Stage.QUIET


def test_everybody_sees_who_has_handed_in() -> None:
    people = trio(Stage.QUIET).hands_in("a").view("c").top.people

    assert [(person.name, person.done) for person in people] == [
        ("Person a", True),
        ("Person b", False),
        ("Person c", False),
    ]


def test_nobody_goes_on_without_the_others_before_the_quiet_minute_is_over() -> None:
    practice = trio(Stage.QUIET).hands_in("a").wait(QUIET_MINUTE - 1)

    said = refused(practice.move, "a", Move.GO_ON_WITHOUT)

    assert said == "Somebody is still writing. You can continue without waiting once the quiet minute is over."
    assert "go_on_without" not in practice.view("a").top.moves


def test_after_the_quiet_minute_anybody_may_go_on_without_the_others() -> None:
    practice = trio(Stage.QUIET).hands_in("a").wait(QUIET_MINUTE)
    assert "go_on_without" in practice.view("b").top.moves

    practice.move("b", Move.GO_ON_WITHOUT).wait(5 * SECOND)

    assert practice.stage is Stage.DEBRIEF
    assert practice.to(Stage.SHEETS).view("a").opened.not_handed_in == ("Person b", "Person c")


def test_nobody_waits_for_the_form_of_somebody_who_left() -> None:
    practice = trio(Stage.QUIET).move("c", Move.LEAVE).wait(5 * SECOND).hands_in("a").wait(QUIET_MINUTE)

    practice.move("a", Move.GO_ON_WITHOUT).wait(5 * SECOND)

    assert practice.to(Stage.SHEETS).view("a").opened.not_handed_in == ("Person b",)


def test_going_on_without_somebody_can_be_undone() -> None:
    practice = trio(Stage.QUIET).wait(QUIET_MINUTE).move("b", Move.GO_ON_WITHOUT).wait(4999).move("c", Move.UNDO)

    assert practice.wait(MINUTE).stage is Stage.QUIET


def test_a_pause_moves_the_end_of_the_quiet_minute() -> None:
    practice = trio(Stage.QUIET).wait(QUIET_MINUTE - SECOND).move("a", Move.PAUSE).wait(MINUTE).move("a", Move.CARRY_ON)

    assert "go_on_without" not in practice.wait(999).view("a").top.moves
    assert "go_on_without" in practice.wait(1).view("a").top.moves


def test_when_nobody_goes_on_the_sheets_stay_shut() -> None:
    assert trio(Stage.QUIET).wait(2 * DAY - 1).stage is Stage.QUIET


@pytest.mark.parametrize(
    ("seat", "missing"),
    [
        ("a", "Gathering, Managing, Relating, the overall rating, one thing you’d like help with"),
        ("b", "the four statements, one sentence as the patient"),
        ("c", "Gathering, Managing, Relating, the overall rating, one thing you saw or heard"),
    ],
)
def test_an_empty_form_is_not_handed_in_and_its_missing_parts_are_named(seat: str, missing: str) -> None:
    practice = trio(Stage.QUIET)

    assert refused(practice.tap, seat, ev.HandedIn()) == f"Not submitted yet. Still to do: {missing}."


def test_one_missing_statement_is_missing() -> None:
    practice = trio(Stage.QUIET).fills("b").wait(1).tap("b", ev.Wrote(Words.SENTENCE, "  "))

    said = refused(practice.tap, "b", ev.HandedIn())

    assert said == "Not submitted yet. Still to do: one sentence as the patient."


def test_the_sheet_itself_need_not_be_full() -> None:
    practice = trio(Stage.QUIET).hands_in("c")

    assert practice.view("c").form.handed_in is True


def test_ones_own_answers_come_back_on_ones_own_form() -> None:
    practice = trio(Stage.QUIET).taps("a", ev.RatedDomain("gather", 1), ev.Wrote(Words.LINE, "Slower"))

    form = practice.view("a").form

    assert (form.ratings["gather"], form.ratings["manage"], form.sentences[0].text) == (1, None, "Slower")


# Three views


def test_each_of_the_three_sees_the_same_open_sheets() -> None:
    practice = trio(Stage.QUIET)
    practice.tap("a", ev.Wrote(Words.LINE, "I was slow")).tap("b", ev.Wrote(Words.SENTENCE, "I felt heard"))
    practice.tap("c", ev.Wrote(Words.TRY, "Wait once more")).to(Stage.SHEETS)

    first, *others = [practice.view(seat).opened for seat in "abc"]

    assert (first.line.value, first.sentence.value, first.to_try[0].value) == (
        "I was slow",
        "I felt heard",
        "Wait once more",
    )
    assert all(other == first for other in others)


def test_the_patients_statements_are_read_in_words() -> None:
    practice = trio(Stage.QUIET).tap("b", ev.RatedStatement("told", 1)).to(Stage.SHEETS)

    statements = dict(practice.view("c").opened.statements)

    assert statements["I was told enough"].value == "Not at all"
    assert statements["I felt understood"].value == "Mostly"


def test_the_whole_station_is_said_in_the_rubrics_words() -> None:
    practice = trio(Stage.QUIET).tap("a", ev.RatedOverall(0)).tap("c", ev.RatedOverall(3)).to(Stage.SHEETS)

    overall = practice.view("b").opened.overall

    assert (overall.own.value, overall.observers[0].value) == ("Not yet", "Well there")


def test_no_percentage_is_shown_in_the_room() -> None:
    shown = trio(Stage.SHEETS).json("a")

    assert "percent" not in shown
    assert "%" not in shown


def test_the_cases_answer_opens_with_the_sheets() -> None:
    practice = trio(Stage.QUIET)
    assert "It may be the heart." not in "".join(practice.json(seat) for seat in "abc")

    assert practice.to(Stage.SHEETS).view("a").debrief.points == ("It may be the heart.",)


@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_after_the_end_the_sheets_stay_open(seat: str) -> None:
    practice = trio(Stage.SHEETS)
    opened = practice.view(seat).opened

    last = practice.to(Stage.OVER).view(seat)

    assert isinstance(last, LastView)
    assert last.rounds == (opened,)


# The question

ALIKE = "You rated every area the same: which one is each of you least sure of?"
MUCH_ALIKE = "You rated every area much the same: which one is each of you least sure of?"


def test_a_gap_of_two_steps_is_put_as_a_question() -> None:
    practice = rated({"gather": 2}, {"gather": 4})

    assert practice.view("b").opened.then_ask == (
        "Gathering: Person a put 2, Person c put 4. What did each of you see?"
    )


def test_a_gap_of_one_step_is_seen_alike() -> None:
    assert rated({"gather": 2}, {"gather": 3}).view("b").opened.then_ask == MUCH_ALIKE


def test_where_all_is_rated_the_same_each_says_what_they_are_least_sure_of() -> None:
    assert rated({"gather": 2}, {"gather": 2}).view("b").opened.then_ask == ALIKE


def test_in_a_pair_which_rates_no_areas_it_is_asked_of_the_whole_station() -> None:
    practice = pair(Stage.QUIET).hands_in("a")
    answers = (ev.RatedStatement(statement.id, 4) for statement in practice.round.snapshot.sheet.statements)
    practice.taps("b", *answers, ev.Wrote(Words.SENTENCE, "I felt heard"), ev.RatedOverall(2), ev.HandedIn())

    assert question(practice) == "You rated the station the same: what decided it for each of you?"


def test_the_talk_opens_with_what_the_student_asked_for() -> None:
    opened = rated({"gather": 2}, {"gather": 4}).view("b").opened

    assert opened.question == "Start with what Person a wrote. What did each of you see?"
    assert opened.then_ask.startswith("Gathering: Person a put 2")


@pytest.mark.parametrize("asks", [True, False])
def test_a_safety_line_is_second_at_the_latest(asks: bool) -> None:
    practice = trio(Stage.STATION).tap("c", ev.Marked("net", Mark.NOT)).to(Stage.QUIET)
    practice.tap("c", ev.RatedDomain("gather", 1)).tap("a", ev.RatedDomain("gather", 5))

    opened = (practice.to(Stage.SHEETS) if asks else without_waiting(practice)).view("b").opened

    asked = [opened.question, opened.then_ask]
    assert asked[asks].startswith("A safety point, “Says when to ring”: Person c put “Not done”.")
    assert asked[not asks] == ("Start with what Person a wrote. What did each of you see?" if asks else "")


def test_a_missed_line_comes_before_one_on_which_observers_only_differ() -> None:
    must = [{**item, "may_not_arise": item["id"] == "net"} for item in CASE["checklist"]]
    practice = Practice(a_case(checklist=must)).sits("a", "b", "c", "d").begins(observers=("c", "d")).to(Stage.QUIET)
    practice.tap("c", ev.Marked("net", Mark.DONE)).tap("d", ev.Marked("net", Mark.NA))
    practice.tap("c", ev.Marked("scares", Mark.DONE)).tap("d", ev.Marked("scares", Mark.DONE))

    assert question(practice).startswith("A safety point, “Says he will die”: Person c put “This happened”")


def test_the_largest_gap_is_asked_about() -> None:
    practice = rated({"gather": 2, "relate": 5}, {"gather": 4, "relate": 1})

    assert practice.view("b").opened.then_ask == "Relating: Person a put 5, Person c put 1. What did each of you see?"


def test_a_gap_between_two_different_domains_is_no_gap() -> None:
    practice = rated({"gather": 1, "relate": 5}, {"gather": 1, "relate": 5})

    assert practice.view("b").opened.then_ask == ALIKE


def test_where_one_of_the_two_rated_nothing_there_is_no_question() -> None:
    practice = without_waiting(trio(Stage.QUIET).tap("a", ev.RatedDomain("gather", 1)))

    assert practice.view("b").opened.then_ask == ""


def test_with_two_observers_the_one_who_differs_more_is_asked() -> None:
    practice = Practice().sits("a", "b", "c", "d").begins(observers=("c", "d")).to(Stage.QUIET)
    for seat, value in (("a", 4), ("c", 3), ("d", 1)):
        practice.tap(seat, ev.RatedDomain("manage", value))

    question = practice.to(Stage.SHEETS).view("b").opened.then_ask

    assert question == "Managing: Person a put 4, Person d put 1. What did each of you see?"


def two_watch() -> Practice:
    """Person c and Person d observe, in the quiet minute."""
    return Practice().sits("a", "b", "c", "d").begins(observers=("c", "d")).to(Stage.QUIET)


def question(practice: Practice) -> str:
    return practice.to(Stage.SHEETS).view("b").opened.then_ask


def test_a_missed_safety_line_is_asked_about_also_where_the_ratings_are_alike() -> None:
    practice = trio(Stage.STATION).tap("c", ev.Marked("net", Mark.NOT))

    assert question(practice) == (
        "A safety point, “Says when to ring”: Person c put “Not done”. What did each of you see?"
    )


def test_a_safety_line_comes_before_the_largest_gap() -> None:
    practice = trio(Stage.QUIET).tap("c", ev.Marked("scares", Mark.DONE))
    practice.tap("a", ev.RatedDomain("gather", 5)).tap("c", ev.RatedDomain("gather", 1))

    assert question(practice).startswith("A safety point, “Says he will die”: Person c put “This happened”.")


def test_a_never_that_one_of_two_tapped_is_a_difference() -> None:
    practice = two_watch().tap("c", ev.Marked("scares", Mark.DONE)).tap("c", ev.Marked("greets", Mark.DONE))
    practice.tap("d", ev.Marked("greets", Mark.DONE)).to(Stage.SHEETS)

    opened = practice.view("a").opened

    assert opened.then_ask == (
        "A safety point, “Says he will die”: Person c put “This happened”, Person d left it blank. "
        "What did each of you see?"
    )
    assert [said.value for said in opened.compared(item_of(practice, "Says he will die"))] == [
        "This happened", "Left blank"
    ]  # fmt: skip


def test_who_marked_no_line_at_all_is_held_against_nobody() -> None:
    practice = two_watch().tap("c", ev.Marked("scares", Mark.DONE)).to(Stage.SHEETS)

    opened = practice.view("a").opened

    assert [said.name for said in opened.compared(item_of(practice, "Says he will die"))] == ["Person c"]


def test_a_must_on_which_observers_differ_is_asked_about() -> None:
    must = [{**item, "may_not_arise": item["id"] == "net"} for item in CASE["checklist"]]
    practice = Practice(a_case(checklist=must)).sits("a", "b", "c", "d").begins(observers=("c", "d")).to(Stage.QUIET)
    practice.tap("c", ev.Marked("net", Mark.DONE)).tap("d", ev.Marked("net", Mark.NA))

    assert question(practice).startswith("A safety point, “Says when to ring”: Person c put “Done”, Person d put")


def test_a_gap_between_two_observers_is_put_as_a_question() -> None:
    practice = two_watch().tap("c", ev.RatedDomain("manage", 5)).tap("d", ev.RatedDomain("manage", 2))

    assert question(practice) == "Managing: Person c put 5, Person d put 2. What did each of you see?"


def test_a_gap_on_the_whole_station_is_put_as_a_question() -> None:
    practice = trio(Stage.QUIET).tap("a", ev.RatedOverall(0)).tap("c", ev.RatedOverall(3))

    assert question(practice) == (
        "Where does this station stand? Person a put Not yet, Person c put Well there. What did each of you see?"
    )


def test_a_low_answer_of_the_patient_beside_a_high_rating_of_ones_own_is_asked_about() -> None:
    practice = trio(Stage.QUIET).tap("b", ev.RatedStatement("listened", 2)).tap("a", ev.RatedDomain("relate", 4))

    assert question(practice) == (
        "To “I was listened to” Person b answered “A little”, and Person a put 4 for Relating. "
        "What was it like for each of you?"
    )


@pytest.mark.parametrize(("answer", "rating"), [(3, 4), (2, 3)])
def test_a_middling_answer_or_rating_raises_no_question(answer: int, rating: int) -> None:
    practice = trio(Stage.QUIET).tap("b", ev.RatedStatement("listened", answer))

    assert question(practice.tap("a", ev.RatedDomain("relate", rating))) in (ALIKE, MUCH_ALIKE)


@pytest.mark.parametrize(
    ("worry", "asked"),
    [(Mark.NOT, "Relating: Person c put 4, and fewer than half of its marked lines were done. What was seen there?"),
     (Mark.DONE, MUCH_ALIKE)],
)  # fmt: skip
def test_a_high_rating_of_a_domain_whose_lines_were_not_done_is_asked_about(worry: Mark, asked: str) -> None:
    practice = trio(Stage.QUIET).tap("c", ev.RatedDomain("relate", 4))
    practice.tap("c", ev.Marked("asks-worry", worry)).tap("c", ev.Marked("scares", Mark.NOT))

    assert question(practice) == asked


@pytest.mark.parametrize(
    ("words", "value"),
    [("Done", 1.0), ("Partly", 0.5), ("Not done", 0.0), ("Didn’t happen", 0.0), ("Didn’t come up", None),
     ("Did not arise", None)],
)  # fmt: skip
def test_marks_in_older_records_are_worth_what_they_were(words: str, value: float | None) -> None:
    assert worth(words) == value


@pytest.mark.parametrize(("others", "good"), [(3, True), (2, True), (1, False)])
def test_it_was_good_overall_only_where_no_observer_said_less(others: int, good: bool) -> None:
    practice = two_watch().tap("c", ev.RatedOverall(3)).tap("d", ev.RatedOverall(others)).to(Stage.SHEETS)

    assert practice.view("a").opened.good_overall is good


# Items


def test_a_blank_is_never_shown_as_not_happened() -> None:
    practice = trio(Stage.SHEETS)

    assert all(item.marks == () for item in practice.view("a").opened.items)
    assert "Not done" not in practice.json("a")


def test_a_blank_on_a_safety_item_is_no_safety_point() -> None:
    assert trio(Stage.SHEETS).view("a").opened.safety_points == 0


@pytest.mark.parametrize(
    ("item", "mark", "text", "words"),
    [
        ("asks-nights", Mark.DONE, "Asks about nights", "Done"),
        ("asks-nights", Mark.NOT, "Asks about nights", "Not done"),
        ("asks-worry", Mark.PARTLY, "Asks what worries him", "Partly"),
        ("asks-smoking", Mark.NA, "Asks about smoking", "Didn’t come up"),
        ("scares", Mark.DONE, "Says he will die", "This happened"),
        ("scares", Mark.NOT, "Says he will die", "Didn’t happen"),
    ],
)
def test_a_mark_is_said_in_words(item: str, mark: Mark, text: str, words: str) -> None:
    practice = trio(Stage.QUIET).tap("c", ev.Marked(item, mark)).to(Stage.SHEETS)

    assert [said.value for said in item_of(practice, text).marks] == [words]


def test_a_safety_item_that_did_not_happen_is_a_safety_point() -> None:
    practice = trio(Stage.STATION).tap("c", ev.Marked("net", Mark.NOT)).to(Stage.SHEETS)

    assert item_of(practice, "Says when to ring").safety is True
    assert practice.view("a").opened.safety_points == 1


def test_items_stand_in_the_order_in_which_they_happen() -> None:
    opened = trio(Stage.SHEETS).view("a").opened

    assert [item.text for item in opened.items] == [item.text for item in a_sheet().items]


def test_a_fact_came_out_if_the_patient_tapped_it() -> None:
    practice = trio(Stage.STATION).tap("b", ev.FactCame("pillows", True)).to(Stage.SHEETS)

    assert [fact.came for fact in practice.view("c").opened.facts] == [False, True, False]


def test_who_never_asked_for_a_finding_learns_what_it_would_have_shown() -> None:
    practice = trio(Stage.STATION).tap("c", ev.Released("chest-film")).to(Stage.SHEETS)

    shown = {seat: practice.view(seat).opened.findings for seat in "abc"}

    assert [(f.ask, f.card, f.given, f.said) for f in shown["a"]] == [
        ("A tracing of the heart", "Sinus rhythm.", False, "Not marked as handed over"),
        ("A film of the chest", "A large heart.", True, "Handed over"),
    ]
    assert shown["a"] == shown["b"] == shown["c"]


def test_of_what_is_as_found_only_the_name_is_opened() -> None:
    findings = [{"id": "pulse", "ask": "Takes the pulse", "shown": "as-found"}]

    [pulse] = (
        Practice(a_case(findings=findings)).sits("a", "b", "c").begins().to(Stage.SHEETS).view("a").opened.findings
    )

    assert (pulse.ask, pulse.card, pulse.said) == (
        "Takes the pulse",
        "",
        "As found on the volunteer, not written down",
    )


def test_a_picture_of_a_finding_opens_with_the_sheets() -> None:
    practice = trio(Stage.QUIET)
    assert "film.png" not in pictures_named(practice.view("a"))

    assert "film.png" in pictures_named(practice.to(Stage.SHEETS).view("a"))


def test_the_answers_to_the_questions_open_with_the_sheets() -> None:
    practice = trio(Stage.QUIET)
    assert "An echo." not in practice.json("a")

    opened = practice.to(Stage.SHEETS).view("a").opened

    assert [(question.ask, question.answer) for question in opened.questions] == [("What next?", "An echo.")]


def test_pins_come_in_the_order_in_which_they_were_made() -> None:
    practice = trio(Stage.STATION).wait(2 * MINUTE)
    practice.tap("c", ev.Pinned(Pin.WORKED)).tap("c", ev.Pinned(Pin.TRY), made=practice.now - 30 * SECOND)

    pins = practice.to(Stage.SHEETS).view("a").opened.pins

    assert [(pin.pin, pin.seconds) for pin in pins] == [("try", 90), ("worked", 120)]


def test_what_is_scored_is_what_was_marked_and_no_blank() -> None:
    practice = trio(Stage.STATION).taps("c", ev.Marked("net", Mark.NOT), ev.Marked("greets", Mark.DONE))
    practice.tap("c", ev.Marked("greets", None)).to(Stage.QUIET).tap("c", ev.RatedOverall(0))

    response = response_of(practice.round, "c")

    assert response.items == {"net": Mark.NOT}
    assert (response.domains, response.overall) == ({}, 0)


# Pairs


def test_in_a_pair_the_second_person_has_both_parts() -> None:
    assert pair(Stage.READING).view("b").top.roles == ("patient", "observer")


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING, Stage.STATION])
def test_in_a_pair_there_is_no_sheet_before_the_bell(stage: Stage) -> None:
    view = pair(stage).view("b")

    assert isinstance(view, PatientView)
    assert (view.sheet, view.observer_form) == (None, None)


def test_in_a_pair_the_second_person_has_one_short_form() -> None:
    view = pair(Stage.QUIET).view("b")

    assert words_of(view.form) == ["sentence"]
    assert (len(view.form.statements), view.form.ratings) == (4, None)
    assert (words_of(view.observer_form), view.observer_form.domains) == ([], ())
    assert view.observer_form.scale != ()


def test_in_a_pair_the_short_form_has_to_be_full() -> None:
    practice = pair(Stage.QUIET).taps("b", *(ev.RatedStatement(s.id, 3) for s in a_sheet().statements))

    said = refused(practice.tap, "b", ev.HandedIn())

    assert said == "Not submitted yet. Still to do: one sentence as the patient, the overall rating."


def test_in_a_pair_the_debrief_begins_when_both_have_handed_in() -> None:
    practice = pair(Stage.QUIET).hands_in("b")
    assert practice.stage is Stage.QUIET

    assert practice.hands_in("a").stage is Stage.DEBRIEF


def test_in_a_pair_the_open_sheets_name_the_second_person_in_both_parts() -> None:
    view = pair(Stage.SHEETS).view("b")

    assert isinstance(view, SheetsView)
    assert view.opened.observers == ("Person b",)
    assert words_of(view.observer_form) == ["one_to_try"]


def test_in_a_trio_nobody_has_two_forms() -> None:
    practice = trio(Stage.SHEETS)

    assert [practice.view(seat).observer_form for seat in "abc"] == [None, None, None]
