"""Who comes in during a round: late, to watch it, or back to a seat from another device.

To the kit, a second window is another person, so the student may have opened one. a is the student, b the patient, c
the observer; "late" came after the round had begun, on their own device unless it says otherwise.
"""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from any_play import steadily
from builders import MINUTE, Practice, a_case, as_stored, at, four, pair, refused, trio
from hypothesis import event, given
from hypothesis import strategies as st
from model_spec import walk

from roleplay.errors import Refused
from roleplay.room import events as ev
from roleplay.room.deadlines import must_agree
from roleplay.room.decide import Step
from roleplay.room.doors import OUTSIDE, is_shut_out
from roleplay.room.fold import fold
from roleplay.room.stages import SECOND, UNDO, Stage
from roleplay.room.state import FEWEST, Role, State
from roleplay.room.views import ObserverView, OutsideView
from roleplay.room.vocabulary import Move

BEFORE_THE_BELL = [Stage.PREPARE, Stage.CONSENT, Stage.READING, Stage.STATION]
NOT_NOW = "That isn’t possible at this step, so nothing was changed."
NOT_YOURS = "The patient and the observers decide who else may watch, each on their own phone."
ANSWERED = "That question has already been answered."
SOMEBODY_ELSE = "Somebody else in the room has to confirm who this is."


def asked(practice: Practice) -> Practice:
    """A latecomer asks to watch."""
    return practice.sits("late").move("late", Move.WATCH)


def asked_of(practice: Practice) -> set[str]:
    """Whose screens show the question."""
    return {seat for seat in practice.ever if practice.view(seat).top.late}


def on_devices(**seats: str) -> Practice:
    """A round of a, b and c, on these devices."""
    practice = Practice()
    for seat, device in seats.items():
        practice.sits(seat, device=device)
    return practice.begins()


# Coming late


@pytest.mark.parametrize("stage", BEFORE_THE_BELL)
def test_who_asks_to_watch_sees_nothing_of_the_case_until_somebody_said_yes(stage: Stage) -> None:
    practice = asked(at(stage))

    view = practice.view("late")

    assert isinstance(view, OutsideView)
    assert (view.watch, view.top.roles, "watch" in view.top.moves) == ("asked", (), False)
    assert a_case().patient.opening not in practice.json("late")
    assert asked_of(practice) == {"b", "c"}


@pytest.mark.parametrize("stage", BEFORE_THE_BELL)
@pytest.mark.parametrize("by", ["b", "c"])
def test_the_patient_or_an_observer_lets_a_late_comer_in(stage: Stage, by: str) -> None:
    practice = asked(at(stage))
    assert [late.name for late in practice.view(by).top.late] == ["Person late"]

    practice.answers(by, Move.LET_IN)

    assert isinstance(practice.view("late"), ObserverView)
    assert (practice.log[-1].seat, practice.log[-1].event) == (by, ev.WatchAnswered("late", True))
    assert asked_of(practice) == set()


@pytest.mark.parametrize("by", ["a", "late", "later"])
@pytest.mark.parametrize("answer", [Move.LET_IN, Move.KEEP_OUT])
def test_the_student_and_who_is_outside_let_nobody_in(by: str, answer: Move) -> None:
    practice = asked(trio(Stage.STATION).sits("later"))

    assert refused(practice.answers, by, answer) == NOT_YOURS
    assert isinstance(practice.view("late"), OutsideView)


def test_who_was_told_to_wait_asks_no_second_time_in_this_round() -> None:
    practice = asked(trio(Stage.STATION)).answers("c", Move.KEEP_OUT)

    assert practice.view("late").watch == "no"
    assert refused(practice.move, "late", Move.WATCH) == NOT_NOW
    assert refused(practice.answers, "b", Move.LET_IN) == ANSWERED
    assert refused(practice.leaves("late").sits("late").move, "late", Move.WATCH) == NOT_NOW


def test_where_nobody_answers_the_late_comer_waits_outside_and_is_in_the_next_plan() -> None:
    practice = asked(trio(Stage.STATION)).to(Stage.QUIET)

    assert refused(practice.answers, "b", Move.LET_IN) == ANSWERED
    assert (practice.view("late").watch, asked_of(practice)) == ("", set())
    assert isinstance(practice.to(Stage.SHEETS).view("late"), OutsideView)
    assert "Person late" in {row.student for row in practice.to(Stage.NEXT).plans().view("late").plan.rows}


def test_in_a_pair_the_patient_says_who_watches() -> None:
    practice = asked(pair(Stage.STATION))
    assert refused(practice.answers, "a", Move.LET_IN) == NOT_YOURS

    practice.answers("b", Move.LET_IN)

    assert practice.round.cast.roles("late") == {Role.OBSERVER}


def test_who_leaves_takes_the_question_along_and_asks_anew() -> None:
    practice = asked(trio(Stage.STATION)).leaves("late")
    old = "watch-" + str(next(row.seq for row in practice.log if row.event.kind == "watch_asked"))
    assert asked_of(practice) == set()

    practice.sits("late")

    assert refused(practice.move, "b", Move.LET_IN, claim=old) == ANSWERED
    assert isinstance(practice.watches("late").view("late"), ObserverView)


def test_who_was_let_in_and_comes_back_is_let_in() -> None:
    practice = trio(Stage.STATION).sits("late").watches("late").leaves("late").sits("late")

    assert isinstance(practice.view("late"), ObserverView)


def test_a_yes_is_good_for_that_name_only() -> None:
    practice = trio(Stage.STATION).sits("late", "later").moves(Move.WATCH, "late", "later")

    practice.answers("b", Move.LET_IN)

    assert [practice.round.cast.roles(seat) for seat in ("late", "later")] == [frozenset(), {Role.OBSERVER}]
    assert [late.name for late in practice.view("b").top.late] == ["Person late"]


def test_an_answer_that_was_meant_for_the_round_before_lets_nobody_in() -> None:
    practice = asked(trio())
    old = practice.round.watchers[-1].id
    practice.move("b", Move.ANOTHER)

    assert refused(practice.move, "b", Move.LET_IN, claim=old) == ANSWERED
    assert "watch" in practice.view("late").top.moves


def test_while_people_are_about_to_change_places_nobody_is_let_in() -> None:
    practice = asked(trio()).move("a", Move.SWAP)
    assert asked_of(practice) == set()
    assert refused(practice.answers, "b", Move.LET_IN) == ANSWERED

    practice.move("c", Move.UNDO).answers("b", Move.LET_IN)

    assert isinstance(practice.view("late"), ObserverView)


def test_a_held_clock_keeps_nobody_from_answering() -> None:
    practice = asked(trio(Stage.STATION).move("c", Move.PAUSE)).answers("b", Move.LET_IN)

    assert isinstance(practice.view("late"), ObserverView)


def test_what_was_asked_and_answered_is_read_back_from_the_log() -> None:
    practice = asked(trio(Stage.STATION)).answers("b", Move.KEEP_OUT).sits("later").watches("later", by="c")

    assert fold(as_stored(practice.log), practice.snapshots) == practice.state


# Coming late on a phone that is passed round


@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_who_shares_a_device_with_somebody_in_the_round_waits_outside(seat: str) -> None:
    practice = trio(Stage.STATION).sits("late", device=f"device of {seat}")

    assert practice.view("late").watch == "passed"
    assert "watch" not in practice.view("late").top.moves
    assert refused(practice.move, "late", Move.WATCH) == NOT_NOW


def test_where_one_phone_is_passed_round_all_who_come_late_wait_outside() -> None:
    practice = on_devices(a="one", b="one", c="one").sits("late")

    assert "watch" not in practice.view("late").top.moves
    assert refused(practice.move, "late", Move.WATCH) == NOT_NOW


def test_who_shares_the_students_device_lets_nobody_in() -> None:
    practice = asked(on_devices(a="one", b="two", c="one"))

    assert asked_of(practice) == {"b"}
    assert refused(practice.answers, "c", Move.LET_IN) == NOT_YOURS
    assert isinstance(practice.answers("b", Move.LET_IN).view("late"), ObserverView)


def test_a_device_that_got_the_students_place_meanwhile_keeps_its_late_comer_out() -> None:
    practice = asked(trio(Stage.STATION)).logs(ev.DeviceProved("device of late"), "a")

    assert refused(practice.answers, "b", Move.LET_IN) == NOT_YOURS


# Swapping places


@pytest.mark.parametrize(("patient", "observers"), [("late", ("c",)), ("b", ("late",)), ("b", ("c", "late"))])
@pytest.mark.parametrize("move", [Move.SWAP, Move.ANOTHER])
def test_nobody_comes_from_outside_to_play_or_watch_in_a_round_that_takes_anothers_place(
    patient: str, observers: tuple[str, ...], move: Move
) -> None:
    practice = trio().sits("late")
    began = practice.beginning("a", patient, observers, replaces=True)

    assert refused(practice.act, "a", Step(move, practice.number, began)) == OUTSIDE


def test_who_waits_outside_may_take_the_students_place() -> None:
    practice = trio().sits("late")

    practice.act("a", Step(Move.SWAP, practice.number, practice.beginning("late", "b", ("c", "a"), replaces=True)))

    assert practice.wait(UNDO).view("late").top.roles == ("student",)


def test_who_was_let_in_stays_for_the_case_that_takes_its_place() -> None:
    practice = trio().sits("late").watches("late")
    began = practice.beginning("a", "b", ("c", "late"), replaces=True)

    practice.act("b", Step(Move.ANOTHER, practice.number, began))

    assert isinstance(practice.view("late"), ObserverView)


# A seat taken back during a round


@pytest.mark.parametrize("seat", ["b", "c"])
def test_the_students_device_is_let_into_no_other_place(seat: str) -> None:
    practice = four(Stage.STATION).claims("claim-1", seat, device="device of a")

    assert {view for view in "abcd" if practice.view(view).top.claims} == {seat}
    assert refused(practice.move, "d", Move.LET_IN, claim="claim-1") == SOMEBODY_ELSE
    assert practice.to(Stage.SHEETS).move("d", Move.LET_IN, claim="claim-1").state.claims[0].allowed is True


@pytest.mark.parametrize("seat", ["b", "c", "late"])
def test_no_device_with_another_place_is_let_into_the_students(seat: str) -> None:
    practice = four(Stage.STATION).sits("late").claims("claim-1", "a", device=f"device of {seat}")

    assert refused(practice.move, "d", Move.LET_IN, claim="claim-1") == SOMEBODY_ELSE


def test_a_device_that_was_let_into_the_students_place_is_let_into_no_other() -> None:
    practice = four(Stage.STATION).claims("claim-1", "a", "new").claims("claim-2", "b", "new")

    practice.move("c", Move.LET_IN, claim="claim-1")

    assert refused(practice.move, "c", Move.LET_IN, claim="claim-2") == SOMEBODY_ELSE


def test_who_shares_the_students_device_answers_no_claim() -> None:
    practice = on_devices(a="one", b="two", c="one").claims("claim-1", "b")

    assert refused(practice.move, "c", Move.LET_IN, claim="claim-1") == SOMEBODY_ELSE


def test_the_device_that_asks_does_not_answer() -> None:
    practice = Practice().sits("a", "b", "late").claims("claim-1", "b", device="device of late")

    assert refused(practice.move, "late", Move.LET_IN, claim="claim-1") == SOMEBODY_ELSE
    assert practice.view("late").top.claims == ()


def test_what_was_asked_before_the_round_is_answered_by_its_people_only() -> None:
    practice = Practice().sits("a", "b", "c").claims("claim-1", "b").begins()

    assert refused(practice.move, "a", Move.LET_IN, claim="claim-1") == SOMEBODY_ELSE
    assert practice.move("c", Move.LET_IN, claim="claim-1").state.claims[0].allowed is True


def test_who_has_left_answers_nothing() -> None:
    practice = four(Stage.STATION).leaves("d").claims("claim-1", "b")

    assert refused(practice.move, "d", Move.LET_IN, claim="claim-1") == SOMEBODY_ELSE


def test_a_round_that_was_given_up_hides_nothing_any_more() -> None:
    practice = pair(Stage.STATION).leaves("a").sits("a").claims("claim-1", "b")

    assert practice.move("a", Move.LET_IN, claim="claim-1").state.claims[0].allowed is True


# A seat taken back before the round


def let_in_before(by: str, *seats: str) -> Practice:
    """Before any round a new device was let into b's place, by this seat."""
    return Practice().sits(*(seats or ("a", "b", "c"))).claims("claim-1", "b").move(by, Move.LET_IN, claim="claim-1")


def shut(practice: Practice, device: str = "a new device") -> bool:
    return is_shut_out(practice.seen, "b", device)


def test_who_let_a_window_into_the_next_patients_place_does_not_read_the_part_in_it() -> None:
    practice = let_in_before("a")
    assert not shut(practice)

    practice.begins()
    inside = [shut(practice.to(stage)) for stage in (Stage.PREPARE, Stage.STATION, Stage.QUIET, Stage.DEBRIEF)]

    assert inside == [True] * 4
    assert not shut(practice.to(Stage.SHEETS))


@pytest.mark.parametrize("stage", BEFORE_THE_BELL[2:])
def test_the_word_of_another_of_the_round_opens_the_place_again(stage: Stage) -> None:
    practice = let_in_before("a").begins().to(stage).claims("claim-2", "b")

    practice.move("c", Move.LET_IN, claim="claim-2")

    assert not shut(practice)


def test_a_place_given_back_by_another_of_the_round_stays_open() -> None:
    assert not shut(let_in_before("c").begins())


def test_the_word_of_somebody_who_is_gone_or_shares_the_students_device_does_not_count() -> None:
    gone = let_in_before("late", "a", "b", "c", "late").leaves("late").begins()
    beside = Practice().sits("a", device="one").sits("b").sits("c", device="one")
    beside.claims("claim-1", "b").move("c", Move.LET_IN, claim="claim-1").begins()

    assert [shut(gone), shut(beside)] == [True, True]


def test_a_device_that_has_the_students_place_too_is_shut_out_whoever_said_yes() -> None:
    practice = Practice().sits("a", "b", "c").claims("claim-1", "b", "device of a")

    practice.move("c", Move.LET_IN, claim="claim-1").begins()

    assert shut(practice, "device of a")
    assert not shut(practice.to(Stage.SHEETS), "device of a")


def test_the_device_on_which_somebody_joined_is_never_shut_out() -> None:
    practice = Practice().sits("a", "b", "c").claims("claim-1", "b", "device of b")

    practice.move("a", Move.LET_IN, claim="claim-1").begins()

    assert not shut(practice, "device of b")


def test_a_device_that_was_let_in_and_then_proved_itself_is_not_shut_out() -> None:
    practice = let_in_before("a").begins().logs(ev.DeviceProved("a new device"), "b")

    assert not shut(practice)


@pytest.mark.parametrize("seat", ["a", "late"])
def test_a_place_that_shows_no_part_is_never_shut(seat: str) -> None:
    practice = Practice().sits("a", "b", "c").claims("claim-1", "a").move("b", Move.LET_IN, claim="claim-1").begins()
    practice.sits("late")

    assert not is_shut_out(practice.seen, seat, "a new device")


def test_what_an_older_build_let_in_stays_in() -> None:
    practice = Practice().sits("a", "b", "c").claims("claim-1", "b", device="").move("a", Move.LET_IN, claim="claim-1")

    assert not shut(practice.begins().wait(MINUTE))


# Whatever anybody tries

ROOM = ("a", "b", "c", "d", "e")


def does_anything(practice: Practice, chance: Random) -> None:
    """One attempt to get in: mostly one that works."""
    seat, other = chance.choice(ROOM), chance.choice(ROOM)
    device = chance.choice([*(f"device of {one}" for one in ROOM), "new", "newer"])
    deed = chance.choice([comes, comes, asks, asks, answers, answers, answers, claims, begins, begins, moves])
    deed(practice, seat, other, device, chance)


def comes(practice: Practice, seat: str, other: str, device: str, chance: Random) -> None:
    if seat not in practice.seen.seats:
        practice.sits(seat, device=chance.choice([device, ""]))


def asks(practice: Practice, seat: str, other: str, device: str, chance: Random) -> None:
    late = [one for one in practice.seen.seats if "watch" in practice.view(one).top.moves]
    practice.move(chance.choice([*late, seat]), Move.WATCH)


def answers(practice: Practice, seat: str, other: str, device: str, chance: Random) -> None:
    """The last question, or one before it."""
    asked = [*practice.state.claims, *(practice.seen.rounds[-1].watchers if practice.seen.rounds else ())]
    if asked:
        answer = chance.choice([Move.LET_IN, Move.LET_IN, Move.KEEP_OUT])
        practice.move(seat, answer, claim=chance.choice([asked[-1], chance.choice(asked)]).id)


def claims(practice: Practice, seat: str, other: str, device: str, chance: Random) -> None:
    if seat in practice.ever:
        practice.claims(f"claim-{len(practice.state.claims)}", seat, device)


def begins(practice: Practice, seat: str, other: str, device: str, chance: Random) -> None:
    """A round, or another in its place, with any people who are in the room."""
    here = list(practice.seen.seats)
    if len(here) >= FEWEST:
        student, patient, *others = chance.sample(here, len(here))
        move = chance.choice([Move.SWAP, Move.ANOTHER, Move.BEGIN])
        watching = tuple(chance.sample(others, chance.randint(0, len(others)))) or (patient,)
        began = practice.beginning(student, patient, watching, replaces=move is not Move.BEGIN)
        practice.act(seat, Step(move, practice.number, began))


def moves(practice: Practice, seat: str, other: str, device: str, chance: Random) -> None:
    move = chance.choice([Move.READY, Move.LEAVE, Move.STOP, Move.UNDO, Move.CARRY_ON])
    practice.move(seat, move)
    if move is Move.STOP:
        practice.moves(Move.CARRY_ON, *must_agree(practice.seen))


@given(st.randoms(use_true_random=True))
@steadily(60)
def test_whatever_is_done_nobody_comes_to_the_part_or_the_sheet_without_a_yes(chance: Random) -> None:
    """Each change of who is in a round must obey the rules of entry, written a second time in `model_spec`."""
    practice = Practice().sits("a", "b", "c").begins()

    for _ in range(60):
        practice.wait(chance.choice([0, 0, 0, SECOND, UNDO]))
        with suppress(Refused):
            does_anything(practice, chance)

    event(f"{sum(getattr(row.event, 'allowed', False) for row in practice.log)} were let in")
    assert walk(State(), tuple(practice.log), dict(practice.snapshots)) == practice.state
