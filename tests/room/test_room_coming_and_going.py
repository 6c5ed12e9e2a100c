"""Leaving, coming back and coming late: nobody waits for these people, and nobody is shut out."""

from __future__ import annotations

import pytest
from builders import MINUTE, Practice, a_case, as_stored, at, four, pair, refused, trio

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.decide import Step
from roleplay.room.fold import fold
from roleplay.room.stages import QUIET_MINUTE, SECOND, UNDO, Stage, Turn
from roleplay.room.state import Role
from roleplay.room.views import LastView, Lobby, ObserverView, OutsideView, SheetsView
from roleplay.room.vocabulary import Move

NOT_NOW = "That isn’t possible at this step, so nothing was changed."
BEFORE_THE_BELL = [Stage.PREPARE, Stage.CONSENT, Stage.READING, Stage.STATION]
AFTER_THE_BELL = [Stage.QUIET, Stage.DEBRIEF, Stage.SHEETS, Stage.NEXT]
IN_A_ROUND = BEFORE_THE_BELL + AFTER_THE_BELL


def offered(practice: Practice, seat: str) -> set[str]:
    return set(practice.view(seat).top.moves)


# Leaving before the bell


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING, Stage.STATION])
def test_a_round_goes_on_without_one_of_two_observers(stage: Stage) -> None:
    practice = four(stage).wait(1000)
    left = practice.remaining

    practice.move("d", Move.LEAVE)

    assert (practice.stage, practice.remaining) == (stage, left)
    assert practice.round.given_up is False


@pytest.mark.parametrize("stage", BEFORE_THE_BELL)
@pytest.mark.parametrize("seat", ["a", "b"])
def test_without_its_student_or_its_patient_the_round_is_given_up_after_five_seconds(stage: Stage, seat: str) -> None:
    practice = at(stage).move(seat, Move.LEAVE).wait(UNDO - 1)
    assert (practice.stage, practice.round.given_up, seat in practice.seen.seats) == (stage, False, True)

    practice.wait(1)

    assert (practice.stage, practice.round.given_up, seat in practice.seen.seats) == (Stage.NEXT, True, False)
    assert practice.seen.played == 0


def test_without_anybody_who_watches_the_round_goes_on_as_a_pair() -> None:
    practice = trio(Stage.STATION).move("c", Move.LEAVE)

    assert (practice.stage, practice.round.given_up) == (Stage.STATION, False)
    assert practice.round.cast.roles("b") == {Role.PATIENT, Role.OBSERVER}


@pytest.mark.parametrize("seat", ["a", "b"])
def test_a_pair_does_not_go_on_alone(seat: str) -> None:
    assert pair(Stage.STATION).leaves(seat).stage is Stage.NEXT


def test_a_round_that_was_given_up_opens_no_sheets() -> None:
    practice = trio(Stage.STATION).leaves("a")

    assert isinstance(practice.view("c"), Lobby)
    assert "Daniel" not in practice.json("c")
    assert "Asks about nights" not in practice.json("b") + practice.json("c")


def test_nobody_waits_for_the_yes_of_who_left() -> None:
    practice = four().moves(Move.READY, "a", "b", "c")
    assert practice.stage is Stage.PREPARE

    assert practice.move("d", Move.LEAVE).stage is Stage.READING


def test_leaving_ends_neither_a_pause_nor_a_stop() -> None:
    paused = four(Stage.STATION).move("a", Move.PAUSE).move("d", Move.LEAVE)
    stopped = four(Stage.STATION).move("a", Move.STOP).move("d", Move.LEAVE)

    assert paused.view("a").top.held.kind == "pause"
    assert stopped.view("a").top.held.kind == "stop"


def test_a_stop_ends_when_the_last_who_had_not_agreed_leaves() -> None:
    practice = four(Stage.STATION).move("a", Move.STOP).moves(Move.CARRY_ON, "a", "b", "c")
    assert practice.seen.hold is not None

    practice.move("d", Move.LEAVE)

    assert (practice.seen.hold, practice.remaining) == (None, 8 * MINUTE)


def test_in_the_lobby_a_stop_ends_in_the_same_way() -> None:
    practice = Practice().sits("a", "b", "c").move("a", Move.STOP).moves(Move.CARRY_ON, "a", "b").move("c", Move.LEAVE)

    assert practice.seen.hold is None


@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_after_a_round_that_was_given_up_a_stop_does_not_wait_for_who_left(seat: str) -> None:
    practice = trio(Stage.STATION).leaves(seat)
    others = [other for other in "abc" if other != seat]

    practice.move(others[0], Move.STOP).moves(Move.CARRY_ON, *others)

    assert practice.seen.hold is None


def test_where_nobody_of_the_round_is_left_the_others_agree() -> None:
    practice = pair(Stage.NEXT).sits("d", "e").moves(Move.LEAVE, "a", "b").move("d", Move.STOP)

    assert practice.moves(Move.CARRY_ON, "d", "e").seen.hold is None


# Five seconds to stay


def test_everybody_sees_that_somebody_is_about_to_leave_and_the_row_says_who() -> None:
    practice = trio(Stage.STATION).move("b", Move.LEAVE)

    asked = practice.view("c").top.asked

    assert (asked.move, asked.due) == ("leave", practice.now + UNDO)
    assert (practice.log[-1].seat, practice.log[-1].event) == ("b", ev.Asked(Move.LEAVE))


@pytest.mark.parametrize("stage", BEFORE_THE_BELL)
@pytest.mark.parametrize("seat", ["a", "b"])
@pytest.mark.parametrize("undoes", ["a", "b", "c"])
def test_leaving_is_undone_after_4999_milliseconds(stage: Stage, seat: str, undoes: str) -> None:
    practice = at(stage).move(seat, Move.LEAVE).wait(UNDO - 1).move(undoes, Move.UNDO).wait(SECOND)

    assert (practice.stage, practice.round.given_up, practice.seen.pending) == (stage, False, None)
    assert practice.seen.seats == ("a", "b", "c")


def test_after_5000_milliseconds_leaving_is_not_undone() -> None:
    practice = trio(Stage.STATION).move("a", Move.LEAVE).wait(UNDO)

    assert refused(practice.move, "b", Move.UNDO) == "There was nothing left to undo."
    assert practice.round.started_at[Stage.NEXT] == practice.now


@pytest.mark.parametrize("stage", [Stage.OPENING, *IN_A_ROUND])
@pytest.mark.parametrize("seat", ["c", "late"])
def test_whom_the_round_does_not_need_leaves_at_once(stage: Stage, seat: str) -> None:
    practice = at(stage).sits("late").move(seat, Move.LEAVE)

    assert (practice.stage, practice.state.pending) == (stage, None)
    assert seat not in practice.state.seats


@pytest.mark.parametrize("stage", [Stage.OPENING, *AFTER_THE_BELL])
@pytest.mark.parametrize("seat", ["a", "b"])
def test_without_a_round_to_give_up_everybody_leaves_at_once(stage: Stage, seat: str) -> None:
    practice = at(stage).move(seat, Move.LEAVE)

    assert (practice.stage, practice.state.pending) == (stage, None)
    assert seat not in practice.state.seats


def test_a_second_tap_does_not_cut_the_five_seconds_short() -> None:
    practice = trio(Stage.STATION).move("a", Move.LEAVE).wait(1000)

    assert {"leave", "undo"} & offered(practice, "a") == {"undo"}
    assert refused(practice.move, "a", Move.LEAVE).startswith("That is already about to happen")
    assert "leave" in offered(practice, "b")


def test_when_student_and_patient_leave_both_are_gone_after_five_seconds() -> None:
    practice = trio(Stage.STATION).move("a", Move.LEAVE).wait(1000).move("b", Move.LEAVE)
    assert (practice.stage, practice.seen.seats) == (Stage.NEXT, ("a", "c"))

    practice.wait(UNDO - 1000)

    assert (practice.stage, practice.seen.seats) == (Stage.NEXT, ("c",))


def test_where_something_else_is_about_to_happen_there_are_no_five_seconds_more() -> None:
    practice = trio(Stage.STATION).move("c", Move.END_EARLY).move("a", Move.LEAVE)

    assert (practice.stage, practice.round.given_up, practice.wait(UNDO).stage) == (Stage.NEXT, True, Stage.NEXT)


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING])
def test_the_end_of_a_stage_does_not_keep_who_is_about_to_leave(stage: Stage) -> None:
    practice = trio(stage)
    practice.wait(practice.remaining - 2000).move("a", Move.LEAVE).wait(UNDO)

    assert (practice.stage, practice.round.given_up) == (Stage.NEXT, True)


def test_whom_the_bell_overtakes_leaves_a_round_that_goes_on() -> None:
    practice = trio(Stage.STATION).wait(8 * MINUTE - 2000).move("a", Move.LEAVE).wait(UNDO)

    assert (practice.stage, practice.round.given_up) == (Stage.QUIET, False)
    assert practice.seen.seats == ("b", "c")


def test_whom_the_bell_overtook_nobody_waits_for() -> None:
    practice = trio(Stage.STATION).wait(8 * MINUTE - 1000).move("a", Move.LEAVE).wait(1000).hands_in("b", "c")
    assert practice.stage is Stage.QUIET

    assert practice.wait(UNDO).stage is Stage.DEBRIEF


def test_carrying_on_does_not_keep_who_is_about_to_leave() -> None:
    practice = trio(Stage.STATION).move("c", Move.PAUSE).move("a", Move.LEAVE).move("b", Move.CARRY_ON)

    assert (practice.seen.hold, practice.stage) == (None, Stage.STATION)
    assert practice.wait(UNDO).stage is Stage.NEXT


@pytest.mark.parametrize("hold", [Move.PAUSE, Move.STOP])
def test_what_holds_the_clock_drops_a_leave_that_was_only_asked(hold: Move) -> None:
    practice = trio(Stage.STATION).move("a", Move.LEAVE).wait(1000).move("b", hold).wait(MINUTE)

    assert (practice.stage, practice.seen.seats) == (Stage.STATION, ("a", "b", "c"))


def test_behind_a_stop_leaving_waits_too() -> None:
    practice = trio(Stage.STATION).move("c", Move.STOP).move("a", Move.LEAVE).wait(UNDO - 1)
    assert practice.stage is Stage.STATION

    assert practice.wait(1).stage is Stage.NEXT


# Who observes in whose place


@pytest.mark.parametrize("stage", BEFORE_THE_BELL)
def test_an_observer_who_comes_back_before_the_bell_takes_the_sheet_back(stage: Stage) -> None:
    practice = at(stage).move("c", Move.LEAVE)
    assert practice.round.cast.roles("b") == {Role.PATIENT, Role.OBSERVER}

    practice.sits("c")

    assert [practice.round.cast.roles(seat) for seat in "bc"] == [{Role.PATIENT}, {Role.OBSERVER}]


@pytest.mark.parametrize("seat", ["a", "b"])
def test_only_an_observer_who_comes_back_takes_the_sheet_from_the_patient_of_a_pair(seat: str) -> None:
    practice = pair(Stage.STATION).leaves(seat).sits(seat)

    assert practice.round.cast.roles("b") == {Role.PATIENT, Role.OBSERVER}


def test_an_observer_who_comes_back_after_the_bell_leaves_the_patient_theirs() -> None:
    practice = trio(Stage.STATION).move("c", Move.LEAVE).to(Stage.QUIET).sits("c")

    assert [practice.round.cast.roles(seat) for seat in "bc"] == [{Role.PATIENT, Role.OBSERVER}, {Role.OBSERVER}]


@pytest.mark.parametrize("stage", AFTER_THE_BELL)
def test_an_observer_who_leaves_after_the_bell_makes_nobody_an_observer(stage: Stage) -> None:
    practice = trio(stage).move("c", Move.LEAVE)

    assert practice.round.cast.roles("b") == {Role.PATIENT}


def test_an_observer_who_leaves_a_round_that_was_given_up_makes_nobody_an_observer() -> None:
    practice = trio(Stage.STATION).leaves("a", "c").sits("a")

    assert practice.round.cast.roles("b") == {Role.PATIENT}


# Leaving after the bell


@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_after_the_bell_nobody_waits_for_the_form_of_who_left(seat: str) -> None:
    practice = trio(Stage.QUIET).hands_in(*(other for other in "abc" if other != seat))
    assert practice.stage is Stage.QUIET

    practice.move(seat, Move.LEAVE)

    assert (practice.stage, practice.round.given_up) == (Stage.DEBRIEF, False)


@pytest.mark.parametrize("stage", AFTER_THE_BELL)
@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_after_the_bell_the_round_goes_on_to_its_end(stage: Stage, seat: str) -> None:
    practice = trio(stage).move(seat, Move.LEAVE).to(Stage.OVER)

    other = next(other for other in "abc" if other != seat)
    assert practice.round.given_up is False
    assert len(practice.view(other).rounds) == 1


@pytest.mark.parametrize("stage", AFTER_THE_BELL)
def test_one_who_stays_alone_comes_to_the_end(stage: Stage) -> None:
    practice = trio(stage).moves(Move.LEAVE, "a", "b")

    assert practice.to(Stage.NEXT).view("c").top.people[0].name == "Person c"
    assert {"begin", "more"} & offered(practice, "c") == set()
    assert isinstance(practice.to(Stage.OVER).view("c"), LastView)


def test_when_all_but_one_leave_before_the_bell_that_one_may_finish() -> None:
    practice = four(Stage.STATION).leaves("a", "b", "d")

    assert practice.stage is Stage.NEXT
    assert practice.move("c", Move.FINISH).wait(UNDO).stage is Stage.OVER


def test_when_everybody_has_left_nothing_is_offered_to_anybody() -> None:
    practice = trio(Stage.STATION).leaves("a", "b", "c")

    assert [offered(practice, seat) for seat in "abc"] == [set()] * 3
    assert practice.wait(MINUTE).state.seats == ()


def test_a_second_who_leaves_after_a_round_was_given_up_changes_no_stage() -> None:
    practice = four(Stage.STATION).leaves("a").move("c", Move.FINISH)
    number = practice.number

    practice.move("b", Move.LEAVE)

    assert (practice.number, practice.wait(UNDO).stage) == (number, Stage.OVER)


def test_with_only_the_form_of_who_left_missing_the_sheets_open_at_once() -> None:
    practice = four(Stage.QUIET).hands_in("a", "b", "c").move("d", Move.LEAVE).to(Stage.DEBRIEF, Turn.OBSERVER)

    assert practice.move("a", Move.GO_ON).stage is Stage.SHEETS


@pytest.mark.parametrize("stage", AFTER_THE_BELL)
def test_when_all_of_the_round_have_left_those_still_in_the_room_move_it_on(stage: Stage) -> None:
    practice = trio(stage).sits("late", "later").moves(Move.LEAVE, "a", "b", "c")

    assert (practice.stage, practice.to(Stage.NEXT).round.given_up) == (stage, False)
    assert "begin" in offered(practice.plans(), "later")


@pytest.mark.parametrize("stage", [Stage.DEBRIEF, Stage.SHEETS])
def test_while_one_of_the_round_is_here_nobody_else_moves_it_on(stage: Stage) -> None:
    practice = trio(stage).sits("late").moves(Move.LEAVE, "a", "b")

    assert refused(practice.move, "late", Move.GO_ON) == NOT_NOW
    assert practice.move("c", Move.GO_ON).stage is not Stage.OVER


def test_who_moves_on_a_round_that_all_have_left_reads_nothing_of_it() -> None:
    practice = trio(Stage.QUIET).sits("late").moves(Move.LEAVE, "a", "b", "c")
    assert offered(practice, "late") == {"pause", "leave", "mute", "ring_here", "ring_table", "stop"}

    practice.wait(QUIET_MINUTE)

    assert "go_on_without" in offered(practice, "late")
    assert isinstance(practice.to(Stage.SHEETS).view("late"), OutsideView)


# Those who left


@pytest.mark.parametrize("stage", IN_A_ROUND)
@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_who_left_sees_no_round(stage: Stage, seat: str) -> None:
    practice = at(stage).leaves(seat)

    view = practice.view(seat)

    assert isinstance(view, Lobby)
    assert (view.top.roles, view.top.plays, view.top.moves) == ((), "", ())
    assert a_case().title not in practice.json(seat)


def test_who_left_is_no_longer_among_the_people() -> None:
    practice = trio(Stage.QUIET).move("b", Move.LEAVE)

    assert [person.name for person in practice.view("a").top.people] == ["Person a", "Person c"]


def test_who_left_moves_nothing() -> None:
    practice = four(Stage.STATION).move("d", Move.LEAVE)

    for move in (Move.PAUSE, Move.LEAVE, Move.STOP):
        said = refused(practice.move, "d", move)

        assert said == "You’ve left this session. Rejoin it first; then this will count."


def test_what_a_phone_that_left_still_held_is_taken() -> None:
    practice = four(Stage.STATION).wait(MINUTE)
    practice.move("d", Move.LEAVE).tap("d", ev.Marked("net", Mark.DONE), made=practice.now - SECOND)

    assert practice.round.value("d", "marked", "net") is Mark.DONE


def test_leaving_needs_the_present_screen() -> None:
    practice = trio(Stage.READING)
    old = practice.number
    practice.to(Stage.STATION)

    assert refused(practice.move, "c", Move.LEAVE, stage=old).startswith("The session had already moved on")


def test_leaving_the_lobby_leaves_a_lobby() -> None:
    practice = Practice().sits("a", "b", "c").move("b", Move.LEAVE)

    assert (practice.stage, practice.state.seats) == (Stage.OPENING, ("a", "c"))


# Coming back


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING, Stage.STATION, Stage.QUIET, Stage.DEBRIEF])
def test_who_comes_back_has_their_role_again(stage: Stage) -> None:
    practice = four(stage)
    before = practice.view("d")

    after = practice.move("d", Move.LEAVE).sits("d").view("d")

    assert (type(after), after.top.roles, after.top.moves) == (type(before), before.top.roles, before.top.moves)


def test_who_comes_back_is_waited_for_again() -> None:
    practice = four(Stage.QUIET).move("d", Move.LEAVE).sits("d").hands_in("a", "b", "c")
    assert practice.stage is Stage.QUIET

    assert practice.hands_in("d").stage is Stage.DEBRIEF


def test_a_round_that_was_given_up_stays_given_up() -> None:
    practice = trio(Stage.STATION).leaves("a").sits("a")

    assert (practice.stage, practice.round.given_up) == (Stage.NEXT, True)
    assert "begin" in offered(practice, "a")


# Coming late


@pytest.mark.parametrize("stage", BEFORE_THE_BELL)
def test_a_late_comer_who_is_let_in_watches_until_the_bell(stage: Stage) -> None:
    practice = at(stage).sits("late").watches("late")

    view = practice.view("late")

    assert isinstance(view, ObserverView)
    assert view.top.roles == ("observer",)
    assert "watch" not in offered(practice, "late")


def test_a_log_of_an_older_build_has_its_watchers_as_they_were() -> None:
    practice = trio(Stage.STATION).sits("late").logs(ev.Watched(), "late")

    assert fold(as_stored(practice.log), practice.snapshots) == practice.state
    assert practice.view("late").top.roles == ("observer",)


@pytest.mark.parametrize("stage", AFTER_THE_BELL)
def test_after_the_bell_there_is_nothing_left_to_watch(stage: Stage) -> None:
    assert refused(trio(stage).sits("late").move, "late", Move.WATCH) == NOT_NOW


@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_who_is_in_the_round_already_does_not_come_to_watch(seat: str) -> None:
    assert refused(trio(Stage.STATION).move, seat, Move.WATCH) == NOT_NOW


def test_watching_disturbs_no_clock() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).sits("late").watches("late")

    assert (practice.stage, practice.remaining) == (Stage.STATION, 7 * MINUTE)


def test_who_watches_marks_and_is_waited_for_like_any_observer() -> None:
    practice = trio(Stage.STATION).sits("late").watches("late").move("late", Move.ACCEPT)
    practice.tap("late", ev.Marked("net", Mark.DONE)).to(Stage.QUIET).hands_in("a", "b", "c")
    assert practice.stage is Stage.QUIET

    opened = practice.hands_in("late").to(Stage.SHEETS).view("late").opened

    assert opened.observers == ("Person c", "Person late")


def test_who_watches_a_pair_marks_live_while_the_patient_does_not() -> None:
    practice = pair(Stage.STATION).sits("late").watches("late").tap("late", ev.Marked("net", Mark.DONE))

    assert practice.round.value("late", "marked", "net") is Mark.DONE
    assert refused(practice.tap, "b", ev.Marked("net", Mark.DONE)).startswith("That comes after the bell")


def test_a_late_comer_who_waits_is_waited_for_by_nobody() -> None:
    practice = trio(Stage.QUIET).sits("late").hands_in("a", "b", "c")

    assert practice.stage is Stage.DEBRIEF
    assert isinstance(practice.to(Stage.SHEETS).view("late"), OutsideView)
    assert isinstance(practice.view("a"), SheetsView)


def test_a_late_comer_is_in_the_next_plan() -> None:
    practice = trio(Stage.NEXT).sits("late")

    assert "Person late" in {row.student for row in practice.view("a").plan.rows}
    assert "begin" in offered(practice, "late")


def test_a_plan_from_an_old_screen_begins_nothing() -> None:
    practice = trio(Stage.NEXT)
    began = practice.beginning("b", "c", ("a",))

    assert refused(practice.act, "b", Step(Move.BEGIN, practice.number - 1, began)).startswith("The session had")
