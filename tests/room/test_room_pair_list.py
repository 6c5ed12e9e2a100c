"""The short list of a pair: lines and facts in one, for somebody who played and marks from memory."""

from __future__ import annotations

from typing import Any

import pytest
from builders import CASE, a_case, a_rubric, a_sheet, pair, refused, trio

from roleplay.marking.marksheet import Mark, Marksheet, marksheet_of
from roleplay.room import events as ev
from roleplay.room.pair_list import MOST_LINES, pair_list
from roleplay.room.stages import Stage


def line(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": f"Says {name}", "domain": "gather", **more}


def sheet_with(*lines: dict[str, Any]) -> Marksheet:
    """These lines between the rubric's two."""
    return marksheet_of(a_rubric(), a_case(checklist=list(lines)))


def asked(sheet: Marksheet) -> list[str]:
    items, facts = pair_list(sheet, a_case().patient.story)
    return [*(item.id for item in items), *facts]


def test_at_most_eight_are_asked() -> None:
    assert len(asked(sheet_with(*(line(f"l{number}") for number in range(14))))) == MOST_LINES


def test_safety_points_come_first_and_then_what_reveals_a_fact() -> None:
    lines = [line("light"), line("heavy", weight=3), line("reveals", reveals=["pillows"]), line("net", critical="must")]

    assert asked(sheet_with(*lines))[:3] == ["net", "reveals", "heavy"]


def test_a_fact_that_a_line_reveals_is_asked_once() -> None:
    nights = line("nights", reveals=["pillows"])

    assert asked(sheet_with(nights)) == [
        "nights",
        "greets",
        "thanks",
        "stairs",
        "father-died",
    ]


def test_between_equals_the_order_in_the_room_decides() -> None:
    assert asked(sheet_with(line("b"), line("a"))) == ["greets", "b", "a", "thanks", "stairs", "pillows", "father-died"]


def test_the_second_person_of_a_pair_gets_this_list_and_no_other_line() -> None:
    view = pair(Stage.QUIET).view("b")

    items, facts = pair_list(a_sheet(), a_case().patient.story)
    assert [item.id for item in view.sheet.items] == [item.id for item in items]
    assert view.asked == facts != ()


@pytest.mark.parametrize("stage", [Stage.PREPARE, Stage.READING, Stage.STATION])
def test_nothing_is_asked_before_the_bell(stage: Stage) -> None:
    assert pair(stage).view("b").asked == ()


def test_in_a_trio_the_patient_has_no_such_list() -> None:
    assert trio(Stage.QUIET).view("b").asked == ()


def test_a_line_marked_from_memory_tells_that_its_fact_came_out() -> None:
    practice = pair(Stage.QUIET).tap("b", ev.Marked("asks-nights", Mark.DONE)).to(Stage.SHEETS)

    came = {fact.say: (fact.came, fact.seconds) for fact in practice.view("a").opened.facts}
    assert came[CASE["patient"]["story"][1]["say"]] == (True, None)


def test_the_form_of_a_pair_is_submitted_without_areas() -> None:
    practice = pair(Stage.QUIET)
    said = refused(practice.tap, "b", ev.HandedIn())

    assert not [domain.name for domain in a_sheet().domains if domain.name in said]
