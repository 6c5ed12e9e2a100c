"""Who rings, who writes, who left and whose tap it was: what everybody may know of everybody, and nothing more."""

from __future__ import annotations

import pytest
from builders import MINUTE, UNDO, Practice, pair, refused, trio

from roleplay.room import events as ev
from roleplay.room.ringing import TABLE_CLOCK_RINGS
from roleplay.room.stages import Stage, Turn
from roleplay.room.vocabulary import Move, Words


def rings(practice: Practice, seats: str = "abc") -> str:
    return "".join(seat for seat in seats if practice.view(seat).top.rings)


def writers(practice: Practice) -> list[str]:
    return [person.name[-1] for person in practice.view("a").top.people if person.writes]


# The bell


def test_one_device_rings_the_observers() -> None:
    practice = trio(Stage.READING)

    assert (rings(practice), practice.view("a").top.bell) == ("c", "Person c")


def test_in_a_pair_the_patients_device_rings() -> None:
    assert rings(pair(Stage.READING), "ab") == "b"


def test_before_the_first_round_nothing_rings_unless_somebody_chose() -> None:
    practice = Practice().sits("a", "b", "c")
    assert (rings(practice), practice.view("a").top.bell) == ("", "")

    assert rings(practice.move("a", Move.RING_HERE)) == "a"


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.STATION, Stage.NEXT])
def test_a_bell_that_somebody_takes_rings_nowhere_else(stage: Stage) -> None:
    practice = trio(stage).move("a", Move.RING_HERE)

    assert rings(practice) == "a"
    assert Move.RING_HERE not in practice.view("a").top.moves


def test_the_table_clock_rings_instead_of_the_phones() -> None:
    practice = trio(Stage.READING)
    assert not practice.table().top.rings

    practice.move("b", Move.RING_TABLE)

    assert (rings(practice), practice.table().top.rings) == ("", True)
    assert practice.view("a").top.bell == TABLE_CLOCK_RINGS


def test_a_choice_holds_for_the_rounds_to_come() -> None:
    practice = trio(Stage.NEXT).move("a", Move.RING_HERE).begins("b", "c", ("a",))

    assert rings(practice.to(Stage.STATION)) == "a"


def test_the_bell_of_somebody_who_left_rings_at_the_observers_again() -> None:
    practice = trio(Stage.QUIET).move("a", Move.RING_HERE).leaves("a")

    assert rings(practice, "bc") == "c"


def test_a_device_that_is_passed_round_rings_whoever_has_it() -> None:
    practice = Practice().sits("a").sits("b", "c", device="a shared phone").begins()

    assert rings(practice) == "bc"


def test_in_a_quiet_room_the_bell_goes_nowhere() -> None:
    practice = trio(Stage.READING).move("a", Move.MUTE)

    assert refused(practice.move, "a", Move.RING_HERE)
    assert refused(practice.move, "a", Move.RING_TABLE)


# Who writes


def test_in_the_quiet_minute_everybody_writes_until_they_have_submitted() -> None:
    practice = trio(Stage.QUIET)
    assert writers(practice) == ["a", "b", "c"]

    assert writers(practice.hands_in("b")) == ["a", "c"]


def test_who_had_not_submitted_still_writes_when_the_feedback_is_about_to_open() -> None:
    practice = trio(Stage.QUIET).hands_in("a", "c").wait(2 * MINUTE).move("a", Move.GO_ON_WITHOUT).wait(UNDO)

    assert writers(practice.to(Stage.DEBRIEF, Turn.OBSERVER)) == ["b"]


def test_before_the_next_round_the_student_writes_until_there_is_a_step() -> None:
    practice = trio(Stage.NEXT)
    assert writers(practice) == ["a"]

    assert writers(practice.tap("a", ev.Wrote(Words.NEXT_STEP, "Ask first."))) == []


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING, Stage.STATION])
def test_nobody_writes_before_the_bell(stage: Stage) -> None:
    assert writers(trio(stage)) == []


def test_that_somebody_writes_says_nothing_of_what() -> None:
    practice, other = trio(Stage.QUIET), trio(Stage.QUIET)
    practice.tap("b", ev.Wrote(Words.SENTENCE, "I felt heard."))

    assert practice.view("a").top.people == other.view("a").top.people


# Whose tap it was


def test_a_step_that_can_be_undone_says_whose_it_was() -> None:
    practice = trio(Stage.STATION).move("c", Move.END_EARLY)

    assert {practice.view(seat).top.asked.by for seat in "abc"} == {"Person c"}


def test_who_undid_it_is_said_too() -> None:
    practice = trio(Stage.STATION).move("c", Move.END_EARLY).move("a", Move.UNDO)

    did = practice.view("b").top.did
    assert (did.move, did.name, did.you) == ("undo", "Person a", False)
    assert practice.view("a").top.did.you


def test_who_began_a_round_is_said() -> None:
    did = Practice().sits("a", "b", "c").move("b", Move.BEGIN).view("a").top.did

    assert (did.move, did.name) == ("begin", "Person b")


def test_the_same_deed_twice_is_two() -> None:
    practice = trio(Stage.STATION).move("c", Move.EXTEND)
    first = practice.view("a").top.did.number

    assert practice.move("c", Move.EXTEND).view("a").top.did.number == first + 1


def test_behind_a_stop_no_tap_has_a_name() -> None:
    practice = trio(Stage.STATION)
    before = practice.view("b").top.did
    practice.move("c", Move.STOP).move("a", Move.END_HERE)
    assert practice.view("b").top.asked.by == ""

    assert practice.move("a", Move.UNDO).view("b").top.did == before


def test_who_wants_another_case_is_never_said() -> None:
    practice = trio(Stage.PREPARE)
    before = practice.view("b").top.did

    assert practice.move("a", Move.ANOTHER).view("b").top.did == before


def test_taps_on_the_mark_sheet_are_nobodys_news() -> None:
    practice = trio(Stage.STATION)
    before = practice.view("a").top.did

    assert practice.tap("c", ev.Pinned(ev.Pin.WORKED)).view("a").top.did == before


# Who is expected


def test_somebody_who_left_is_named_until_they_are_back() -> None:
    practice = trio(Stage.NEXT).leaves("c")
    assert practice.view("a").top.left == ("Person c",)

    assert practice.sits("c").view("a").top.left == ()


def test_a_plan_without_somebody_says_so() -> None:
    practice = Practice().sits("a", "b", "c").logs(ev.Planned((), "", without=("c",)), "a")

    assert practice.view("b").plan.without == ("Person c",)
    assert practice.logs(ev.Planned(()), "a").view("b").plan.without == ()


def test_who_leaves_is_not_left_out_any_more() -> None:
    practice = Practice().sits("a", "b", "c").logs(ev.Planned((), "", without=("c",)), "a").leaves("c")

    assert practice.state.without == frozenset()


def test_of_two_people_nobody_can_be_left_out() -> None:
    said = refused(Practice().sits("a", "b").move, "a", Move.REPLAN)

    assert said == "A round needs two people, so nobody can be left out of the plan."


def test_a_closed_practice_says_nothing_of_what_people_did() -> None:
    practice = trio(Stage.NEXT)

    assert practice.wait(49 * 60 * MINUTE).view("a").top.did is None
