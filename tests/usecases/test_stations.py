"""The rules of a station opened again: who may read what once the session is over."""

from __future__ import annotations

import pytest
from evening import MINUTE, Evening, device_of
from left_over import DAY, by_hand, forget, page, person_of, refused, shelf, stations

from roleplay.people.visitor import Visitor

NOT_THERE = "That station isn’t in your history. Choose one from the list."
NOT_HERE = "That isn’t on this phone or browser. Enter your name and your personal key to see it."
PARTS = {"Ben": "patient", "Cleo": "observer"}


@pytest.fixture
def quiet(before: Evening) -> Evening:
    """Anna's station is over, everybody has submitted, and the feedback isn't open yet."""
    evening = before.more_cases("case-a", "case-b")
    evening.says = "from-{role}-in-{round}"
    evening.start().begin().read().wall.forward(3 * MINUTE)
    evening.tap("Cleo", "marked", item="exertional", mark="done")
    evening.wall.forward(8 * MINUTE)
    return evening.hand_in()


@pytest.fixture
def over(quiet: Evening) -> Evening:
    """The feedback was opened and the session is finished."""
    while quiet.stage == "debrief":
        quiet.moved("Anna", "go_on")
    return quiet.moved("Anna", "go_on").finish()


def words(evening: Evening, name: str) -> set[str]:
    """The markers on this person's page of the station."""
    shown = repr(page(evening, name))
    return {role for role in ("student", "patient", "observer") if f"from-{role}-in-1" in shown}


# --- the student


def test_the_student_reads_the_three_views_and_what_they_add_up_to(over: Evening) -> None:
    shown = page(over, "Anna")

    assert words(over, "Anna") == {"student", "patient", "observer"}
    assert (shown.role, shown.card.id, shown.own) == ("student", "good", None)
    assert [(one.name, one.score.checklist_percent is not None) for one in shown.scores] == [("Cleo", True)]
    assert shown.sheets is not None
    assert shown.sheets.points == ("Troponin can wait. Who noticed the look down?",)


def test_until_the_feedback_is_open_the_student_reads_nothing(quiet: Evening) -> None:
    shown = page(quiet, "Anna")

    assert (shown.sheets, shown.own, shown.scores) == (None, None, ())
    assert "from-" not in repr(shown)
    assert "Two flights" not in repr(shown)
    assert "Troponin" not in repr(shown)


@pytest.mark.parametrize(("after", "may"), [(2 * DAY - MINUTE, False), (2 * DAY + MINUTE, True)])
def test_feedback_that_nobody_opened_is_the_students_once_the_practice_has_closed(
    quiet: Evening, after: int, may: bool
) -> None:
    quiet.wall.forward(after)

    assert (page(quiet, "Anna").sheets is not None) is may
    assert words(quiet, "Anna") == ({"student", "patient", "observer"} if may else set())


def test_the_student_reads_them_years_later(over: Evening) -> None:
    over.wall.forward(300 * DAY)

    assert words(over, "Anna") == {"student", "patient", "observer"}


# --- who played and who watched


@pytest.mark.parametrize("name", PARTS)
def test_until_the_feedback_is_open_others_read_what_they_wrote(quiet: Evening, name: str) -> None:
    shown = page(quiet, name)

    assert shown.sheets is None
    assert words(quiet, name) == {PARTS[name]}


@pytest.mark.parametrize("name", PARTS)
def test_while_the_practice_is_open_others_read_everyones_feedback(over: Evening, name: str) -> None:
    over.wall.forward(2 * DAY - MINUTE)

    assert words(over, name) == {"student", "patient", "observer"}
    assert page(over, name).scores == ()


@pytest.mark.parametrize("name", PARTS)
def test_once_the_practice_has_closed_others_read_only_what_they_wrote(over: Evening, name: str) -> None:
    over.wall.forward(2 * DAY)

    shown = page(over, name)

    assert shown.sheets is None
    assert shown.own is not None
    sentences = 2 if name == "Cleo" else 1  # what the observer saw, and one to try
    assert shown.own.words == (f"from-{PARTS[name]}-in-1",) * sentences
    assert words(over, name) == {PARTS[name]}


@pytest.mark.parametrize("name", PARTS)
def test_feedback_that_nobody_opened_never_opens_for_others(quiet: Evening, name: str) -> None:
    quiet.wall.forward(2 * DAY)

    assert page(quiet, name).sheets is None
    assert words(quiet, name) == {PARTS[name]}


def test_an_observer_reads_their_own_marks_in_words(over: Evening) -> None:
    over.wall.forward(2 * DAY)
    observer, patient = page(over, "Cleo").own, page(over, "Ben").own

    assert observer is not None
    assert observer.marks == (("Asks what brings it on", "Done"),)
    assert patient is not None
    assert patient.marks == ()


def test_what_must_never_happen_is_not_called_done(before: Evening) -> None:
    """Neither in the feedback nor in what the observer wrote."""
    before.more_cases("case-n", edits={"text: Asks about the family": "text: Scares\n    critical: never"})
    evening = before.start().begin("case-n").read()
    evening.wall.forward(3 * MINUTE)
    assert evening.tap("Cleo", "marked", item="family", mark="done").result == "accepted"
    evening.wall.forward(8 * MINUTE)
    evening.forms().moved("Anna", "go_on")

    own, sheets = page(evening, "Cleo").own, page(evening, "Anna").sheets

    assert own is not None
    assert own.marks == (("Scares", "This happened"),)
    assert sheets is not None
    assert [said.value for item in sheets.opened.items for said in item.marks] == ["This happened"]


# --- nobody else


def test_somebody_who_was_not_in_the_round_reads_nothing(over: Evening) -> None:
    other = over.later("Dora", "Anna")

    assert refused(page, other, "Dora", 1, over.practice) == NOT_THERE
    assert words(over, "Anna")


def test_somebody_who_waited_outside_reads_nothing(quiet: Evening) -> None:
    quiet.join("Dora")

    assert refused(page, quiet, "Dora") == NOT_THERE


@pytest.mark.parametrize(("practice", "round_"), [(1, 0), (1, 2), (1, -1), (99, 1), (0, 1)])
def test_a_round_that_never_was_is_not_there(over: Evening, practice: int, round_: int) -> None:
    read = stations(over).page

    assert refused(read, over.visitor("Anna"), practice, round_) == NOT_THERE


@pytest.mark.parametrize("device", ["a stranger's", device_of("Ben")])
def test_nobody_reads_another_persons_page_on_their_own_device(over: Evening, device: str) -> None:
    read = stations(over).page

    assert refused(read, Visitor(device, person=person_of(over, "Anna")), over.practice, 1) == NOT_HERE


def test_a_guest_reads_nothing_on_somebody_elses_device(before: Evening) -> None:
    evening = before.start("Anna", "Ben")
    evening.join("Dora", device_of("Ben"))
    by_hand(evening, "Dora", "Anna", "good").play()

    said = refused(
        stations(evening).page, Visitor(device_of("Ben"), person=person_of(evening, "Dora")), evening.practice, 1
    )

    assert said.startswith("This is somebody else’s device, and Dora is a guest on it.")


def test_a_place_given_back_by_the_others_opens_no_station(over: Evening) -> None:
    again = over.later()
    claim = again.kit.joining.claim(Visitor("new phone"), again.code, "Anna")
    again.move("Ben", "let_in", claim=claim)

    said = refused(stations(again).page, Visitor("new phone", person=person_of(again, "Anna")), over.practice, 1)

    assert said == NOT_HERE


def test_once_the_student_has_deleted_everything_nothing_of_the_feedback_is_left(over: Evening) -> None:
    forget(over, "Anna")

    shown = page(over, "Ben")

    assert shown.own is not None
    assert (shown.own.words, shown.own.marks) == ((), ())
    assert words(over, "Ben") == words(over, "Cleo") == set()


def test_the_page_says_whether_the_words_are_kept(over: Evening) -> None:
    before = page(over, "Anna").kept

    stations(over).keep(over.visitor("Anna"), over.practice, 1, True)

    assert (before, page(over, "Anna").kept, page(over, "Ben").kept) == (False, True, False)


def test_a_station_that_was_given_up_has_a_page(before: Evening) -> None:
    evening = before.more_cases("case-a").start().begin().moved("Ben", "another")

    assert (page(evening, "Anna").counts, page(evening, "Anna").sheets) == (False, None)
    assert [station.counts for station in shelf(evening, "Ben").stations] == [False, True]
