"""What the case bank covers, and that the shipped cases cover what they should."""

from pathlib import Path

import pytest
from builders import a_case, a_presentation, an_examination

from roleplay.content.gaps import Cell, Coverage, as_text, coverage, table, tables
from roleplay.content.loading import Library, load_library
from roleplay.content.models import Case, Kind, Level, Tag

SKILLS = {id_: Tag(id=id_, name=name) for id_, name in (("ice", "Ideas"), ("reds", "Red flags"), ("sbar", "SBAR"))}


def bank(*cases: Case) -> Coverage:
    return coverage(Library({case.id: case for case in cases}, {}, SKILLS, {}, ()))


def test_a_case_stands_in_a_cell_for_each_of_its_skills() -> None:
    found = bank(a_case(skills=["ice", "reds"]))

    cells = {Cell("interview", "cardiology", "clinical", skill): ("short-of-breath",) for skill in ("ice", "reds")}
    assert found.cells == cells


def test_a_case_of_two_skills_counts_once() -> None:
    found = bank(a_case(skills=["ice", "reds"]))

    assert [found.count(), found.count(level="clinical"), found.count(skill="ice")] == [1, 1, 1]


def test_a_table_has_a_row_for_what_could_be_there() -> None:
    found = bank(a_case(), an_examination(level="finals"))

    by_level = table(found, "kind", "level")

    assert by_level.head == ("kind", "preclinical", "clinical", "finals", "foundation", "all")
    assert by_level.rows == (
        ("interview", (0, 1, 0, 0, 1)),
        ("examination", (0, 0, 1, 0, 1)),
        ("presentation", (0, 0, 0, 0, 0)),
    )


def test_the_commonest_specialty_comes_first() -> None:
    found = bank(a_case(specialty="anaesthesia"), an_examination(), a_presentation())

    assert found.values["specialty"] == ("cardiology", "anaesthesia")


def test_gaps_are_named_in_two_sentences() -> None:
    found = bank(*(a_case(id=f"{level}-{n}", level=level, difficulty=n) for level in Level for n in range(1, 6)))

    no_cases, no_skill = found.gaps
    assert no_cases.startswith("There are no examinations at preclinical level, examinations at clinical level,")
    assert no_skill == "Practised in fewer than 2 cases: red flags and SBAR."


def test_a_long_list_of_gaps_is_cut() -> None:
    assert bank().gaps[0].endswith(" or 9 more.")


def test_a_bank_without_gaps_says_so() -> None:
    kinds = {"interview": a_case, "examination": an_examination, "presentation": a_presentation}
    made = [
        make(id=f"{kind}-{level}-{n}", level=level, difficulty=n, skills=list(SKILLS))
        for kind, make in kinds.items()
        for level in Level
        for n in range(1, 6)
    ]

    assert bank(*made).gaps == (
        "There are cases of every kind at every level, and every skill is practised in at least 2.",
    )


def test_the_text_holds_every_table_and_gap() -> None:
    found = bank(a_case())

    text = as_text(found)

    assert all(shown.title in text for shown in tables(found))
    assert all(gap in text for gap in found.gaps)
    assert "interview               ·         1       ·           ·    1" in text


def test_every_place_of_the_four_dimensions_can_be_looked_up() -> None:
    old, young = a_case(id="old"), an_examination(id="young")
    library = Library({case.id: case for case in (old, young)}, {}, SKILLS, {}, ())
    only = {"kind": "interview", "level": old.level.value}

    found = coverage(library, **only)

    assert found.cases == 1
    assert [shown.head for shown in tables(found, **only)] == [("specialty", "all"), ("skill", "all")]
    assert dict(tables(found, **only)[0].rows)[old.specialty] == (1,)
    assert coverage(library, skill="no-such").cases == 0
    assert tables(found, kind="interview")[0].head == ("specialty", *(level.value for level in Level), "all")


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load_library(Path(__file__).parents[2])


def test_the_shipped_bank_has_its_36_cases(shipped: Library) -> None:
    found = coverage(shipped)

    assert found.cases == 36
    assert [found.count(kind=kind.value) for kind in Kind] == [18, 12, 6]


def test_the_shipped_bank_is_broad(shipped: Library) -> None:
    found = coverage(shipped)

    assert len(found.values["specialty"]) >= 14
    assert all(found.count(level=level.value) for level in Level)
    assert all(found.difficulties.values())
    assert all(found.count(skill=skill) for skill in shipped.skills)


def test_the_shipped_bank_has_six_to_eight_rubrics_and_uses_each(shipped: Library) -> None:
    assert 6 <= len(shipped.rubrics) <= 8
    assert {case.rubric for case in shipped.cases.values()} == set(shipped.rubrics)
