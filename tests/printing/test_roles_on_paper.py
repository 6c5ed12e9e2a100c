"""One role a sheet of paper: what is handed to one role holds no word that is only for another."""

import re

import pytest
from builders import a_case, marked
from pdf_reading import ALL, CARDS, CODE, DOOR, LEAVES, OWN, PART, SHEET, SLIP, marked_pack, markers_of, of, small_pack

KINDS = ("interview", "examination", "presentation")
BOTH = [(kind, large) for kind in KINDS for large in (False, True)]
FOR_STUDENT = re.compile(r"«case\.(title|student\.[^»]*|examine\.[^»]*)»")
JUDGED = re.compile(r"«rubric\.(domains|scale)[^»]*»")
LISTENER = ("For the listener only", "For the listener, after the bell")
TITLE = "«case.title»"


def named(*patterns: str) -> set[str]:
    """The addresses in the marked case that begin like this."""
    text = marked(a_case(), "case").model_dump_json()
    return {m for m in re.findall("«[^»]*»", text) if m.startswith(tuple(f"«case.{p}" for p in patterns))}


@pytest.mark.parametrize(("kind", "large"), BOTH)
def test_the_candidate_instructions_hold_nothing_that_is_not_the_students(kind: str, large: bool) -> None:
    markers = markers_of(marked_pack(kind, large), DOOR)

    assert markers
    assert {marker for marker in markers if not FOR_STUDENT.fullmatch(marker)} == set()


def test_the_candidate_instructions_hold_everything_for_the_student() -> None:
    assert named("student", "title") <= markers_of(marked_pack(), DOOR)


def test_the_candidate_instructions_of_an_examination_say_what_to_have_ready() -> None:
    assert "«case.examine.kit.0»" in markers_of(marked_pack("examination"), DOOR)


def test_the_candidate_instructions_do_not_hold_the_code() -> None:
    assert CODE not in "".join(page.text for page in of(small_pack(), DOOR))


@pytest.mark.parametrize(("kind", "large"), BOTH)
def test_the_students_form_holds_only_areas_and_overall_rating(kind: str, large: bool) -> None:
    markers = markers_of(marked_pack(kind, large), OWN) - {TITLE}

    assert markers
    assert {marker for marker in markers if not JUDGED.fullmatch(marker)} == set()


def test_the_script_holds_everything_for_the_patient() -> None:
    assert named("patient", "events.0") <= markers_of(marked_pack(), PART)


def test_the_script_holds_nothing_of_mark_sheet_cards_or_answers() -> None:
    foreign = named("checklist", "findings", "viva", "debrief", "others", "events.1", "events.2")

    markers = markers_of(marked_pack(), PART)

    assert not markers & foreign
    assert not any(marker.startswith("«rubric") for marker in markers)


def test_the_mark_sheet_holds_everything_for_the_observer() -> None:
    wanted = named("checklist", "events.1", "events.2", "others", "viva", "props", "student.tasks")
    wanted |= {"«rubric.items.0.text»", "«rubric.items.1.text»", "«rubric.domains.0.anchors.3»", "«rubric.scale.ask»"}

    assert wanted <= markers_of(marked_pack(), SHEET)


def test_the_patients_slip_holds_the_four_statements_and_no_marks() -> None:
    markers = markers_of(marked_pack(), SLIP) - {TITLE, "«case.patient.plays»"}

    assert markers == {f"«rubric.statements.{n}.text»" for n in range(4)}


def test_the_cards_hold_the_findings_and_nothing_else() -> None:
    markers = markers_of(marked_pack(), CARDS) - {TITLE}

    assert markers == {m for m in named("findings") if not m.endswith("image»")}


def test_what_the_case_says_is_on_the_last_page_only() -> None:
    pages = marked_pack()

    assert named("debrief") <= markers_of(pages, ALL)
    assert not any(named("debrief") & markers_of(pages, leaf) for leaf in LEAVES if leaf != ALL)


@pytest.mark.parametrize(("kind", "large"), BOTH)
def test_no_sheet_printed_on_both_sides_shows_two_roles(kind: str, large: bool) -> None:
    pages = marked_pack(kind, large)

    feet = [next((leaf for leaf in (*LEAVES, *LISTENER) if page.says(f"{leaf} ·")), "") for page in pages]

    assert len(pages) % 2 == 0
    assert all(feet[::2])
    assert all(back in (front, "") for front, back in zip(feet[::2], feet[1::2], strict=True))


def test_the_back_of_a_card_is_blank() -> None:
    pages = marked_pack("interview", True)
    fronts = of(pages, CARDS)

    assert all(page.front for page in fronts)
    assert all(pages[page.number].text == "" for page in fronts)
