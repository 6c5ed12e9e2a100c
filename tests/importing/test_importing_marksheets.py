"""Mark sheets as teachers have them: which rows become lines to mark, with what weights, and what becomes of others."""

from pathlib import Path

import pytest
from importing_builders import errors_of, imported, kit_at, only_case, told, xlsx

from roleplay.content.case import Critical, Kind
from roleplay.importing.propose.marks import critical_in, marks_in, weight

PLAIN = "Section,Item,Marks,Critical\nHistory,Asks how it began,1,\nHistory,Asks about fever,2,yes\n"


def texts(data: str | bytes, name: str = "marks.csv") -> list[str]:
    return [item.text for item in only_case(imported(name, data)).checklist]


def test_each_row_becomes_an_item() -> None:
    first, second = only_case(imported("marks.csv", PLAIN)).checklist

    assert (first.id, first.text, first.domain, first.weight) == ("asks-how-it-began", "Asks how it began", "gather", 1)
    assert (second.weight, bool(second.partly), second.critical) == (2, True, Critical.MUST)


def test_a_case_from_a_marksheet_passes_check(tmp_path: Path) -> None:
    assert errors_of(imported("marks.csv", PLAIN), kit_at(tmp_path)) == []


def test_what_a_mark_sheet_does_not_say_is_marked() -> None:
    case = only_case(imported("marks.csv", PLAIN))

    assert case.student.tasks == ("To be written: what the student is to do.",)
    assert case.patient.opening == "To be written: what you say first, word for word."
    assert case.review.author == "Imported from marks.csv"
    assert (case.review.origin, case.review.reviews) == ("composite", ())


@pytest.mark.parametrize(
    "heads",
    ["Criterion,Points", "Description,Max", "Task,Marks available", "Checklist item,Max. mark", "ITEM,Score (max)"],
)
def test_columns_are_found_by_what_teachers_call_them(heads: str) -> None:
    item = only_case(imported("marks.csv", f"{heads}\nAsks about sleep,2\n")).checklist[0]

    assert (item.text, item.weight) == ("Asks about sleep", 2)


def test_an_item_and_its_description_stay_together() -> None:
    assert texts("Criterion,Description,Points\nSleep,Asks how she sleeps,1\n") == ["Sleep: Asks how she sleeps"]


def test_a_number_is_not_an_item() -> None:
    assert texts("Item,Description,Points\n1.,Asks how she sleeps,1\n") == ["Asks how she sleeps"]


def test_semicolons_decimal_commas_and_a_bom() -> None:
    data = b"\xef\xbb\xbf" + b"Item;Max\nAsks about pain, twice;1,5\nWashes hands;0,5\n"

    first, second = only_case(imported("marks.csv", data)).checklist

    assert (first.text, first.weight, bool(first.partly)) == ("Asks about pain, twice", 2, True)
    assert (second.weight, bool(second.partly)) == (1, True)


def test_the_separator_that_excel_names_is_taken() -> None:
    assert texts("sep=|\nItem|Marks\nAsks, listens; waits|1\n") == ["Asks, listens; waits"]


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    result = imported("marks.csv", 'Item,Marks\n"Asks about pain,1\nAsks about sleep,1\n')

    assert [item.text for item in only_case(result).checklist] == ['"Asks about pain', "Asks about sleep"]
    assert told(result)[0].startswith("all: kept: quotation marks (one is never closed")


def test_a_heading_row_is_the_section_of_the_rows_below() -> None:
    result = imported("marks.csv", "Item,Marks\nRAPPORT:,\nGives a name,1\nHistory taking,\nAsks about pain,1\n")

    assert [(item.text, item.domain) for item in only_case(result).checklist] == [
        ("Gives a name", "relate"),
        ("Asks about pain", "gather"),
    ]
    assert 'row 2: kept: "RAPPORT" (a heading: the section of the lines below it)' in told(result)


def test_a_section_beside_an_item_holds_for_the_rows_below_until_the_next() -> None:
    rows = "Section,Item,Marks\nRapport,Gives a name,1\n,Sits down,1\nHistory,Asks about pain,1\n,Asks about sleep,1\n"

    result = imported("marks.csv", rows)

    assert [item.domain for item in only_case(result).checklist] == ["relate", "relate", "gather", "gather"]


def test_an_item_with_asterisks_begins_with_the_words_above() -> None:
    data = "Item,Marks\nAsks about the pain,\n* where,1\n* since when,1\n** day or night,1\nThanks,1\n"

    assert texts(data) == [
        "Asks about the pain: where",
        "Asks about the pain: since when",
        "Asks about the pain: since when: day or night",
        "Thanks",
    ]


def test_asterisks_without_marks_are_details() -> None:
    result = imported("marks.csv", "Item,Marks\nAsks about danger signs,3\n* fever,\n* weight loss,\n")

    assert [item.text for item in only_case(result).checklist] == ["Asks about danger signs (fever; weight loss)"]
    assert 'row 3: kept: "fever" (a detail of row 2)' in told(result)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("", "there are no marks beside it, so it is not scored"),
        ("-1", '"-1" means not scored'),
        ("−1", '"−1" means not scored'),
        ("NS", '"NS" means not scored'),
        ("0", "0 marks, so it is not scored"),
    ],
)
def test_a_line_that_is_not_scored_goes_to_the_debrief(cell: str, why: str) -> None:
    result = imported("marks.csv", f"Item,Marks\nAsks about pain,1\nSmiles at the person when they meet,{cell}\n")

    assert only_case(result).debrief.points == ("On the mark sheet, not scored: Smiles at the person when they meet",)
    assert f'row 3: kept: "Smiles at the person when they meet" (in the debrief, not on the mark sheet: {why})' in told(
        result
    )


def test_a_broken_reference_is_told_and_kept_out() -> None:
    result = imported("marks.csv", "Item,Marks\n#REF!,1\nAsks about pain,#REF!\n")

    assert [item.weight for item in only_case(result).checklist] == [1]
    assert 'row 2: not kept: "#REF!" (its text is a broken reference (#REF!))' in told(result)
    assert any("row 3: kept" in line and "broken reference" in line for line in told(result))


def test_a_formula_without_a_saved_value_is_told() -> None:
    result = imported(
        "marks.xlsx", xlsx(Sheet=[["Item", "Max"], ["Asks about pain", "=1+1"], ["=A2", 1], ["Thanks", 1]])
    )

    assert [item.text for item in only_case(result).checklist] == ["Asks about pain", "Thanks"]
    assert any("row 3: not kept" in line and "value was not saved" in line for line in told(result))


def test_every_sheet_with_items_becomes_a_case() -> None:
    rows: list[list[str | int]] = [["Item", "Marks"], ["Asks about pain", 1]]

    result = imported("marks.xlsx", xlsx(Sore_knee=rows, Empty=[], Sore_back=rows))

    assert [file.path for file in result.files] == ["cases/sore-knee.yaml", "cases/sore-back.yaml"]
    assert "Empty: not kept: the sheet (it is empty)" in told(result)


def test_a_small_sheet_has_no_columns_that_were_cut_off() -> None:
    result = imported("marks.xlsx", xlsx(Sheet=[["Item", "Marks"], ["Asks about pain", 1]]))

    assert not [line for line in told(result) if "not kept" in line]


def test_large_marks_are_scaled_and_the_report_says_so() -> None:
    result = imported("marks.csv", "Item,Marks\nAsks,2\nExplains,5\nAgrees on a plan,10\n")

    assert [item.weight for item in only_case(result).checklist] == [1, 2, 3]
    assert "all: kept: the marks as weights from 1 to 3 (scaled: 10, the highest on this sheet, is now 3)" in told(
        result
    )


def test_marks_somebody_got_are_not_what_an_item_is_worth() -> None:
    result = imported("marks.csv", "Item,Marks,Max\nAsks about pain,0,2\n")

    assert only_case(result).checklist[0].weight == 2
    assert 'all: not kept: column B "Marks" with 1 cell (it does not say what a line is worth)' in told(result)


def test_a_column_of_a_student_is_named_and_its_marks_are_not_repeated() -> None:
    result = imported("marks.csv", "Item,Marks,Jo Bloggs\nAsks about pain,2,1.75\n")

    assert 'all: not kept: column C "Jo Bloggs" with 1 cell (a case has no place for it)' in told(result)
    assert "1.75" not in result.files[0].text


def test_a_column_for_the_examiner_to_fill_in_is_no_reason_to_drop_items() -> None:
    assert texts("Item,Mark\nAsks about pain,\nAsks about sleep,\n") == ["Asks about pain", "Asks about sleep"]


def test_sums_and_repeated_headings_are_not_lines_to_mark() -> None:
    result = imported("marks.csv", "Item,Marks\nAsks about pain,1\nItem,Marks\nThanks,1\nTotal,2\n")

    assert [item.text for item in only_case(result).checklist] == ["Asks about pain", "Thanks"]
    assert 'row 3: not kept: "Item" (the column headings again)' in told(result)
    assert 'row 5: not kept: "Total" (a sum or a pass mark, which the kit works out itself)' in told(result)


def test_what_is_above_the_columns_is_kept_for_afterwards() -> None:
    case = only_case(imported("marks.csv", "Station 4: Mr Poe,\n,\nItem,Marks\nAsks about pain,1\n"))

    assert case.debrief.points == ("From the head of the mark sheet: Station 4: Mr Poe",)
    assert "Poe" not in case.title


ABOVE = "Station,Sore knee after football\nScenario,A surgery on Monday\nPatient,Sam Reed, 24\n"


@pytest.mark.parametrize("head", ["Item,Done,Partly,Not done", "Criterion,Yes,No,Comments", "Task,Tick", "Item,N/A"])
def test_a_head_with_columns_to_fill_in_is_found_below_what_is_about_the_station(head: str) -> None:
    case = only_case(imported("marks.csv", f"{ABOVE}{head}\nAsks how it happened,,,\nFeels for warmth,,,\n"))

    assert [(item.text, item.weight) for item in case.checklist] == [
        ("Asks how it happened", 1),
        ("Feels for warmth", 1),
    ]
    assert case.title == "Sore knee after football"


def test_columns_without_headings_are_guessed_and_the_report_says_so() -> None:
    result = imported("marks.csv", "Asks about pain,1\nAsks about sleep,2\n")

    assert [item.weight for item in only_case(result).checklist] == [1, 2]
    assert any("there are no column headings, so this is a guess" in line for line in told(result))


def test_more_lines_than_anybody_can_watch_for_are_all_kept() -> None:
    rows = "".join(f"Asks question number {number} of all,1\n" for number in range(20))

    result = imported("marks.csv", f"Item,Marks\n{rows}")

    assert len(only_case(result).checklist) == 20
    assert any("all 20 lines (more than 18" in line for line in told(result))


def test_a_title_that_names_a_diagnosis_is_not_used() -> None:
    result = imported("Asthma_review.csv", PLAIN)

    assert only_case(result).title == "Imported mark sheet"
    assert 'all: not kept: the title "Asthma review" (it names a diagnosis, and everybody sees the title)' in told(
        result
    )


def test_a_sheet_that_mostly_examines_is_an_examination(tmp_path: Path) -> None:
    result = imported("knee.csv", "Item,Marks\nPalpates the knee,1\nAsks about pain,1\nTests power of the leg,1\n")

    assert only_case(result).kind is Kind.EXAMINATION
    assert errors_of(result, kit_at(tmp_path)) == []


def test_intimate_examinations_do_not_become_one() -> None:
    result = imported("marks.csv", "Item,Marks\nPalpates the breast,1\nPalpates the neck,1\n")

    assert only_case(result).kind is Kind.INTERVIEW


def test_the_id_of_a_general_line_is_not_used_twice() -> None:
    item = only_case(imported("marks.csv", "Item,Marks\nIntroduces,1\n")).checklist[0]

    assert item.id == "introduces-2"


def test_letters_of_any_script_make_a_title_and_an_id() -> None:
    result = imported("Überweisung_älterer_Frau.csv", "Item,Marks\nСпрашивает о боли сегодня,1\n")

    assert (result.files[0].id, only_case(result).checklist[0].id) == ("uberweisung-alterer-frau", "item")
    assert only_case(result).title == "Überweisung älterer Frau"


@pytest.mark.parametrize(
    ("cell", "largest", "partly"),
    [
        *(("2", 2, True), ("1", 1, False), ("1,5", 1.5, True), ("½", 0.5, True), ("1½", 1.5, True), ("0-2", 2, True)),
        *(("/5", 5, True), ("0 / 1 / 2", 2, True), ("3 marks", 3, True), ("Y/N", None, False)),
    ],
)
def test_marks_are_read_as_they_are_written(cell: str, largest: float | None, partly: bool) -> None:
    marks = marks_in(cell)

    assert (marks.largest, marks.partly, marks.scored) == (largest, partly, True)


@pytest.mark.parametrize(("marks", "of", "expected"), [(2, 3, 2), (0.5, 2, 1), (5, 5, 3), (1, 10, 1), (7, 10, 3)])
def test_a_weight_is_between_one_and_three(marks: float, of: float, expected: int) -> None:
    assert weight(marks, of) == expected


@pytest.mark.parametrize(
    ("cell", "critical"),
    [
        ("✓", Critical.MUST),
        ("KEY", Critical.MUST),
        ("never", Critical.NEVER),
        ("no", None),
        ("", None),
        ("later", None),
    ],
)
def test_critical_is_a_yes_in_any_form(cell: str, critical: Critical | None) -> None:
    assert critical_in(cell)[0] is critical


def test_the_row_that_names_most_columns_is_the_head() -> None:
    data = "Candidate,,Score,\nSection,Item,Marks,Critical\nHistory,Asks about pain,2,\n"

    assert [item.weight for item in only_case(imported("marks.csv", data)).checklist] == [2]


def test_a_row_that_may_name_a_person_is_told_and_not_repeated() -> None:
    result = imported("marks.csv", "Student name: Jo Bloggs,\nStation 4,\nItem,Marks\nAsks about pain,2\n")

    assert only_case(result).debrief.points == ("From the head of the mark sheet: Station 4",)
    assert "row 1: not kept: the row (it may name a person, so it is not repeated here)" in told(result)
    assert "Bloggs" not in str(result.report) + result.files[0].text


def test_a_number_too_large_to_be_marks_counts_once() -> None:
    assert marks_in("2026-02-01T00:00:00").largest is None
    assert marks_in("9" * 500).largest is None


def test_rows_beyond_the_largest_marksheet_are_told() -> None:
    rows = "".join(f"Asks {number},1\n" for number in range(2_100))

    result = imported("marks.csv", f"Item,Marks\n{rows}")

    assert "all: not kept: the rows after 2,000 (a mark sheet has fewer; split it)" in told(result)
