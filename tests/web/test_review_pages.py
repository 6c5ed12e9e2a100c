"""The rules of "something is wrong with this case" and of a reviewer's page, as they stand on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from evening import Evening
from tabs import NASTY_TEXT, Page, evening_of, said, token_of

from roleplay.content.reported_faults import ReportedFault
from roleplay.shared_words import CASE_IS_WRONG
from roleplay.web.live import REPORTING
from roleplay.web.server.kit import kit
from tests.own_store import put_text

Tab = Callable[..., Page]
WRONG = "The ECG line contradicts the guideline"
CLOSED = 2 * 24 * 60 * 60 * 1000


def stored() -> tuple[ReportedFault, ...]:
    with kit().store.read() as reader:
        return reader.reports.all()


def write_wrong(page: Page, key: str, text: str = WRONG) -> Page:
    """Fill in the form and send it."""
    page.at.text_area(key=f"wrong-{key}-0").input(text)
    return page.press(f"report-go-{key}-0")


@pytest.fixture
def over(lobby: Evening) -> Evening:
    """A session is over, and closed."""
    over = lobby.more_cases("case-a").start().begin().play_from_here().finish()
    over.wall.forward(CLOSED)
    return over


# --- something is wrong with this case


def test_from_everyones_feedback_in_the_room_a_report_is_sent_and_thanked_for(lobby: Evening, page: Page) -> None:
    evening = evening_of(lobby).quiet().forms()
    shown = page.open("practice", seat=evening.seats["Cleo"].id)
    assert not shown.at.text_area

    shown.at.session_state[REPORTING] = True  # the live component’s button
    shown.at.run()
    write_wrong(shown, f"{evening.practice}-1")

    assert [(one.case, one.text) for one in stored()] == [("good", WRONG)]
    assert (shown.errors, [said(one.value) for one in shown.at.success]) == ([], ["Sent. Thank you."])


def test_from_ones_history_the_case_of_a_station_can_be_reported(over: Evening, tab: Tab) -> None:
    write_wrong(tab("Anna").open("history", station=f"{over.practice}-1"), f"{over.practice}-1")

    assert [one.person for one in stored()] == [over.seats["Anna"].person]


def test_before_a_script_is_read_nothing_of_the_case_is_offered_to_be_reported(over: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases")
    assert CASE_IS_WRONG not in shown.sent

    write_wrong(shown.press("open-case-a"), "case-a")

    assert [one.case for one in stored()] == ["case-a"]


def test_a_text_that_is_refused_stays_in_its_field(over: Evening, tab: Tab) -> None:
    shown = write_wrong(tab("Anna").open("cases").press("open-case-a"), "case-a", "no")

    assert shown.errors == ["Write a sentence first. Nothing was sent."]
    assert shown.at.text_area(key="wrong-case-a-0").value == "no"


def test_ones_own_report_and_its_answer_are_shown_as_text_and_to_nobody_else(over: Evening, tab: Tab) -> None:
    write_wrong(tab("Ben").open("cases").press("open-case-a"), "case-a", NASTY_TEXT)
    with kit().store.write() as writer:
        writer.reports.answer(1, "**Corrected**", over.wall.at)

    ben, anna = (tab(name).open("cases").press("open-case-a") for name in ("Ben", "Anna"))

    assert NASTY_TEXT in ben.text
    assert "Answered: **Corrected**" in ben.text.replace("**Answered:**", "Answered:")
    assert NASTY_TEXT not in anna.text


def test_an_author_reads_what_is_reported_on_the_page_where_they_write(over: Evening, tab: Tab) -> None:
    text = (over.content / "cases/case-a.yaml").read_text(encoding="utf-8").replace("id: case-a", "id: hers")
    put_text(kit().store, "hers", text.replace("title: ", "title: Her "), over.seats["Anna"].person)
    write_wrong(tab("Ben").open("cases").press("open-hers"), "hers")

    desk = tab("Anna").open("write", case="hers").press("open-go")
    assert WRONG in desk.text
    desk.type(answer_words_1="Corrected today").press("answer-go-1")

    assert (desk.errors, WRONG in desk.text) == ([], False)
    assert stored()[0].answer == "Corrected today"


# --- a reviewer's page


def sheet_of(page: Page) -> str:
    return re.sub(r"<[^>]+>", " ", page.html)


def link_on(page: Page) -> dict[str, str]:
    """What the link for a clinician asks for."""
    [link] = [one.value for one in page.at.code if "link=" in one.value]
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


@pytest.fixture
def clinician(over: Evening, tab: Tab, cookies: dict[str, str]) -> Page:
    """Somebody without a history here, in a browser of their own, by Anna's link."""
    asked = link_on(tab("Anna").open("review_case", case="good"))
    cookies["device"] = token_of("a clinician")
    return Page().open("review_case", **asked)


WHOLE = (
    "You drive a bus", "tightness in my chest", "Two flights does it", "You look down", "ECG", "Asks about the family",
    "Troponin can wait", "NICE CG95", "A GP surgery", "Take a focused history", "not in the register",
)  # fmt: skip


def test_by_the_link_a_clinician_reads_the_case_whole_and_can_change_nothing(clinician: Page) -> None:
    assert [part for part in WHOLE if part not in sheet_of(clinician)] == []
    assert clinician.errors == []
    assert set(clinician.labels) <= {"Send this remark", "Sign this case", "Home", "History", "Cases", "Me"}


def test_the_page_to_print_is_offered(clinician: Page) -> None:
    assert clinician.downloads == ["Download to print"]


def test_a_remark_is_sent_at_once_and_stays_on_the_page(clinician: Page) -> None:
    clinician.at.selectbox(key="remark-where-0").set_value("patient.opening")
    clinician.at.text_area(key="remark-text-0").input(WRONG)
    clinician.press("remark-go-0")

    assert [(one.where, one.text, one.person) for one in stored()] == [("patient.opening", WRONG, None)]
    assert WRONG in clinician.text


def test_a_signature_for_a_shipped_case_comes_as_yaml_to_put_into_its_file(clinician: Page) -> None:
    clinician.type(sign_by="Dr A. Name", sign_role="GP").press("sign-go")

    [block] = [one.value for one in clinician.at.code]
    assert 'by: "Dr A. Name", role: "GP", scope: "clinical"' in block
    assert "Download the case with your signature" in clinician.downloads
    assert not kit().library().cases["good"].review.reviews


def test_a_signature_without_a_role_is_refused_in_words(clinician: Page) -> None:
    clinician.type(sign_by="Dr A. Name").press("sign-go")

    assert clinician.errors == ["Say what you are, such as GP: screens name that."]


def test_an_address_without_a_link_and_without_a_person_shows_no_word_of_a_case(over: Evening, page: Page) -> None:
    page.open("review_case", case="good")

    assert [part for part in WHOLE if part in page.sent] == []
    assert "Sign in" in page.labels


def test_from_a_script_a_link_leads_to_the_reviewers_page(over: Evening, tab: Tab) -> None:
    shown = tab("Anna").open("cases").press("open-good")

    links = [str(one.proto) for one in shown.at.get("page_link")]
    assert any("Review this case" in link and "case=good" in link for link in links)


def test_who_reviews_a_case_by_name_knows_it(over: Evening, tab: Tab) -> None:
    tab("Anna").open("review_case", case="case-a")

    assert "case-a" in {one.case for one in over.met("Anna")}
