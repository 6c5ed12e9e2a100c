"""Short forms, defaults and order of a case as it is read."""

import pytest
from content_builders import case_with
from pydantic import ValidationError

from roleplay.content.models import Background, Case, Given, When, WhenRule


def test_a_plain_rule_says_when_a_fact_comes_out() -> None:
    case = case_with("patient", "story", 0, "when", value="volunteer")

    assert case.patient.story[0].when == When(rule=WhenRule.VOLUNTEER)


def test_a_cue_opens_its_fact() -> None:
    case = case_with("patient", "story", 1, "when", value={"cue": "looks-down"})

    assert case.patient.story[1].when == When(rule=WhenRule.CUE, cue="looks-down")


def test_what_is_given_keeps_its_order() -> None:
    case = case_with("student", "given", value={"Pulse": "84", "Blood pressure": "142/86"})

    assert case.student.given == (Given(label="Pulse", value="84"), Given(label="Blood pressure", value="142/86"))


def test_a_background_of_one_text_is_one_line() -> None:
    case = case_with("patient", "background", value={"allergies": "none", "past": ["asthma", "hernia"]})

    lines = (Background(label="allergies", lines=("none",)), Background(label="past", lines=("asthma", "hernia")))
    assert case.patient.background == lines


def test_an_empty_key_counts_as_missing() -> None:
    assert case_with("themes", value=None).themes == ()


@pytest.mark.parametrize(("kind", "minutes"), [("interview", 2), ("presentation", 5)])
def test_reading_takes_longer_in_a_presentation(kind: str, minutes: int) -> None:
    data = case_with("timing", value={"station": "8"}).model_dump(mode="json") | {"kind": kind, "timing": {}}

    assert Case.model_validate(data).timing.reading == minutes


def test_a_thing_that_is_both_prop_and_kit_is_laid_out_once() -> None:
    examine = {"regions": ["neck"], "position": "Sitting", "exposure": "Collar open", "alternative": "Talk"}
    water, hammer = "A glass of water", "A tendon hammer"
    data = case_with("props", value=["Two chairs", water]).model_dump(mode="json", by_alias=True)

    case = Case.model_validate(data | {"kind": "examination", "examine": {**examine, "kit": [water, hammer]}})

    assert case.ready == ("Two chairs", water, hammer)


def test_a_case_cannot_be_changed() -> None:
    case = case_with("title", value="Tight chest")

    with pytest.raises(ValidationError):
        case.title = "Angina"  # type: ignore[misc]
