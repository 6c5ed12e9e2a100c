"""The clinical linter: one rule, one warning; the good case has none."""

from typing import Any

import pytest
from content_builders import case_with, rubric_with

from roleplay.content.linter import case_warnings
from roleplay.content.models import Case, Theme

RUBRIC = rubric_with("title", value="History")
THEMES = {"cancer": Theme(id="cancer", name="Cancer", heavy=True)}


def warnings(case: Case) -> list[str]:
    return [sentence for _, sentence in case_warnings(case, RUBRIC, THEMES)]


def items(count: int, **keys: Any) -> list[dict[str, Any]]:
    families = [{"id": "kin", "text": "Asks about the family", "domain": "relate", "reveals": ["father"]}]
    return families + [{"id": f"i{n}", "text": "Thanks", "domain": "relate", **keys} for n in range(count)]


CARDS = [{"id": f"c{n}", "ask": "ECG", "card": "ST elevation"} for n in range(4)]
TRUNK = {"regions": ["chest"], "position": "sitting", "exposure": "bare", "alternative": "talk"}
WARNINGS = [
    (("title",), "Angina on the stairs", "may give the answer away (angina)"),
    (("student", "tasks", 0), "Explain the troponin", "may give the answer away (troponin)"),
    (("patient", "opening"), "", "no opening line"),
    (("patient", "ideas"), "", "empty. Write the patient's ideas"),
    (("patient", "concerns"), "", "empty. Write the patient's concerns"),
    (("patient", "expectations"), "", "empty. Write the patient's expectations"),
    (("checklist", 0, "reveals"), [], 'no fact answers "Asks what brings it on"'),
    (("checklist", 1, "reveals"), [], "no item rewards this cue"),
    (("findings",), CARDS, "4 abnormal cards, more than 3"),
    (("checklist",), items(17), "19 items with the rubric's 1, more than 18"),
    (("checklist", 0, "text"), "Inspects the hands", '"inspects" cannot be seen'),
    (("student", "brief"), "word " * 500, "more than the 400 that fit into 2 minutes"),
    (("patient", "you_are"), "word " * 360, "more than the 350 that can be learnt"),
    (("mode",), "telephone", "can only be seen, and this is a telephone case"),
    (("phases", 0, "minutes"), "4", "9 minutes in all, longer than the station's 8"),
    (("phases", 0, "minutes"), "2", "7 minutes in all, shorter than the station's 8"),
    (("themes",), ["cancer"], '"cancer" is a heavy theme. Write heavy: true'),
    (("patient", "you_are"), "You are a known diabetic.", "Better: person with diabetes"),
    (("debrief", "sources"), [], "no source"),
    (("review", "clinically_reviewed"), "false", "not clinically reviewed yet"),
    (("examine",), TRUNK, "no T-shirt named for chest"),
]


@pytest.mark.parametrize(("path", "value", "warning"), WARNINGS)
def test_warns_of(path: tuple[str | int, ...], value: Any, warning: str) -> None:
    said = warnings(case_with(*path, value=value))

    assert any(warning in sentence for sentence in said), said


def test_the_good_case_has_no_warning() -> None:
    assert warnings(case_with("difficulty", value="2")) == []


@pytest.mark.parametrize("word", ["Okafor", "history", "focused", "stairs"])
def test_what_the_patient_says_or_all_know_gives_nothing_away(word: str) -> None:
    case = case_with("debrief", "points", value=[f"{word} in the story"])

    assert warnings(case) == []


def test_a_patient_may_use_words_that_others_should_not() -> None:
    assert warnings(case_with("patient", "story", 0, "say", value="My dad was an alcoholic.")) == []


@pytest.mark.parametrize("show", ["You sigh and look down.", "Say nothing for a while."])
def test_a_cue_that_is_heard_is_fine_on_the_telephone(show: str) -> None:
    data = case_with("patient", "cues", 0, "show", value=show).model_dump(mode="json") | {"mode": "telephone"}

    assert warnings(Case.model_validate(data)) == []


def test_normal_cards_do_not_count_as_abnormal() -> None:
    cards = [card | {"card": "No ST change"} for card in CARDS]

    assert warnings(case_with("findings", value=cards)) == []


def test_an_item_may_ask_for_what_the_background_holds() -> None:
    data = case_with("checklist", value=[*items(1), *items(1, text="Asks about allergies")[1:]])
    case = data.model_copy(update={"checklist": data.checklist[:1]})
    part = case_with("patient", "background", value={"allergies": "none"}).patient

    assert warnings(case.model_copy(update={"patient": part})) == []
