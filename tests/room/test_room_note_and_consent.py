"""Before anybody plays: what a case is about, and whether somebody agrees to be examined."""

from __future__ import annotations

import pytest
from builders import MINUTE, Practice, a_case, an_examination, an_examined, four, pair, refused, trio

from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.stages import Stage
from roleplay.room.vocabulary import Move

NOT_NOW = "That isn’t possible at this step, so nothing was changed."
PLAIN = a_case(themes=[])
HEAVY = a_case(themes=[], heavy=True)


def offered(practice: Practice, seat: str) -> set[str]:
    return set(practice.view(seat).top.moves)


def unread(stage: Stage = Stage.PREPARE, **more: object) -> Practice:
    """The trio, before anybody has said yes to the content note."""
    return Practice(**more).sits("a", "b", "c").begins(accepted=False).to(stage)  # type: ignore[arg-type]


# The content note


def test_the_note_says_in_words_what_the_case_is_about() -> None:
    note = unread().view("b").note

    assert (note.themes, note.heavy, note.accepted) == ("bereavement", False, False)
    assert unread().view("c").note == note


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING, Stage.STATION, Stage.QUIET])
def test_before_their_own_yes_nobody_gets_a_byte_of_the_part(stage: Stage) -> None:
    practice = unread(stage)
    view, shown = practice.view("b"), practice.json("b")

    assert (view.part, view.sign, view.events, view.top.plays) == (None, None, (), "")
    assert not any(fact.say in shown or fact.id in shown for fact in a_case().patient.story)


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING, Stage.STATION, Stage.QUIET])
def test_before_their_own_yes_nobody_gets_a_byte_of_the_sheet(stage: Stage) -> None:
    practice = unread(stage)

    assert practice.view("c").sheet is None
    assert not any(item.text in practice.json("c") for item in practice.snapshot.sheet.items)


def test_what_was_tapped_without_a_yes_opens_no_line() -> None:
    practice = unread(Stage.STATION).tap("b", ev.FactCame("stairs", True)).tap("c", ev.Marked("net", Mark.DONE))
    assert practice.view("b").came == ()

    assert practice.to(Stage.DEBRIEF).view("c").items == ()


def test_the_yes_of_one_opens_nothing_for_another() -> None:
    practice = unread().move("b", Move.ACCEPT)

    assert practice.view("b").part == a_case().patient
    assert practice.view("c").sheet is None


def test_an_observers_yes_opens_the_sheet() -> None:
    practice = unread().move("c", Move.ACCEPT)

    assert practice.view("c").sheet is not None
    assert practice.view("c").note.accepted is True


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING, Stage.STATION, Stage.QUIET])
def test_a_yes_can_be_said_until_the_quiet_minute_is_over(stage: Stage) -> None:
    practice = unread(stage).move("b", Move.ACCEPT)

    assert practice.view("b").part == a_case().patient


def test_a_yes_can_be_said_before_the_consent_too() -> None:
    practice = unread(case=an_examination()).wait(3 * MINUTE).move("c", Move.ACCEPT)

    assert practice.stage is Stage.CONSENT
    assert practice.view("c").sheet is not None


def test_in_a_pair_the_sheet_waits_for_the_yes_too() -> None:
    practice = Practice().sits("a", "b").begins(observers=("b",), accepted=False).to(Stage.QUIET)
    assert practice.view("b").sheet is None

    assert practice.move("b", Move.ACCEPT).view("b").sheet is not None


def test_a_yes_is_said_once() -> None:
    practice = unread().move("b", Move.ACCEPT)

    assert refused(practice.move, "b", Move.ACCEPT) == NOT_NOW


def test_the_student_is_not_asked_and_reads_nothing_of_the_note() -> None:
    practice = unread()

    assert refused(practice.move, "a", Move.ACCEPT) == NOT_NOW
    assert "Bereavement" not in practice.json("a")


def test_nobody_is_ready_before_they_could_read() -> None:
    practice = unread()
    assert refused(practice.move, "b", Move.READY) == NOT_NOW

    practice.move("b", Move.ACCEPT).move("b", Move.READY)

    assert "ready" in offered(practice, "a")
    assert practice.round.ready == {"b"}


def test_a_case_without_themes_asks_for_no_yes() -> None:
    practice = unread(case=PLAIN)

    assert "accept" not in offered(practice, "b") | offered(practice, "c")
    assert practice.view("b").part == PLAIN.patient
    assert practice.view("c").sheet is not None


def test_a_heavy_case_asks_for_a_yes_even_without_themes() -> None:
    practice = unread(case=HEAVY)

    assert practice.view("b").part is None
    assert (practice.view("b").note.heavy, practice.view("b").note.themes) == (True, "")


def test_the_student_of_a_heavy_case_is_told_that_and_no_more() -> None:
    practice = unread(case=a_case(heavy=True))

    assert practice.view("a").heavy is True
    assert "Bereavement" not in practice.json("a")
    assert unread().view("a").heavy is False


def test_who_comes_to_watch_says_yes_for_themselves() -> None:
    practice = trio(Stage.STATION).sits("late").watches("late")
    assert practice.view("late").sheet is None

    assert practice.move("late", Move.ACCEPT).view("late").sheet is not None


def test_each_round_asks_for_a_yes_of_its_own() -> None:
    practice = trio(Stage.PREPARE).move("c", Move.ANOTHER)

    assert practice.view("b").part is None
    assert "accept" in offered(practice, "b")


# Consent


def test_an_examination_is_consented_to_before_the_clock() -> None:
    practice = an_examined()

    assert (practice.stage, practice.remaining) == (Stage.CONSENT, None)
    assert practice.wait(10 * MINUTE).stage is Stage.CONSENT


def test_an_interview_goes_from_preparing_to_reading() -> None:
    practice = trio().wait(3 * MINUTE)

    assert practice.stage is Stage.READING
    assert Stage.CONSENT not in practice.round.started_at


def test_everybody_sees_what_is_consented_to_and_no_finding() -> None:
    practice = an_examined()

    consent = practice.view("a").consent

    assert (consent.regions, consent.position, consent.exposure) == (("chest",), "Sitting", "Shirt open")
    assert consent == practice.view("b").consent == practice.view("c").consent
    assert "Sinus rhythm." not in practice.json("a") + practice.json("b")


def test_while_the_case_is_prepared_the_student_does_not_know_what_is_examined() -> None:
    assert an_examined(Stage.PREPARE).view("a").consent is None


def test_the_student_sees_no_door_sign_before_the_consent() -> None:
    practice = an_examined()
    assert practice.view("a").sign is None

    assert practice.on().view("a").sign is not None


def test_the_student_asks_aloud_and_everybody_sees_that() -> None:
    practice = an_examined().move("a", Move.ASK_CONSENT)

    assert [practice.view(seat).consent.asked for seat in "abc"] == [True, True, True]
    assert refused(practice.move, "a", Move.ASK_CONSENT) == NOT_NOW


def test_there_is_no_yes_before_the_student_has_asked() -> None:
    practice = an_examined()

    assert (Move.CONSENT in offered(practice, "b"), Move.NO_CONSENT in offered(practice, "b")) == (False, True)
    assert refused(practice.move, "b", Move.CONSENT) == "The student asks aloud first, and taps. Then you can answer."
    assert practice.stage is Stage.CONSENT


def test_asking_alone_begins_nothing() -> None:
    practice = an_examined().move("a", Move.ASK_CONSENT).wait(10 * MINUTE)

    assert (practice.stage, practice.round.consent) == (Stage.CONSENT, None)


def test_a_log_in_which_the_yes_came_first_is_read_as_it_was() -> None:
    practice = an_examined().logs(ev.ConsentAnswered(True), "b")

    assert (practice.stage, practice.round.consent) == (Stage.READING, True)


def test_a_yes_begins_the_reading() -> None:
    practice = an_examined().move("a", Move.ASK_CONSENT).move("b", Move.CONSENT)

    assert (practice.stage, practice.remaining) == (Stage.READING, 2 * MINUTE)
    assert [practice.view(seat).consent.given for seat in "abc"] == [True, True, True]


def test_a_no_begins_the_reading_too_and_everybody_sees_the_alternative() -> None:
    practice = an_examined().move("b", Move.NO_CONSENT)

    shown = [practice.view(seat).consent for seat in "abc"]

    assert practice.stage is Stage.READING
    assert [(consent.given, consent.alternative) for consent in shown] == [(False, "Talk it through")] * 3


@pytest.mark.parametrize("stage", [Stage.READING, Stage.STATION])
def test_a_yes_can_be_taken_back_at_any_moment(stage: Stage) -> None:
    practice = an_examined(stage).wait(1).move("b", Move.NO_CONSENT)

    assert practice.stage is stage
    assert [practice.view(seat).consent.given for seat in "abc"] == [False, False, False]
    assert refused(practice.move, "b", Move.NO_CONSENT) == NOT_NOW


def test_taking_a_yes_back_neither_waits_nor_stops_the_clock() -> None:
    practice = an_examined(Stage.STATION).wait(MINUTE).move("b", Move.NO_CONSENT)

    assert practice.state.pending is None
    assert practice.remaining == 7 * MINUTE


@pytest.mark.parametrize("stage", [Stage.CONSENT, Stage.READING, Stage.STATION])
@pytest.mark.parametrize("seat", ["a", "c", "late"])
@pytest.mark.parametrize("move", [Move.CONSENT, Move.NO_CONSENT])
def test_nobody_answers_for_the_volunteer(stage: Stage, seat: str, move: Move) -> None:
    practice = an_examined().move("a", Move.ASK_CONSENT).to(stage).sits("late")

    assert move not in offered(practice, seat)
    assert refused(practice.move, seat, move) == NOT_NOW


@pytest.mark.parametrize("seat", ["b", "c", "late"])
def test_only_the_student_asks(seat: str) -> None:
    assert refused(an_examined().sits("late").move, seat, Move.ASK_CONSENT) == NOT_NOW


def test_a_yes_that_was_not_given_cannot_be_taken_back() -> None:
    practice = an_examined().move("b", Move.NO_CONSENT)

    assert refused(practice.move, "b", Move.NO_CONSENT) == NOT_NOW
    assert refused(trio(Stage.STATION).move, "b", Move.NO_CONSENT) == NOT_NOW


def test_a_no_cannot_be_turned_into_a_yes_once_the_clock_runs() -> None:
    practice = an_examined().move("b", Move.NO_CONSENT)

    assert refused(practice.move, "b", Move.CONSENT) == NOT_NOW


@pytest.mark.parametrize("move", [Move.GO_ON, Move.READY, Move.END_EARLY])
def test_nobody_goes_past_the_consent(move: Move) -> None:
    practice = an_examined()

    assert all(refused(practice.move, seat, move) == NOT_NOW for seat in "abc")


def test_in_a_pair_the_volunteer_is_asked_just_the_same() -> None:
    practice = pair(Stage.CONSENT, case=an_examination())
    practice.move("a", Move.ASK_CONSENT)
    assert refused(practice.move, "a", Move.CONSENT) == NOT_NOW

    assert practice.move("b", Move.CONSENT).stage is Stage.READING


def test_every_observer_sees_the_answer() -> None:
    practice = four(Stage.CONSENT, case=an_examination()).move("b", Move.NO_CONSENT)

    assert [practice.view(seat).consent.given for seat in "cd"] == [False, False]


def test_a_device_does_not_walk_past_the_consent_alone() -> None:
    assert an_examined(Stage.PREPARE).view("a").top.clock.ahead == (("consent", 0),)


def test_an_interview_has_nothing_to_consent_to() -> None:
    practice = trio(Stage.STATION)

    assert [practice.view(seat).consent for seat in "abc"] == [None, None, None]
    assert ev.ConsentAnswered not in {type(logged.event) for logged in practice.log}
