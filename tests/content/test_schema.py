"""The schema that editors use accepts what the loader accepts."""

import pytest

from roleplay.content.schema import schema
from roleplay.errors import Fault

TEXT = ["string", "number", "boolean", "null"]


def test_text_accepts_whatever_an_editor_takes_it_for() -> None:
    assert schema("case")["properties"]["title"]["type"] == TEXT


def test_a_rule_of_a_fact_may_be_a_word_or_a_cue() -> None:
    word, cue = schema("case")["$defs"]["When"]["anyOf"]

    assert word == {"enum": ["volunteer", "open", "asked"]}
    assert cue["required"] == ["cue"]


@pytest.mark.parametrize(("part", "key"), [("Student", "given"), ("Patient", "background")])
def test_labelled_lines_are_keys(part: str, key: str) -> None:
    assert schema("case")["$defs"][part]["properties"][key]["type"] == "object"


def test_an_unknown_key_is_underlined() -> None:
    assert schema("rubric")["additionalProperties"] is False


def test_there_is_no_schema_for_anything_else() -> None:
    with pytest.raises(Fault, match="There are schemas for case, rubric and example, but not for picture"):
        schema("picture")
