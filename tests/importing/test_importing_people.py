"""Tables of people are refused whole, and the refusal names nobody; mark sheets that look rather like them are read."""

import re
from pathlib import Path

import pytest
from importing_builders import docx, grid, h1, imported, p, xlsx

from roleplay.errors import Fault

RESULTS = sorted((Path(__file__).parent / "people").glob("*.csv"))
PEOPLE = ("Petra", "Lindqvist", "Okafor", "Daniel", "Moreau", "Celine", "dokafor", "Ann", "Lee", "Bo", "Ray")


def refusal(name: str, data: bytes | str) -> str:
    with pytest.raises(Fault) as fault:
        imported(name, data)
    return str(fault.value)


def names_nobody(said: str) -> bool:
    return not set(re.findall(r"\w+", said)) & set(PEOPLE)


@pytest.mark.parametrize("file", RESULTS, ids=lambda file: file.stem)
def test_results_as_a_learning_platform_exports_them_are_refused(file: Path) -> None:
    said = refusal(file.name, file.read_bytes())

    assert said == (
        f'"{file.name}" holds names, e-mail addresses, logins or scores of people, so it must stay out of the kit. '
        "Nothing was imported. Take the people out, or export the empty mark sheet, then import that."
    )


@pytest.mark.parametrize(
    "table",
    [
        [["Student", "Score"], ["Petra Lindqvist", 7], ["Daniel Okafor", 9]],
        [["Candidate", "Marks"], ["Lindqvist, Petra", 7], ["Okafor, Daniel", 9]],
        [["Name", "Total"], ["Petra Lindqvist", 7], ["Daniel Okafor", 9]],
        [["First name", "Surname", "Score"], ["Petra", "Lindqvist", 7]],
        [["E-mail address", "Comment"], ["petra@example.org", "Warm"]],
        [["Who", "Says"], ["petra@example.org", "Warm"], ["daniel@example.org", "Kind"]],
        [["Item", "Marks", "Student name"], ["Asks why", 1, "Petra Lindqvist"]],
        [["Login", "Item", "Points"], ["dokafor", "Asks why", 1]],
        [["Matriculation number", "Grade"], ["9001", "A"]],
        [["Class of 2026"], ["Student ID", "Result"], ["9001", "7"]],
        [["学生", "Student"], ["1", "李雷"]],
    ],
)
def test_a_table_of_people_is_refused_in_a_sheet_and_in_a_document(table: list[list[object]]) -> None:
    cells = [[str(cell) for cell in row] for row in table]
    empty = [["Item", "Marks"], ["Asks why", 1]]

    said = [refusal("s.xlsx", xlsx(Marksheet=empty, Results=table))]
    if table[0][0] != "学生":
        said.append(refusal("s.docx", docx(h1("Mark scheme"), p("As follows"), grid(*cells))))

    assert all(map(names_nobody, said))


@pytest.mark.parametrize(
    "table",
    [
        [["Student", "Marks"], ["Introduces self", 1], ["Asks about pain", 2]],
        [["The candidate", "Marks"], ["Washes hands", 1], ["Explains", 2]],
        [["Name", "Marks"], ["Opens well", 1], ["Takes consent", 2]],
        [["Student name", ""], ["Date", ""], ["Item", "Marks"], ["Asks why", 1]],
        [["Item", "Marks", "Student", "Comments"], ["Asks why", 1]],
        [["Item", "Candidate 1", "Candidate 2", "Max"], ["Asks why", 1, 0, 1]],
        [["Item", "Marks"], ["Offers the leaflet (help@example.org)", 1]],
    ],
)
def test_a_mark_sheet_is_not_a_table_of_people(table: list[list[object]]) -> None:
    assert len(imported("s.xlsx", xlsx(Marksheet=table)).files) == 1


def test_a_station_laid_out_as_a_table_is_not_a_table_of_people() -> None:
    rows = [
        ["Student", "You are an FY1."],
        ["Patient", "You limp."],
        ["Examiner", "Stay quiet."],
        ["Marks", "See below"],
    ]

    assert len(imported("s.docx", docx(h1("Station"), grid(*rows))).files) == 1
