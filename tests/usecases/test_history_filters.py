"""A filter chooses what is looked at; it changes nothing of what became of it."""

from __future__ import annotations

import pytest
from evening import MINUTE, Evening
from left_over import DAY, by_hand

from roleplay.review.every_view import Views
from roleplay.review.goals import Became
from roleplay.usecases.history.shelf import Filter


@pytest.fixture
def three(before: Evening) -> Evening:
    """Anna wrote "wait", kept it ten days later in a case of another skill where she wrote "ask", and played Ben's
    patient."""
    before.more_cases("case-a", edits={"skills: [red-flags]": "skills: [ice]"}).more_cases("case-b")
    first = before.start().begin().play_from_here("wait").finish()
    first.wall.forward(10 * DAY)
    later = by_hand(first.later(), "Anna", "Ben", "case-a").begin_planned().read()
    later.wall.forward(11 * MINUTE)
    assert later.tap("Cleo", "rated_goal", outcome="done").result == "accepted"
    later.forms().moved("Anna", "go_on").tap("Anna", "wrote", words="next_step", text="ask")
    return by_hand(later, "Ben", "Anna", "case-b").play("bens").finish()


def look(evening: Evening, wanted: Filter) -> Views:
    return evening.kit.history.views(evening.visitor("Anna"), wanted)


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [
        (Filter(), [("ask", Became.OPEN), ("wait", Became.DONE)]),
        (Filter(skill="red-flags"), [("wait", Became.DONE)]),
        (Filter(skill="ice"), [("ask", Became.OPEN)]),
    ],
)
def test_what_became_of_a_next_step_is_the_same_under_every_filter(
    three: Evening, wanted: Filter, lines: list[tuple[str, Became]]
) -> None:
    assert [(line.text, line.became) for line in look(three, wanted).goals.lines] == lines


def test_a_filter_by_time_leaves_the_outcome_with_its_own_next_step(three: Evening) -> None:
    since = three.kit.clock.now() - 2 * DAY

    goals = look(three, Filter(since=since)).goals

    assert [(line.text, line.became) for line in goals.lines] == [("ask", Became.OPEN)]


@pytest.mark.parametrize("role", ["patient", "observer", "student"])
def test_the_part_one_had_takes_away_none_of_ones_next_steps_and_marks(three: Evening, role: str) -> None:
    shown, every = look(three, Filter(role=role)), look(three, Filter())

    assert shown.goals.title == "1 of 2 next steps done"
    assert (shown.level, shown.patients, shown.missed) == (every.level, every.patients, every.missed)


def test_where_none_of_the_next_steps_belongs_to_the_stations_that_is_said(three: Evening) -> None:
    goals = look(three, Filter(kind="examination")).goals

    assert (goals.title, goals.sentence) == (
        "None of your 2 next steps",
        "You wrote 2 next steps, but at other stations.",
    )
    assert not goals.has_chart
