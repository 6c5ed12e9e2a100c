"""One specialty, one name: in lists, filters and counts."""

from pathlib import Path

import pytest
from content_builders import GOOD_CASE, content_folder

from roleplay.content.loading import load_library

LIST = """format: 1
specialties:
  - {name: obstetrics and gynaecology, also: [obstetrics, O&G]}
  - {name: neurology, also: []}
"""
KIT = Path(__file__).parents[2]


def a_bank(folder: Path, specialty: str, listed: str = LIST) -> Path:
    root = content_folder(folder, one=GOOD_CASE.replace("specialty: cardiology", f"specialty: {specialty}"))
    if listed:
        (root / "rubrics" / "specialties.yaml").write_text(listed, encoding="utf-8")
    return root


def said(root: Path) -> list[str]:
    return [fault.message for fault in load_library(root).faults]


@pytest.mark.parametrize("written", ["obstetrics", "Obstetrics", "O&G", "obstetrics and gynaecology"])
def test_a_case_is_listed_under_the_one_name_of_its_specialty(tmp_path: Path, written: str) -> None:
    [case] = load_library(a_bank(tmp_path, written)).cases.values()

    assert case.specialty == "obstetrics and gynaecology"


def test_the_author_is_told_which_name_to_write(tmp_path: Path) -> None:
    assert said(a_bank(tmp_path, "obstetrics")) == ['listed as "obstetrics and gynaecology". Write that']


def test_a_specialty_that_is_not_in_the_list_is_named_with_what_may_be_meant(tmp_path: Path) -> None:
    [sentence] = said(a_bank(tmp_path, "neurologie"))

    assert sentence.startswith('"neurologie" is not in rubrics/specialties.yaml')
    assert sentence.endswith("Did you mean neurology?")


@pytest.mark.parametrize(("specialty", "listed"), [("neurology", LIST), ("anything", "")], ids=["listed", "no list"])
def test_nothing_is_said_of_a_listed_specialty_or_where_there_is_no_list(
    tmp_path: Path, specialty: str, listed: str
) -> None:
    assert said(a_bank(tmp_path, specialty, listed)) == []


@pytest.mark.parametrize("twice", ["neurology", "obstetrics"])
def test_no_name_may_mean_two_specialties(tmp_path: Path, twice: str) -> None:
    faults = said(a_bank(tmp_path, "neurology", f"{LIST}  - {{name: brains, also: [{twice}]}}\n"))

    assert any(f'expected an id of its own; found "{twice}"' in fault for fault in faults)


def test_an_exam_counts_by_the_listed_names_alone(tmp_path: Path) -> None:
    root = a_bank(tmp_path, "neurology")
    (root / "rubrics" / "blueprints").mkdir()
    cells = "cells:\n  - {id: births, name: Births, specialties: [obstetrics]}\n"
    blueprint = f"format: 1\nid: exam\ntitle: Exam\nsource: A map\n{cells}"
    (root / "rubrics" / "blueprints" / "exam.yaml").write_text(blueprint, encoding="utf-8")

    assert any('found "obstetrics"' in fault for fault in said(root))


def test_the_kits_cases_stand_under_listed_specialties() -> None:
    library = load_library(KIT)

    assert {case.specialty for case in library.cases.values()} <= {*library.shared.specialties.values()}
    assert not [fault for fault in library.faults if fault.where == "specialty"]
