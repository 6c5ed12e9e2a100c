"""The rules of the page for writing a case, and of the route that checks it as one types."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asgi_phones import HOST, ORIGIN, Phone, Reply
from evening import HOUR, Evening
from own_store import files_of, pictures_of
from PIL import Image
from starlette.applications import Starlette
from tabs import NASTY_TEXT, Page, said, token_of

from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.usecases.cases.authoring import CHECKS_AT_ONCE
from roleplay.web.cases.write import DESK
from roleplay.web.server.kit import kit
from roleplay.web.server.routes import routes

GOOD = (Path(__file__).parents[1] / "bad_content/cases/good.yaml").read_text(encoding="utf-8")
OURS = GOOD.replace("id: good\n", "id: ours\n").replace("Tight chest", "Our chest")
BEGINNINGS = ["An interview", "An examination", "A presentation", "A text I paste in"]
ASKS = "If you open this case, you’ll know it: **you won’t be offered it as the student.**"
TONIGHT = "This case is planned for a session that you’re in. Whoever plays it will see the script there."
APP = Starlette(routes=routes())
Tab = Callable[..., Page]


@pytest.fixture
def known(lobby: Evening) -> Evening:
    """Anna and Ben have been here; no session is running."""
    lobby.start("Anna", "Ben").wall.forward(48 * HOUR)
    return lobby


@pytest.fixture
def desk(known: Evening, tab: Tab) -> Page:
    """Anna's empty text."""
    return tab("Anna").open("write", new="paste")


def write(page: Page, text: str) -> Page:
    """What the editor would have reported; a page test has no editor."""
    page.at.session_state[DESK].now = text
    page.at.run()
    return page


def successes(page: Page) -> list[str]:
    return [said(one.value) for one in page.at.success]


def own(evening: Evening, name: str = "cases/ours.yaml") -> str | None:
    return files_of(evening.kit.store).get(name)


# --- who, and what to begin with


def test_a_stranger_is_told_how_to_become_somebody(lobby: Evening, page: Page) -> None:
    page.open("write")

    assert page.errors == []
    assert "Sign in" in page.labels


def test_everybody_chooses_what_to_begin_with(known: Evening, tab: Tab) -> None:
    page = tab("Anna").open("write")

    assert page.labels == [*BEGINNINGS, "Copy it"]
    assert "Nobody real: a case is invented, or composite" in page.text
    assert "Don’t copy a published checklist" in page.text
    assert page.errors == []


@pytest.mark.parametrize("kind", ["interview", "examination", "presentation"])
def test_a_template_opens_in_the_editor(known: Evening, tab: Tab, kind: str) -> None:
    page = tab("Anna").open("write").press(f"new-{kind}")

    assert f"kind: {kind}" in page.at.session_state[DESK].now
    assert 'author: "Anna"' in page.at.session_state[DESK].now
    assert page.at.query_params["new"] == kind
    assert page.errors == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"new": "poem"}, "There are templates for interview, examination, presentation. Choose one of these."),
        ({"case": "nowhere"}, "That case is no longer in the library. Look at the list again."),
        ({"case": "../../kit"}, "That case is no longer in the library. Look at the list again."),
        ({"copy": NASTY_TEXT}, "That case is no longer in the library. Look at the list again."),
    ],
)
def test_an_address_that_leads_nowhere_is_a_sentence_and_the_list(
    known: Evening, tab: Tab, query: dict[str, str], sentence: str
) -> None:
    page = tab("Anna").open("write", **query)

    assert page.errors == [sentence]
    assert page.labels[:4] == BEGINNINGS


def test_the_bank_of_cases_leads_to_the_page(known: Evening, tab: Tab, page: Page) -> None:
    nobody = Page().open("cases")

    somebody = tab("Anna").open("cases")

    assert "Write a case" not in nobody.sent
    assert "Write a case" in somebody.sent


# --- writing


def test_while_there_is_nothing_the_page_says_what_will_be_here(desk: Page) -> None:
    assert "This shows what each of you will read, once there’s a text." in desk.text
    assert desk.downloads == ["Download (.yaml)"]


def test_a_text_without_faults_is_previewed_for_each_role(desk: Page) -> None:
    write(desk, OURS)

    assert [tab.label for tab in desk.at.tabs] == ["For the student", "For the patient", "For the observer"]
    assert desk.errors == []


def test_each_role_is_shown_its_own(desk: Page) -> None:
    write(desk, OURS)

    student, patient, observer = ("\n".join(one.proto.body for one in tab.get("html")) for tab in desk.at.tabs)

    assert "Take a focused history" in student
    secrets = ("My dad died of his heart", "You drive a bus", "Normal", "Asks about the family", "Troponin")
    assert [secret for secret in secrets if secret in student] == []
    assert all(part in patient for part in ("My dad died of his heart", "You drive a bus", "You look down"))
    assert "Asks about the family" not in patient
    assert all(part in observer for part in ("Asks about the family", "ECG", "Normal", "Take a focused history"))
    assert "My dad died of his heart" not in observer


def test_the_two_parts_of_a_line_are_shown_to_who_watches(desk: Page) -> None:
    parts = "partly: {both: family and age, one: only one of them}"
    write(desk, OURS.replace("text: Asks about the family\n", f"text: Asks about the family\n    {parts}\n"))

    observer = "\n".join(one.proto.body for one in desk.at.tabs[2].get("html"))

    assert "Asks about the family (done: family and age; partly: only one of them)" in observer


def test_with_a_fault_the_last_text_without_one_stays_in_view(desk: Page) -> None:
    write(desk, OURS)
    write(desk, OURS.replace("title:", "titel:").replace("Take a focused history", "Take another history"))

    assert "There’s a fault to fix. Until then, this shows the last text without one." in desk.text
    assert "Take a focused history" in desk.html


def test_what_is_written_is_never_markup(desk: Page) -> None:
    nasty = json.dumps(NASTY_TEXT)
    text = OURS
    for plain in (
        "A GP surgery",
        "Take a focused history",
        "You drive a bus.",
        "You look down.",
        "Asks about the family",
    ):
        assert plain in text
        text = text.replace(plain, nasty)
    text = text.replace("title: Our chest on the stairs", f"title: {nasty}").replace(
        "author: A. Author", f"author: {nasty}"
    )

    write(desk, text).press("save")
    listed = desk.press("another")

    assert desk.errors == []
    assert "<img src=x" not in desk.html
    assert [said(label) for label in listed.labels if "onerror" in label] == [f"{NASTY_TEXT} (ours)"]
    assert "**bold**" not in listed.sent


# --- saving


def test_a_saved_case_is_in_the_folder_and_the_address_names_it(known: Evening, desk: Page) -> None:
    write(desk, OURS).press("save")

    assert own(known) == OURS
    assert successes(desk) == [
        "Saved as ours. It can be planned from now on. You know it, so you won’t be offered it as the student."
    ]
    assert (desk.at.query_params["case"], "new" in desk.at.query_params) == ("ours", False)
    assert sorted(kit().library().cases) == ["good", "ours"]


def test_what_is_said_once_is_not_said_again(desk: Page) -> None:
    write(desk, OURS).press("save")
    desk.at.run()

    assert successes(desk) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (OURS.replace("level: clinical", "level: high"), "Line 7 (level): expected one of preclinical, clinical"),
        (GOOD, 'Line 2 (id): expected an id of its own; found "good", which the kit already uses. Choose another.'),
        ("a sentence", "Line 1: expected keys"),
        ("", "Line 1: expected keys"),
        ("\ud83d", "Line 1: expected text; found half a character"),
    ],
)
def test_what_has_a_fault_is_not_saved_and_stays(known: Evening, desk: Page, text: str, sentence: str) -> None:
    write(desk, text).press("save")

    [error] = desk.errors
    assert error.startswith(f"Nothing was saved. {sentence}")
    assert desk.at.session_state[DESK].now == text
    assert own(known) is None


def test_saving_goes_on_with_the_same_text(known: Evening, desk: Page) -> None:
    write(desk, OURS).press("save")
    write(desk, OURS + "# more\n").press("save")

    assert (own(known), desk.errors) == (OURS + "# more\n", [])
    assert "Versions (1)" in [one.label for one in desk.at.expander]


def test_whoever_was_overtaken_is_told_and_may_overwrite_it(known: Evening, desk: Page) -> None:
    write(desk, OURS).press("save")
    elsewhere(known, OURS + "# elsewhere\n")

    write(desk, OURS + "# mine\n").press("save")
    [told], kept = desk.errors, own(known)
    desk.press("save-over")

    assert told.startswith("The text saved as ours isn’t the one you began with")
    assert kept == OURS + "# elsewhere\n"
    assert (own(known), desk.errors) == (OURS + "# mine\n", [])


def elsewhere(evening: Evening, text: str) -> None:
    """Anna saves this on another device of hers."""
    anna = evening.seats["Anna"].person
    with evening.kit.store.write() as writer:
        writer.devices.add_person_device(anna, "another device", False, evening.wall.at)
    base = kit().writing.open(Visitor("another device", person=anna), "ours").base
    kit().writing.save(Visitor("another device", person=anna), text, base)


def test_a_version_becomes_the_case_again(known: Evening, desk: Page) -> None:
    write(desk, OURS).press("save")
    write(desk, OURS + "# more\n").press("save")
    [version] = kit().writing.versions(
        Visitor(device_hash(token_of("Anna")), person=known.seats["Anna"].person), "ours"
    )

    desk.press(f"version-{version.stamp}")

    assert own(known) == OURS
    assert desk.at.session_state[DESK].now == OURS
    assert successes(desk) == ["The case is that version again. The text you had until now is a version too."]


# --- withdrawing a case


def test_a_case_is_withdrawn_and_put_back_from_the_list(known: Evening, desk: Page) -> None:
    write(desk, OURS).press("save").press("take-off")
    off, said_of_it = own(known), successes(desk)
    ids = sorted(kit().library().own)

    desk.press("back-ours")

    assert (off, ids) == (None, [])
    assert said_of_it == ["ours has been withdrawn. You can put it back from here."]
    assert own(known) == OURS
    assert desk.at.session_state[DESK].now == OURS
    assert successes(desk) == ["ours can be planned again."]


def test_an_unsaved_case_cannot_be_withdrawn(desk: Page) -> None:
    write(desk, OURS)

    assert "Withdraw it" not in desk.labels


def test_a_case_saved_elsewhere_since_is_not_withdrawn(known: Evening, desk: Page) -> None:
    write(desk, OURS).press("save")
    elsewhere(known, OURS + "# elsewhere\n")

    desk.press("take-off")

    assert desk.errors == ["Somebody has saved another text of ours since. Nothing was changed. Open it again."]
    assert own(known) == OURS + "# elsewhere\n"


# --- pictures


def a_picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(written, "PNG")
    return written.getvalue()


def upload(page: Page, name: str, data: bytes) -> Page:
    page.at.file_uploader[0].upload(name, data)
    page.at.run()
    return page


def test_a_picture_comes_back_as_the_line_to_write(known: Evening, desk: Page) -> None:
    upload(desk, "Screenshot of ../../etc/passwd.png", a_picture())

    [line] = [one.value for one in desk.at.code]
    name = line.removeprefix("image: ")
    write(desk, OURS.replace("card: Normal", line)).press("save")
    assert desk.errors == []
    assert list(pictures_of(known.kit.store)) == [name]
    assert f"data:image/png;base64,{base64.b64encode(kit().library().picture(name) or b'').decode()}" in desk.html


def test_anything_but_a_picture_is_a_sentence_and_the_text_stays(known: Evening, desk: Page) -> None:
    write(desk, OURS)

    upload(desk, "hand.png", b"MZ\x90 a programme")

    assert desk.errors == ["That isn’t a PNG or JPEG, whatever its name says. Save the picture as one of those."]
    assert desk.at.session_state[DESK].now == OURS
    assert pictures_of(known.kit.store) == {}


def test_pictures_of_another_text_are_not_shown(desk: Page) -> None:
    upload(desk, "hand.png", a_picture())

    desk.press("another").press("new-paste")

    assert len(desk.at.code) == 0


# --- opening


def test_the_author_opens_a_case_at_once(desk: Page, tab: Tab) -> None:
    write(desk, OURS).press("save")

    page = tab("Anna").open("write").press("case-ours")

    assert page.at.session_state[DESK].now == OURS


def test_others_are_asked_before_they_know_a_case(known: Evening, desk: Page, tab: Tab) -> None:
    write(desk, OURS).press("save")
    ben = tab("Ben").open("write", case="ours")
    asked, sent = ben.markdown, ben.sent

    met = known.met("Ben")
    ben.press("open-go")

    assert ASKS in asked
    assert "You drive a bus" not in sent
    assert (met, [one.case for one in known.met("Ben")]) == ((), ["ours"])
    assert "id: ours-2" in ben.at.session_state[DESK].now


def test_others_begin_with_a_copy_and_have_no_way_to_change_it(known: Evening, desk: Page, tab: Tab) -> None:
    write(desk, OURS).press("save")
    write(desk, OURS + "# more\n").press("save")
    ben = tab("Ben").open("write")
    listed = ben.labels
    ben.at.selectbox(key="copy-theirs").select("ours").run()
    ben.press("copy-theirs-go")

    assert not any("Our chest" in label for label in listed)
    assert "id: ours-2" in ben.at.session_state[DESK].now
    assert not {"Withdraw it"} & set(ben.labels)
    assert not any(one.label.startswith("Versions") for one in ben.at.expander)
    assert own(known) == OURS + "# more\n"


def test_a_case_that_is_planned_tonight_stays_closed(known: Evening, desk: Page, tab: Tab) -> None:
    write(desk, OURS).press("save")
    known.without("good")
    later = known.later("Ben", "Cleo", "Dora")
    assert "ours" in {case for _, _, case in later.planned()}

    ben = tab("Ben", later).open("write", case="ours")

    assert ben.errors == [TONIGHT]
    assert ben.labels[:4] == BEGINNINGS
    assert "You drive a bus" not in ben.sent


def test_a_copy_of_a_case_of_the_kit_begins_a_new_one(known: Evening, tab: Tab) -> None:
    page = tab("Anna").open("write")
    page.at.selectbox(key="copy").select("good").run()
    page.press("copy-go")

    assert "id: good-2" in page.at.session_state[DESK].now
    assert [one.case for one in known.met("Anna")] == ["good"]
    assert page.at.query_params["copy"] == "good"


def test_another_persons_text_is_not_in_the_editor(desk: Page, tab: Tab, known: Evening) -> None:
    write(desk, OURS)
    with known.kit.store.write() as writer:
        writer.devices.add_person_device(known.seats["Ben"].person, device_hash(token_of("Anna")), False, known.wall.at)

    desk.at.query_params["person"] = known.seats["Ben"].person
    desk.at.run()

    assert desk.at.session_state[DESK].now == ""


# --- the route that checks


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def phone(token: str | None = "t" * 43, origin: str | None = ORIGIN) -> Phone:
    return Phone(APP, token, origin)


async def check(text: object, sender: Phone | None = None, **more: Any) -> Reply:
    body = text if isinstance(text, bytes) else {"text": text}
    return await (sender or phone()).post("/author/check", body, **more)


@pytest.mark.anyio
async def test_the_check_answers_with_every_fault_by_line(lobby: Evening) -> None:
    reply = await check(OURS.replace("domain: gather", "domain: gathr"))

    assert reply.status == 200
    assert reply.body == {
        "faults": [
            {
                "line": 34,
                "column": 5,
                "error": True,
                "where": "checklist[1].domain",
                "message": 'expected one of gather, manage, relate; found "gathr". Did you mean gather?',
            }
        ]
    }
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.anyio
async def test_a_hint_is_not_an_error(lobby: Evening) -> None:
    reply = await check(OURS.replace("sources: [NICE CG95]", "sources: []"))

    assert [fault["error"] for fault in reply.body["faults"]] == [False]


@pytest.mark.anyio
@pytest.mark.parametrize("text", ["", "\ud83d", NASTY_TEXT, "[" * 9000, "a: b\n" * 9000, "\0", "x" * 270_000])
async def test_the_check_answers_whatever_is_typed(lobby: Evening, text: str) -> None:
    reply = await check(text)

    assert reply.status == 200
    assert 1 <= len(reply.body["faults"]) <= 200


@pytest.mark.anyio
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b'{"text": 1}',
        b'{"text": null}',
        b'{"text": ["a"]}',
        b"{}",
        b"\xff",
        b"[" * 50_000,
    ],
)
async def test_another_message_is_refused(lobby: Evening, body: bytes) -> None:
    reply = await check(body)

    assert reply.status == 400
    assert reply.body["say"].endswith("so nothing was checked. Reload the page.")


@pytest.mark.anyio
@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", f"https://{HOST}"])
async def test_only_our_own_page_may_ask(lobby: Evening, origin: str | None) -> None:
    reply = await check(OURS, phone(origin=origin))

    assert reply.refusal == (403, "This came from another website, so nothing was checked. Open the kit’s own page.")


@pytest.mark.anyio
async def test_only_a_browser_with_our_cookie_may_ask(lobby: Evening) -> None:
    reply = await check(OURS, phone(token=None))

    assert reply.refusal == (401, "This browser sent no cookie, so nothing was checked. Allow cookies and reload.")


@pytest.mark.anyio
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_another_sites_form_cannot_ask(lobby: Evening, kind: str) -> None:
    reply = await check(OURS, content_type=kind)

    assert reply.refusal == (415, "A message has to be application/json, so nothing was checked.")


@pytest.mark.anyio
async def test_a_page_that_is_left_while_it_asks_is_not_the_kits_fault(lobby: Evening) -> None:
    reply = await check(OURS, cut=True)

    assert reply.refusal == (400, "That message was cut off, so nothing was checked.")


@pytest.mark.anyio
async def test_what_is_larger_than_a_case_can_be_is_not_read_to_its_end(lobby: Evening) -> None:
    reply = await check("x" * 310_000)

    assert reply.refusal == (413, "Over 256 KiB: too large for a case. Shorten it.")


@pytest.mark.anyio
async def test_a_flood_of_checks_is_told_when_to_try_again(lobby: Evening) -> None:
    replies: list[Any] = [await check("a: b") for _ in range(CHECKS_AT_ONCE + 1)]

    assert [reply.status for reply in replies] == [200] * CHECKS_AT_ONCE + [429]
    assert replies[-1].body == {"say": "The text will be checked again in a second. None of it is lost.", "wait": 1}
