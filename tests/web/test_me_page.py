"""The rules of the Me page: the key, downloading and importing the record, and deleting everything."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from evening import NAMES, UK, Evening, an_evening, device_of
from tabs import ME, NASTY, NASTY_TEXT, NOT_KEPT, Page, history, said, token_of

from roleplay.errors import Fault
from roleplay.people.codes import device_hash
from roleplay.people.persons import FORMER, Person
from roleplay.people.visitor import Visitor
from roleplay.review.every_view import Bank
from roleplay.usecases.history.portable import Carried, packed, unpacked
from roleplay.usecases.people.devices import NoKey
from roleplay.usecases.upkeep import BACKUPS_STAY
from roleplay.web.history.record import home_page
from roleplay.web.people.me import BACKUPS_KEEP, DELETED, DELETED_LATER
from roleplay.web.people.signing_out import NO_KEY
from roleplay.web.server.kit import kit
from roleplay.web.server.renewal import DUE

Tab = Callable[..., Page]
SIGNED_OUT = "You’re signed out. To come back, enter your name and key on the **Me** page."
CLOSED = 2 * 24 * 60 * 60 * 1000
COLUMNS = (
    "practice,round,case,fingerprint,lens,role,thing,mark,weight,counted,comment,time,rater,domain,repeat,given up,"
    "what,text,critical,skills,checklist share"
)
STILL_IN = "You’re still in a session that’s running. Finish it or leave it, then delete. Nothing was deleted."


@pytest.fixture
def over(lobby: Evening) -> Evening:
    """Anna was the student, Ben the patient, Cleo observed; it is over."""
    return lobby.start().begin().play_from_here("Next time I will wait").finish()


def at_home(tab: Tab, evening: Evening, name: str = "Anna") -> Page:
    return tab(name, evening).open("me")


def rows(evening: Evening, name: str = "Anna") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(marks_of(evening.seats[name].person, name))))


def marks_of(person: str, name: str) -> str:
    """The table of marks, for this person on the device of this name."""
    with ZipFile(io.BytesIO(kit().history.export(Visitor(device_of(name), person=person)))) as file:
        return file.read("marks.csv").decode("utf-8-sig")


def shown_key(page: Page) -> str:
    found = re.search(r"<p [^>]*>(\S+ \S+ \S+ \S+ \S+)</p>", page.html)
    return found[1] if found else ""


# --- the key


def test_a_key_is_made_and_shown_once(over: Evening, tab: Tab) -> None:
    page = at_home(tab, over).press("me-key")
    key, again = shown_key(page), at_home(tab, over)

    assert kit().people.recognise(Visitor("a new device", address="here"), "Anna", key).id == over.seats["Anna"].person
    assert (shown_key(again), "Replace my key" in again.labels) == ("", True)


def test_a_key_can_be_copied_and_stays_while_the_page_is_open(over: Evening, tab: Tab) -> None:
    page = at_home(tab, over).press("me-key")
    key, sent = shown_key(page), page.sent

    page.at.run()

    assert "Copy the key" in sent
    assert shown_key(page) == key


def test_a_new_key_makes_the_old_one_worthless(over: Evening, tab: Tab) -> None:
    old = shown_key(at_home(tab, over).press("me-key"))

    new = shown_key(at_home(tab, over).press("me-key"))

    assert kit().people.recognise(Visitor("a new device", address="here"), "Anna", new).name == "Anna"
    with pytest.raises(Fault):
        kit().people.recognise(Visitor("another device", address="here"), "Anna", old)


def test_that_a_new_key_signs_other_phones_out_is_said_where_there_is_one(over: Evening, tab: Tab) -> None:
    signs_out = "Other phones are signed out and need the new key."
    before = at_home(tab, over)
    before.press("me-key")

    after = at_home(tab, over)

    told = [any(signs_out in mark.value for mark in page.at.markdown) for page in (before, after)]
    assert told == [False, True]


def test_a_device_that_is_nobodys_shows_the_way_to_a_key_and_nothing_to_take_or_delete(
    over: Evening, page: Page
) -> None:
    page.open("me")

    assert (page.errors, page.labels, page.downloads) == ([], ["Sign in"], [])
    assert (len(page.at.file_uploader), len(page.at.expander)) == (0, 0)


@pytest.mark.parametrize("whose", ["Ben's", "nobody's"])
def test_a_foreign_person_in_the_address_is_a_sentence_and_nothing_to_take(over: Evening, tab: Tab, whose: str) -> None:
    person = over.seats["Ben"].person if whose == "Ben's" else "nobody"

    page = tab("Anna").open("me", person=person)

    assert (page.errors, page.downloads, "Ben" in page.sent) == ([NOT_KEPT], [], False)


# --- what is taken home


def test_the_page_offers_the_file_and_the_table(over: Evening, tab: Tab) -> None:
    assert at_home(tab, over).downloads == ["Download my record", "Download as tables (ZIP)"]


def test_the_file_holds_the_words_and_the_data(over: Evening) -> None:
    file = home_page(over.visitor("Anna"), datetime(2025, 10, 9, tzinfo=UTC))

    assert all(f"{name} wrote this" in file for name in NAMES)
    assert [one.case for one in unpacked(file.encode()).rounds] == ["good"]


def test_on_a_foreign_device_there_is_no_file_and_no_table(over: Evening) -> None:
    person = over.seats["Anna"].person

    for take in (
        lambda: home_page(Visitor(device_of("Ben"), person=person), datetime.now(UTC)),
        lambda: marks_of(person, "Ben"),
    ):
        with pytest.raises(Fault, match="isn’t on this phone"):
            take()


def test_the_table_has_these_columns_and_one_line_a_mark_or_sentence(over: Evening) -> None:
    table = marks_of(over.seats["Anna"].person, "Anna")

    found = rows(over)

    assert table.splitlines()[0] == COLUMNS
    assert table.endswith("\r\n")
    assert {(row["lens"], row["thing"], row["mark"]) for row in found} >= {
        ("observer", "gather", "3"), ("self", "overall", "2"), ("patient", "one", "4"), ("observer", "one_to_try", ""),
    }  # fmt: skip
    assert [row["comment"] for row in found if row["thing"] == "next_step"] == ["Next time I will wait"]
    assert {(row["case"], row["role"], row["round"]) for row in found} == {("good", "student", "1")}
    assert {row["thing"] for row in found if row["counted"] == "yes"} == {"gather", "manage", "relate"}


def test_who_was_not_the_student_has_the_round_and_no_marks(over: Evening) -> None:
    with ZipFile(io.BytesIO(kit().history.export(over.visitor("Ben")))) as file:
        [round_] = csv.DictReader(io.StringIO(file.read("rounds.csv").decode("utf-8-sig")))

    assert round_["role"] == "patient"
    assert rows(over, "Ben") == []


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t="])
def test_a_cell_that_a_spreadsheet_would_run_is_text(lobby: Evening, begin: str) -> None:
    lobby.says = f'{begin}HYPERLINK("http://evil.example")'
    lobby.start().begin().play_from_here(f"{begin}1+1").finish()

    cells = [cell for row in rows(lobby) for cell in row.values()]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert any("HYPERLINK" in cell for cell in cells)


def test_the_table_opens_with_its_letters_in_a_spreadsheet(over: Evening, tab: Tab) -> None:
    over.tap("Ben", "wrote", words="sentence", text="Schön, dass du gewartet hast, „ja“\nund dann 你好")
    with ZipFile(io.BytesIO(kit().history.export(over.visitor("Anna")))) as file:
        asked = file.read("marks.csv")

    assert asked.startswith(b"\xef\xbb\xbfpractice,")
    assert "Schön, dass du gewartet hast, „ja“" in asked.decode("utf-8-sig")


# --- what is brought along


@pytest.fixture
def elsewhere(tmp_path: Path) -> Evening:
    """An evening of Anna's on another kit."""
    evening = an_evening(tmp_path / "elsewhere")
    evening.says = "{name} wrote this elsewhere"
    return evening.start("Anna", "Dora", "Emil").begin().play_from_here("A step from elsewhere").finish()


def file_of(evening: Evening, name: str = "Anna") -> bytes:
    """The record this person downloads there."""
    from roleplay.sheets.history.record import record

    who = evening.visitor(name)
    luggage, shelf = evening.kit.carrying.luggage(who), evening.kit.history.shelf(who)
    return record(luggage, shelf, Bank(), datetime(2025, 10, 9, tzinfo=UTC)).encode()


def give(page: Page, file: bytes) -> Page:
    page.at.file_uploader[0].upload("practice.html", file, "text/html").run()
    return page


def stations_of(tab: Tab, evening: Evening, name: str = "Anna") -> list[str]:
    page = history(tab(name, evening))
    return [said(button.label) for button in page.at.button if str(button.key).startswith("list-")]


def test_a_file_is_described_before_it_is_read_in(over: Evening, elsewhere: Evening, tab: Tab) -> None:
    page = give(at_home(tab, over), file_of(elsewhere))

    assert "Anna’s record: 1 round, 9 October 2025 to 9 October 2025." in page.text
    assert len(stations_of(tab, over)) == 1


def test_what_was_brought_is_in_the_history_and_opens(over: Evening, elsewhere: Evening, tab: Tab) -> None:
    page = give(at_home(tab, over), file_of(elsewhere)).press("bring-go")
    done = [one.value for one in page.at.success]

    listed = history(tab("Anna", over))
    brought = next(button for button in listed.at.button if "imported" in button.label)
    opened = listed.press(str(brought.key))

    assert (page.errors, done) == ([], ["1 round added to your history."])
    assert (opened.errors, "Dora wrote this elsewhere" in opened.html) == ([], True)
    assert "<h2>In numbers, only for you</h2>" in opened.html


def test_a_brought_case_is_not_given_again(over: Evening, elsewhere: Evening, tab: Tab) -> None:
    over.more_cases("case-a", "case-b", "case-c")
    elsewhere.more_cases("case-a", "case-b")
    second = elsewhere.later("Anna", "Dora", "Emil").begin("case-a").play_from_here().finish()

    give(at_home(tab, over), file_of(second)).press("bring-go")

    later = over.later()
    assert {case for student, _, case in later.planned() if student == "Anna"} <= {"case-b", "case-c"}


def test_the_same_file_is_taken_in_once(over: Evening, elsewhere: Evening, tab: Tab) -> None:
    give(at_home(tab, over), file_of(elsewhere)).press("bring-go")

    page = give(at_home(tab, over), file_of(elsewhere))

    assert "Anna’s record: 1 round, 9 October 2025 to 9 October 2025. All of it is already here." in page.text
    assert ("Add it to my history" in page.labels, len(stations_of(tab, over))) == (False, 2)


def test_once_a_file_was_taken_in_that_is_said_in_place_of_the_button(
    over: Evening, elsewhere: Evening, tab: Tab
) -> None:
    page = give(at_home(tab, over), file_of(elsewhere)).press("bring-go")
    page.at.run()

    assert (page.errors, [one.value for one in page.at.success]) == ([], ["1 round added to your history."])
    assert ("Add it to my history" in page.labels, "Anna’s record" in page.text) == (False, False)
    assert len(stations_of(tab, over)) == 2


def test_another_file_after_one_that_was_taken_in_is_described_again(
    over: Evening, elsewhere: Evening, tab: Tab
) -> None:
    page = give(at_home(tab, over), file_of(elsewhere)).press("bring-go")

    give(page, file_of(elsewhere, "Dora"))

    assert len(page.at.success) == 0
    assert "Dora’s record: 1 round" in page.text


def test_beside_the_field_stands_what_it_takes(over: Evening, tab: Tab) -> None:
    page = at_home(tab, over)

    most = page.at.file_uploader[0].proto.max_upload_size_mb
    assert f"One .html file from “Download my record”, up to {most}\u00a0MB." in page.text
    assert list(page.at.file_uploader[0].proto.type) == [], "Another kind is told what is wrong with it."


def test_what_is_wrong_with_a_file_is_said_under_its_name(over: Evening, tab: Tab) -> None:
    page = at_home(tab, over)

    page.at.file_uploader[0].upload("my *notes*.pdf", b"%PDF-1.7 \x00\xff", "application/pdf").run()

    assert len(page.errors) == 1
    assert page.errors[0].startswith("**my *notes*.pdf**: That file isn’t from “Download my record”")


def test_ones_own_file_of_this_kit_brings_nothing_new(over: Evening, tab: Tab) -> None:
    page = give(at_home(tab, over), file_of(over))

    assert "All of it is already here." in page.text
    assert len(stations_of(tab, over)) == 1


@pytest.mark.parametrize("spoilt", ["cut", "changed", "another", "empty"])
def test_a_damaged_file_is_a_sentence_and_nothing_is_read_in(
    over: Evening, elsewhere: Evening, tab: Tab, spoilt: str
) -> None:
    whole = file_of(elsewhere)
    middle = whole.index(b'"data": "') + 200
    file = {
        "cut": whole[: len(whole) // 2], "changed": whole[:middle] + b"AAAA" + whole[middle + 4 :],
        "another": b"<html><body>Something else</body></html>", "empty": b"",
    }[spoilt]  # fmt: skip

    page = give(at_home(tab, over), file)

    assert len(page.errors) == 1
    assert "othing was imported." in page.errors[0]
    assert ("Add it to my history" in page.labels, len(stations_of(tab, over))) == (False, 1)


def as_reader(one: Carried) -> Carried:
    return replace(one, role="reader")


def of_another_round(one: Carried) -> Carried:
    assert one.played is not None
    return replace(one, played=replace(one.played, round=2))


def of_no_day(one: Carried) -> Carried:
    assert one.played is not None
    return replace(one, played=replace(one.played, at=1 << 52))


def with_words_of_no_sort(one: Carried) -> Carried:
    return replace(one, words=tuple(replace(written, words="something") for written in one.words))


@pytest.mark.parametrize("forge", [as_reader, of_another_round, of_no_day, with_words_of_no_sort])
def test_a_file_that_no_kit_made_is_refused_and_the_history_stands(
    over: Evening, elsewhere: Evening, tab: Tab, forge: Callable[[Carried], Carried]
) -> None:
    luggage = elsewhere.kit.carrying.luggage(elsewhere.visitor("Anna"))
    text = packed(replace(luggage, rounds=tuple(map(forge, luggage.rounds))))
    file = f'<script type="application/json" id="practice-data">{text}</script>'.encode()

    page = give(at_home(tab, over), file)

    assert page.errors == ["**practice.html**: That file holds marks that no kit makes. Nothing was imported."]
    assert len(stations_of(tab, over)) == 1


def test_a_strangers_file_needs_the_word_that_it_is_ones_own(over: Evening, elsewhere: Evening, tab: Tab) -> None:
    page = give(at_home(tab, over), file_of(elsewhere, "Dora"))
    warned, shut = page.warnings, page.at.button(key="bring-go").disabled

    page.at.checkbox(key="bring-mine").check().run()
    page.press("bring-go")

    assert warned[0].startswith("That file belongs to Dora, but here you’re Anna")
    assert (shut, page.errors, len(stations_of(tab, over))) == (True, [], 2)


@pytest.mark.parametrize("role", ["patient", "observer"])
def test_a_brought_station_of_another_part_opens_and_holds_no_words(
    over: Evening, elsewhere: Evening, tab: Tab, role: str
) -> None:
    name = {"patient": "Dora", "observer": "Emil"}[role]
    page = give(at_home(tab, over), file_of(elsewhere, name))
    page.at.checkbox(key="bring-mine").check().run()
    page.press("bring-go")
    listed = history(tab("Anna", over))

    brought = next(button for button in listed.at.button if "imported" in button.label)
    opened = listed.press(str(brought.key))

    assert opened.errors == []
    assert "Nothing that you wrote in this round is kept here." in opened.text


def test_a_name_and_words_in_a_file_are_literal(over: Evening, tmp_path: Path, tab: Tab) -> None:
    other = an_evening(tmp_path / "nasty")
    other.says = NASTY_TEXT
    other.start(NASTY, "Dora").begin().play_from_here(NASTY_TEXT).finish()

    page = give(at_home(tab, over), file_of(other, NASTY))
    page.at.checkbox(key="bring-mine").check().run()
    page.press("bring-go")
    listed = history(tab("Anna", over))

    assert (page.errors, listed.errors) == ([], [])
    assert NASTY not in page.markdown + "".join(warning.value for warning in page.at.warning)
    assert not re.search(r"<(img|b|i|a(?! href=\"\?person=)|script)\b", listed.html)


# --- the end of everything


@pytest.fixture
def closed(over: Evening) -> Evening:
    over.wall.forward(CLOSED)
    return over


@pytest.mark.parametrize("typed", ["", "Ann", "Ben", "Anna Maria"])
def test_without_the_right_name_nothing_is_deleted(closed: Evening, tab: Tab, typed: str) -> None:
    page = at_home(tab, closed).type(delete_name=typed).press("delete-go")

    assert page.errors == ["That isn’t your name, so nothing was deleted."]
    assert len(stations_of(tab, closed)) == 1


def test_with_the_name_everything_is_gone_and_home_says_so(closed: Evening, tab: Tab) -> None:
    person = closed.seats["Anna"].person
    page = at_home(tab, closed).type(delete_name=" anna ").press("delete-go")

    assert [one.value for one in page.at.success] == [DELETED]
    assert page.title == "Practise a consultation"
    assert "Start a session as Anna" not in page.labels
    with closed.kit.store.read() as reader:
        assert reader.persons.person(person) == Person(person, FORMER)
        assert (reader.history.exposures(person), reader.history.received(person), reader.history.goals(person)) == (
            (),
            (),
            (),
        )


def test_while_a_reader_holds_the_file_home_says_that_traces_are_left(closed: Evening, tab: Tab) -> None:
    page = at_home(tab, closed).type(delete_name="anna")

    with closed.kit.store.read() as reader:
        reader.log.latest_at()
        page.press("delete-go")

    assert [one.value for one in page.at.success] == [DELETED_LATER]


def test_what_deleting_means_for_backups_is_said_before_it_is_done(closed: Evening, tab: Tab) -> None:
    page = at_home(tab, closed)

    assert BACKUPS_KEEP in page.markdown
    assert f"deleted after {BACKUPS_STAY.days} days" in BACKUPS_KEEP


def test_afterwards_the_device_is_nobodys_and_the_others_stations_still_open(closed: Evening, tab: Tab) -> None:
    at_home(tab, closed).type(delete_name="Anna").press("delete-go")
    after = Page().open("history")

    bens = tab("Ben", closed).open("history", station=f"{closed.practice}-1")

    assert (after.labels, after.errors) == (["Sign in"], [])
    assert bens.errors == []
    assert not re.search("Anna|wrote this", bens.sent)


def test_what_somebody_wrote_for_another_stays_and_is_signed_by_a_former_member(closed: Evening, tab: Tab) -> None:
    at_home(tab, closed, "Ben").type(delete_name="Ben").press("delete-go")

    annas = tab("Anna", closed).open("history")

    assert '<blockquote>Ben wrote this</blockquote>\n<p class="soft who">a former member</p>' in annas.html


def test_a_draft_that_nobody_played_goes_from_every_file_of_the_kit(closed: Evening, tab: Tab) -> None:
    page, me = at_home(tab, closed), closed.visitor("Anna")
    text = (kit().library().source("good") or "").replace("id: good", "id: mine").replace("a bus", "a tram of mine")
    kit().writing.save(me, text)
    assert "mine" in kit().library().cases

    said_before = page.sent
    page.type(delete_name="Anna").press("delete-go")

    assert "Your cases that others have played stay" in said_before
    assert list(kit().library().cases) == ["good"]
    kept = (file.read_bytes() for file in closed.folder.iterdir() if file.is_file())
    assert not any(b"a tram of mine" in data for data in kept)


def test_while_somebody_is_in_a_practice_nothing_is_deleted(lobby: Evening, tab: Tab) -> None:
    lobby.start().begin()

    page = at_home(tab, lobby).type(delete_name="Anna").press("delete-go")

    assert page.errors == [STILL_IN]
    with lobby.kit.store.read() as reader:
        assert reader.persons.person(lobby.seats["Anna"].person) is not None


def test_a_second_device_is_shown_the_way_to_the_practice_in_which_its_owner_still_is(
    lobby: Evening, page: Page
) -> None:
    key = kit().people.give_key(Visitor(device_of("Anna"), person=lobby.start().begin().seats["Anna"].person))
    page.open("me").type(recognise_name="Anna", recognise_key=key).press("recognise-go")

    page.type(delete_name="Anna").press("delete-go")

    assert page.errors == [STILL_IN]
    assert f'<a href="/join?code={lobby.code}"' in page.html
    assert f"Go to session {lobby.code} to leave it" in page.html


def test_a_second_device_gets_the_place_by_name_and_key_leaves_and_deletes(lobby: Evening, page: Page) -> None:
    lobby.start().begin()
    person = lobby.seats["Anna"].person
    key = kit().people.give_key(Visitor(device_of("Anna"), person=person))

    seat = kit().joining.join(Visitor(ME), lobby.code, "Anna", key)
    lobby.moved("Anna", "leave")
    page.open("me").type(delete_name="Anna").press("delete-go")

    assert (page.errors, seat) == ([], lobby.seats["Anna"])
    with lobby.kit.store.read() as reader:
        assert reader.persons.person(person) == Person(person, FORMER)


def test_a_name_that_is_markup_can_be_typed_and_is_literal(lobby: Evening, tab: Tab) -> None:
    lobby.start(NASTY, "Ben").begin().play_from_here().finish().wall.forward(CLOSED)

    page = at_home(tab, lobby, NASTY)
    field = page.at.text_input(key="delete-name")
    page.type(delete_name=NASTY).press("delete-go")

    assert NASTY not in field.label
    assert [one.value for one in page.at.success] == [DELETED]


def test_a_key_of_who_was_deleted_opens_nothing(closed: Evening, tab: Tab) -> None:
    key = shown_key(at_home(tab, closed).press("me-key"))
    at_home(tab, closed).type(delete_name="Anna").press("delete-go")

    with pytest.raises(Fault):
        kit().people.recognise(Visitor(device_hash(token_of("new")), address="here"), "Anna", key)
    assert kit().joining.open_practice(Visitor(device_of("new")), "Anna", UK).person != closed.seats["Anna"].person


# --- signing out


@pytest.fixture
def keyed(over: Evening) -> str:
    """Anna's key."""
    return kit().people.give_key(over.visitor("Anna"))


def persons_on(device: str) -> list[str]:
    return [held.person.name for held in kit().people.on_device(device)]


def test_signed_out_here_home_says_so_and_the_other_phone_stays(over: Evening, keyed: str, tab: Tab) -> None:
    page = at_home(tab, over).press("out-here")

    assert [one.value for one in page.at.success] == [SIGNED_OUT]
    assert "Start a session as Anna" not in page.labels
    assert (persons_on(device_hash(token_of("Anna"))), persons_on(device_of("Anna"))) == ([], ["Anna"])


def test_signed_out_everywhere_no_device_is_theirs(over: Evening, keyed: str, tab: Tab) -> None:
    page = at_home(tab, over).press("out-everywhere")

    assert [one.value for one in page.at.success] == [SIGNED_OUT]
    assert persons_on(device_hash(token_of("Anna"))) == persons_on(device_of("Anna")) == []


def test_who_signed_out_opens_their_history_again_with_name_and_key(over: Evening, keyed: str, tab: Tab) -> None:
    at_home(tab, over).press("out-everywhere")

    page = Page().open("history").type(recognise_name="Anna", recognise_key=keyed).press("recognise-go")

    assert (page.errors, persons_on(device_hash(token_of("Anna")))) == ([], ["Anna"])
    assert len(stations_of(tab, over)) == 1


def test_after_signing_out_the_browser_is_given_another_cookie(over: Evening, keyed: str, tab: Tab) -> None:
    page = at_home(tab, over).press("out-here")

    ticket = page.at.session_state[DUE]
    assert kit().devices.renew(ticket, device_hash(token_of("Anna"))) != token_of("Anna")


@pytest.mark.parametrize("button", ["out-here", "out-everywhere"])
def test_who_has_no_key_is_told_first_and_stays_until_they_say_so(over: Evening, tab: Tab, button: str) -> None:
    page = at_home(tab, over)
    told = said(NO_KEY) in page.warnings
    page.press(button)
    refused, stays = page.errors, persons_on(device_hash(token_of("Anna")))

    page.at.checkbox(key="out-sure").check()
    page.press(button)

    assert (told, refused, stays) == (True, [str(NoKey())], ["Anna"])
    assert persons_on(device_hash(token_of("Anna"))) == []


def test_who_has_a_key_is_not_asked_whether_they_are_sure(over: Evening, keyed: str, tab: Tab) -> None:
    page = at_home(tab, over)

    assert said(NO_KEY) not in page.warnings
    assert [box.key for box in page.at.checkbox if box.key == "out-sure"] == []
