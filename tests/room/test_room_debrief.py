"""The debrief turn by turn, the next step, and how it comes back."""

from __future__ import annotations

import pytest
from builders import MINUTE, Practice, a_case, four, pair, refused, sentence_of, trio, words_of

from roleplay.content.models import Timing
from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.deadlines import wakes_at
from roleplay.room.stages import PRESETS, SECOND, UNDO, Lengths, Stage, Turn, lengths
from roleplay.room.views import DebriefView, SheetsView
from roleplay.room.vocabulary import GoalOutcome, Move, Pin, Words

NOT_NOW = "That isn’t possible at this step, so nothing was changed."
AS_LONG = "Everybody gets this minute to step out of role. You can move on when the clock reaches zero."
HEAVY = a_case(heavy=True)
HEAVY_LENGTHS = lengths(PRESETS["uk-osce"], Timing(), heavy=True)


def at_turn(turn: Turn) -> Practice:
    return trio(Stage.QUIET).to(Stage.DEBRIEF, turn)


def without_the_observers_form() -> Practice:
    """It is the observer's turn, and the observer hasn't submitted."""
    practice = trio(Stage.QUIET).hands_in("a", "b").wait(90 * SECOND).move("a", Move.GO_ON_WITHOUT).wait(UNDO)
    return practice.to(Stage.DEBRIEF, Turn.OBSERVER)


def after_a_heavy_case() -> Practice:
    return trio(Stage.DEBRIEF, case=HEAVY, lengths=HEAVY_LENGTHS)


# Turns


def test_first_all_step_out_of_role_then_student_patient_and_observer_speak() -> None:
    practice = trio(Stage.DEBRIEF)
    turns = []

    while practice.stage is Stage.DEBRIEF:
        top, speaker = practice.view("a").top, practice.view("a").speaker
        turns.append((top.turn, speaker))
        practice.move("c", Move.GO_ON)

    assert turns == [
        ("out_of_role", ""),
        ("student", "Person a"),
        ("patient", "Person b"),
        ("observer", "Person c"),
    ]


@pytest.mark.parametrize(
    ("turn", "speaks"),
    [(Turn.OUT_OF_ROLE, ""), (Turn.STUDENT, "a"), (Turn.PATIENT, "b"), (Turn.OBSERVER, "c")],
)
def test_each_knows_whether_it_is_their_turn(turn: Turn, speaks: str) -> None:
    practice = at_turn(turn)

    assert [seat for seat in "abc" if practice.view(seat).you_speak] == list(speaks)


def test_two_observers_share_a_turn() -> None:
    practice = four(Stage.QUIET).to(Stage.DEBRIEF, Turn.OBSERVER)

    assert practice.view("a").speaker == "Person c and Person d"
    assert [practice.view(seat).you_speak for seat in "abcd"] == [False, False, True, True]


def test_in_a_pair_the_second_person_speaks_twice() -> None:
    practice = pair(Stage.QUIET).to(Stage.DEBRIEF, Turn.PATIENT)
    assert practice.view("b").you_speak is True

    assert practice.move("a", Move.GO_ON).view("b").you_speak is True


@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_anybody_in_the_round_may_go_on(seat: str) -> None:
    assert trio(Stage.DEBRIEF).move(seat, Move.GO_ON).seen.turn is Turn.STUDENT


def test_a_late_comer_does_not_move_the_debrief_on() -> None:
    assert refused(trio(Stage.DEBRIEF).sits("late").move, "late", Move.GO_ON) == NOT_NOW


def test_of_two_who_go_on_at_once_only_one_turn_is_passed() -> None:
    practice = trio(Stage.DEBRIEF)
    turn = practice.number
    practice.move("a", Move.GO_ON, stage=turn)

    assert refused(practice.move, "b", Move.GO_ON, stage=turn).startswith("The session had already moved on")
    assert practice.seen.turn is Turn.STUDENT


@pytest.mark.parametrize("turn", Turn)
def test_nobody_is_cut_short_by_the_clock(turn: Turn) -> None:
    practice = at_turn(turn).wait(29 * MINUTE)

    assert (practice.stage, practice.seen.turn) == (Stage.DEBRIEF, turn)


def test_every_turn_has_a_clock_of_its_own() -> None:
    assert [at_turn(turn).remaining for turn in Turn] == [20_000, 45_000, 45_000, 75_000]


def test_a_long_form_gives_every_turn_more() -> None:
    timed = lengths(PRESETS["us"], Timing())

    assert (timed.out_of_role, timed.student, timed.observer) == (33_333, 75_000, 125_000)


def test_a_talk_of_half_an_hour_does_not_hold_the_next_turn() -> None:
    practice = at_turn(Turn.STUDENT).wait(31 * MINUTE).move("a", Move.GO_ON)

    assert (practice.seen.turn, practice.seen.hold) == (Turn.PATIENT, None)
    assert practice.remaining == 45_000


def test_a_debrief_can_be_paused() -> None:
    practice = at_turn(Turn.PATIENT).wait(SECOND).move("b", Move.PAUSE).wait(MINUTE).move("c", Move.CARRY_ON)

    assert (practice.seen.turn, practice.remaining) == (Turn.PATIENT, 44_000)


# Out of role


def test_after_a_heavy_case_nobody_shortens_the_minute_out_of_role() -> None:
    practice = after_a_heavy_case().wait(MINUTE - 1)

    assert all(refused(practice.move, seat, Move.GO_ON) == AS_LONG for seat in "abc")
    assert "go_on" not in practice.view("a").top.moves


def test_once_the_minute_is_over_somebody_goes_on() -> None:
    practice = after_a_heavy_case().wait(MINUTE)
    assert practice.seen.turn is Turn.OUT_OF_ROLE

    assert practice.move("c", Move.GO_ON).seen.turn is Turn.STUDENT


def test_a_pause_does_not_use_the_minute_up() -> None:
    practice = after_a_heavy_case().wait(MINUTE - 1).move("a", Move.PAUSE).wait(MINUTE).move("a", Move.CARRY_ON)
    assert refused(practice.move, "a", Move.GO_ON) == AS_LONG

    assert practice.wait(1).move("a", Move.GO_ON).seen.turn is Turn.STUDENT


def test_the_room_wakes_when_the_minute_is_over() -> None:
    practice = after_a_heavy_case()

    assert wakes_at(practice.seen) == practice.now + MINUTE


def test_only_the_minute_out_of_role_is_kept() -> None:
    practice = after_a_heavy_case().wait(MINUTE).moves(Move.GO_ON, "a", "a")

    assert practice.seen.turn is Turn.PATIENT
    assert practice.view("c").heavy is True


def test_after_an_ordinary_case_the_minute_can_be_shortened() -> None:
    assert trio(Stage.DEBRIEF).move("a", Move.GO_ON).seen.turn is Turn.STUDENT
    assert HEAVY_LENGTHS.out_of_role == 3 * Lengths(0, 0, 0).out_of_role


# What helps to speak


@pytest.mark.parametrize("turn", Turn)
def test_what_others_wrote_stays_closed_until_the_sheets(turn: Turn) -> None:
    practice = at_turn(turn)

    for seat in "abc":
        asks = [sentence_of("a", 1)] if (seat, turn) == ("c", Turn.OBSERVER) else []
        others = [words for other in "abc" if other != seat and (words := sentence_of(other, 1)) not in asks]
        assert isinstance(practice.view(seat), DebriefView)
        assert practice.view(seat).line == sentence_of(seat, 1)
        assert not any(words in practice.json(seat) for words in others)


@pytest.mark.parametrize("turn", Turn)
def test_the_observer_alone_has_what_the_student_asked_for_and_only_in_their_own_turn(turn: Turn) -> None:
    practice = at_turn(turn)

    asks = {seat: practice.view(seat).ask for seat in "abc"}

    assert asks == {"a": "", "b": "", "c": sentence_of("a", 1) if turn is Turn.OBSERVER else ""}


def test_in_a_pair_the_second_person_has_it_in_their_turn_as_observer() -> None:
    practice = pair(Stage.QUIET).to(Stage.DEBRIEF, Turn.PATIENT)
    assert practice.view("b").ask == ""

    assert practice.to(Stage.DEBRIEF, Turn.OBSERVER).view("b").ask == sentence_of("a", 1)


def test_the_observers_words_open_with_the_sheets() -> None:
    practice = at_turn(Turn.OBSERVER).move("c", Move.GO_ON)

    assert sentence_of("c", 1) in practice.json("a")


def test_an_observer_has_their_own_pins_and_marks_at_hand() -> None:
    practice = four(Stage.STATION).wait(MINUTE).tap("c", ev.Pinned(Pin.TRY)).tap("d", ev.Pinned(Pin.WORKED))
    practice.taps("c", ev.Marked("net", Mark.DONE), ev.Marked("greets", Mark.NOT), ev.Marked("asks-worry", Mark.PARTLY))

    view = practice.to(Stage.DEBRIEF).view("c")

    assert [(pin.pin, pin.seconds) for pin in view.pins] == [("try", 60)]
    assert [item.id for item in view.items] == ["asks-worry", "net"]


def test_who_does_not_watch_has_neither_pins_nor_lines() -> None:
    practice = trio(Stage.STATION).tap("c", ev.Pinned(Pin.TRY)).tap("c", ev.Marked("net", Mark.DONE)).to(Stage.DEBRIEF)

    assert [(practice.view(seat).pins, practice.view(seat).items) for seat in "ab"] == [((), ())] * 2


def test_a_form_can_be_finished_during_the_debrief() -> None:
    practice = without_the_observers_form().hands_in("c")

    assert practice.view("c").form.handed_in is True
    assert practice.stage is Stage.DEBRIEF


# One to try


@pytest.mark.parametrize("turn", [None, Turn.OUT_OF_ROLE, Turn.STUDENT, Turn.PATIENT])
def test_one_to_try_is_not_asked_for_before_the_observers_turn(turn: Turn | None) -> None:
    practice = at_turn(turn) if turn else trio(Stage.QUIET)

    assert words_of(practice.view("c").form) == ["saw_or_heard"]


def test_in_the_observers_turn_one_to_try_is_asked_for_and_stays_until_the_end() -> None:
    practice = at_turn(Turn.OBSERVER).tap("c", ev.Wrote(Words.TRY, "Wait once more"))

    for later in (practice, practice.to(Stage.SHEETS), practice.to(Stage.NEXT)):
        assert [one.text for one in later.view("c").form.sentences][1] == "Wait once more"
    assert practice.view("a").opened.to_try[0].value == "Wait once more"


def test_the_student_and_the_patient_are_never_asked_for_it() -> None:
    practice = at_turn(Turn.OBSERVER)

    assert [words_of(practice.view(seat).form) for seat in "ab"] == [["line"], ["sentence"]]


def test_in_a_pair_the_second_person_may_give_one_to_try_as_well() -> None:
    practice = pair(Stage.QUIET).to(Stage.DEBRIEF, Turn.OBSERVER)

    assert words_of(practice.view("b").observer_form) == ["one_to_try"]


def test_what_an_observer_saw_stands_beside_them_while_they_speak() -> None:
    assert at_turn(Turn.OBSERVER).view("c").line == sentence_of("c", 1)


# Opening the feedback


def test_with_every_form_in_the_sheets_open_at_once() -> None:
    practice = at_turn(Turn.OBSERVER).move("a", Move.GO_ON)

    assert practice.stage is Stage.SHEETS
    assert practice.round.opened_at == practice.now


def test_with_a_form_missing_the_sheets_wait_five_seconds() -> None:
    practice = without_the_observers_form().move("a", Move.GO_ON)
    assert practice.view("c").top.asked.move == "go_on"
    assert practice.wait(UNDO - 1).stage is Stage.DEBRIEF

    assert practice.wait(1).stage is Stage.SHEETS


def test_within_five_seconds_anybody_may_keep_them_shut() -> None:
    practice = without_the_observers_form().move("a", Move.GO_ON).wait(UNDO - 1).move("c", Move.UNDO)

    assert practice.wait(MINUTE).stage is Stage.DEBRIEF


def test_an_earlier_turn_never_waits_for_a_form() -> None:
    practice = trio(Stage.QUIET).wait(90 * SECOND).move("a", Move.GO_ON_WITHOUT).wait(UNDO)

    assert practice.move("a", Move.GO_ON).seen.turn is Turn.STUDENT


def test_a_form_of_somebody_who_left_counts_for_nobody_elses() -> None:
    practice = four(Stage.QUIET).hands_in("a", "b", "d").wait(90 * SECOND).move("a", Move.GO_ON_WITHOUT).wait(UNDO)
    practice.move("d", Move.LEAVE).to(Stage.DEBRIEF, Turn.OBSERVER)

    assert practice.move("a", Move.GO_ON).stage is Stage.DEBRIEF


def test_after_the_sheets_somebody_goes_on_to_the_next_step() -> None:
    practice = trio(Stage.SHEETS).move("b", Move.GO_ON)

    assert practice.stage is Stage.NEXT
    assert [type(practice.view(seat)) for seat in "abc"] == [SheetsView] * 3


# The next step


def test_the_next_step_is_the_students_alone() -> None:
    practice = trio(Stage.NEXT)

    for seat in "bc":
        said = refused(practice.tap, seat, ev.Wrote(Words.NEXT_STEP, "I will wait"))
        assert said == "In this round only the student writes that sentence, so that wasn’t saved."
        assert practice.view(seat).next_step is None
    assert practice.view("a").next_step == ""


def test_the_next_step_stands_on_the_students_screen() -> None:
    practice = trio(Stage.NEXT).tap("a", ev.Wrote(Words.NEXT_STEP, "I will wait"))

    assert practice.view("a").next_step == "I will wait"
    assert practice.view("c").opened.next_step.value == "I will wait"


def second_round(goal: str = "I will wait", student: str = "a", stage: Stage = Stage.PREPARE) -> Practice:
    """After a first round a second one, to which its student brings this next step."""
    others = tuple(seat for seat in "abc" if seat != student)
    practice = trio(Stage.NEXT).begins(student, others[0], others[1:], goal=goal)
    return practice.to(stage)


def test_it_comes_back_at_the_beginning_of_the_students_next_round() -> None:
    practice = trio(Stage.NEXT).tap("a", ev.Wrote(Words.NEXT_STEP, "I will wait")).move("c", Move.BEGIN)

    assert practice.round.cast.student == "b"
    assert practice.view("b").goal == ""
    assert practice.to(Stage.NEXT).move("c", Move.BEGIN).to(Stage.NEXT).plans().move("c", Move.BEGIN).view(
        "a"
    ).goal == ("I will wait")


def test_whoever_watches_sees_the_last_next_step_and_the_patient_does_not() -> None:
    practice = second_round(stage=Stage.QUIET)

    assert practice.view("c").goal == practice.view("c").form.goal == "I will wait"
    assert "I will wait" not in practice.json("b")


@pytest.mark.parametrize("stage", [Stage.QUIET, Stage.DEBRIEF, Stage.SHEETS, Stage.NEXT, Stage.OVER])
def test_an_observer_says_what_came_of_it_from_the_bell_on(stage: Stage) -> None:
    practice = second_round(stage=stage).tap("c", ev.RatedGoal(GoalOutcome.PARTLY))

    assert practice.view("c").form.goal_outcome == "partly"


def test_what_came_of_it_is_open_with_the_sheets() -> None:
    practice = second_round(stage=Stage.QUIET).tap("c", ev.RatedGoal(GoalOutcome.NO_CHANCE))
    assert "no_chance" not in practice.json("a") + practice.json("b")

    opened = practice.to(Stage.SHEETS).view("a").opened

    assert (opened.goal, [said.value for said in opened.goal_outcomes]) == ("I will wait", ["didn’t come up"])


@pytest.mark.parametrize("seat", ["a", "b"])
def test_nobody_else_says_what_came_of_it(seat: str) -> None:
    said = refused(second_round(stage=Stage.QUIET).tap, seat, ev.RatedGoal(GoalOutcome.DONE))

    assert said == "In this round only the observer says what became of the next step, so that wasn’t saved."


def test_before_the_bell_nothing_came_of_it_yet() -> None:
    said = refused(second_round(stage=Stage.STATION).tap, "c", ev.RatedGoal(GoalOutcome.DONE))

    assert said == "That comes after the bell, when the station is over, so it wasn’t saved."


def test_where_there_was_no_next_step_nothing_came_of_it() -> None:
    said = refused(trio(Stage.QUIET).tap, "c", ev.RatedGoal(GoalOutcome.DONE))

    assert said == "There was no next step to look for in this round, so that wasn’t saved."


def test_in_a_pair_who_watches_too_says_what_came_of_it() -> None:
    practice = pair(Stage.NEXT).begins("a", "b", ("b",), goal="I will wait").to(Stage.QUIET)

    practice.tap("b", ev.RatedGoal(GoalOutcome.DONE))

    assert (practice.view("b").observer_form.goal_outcome, practice.view("b").form.goal_outcome) == ("done", None)
