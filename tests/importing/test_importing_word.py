"""Stations written in Word: each text goes where its heading says."""

from pathlib import Path

import pytest
from importing_builders import (
    NOT_YET,
    WORD,
    beside,
    docx,
    errors_of,
    grid,
    h1,
    h2,
    imported,
    kit_at,
    only_case,
    p,
    told,
)

from roleplay.content.case import Critical, WhenRule

STATION = docx(
    p("Ankle in the rain", style="Title"),
    h1("Candidate instructions"),
    p("You are in a walk-in clinic. Ali Reed has hurt his foot."),
    p("Take a history.", listed=True),
    p("Tell him what happens next.", listed=True),
    h1("Patient information"),
    p("You are Ali Reed, 29. You deliver letters."),
    p("You slipped on leaves."),
    p("Ideas: It may be broken."),
    h2("Behaviour"),
    p("You limp."),
    h1("Opening statement"),
    p("I cannot put my foot down."),
    h1("Past medical history"),
    p("Hay fever"),
    h1("Findings"),
    p("Ankle: puffy below the outer bone"),
    h1("Diagnosis"),
    p("Ligament sprain"),
    h1("Information for the examiner"),
    p("Let the student finish."),
    h1("Mark scheme"),
    grid(["Item", "Marks", "Critical"], ["Asks how it happened", "1", ""], ["Asks about the hip", "2", "yes"]),
    h1("Weather"),
    p("It rains."),
)


def test_each_text_goes_where_its_heading_says() -> None:
    result = imported("station.docx", STATION)
    case = only_case(result)

    assert beside(result, "title") == "Ankle in the rain"
    assert beside(result, "brief") == "You are in a walk-in clinic. Ali Reed has hurt his foot."
    assert beside(result, "tasks") == "Take a history. Tell him what happens next."
    assert case.patient.you_are == "You are Ali Reed, 29. You deliver letters."
    assert case.patient.opening == "I cannot put my foot down."
    assert case.patient.ideas == "It may be broken."
    assert [(card.ask, card.card) for card in case.findings] == [("Ankle", "puffy below the outer bone")]
    assert case.debrief.points == ("Diagnosis: Ligament sprain", "Let the student finish.")


SECRET = "You hide the bruises."


@pytest.mark.parametrize(
    "heading",
    [
        "Candidate instructions",
        "Actor brief (not to be shown to student)",
        "What to say if the candidate asks",
        "Background information (candidate CANNOT see this)",
        "Your scenario",
        "Setting",
        "Tasks",
    ],
)
@pytest.mark.parametrize("listed", [False, True])
def test_nothing_of_a_document_reaches_the_students_side_by_itself(heading: str, listed: bool) -> None:
    """A heading that names the candidate may head what only the actor may know."""
    result = imported("s.docx", docx(p(SECRET, style="Title"), h1(heading), p(SECRET, listed=listed)))

    case = only_case(result)
    assert (case.title, case.student.setting, case.student.brief, case.student.tasks) == ("S", *NOT_YET)
    assert SECRET not in case.student.model_dump_json()
    assert SECRET in beside(result, "setting") + beside(result, "brief") + beside(result, "tasks")
    assert case.unfinished


def test_a_note_stays_a_note_whatever_is_in_it() -> None:
    nasty = "rubric: [x]\u2028brief: y\x85\n- z # w: " + "long " * 60

    result = imported("s.docx", docx(h1("Candidate instructions"), p(nasty), p("title: x")))

    assert only_case(result).student.brief == NOT_YET[1]
    assert beside(result, "brief").startswith("rubric: [x] brief: y - z # w: long long")


def test_the_mark_scheme_becomes_the_checklist() -> None:
    first, second = only_case(imported("station.docx", STATION)).checklist

    assert (first.text, first.weight) == ("Asks how it happened", 1)
    assert (second.text, second.weight, second.critical) == ("Asks about the hip", 2, Critical.MUST)


def test_a_heading_below_the_patients_belongs_to_the_patient() -> None:
    story = only_case(imported("station.docx", STATION)).patient.story

    assert [(fact.say, fact.when.rule) for fact in story] == [
        ("You slipped on leaves.", WhenRule.ASKED),
        ("You limp.", WhenRule.ASKED),
    ]


def test_text_under_an_unknown_heading_becomes_background() -> None:
    result = imported("station.docx", STATION)

    background = {each.label: each.lines for each in only_case(result).patient.background}
    assert background == {"Past medical history": ("Hay fever",), "Weather": ("It rains.",)}
    assert "“Weather”: kept: 1 line, in the patient's background (the heading is unknown)" in told(result)


def test_an_unknown_heading_below_the_students_is_kept_from_the_student() -> None:
    result = imported("s.docx", docx(h1("Scenario"), p("Jo is here."), h2("Key"), p("It is gout.")))

    assert beside(result, "brief") == "Jo is here."
    assert only_case(result).patient.background[0].lines == ("It is gout.",)


def test_a_case_from_word_passes_check(tmp_path: Path) -> None:
    assert errors_of(imported("station.docx", STATION), kit_at(tmp_path)) == []


def test_a_style_made_from_a_heading_is_a_heading() -> None:
    assert beside(imported("s.docx", docx(p("Tasks", style="Ours"), p("Ask why."))), "tasks") == "Ask why."


def test_bold_lines_are_headings_where_no_style_is_used() -> None:
    result = imported("s.docx", docx(p("Tasks", bold=True), p("Ask why."), p("Pets", bold=True), p("A cat")))

    assert (beside(result, "tasks"), only_case(result).patient.background[0].label) == ("Ask why.", "Pets")


def test_a_known_word_with_a_colon_is_a_heading() -> None:
    assert beside(imported("s.docx", docx(p("Tasks:"), p("Ask why."))), "tasks") == "Ask why."


def test_a_station_laid_out_as_a_table_is_read() -> None:
    table = grid(["Setting", "A clinic"], ["Candidate's tasks", "Ask why."], ["Diagnosis", "Sprain"])

    result = imported("s.docx", docx(table))

    assert (beside(result, "setting"), beside(result, "tasks")) == ("A clinic", "Ask why.")
    assert only_case(result).debrief.points == ("Diagnosis: Sprain",)


def test_a_list_under_the_mark_scheme_becomes_items() -> None:
    items = [p("Asks how it happened (1 mark)", listed=True), p("Asks about the hip [2]", listed=True)]

    checklist = only_case(imported("s.docx", docx(h1("Marking scheme"), *items))).checklist

    assert [(item.text, item.weight) for item in checklist] == [("Asks how it happened", 1), ("Asks about the hip", 2)]


def test_a_title_that_gives_the_diagnosis_away_is_not_used() -> None:
    result = imported("A sprained ankle.docx", docx(h1("Diagnosis"), p("Sprain")))

    assert only_case(result).title == "Imported station"


def test_a_text_for_the_student_that_gives_the_diagnosis_away_is_reported() -> None:
    result = imported("s.docx", docx(h1("Task"), p("Treat the sprain."), h1("Diagnosis"), p("Sprain")))

    assert any('not for the student: may give away "sprain"' in line for line in told(result))


@pytest.mark.parametrize("around", ["w:ins", "w:sdt><w:sdtContent", "w:hyperlink"])
def test_text_in_whatever_word_wraps_around_it_is_read(around: str) -> None:
    closing = "".join(f"</{name}>" for name in reversed(around.split("><")))
    paragraph = f"<w:p><{around}><w:r><w:t>Ask why.</w:t></w:r>{closing}</w:p>"

    assert beside(imported("s.docx", docx(h1("Tasks"), paragraph)), "tasks") == "Ask why."


def test_deleted_text_stays_deleted() -> None:
    deleted = "<w:p><w:del><w:r><w:delText>Old</w:delText></w:r></w:del><w:r><w:t>New</w:t></w:r></w:p>"

    assert beside(imported("s.docx", docx(h1("Tasks"), deleted)), "tasks") == "New"


def test_the_text_of_a_box_is_kept_and_told() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('Look here')}</w:txbxContent></w:pict></w:r></w:p>"

    result = imported("s.docx", docx(h1("Tasks"), p("Ask why."), box))

    assert only_case(result).patient.background[0].lines == ("Look here",)
    assert any(line.startswith("all: kept: 1 text box") for line in told(result))


def test_what_is_beside_the_pages_is_told() -> None:
    header = f'<w:hdr xmlns:w="{WORD}">{p("Year 4")}</w:hdr>'.encode()

    result = imported("s.docx", docx(h1("Tasks"), p("Ask why."), header1=header))

    assert 'all: not kept: a page header, "Year 4" (only the text of the pages is read)' in told(result)


def test_a_column_of_a_mark_scheme_that_has_no_place_is_told() -> None:
    table = grid(["Item", "Marks", "Remarks"], ["Asks about the hip", "1", "gently"])

    result = imported("s.docx", docx(h1("Mark scheme"), table))

    assert 'table 1: not kept: column C "Remarks" with 1 cell (a case has no place for it)' in told(result)
