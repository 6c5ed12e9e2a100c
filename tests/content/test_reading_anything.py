"""Whatever a file holds, it is read or refused with its line, and text stays the text that was written."""

import json
import tempfile
from pathlib import Path

import pytest
from content_builders import GOOD_CASE, GOOD_RUBRIC, case_with, content_folder
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.content.checks import check
from roleplay.content.models import Case, Rubric
from roleplay.content.reading import read_yaml

LINES = GOOD_CASE.splitlines()
PIECES = st.sampled_from([*"[]{}:-&*!|>%@`'\"#?,\t\n ", "<<", "- ", ": ", "---", "...", "\ufeff", "\x85", "é", "\0"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp", "Zs"]), min_size=1, max_size=30)


def assert_refused_with_a_line(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = content_folder(Path(folder))
        (root / "cases" / "good.yaml").write_bytes(raw)
        faults = check([root / "cases" / "good.yaml"], root)
    assert faults
    assert all(fault.line >= 1 and fault.column >= 1 and fault.message for fault in faults)


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_refused_with_a_line(raw: bytes) -> None:
    assert_refused_with_a_line(raw)


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_yaml_characters_are_refused_with_a_line(text: str) -> None:
    assert_refused_with_a_line(text.encode())


@given(st.integers(0, len(LINES) - 1), st.integers(0, 60), st.lists(PIECES, min_size=1, max_size=4).map("".join))
@settings(max_examples=200, deadline=None)
def test_a_case_with_anything_typed_into_it_is_read_or_refused(number: int, column: int, typed: str) -> None:
    line = LINES[number]
    text = "\n".join([*LINES[:number], line[:column] + typed + line[column:], *LINES[number + 1 :]])

    with tempfile.TemporaryDirectory() as folder:
        faults = check([content_folder(Path(folder), good=text) / "cases" / "good.yaml"], Path(folder))

    assert all(fault.line >= 1 and fault.message for fault in faults)


@pytest.mark.parametrize("word", ["no", "yes", "8:30", "1.10", "2026-01-01", "null", "~", "1_0", "0x1F", "010", ".inf"])
def test_a_plain_word_stays_text(word: str) -> None:
    assert read_yaml(f"key: {word}").value == {"key": word}


@given(TEXTS)
def test_quoted_text_stays_text(text: str) -> None:
    assert read_yaml(f"key: {json.dumps(text, ensure_ascii=False)}").value == {"key": text}


@given(TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=4), st.dictionaries(TEXTS, st.lists(TEXTS), max_size=4))
def test_a_case_comes_back_from_its_json(text: str, given_lines: dict[str, str], lines: dict[str, list[str]]) -> None:
    data = case_with("title", value=text).model_dump(mode="json")
    data["student"]["given"], data["patient"]["background"] = given_lines, lines

    case = Case.model_validate(data)

    assert Case.model_validate(case.model_dump(mode="json")) == case
    assert Case.model_validate_json(case.model_dump_json()) == case


def test_a_rubric_comes_back_from_its_json() -> None:
    rubric = Rubric.model_validate(read_yaml(GOOD_RUBRIC).value)

    assert Rubric.model_validate(rubric.model_dump(mode="json")) == rubric
