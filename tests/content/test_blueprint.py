"""What an exam draws on: which cells the bank fills, which are thin, and blueprints with faults."""

from pathlib import Path

import pytest
from content_builders import GOOD_CASE, case_with, content_folder

from roleplay.__main__ import main
from roleplay.content.blueprint import Blueprint, Cell, Exam, as_text, exam_of, filled
from roleplay.content.checks import check
from roleplay.content.loading import ContentStore, load_library
from roleplay.content.models import Case

SHIPPED = Path(__file__).parents[2]
HEART = {"id": "heart", "name": "Heart", "specialties": ["cardiology"]}
LUNGS = {"id": "lungs", "name": "Lungs", "specialties": ["respiratory"]}
TWICE = {"id": "talks", "name": "Talks", "kinds": ["interview"], "weight": "2"}


def blueprint(*cells: object) -> Blueprint:
    return Blueprint.model_validate({"format": "1", "id": "exam", "title": "Exam", "source": "A board", "cells": cells})


def cases(*specialties: str) -> list[Case]:
    return [case_with("specialty", value=specialty) for specialty in specialties]


@pytest.mark.parametrize(
    "named",
    [
        {"kinds": ["interview"]},
        {"modes": ["face-to-face"]},
        {"rubrics": ["history"]},
        {"specialties": ["cardiology", "surgery"]},
        {"skills": ["red-flags"]},
        {"cases": ["good"]},
    ],
)
def test_a_case_belongs_to_a_cell_that_names_anything_of_it(named: dict[str, list[str]]) -> None:
    other = {"specialties": ["surgery"]}

    assert Cell.model_validate({"id": "a", "name": "A", **named}).holds(case_with("difficulty", value="2"))
    assert not Cell.model_validate({"id": "a", "name": "A", **other}).holds(case_with("difficulty", value="2"))


def test_places_are_shared_out_by_weight() -> None:
    bank = cases("cardiology", "cardiology", "respiratory")

    found = filled(blueprint(HEART, LUNGS, TWICE), bank)

    assert [(one.cases, one.wanted) for one in found] == [(2, 1.5), (1, 1.5), (3, 3.0)]


def test_a_cell_without_a_case_or_far_below_its_share_is_thin() -> None:
    bank = cases(*["cardiology"] * 4, "respiratory")

    said = as_text(blueprint(HEART, LUNGS, {"id": "skin", "name": "Skin", "specialties": ["dermatology"]}), bank)

    assert "Too few: Skin." in said
    assert [one.thin for one in filled(blueprint(HEART, LUNGS), cases(*["cardiology"] * 9, "respiratory"))] == [
        False,
        True,
    ]


def test_who_always_takes_what_adds_most_plays_each_cell_by_its_weight() -> None:
    """3 : 2 : 1 in six, and twice that in twelve; the first three are the heaviest, the next and the heaviest again."""
    exam = Exam({"heart": 1, "lungs": 2 / 3, "skin": 1 / 3}, {"a": ("heart",), "b": ("lungs",), "c": ("skin",)})
    played: list[str] = []

    while len(played) < 12:
        adds = exam.added_by(played)
        played.append(max(adds, key=lambda case: adds[case]))

    assert played[:3] == ["a", "b", "a"]
    assert [[half.count(case) for case in "abc"] for half in (played[:6], played)] == [[3, 2, 1], [6, 4, 2]]


def test_a_case_adds_the_best_of_its_cells_and_nothing_in_none() -> None:
    exam = Exam({"heart": 1, "lungs": 0.5}, {"both": ("heart", "lungs"), "lungs": ("lungs",), "skin": ()})

    assert exam.added_by([]) == {"both": 1, "lungs": 0.5, "skin": 0}
    assert exam.added_by(["both", "both", "gone"]) == {"both": 1 / 3, "lungs": 0.5 / 3, "skin": 0}


def test_the_heaviest_cell_of_an_exam_weighs_one() -> None:
    [case] = cases("cardiology")

    exam = exam_of(blueprint(HEART, LUNGS, TWICE), [case])

    assert (exam.weights, exam.cells) == ({"heart": 0.5, "lungs": 0.5, "talks": 1}, {case.id: ("heart", "talks")})


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("skills: [red-flag]", "Did you mean red-flags?"),
        ("themes: [cancr]", "Did you mean cancer?"),
        ("rubrics: [histori]", "expected history"),
        ("colour: [red]", "expected one of id, name, weight"),
    ],
)
def test_faults_of_a_blueprint_are_found_with_all_others(tmp_path: Path, line: str, fault: str) -> None:
    root = content_folder(tmp_path, good=GOOD_CASE)
    (root / "rubrics" / "blueprints").mkdir()
    text = f"format: 1\nid: exam\ntitle: Exam\nsource: A board\ncells:\n  - {{id: a, name: A, {line}}}\n"
    (root / "rubrics" / "blueprints" / "exam.yaml").write_text(text, encoding="utf-8")

    said = [str(one) for one in check([], root) if one.file == "rubrics/blueprints/exam.yaml"]

    assert any(fault in each for each in said), said


@pytest.mark.parametrize(
    "file", sorted((SHIPPED / "rubrics" / "blueprints").glob("*.yaml")), ids=lambda file: file.stem
)
def test_a_shipped_blueprint_counts_cases_that_are_there(file: Path) -> None:
    library = load_library(SHIPPED)

    assert {case for cell in library.blueprints[file.stem].cells for case in cell.cases} <= set(library.cases)


def test_a_blueprint_that_was_changed_is_read_again(tmp_path: Path) -> None:
    root, store = content_folder(tmp_path, good=GOOD_CASE), ContentStore()
    (root / "rubrics" / "blueprints").mkdir()
    for title in ("Exam", "Another name of it"):
        text = f"format: 1\nid: exam\ntitle: {title}\nsource: A board\ncells: [{{id: a, name: A}}]\n"
        (root / "rubrics" / "blueprints" / "exam.yaml").write_text(text, encoding="utf-8")
        assert load_library(root, store).blueprints["exam"].title == title


def test_the_command_shows_a_blueprint(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--blueprint", "finals"]) == 0
    assert "Source: General Medical Council, MLA content map" in capsys.readouterr().out


def test_the_command_names_the_blueprints_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--blueprint", "finales"]) == 2
    assert "Write one of: finals, plab-2, sca." in capsys.readouterr().err
