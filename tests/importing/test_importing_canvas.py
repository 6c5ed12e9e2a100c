"""Rubrics that Canvas exported."""

from pathlib import Path

from importing_builders import errors_of, imported, kit_at, only_case, told

HEADS = (
    "Rubric Name,Criteria Name,Criteria Description,Criteria Enable Range,Rating Name,Rating Description,Rating Points,"
    "Rating Name,Rating Description,Rating Points,Rating Name,Rating Description,Rating Points\n"
)
ROWS = (
    "Sore knee,Questions,Asks what brings it on,FALSE,Full,All of it,4.0,Half,Some of it,2.0,None,,0.0\n"
    ",Manner,,TRUE,Good,Warm,2.0,None,,0.0\n"
)


def test_each_criterion_becomes_an_item_with_partly() -> None:
    first, second = only_case(imported("rubric.csv", HEADS + ROWS)).checklist

    assert (first.text, first.weight, bool(first.partly)) == ("Questions: Asks what brings it on", 3, True)
    assert (second.text, second.weight, bool(second.partly)) == ("Manner", 2, True)


def test_a_criterion_that_is_all_or_nothing_has_no_partly() -> None:
    row = "Sore knee,Questions,Asks,FALSE,Yes,,1.0,No,,0.0\n"

    assert not only_case(imported("rubric.csv", HEADS + row)).checklist[0].partly


def test_the_words_of_the_ratings_are_kept_for_the_debrief_and_it_is_said() -> None:
    result = imported("rubric.csv", HEADS + ROWS)

    assert only_case(result).debrief.points[0] == (
        "How the rubric describes “Questions”: Full (4.0): All of it; Half (2.0): Some of it; None (0.0)"
    )
    assert any("the words of 5 ratings (in the debrief" in line for line in told(result))


def test_each_rubric_of_a_file_becomes_a_case() -> None:
    other = "Sore back,Questions,Asks,FALSE,Yes,,1.0\n"

    result = imported("rubric.csv", HEADS + ROWS + other)

    assert [file.title for file in result.files] == ["Sore knee", "Sore back"]


def test_a_row_without_a_criterion_is_told() -> None:
    result = imported("rubric.csv", HEADS + ROWS + "Sore knee,,,FALSE,Yes,,1.0\n")

    assert "row 4: not kept: the row (it has no criterion)" in told(result)


def test_a_case_from_canvas_passes_check(tmp_path: Path) -> None:
    assert errors_of(imported("rubric.csv", HEADS + ROWS), kit_at(tmp_path)) == []
