"""Another case, in silence; and two people swapping places, with five seconds to undo it."""

from __future__ import annotations

import pytest
from any_play import DECK
from builders import MINUTE, Practice, a_snapshot, an_examination, as_stored, at, four, pair, refused, trio
from builders import a_case as case_of
from builders import a_rubric as rubric_of

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.decide import Step
from roleplay.room.events import NOBODY
from roleplay.room.fold import fold, snapshots_of
from roleplay.room.stages import UNDO, Stage
from roleplay.room.vocabulary import Move

NOT_NOW = "That isn’t possible at this step, so nothing was changed."
MOVED_ON = "The session had already moved on, so that changed nothing. You can now see the current step."
COMING = "That is already about to happen. Undo it first if you want something else."
NONE_LEFT = "There’s no other case left for tonight’s group. Carry on with this one, or finish here."
SWAPS = [Stage.PREPARE, Stage.CONSENT, Stage.READING, Stage.STATION]


def offered(practice: Practice, seat: str) -> set[str]:
    return set(practice.view(seat).top.moves)


def two_cases() -> Practice:
    """The first is the trio's; a second one is left."""
    other = a_snapshot(case_of(id="another-one", title="Another one", themes=[]), rubric_of())[0]
    return trio(deck=[a_snapshot(case_of(), rubric_of())[0], other])


def not_yet_read(stage: Stage) -> Practice:
    """Nobody has said yes to an examination's content note, and somebody came late."""
    return Practice(case=an_examination()).sits("a", "b", "c").begins(accepted=False).to(stage).sits("late")


# Another case


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.CONSENT])
def test_whoever_asked_for_another_case_log_state_and_every_screen_are_the_same(stage: Stage) -> None:
    first, *others = [at(stage).wait(1234).move(seat, Move.ANOTHER) for seat in "abc"]

    for other in others:
        assert other.log == first.log
        assert other.state == first.state
        assert [other.json(seat) for seat in "abc"] == [first.json(seat) for seat in "abc"]


def test_the_row_of_another_case_names_nobody() -> None:
    row = two_cases().move("a", Move.ANOTHER).log[-1]

    assert (row.seat, type(row.event)) == (NOBODY, ev.RoundBegan)


def test_another_case_is_a_new_round_of_the_same_people() -> None:
    practice = two_cases().wait(MINUTE).move("b", Move.ANOTHER)

    assert (practice.stage, practice.remaining) == (Stage.PREPARE, 3 * MINUTE)
    assert practice.view("c").top.round == 2
    assert practice.round.cast == practice.seen.rounds[0].cast
    assert practice.view("c").sheet.title == "Another one"


def test_the_round_before_is_given_up_and_does_not_count() -> None:
    practice = two_cases().move("b", Move.ANOTHER)

    assert [round_.given_up for round_ in practice.seen.rounds] == [True, False]
    assert practice.seen.played == 1


def test_another_case_comes_at_once_and_is_not_undone() -> None:
    practice = two_cases().move("b", Move.ANOTHER)

    assert practice.state.pending is None
    assert refused(practice.move, "c", Move.UNDO) == "There was nothing left to undo."


def test_another_case_from_an_old_screen_changes_nothing() -> None:
    practice = two_cases()
    old = practice.number
    practice.move("a", Move.ANOTHER, stage=old)

    assert refused(practice.move, "b", Move.ANOTHER, stage=old) == MOVED_ON
    assert len(practice.seen.rounds) == 2


def test_where_no_case_is_left_the_round_stays() -> None:
    practice = trio()

    assert refused(practice.act, "a", Step(Move.ANOTHER, practice.number)) == NONE_LEFT


@pytest.mark.parametrize("stage", [Stage.READING, Stage.STATION, Stage.QUIET, Stage.DEBRIEF, Stage.SHEETS, Stage.NEXT])
def test_once_the_clock_of_the_case_runs_there_is_no_other_but_behind_a_stop(stage: Stage) -> None:
    assert refused(trio(stage).move, "a", Move.ANOTHER) == NOT_NOW


@pytest.mark.parametrize("stage", SWAPS)
def test_behind_a_stop_the_case_can_be_changed_until_the_bell_after_five_seconds(stage: Stage) -> None:
    practice = at(stage).move("b", Move.STOP).move("a", Move.ANOTHER).wait(UNDO - 1)
    assert (practice.stage, len(practice.seen.rounds), practice.view("c").top.held.kind) == (stage, 1, "stop")

    practice.wait(1)

    assert (practice.stage, len(practice.seen.rounds), practice.seen.hold) == (Stage.PREPARE, 2, None)
    assert [round_.given_up for round_ in practice.seen.rounds] == [True, False]


@pytest.mark.parametrize("stage", SWAPS)
def test_behind_a_stop_another_case_can_be_undone_and_the_stop_stays(stage: Stage) -> None:
    practice = at(stage).move("b", Move.STOP).move("a", Move.ANOTHER).wait(UNDO - 1).move("c", Move.UNDO)

    assert (practice.wait(MINUTE).stage, len(practice.seen.rounds)) == (stage, 1)
    assert practice.view("a").top.held.kind == "stop"


@pytest.mark.parametrize("stage", SWAPS)
def test_behind_a_stop_too_nobody_learns_who_asked_for_another_case(stage: Stage) -> None:
    first, *others = [at(stage).move("b", Move.STOP).wait(1234).move(seat, Move.ANOTHER) for seat in "abc"]

    assert (first.log[-1].seat, first.view("c").top.asked.move) == (NOBODY, "another")
    for other in others:
        assert (other.log, other.state) == (first.log, first.state)
        assert [other.json(seat) for seat in "abc"] == [first.json(seat) for seat in "abc"]


def test_behind_a_stop_another_case_is_read_back_from_the_log_with_its_case() -> None:
    practice = two_cases().move("b", Move.STOP).move("a", Move.ANOTHER)
    other = practice.deck[1]

    assert snapshots_of(practice.log[-1].event) == (other.fingerprint,)
    assert fold(as_stored(practice.log), practice.snapshots).pending == practice.state.pending
    assert practice.wait(UNDO).round.snapshot is other


@pytest.mark.parametrize("coming", [Move.END_HERE, Move.ANOTHER, Move.GO_ON_WITHOUT])
def test_behind_a_stop_another_case_does_not_push_aside_what_is_about_to_happen(coming: Move) -> None:
    practice = trio(Stage.STATION).move("b", Move.STOP).move("a", Move.CARRY_ON).move("a", coming)

    assert "another" not in offered(practice, "c")
    assert refused(practice.move, "c", Move.ANOTHER) == COMING


def test_when_all_carry_on_the_other_case_does_not_come() -> None:
    practice = trio(Stage.STATION).move("b", Move.STOP).move("a", Move.ANOTHER).moves(Move.CARRY_ON, "a", "b", "c")

    assert (practice.wait(MINUTE).stage, len(practice.seen.rounds)) == (Stage.STATION, 1)


def test_behind_a_stop_after_the_bell_it_cannot() -> None:
    practice = trio(Stage.QUIET).move("b", Move.STOP)

    assert refused(practice.move, "a", Move.ANOTHER) == "The clock is held. Carry on first."


def test_a_late_comer_asks_for_no_other_case() -> None:
    assert refused(trio().sits("late").move, "late", Move.ANOTHER) == NOT_NOW


def test_the_plan_stays_as_it_is() -> None:
    practice = two_cases()
    plan = practice.state.plan

    assert practice.move("a", Move.ANOTHER).state.plan == plan


def test_nothing_of_the_new_case_shows_before_a_new_yes() -> None:
    practice = trio(deck=[DECK["two"], DECK["one"]]).move("c", Move.ANOTHER)

    assert all("«one.case" not in practice.json(seat) for seat in "abc")


def test_a_round_that_was_given_up_while_preparing_takes_no_marks() -> None:
    practice = two_cases().move("a", Move.ANOTHER).to(Stage.STATION)

    said = refused(practice.tap, "c", ev.Marked("net", Mark.DONE), round=1)

    assert said == "The station hasn’t begun, so that wasn’t saved."


def test_a_round_that_was_given_up_in_its_station_still_takes_its_marks() -> None:
    practice = four(Stage.STATION).wait(MINUTE).move("a", Move.SWAP).wait(UNDO)
    station = practice.seen.rounds[0].started_at[Stage.STATION]

    practice.tap("c", ev.Marked("net", Mark.DONE), round=1, made=station)

    assert practice.state.rounds[0].value("c", "marked", "net") is Mark.DONE


# Swapping places


@pytest.mark.parametrize("stage", SWAPS)
def test_changing_places_waits_five_seconds_and_begins_a_round(stage: Stage) -> None:
    practice = at(stage).move("c", Move.SWAP)
    assert practice.view("a").top.asked.move == "swap"
    assert len(practice.wait(UNDO - 1).seen.rounds) == 1

    practice.wait(1)

    assert (practice.stage, practice.view("a").top.round, practice.remaining) == (Stage.PREPARE, 2, 3 * MINUTE)
    assert [practice.view(seat).top.roles for seat in "abc"] == [("patient",), ("student",), ("observer",)]


@pytest.mark.parametrize("stage", SWAPS)
def test_changing_places_can_be_undone(stage: Stage) -> None:
    practice = at(stage).move("c", Move.SWAP).wait(UNDO - 1).move("a", Move.UNDO)

    assert practice.wait(MINUTE).stage is stage
    assert len(practice.seen.rounds) == 1


@pytest.mark.parametrize("stage", [Stage.QUIET, Stage.DEBRIEF, Stage.SHEETS, Stage.NEXT])
def test_after_the_bell_nobody_changes_places(stage: Stage) -> None:
    assert refused(trio(stage).move, "a", Move.SWAP) == NOT_NOW


def test_a_swap_from_an_old_screen_changes_nothing() -> None:
    practice = trio()
    old = practice.number
    practice.to(Stage.READING)

    assert refused(practice.move, "a", Move.SWAP, stage=old) == MOVED_ON
    assert practice.seen.pending is None


def test_the_round_before_a_swap_is_given_up() -> None:
    practice = trio(Stage.STATION).move("a", Move.SWAP).wait(UNDO)

    assert [round_.given_up for round_ in practice.seen.rounds] == [True, False]


def test_the_new_patient_says_yes_anew() -> None:
    practice = trio(Stage.STATION).move("a", Move.SWAP).wait(UNDO)

    assert practice.view("a").part is None
    assert "accept" in offered(practice, "a")


def test_who_was_the_student_has_no_part_while_the_swap_is_only_asked() -> None:
    practice = trio(Stage.STATION)
    before = practice.view("a")

    view = practice.move("b", Move.SWAP).view("a")

    assert (type(view), view.sign, view.findings) == (type(before), before.sign, before.findings)
    assert "Daniel" not in practice.json("a")


def test_a_pair_changes_places_too() -> None:
    practice = pair(Stage.READING).move("b", Move.SWAP).wait(UNDO)

    assert [practice.view(seat).top.roles for seat in "ab"] == [("patient", "observer"), ("student",)]


def test_the_bell_overtakes_a_swap_that_is_still_pending() -> None:
    practice = trio(Stage.STATION).wait(8 * MINUTE - 1000).move("a", Move.SWAP).wait(UNDO)

    assert (practice.stage, len(practice.seen.rounds), practice.seen.pending) == (Stage.QUIET, 1, None)


def test_two_do_not_swap_at_once() -> None:
    practice = trio().move("a", Move.SWAP)

    assert refused(practice.move, "b", Move.SWAP) == COMING


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.CONSENT])
@pytest.mark.parametrize("seat", ["b", "c", "late"])
def test_while_people_are_about_to_change_places_nobody_reads_the_case(stage: Stage, seat: str) -> None:
    practice = not_yet_read(stage).move("a", Move.SWAP)
    reads = Move.WATCH if seat == "late" else Move.ACCEPT

    assert {"accept", "watch", "another"} & offered(practice, seat) == set()
    assert [refused(practice.move, seat, move) for move in (reads, Move.ANOTHER)] == [NOT_NOW] * 2

    assert practice.move("a", Move.UNDO).move(seat, reads).seen.pending is None


@pytest.mark.parametrize("stage", SWAPS)
def test_while_another_case_is_about_to_come_nobody_comes_to_watch(stage: Stage) -> None:
    practice = at(stage).sits("late").move("b", Move.STOP).move("a", Move.ANOTHER)

    assert "watch" not in offered(practice, "late")
    assert refused(practice.move, "late", Move.WATCH)

    assert "watch" in offered(practice.move("a", Move.UNDO), "late")


def test_what_else_is_about_to_happen_keeps_nobody_from_reading() -> None:
    practice = not_yet_read(Stage.PREPARE).move("a", Move.GO_ON)

    assert {"accept", "another"} <= offered(practice, "b")
    assert "watch" in offered(practice, "late")


def test_stop_drops_a_swap_that_was_asked() -> None:
    practice = trio(Stage.STATION).move("a", Move.SWAP).move("c", Move.STOP).wait(MINUTE)

    practice.moves(Move.CARRY_ON, "a", "b", "c").wait(MINUTE)

    assert (practice.stage, len(practice.seen.rounds)) == (Stage.STATION, 1)


def test_a_swap_with_somebody_who_leaves_in_between_does_not_happen() -> None:
    practice = four().move("a", Move.SWAP).wait(1000).move("d", Move.LEAVE).wait(MINUTE)

    assert len(practice.seen.rounds) == 1
    assert practice.round.cast.here == ("a", "b", "c")


def test_a_late_comer_asks_nobody_to_change_places() -> None:
    practice = trio().sits("late")

    assert refused(practice.move, "late", Move.SWAP) == NOT_NOW


def test_a_swap_is_read_back_from_the_log_with_its_case() -> None:
    practice = trio().move("a", Move.SWAP)
    asked = practice.log[-1].event

    assert snapshots_of(asked) == (practice.snapshot.fingerprint,)
    assert fold(as_stored(practice.log), practice.snapshots).pending == practice.state.pending


def test_a_swap_that_was_asked_just_before_the_bell_of_reading_still_happens() -> None:
    practice = trio(Stage.READING)
    practice.wait(practice.remaining - 2000).move("a", Move.SWAP)

    practice.wait(UNDO)

    assert (practice.stage, practice.seen.rounds[0].given_up) == (Stage.PREPARE, True)
