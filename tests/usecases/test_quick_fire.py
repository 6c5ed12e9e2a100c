"""Quick-fire asks only about cases that everybody here has met: nobody is told anything of a case to come."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from evening import HEAVY, Evening, device_of, theme, viva

from roleplay.errors import Fault
from roleplay.people.private import Private
from roleplay.people.visitor import Visitor
from roleplay.usecases.practice.quick_fire import MOST, Question, QuickFire


@pytest.fixture
def stocked(before: Evening) -> Evening:
    """Three cases with a question each, one with many, and a heavy one."""
    for case in ("case-a", "case-b", "case-c"):
        before.more_cases(case, edits=viva(case))
    before.more_cases("many", edits=viva("many", 7)).more_cases("heavy", edits=viva("heavy") | HEAVY)
    return before.start()


def fire(evening: Evening) -> QuickFire:
    return evening.kit.quick_fire


def asked(evening: Evening) -> set[str]:
    """The cases that may be asked about in the room."""
    return {question.case for question in fire(evening).for_room(evening.practice)}


def played(evening: Evening, *cases: str) -> Evening:
    for case in cases:
        evening.begin(case).play_from_here()
    return evening


def cases_of(questions: Iterable[Question]) -> list[str]:
    return [question.case for question in questions]


def test_before_anything_was_played_nothing_is_asked(stocked: Evening) -> None:
    assert asked(stocked) == set()


def test_what_all_have_met_is_asked(stocked: Evening) -> None:
    played(stocked, "case-a", "case-b").finish()

    assert asked(stocked) == {"case-a", "case-b"}


def test_nobody_hears_of_a_case_that_they_could_still_be_given(stocked: Evening) -> None:
    played(stocked, "case-a").finish()

    with_dora = stocked.later("Anna", "Ben", "Dora")

    assert asked(with_dora) == set()


def test_once_somebody_comes_in_only_what_they_have_met_too_is_asked(stocked: Evening) -> None:
    played(stocked, "case-a").finish()
    waiting = stocked.later("Anna", "Ben")
    before = asked(waiting)

    waiting.join("Dora")

    assert (before, asked(waiting)) == ({"case-a"}, set())


def test_who_has_left_keeps_nothing_from_the_others(stocked: Evening) -> None:
    played(stocked, "case-a").finish()
    waiting = stocked.later("Anna", "Ben", "Dora")

    waiting.moved("Dora", "leave")

    assert asked(waiting) == {"case-a"}


@pytest.mark.parametrize(("case", "is_asked"), [("heavy", False), ("case-b", True)])
def test_a_heavy_case_is_never_asked_about(stocked: Evening, case: str, is_asked: bool) -> None:
    stocked.begin(case).read()

    assert (case in asked(stocked)) is is_asked


def test_a_theme_that_somebody_here_does_not_want_is_not_asked_about(before: Evening) -> None:
    evening = before.more_cases("case-d", edits=viva("case-d") | theme("pregnancy")).start()
    played(evening, "case-d")
    known = asked(evening)

    evening.kit.settings.set_private(evening.visitor("Ben"), Private(blocked=frozenset({"pregnancy"})))

    assert (known, asked(evening)) == ({"case-d"}, set())


def test_a_case_that_has_gone_is_not_asked_about(stocked: Evening) -> None:
    played(stocked, "case-a", "case-b").finish().without("case-a")

    assert asked(stocked) == {"case-b"}


def test_alone_people_are_asked_what_they_have_met_themselves(stocked: Evening) -> None:
    played(stocked, "case-a").finish()

    assert cases_of(fire(stocked).for_one(stocked.visitor("Anna"))) == ["case-a"]


def test_on_somebody_elses_device_nobody_reads_what_a_person_has_met(stocked: Evening) -> None:
    played(stocked, "case-a").finish()

    with pytest.raises(Fault):
        fire(stocked).for_one(Visitor(device_of("Ben"), person=stocked.seats["Anna"].person))


def test_five_are_dealt_from_as_many_cases_as_there_are(stocked: Evening) -> None:
    played(stocked, "many", "case-a", "case-b").finish()

    dealt = fire(stocked).deal(fire(stocked).for_room(stocked.practice))

    assert len(set(dealt)) == len(dealt) == MOST
    assert set(cases_of(dealt)) == {"many", "case-a", "case-b"}


def test_fewer_are_dealt_where_there_are_fewer(stocked: Evening) -> None:
    played(stocked, "case-a").finish()

    dealt = fire(stocked).deal(fire(stocked).for_room(stocked.practice))

    assert [(one.ask, one.answer) for one in dealt] == [("What of case-a 0?", "That of case-a 0.")]


def test_quick_fire_leaves_nothing_in_the_log(stocked: Evening) -> None:
    before = played(stocked, "many").finish().stored()

    fire(stocked).deal(fire(stocked).for_room(stocked.practice))

    assert stocked.stored() == before
