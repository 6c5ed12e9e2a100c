"""The rules of the pages, played from the frame script as Streamlit runs it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from evening import MINUTE, NAMES, UK, Evening, url_of
from streamlit.testing.v1 import AppTest
from tabs import HOME, ME, NASTY, NASTY_TEXT, NOT_HELD, WAY_IN, Page, evening_of, said

from roleplay.errors import Fault
from roleplay.people.visitor import Visitor
from roleplay.room.views import SheetsView
from roleplay.usecases.practice.rooms import SHUT_OUT
from roleplay.web.server import kit as kits
from roleplay.web.server.kit import kit
from roleplay.web.server.pages import PAGES
from roleplay.web.server.pages import Page as ListedPage
from roleplay.web.server.root import ROOT
from roleplay.web.widgets.literal import literal


def test_every_file_of_a_page_stands_once_in_the_list_of_pages() -> None:
    files = sorted((ROOT / "pages").glob("[a-z]*.py"))

    assert sorted(page.file for page in PAGES) == files


@pytest.mark.parametrize("page", [page for page in PAGES if page.headed], ids=lambda page: page.stem)
def test_a_page_has_its_title_at_its_top(lobby: Evening, page: ListedPage) -> None:
    assert Page().open(page.stem).title == page.title


# --- home


def test_home_offers_to_start_and_to_join(lobby: Evening, page: Page) -> None:
    page.open()

    assert page.labels == HOME
    assert page.errors == []


def test_whoever_starts_sees_the_code_for_the_others(lobby: Evening, page: Page) -> None:
    page.open().type(start_name="Anna").press("start-go")

    [(practice, seat)] = kit().joining.seats(Visitor(ME))

    assert seat.name == "Anna"
    assert f"### Code: :primary[{practice.code[:3]} {practice.code[3:]}]" in page.markdown


def test_a_name_is_asked_for_on_the_page_of_its_form(lobby: Evening, page: Page) -> None:
    page.open().press("start-go")

    assert page.errors == ["Type the name the others know you by. A first name is enough."]
    assert page.labels == HOME


@pytest.mark.parametrize("name", ["", "group", "history", "cases", "me", "coverage", "import_cases", "paper", "write"])
def test_the_menu_comes_first_on_every_page_outside_a_session(lobby: Evening, page: Page, name: str) -> None:
    opened = page.open(name)

    links = [link.proto.label for link in opened.at.get("page_link")]
    assert links[:5] == ["Home", "Group", "History", "Cases", "Me"]


@pytest.mark.parametrize(
    ("name", "label"),
    [(name, "Back to Cases") for name in ("coverage", "import_cases", "write", "review_case")]
    + [("paper", "Back to Me")],
)
def test_a_page_that_is_not_in_the_menu_says_the_way_back_below_it(
    lobby: Evening, page: Page, name: str, label: str
) -> None:
    assert page.open(name).at.get("page_link")[5].proto.label == label


@pytest.mark.parametrize("name", ["", "group", "history", "cases", "me"])
def test_a_page_of_the_menu_needs_no_way_back(lobby: Evening, page: Page, name: str) -> None:
    links = [link.proto.label for link in page.open(name).at.get("page_link")]

    assert [label for label in links if label.startswith("Back to")] == []


def test_the_way_back_keeps_to_the_person_of_the_address(lobby: Evening, page: Page) -> None:
    mine = evening_of(lobby, "Anna").seats["Anna"].person

    assert page.open("write", person=mine).at.get("page_link")[4].proto.query_string == f"person={mine}"


def test_nothing_is_drawn_above_a_pages_title_but_the_menu(lobby: Evening, page: Page) -> None:
    assert page.open().markdown.startswith("Three people, three phones")


def test_a_sessions_pages_have_no_menu(lobby: Evening, page: Page) -> None:
    seat = evening_of(lobby).seats["Ben"].id

    links = [link.proto.label for link in page.open("practice", seat=seat).at.get("page_link")]

    assert not {"Home", "Cases"} & set(links)


def test_the_menu_keeps_to_the_person_of_the_address_if_the_device_is_theirs(lobby: Evening, page: Page) -> None:
    mine = evening_of(lobby, "Anna").seats["Anna"].person
    theirs = Evening(lobby.kit, lobby.wall, lobby.folder).start("Dora").seats["Dora"].person

    queries = {
        person: {link.proto.query_string for link in Page().open("history", person=person).at.get("page_link")[1:4]}
        for person in (mine, theirs)
    }

    assert f"person={mine}" in queries[mine]
    assert f"person={theirs}" not in queries[theirs]


def test_home_leads_back_to_where_one_was(lobby: Evening, page: Page) -> None:
    seat = evening_of(lobby).seats["Ben"]

    page.open().press(f"open-{seat.id}")

    assert page.seat == seat.id


def test_without_cookies_every_page_says_what_to_do(lobby: Evening, page: Page, cookies: dict[str, str]) -> None:
    evening_of(lobby)
    cookies.clear()
    sentence = "This browser doesn’t keep our cookies, so it can’t have a seat. Allow cookies and reload the page."

    assert page.open().errors == [sentence]
    assert Page().open("practice", seat=lobby.seats["Anna"].id).errors == [sentence]


def test_faulty_files_are_told_to_authors_and_hide_nothing(lobby: Evening, page: Page) -> None:
    (lobby.folder / "content/cases/broken.yaml").write_text("format: [", encoding="utf-8")
    (lobby.folder / "content/cases/second.yml").write_text("", encoding="utf-8")

    page.open()

    [expander] = [one for one in page.at.expander if one.label.startswith("For authors")]
    assert expander.label == "For authors: 2 files were left out"
    assert re.findall(r"^(\S+): error:", expander.text[0].value, re.MULTILINE) == [
        "cases/broken.yaml:2:1",
        "cases/second.yml:1:1",
    ]
    assert page.labels == HOME


def test_without_faults_authors_are_told_nothing(lobby: Evening, page: Page) -> None:
    page.open()

    assert not [one for one in page.at.expander if one.label.startswith("For authors")]


# --- the practice


def test_whom_the_next_student_let_in_is_shown_the_way_to_ask_again_and_no_round(lobby: Evening, page: Page) -> None:
    lobby.start("Dora", "Emil")
    claim = lobby.kit.joining.claim(Visitor(ME), lobby.code, "Emil")
    lobby.move("Dora", "let_in", claim=claim)

    before = page.open("practice", seat=lobby.seats["Emil"].id).errors

    lobby.begin()
    page.at.run()

    assert (before, page.errors) == ([], [SHUT_OUT])
    assert WAY_IN in page.html


@pytest.mark.parametrize("whose", ["Dora's", "nobody's", "none"])
def test_a_foreign_seat_shows_one_sentence_and_the_way_in(lobby: Evening, page: Page, whose: str) -> None:
    seat = lobby.start("Dora").seats["Dora"].id if whose == "Dora's" else "nothing" if whose == "nobody's" else ""

    page.open("practice", seat=seat)

    assert page.errors == [NOT_HELD]
    assert (page.labels, WAY_IN in page.html) == ([], True)


def test_the_first_person_brings_the_others_in(lobby: Evening, page: Page) -> None:
    evening_of(lobby)

    first, other = (Page().open("practice", seat=lobby.seats[name].id) for name in ("Anna", "Ben"))

    assert [one.label for one in first.at.expander if one.label == "Invite somebody else"] == []
    assert [one.label for one in other.at.expander if one.label == "Invite somebody else"] != []


def texts(value: Any) -> Iterator[str]:
    """Every text inside a model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def handed_out(evening: Evening, name: str) -> str:
    """What this person's phone gets to read beside the page."""
    shown = kit().screens.of(evening.seats[name])
    message = kit().screens.pushed(shown, kit().boot, has="")
    return "\n".join(texts(json.loads(message).get("parts", [])))


@pytest.mark.parametrize(
    ("minutes", "stage"), [((), "prepare"), ((0,), "reading"), ((3,), "station"), ((3, 8), "quiet")]
)
def test_the_students_page_has_no_word_of_the_part(
    lobby: Evening, page: Page, minutes: tuple[int, ...], stage: str
) -> None:
    evening_of(lobby).begin()
    for number, passed in enumerate(minutes):
        if number == 0:
            lobby.read()
        lobby.wall.forward(passed * MINUTE)
    case = lobby.round.snapshot.case.model_dump(mode="json")
    sign = "\n".join(texts(case["student"]))
    hidden = {text for part in ("patient", "findings", "checklist", "debrief") for text in texts(case[part])}

    page.open("practice", seat=lobby.seats["Anna"].id)

    shown = page.html + page.markdown + handed_out(lobby, "Anna")
    assert lobby.view("Anna").top.stage == stage
    assert ("A GP surgery" in shown) is (stage in ("reading", "station"))
    assert [text for text in hidden if len(text) > 4 and text not in sign and text in shown] == []


def test_the_patient_reads_the_script_and_the_candidate_instructions(lobby: Evening, page: Page) -> None:
    evening_of(lobby).begin().read()

    read = handed_out(lobby, "Ben")

    assert "You drive a bus." in read
    assert "What the student reads before going in" in read
    assert "A GP surgery" in read


def test_after_the_round_everybody_reads_what_everybody_wrote(lobby: Evening, page: Page) -> None:
    evening_of(lobby).quiet().forms()

    read = handed_out(lobby, "Ben")

    assert isinstance(lobby.view("Ben"), SheetsView)
    assert all(f"{name} wrote this" in read for name in NAMES)
    assert "Troponin can wait." in read


def test_a_personal_key_is_made_after_the_round_and_shown_once(lobby: Evening, page: Page) -> None:
    evening_of(lobby).play().finish()

    page.open("practice", seat=lobby.seats["Ben"].id).press("make-key")
    key = shown_key(page)
    again = Page().open("practice", seat=lobby.seats["Ben"].id)

    assert len(key.split()) == 5
    assert page.labels == ["Keep this group going"]
    assert kit().joining.open_practice(Visitor("x"), "Ben", UK, key).person == lobby.seats["Ben"].person
    assert (shown_key(again), again.labels[1:]) == ("", ["Make a new key (the old one stops working)"])


def shown_key(page: Page) -> str:
    """The five words, where the page shows them."""
    found = re.search(r"<p [^>]*>(\S+ \S+ \S+ \S+ \S+)</p>", page.html)
    return found[1] if found else ""


# --- what people type is text


def test_a_name_is_shown_as_it_was_typed(lobby: Evening, page: Page) -> None:
    seat = evening_of(lobby, NASTY).seats[NASTY]

    label = page.open().at.button(key=f"open-{seat.id}").label

    assert said(label) == f"Carry on as {NASTY} (code {lobby.code})"
    assert NASTY not in label
    assert literal(NASTY) in label


def test_on_the_sheets_names_and_sentences_are_text(lobby: Evening, page: Page) -> None:
    evening_of(lobby, NASTY, "<i>Ben</i>", "Cleo & co").quiet().forms()
    for name, words in ((NASTY, "line"), ("<i>Ben</i>", "sentence"), ("Cleo & co", "one_to_try")):
        assert lobby.tap(name, "wrote", words=words, text=NASTY_TEXT).result == "accepted"

    page.open("practice", seat=lobby.seats["Cleo & co"].id)

    read = handed_out(lobby, "Cleo & co")
    assert page.errors == []
    assert read.count("<img src=x onerror=alert(1)> **bold** [link](http://evil.example)") == 3
    assert NASTY in read
    assert not re.search(r"<(img|b|i|a|script)\b", page.html)


def test_what_authors_write_is_text_too(lobby: Evening, page: Page) -> None:
    file = lobby.folder / "content/cases/good.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("A GP surgery", "A <b>GP</b> & co").replace("You drive a bus.", "<i>You</i>"))
    evening_of(lobby).begin().read()

    read = handed_out(lobby, "Ben").splitlines()

    assert "A <b>GP</b> & co" in read
    assert "<i>You</i>" in read


def test_text_made_literal_is_the_text_again() -> None:
    everything = "".join(map(chr, range(32, 127))) + "„Grüße“ 你好"

    assert said(literal(everything)) == everything
    assert not re.search(r"(?<!\\)[*_\[\]()<>`$:~#|]", literal("*_[]()<>`$:~#|"))


# --- a file that cannot be used


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the process's kit will look when a page first asks for it."""
    kits.close_kit()
    monkeypatch.setenv("ROLEPLAY_DATABASE_URL", url_of(tmp_path))
    yield tmp_path / "kit.sqlite3"
    kits.close_kit()


def newer(file: Path) -> str:
    kit()
    kits.close_kit()
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    return f"The file {file} was written by a newer version of the kit."


def damaged(file: Path) -> str:
    file.write_bytes(b"this is no database" * 1000)
    return f"The file {file} is damaged or isn’t a database"


@pytest.mark.parametrize("spoil", [newer, damaged])
def test_a_file_that_cannot_be_used_is_told_on_every_visit(file: Path, cookies: dict[str, str], spoil: Any) -> None:
    sentence = spoil(file)

    for _ in range(2):
        [error] = Page().open().at.error
        assert error.value.startswith(literal(sentence))
        with pytest.raises(Fault) as fault:
            kit()
        assert str(fault.value).startswith(sentence)


def test_once_the_file_is_good_again_so_are_the_pages(file: Path, page: Page) -> None:
    damaged(file)
    assert page.open().errors != []

    file.unlink()

    assert page.open().errors == []


def test_a_kit_that_cannot_be_opened_leaves_no_closed_one_behind(file: Path, lobby: Evening) -> None:
    with pytest.raises(Fault):
        kits.open_kit("sqlite:///:memory:")

    assert kit() is not lobby.kit


def test_a_fault_of_ours_is_an_apology_and_no_detail(cookies: dict[str, str]) -> None:
    def script() -> None:
        from roleplay.web.server.lifespan import on_script_error

        on_script_error(ZeroDivisionError("a secret"))

    at = AppTest.from_function(script).run()

    assert [error.value for error in at.error] == [
        "Something went wrong on our side. What you tapped and wrote is on this device. Reload the page to go on."
    ]
