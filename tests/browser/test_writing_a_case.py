"""Writing a case in the browser: a fault appears beside its line as one types, and what is saved can be played."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from looking import SCHEMES, SMALLEST, Walk
from phones import LAPTOP, NOTHING, PATIENT, PHONE, Phone
from played import Room
from playwright.sync_api import Locator, expect
from servers import CASE, ROOT, Server, content
from sizes import SIZES, WalkInBoth

TEXT = (ROOT / "cases" / f"{CASE}.yaml").read_text(encoding="utf-8")
TITLE = "Strings under the lid"
NASTY = "<img src=x onerror=alert(1)> **bold**"
CALM = "No faults"


def ours(id_: str) -> str:
    """A case without faults, in minutes that a test can wait for, and unlike any other: nobody may save another's."""
    text = TEXT.replace(f"id: {CASE}", f"id: {id_}").replace("title: A head that never clears", f"title: {TITLE}")
    text = text.replace("NICE CKS, Headache - medication overuse", f"NICE CKS, Headache, for {id_}")
    return text.replace("timing: {reading: 2, station: 8}", "timing: {reading: 0.5, station: 8, fixed: true}")


class Desk:
    """Somebody's page for writing."""

    def __init__(self, phone: Phone, server: Server) -> None:
        self.phone, self.page, self.server = phone, phone.page, server

    def anew(self) -> Desk:
        """The page, on a device on which nothing has been written yet."""
        self.phone.open(NOTHING)
        self.page.evaluate("localStorage.clear()")
        self.phone.errors.clear()
        return self.open()

    def open(self, query: str = "") -> Desk:
        self.phone.open(f"/write{query}")
        expect(self.page.get_by_role("heading", name="Write a case")).to_be_visible()
        return self

    def begin(self, what: str) -> Desk:
        self.phone.tap(what)
        expect(self.area).to_be_visible()
        return self

    @property
    def area(self) -> Locator:
        return self.page.get_by_role("textbox", name="The case as text")

    @property
    def status(self) -> Locator:
        return self.page.locator(".editor .status")

    def note(self, words: str | re.Pattern[str]) -> Locator:
        """The note beside a line, or below the text on a phone."""
        return self.page.get_by_role("list", name="Notes on the lines").get_by_role("button", name=words)

    def fill(self, text: str) -> Desk:
        self.area.fill(text)
        return self

    def says(self, words: str | re.Pattern[str]) -> Desk:
        expect(self.status).to_have_text(words)
        return self

    def caret(self, before: str) -> Desk:
        """Puts the cursor at the end of these words."""
        self.area.focus()
        self.area.evaluate(
            "(e, w) => { const at = e.value.indexOf(w) + w.length; e.setSelectionRange(at, at); }", before
        )
        return self

    def saved(self, id_: str) -> Desk:
        self.phone.tap("Save this case")
        self.phone.sees(re.compile(f"^Saved as {id_}"))
        return self

    def below(self, locator: Locator, top: Locator) -> float:
        """The distance, both read at the same moment: what is above them may still be growing."""
        apart = "(one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top"
        return float(locator.evaluate(apart, top.element_handle()))


@pytest.fixture(scope="module")
def bare(long: Server) -> Iterator[Server]:
    """The kit's rubrics and one of its cases. What is written here is in nobody else's plan."""
    long.forget_own()
    yield long
    long.forget_own()


@pytest.fixture(scope="module")
def writer(bare: Server, shared_room: Callable[..., Room]) -> Phone:
    """The laptop of somebody who is known here."""
    return shared_room(bare, "Wim").closed("Wim", **LAPTOP)


@pytest.fixture
def desk(writer: Phone, bare: Server) -> Desk:
    return Desk(writer, bare).anew()


@pytest.fixture(scope="module")
def alone(run_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The kit's rubrics and no cases: people here play what was written here."""
    folder = content(tmp_path_factory.mktemp("alone") / "content", 0.035, 8)
    (folder / "cases" / f"{CASE}.yaml").unlink()
    server = run_server(folder)
    yield server
    server.stop()


# --- as one types


def test_a_fault_is_seen_beside_its_line_and_goes_when_it_is_mended(desk: Desk) -> None:
    desk.begin("An interview").says("21 places to write")
    desk.fill(ours("typed")).says(CALM).caret("level: ")

    desk.page.keyboard.type("very-")
    desk.says("1 fault to fix")
    note = desk.note(re.compile("^Fault, Line 8 · level"))
    expect(note).to_contain_text('Expected one of preclinical, clinical, finals, foundation; found "very-clinical".')
    beside = abs(desk.below(note, desk.page.locator(".line.bad")))
    for _ in "very-":
        desk.page.keyboard.press("Backspace")

    desk.says(CALM)
    assert beside < 12
    assert desk.phone.errors == []


def test_what_stands_beside_a_line_moves_with_it(desk: Desk) -> None:
    # An empty text has one fault too, in its first line.
    desk.begin("A text I paste in").fill(ours("moved").replace("level: clinical", "level: high"))
    scroll, note = desk.page.locator(".editor .scroll"), desk.note(re.compile("^Fault, Line 8"))
    scroll.evaluate("e => e.scrollTo(0, 0)")
    before = desk.below(note, scroll)

    scroll.evaluate("e => e.scrollTo(0, 100)")

    assert abs(before - desk.below(note, scroll) - 100) < 2


def test_a_tap_on_a_fault_leads_to_where_it_is_mended(desk: Desk) -> None:
    desk.begin("A presentation").says("17 places to write")

    desk.note(re.compile("title")).click()
    desk.page.keyboard.type("The notes of the night")

    desk.says("16 places to write")
    assert 'title: "The notes of the night"' in desk.area.input_value()


def test_a_button_leads_from_fault_to_fault_and_begins_again(desk: Desk) -> None:
    text = ours("twice").replace("level: clinical", "level: high").replace("difficulty: 2", "difficulty: hard")
    desk.begin("A text I paste in").fill(text).says("2 faults to fix")
    line = "e => e.value.slice(0, e.selectionStart).split('\\n').length"

    lines = []
    for _ in range(3):
        desk.phone.tap("Go to the next")
        lines.append(desk.area.evaluate(line))

    assert lines == [8, 9, 8]


def test_every_number_stands_at_its_line_however_it_is_broken(desk: Desk) -> None:
    desk.begin("A text I paste in")
    words = "a-word-that-is-too-long-for-any-screen-" * 5
    texts = (TEXT, f"{TEXT}\n{words}\n\n{words} and  spaces   {words}\n", "x", "\n" * 40, "😀 é 漢字 " * 60)

    for device, text in product((PHONE, LAPTOP), texts):
        desk.page.set_viewport_size(device["viewport"])
        desk.fill(text)
        heights = desk.area.evaluate(
            "e => { const lines = e.parentElement.querySelector('.lines'); e.style.height = '0'; "
            "const own = e.scrollHeight; e.style.height = ''; return [own, lines.getBoundingClientRect().height]; }"
        )
        least = float(desk.page.locator(".lines").evaluate("e => parseFloat(getComputedStyle(e).minHeight)"))
        assert max(heights[0], least) == pytest.approx(max(heights[1], least), abs=2)
        assert desk.page.locator(".line").count() == len(text.split("\n"))


def test_an_id_of_the_kit_is_refused_beside_its_line(desk: Desk) -> None:
    desk.begin("A text I paste in").fill(TEXT).says("1 fault to fix")

    expect(desk.note(re.compile("^Fault, Line 2 · id"))).to_contain_text("which the kit already uses. Choose another.")
    desk.phone.tap("Save this case")

    desk.phone.sees(re.compile("^Nothing was saved. Line 2"))
    assert CASE not in desk.server.own()


def test_what_is_typed_is_never_markup(desk: Desk) -> None:
    text = ours("nasty").replace(f"title: {TITLE}", f"title: '{NASTY}'").replace("level: clinical", f"level: '{NASTY}'")
    desk.begin("A text I paste in").fill(text).says(re.compile("^1 fault"))

    expect(desk.note(re.compile("level"))).to_contain_text(f'found "{NASTY}"')
    desk.fill(text.replace(f"level: '{NASTY}'", "level: finals")).says(CALM).saved("nasty")
    desk.phone.tap("Another case")

    desk.phone.sees(NASTY)
    assert desk.page.evaluate("document.querySelectorAll('img[src=x]').length") == 0
    assert desk.phone.errors == []


# --- the keyboard


def test_the_keyboard_is_never_trapped(desk: Desk) -> None:
    desk.begin("A text I paste in").fill("a: b\n")
    inside = """() => { let e = document.activeElement;
      while (e.shadowRoot) e = e.shadowRoot.activeElement;
      return e.localName; }"""

    desk.area.focus()
    desk.page.keyboard.press("Tab")
    left = desk.page.evaluate(inside)
    desk.page.get_by_role("checkbox", name="The Tab key indents").check()
    desk.caret("a: b\n")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.type("c")
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("Tab")

    assert left != "textarea"
    assert desk.area.input_value() == "a: b\n  c"
    assert desk.page.evaluate(inside) != "textarea"


def test_the_next_line_begins_in_the_column_of_this_one_and_undo_takes_it_back(desk: Desk) -> None:
    desk.begin("A text I paste in").fill("").area.focus()

    desk.page.keyboard.type("student:\n  setting: here\nbrief: there")
    typed = desk.area.input_value()
    for _ in range(40):
        desk.page.keyboard.press("Control+z")

    assert typed == "student:\n  setting: here\n  brief: there"
    assert desk.area.input_value() == ""


# --- drafts


def test_a_draft_survives_a_reload_and_is_gone_once_it_is_saved(desk: Desk) -> None:
    desk.begin("An interview").fill(ours("draft")).says(CALM)
    desk.phone.sees("Draft kept on this device")

    desk.page.reload()
    desk.phone.sees(re.compile(r"^Draft from \d\d:\d\d"))
    restored = desk.area.input_value()
    desk.says(CALM).saved("draft")
    desk.page.reload()
    expect(desk.area).to_have_value(ours("draft"))

    assert restored == ours("draft")
    assert "kit:write:" not in desk.phone.storage()
    desk.phone.sees_not(re.compile("^Draft"))


def test_a_draft_of_what_is_saved_is_gone_even_when_its_page_was_left_too_soon_to_drop_it(desk: Desk) -> None:
    desk.begin("An interview").fill(ours("hasty")).says(CALM)
    desk.phone.sees("Draft kept on this device")
    keep = "Object.entries(localStorage).filter(([key]) => key.startsWith('kit:write:'))"
    drafts = desk.page.evaluate(keep)
    desk.saved("hasty")
    desk.page.evaluate(
        "drafts => addEventListener('unload', () => drafts.forEach(([key, text]) => localStorage.setItem(key, text)))",
        drafts,
    )

    desk.page.reload()
    expect(desk.area).to_have_value(ours("hasty"))

    assert drafts
    assert "kit:write:" not in desk.phone.storage()


def test_a_draft_can_be_left_behind(desk: Desk) -> None:
    desk.begin("An interview").fill("a: b").says(re.compile("fault"))
    desk.phone.sees("Draft kept on this device")
    desk.page.reload()
    desk.phone.sees(re.compile("^Draft from"))

    desk.phone.tap("Start again without it")

    desk.says("21 places to write")
    assert "kit:write:" not in desk.phone.storage()


def test_after_saving_one_goes_on_and_what_comes_then_is_a_draft_too(desk: Desk) -> None:
    desk.begin("An interview").fill(ours("goes-on")).says(CALM).saved("goes-on")
    desk.caret("guidelines: UK")
    desk.page.keyboard.type(" and Wales")
    desk.phone.sees("Draft kept on this device")

    desk.page.reload()
    desk.phone.sees(re.compile("^Draft from"))

    assert "guidelines: UK and Wales" in desk.area.input_value()
    desk.says(CALM).saved("goes-on")
    desk.phone.sees("Versions (1)")


def test_without_the_server_what_is_written_is_kept(alone: Server, room: Callable[..., Room]) -> None:
    desk = Desk(room(alone, "Wim").closed("Wim", **LAPTOP), alone).open()
    desk.begin("An interview").fill(ours("kept")).says(CALM)

    alone.kill()
    desk.caret("guidelines: UK")
    desk.page.keyboard.type(" and Wales")
    desk.says("Not checked: the kit isn’t answering. What you write is kept here.")
    alone.start()

    desk.says(CALM)
    assert "guidelines: UK and Wales" in desk.area.input_value()
    desk.page.reload()
    expect(desk.area).to_have_value(re.compile("guidelines: UK and Wales"))


# --- from the text to the round


def test_a_written_case_is_previewed_saved_offered_and_played(alone: Server, room: Callable[..., Room]) -> None:
    desk = Desk(room(alone, "Wim").closed("Wim", **LAPTOP), alone).open()
    desk.begin("An interview").fill(ours("strings")).says(CALM)

    student = desk.page.get_by_role("tabpanel", name="For the student")
    expect(student).to_contain_text("Find out what has been happening")
    expect(student).not_to_contain_text("You tune pianos")
    desk.page.get_by_role("tab", name="For the patient").click()
    expect(desk.page.get_by_role("tabpanel", name="For the patient")).to_contain_text("You tune pianos")
    desk.page.get_by_role("tab", name="For the observer").click()
    expect(desk.page.get_by_role("tabpanel", name="For the observer")).to_contain_text(
        "Asks if it ever came on suddenly"
    )
    with desk.page.expect_download() as downloading:
        desk.phone.tap("Download (.yaml)")
    assert Path(downloading.value.path()).read_text(encoding="utf-8") == ours("strings")
    desk.saved("strings")
    desk.phone.tap(desk.page.get_by_role("link", name="All cases"))
    desk.phone.sees(re.compile(TITLE))
    desk.phone.sees(re.compile("you’ve met it"))

    three = room(alone)
    three.begin_planned()

    expect(three.phone(PATIENT).band).to_contain_text("You play Gareth Pugh")


# --- for everybody


@pytest.fixture(scope="module")
def walk(bare: Server, shared_room: Callable[..., Room], tmp_path_factory: Any) -> Walk:
    phone = shared_room(bare, "Una").closed("Una")
    took, on = WalkInBoth("writing", tmp_path_factory.mktemp("writing")), "on-the-way"
    desk = Desk(phone, bare).open()
    phone.button("A text I paste in").wait_for()
    took.look("begin", phone)
    desk.begin("An interview").says("21 places to write")
    took.look("template", phone)
    desk.fill(ours(on).replace("level: clinical", "level: high")).says("1 fault to fix")
    desk.caret("level: ")
    took.look("fault", phone)
    desk.fill(ours(on)).says(CALM)
    for tab in ("For the student", "For the patient", "For the observer"):
        desk.page.get_by_role("tab", name=tab).click()
        took.look(tab, phone)
    desk.saved(on)
    took.look("saved", phone)
    desk.caret("guidelines: UK")
    desk.page.keyboard.type(" and Wales")
    phone.sees("Draft kept on this device")
    desk.page.reload()
    phone.sees(re.compile("^Draft from"))
    desk.says(CALM).saved(on)
    phone.unfold("Versions (")
    took.look("versions", phone)
    phone.unfold("Add a picture")
    phone.unfold("Withdraw this case")
    desk.page.get_by_role("button", name="Withdraw it", exact=True).wait_for()
    took.look("picture and shelf", phone)
    return took


def test_no_screen_has_a_serious_or_critical_finding_of_axe(walk: Walk) -> None:
    assert {s.name: s.axe for s in walk.screens if s.axe} == {}
    assert len(walk.screens) == 9 * len(SIZES) * len(SCHEMES)


def test_everything_to_be_tapped_is_large_enough_for_a_thumb(walk: Walk) -> None:
    small = {s.name: [b for b in s.buttons if min(b[1:]) < SMALLEST] for s in walk.screens}
    assert {name: those for name, those in small.items() if those} == {}


def test_no_screen_scrolls_sideways(walk: Walk) -> None:
    assert {s.name: s.wide for s in walk.screens if s.wide} == {}


def test_the_number_of_faults_is_told_to_who_hears_the_screen(desk: Desk) -> None:
    desk.begin("An interview").says("21 places to write")

    live = desk.page.get_by_role("status").filter(has_text="places to write")

    expect(live).to_have_attribute("aria-live", "polite")
    expect(desk.page.get_by_role("textbox", name="The case as text")).to_have_accessible_description(
        "Press Escape, then Tab, to leave the text."
    )
