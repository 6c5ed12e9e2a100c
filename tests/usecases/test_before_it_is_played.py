"""A case still to be played on this kit is closed to anybody who doesn't know it, under whatever name they ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from evening import HOUR, MINUTE, Evening, sentence
from examples_at_hand import with_examples

from roleplay.errors import Fault
from roleplay.people.rounds import READER
from roleplay.people.visitor import Visitor

ELSEWHERE = (
    "This case is planned for a session that is running here, and you don’t know it yet. You can read its script once "
    "it has been played."
)
WAYS: dict[str, Callable[[Evening, Visitor], Any]] = {
    "the bank": lambda evening, who: evening.kit.browsing.open_part(who, "good"),
    "an example": lambda evening, who: evening.kit.examples.open(who, "with-tom"),
    "a copy": lambda evening, who: evening.kit.writing.open(who, "good"),
    "the question before": lambda evening, who: evening.kit.writing.knows(who, "good"),
}


@pytest.fixture
def tonight(before: Evening) -> Evening:
    """Dora and Emil have been here; Anna, Ben and Cleo have planned a case that only Emil knows, having read it."""
    others = with_examples(before, "with-tom").start("Dora", "Emil")
    others.wall.forward(48 * HOUR)
    others.kit.browsing.open_part(others.visitor("Emil"), "good")
    later = others.later("Anna", "Ben", "Cleo")
    later.seats.update({name: others.seats[name] for name in ("Dora", "Emil")})
    return later


def opens(evening: Evening, name: str, way: str = "the bank") -> str:
    """The sentence with which it is refused; empty if it opens."""
    try:
        WAYS[way](evening, evening.visitor(name))
    except Fault as fault:
        return str(fault)
    return ""


@pytest.mark.parametrize("way", WAYS)
def test_a_students_second_window_learns_nothing(tonight: Evening, way: str) -> None:
    assert "good" in {case for _, _, case in tonight.planned()}

    assert opens(tonight, "Dora", way) == ELSEWHERE
    assert [one for one in tonight.met("Dora") if one.role == READER] == []


def test_it_is_closed_until_its_feedback_is_open(tonight: Evening) -> None:
    three = {name: tonight.seats[name] for name in ("Anna", "Ben", "Cleo")}
    playing = replace(tonight, seats=three).begin_planned()
    shut = [opens(tonight, "Dora")]
    playing.read().wall.forward(3 * MINUTE)
    shut.append(opens(tonight, "Dora"))

    playing.wall.forward(playing.round.lengths.station)
    playing.forms()

    assert shut == [ELSEWHERE, ELSEWHERE]
    assert opens(tonight, "Dora") == ""


def test_whoever_knows_it_already_may_read_on(tonight: Evening) -> None:
    assert opens(tonight, "Emil") == ""


def test_an_abandoned_session_locks_nothing_for_ever(tonight: Evening) -> None:
    tonight.wall.forward(13 * HOUR)

    assert opens(tonight, "Dora") == ""


def test_the_author_may_fix_a_case_while_others_have_it_planned(tonight: Evening) -> None:
    dora, kit = tonight.visitor("Dora"), tonight.kit
    text = kit.library().source("good") or ""
    kit.writing.save(dora, text.replace("id: good", "id: hers").replace("a bus", "a tram"))
    tonight.without("good")
    kit.rooms.plan_anew(tonight.practice)
    assert "hers" in {case for _, _, case in tonight.planned()}

    assert kit.writing.open(dora, "hers").id == "hers"
    with pytest.raises(Fault) as said:
        kit.browsing.open_part(tonight.visitor("Ben"), "hers")
    assert sentence(said).startswith("This case is planned for a session that you’re in.")
