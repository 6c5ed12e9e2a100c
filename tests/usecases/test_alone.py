"""Practising on one's own: presenting to the clock, rehearsing an opening, and a next step without a round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cases_to_tell import NOTES, with_cases_to_tell
from evening import HEAVY, HOUR, Evening
from left_over import YEAR, tables_with

from roleplay.errors import Fault
from roleplay.marking.marksheet import Mark
from roleplay.usecases.alone.alone import NO_CASE, NO_STEP, RELOAD, TOO_LONG
from roleplay.usecases.upkeep import erase_old_words

STEP = "If she pauses, I will wait"


@pytest.fixture
def anna(before: Evening) -> Evening:
    """Somebody who sits alone, on a kit with a case to present."""
    return with_cases_to_tell(before, "to-tell").start("Anna")


def refused(ask: Callable[[], Any]) -> str:
    with pytest.raises(Fault) as fault:
        ask()
    return str(fault.value)


def offered(evening: Evening) -> list[tuple[str, bool]]:
    return [(one.id, one.knows) for one in evening.kit.alone.presentations(evening.visitor("Anna"))]


def test_only_presentations_are_offered_and_what_is_new_comes_first(anna: Evening) -> None:
    with_cases_to_tell(anna, "another").more_cases("interview")
    with_cases_to_tell(anna, "heavy", more=HEAVY)
    first = offered(anna)

    anna.kit.alone.present(anna.visitor("Anna"), "another")

    assert first == [("another", False), ("to-tell", False)]
    assert offered(anna) == [("to-tell", False), ("another", True)]


@pytest.mark.parametrize("case", ["good", "nothing"])
def test_nothing_else_can_be_presented(anna: Evening, case: str) -> None:
    assert refused(lambda: anna.kit.alone.present(anna.visitor("Anna"), case)) == NO_CASE


def test_who_presents_a_case_knows_it_before_they_have_read_a_word(anna: Evening) -> None:
    case, _ = anna.kit.alone.present(anna.visitor("Anna"), "to-tell")

    with anna.kit.store.read() as reader:
        assert [e.case for e in reader.history.exposures(anna.seats["Anna"].person)] == ["to-tell"]
    assert case.student.material[0].text == NOTES


def test_a_case_that_is_planned_here_is_kept_for_its_round(before: Evening) -> None:
    evening = with_cases_to_tell(before, "to-tell").without("good").start()

    assert {case for _, _, case in evening.planned()} == {"to-tell"}
    assert offered(evening) == []
    assert "planned" in refused(lambda: evening.kit.alone.present(evening.visitor("Anna"), "to-tell"))


def test_how_they_marked_themselves_is_kept_and_counts_in_nothing(anna: Evening) -> None:
    who = anna.visitor("Anna")
    anna.kit.alone.present(who, "to-tell")

    anna.kit.alone.mark(who, "to-tell", {"introduces": "done", "family": "not"})

    [one] = anna.kit.alone.presented(who)
    assert [(item.id, mark) for item, mark in one.lines] == [("introduces", Mark.DONE), ("family", Mark.NOT)]
    assert anna.kit.history.shelf(who).stations == ()


@pytest.mark.parametrize("items", [{"nothing": "done"}, {"family": "perhaps"}, {"family": "partly"}])
def test_what_the_sheet_does_not_offer_is_refused(anna: Evening, items: dict[str, str]) -> None:
    who = anna.visitor("Anna")
    anna.kit.alone.present(who, "to-tell")

    assert refused(lambda: anna.kit.alone.mark(who, "to-tell", items)) == RELOAD
    assert anna.kit.alone.presented(who) == ()


def test_nobody_marks_a_presentation_that_they_have_not_opened(anna: Evening) -> None:
    assert refused(lambda: anna.kit.alone.mark(anna.visitor("Anna"), "to-tell", {})) == NO_CASE


def test_openings_are_those_of_cases_that_they_have_met(before: Evening) -> None:
    evening = before.more_cases("case-b").start()
    before_any = evening.kit.alone.openings(evening.visitor("Anna"))

    evening.begin().play_from_here().finish()

    [opening] = evening.kit.alone.openings(evening.visitor("Anna"))
    assert before_any == ()
    assert (opening.opening, [item.id for item in opening.lines]) == (
        "It's this tightness in my chest.",
        ["introduces"],
    )


def test_a_next_step_written_alone_is_the_one_that_is_looked_for_next(anna: Evening) -> None:
    anna.kit.alone.write_step(anna.visitor("Anna"), "Ask about work")
    anna.wall.forward(HOUR)
    anna.kit.alone.write_step(anna.visitor("Anna"), f"  {STEP}  ")

    anna.join("Ben")
    anna.begin("good")

    assert STEP in [goal.text for goal in anna.kit.history.shelf(anna.visitor("Anna")).goals]
    assert anna.round.goal == STEP


@pytest.mark.parametrize(("text", "sentence"), [("  ", NO_STEP), ("x" * 201, TOO_LONG)])
def test_a_next_step_is_a_sentence(anna: Evening, text: str, sentence: str) -> None:
    assert refused(lambda: anna.kit.alone.write_step(anna.visitor("Anna"), text)) == sentence


def test_after_a_year_a_step_written_alone_goes_like_all_words(anna: Evening) -> None:
    anna.kit.alone.write_step(anna.visitor("Anna"), STEP)

    erase_old_words(anna.kit.store, anna.wall.at + YEAR + HOUR)

    assert tables_with(anna.folder, STEP) == set()


def test_deleting_everything_leaves_nothing_of_it(anna: Evening) -> None:
    who = anna.visitor("Anna")
    anna.kit.alone.write_step(who, STEP)
    anna.kit.alone.present(who, "to-tell")
    anna.kit.alone.mark(who, "to-tell", {"introduces": "done"})
    anna.moved("Anna", "leave")

    anna.kit.people.forget(who)

    assert tables_with(anna.folder, STEP) == set()
    with anna.kit.store.read() as reader:
        assert reader.alone.alone(who.person) == ()


def test_nobody_elses_can_be_asked_for(anna: Evening) -> None:
    ben = anna.join("Ben")
    thief = anna.visitor("Ben").named(anna.seats["Anna"].person)

    assert ben.person != anna.seats["Anna"].person
    for ask in (anna.kit.alone.presentations, anna.kit.alone.presented, anna.kit.alone.openings):
        assert "isn’t on this phone" in refused(lambda ask=ask: ask(thief))
    assert "isn’t on this phone" in refused(lambda: anna.kit.alone.write_step(thief, STEP))
