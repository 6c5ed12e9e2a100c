"""Whatever a record holds, it converts, all its texts can be read in the case, and the student is told no secret."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_builders import case_of, docx, grid, h1, imported, jsonl, library, notes_of, p, record, xlsx

from roleplay.content.reading import read_yaml
from roleplay.errors import Fault
from roleplay.importing import ImportedFile
from roleplay.importing.build.judgement import faults_of
from roleplay.importing.build.plain_text import clean

SIGNS = ["", "<<", "~", "null", "no", "- x", "a: b", "#", "'", '"', "*x", "&x", "!x", "%", "@", "`", "|", ">", "{", "["]
UNSEEN = ["\ufeffx", "\x85", "\u2028", "\x00", "\x1c", "\ud800", "\ufffe", "\t x", "a\n\n\n b", " lead", "trail "]
ODD = st.sampled_from([*SIGNS, *UNSEEN, "=", "1_0", "é"])
TEXTS = ODD | st.text(max_size=20) | st.lists(ODD, max_size=4).map("".join)
KEYS = TEXTS | st.text("ab_ ", min_size=150, max_size=250) | st.sampled_from(["Findings", "Diagnosis", "History"])
ANY = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
PATIENT = st.dictionaries(st.sampled_from(["Demographics", "History", "Symptoms"]) | KEYS, ANY, max_size=4)
EXAM = st.fixed_dictionaries(
    {},
    optional={
        "Objective_for_Doctor": ANY,
        "Patient_Actor": PATIENT | ANY,
        "Physical_Examination_Findings": ANY,
        "Test_Results": ANY,
        "Correct_Diagnosis": ANY,
        "Extra": ANY,
    },
)
RECORDS = st.fixed_dictionaries({"OSCE_Examination": EXAM | ANY}) | st.dictionaries(KEYS, ANY, max_size=3)


def leaves(value: Any) -> Iterator[str]:
    """Every text and number in plain data."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    elif isinstance(value, str):
        yield value
    elif value is not None:
        yield json.dumps(value)


def on_one_line(text: str) -> str:
    """The form in which both sides are compared."""
    return " ".join(clean(text).split())


@given(RECORDS)
@settings(max_examples=300, deadline=None)
def test_nothing_of_a_record_is_dropped(record: dict[str, Any]) -> None:
    (file,) = imported("records.jsonl", json.dumps(record)).files

    assert faults_of(file.text, library()) == []
    held = [on_one_line(text) for text in (*leaves(read_yaml(file.text).value), *notes_of(file.text).values())]
    for leaf in map(on_one_line, leaves(record)):
        assert not leaf or any(leaf in text for text in held)


SECRETS = st.lists(st.from_regex(r"[a-z]{0,6}\d{4} (zq[a-z]{5}) ?[a-z]{0,4}", fullmatch=True), min_size=3, max_size=3)


@given(SECRETS, st.text("ab .,:\n", max_size=10), st.sampled_from(["{}", "{0} {}", "{} ({1}) {2}"]))
@settings(max_examples=150, deadline=None)
def test_the_student_is_told_no_secret(secret: list[str], around: str, quoted: str) -> None:
    # A letter in front makes it another word: "a1234" isn't "1234".
    told = f"{around} {quoted.replace('{}', 'see').format(*secret)}"
    exam = {
        "Objective_for_Doctor": [told, "Take a history"],
        "Patient_Actor": {"Demographics": told, "Symptoms": [told, {"Primary": secret[1]}, "Itch"]},
        "Physical_Examination_Findings": {"Skin": [secret[0]]},
        "Test_Results": secret[1],
        "Correct_Diagnosis": {"Name": secret[2]},
    }

    (file,) = imported("records.jsonl", json.dumps({"OSCE_Examination": exam})).files

    case = case_of(file)
    door = on_one_line(json.dumps([case.title, case.id, case.student.model_dump(mode="json")]))
    assert not [leaf for leaf in secret if on_one_line(leaf) in door]


GOOD = {
    "marks.xlsx": xlsx(Sheet=[["Item", "Marks"], ["Asks about pain", 1]]),
    "station.docx": docx(h1("Tasks"), p("Ask why."), grid(["Item", "Marks"], ["Asks", "2"])),
    "marks.csv": b"Section;Item;Marks\nA;Asks about pain;1\n;* where;-1\n",
    "records.jsonl": jsonl(record(), record()).encode(),
}


def files_of(name: str, raw: bytes) -> tuple[ImportedFile, ...]:
    """What it becomes; nothing if it is refused. Any other error is ours."""
    try:
        return imported(name, raw).files
    except Fault:
        return ()


@pytest.mark.parametrize("name", GOOD)
@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_a_file_with_anything_written_into_it_is_read_or_refused(name: str, data: st.DataObject) -> None:
    good = GOOD[name]
    at = data.draw(st.integers(0, len(good)))
    raw = good[:at] + data.draw(st.binary(max_size=6)) + good[at + data.draw(st.integers(0, 6)) :]

    files = files_of(name, raw)

    assert all(faults_of(file.text, library()) == [] for file in files)


@pytest.mark.parametrize("name", ["marks.csv", "records.jsonl"])
@given(text=st.lists(st.sampled_from([*";,\t\n\"'*-1½:#{}[]", "Item", "Marks", "Asks", "NS", "#REF!"]), max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_characters_are_read_or_refused(name: str, text: list[str]) -> None:
    files = files_of(name, "".join(text).encode())

    assert all(faults_of(file.text, library()) == [] for file in files)
