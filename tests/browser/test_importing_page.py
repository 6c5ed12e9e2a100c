"""Importing cases in the browser: from the file to the case being offered in Cases, for every eye and thumb."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from looking import SCHEMES, SMALLEST, Walk
from phones import LAPTOP, NOTHING, PATIENCE, Phone
from played import Room
from playwright.sync_api import Locator, expect
from servers import Server
from sizes import SIZES, WalkInBoth

sys.path.insert(0, str(Path(__file__).parents[1] / "importing"))

from importing_builders import jsonl, record, xlsx

NASTY = "<img src=x onerror=alert(1)> **bold** [link](http://evil.example)"
XLSX, JSONL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/jsonl"
SHEET = xlsx(
    Knee_station=[
        ["Section", "Item", "Marks", "Critical"],
        ["Opening", "Says who they are", 1, ""],
        ["History", "Asks where the knee hurts", 2, ""],
        ["History", "Asks whether it locks or gives way", 2, "yes"],
        ["History", "", 2, ""],
        ["Closing", "Agrees on what happens next", 1, ""],
    ]
)
RECORDS = jsonl(
    record(),
    record(
        Patient_Actor={"Demographics": "41-year-old gardener", "Symptoms": {"Primary_Symptom": "Numb fingers"}},
        Objective_for_Doctor="Take a history from somebody whose fingers go numb.",
        Correct_Diagnosis="A squeezed nerve at the wrist",
    ),
).encode()


class Desk:
    """Somebody's page for importing cases."""

    def __init__(self, phone: Phone, server: Server) -> None:
        self.phone, self.page, self.server = phone, phone.page, server

    def anew(self) -> Desk:
        """The page, on a device and a server on which nothing has been imported yet."""
        self.phone.open(NOTHING)
        self.page.evaluate("localStorage.clear()")
        self.phone.errors.clear()
        self.server.forget_own()
        return self.open()

    def open(self) -> Desk:
        self.phone.open("/import_cases")
        expect(self.page.get_by_role("heading", name="Import cases")).to_be_visible()
        return self

    def choose(self, *files: tuple[str, str, bytes]) -> Desk:
        self.page.locator("input[type=file]").set_input_files(
            [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in files]
        )
        expect(self.phone.button("Read them" if len(files) > 1 else "Read it")).to_be_enabled()
        return self

    def read(self, *files: tuple[str, str, bytes]) -> Desk:
        self.choose(*files)
        self.phone.tap("Read them" if len(files) > 1 else "Read it")
        expect(self.phone.button("Discard these and import others")).to_be_visible()
        return self

    @property
    def area(self) -> Locator:
        return self.page.get_by_role("textbox", name="The case as text")

    @property
    def source(self) -> Locator:
        return self.page.get_by_role("region", name="As it was read")

    def shows(self, title: str) -> Desk:
        expect(self.area).to_have_value(re.compile(f"title: {title}"))
        return self

    @property
    def own(self) -> list[str]:
        return sorted(f"{id_}.yaml" for id_ in self.server.own())


@pytest.fixture(scope="module")
def bare(long: Server) -> Iterator[Server]:
    """The kit's rubrics and one of its cases. What is imported here is in nobody else's plan."""
    yield long
    long.forget_own()


@pytest.fixture(scope="module")
def bringer(bare: Server, shared_room: Callable[..., Room]) -> Phone:
    """The laptop of somebody who is known here."""
    return shared_room(bare, "Wim").closed("Wim", **LAPTOP)


@pytest.fixture
def desk(bringer: Phone, bare: Server) -> Desk:
    """Keeps what one test saves out of another's list."""
    return Desk(bringer, bare).anew()


# --- from the file to the case


def test_a_marksheet_is_brought_looked_at_mended_saved_and_offered(desk: Desk) -> None:
    desk.read(("knee.xlsx", XLSX, SHEET)).shows("Knee station")
    expect(desk.source).to_contain_text("Asks whether it locks or gives way")
    expect(desk.page.locator(".editor .status")).to_contain_text("No faults")
    beside = desk.source.bounding_box(), desk.area.bounding_box()
    nothing = desk.own

    desk.area.fill(desk.area.input_value().replace("title: Knee station", "title: The knee that locks"))
    desk.phone.tap("Save 1 case")

    desk.phone.sees(re.compile("^1 case saved: “The knee that locks”"))
    assert beside[0] is not None
    assert beside[1] is not None
    assert beside[0]["x"] + beside[0]["width"] <= beside[1]["x"]
    assert (nothing, desk.own) == ([], ["knee-station.yaml"])
    desk.page.get_by_role("link", name="Go to the cases").click()
    desk.phone.sees(re.compile("The knee that locks"))
    desk.phone.sees(re.compile("you’ve met it"))
    assert desk.phone.errors == []


def test_records_are_brought_and_only_the_chosen_are_saved(desk: Desk) -> None:
    desk.read(("records.jsonl", JSONL, RECORDS + b"\nno record\n")).shows("Imported case, line 1")
    desk.phone.sees("2 cases.")
    desk.page.get_by_text("Report", exact=True).click()
    desk.phone.sees(re.compile("it is not JSON"))

    desk.page.locator("label").filter(has_text="Keep this case").click()
    desk.phone.sees("Save 1 case")
    desk.phone.tap("Next")
    desk.shows("Imported case, line 2")
    desk.phone.tap("Save 1 case")

    desk.phone.sees(re.compile("^1 case saved: “Imported case, line 2”. 1 case was not kept."))
    assert desk.own == ["imported-case-2.yaml"]
    desk.page.get_by_role("link", name="Go to the cases").click()
    desk.phone.sees(re.compile("Imported case, line 2"))
    desk.phone.sees_not(re.compile("Imported case, line 1"))


def test_what_was_mended_is_there_when_one_comes_back_and_after_a_reload(desk: Desk) -> None:
    desk.read(("records.jsonl", JSONL, RECORDS)).shows("Imported case, line 1")

    desk.area.fill(desk.area.input_value().replace("title: Imported case, line 1", "title: A bad step"))
    desk.phone.tap("Next")
    desk.shows("Imported case, line 2")
    desk.phone.tap("Previous")
    desk.shows("A bad step")
    desk.page.reload()

    desk.shows("A bad step")
    assert desk.own == []


def test_a_fault_that_one_makes_is_beside_the_text_and_refuses_all(desk: Desk) -> None:
    desk.read(("records.jsonl", JSONL, RECORDS)).shows("Imported case, line 1")

    desk.area.fill(desk.area.input_value().replace("level: clinical", "level: high"))
    expect(desk.page.locator(".editor .status")).to_contain_text("1 fault to fix")
    desk.phone.tap("Save 2 cases")

    desk.phone.sees(re.compile("^Nothing was saved, because there is something to fix in case 1"))
    assert desk.own == []


def test_each_bad_file_is_a_sentence_and_others_can_be_brought(desk: Desk) -> None:
    desk.read(("macros.xlsm", "", b"PK\x03\x04"), ("lies.xlsx", "", b"%PDF-1.4 and more"), ("empty.csv", "", b""))

    desk.phone.sees(re.compile('^"macros.xlsm" may hold macros'))
    desk.phone.sees(re.compile('^"lies.xlsx" is not what its name says'))
    desk.phone.sees(re.compile('^"empty.csv" is empty.'))
    desk.phone.tap("Discard these and import others")
    expect(desk.page.locator("input[type=file]")).to_have_count(1)


def test_what_is_too_large_is_refused_before_it_is_sent(desk: Desk) -> None:
    desk.page.locator("input[type=file]").set_input_files(
        [{"name": "large.xlsx", "mimeType": XLSX, "buffer": bytes(11 * 1024 * 1024)}]
    )

    desk.phone.sees(re.compile("File must be 10.*MB or smaller"))
    expect(desk.phone.button("Read them")).to_have_count(0)


def test_a_long_file_shows_how_far_it_is(desk: Desk) -> None:
    many = jsonl(*(record(Correct_Diagnosis=f"Sprain of the {number}") for number in range(600))).encode()
    desk.choose(("long.jsonl", JSONL, many))
    seen: list[str] = []
    desk.page.expose_function("seen", lambda text: seen.append(text))
    desk.page.evaluate(
        """() => new MutationObserver(() => {
          const bar = document.querySelector(".stProgress"); if (bar) window.seen(bar.innerText);
        }).observe(document.body, { childList: true, subtree: true, characterData: true })"""
    )

    desk.phone.tap("Read it")

    expect(desk.phone.button("Discard these and import others")).to_be_visible(timeout=3 * PATIENCE)
    desk.phone.sees("600 cases.")
    shown = {text for text in seen if re.match(r"long\.jsonl: \d+ of 600", text)}
    assert len(shown) >= 3, seen


def test_nothing_of_a_file_is_ever_markup(desk: Desk) -> None:
    nasty = record(
        Objective_for_Doctor=NASTY,
        Patient_Actor={"Demographics": NASTY, "Symptoms": {"Primary_Symptom": NASTY}},
        **{NASTY: NASTY},
    )
    data = f"{json.dumps(nasty)}\n{NASTY}\n".encode()
    desk.read((f"{NASTY.replace('/', '')}.jsonl", JSONL, data), (f"{NASTY.replace('/', '')}.pdf", "", b"%PDF"))
    desk.page.get_by_text("Report", exact=True).click()
    expect(desk.source).to_contain_text(NASTY)

    desk.phone.tap("Save 1 case")
    desk.phone.sees(re.compile("^1 case saved"))

    assert desk.page.evaluate("document.querySelectorAll('img[src=x], a[href*=evil]').length") == 0
    assert desk.phone.errors == []


# --- the keyboard


def test_the_way_through_is_open_to_the_keyboard(desk: Desk) -> None:
    desk.choose(("knee.xlsx", XLSX, SHEET))
    desk.phone.button("Read it").focus()
    desk.page.keyboard.press("Enter")
    desk.shows("Knee station")

    desk.source.focus()
    desk.page.keyboard.press("Tab")
    for _ in range(20):
        desk.page.keyboard.press("Tab")
        if "Save 1 case" in str(desk.page.evaluate("document.activeElement.innerText")):
            break
    desk.page.keyboard.press("Enter")

    desk.phone.sees(re.compile("^1 case saved"))


# --- for everybody


@pytest.fixture(scope="module")
def walk(bare: Server, shared_room: Callable[..., Room], tmp_path_factory: Any) -> Walk:
    phone = shared_room(bare, "Una").closed("Una")
    took, desk = WalkInBoth("bringing", tmp_path_factory.mktemp("bringing")), Desk(phone, bare).anew()
    took.look("begin", phone)
    desk.choose(("knee.xlsx", XLSX, SHEET), ("records.jsonl", JSONL, RECORDS + b"\nno record\n"))
    took.look("chosen", phone)
    bad = ("old.xls", "", b"\xd0\xcf\x11\xe0")
    desk.open().read(("knee.xlsx", XLSX, SHEET), ("records.jsonl", JSONL, RECORDS + b"\nno record\n"), bad)
    expect(desk.area).to_be_visible()
    took.look("read", phone)
    desk.page.get_by_text("Report", exact=True).click()
    took.look("report", phone)
    desk.page.get_by_text("Report", exact=True).click()
    phone.rest()  # the report folds away, and what is below it moves up
    for title in ("Imported case, line 1", "Imported case, line 2"):
        phone.tap("Next")
        desk.shows(title)
    desk.area.fill(desk.area.input_value().replace("level: clinical", "level: high"))
    expect(desk.page.locator(".editor .status")).to_contain_text("1 fault to fix")
    took.look("fault", phone)
    phone.button(re.compile("^Save")).click()
    phone.sees(re.compile("^Nothing was saved"))
    took.look("refused", phone)
    desk.area.fill(desk.area.input_value().replace("level: high", "level: clinical"))
    expect(desk.page.locator(".editor .status")).to_contain_text("No faults")
    phone.tap("Save 3 cases")
    phone.sees(re.compile("^3 cases saved"))
    took.look("saved", phone)
    phone.open("/coverage")
    phone.sees("Difficulty, from 1 to 5")
    took.look("coverage", phone)
    phone.open("/cases")
    phone.sees("What they cover")
    took.look("cases", phone)
    return took


def test_no_screen_has_a_serious_or_critical_finding_of_axe(walk: Walk) -> None:
    assert {s.name: s.axe for s in walk.screens if s.axe} == {}
    assert len(walk.screens) == 9 * len(SIZES) * len(SCHEMES)


def test_everything_to_be_tapped_is_large_enough_for_a_thumb(walk: Walk) -> None:
    small = {s.name: [b for b in s.buttons if min(b[1:]) < SMALLEST] for s in walk.screens}
    assert {name: those for name, those in small.items() if those} == {}


def test_no_screen_scrolls_sideways(walk: Walk) -> None:
    assert {s.name: s.wide for s in walk.screens if s.wide} == {}
