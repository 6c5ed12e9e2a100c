"""Moves: which are possible when, what waits for an undo, and what an old screen can no longer do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from builders import DAY, MINUTE, Practice, a_case, at, pair, refused, trio

from roleplay.room import events as ev
from roleplay.room.decide import Step
from roleplay.room.moves import EVERY_STAGE, RULES
from roleplay.room.stages import SECOND, Stage
from roleplay.room.state import FEWEST
from roleplay.room.views import Lobby, OutsideView
from roleplay.room.vocabulary import Move

MOVED_ON = "The session had already moved on, so that changed nothing. You can now see the current step."
NOT_NOW = "That isn’t possible at this step, so nothing was changed."
HELD = "The clock is held. Carry on first."
COMING = "That is already about to happen. Undo it first if you want something else."


ANYWHERE = {"stop", "leave", "mute", "ring_table"}
RING_HERE = {"ring_here"}
"""For everybody but the one whose device rings."""
MOVES = {
    stage: {move for move, rule in RULES.items() if stage in rule.stages and rule.stages != EVERY_STAGE}
    for stage in Stage
}
"""Those that not every stage has."""


def offered(practice: Practice, seat: str) -> set[str]:
    return set(practice.view(seat).top.moves)


# The lobby


def test_a_round_needs_two_people() -> None:
    practice = Practice().sits("a")

    said = refused(practice.begins)

    assert said == "A round needs at least two people. Share the code; you can begin as soon as somebody has joined."
    assert FEWEST == 2


def test_anybody_in_the_lobby_may_begin() -> None:
    practice = Practice().sits("a", "b", "c")

    assert all(offered(practice, seat) == {"begin", "replan"} | ANYWHERE | RING_HERE for seat in "abc")


def test_without_a_case_there_is_nothing_to_begin_with() -> None:
    practice = Practice().sits("a", "b")

    said = refused(practice.act, "a", Step(Move.BEGIN, practice.number))

    assert said == "There’s no other case left for tonight’s group. Carry on with this one, or finish here."


def test_without_a_plan_nothing_begins_and_the_reason_is_said() -> None:
    practice = Practice().sits("a", "b").plans(reason="All of you know all of the cases.")

    assert "begin" not in offered(practice, "a")
    assert refused(practice.begins) == "All of you know all of the cases."


def test_a_plan_that_says_no_reason_is_still_explained() -> None:
    practice = Practice().logs(ev.Sat(), "a").logs(ev.Sat(), "b")

    assert refused(practice.begins) == "No round is planned. Change the plan, or finish here."


def test_of_two_who_begin_at_once_the_second_changes_nothing() -> None:
    practice = Practice().sits("a", "b", "c")
    lobby = practice.number
    practice.begins()

    assert refused(practice.move, "b", Move.BEGIN, stage=lobby) == MOVED_ON
    assert len(practice.state.rounds) == 1


# Stale moves


def test_of_two_who_end_one_stage_the_second_is_told_that_it_had_moved_on() -> None:
    practice = trio(Stage.READING)
    reading = practice.number
    practice.move("a", Move.GO_ON, stage=reading).wait(5 * SECOND)

    said = refused(practice.move, "b", Move.GO_ON, stage=reading)

    assert said == MOVED_ON
    assert practice.stage is Stage.STATION


def test_a_move_from_a_stage_that_has_not_come_changes_nothing() -> None:
    practice = trio(Stage.READING)

    assert refused(practice.move, "a", Move.PAUSE, stage=practice.number + 1) == MOVED_ON


def test_every_move_but_an_answer_has_its_row_in_the_table() -> None:
    assert set(Move) - set(RULES) == {Move.LET_IN, Move.KEEP_OUT}


def test_a_move_that_the_stage_does_not_have_is_refused() -> None:
    assert refused(trio(Stage.READING).move, "a", Move.END_EARLY) == NOT_NOW


@pytest.mark.parametrize("stage", MOVES)
def test_what_a_screen_offers_stands_in_the_table(stage: Stage) -> None:
    practice = at(stage)

    offers = {move for seat in "abc" for move in offered(practice, seat)}

    assert offers <= {move.value for move in MOVES[stage]} | ANYWHERE | RING_HERE
    assert bool(offers) is (stage is not Stage.OVER)


@pytest.mark.parametrize("stage", MOVES)
@pytest.mark.parametrize("move", sorted(set(Move) - {Move.LET_IN, Move.KEEP_OUT}))
def test_a_move_is_taken_exactly_where_it_is_offered(stage: Stage, move: Move) -> None:
    for seat in "abc":
        practice = at(stage)
        if move in offered(practice, seat):
            assert practice.move(seat, move) is practice
        else:
            assert refused(practice.move, seat, move)


@pytest.mark.parametrize("move", [Move.BEGIN, Move.GO_ON_WITHOUT, Move.TIME_OUT])
def test_a_move_of_another_stage_is_not_explained_as_if_it_were_this_ones(move: Move) -> None:
    assert refused(trio(Stage.READING).move, "a", move) == NOT_NOW


# Ready


def test_the_round_goes_on_when_the_last_one_is_ready() -> None:
    practice = trio().moves(Move.READY, "a", "b")
    assert practice.stage is Stage.PREPARE

    practice.move("c", Move.READY)

    assert practice.stage is Stage.READING


def test_ready_is_said_once() -> None:
    practice = trio().move("a", Move.READY)

    assert "ready" not in offered(practice, "a")
    assert refused(practice.move, "a", Move.READY) == NOT_NOW


def test_nobody_waits_for_a_late_comer_to_be_ready() -> None:
    practice = trio().sits("late")

    practice.moves(Move.READY, "a", "b", "c")

    assert practice.stage is Stage.READING


def test_only_the_student_takes_a_time_out() -> None:
    practice = trio(Stage.STATION)

    assert refused(practice.move, "c", Move.TIME_OUT) == NOT_NOW
    assert practice.move("a", Move.TIME_OUT).view("b").top.held.kind == "time_out"


# Undo


def test_an_early_end_is_undone_after_4999_milliseconds() -> None:
    practice = trio(Stage.STATION).move("a", Move.END_EARLY).wait(4999)

    practice.move("b", Move.UNDO).wait(MINUTE)

    assert (practice.stage, practice.remaining) == (Stage.STATION, 7 * MINUTE - 4999)


def test_after_5000_milliseconds_the_station_has_ended() -> None:
    practice = trio(Stage.STATION)
    station = practice.number
    practice.move("a", Move.END_EARLY).wait(5000)

    assert refused(practice.move, "b", Move.UNDO, stage=station) == MOVED_ON
    assert practice.stage is Stage.QUIET
    assert practice.round.started_at[Stage.QUIET] == practice.now


def test_everybody_sees_what_is_about_to_happen_and_until_when() -> None:
    practice = trio(Stage.STATION).move("a", Move.END_EARLY)

    asked = practice.view("c").top.asked

    assert (asked.move, asked.due) == ("end_early", practice.now + 5000)


def test_what_is_about_to_happen_cannot_be_asked_twice() -> None:
    practice = trio(Stage.STATION).move("a", Move.END_EARLY)

    assert "end_early" not in offered(practice, "b")
    assert refused(practice.move, "b", Move.END_EARLY) == COMING


def test_with_nothing_asked_there_is_nothing_to_undo() -> None:
    assert refused(trio(Stage.STATION).move, "a", Move.UNDO) == "There was nothing left to undo."


def test_while_a_step_can_be_undone_everybody_sees_whose_tap_it_was() -> None:
    practice = trio(Stage.STATION).move("b", Move.END_EARLY)

    assert [practice.view(seat).top.asked.by for seat in "abc"] == ["Person b"] * 3
    assert practice.table().top.asked.by == "Person b"


def test_a_pause_drops_what_is_pending() -> None:
    practice = trio(Stage.STATION).move("a", Move.END_EARLY).wait(1000).move("b", Move.PAUSE).wait(MINUTE)

    practice.move("b", Move.CARRY_ON).wait(MINUTE)

    assert (practice.stage, practice.remaining) == (Stage.STATION, 6 * MINUTE + 59 * SECOND)


def test_the_bell_overtakes_an_early_end_that_is_still_pending() -> None:
    practice = trio(Stage.STATION).wait(8 * MINUTE - 1000).move("a", Move.END_EARLY)

    practice.wait(5000)

    assert practice.stage is Stage.QUIET
    assert practice.round.started_at[Stage.QUIET] == practice.now - 4000
    assert practice.seen.pending is None


def test_finishing_can_be_undone_too() -> None:
    practice = trio(Stage.NEXT).move("a", Move.FINISH).wait(4999).move("c", Move.UNDO)

    assert practice.wait(MINUTE).stage is Stage.NEXT


def test_behind_a_held_clock_only_carrying_on_is_possible() -> None:
    practice = trio(Stage.STATION).move("a", Move.PAUSE)

    assert offered(practice, "b") == {"carry_on"} | ANYWHERE | RING_HERE
    assert refused(practice.move, "b", Move.END_EARLY) == HELD
    assert refused(practice.move, "c", Move.PAUSE) == HELD


def test_carrying_on_twice_changes_nothing() -> None:
    practice = trio(Stage.STATION).move("a", Move.PAUSE).move("b", Move.CARRY_ON)

    assert refused(practice.move, "c", Move.CARRY_ON) == NOT_NOW


# The end


def test_after_the_end_nothing_is_offered() -> None:
    practice = trio(Stage.OVER)

    assert offered(practice, "a") == set()
    assert refused(practice.move, "a", Move.STOP) == NOT_NOW


def test_a_closed_practice_takes_no_moves() -> None:
    practice = trio(Stage.NEXT).wait(2 * DAY)

    said = refused(practice.move, "a", Move.FINISH)

    assert said == "This session has closed, so nothing more can be added to it. Everything saved is kept."


# Latecomers


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.OPENING])
def test_a_late_comer_sees_a_round_from_outside_only(stage: Stage) -> None:
    practice = at(stage).sits("late")

    shown = practice.view("late")

    assert isinstance(shown, Lobby if stage in (Stage.NEXT, Stage.OVER) else OutsideView)
    assert (shown.top.roles, shown.top.plays) == ((), "")
    assert a_case().title not in practice.json("late")


def test_who_waits_outside_sees_who_plays_what_the_kind_of_station_and_its_clock() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).sits("late")

    top = practice.view("late").top

    assert [person.roles for person in top.people] == [("student",), ("patient",), ("observer",), ()]
    assert (top.kind, top.how, top.clock) == ("interview", "", practice.view("a").top.clock)


def test_who_waits_outside_gets_nothing_of_the_rounds_to_come_either() -> None:
    practice = trio().sits("late").plans()

    assert [row.title for row in practice.state.plan]
    assert set(vars(practice.view("late"))) == {"top", "watch"}


def test_a_late_comer_may_stop_or_watch_and_moves_nothing_for_the_others() -> None:
    practice = trio(Stage.STATION).sits("late")

    assert offered(practice, "late") == {"watch"} | ANYWHERE | RING_HERE
    assert refused(practice.move, "late", Move.PAUSE) == NOT_NOW


def test_a_late_comer_does_not_carry_on_for_those_in_the_round() -> None:
    practice = trio(Stage.STATION).sits("late").move("a", Move.PAUSE)

    assert offered(practice, "late") == {"watch"} | ANYWHERE | RING_HERE
    assert refused(practice.move, "late", Move.CARRY_ON) == HELD


def test_a_late_comers_taps_are_refused() -> None:
    practice = trio(Stage.STATION).sits("late")

    said = refused(practice.tap, "late", ev.Marked("net", None))

    assert said == "You’re not in this round, so that wasn’t saved."


# Claims

SOMEBODY_ELSE = "Somebody else in the room has to confirm who this is."


def test_a_claim_is_shown_to_the_others_and_as_their_own_to_who_holds_the_seat() -> None:
    practice = Practice().sits("a", "b", "c").claims("claim-1", "b")

    shown = {seat: [(claim.name, claim.yours) for claim in practice.view(seat).top.claims] for seat in "abc"}

    assert shown == {"a": [("Person b", False)], "b": [("Person b", True)], "c": [("Person b", False)]}


@pytest.mark.parametrize("seat", ["b", "c"])
def test_the_student_of_a_running_round_lets_nobody_into_its_other_places(seat: str) -> None:
    practice = trio(Stage.STATION).claims("claim-1", seat)

    said = refused(practice.move, "a", Move.LET_IN, claim="claim-1")

    assert said == "Somebody else in the room has to confirm who this is."
    assert practice.view("a").top.claims == ()


def left_as_a_pair() -> Practice:
    return trio(Stage.STATION).move("c", Move.LEAVE)


@pytest.mark.parametrize("two", [pair, left_as_a_pair])
@pytest.mark.parametrize("answer", [Move.LET_IN, Move.KEEP_OUT])
def test_also_where_only_the_two_are_left_the_student_answers_no_claim(
    two: Callable[[], Practice], answer: Move
) -> None:
    practice = two().claims("claim-1", "b")

    said = refused(practice.move, "a", answer, claim="claim-1")

    assert (said, practice.view("a").top.claims) == (SOMEBODY_ELSE, ())
    assert practice.to(Stage.SHEETS).move("a", answer, claim="claim-1").state.claims[0].by == "a"


@pytest.mark.parametrize("seat", ["a", "b", "c"])
@pytest.mark.parametrize("answer", [Move.LET_IN, Move.KEEP_OUT])
def test_while_a_round_runs_nobody_outside_it_answers_a_claim(seat: str, answer: Move) -> None:
    practice = trio(Stage.STATION).sits("late").claims("claim-1", seat)

    assert refused(practice.move, "late", answer, claim="claim-1") == SOMEBODY_ELSE
    assert practice.view("late").top.claims == ()


def test_the_place_of_an_observer_who_left_is_for_the_patient_to_give_back() -> None:
    practice = left_as_a_pair().claims("claim-1", "c")

    assert refused(practice.move, "a", Move.LET_IN, claim="claim-1")
    assert practice.move("b", Move.LET_IN, claim="claim-1").state.claims[0].allowed is True


@pytest.mark.parametrize("seat", ["b", "c"])
def test_the_student_of_a_running_round_does_not_say_no_for_others_either(seat: str) -> None:
    practice = trio(Stage.STATION).claims("claim-1", seat)

    assert refused(practice.move, "a", Move.KEEP_OUT, claim="claim-1") == SOMEBODY_ELSE


def test_when_the_sheets_are_open_the_student_lets_others_in_too() -> None:
    practice = trio(Stage.SHEETS).claims("claim-1", "b").move("a", Move.LET_IN, claim="claim-1")

    assert practice.state.claims[0].allowed is True


def test_who_holds_the_seat_may_keep_others_out_of_it() -> None:
    practice = trio(Stage.STATION).claims("claim-1", "b")

    practice.move("b", Move.KEEP_OUT, claim="claim-1")

    assert practice.state.claims[0].allowed is False


@pytest.mark.parametrize(("move", "allowed"), [(Move.LET_IN, True), (Move.KEEP_OUT, False)])
def test_another_seat_answers_a_claim(move: Move, allowed: bool) -> None:
    practice = trio().claims("claim-1", "b")

    practice.move("c", move, claim="claim-1")

    assert practice.state.claims[0].allowed is allowed
    assert practice.view("a").top.claims == ()


def test_a_claimed_seat_does_not_answer_for_itself() -> None:
    practice = trio().claims("claim-1", "b")

    said = refused(practice.move, "b", Move.LET_IN, claim="claim-1")

    assert said == "Somebody else in the room has to confirm who this is."


def test_a_claim_is_answered_once() -> None:
    practice = trio().claims("claim-1", "b").move("c", Move.KEEP_OUT, claim="claim-1")

    said = refused(practice.move, "c", Move.LET_IN, claim="claim-1")

    assert said == "That question has already been answered."


@pytest.mark.parametrize("claim", ["another", None])
def test_a_claim_that_is_not_there_is_not_answered(claim: str | None) -> None:
    practice = trio().claims("claim-1", "b")

    assert refused(practice.move, "a", Move.LET_IN, claim=claim) == "That question has already been answered."


def test_a_claim_is_answered_from_an_old_screen_too() -> None:
    practice = trio().claims("claim-1", "b")

    practice.move("c", Move.LET_IN, stage=0, claim="claim-1")

    assert practice.state.claims[0].allowed is True


def test_two_claims_on_one_seat_are_two_questions() -> None:
    practice = trio().claims("claim-1", "b").claims("claim-2", "b").move("b", Move.KEEP_OUT, claim="claim-1")

    assert [claim.id for claim in practice.view("c").top.claims] == ["claim-2"]
