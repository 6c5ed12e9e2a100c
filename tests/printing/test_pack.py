"""What is on the printed pages."""

import io

import pytest
import segno
from builders import EXAMINE, START, a_case, a_presentation, a_rubric, an_examination
from pdf_reading import (
    ALL,
    CARDS,
    CODE,
    DOOR,
    LEAVES,
    OWN,
    PART,
    SHEET,
    SLIP,
    a_picture,
    closed,
    no_picture,
    of,
    printed,
    read,
    reviewed_case,
    small_pack,
    text_of,
)
from pypdf import PdfReader

from roleplay.content.models import Critical
from roleplay.content.pace import paced
from roleplay.content.signatures import UNREVIEWED
from roleplay.errors import Fault
from roleplay.marking.marksheet import Mark, Marksheet, marksheet_of
from roleplay.printing.pack import Station, pack, packs
from roleplay.shared_words import IT_HAPPENED, LISTENER_CARD, OUTCOMES, UNASKED

LONG = " ".join(f"word{n}" for n in range(3000))


def boxes_of(sheet: Marksheet) -> int:
    """One for each mark that a line offers, one for a line that must never happen, one for each word of the scale, one
    for each thing that can become of a next step, and one for each answer about another go."""
    offered = [1 if i.critical is Critical.NEVER else sum(map(i.offers, Mark)) for i in sheet.items]
    return sum(offered) + len(sheet.words) + len(OUTCOMES) + len(IT_HAPPENED)


def test_the_leaves_come_in_the_order_in_which_they_are_handed_out() -> None:
    first = [of(small_pack(), leaf)[0].number for leaf in LEAVES]

    assert first == sorted(first)


def test_all_three_pages_say_how_to_sit_if_not_face_to_face() -> None:
    pages = printed(a_case(mode="telephone"))

    assert [any(page.says("sit back to back") for page in of(pages, leaf)) for leaf in (DOOR, PART, SHEET)] == [
        True
    ] * 3


def test_a_line_has_a_box_for_each_mark_that_it_offers() -> None:
    sheet = marksheet_of(a_rubric(), a_case())

    assert sum(page.squares for page in of(small_pack(), SHEET)) == boxes_of(sheet)


def test_the_qr_code_holds_the_code_and_nothing_else() -> None:
    modules = segno.make_qr(CODE, error="m").matrix
    dark = sum(len(list(filter(None, "".join("#" if bit else " " for bit in row).split()))) for row in modules)

    assert of(small_pack(), SHEET)[0].filled == dark


def test_a_line_longer_than_a_page_keeps_its_boxes() -> None:
    items = [{"id": "long", "text": LONG, "domain": "gather"}]
    case = a_case(checklist=items)

    pages = of(printed(case), SHEET)

    assert sum(page.squares for page in pages) == boxes_of(marksheet_of(a_rubric(), case))


def test_each_statement_has_five_boxes() -> None:
    assert sum(page.squares for page in of(small_pack(), SLIP)) == 4 * 5


def test_each_fact_has_a_box_to_tick() -> None:
    assert sum(page.squares for page in of(small_pack(), PART)) == len(a_case().patient.story)


def test_the_observer_writes_what_they_saw_or_heard_before_one_thing_to_try() -> None:
    read = text_of(small_pack(), SHEET)

    assert 0 < read.index("Isaworheard") < read.index("Onethingtotrynexttime")


def test_what_is_not_typed_in_says_so() -> None:
    [page] = [page for page in of(small_pack(), SHEET) if page.says("Moments to come back to")]

    assert page.says("Just for talking about: don’t type this in.")


def test_a_shorter_station_has_its_own_minutes_and_the_same_review() -> None:
    pages = printed(paced(reviewed_case(), 4))

    assert any(page.says("Minute 1.5: Cough.") for page in of(pages, PART))
    assert any(page.says("Questions from minute 3.5") for page in of(pages, SHEET))
    assert all(page.says("Reviewed by a GP, March 2026.") for page in pages if page.text)


@pytest.mark.parametrize(
    ("station", "aloud"),
    [(8, "Say aloud: 2 minutes left, 1 minute left."), (2, "Say aloud: 1 minute left."), (1, "")],
)
def test_the_observer_says_aloud_only_minutes_that_the_station_has(station: float, aloud: str) -> None:
    read = text_of(printed(paced(reviewed_case(), station)), SHEET)

    assert (aloud.replace(" ", "") in read, "Sayaloud" in read) == (True, bool(aloud))


def test_where_the_observer_asks_questions_the_sheet_says_that_a_line_comes_before_them() -> None:
    asked, unasked = of(small_pack(), SHEET), of(printed(a_case(viva=None)), SHEET)

    assert any(page.says("Questions from minute 7") for page in asked)
    assert any(page.says(UNASKED) for page in asked)
    assert not any(page.says(UNASKED) for page in unasked)


def test_the_last_leaf_says_whose_history_the_round_joins_and_what_the_others_do() -> None:
    pages = of(small_pack(), ALL)

    assert any(page.says("It joins their history like any other round.") for page in pages)
    assert any(page.says("find this case and press “Read the script”.") for page in pages)
    assert not any(page.says("your histories") for page in pages)


def test_the_code_is_on_every_page_that_is_typed_in() -> None:
    pages = [page for leaf in (PART, SHEET, SLIP, OWN, ALL) for page in of(small_pack(), leaf)]

    assert all(page.says(CODE) for page in pages)


def test_a_case_that_no_clinician_checked_says_so_on_every_page() -> None:
    assert all(page.says(UNREVIEWED) for page in small_pack() if page.text)


def test_a_case_that_a_clinician_reviewed_says_who_on_every_page() -> None:
    assert all(page.says("Reviewed by a GP, March 2026.") for page in printed(reviewed_case()) if page.text)


def test_anyone_may_stop_and_every_page_says_so() -> None:
    assert all(page.says("Anyone may stop at any moment") for page in small_pack() if page.text)


@pytest.mark.parametrize("large", [False, True])
def test_a_long_text_flows_without_losing_a_word(large: bool) -> None:
    student = {**a_case().student.model_dump(mode="json"), "brief": LONG}

    pages = of(printed(a_case(student=student), large=large), DOOR)

    text = "".join(page.text for page in pages)
    assert len(pages) > 2
    assert [word for word in LONG.split() if word not in text] == []


def test_pages_are_numbered_within_a_role() -> None:
    student = {**a_case().student.model_dump(mode="json"), "brief": LONG}

    pages = printed(a_case(student=student))

    door = of(pages, DOOR)
    assert all(page.says(f"page {n} of {len(door)}") for n, page in enumerate(door, 1))
    assert of(pages, SLIP)[0].says("page 1 of 1")


@pytest.mark.parametrize("key", ["opening", "you_are"])
def test_letters_of_many_languages_are_printed(key: str) -> None:
    signs = "’ “ ” – … é ≥ ≤ µ ½ ł ß Ω λ Ж ị"
    patient = {**a_case().patient.model_dump(mode="json"), key: signs}

    assert closed(signs) in text_of(printed(a_case(patient=patient)), PART)


def test_pictures_are_printed_where_they_are_named() -> None:
    assert [len(of(small_pack(), CARDS)), sum(page.images for page in of(small_pack(), CARDS))] == [1, 1]


@pytest.mark.parametrize("picture", [no_picture, lambda name: b"no picture"])
def test_a_picture_that_cannot_be_read_is_told(picture: object) -> None:
    student = {**a_case().student.model_dump(mode="json"), "material": [{"title": "A film", "image": "film.png"}]}

    pages = printed(a_case(student=student), picture=picture)

    assert "Thepicturecouldnotberead" in text_of(pages, DOOR)
    assert "Thepicturecouldnotberead" in text_of(pages, CARDS)


def test_a_finding_that_is_said_or_found_gets_no_card() -> None:
    findings = [
        {"id": "squeeze", "ask": "Squeezes", "card": "Ah.", "shown": "said"},
        {"id": "moves", "ask": "Movement", "shown": "as-found"},
    ]

    pages = printed(a_case(findings=findings))

    assert of(pages, CARDS) == []
    assert "Squeezes:Ah." in text_of(pages, SHEET)


def test_a_very_long_card_stays_one_card() -> None:
    findings = [{"id": "long", "ask": "Notes", "card": LONG[:6000]}]

    pages = of(printed(a_case(findings=findings)), CARDS)

    assert [len(pages), pages[0].says(closed(LONG[:6000])[-40:])] == [1, True]


def test_a_heavy_case_is_announced_before_anybody_reads_on() -> None:
    pages = printed(a_case(heavy=True), themes=["Bereavement"])

    assert "Thiscaseisdemanding" in text_of(pages, DOOR)
    assert "bereavement" not in text_of(pages, DOOR).lower()
    assert "Thiscasetoucheson:bereavement.Itisdemanding." in text_of(pages, PART)


def test_in_a_presentation_the_script_is_for_the_listener_and_speaks_to_one() -> None:
    pages = printed(a_presentation())
    read = text_of(pages, "For the listener only")

    assert of(pages, PART) == []
    assert all(line.replace(" ", "") in read for line in LISTENER_CARD)
    assert "symptom" not in read


def test_a_listeners_page_holds_none_of_the_students_notes() -> None:
    pages = printed(a_presentation())

    assert "Pleaseseethisman." in text_of(pages, DOOR)
    assert "Pleaseseethisman." not in text_of(pages, "For the listener only")


def test_a_row_of_things_has_no_capital_in_its_middle() -> None:
    examine = {**EXAMINE, "regions": ["hands", "chest"], "not_done": ["No percussion", "No pressing"]}
    read = text_of(printed(an_examination(examine=examine)), PART)

    assert "Hands,chest" in read
    assert "; No" not in read
    assert ("Nopercussion" in read, "Nopressing" in read) == (True, True)


def test_large_type_is_larger() -> None:
    sizes = {large: _sizes(large) for large in (False, True)}

    assert min(sizes[False]) >= 8
    assert min(sizes[True]) >= 11
    assert 17 in sizes[True]


def _sizes(large: bool) -> set[float]:
    sizes: set[float] = set()

    def note(text: str, matrix: object, text_matrix: object, font: object, size: float) -> None:
        if text.strip():
            sizes.add(size)

    pdf = pack(a_case(), marksheet_of(a_rubric(), a_case()), code=CODE, now=START, picture=no_picture, large=large)
    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    return sizes


def test_several_cases_are_one_file_and_each_begins_on_a_front() -> None:
    stations = [
        Station(a_case(id=id_), marksheet_of(a_rubric(), a_case()), code) for id_, code in (("a", "AAA"), ("b", "BBB"))
    ]

    pages = read(packs(stations, now=START, picture=a_picture))

    assert [page.front for page in pages if page.says("Before you go in")] == [True, True]
    assert {code for code in ("AAA", "BBB") if any(page.says(code) for page in pages)} == {"AAA", "BBB"}


def test_without_a_case_there_is_no_pack() -> None:
    with pytest.raises(Fault, match="no case to print"):
        packs([], now=START, picture=no_picture)


def test_the_same_pack_at_the_same_time_is_the_same_file() -> None:
    sheet = marksheet_of(a_rubric(), a_case())

    one, other = (pack(a_case(), sheet, code=CODE, now=START, picture=a_picture) for _ in range(2))

    assert one == other
