"""The rules of the page for importing cases, and of the page that shows what the cases cover."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from evening import HEAVY, HOUR, Evening, add_case, add_exam
from own_store import files_of
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from tabs import NASTY_TEXT, Page, said, token_of

from roleplay.errors import Fault
from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.usecases.cases import own_cases
from roleplay.usecases.cases.imports import Bundle
from roleplay.web.server.kit import kit

sys.path.insert(0, str(Path(__file__).parents[1] / "importing"))

from importing_builders import jsonl, record, xlsx

SHEET = xlsx(Knee_station=[["Item", "Marks"], ["Asks where it hurts", 1], ["Asks about walking", 2], ["", 3]])
CHECK = "Check that it is **nobody’s real story** and **nobody’s copyrighted checklist**."
KNOWN = "You’ll have read what you import, so **you won’t be offered it as the student.**"
NOT_HERE = (
    "What was read is no longer here: it was saved or discarded, or nobody looked at it for two hours. "
    "Look at Cases, or import the files again."
)
ANNA = device_hash(token_of("Anna"))
Tab = Callable[..., Page]


def ankles(*diagnoses: str) -> bytes:
    return jsonl(*(record(Correct_Diagnosis=one) for one in diagnoses)).encode()


@pytest.fixture
def known(lobby: Evening) -> Evening:
    """Anna and Ben have been here; no session is running."""
    lobby.start("Anna", "Ben").wall.forward(48 * HOUR)
    return lobby


@pytest.fixture
def desk(known: Evening, tab: Tab) -> Page:
    """Anna's page, with nothing imported yet."""
    return tab("Anna").open("import_cases")


def bring(page: Page, *files: tuple[str, bytes]) -> Page:
    for name, data in files:
        page.at.file_uploader[0].upload(name, data)
    page.at.run()
    return page.press("bring-read")


def bundle_of(page: Page, token: str = "") -> Bundle:
    """What Anna's page shows."""
    [anna] = kit().people.on_device(ANNA)
    return kit().taking_in.bundle(Visitor(ANNA, person=anna.person.id), token or page.at.query_params["read"])


def written(page: Page, text: str) -> Page:
    """What the editor of the first case would have reported; a page test has no editor."""
    kit().taking_in.edit(bundle_of(page), 0, text)
    page.at.run()
    return page


def successes(page: Page) -> list[str]:
    return [said(one.value) for one in page.at.success]


def own(evening: Evening) -> list[str]:
    return sorted(name.removeprefix("cases/") for name in files_of(evening.kit.store))


# --- before anything is read


def test_the_page_says_how_large_a_file_may_be_and_what_a_red_mark_means(desk: Page) -> None:
    assert "At most 10 MB a file. A red mark means that one is larger and wasn’t sent" in desk.text


def test_a_stranger_is_told_how_to_become_somebody(lobby: Evening, page: Page) -> None:
    page.open("import_cases")

    assert page.errors == []
    assert "Sign in" in page.labels
    assert len(page.at.file_uploader) == 0


def test_the_page_says_what_can_be_read_and_what_may_not_be_imported(desk: Page) -> None:
    assert "Mark sheets as Excel (.xlsx) or a table (.csv), stations as Word (.docx)" in desk.text
    assert CHECK in desk.text
    assert KNOWN in desk.text
    assert "Read them" not in desk.labels, "a grey button says nothing"
    assert desk.errors == []


def test_the_case_bank_leads_to_both_pages_and_importing_needs_a_person(known: Evening, tab: Tab, page: Page) -> None:
    nobody, somebody = Page().open("cases").sent, tab("Anna").open("cases").sent

    assert ("Import cases" in nobody, "What they cover" in nobody) == (False, True)
    assert ("Import cases" in somebody, "What they cover" in somebody) == (True, True)


@pytest.mark.parametrize("token", ["nothing", "../../kit", NASTY_TEXT])
def test_an_address_that_leads_nowhere_is_a_sentence_and_the_field(known: Evening, tab: Tab, token: str) -> None:
    page = tab("Anna").open("import_cases", read=token)

    assert page.errors == [NOT_HERE]
    assert len(page.at.file_uploader) == 1
    assert "read" not in page.at.query_params


# --- what was read


def test_the_numbers_come_first_and_nothing_is_saved(known: Evening, desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain", "Gout") + b"\nnonsense\n"), ("knee.xlsx", SHEET))

    assert "**3 cases from 2 files.** 2 lines were left out; the report says why." in desk.text
    assert CHECK in desk.text
    assert (desk.errors, own(known)) == ([], [])
    assert desk.labels[-2:] == ["Save 3 cases", "Discard these and import others"]


def test_the_report_has_what_was_left_out_first_and_why(desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain") + b"\nnonsense\n"))

    report = re.sub(r"<[^>]+>", "|", desk.html)
    assert desk.at.expander[0].label == "Report"
    assert report.index("Left out (1)") < report.index("line 2") < report.index("Kept (") < report.index("line 1")
    assert "it is not JSON; a record is one line that begins with { and ends with }" in report
    assert desk.downloads == ["Download the report (.txt)"]


def test_a_bad_file_is_its_sentence_and_the_others_go_on(known: Evening, desk: Page) -> None:
    bring(desk, ("macros.xlsm", b"PK"), ("ankles.jsonl", ankles("Sprain")), ("lies.docx", b"%PDF"))

    assert [error.split(" ")[0] for error in desk.errors] == ['"macros.xlsm"', '"lies.docx"']
    assert "**1 case from 1 of 3 files.**" in desk.text
    assert own(known) == []


def test_where_nothing_could_be_read_only_the_way_back_is_left(desk: Page) -> None:
    bring(desk, ("empty.csv", b""))

    assert "**No case.**" in desk.text
    assert desk.errors == ['"empty.csv" is empty. Nothing was imported. Export it again, then import that.']
    assert desk.labels[-1:] == ["Discard these and import others"]
    assert "Save" not in "".join(desk.labels)


def test_streamlit_keeps_no_file_that_was_read(desk: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[str] = []
    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", lambda self, session, file: gone.append(file))

    bring(desk, ("ankles.jsonl", ankles("Sprain")))

    assert len(gone) == 1
    assert len(desk.at.file_uploader) == 0
    assert "ankle" not in str(desk.at.session_state).lower()


def test_what_was_read_can_be_found_in_another_tab_of_the_same_browser(desk: Page, known: Evening, tab: Tab) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain")))
    token = desk.at.query_params["read"]

    same, other = tab("Anna").open("import_cases", read=token), tab("Ben").open("import_cases", read=token)

    assert "**1 case.**" in same.text
    assert other.errors == [NOT_HERE]
    assert "Swollen" not in other.sent


# --- comparing


def test_each_case_is_beside_what_it_was_made_from(desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain", "Gout")))

    first = desk.html
    desk.press("bring-next")

    assert "Correct Diagnosis: Sprain" in first
    assert "Correct Diagnosis: Gout" in desk.html
    assert "id: imported-case-2" in desk.sent
    assert desk.at.selectbox[0].label == "Case 2 of 2"
    assert (desk.at.button(key="bring-next").disabled, desk.at.button(key="bring-previous").disabled) == (True, False)


def test_one_can_go_to_any_case_and_back(desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain", "Gout", "Break")))

    desk.at.selectbox[0].select_index(2).run()
    third = desk.html
    desk.press("bring-previous")

    assert "Correct Diagnosis: Break" in third
    assert "Correct Diagnosis: Gout" in desk.html
    assert desk.at.selectbox[0].value == 1


def test_with_one_case_there_is_nowhere_to_go(desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain")))

    assert len(desk.at.selectbox) == 0
    assert [one for one in desk.labels if one in ("Next", "Previous", "Keep all", "Keep none")] == []


def test_a_corrected_text_stays_when_one_goes_on_and_comes_back(desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain", "Gout")))
    text = bundle_of(desk).cases[0].text.replace("title: Imported case, line 1", "title: A bad step")

    written(desk, text).press("bring-next").press("bring-previous")

    assert "title: A bad step" in desk.sent


# --- what is kept


def test_all_are_kept_unless_one_says_otherwise(known: Evening, desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain", "Gout")))

    desk.at.checkbox[0].uncheck().run()
    labels = desk.labels
    desk.press("bring-save")

    assert "Save 1 case" in labels
    assert own(known) == ["imported-case-2.yaml"]


def test_for_many_one_tap_keeps_all_or_none(desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain", "Gout", "Break")))

    desk.press("bring-every")
    none = (desk.at.checkbox[0].value, desk.at.button(key="bring-save").disabled)
    desk.press("bring-every")

    assert none == (False, True)
    assert (desk.at.checkbox[0].value, "Save 3 cases" in desk.labels) == (True, True)


def test_a_case_that_is_there_already_is_not_kept_and_the_page_says_where_it_is(desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain"))).press("bring-save").press("bring-more")

    bring(desk, ("again.jsonl", ankles("Sprain")))

    assert not desk.at.checkbox[0].value
    assert "We already have this case, as imported-case." in desk.text


# --- saving


def test_what_is_saved_is_announced_offered_in_cases_and_known_to_its_importer(
    known: Evening, desk: Page, tab: Tab
) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain")), ("knee.xlsx", SHEET)).press("bring-save")

    assert successes(desk) == [
        "2 cases saved: “Imported case, line 1”, “Knee station”. They can be planned once every “To be written” is "
        "filled in (go to Write a case); no clinician has checked them yet. You know them, so you won’t be offered "
        "them as the student."
    ]
    assert "read" not in desk.at.query_params
    cases = tab("Ben").open("cases")
    assert [one.label for one in cases.at.expander if "Imported" in one.label or "Knee" in one.label] == [
        "**Imported case\\, line 1**  \nInterview · to be written",
        "**Knee station**  \nInterview · to be written",
    ]
    assert sorted(one.case for one in known.met("Anna")) == ["imported-case", "knee-station"]


def test_what_was_said_once_is_not_said_again(desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain"))).press("bring-save").press("bring-more")

    assert (successes(desk), len(desk.at.file_uploader)) == ([], 1)


def test_nothing_moves_from_under_a_press_as_a_fault_comes_or_goes(desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain", "Gout")))
    well = len(desk.at.caption)

    written(desk, bundle_of(desk).cases[0].text.replace("level: clinical", "level: high"))

    assert len(desk.at.caption) == well


def test_with_a_fault_nothing_is_saved_and_the_case_is_named(known: Evening, desk: Page) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain", "Gout")))
    text = bundle_of(desk).cases[0].text
    written(desk, text.replace("level: clinical", "level: high"))

    fix = "There’s something to fix in case 1." in desk.text
    desk.press("bring-save")

    assert fix
    assert desk.errors == [
        "Nothing was saved, because there is something to fix in case 1 (“Swollen ankle”). Fix it, or don’t keep it."
    ]
    assert own(known) == []


def test_what_does_not_fit_is_a_sentence(known: Evening, desk: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_cases, "MOST_CASES", 0)

    bring(desk, ("ankles.jsonl", ankles("Sprain"))).press("bring-save")

    assert desk.errors[0].startswith(
        "There are 0 cases of yours, withdrawn ones included, and only 0 more fit. Nothing was saved."
    )
    assert own(known) == []


def test_an_outdated_page_says_that_nothing_is_here(desk: Page, tab: Tab) -> None:
    bring(desk, ("ankles.jsonl", ankles("Sprain")))
    token = desk.at.query_params["read"]
    other = tab("Anna").open("import_cases", read=token)
    desk.press("bring-save")

    other.press("bring-save")

    assert other.errors == [NOT_HERE]


def test_what_is_discarded_is_gone_and_other_files_can_be_imported(known: Evening, desk: Page) -> None:
    token = bring(desk, ("ankles.jsonl", ankles("Sprain"))).at.query_params["read"]

    desk.press("bring-leave")

    assert (own(known), desk.errors, len(desk.at.file_uploader)) == ([], [], 1)
    with pytest.raises(Fault):
        bundle_of(desk, token)


# --- nasty text


def test_nothing_of_a_file_is_ever_markup(desk: Page) -> None:
    nasty = record(
        Objective_for_Doctor=NASTY_TEXT,
        Patient_Actor={"Demographics": NASTY_TEXT, "Symptoms": {"Primary_Symptom": NASTY_TEXT}},
        **{NASTY_TEXT: NASTY_TEXT},
    )
    files = (f"{NASTY_TEXT.replace('/', '')}.jsonl", f"{json.dumps(nasty)}\n{NASTY_TEXT}\n".encode())
    bring(desk, files, (f"{NASTY_TEXT.replace('/', '')}.pdf", b"%PDF"), ("two.jsonl", jsonl(nasty, nasty).encode()))

    shown = desk.html + "".join(one.label for one in desk.at.expander)
    pages = [desk.sent]
    pages.append(desk.press("bring-save").sent)

    assert "<img" not in shown
    assert desk.markdown.count("](http") == 0
    assert [one for one in pages if "**bold**" in said_nowhere_but_in_the_editor(one)] == []
    assert [one.value for one in (*desk.at.success, *desk.at.error) if "<img" in one.value] == []


def said_nowhere_but_in_the_editor(sent: str) -> str:
    """What Streamlit reads as Markdown: not the editor's data, escaped HTML or a list's options."""
    kept = re.sub(r"(?m)^\s*(json|body|options|data|mixed_data|arrow_data): .*$", "", sent)
    return re.sub(r"(?s)bidi_component \{.*?\n\}", "", kept)


# --- what the cases cover


def test_what_the_cases_cover_is_shown_in_sentences_and_tables(lobby: Evening, page: Page) -> None:
    add_case(lobby.content, "second", HEAVY)

    page.open("coverage")

    assert page.title == "What the cases cover"
    assert "2 cases. A shaded 0 means that there are none." in page.text
    assert "There are no interviews at preclinical level" in page.text
    assert re.findall(r"<caption>(.*?)</caption>", page.html) == [
        "Kind by level",
        "Specialty by kind",
        "Skill by level",
        "Difficulty, from 1 to 5",
    ]
    assert '<th scope="row">Interview</th><td class="none">0</td><td class="">2</td>' in page.html
    assert page.errors == []


def test_a_choice_shows_what_there_is_of_it(lobby: Evening, page: Page) -> None:
    page.open("coverage")

    page.at.selectbox(key="covers-level").set_value("finals").run()

    assert "**0 cases** of this sort." in page.text
    assert re.findall(r"<caption>(.*?)</caption>", page.html)[:2] == ["Specialty by kind", "Skill by kind"]
    assert "There are no interviews at preclinical level" in page.text


def test_an_exams_topics_are_shown_once_it_is_chosen(lobby: Evening, page: Page) -> None:
    add_exam(lobby.content, "finals", cardiology=2, dermatology=1)
    page.open("coverage")

    page.at.selectbox(key="covers-exam").set_value("finals").run()

    assert "Too few: topic dermatology." in page.text
    assert "<caption>The finals</caption>" in page.html
    assert '<th scope="row">topic dermatology</th><td class="none">0</td><td>0.3</td>' in page.html
    assert page.errors == []


def test_without_a_case_the_page_says_what_will_be_here(lobby: Evening, page: Page) -> None:
    lobby.without("good")

    page.open("coverage")

    assert "Once there is a case, this shows what the cases cover and what they lack." in page.text


def test_a_nasty_specialty_is_text(lobby: Evening, page: Page) -> None:
    add_case(lobby.content, "nasty", {"specialty: cardiology": f"specialty: {json.dumps(NASTY_TEXT)}"})

    page.open("coverage")

    assert "<img" not in page.html
    assert "&lt;img src=x onerror=alert(1)&gt;" in page.html
