"""OSCE records: each converts, nothing in it is dropped, and the candidate instructions give no answer away."""

import json
from pathlib import Path

import pytest
from importing_builders import (
    NOT_YET,
    TODAY,
    beside,
    case_of,
    errors_of,
    imported,
    jsonl,
    kit_at,
    library,
    only_case,
    record,
    told,
)

from roleplay.content.case import Kind, WhenRule
from roleplay.importing import read_file


def test_a_record_becomes_an_interview_that_passes_check(tmp_path: Path) -> None:
    result = imported("records.jsonl", jsonl(record()))

    assert only_case(result).kind is Kind.INTERVIEW
    assert errors_of(result, kit_at(tmp_path)) == []


def test_what_may_be_for_the_student_is_noted_from_objective_demographics_and_symptom() -> None:
    result = imported("records.jsonl", jsonl(record()))

    assert beside(result, "title") == "Swollen ankle"
    assert beside(result, "tasks") == "Take a history from a person with a swollen ankle."
    assert beside(result, "brief") == "Who has come: 29-year-old postman. What it is about: Swollen ankle."


def test_nothing_of_a_record_reaches_the_students_side_by_itself() -> None:
    case = only_case(imported("records.jsonl", jsonl(record())))

    assert (case.title, case.id) == ("Imported case, line 1", "imported-case")
    assert (case.student.setting, case.student.brief, case.student.tasks) == NOT_YET
    assert case.unfinished


def test_the_first_symptom_is_volunteered_the_history_told_when_open_and_the_rest_when_asked() -> None:
    story = only_case(imported("records.jsonl", jsonl(record()))).patient.story

    assert [(fact.say, fact.when.rule) for fact in story] == [
        ("Swollen ankle", WhenRule.VOLUNTEER),
        ("Bruise", WhenRule.ASKED),
        ("Cannot hop", WhenRule.ASKED),
        ("Slipped on wet leaves on Thursday and limped home.", WhenRule.OPEN),
    ]


def test_findings_and_tests_become_cards_by_what_is_asked_for() -> None:
    cards = only_case(imported("records.jsonl", jsonl(record()))).findings

    assert [(card.ask, card.card) for card in cards] == [
        ("Vital Signs", "Heart Rate: 76 bpm\nTemperature: 36.8"),
        ("Ankle", "Inspection: Puffy below the outer bone"),
        ("Imaging, X-ray", "No break in the bone"),
    ]


def test_the_diagnosis_is_in_the_debrief_only() -> None:
    case = only_case(imported("records.jsonl", jsonl(record())))

    assert case.debrief.points == ("Diagnosis: Ligament sprain",)


def test_what_has_no_place_of_its_own_becomes_background_under_its_label() -> None:
    extra = {"Pets": ["cat", {"old": "dog"}], "Shoe size": 43, "Drives": True}

    case = only_case(imported("records.jsonl", jsonl(record(**extra))))

    lines = {background.label: background.lines for background in case.patient.background}
    assert lines == {
        "Past Medical History": ("Hay fever",),
        "Pets": ("cat", "old: dog"),
        "Shoe size": ("43",),
        "Drives": ("true",),
    }


def test_an_objective_that_gives_the_diagnosis_away_goes_to_the_debrief() -> None:
    result = imported("records.jsonl", jsonl(record(Objective_for_Doctor="Diagnose the sprained ligament.")))

    case = only_case(result)
    assert beside(result, "tasks") == ""
    assert "The record's objective: Diagnose the sprained ligament." in case.debrief.points
    assert any('since it would give away "sprained"' in line for line in told(result))


def test_a_symptom_that_gives_the_diagnosis_away_is_not_a_title() -> None:
    result = imported("records.jsonl", jsonl(record(Correct_Diagnosis="Swollen bursa")))

    assert beside(result, "title") == "Bruise"


def test_without_a_symptom_that_may_be_told_the_title_is_a_number() -> None:
    result = imported("records.jsonl", jsonl(record(Correct_Diagnosis="Swollen bruise of one who cannot hop, ankle")))

    assert (only_case(result).title, beside(result, "title")) == ("Imported case, line 1", "")


def test_a_finding_quoted_in_the_objective_does_not_reach_the_student() -> None:
    result = imported("records.jsonl", jsonl(record(Objective_for_Doctor="Explain: no break in the bone")))

    assert beside(result, "tasks") == ""


def test_a_theme_of_the_diagnosis_makes_a_case_heavy_and_is_not_named() -> None:
    case = only_case(imported("records.jsonl", jsonl(record(Correct_Diagnosis="Lymphoma"))))

    assert (case.heavy, case.themes) == (True, ())


@pytest.mark.parametrize("value", ["a text", ["a", "list"], {"a": {"b": ["map"]}}, 7, True, None, [], {}, [[["deep"]]]])
@pytest.mark.parametrize("field", ["OSCE_Examination", *record()["OSCE_Examination"]])
def test_a_field_may_hold_anything(field: str, value: object, tmp_path: Path) -> None:
    changed = {field: value} if field == "OSCE_Examination" else record(**{field: value})

    result = imported("records.jsonl", jsonl(changed))

    assert len(result.files) == 1
    assert errors_of(result, kit_at(tmp_path)) == []


def test_what_is_empty_is_told() -> None:
    result = imported("records.jsonl", jsonl(record(Test_Results={"ECG": None, "Blood": []})))

    assert [line for line in told(result) if "not kept" in line] == [
        "line 1: not kept: OSCE Examination › Test Results › ECG (it is empty)",
        "line 1: not kept: OSCE Examination › Test Results › Blood (it is empty)",
    ]


def test_a_line_that_is_not_a_record_hides_no_other() -> None:
    result = imported("records.jsonl", f"{jsonl(record())}\n{{broken\n17\n{jsonl(record())}")

    assert [file.id for file in result.files] == ["imported-case", "imported-case-2"]
    assert told(result)[2:4] == [
        "line 2: not kept: the line (it is not JSON; a record is one line that begins with { and ends with })",
        "line 3: not kept: the line (it is not a record; a record begins with { and ends with })",
    ]


def test_a_key_written_twice_keeps_both_values() -> None:
    text = '{"OSCE_Examination": {"Note": "first", "Note": "second"}}'

    case = only_case(imported("records.jsonl", text))

    assert case.patient.background[0].lines == ("first", "second")


def test_a_number_keeps_its_digits() -> None:
    case = only_case(imported("records.jsonl", '{"OSCE_Examination": {"Dose": 1.10, "Id": 12345678901234567890123}}'))

    assert [background.lines for background in case.patient.background] == [("1.10",), ("12345678901234567890123",)]


def test_a_record_over_several_lines_is_read() -> None:
    assert len(imported("record.json", json.dumps(record(), indent=2)).files) == 1


def test_a_list_of_records_is_read() -> None:
    assert len(imported("records.json", jsonl([record(), record()])).files) == 2


def test_a_record_that_a_case_cannot_hold_is_told() -> None:
    result = imported("records.jsonl", jsonl(record(Notes="long " * 60_000), record()))

    assert len(result.files) == 1
    assert told(result)[0] == (
        'line 1: not kept: the case "Swollen ankle" (it would be at least 294 KiB, and a case may be 256 at most; '
        "shorten it and import it again)"
    )


def test_a_record_nested_without_end_is_told() -> None:
    deep = '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"

    result = imported("records.jsonl", f"{deep}\n{jsonl(record())}")

    assert told(result)[0] == "line 1: not kept: the line (it is nested too deeply)"


def test_a_record_with_more_texts_than_a_case_can_hold_is_told() -> None:
    result = imported("records.jsonl", jsonl(record(Notes=["so"] * 9_000)))

    assert told(result) == ["line 1: not kept: the line (it has 9,012 texts, more than a case can hold; split it)"]


def test_every_record_is_counted_while_it_is_read() -> None:
    steps: list[tuple[int, int]] = []
    data = jsonl(record(), record(), record()).encode()

    read_file("records.jsonl", data, lambda done, of: steps.append((done, of)), library=library(), today=TODAY)

    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_the_file_says_where_it_came_from() -> None:
    (file,) = imported("my records.jsonl", jsonl(record())).files

    first, second = file.text.split("\n")[:2]
    assert first == '# Imported from "my records.jsonl" on 2026-11-28. Nobody has checked it yet.'
    assert second == "format: 1"
    assert case_of(file).review.author == "Imported from my records.jsonl"
    assert "Correct Diagnosis: Ligament sprain" in file.source
