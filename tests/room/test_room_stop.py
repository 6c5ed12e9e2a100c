"""STOP: one tap, no question, everything held, and nobody named."""

from __future__ import annotations

import pytest
from builders import HOUR, MINUTE, Practice, at, pair, refused, trio

from roleplay.room import events as ev
from roleplay.room.codec import encode
from roleplay.room.stages import SECOND, Stage
from roleplay.room.state import HoldKind
from roleplay.room.views import LastView, Lobby
from roleplay.room.vocabulary import Move, Pin

STAGES = [stage for stage in Stage if stage not in (Stage.OPENING, Stage.OVER)]


def stopped_by(seat: str, stage: Stage = Stage.STATION) -> Practice:
    return at(stage).sits("late").wait(1234).move(seat, Move.STOP)


@pytest.mark.parametrize("stage", STAGES)
def test_whoever_pressed_the_log_the_state_and_every_screen_are_the_same(stage: Stage) -> None:
    first, *others = [stopped_by(seat, stage) for seat in ("a", "b", "c", "late")]

    for other in others:
        assert other.log == first.log
        assert other.state == first.state
        assert [other.json(seat) for seat in other.state.seats] == [first.json(seat) for seat in first.state.seats]


def test_the_event_itself_has_no_place_for_a_name() -> None:
    assert encode(stopped_by("b").log[-1].event) == {}


@pytest.mark.parametrize("move", [Move.END_HERE, Move.LEAVE, Move.ANOTHER])
def test_behind_a_stop_no_screen_says_whose_tap_a_step_is(move: Move) -> None:
    """It could be the tap of whoever pressed STOP."""
    practice = trio(Stage.READING).move("a", Move.STOP).move("b", move)

    assert {practice.view(seat).top.asked.by for seat in "abc"} == {""}


@pytest.mark.parametrize("stage", STAGES)
def test_stop_freezes_every_stage(stage: Stage) -> None:
    practice = at(stage).move("a", Move.STOP)
    before = practice.remaining

    practice.wait(3 * HOUR)

    assert practice.stage is stage
    assert practice.remaining == before
    assert practice.view("c").top.held.kind == "stop"


def test_stop_freezes_the_lobby_too() -> None:
    practice = Practice().sits("a", "b").move("a", Move.STOP)
    assert refused(practice.begins) == "The clock is held. Carry on first."

    practice.moves(Move.CARRY_ON, "a", "b").begins(observers=("b",))

    assert practice.stage is Stage.PREPARE


def test_stop_never_asks_and_cannot_be_undone() -> None:
    practice = trio(Stage.STATION).move("c", Move.STOP)

    assert practice.state.pending is None
    assert refused(practice.move, "c", Move.UNDO) == "There was nothing left to undo."


@pytest.mark.parametrize("number", [0, 1, 999])
def test_stop_works_from_an_old_screen(number: int) -> None:
    practice = trio(Stage.STATION).move("a", Move.STOP, stage=number)

    assert practice.view("b").top.held.kind == "stop"


@pytest.mark.parametrize("stage", STAGES)
def test_a_stop_that_waited_on_its_phone_counts_in_every_stage_of_its_round(stage: Stage) -> None:
    practice = at(stage).move("a", Move.STOP, stage=1, during=1)

    assert practice.view("b").top.held.kind == "stop"


@pytest.mark.parametrize("during", [0, 1, 3, -1])
def test_a_stop_of_another_round_stops_nobody_and_its_owner_is_told(during: int) -> None:
    practice = at(Stage.NEXT).begins()
    log = practice.log

    said = refused(practice.move, "a", Move.STOP, during=during)

    assert said == (
        "Your STOP couldn’t be sent until another round had begun, so it didn’t stop anything. If you need it now, "
        "press STOP again."
    )
    assert (practice.log, practice.view("b").top.held) == (log, None)


def test_a_stop_of_the_lobby_counts_in_the_lobby() -> None:
    practice = Practice().sits("a", "b").move("a", Move.STOP, during=0)

    assert practice.view("b").top.held.kind == "stop"


def test_stop_is_on_every_screen_until_the_end() -> None:
    for stage in (Stage.OPENING, *STAGES):
        practice = at(stage).sits("late")
        assert all("stop" in practice.view(seat).top.moves for seat in practice.state.seats)


# Carrying on


def test_the_clock_runs_again_only_when_each_has_agreed() -> None:
    practice = stopped_by("b").wait(HOUR).moves(Move.CARRY_ON, "a", "c")
    assert practice.view("a").top.held is not None

    practice.move("b", Move.CARRY_ON)

    assert practice.view("a").top.held is None
    assert practice.remaining == 8 * MINUTE - 1234


def test_a_screen_counts_who_agreed_and_names_nobody() -> None:
    practice = stopped_by("b").move("c", Move.CARRY_ON)

    held = practice.view("a").top.held

    assert (held.agreed, held.of, held.you_agreed) == (1, 3, False)
    assert practice.view("c").top.held.you_agreed is True


def test_agreeing_twice_counts_once() -> None:
    practice = stopped_by("b").move("a", Move.CARRY_ON)

    assert refused(practice.move, "a", Move.CARRY_ON) == "You’ve already agreed. It carries on when everybody has."
    assert practice.view("a").top.held.agreed == 1


def test_carry_on_that_was_meant_for_a_pause_does_not_agree_to_a_stop() -> None:
    practice = trio(Stage.STATION).move("a", Move.PAUSE).move("b", Move.STOP)

    said = refused(practice.move, "c", Move.CARRY_ON, held="pause")

    assert said == "The session had already moved on, so that changed nothing. You can now see the current step."


def test_a_late_comer_neither_agrees_nor_ends() -> None:
    practice = stopped_by("late")

    assert practice.view("late").top.moves == ("leave", "mute", "ring_here", "ring_table", "stop", "watch")
    assert refused(practice.move, "late", Move.CARRY_ON) == "The clock is held. Carry on first."
    assert refused(practice.move, "late", Move.END_HERE) == "The clock is held. Carry on first."


def test_a_second_stop_asks_everybody_again() -> None:
    practice = stopped_by("b").moves(Move.CARRY_ON, "a", "b").move("c", Move.STOP)

    practice.move("c", Move.CARRY_ON)

    assert practice.view("a").top.held.agreed == 1


def test_a_stop_over_a_pause_keeps_what_was_left() -> None:
    practice = trio(Stage.STATION).wait(MINUTE).move("a", Move.PAUSE).wait(MINUTE).move("b", Move.STOP).wait(MINUTE)

    practice.moves(Move.CARRY_ON, "a", "b", "c")

    assert practice.remaining == 7 * MINUTE


def test_in_a_pair_both_agree() -> None:
    practice = pair(Stage.STATION).move("a", Move.STOP).move("a", Move.CARRY_ON)
    assert practice.seen.hold is not None

    assert practice.move("b", Move.CARRY_ON).seen.hold is None


# Continuing without the others


@pytest.mark.parametrize("stage", [Stage.OPENING, *STAGES])
def test_who_has_agreed_may_go_on_without_the_others_after_five_seconds(stage: Stage) -> None:
    practice = at(stage).wait(1234).move("b", Move.STOP).wait(HOUR)
    left = practice.remaining
    practice.move("a", Move.CARRY_ON).move("a", Move.GO_ON_WITHOUT).wait(5 * SECOND - 1)
    assert (practice.view("c").top.held.kind, practice.remaining) == ("stop", left)

    practice.wait(1)

    assert (practice.stage, practice.seen.hold, practice.remaining) == (stage, None, left)


def test_the_clock_runs_on_from_the_end_of_the_five_seconds() -> None:
    practice = stopped_by("b").wait(HOUR).move("a", Move.CARRY_ON).move("a", Move.GO_ON_WITHOUT).wait(5 * SECOND)
    stop = practice.now - HOUR - 5 * SECOND

    assert practice.seen.deadline == practice.now + 8 * MINUTE - 1234
    assert practice.round.pauses == ((stop, practice.now),)


def test_who_has_not_agreed_does_not_go_on_without_the_others() -> None:
    practice = stopped_by("b").move("a", Move.CARRY_ON)

    offers = {seat: {"carry_on", "go_on_without"} & set(practice.view(seat).top.moves) for seat in practice.state.seats}

    assert offers == {"a": {"go_on_without"}, "b": {"carry_on"}, "c": {"carry_on"}, "late": set()}
    assert refused(practice.move, "b", Move.GO_ON_WITHOUT) == "The clock is held. Carry on first."


def test_going_on_without_the_others_can_be_undone_and_the_stop_stays() -> None:
    practice = stopped_by("b").move("a", Move.CARRY_ON).move("a", Move.GO_ON_WITHOUT).wait(4999).move("c", Move.UNDO)

    assert (practice.wait(HOUR).view("c").top.held.kind, practice.remaining) == ("stop", 8 * MINUTE - 1234)
    assert practice.view("a").top.held.you_agreed is True


def test_when_the_others_agree_after_all_nothing_more_happens() -> None:
    practice = stopped_by("b").move("a", Move.CARRY_ON).move("a", Move.GO_ON_WITHOUT).moves(Move.CARRY_ON, "b", "c")
    assert (practice.seen.hold, practice.seen.pending) == (None, None)

    assert practice.wait(MINUTE).remaining == 7 * MINUTE - 1234


def test_a_second_stop_drops_the_going_on_without_the_others() -> None:
    practice = stopped_by("b").move("a", Move.CARRY_ON).move("a", Move.GO_ON_WITHOUT).wait(4999).move("c", Move.STOP)

    assert practice.wait(HOUR).view("a").top.held.kind == "stop"
    assert "go_on_without" not in practice.view("a").top.moves


def test_a_pause_is_no_stop_so_nobody_goes_on_without_the_others() -> None:
    practice = trio(Stage.QUIET).wait(MINUTE).move("a", Move.PAUSE).wait(MINUTE)

    assert refused(practice.move, "b", Move.GO_ON_WITHOUT).startswith("The clock is held")


def test_the_debrief_begins_when_somebody_goes_on_without_the_others_and_all_have_handed_in() -> None:
    practice = trio(Stage.QUIET).hands_in("a", "b").move("b", Move.STOP).hands_in("c")

    practice.move("a", Move.CARRY_ON).move("a", Move.GO_ON_WITHOUT).wait(5 * SECOND)

    assert (practice.stage, practice.round.started_at[Stage.DEBRIEF]) == (Stage.DEBRIEF, practice.now)


# What was about to happen


def test_stop_drops_what_is_pending() -> None:
    practice = trio(Stage.STATION).move("a", Move.END_EARLY).wait(4999).move("b", Move.STOP)

    assert practice.wait(HOUR).stage is Stage.STATION


def test_ending_here_waits_five_seconds() -> None:
    practice = stopped_by("b").move("a", Move.END_HERE)
    assert practice.wait(5 * SECOND - 1).stage is Stage.STATION

    assert practice.wait(1).stage is Stage.OVER


def test_ending_here_can_be_undone_and_the_stop_stays() -> None:
    practice = stopped_by("b").move("a", Move.END_HERE).wait(4999).move("c", Move.UNDO)

    assert practice.wait(MINUTE).stage is Stage.STATION
    assert practice.view("a").top.held.kind == "stop"


def test_when_all_carry_on_the_end_is_dropped() -> None:
    practice = stopped_by("b").move("a", Move.END_HERE).moves(Move.CARRY_ON, "a", "b", "c")

    assert practice.wait(MINUTE).stage is Stage.STATION


def test_ending_here_opens_no_sheets_and_shows_nobody_the_part() -> None:
    practice = stopped_by("b").move("a", Move.END_HERE).wait(5 * SECOND)

    assert isinstance(practice.view("a"), Lobby)
    assert "Daniel" not in practice.json("a") + practice.json("c")


def test_after_open_sheets_ending_here_leaves_them_open() -> None:
    practice = trio(Stage.SHEETS).move("b", Move.STOP).move("a", Move.END_HERE).wait(5 * SECOND)

    assert practice.stage is Stage.OVER
    assert isinstance(practice.view("a"), LastView)


# During a STOP


def test_stop_in_the_quiet_minute_holds_the_debrief_when_the_last_hands_in() -> None:
    practice = trio(Stage.QUIET).hands_in("a", "b").move("b", Move.STOP)

    practice.hands_in("c")

    assert practice.stage is Stage.QUIET
    assert Stage.DEBRIEF not in practice.round.started_at


def test_the_debrief_begins_when_all_carry_on_after_it() -> None:
    practice = trio(Stage.QUIET).hands_in("a", "b").move("b", Move.STOP).hands_in("c").wait(MINUTE)

    practice.moves(Move.CARRY_ON, "a", "b", "c")

    assert practice.stage is Stage.DEBRIEF
    assert practice.round.started_at[Stage.DEBRIEF] == practice.now


def test_taps_are_kept_behind_a_stop() -> None:
    practice = stopped_by("b").tap("c", ev.Pinned(Pin.WORKED))

    assert len(practice.round.pins) == 1
    assert practice.seen.hold is not None
    assert practice.seen.hold.kind is HoldKind.STOP


def test_nobody_becomes_ready_behind_a_stop() -> None:
    practice = trio().moves(Move.READY, "a", "b").move("a", Move.STOP)

    assert refused(practice.move, "c", Move.READY) == "The clock is held. Carry on first."
