"""What there is a week later, in a real browser: history, cases and Me after a session."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from ears import Ear
from looking import SCHEMES, SMALLEST, Walk
from phones import HOME, LAPTOP, OBSERVER, PATIENT, PHONE, STUDENT, Phone, new_phone
from played import STEP, TOKENS, Played, Room, phone_of, play, wrote
from playwright.sync_api import Browser, expect
from servers import CASE, ROOT, Server
from sizes import SIZES, WalkInBoth
from test_forced_colours import colours, forced
from test_keyboard import tab_to

from roleplay.usecases.practice.rooms import HandRow

KNOWN = re.compile("^Start a session as")
PLOTLY = re.compile("plotly", re.IGNORECASE)
PLAN = (HandRow(1, 2, "since-the-bookcase"), HandRow(0, 1, CASE), HandRow(2, 0, "since-the-christening"))
"""Ana is the student on a case that these tests' other kits have too."""


@pytest.fixture(scope="module")
def evening() -> list[Played]:
    """The session that was played before the server started."""
    return []


@pytest.fixture(scope="module")
def after(run_server: Callable[..., Server], evening: list[Played]) -> Iterator[Server]:
    """The kit's own cases; Ana, Ben and Cem played three of them three days ago."""
    server = run_server(ROOT, lambda server: evening.append(play(server, plan=PLAN)))
    yield server
    server.stop()


@pytest.fixture
def person(browser: Browser, after: Server) -> Iterator[Callable[..., Phone]]:
    """The browser of somebody who took part."""
    opened: list[Phone] = []

    def make(name: str = "Ana", server: Server = after, dark: bool = False, **device: Any) -> Phone:
        opened.append(phone_of(browser, server.base, name, dark, **device))
        return opened[-1]

    yield make
    for one in opened:
        one.context.close()


@pytest.fixture(scope="module")
def ana(browser: Browser, after: Server) -> Iterator[Phone]:
    """A phone of Ana's, for tests that leave nothing behind on it."""
    phone = phone_of(browser, after.base, "Ana")
    yield phone
    phone.context.close()


@pytest.fixture
def listed(ana: Phone) -> Phone:
    """Ana's history, as a phone shows it."""
    ana.page.set_viewport_size(PHONE["viewport"])
    ana.errors.clear()
    return history(ana)


def to(phone: Phone, page: str) -> None:
    """By the links below every page outside a session; from elsewhere by the address."""
    way = phone.page.locator(".st-key-ways").get_by_role("link", name=page, exact=True)
    if way.count():
        phone.still()
        way.click()
    else:
        phone.open(f"/{page.lower()}")


LEVEL = "How my stations went"
FIRST = {"Now": "What I last heard", "Stations": "My stations", "Charts": LEVEL, "Given": "Feedback I’ve given"}
"""A heading in each tab of the history."""


def history(phone: Phone, tab: str = "Stations") -> Phone:
    phone.still()
    back = phone.button("Back to my history")
    if back.count():
        back.click()
    else:
        to(phone, "History")
    return to_tab(phone, tab)


def to_tab(phone: Phone, tab: str) -> Phone:
    phone.page.get_by_role("tab", name=tab, exact=True).click()
    expect(phone.page.get_by_role("heading", name=FIRST[tab], exact=True)).to_be_visible()
    expect(phone.page.get_by_text("proof of competence")).to_be_visible()
    phone.still()
    return phone


PLAYED, LISTENED = "You played the patient", "You listened"


def station(phone: Phone, part: str) -> Phone:
    """Opens the station from the list in which they had this role."""
    name = re.compile(f"({part}|{LISTENED})$" if part == PLAYED else f"{part}$")
    phone.page.locator(".st-key-stations").get_by_role("button", name=name).first.click()
    expect(phone.button("Back to my history")).to_be_visible()
    expect(phone.page.get_by_role("heading", name="My stations", exact=True)).to_have_count(0)
    phone.still()
    return phone


def cases(phone: Phone) -> Phone:
    to(phone, "Cases")
    phone.sees(re.compile("^[0-9]+ cases$"))
    phone.still()
    return phone


def me(phone: Phone) -> Phone:
    to(phone, "Me")
    expect(phone.page.get_by_role("heading", name="My personal key")).to_be_visible()
    phone.sees("Delete everything")
    phone.still()
    return phone


def unfold(phone: Phone) -> None:
    phone.still()
    for details in phone.page.locator(".stExpander details").all():
        phone.open_up(details)


def test_what_is_chosen_among_a_few_is_seen_in_forced_colours(person: Callable[..., Phone]) -> None:
    phone = forced(history(person("Ben")))
    phone.unfold("Filter")
    chosen = phone.page.get_by_role("radio", name="You were the student")
    phone.tap(chosen)
    expect(chosen).to_have_attribute("aria-checked", "true")
    phone.still()

    other = phone.page.get_by_role("radio", name="You observed")

    assert colours(chosen)[0] != colours(other)[0]
    assert colours(chosen.locator("p"))[2] not in (colours(chosen)[0], colours(other.locator("p"))[2])


# --- how the pages look


@pytest.fixture(scope="module")
def walk(browser: Browser, after: Server, tmp_path_factory: Any) -> Walk:
    # Not Ana: the script that is read here would be in her record.
    phone, stranger = phone_of(browser, after.base, "Ben"), new_phone(browser, after.base)
    took = WalkInBoth("pages", tmp_path_factory.mktemp("pages"))
    try:
        phone.open()
        phone.sees("Practise next")
        unfold(phone)
        took.look("home", phone)
        for tab in FIRST:
            unfold(history(phone, tab))
            took.look(f"history-{tab}", phone)
        station(to_tab(phone, "Stations"), "You were the student")
        phone.sees("In numbers, only for you")
        took.look("station-student", phone)
        station(history(phone), "You observed")
        phone.sees("What you marked")
        took.look("station-observer", phone)
        phone.page.goto("about:blank")
        cases(phone)
        for number in range(3):  # the filter, the timing, and the first case
            phone.open_up(phone.page.locator(".stExpander details").nth(number))
        phone.button("Read the script").filter(visible=True).click()
        phone.sees("What to look for")
        took.look("cases", phone)
        unfold(me(phone))
        took.look("me", phone)
        stranger.open("/history").button("Sign in").wait_for()
        took.look("nobody", stranger)
        assert phone.errors == []
    finally:
        for one in (phone, stranger):
            one.context.close()
    return took


def test_no_page_has_a_serious_or_critical_finding_of_axe(walk: Walk) -> None:
    assert {s.name: s.axe for s in walk.screens if s.axe} == {}
    assert len(walk.screens) == 10 * len(SIZES) * len(SCHEMES)


def test_everything_to_be_tapped_is_large_enough_for_a_thumb(walk: Walk) -> None:
    small = {s.name: [b for b in s.buttons if min(b[1:]) < SMALLEST] for s in walk.screens}
    assert {name: those for name, those in small.items() if those} == {}
    assert all(len(s.buttons) > 4 for s in walk.screens), "The buttons were found at all."


def test_nothing_is_wider_than_the_screen(walk: Walk) -> None:
    assert {s.name: s.wide for s in walk.screens if s.wide} == {}


# --- moving about


def test_the_keyboard_reaches_the_list_opens_a_station_and_comes_back(ana: Phone) -> None:
    ana.page.set_viewport_size(LAPTOP["viewport"])
    ana.page.goto("about:blank")
    phone = history(ana)

    tab_to(phone, "You observed")
    phone.page.keyboard.press("Enter")
    phone.button("Back to my history").wait_for()
    phone.still()
    tab_to(phone, "Back to my history")
    phone.page.keyboard.press("Enter")

    expect(phone.page.get_by_role("heading", name="My stations", exact=True)).to_be_visible()
    assert phone.errors == []


def test_the_browsers_own_back_leads_from_a_station_to_the_list(listed: Phone) -> None:
    phone = station(listed, "You were the student")
    assert "station=" in phone.page.url

    phone.page.go_back()

    expect(phone.page.get_by_role("heading", name="My stations", exact=True)).to_be_visible()


def test_a_station_begins_at_its_top_and_its_address_opens_it_again(listed: Phone) -> None:
    phone = station(listed, "You were the student")

    expect(phone.page.get_by_role("heading", level=2).first).to_be_in_viewport()
    title = phone.page.get_by_role("heading", level=2).first.inner_text()
    phone.page.reload()
    expect(phone.page.get_by_role("heading", level=2).first).to_have_text(title)


def scrolled(phone: Phone) -> float:
    return float(phone.page.get_by_test_id("stMain").evaluate("main => main.scrollTop"))


def test_a_station_opened_from_far_down_begins_at_its_title_and_back_leads_to_the_line(
    listed: Phone,
) -> None:
    phone = listed
    phone.page.set_viewport_size({"width": 390, "height": 400})
    line = phone.page.locator(".st-key-stations").get_by_role("button", name=re.compile("You were the student$"))
    line.scroll_into_view_if_needed()
    place = scrolled(phone)

    station(phone, "You were the student")
    expect(phone.page.get_by_role("heading", level=2).first).to_be_in_viewport(ratio=1)
    expect(phone.button("Back to my history")).to_be_in_viewport(ratio=1)
    phone.button("Back to my history").click()

    expect(line).to_be_in_viewport()
    assert (place > 100, abs(scrolled(phone) - place) < 2) == (True, True)


def test_what_is_pressed_within_a_station_leaves_the_place(listed: Phone) -> None:
    phone = station(listed, "You were the student")
    keep = phone.page.get_by_text("Keep the words from this station")
    keep.scroll_into_view_if_needed()
    place = scrolled(phone)

    keep.click()
    phone.sees("Kept.")
    phone.still()

    assert (place > 1000, scrolled(phone) > place - 100) == (True, True)
    keep.click()
    phone.sees("They’ll be deleted after a year.")


def test_a_part_stays_open_once_it_was_asked_for(person: Callable[..., Phone]) -> None:
    phone = cases(person("Cem"))
    phone.open_up(phone.page.locator(".stExpander details").nth(3))

    phone.button("Read the script").filter(visible=True).click()

    phone.sees("What to look for")
    phone.sees("you’ve met it")


# --- charts


@pytest.fixture
def dot(listed: Phone) -> tuple[float, float]:
    """Where Ana's one station lies on the screen, as a dot."""
    to_tab(listed, "Charts")
    drawn = listed.page.locator(".st-key-level .scatterlayer .point")
    drawn.scroll_into_view_if_needed()
    listed.still()
    box = drawn.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_tap_on_a_dot_opens_its_station_and_back_leads_to_the_chart(listed: Phone, dot: tuple[float, float]) -> None:
    place = scrolled(listed)

    listed.page.touchscreen.tap(*dot)
    expect(listed.button("Back to my history")).to_be_in_viewport(ratio=1)
    listed.sees("In numbers, only for you")
    listed.button("Back to my history").click()

    expect(listed.page.locator(".st-key-level .scatterlayer .point")).to_be_in_viewport()
    assert (place > 100, abs(scrolled(listed) - place) < 2, listed.errors) == (True, True, [])


def test_a_dot_says_what_it_is_to_who_points_at_it(listed: Phone, dot: tuple[float, float]) -> None:
    listed.page.mouse.move(dot[0] - 30, dot[1])
    listed.page.mouse.move(*dot)

    expect(listed.page.locator(".st-key-level .hoverlayer")).to_contain_text("first try")


def test_the_page_scrolls_under_a_finger_on_a_chart(listed: Phone, dot: tuple[float, float]) -> None:
    place, finger = scrolled(listed), listed.page.context.new_cdp_session(listed.page)

    for step in range(11):
        where = [{"x": dot[0] + 60, "y": dot[1] + 20 * step}]
        kind = "touchMove" if step else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    listed.page.wait_for_function(f"() => document.querySelector('.stMain').scrollTop < {place - 100}")
    expect(listed.button("Back to my history")).to_have_count(0)


def test_the_keyboard_opens_a_station_from_the_table_of_its_chart(ana: Phone) -> None:
    ana.page.set_viewport_size(LAPTOP["viewport"])
    ana.page.goto("about:blank")
    phone = history(ana, "Charts")
    phone.unfold(f"{LEVEL}, as a table")
    link = phone.page.locator(".plain").get_by_role("link")

    phone.page.keyboard.press("Tab")
    expect(link).to_be_focused()
    phone.page.keyboard.press("Enter")

    phone.button("Back to my history").wait_for()
    phone.sees("In numbers, only for you")
    assert phone.errors == []


# --- what a page costs


def test_the_charts_library_is_loaded_by_history_and_by_no_page_before_it(person: Callable[..., Phone]) -> None:
    phone = person("Ben")
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))

    phone.open()
    phone.sees("Practise next")
    cases(phone)
    me(phone)
    to(phone, "Home")
    phone.button(KNOWN).click()
    phone.in_lobby(1)
    phone.page.wait_for_load_state("networkidle")
    before = [url for url in asked if PLOTLY.search(url)]
    history(phone, "Charts")
    expect(phone.page.locator(".js-plotly-plot").filter(visible=True).first).to_be_visible()

    assert before == []
    assert [url for url in asked if PLOTLY.search(url)] != []


# --- downloaded, and imported


@pytest.fixture(scope="module")
def file(ana: Phone, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Ana's browser keeps when she downloads her record."""
    me(ana)
    with ana.page.expect_download() as download:
        ana.button("Download my record").click()
    kept = tmp_path_factory.mktemp("home") / download.value.suggested_filename
    download.value.save_as(kept)
    return kept


def words_of(evening: Played, name: str) -> list[str]:
    """What all three wrote for this person as the student."""
    [round_] = [number for number, cast in enumerate(evening.casts, 1) if cast[STUDENT] == name]
    return [wrote(role, round_) for role in (STUDENT, PATIENT, OBSERVER)]


def test_what_was_taken_home_opens_without_a_network_and_shows_the_words(
    browser: Browser, file: Path, evening: list[Played]
) -> None:
    context = browser.new_context(**PHONE, offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(file.as_uri())

    assert re.fullmatch(r"practice-\d{4}-\d\d-\d\d\.html", file.name)
    for words in (STEP, *words_of(evening[0], "Ana")[1:]):
        expect(page.get_by_text(words).filter(visible=True).first).to_be_visible()
    assert asked == [file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_file_brings_the_station_to_another_kit(
    long: Server, room: Callable[..., Room], file: Path, evening: list[Played]
) -> None:
    new = me(room(long, "Ana").closed("Ana"))

    new.page.locator("input[type=file]").set_input_files(file)
    new.sees("Ana’s record: 3 rounds")
    new.button("Add it to my history").click()
    new.sees("3 rounds added to your history.")
    expect(new.page.get_by_text("3 rounds added to your history.")).to_be_in_viewport()
    expect(new.button("Add it to my history")).to_have_count(0)
    station(history(new), "You were the student · imported")

    for words in words_of(evening[0], "Ana"):
        new.sees(words)
    to(new, "Cases")
    new.sees("you’ve met it")
    assert new.errors == []


def test_a_file_of_many_megabytes_reaches_the_kit(ana: Phone, tmp_path: Path, file: Path) -> None:
    large = tmp_path / "practice.html"
    large.write_bytes(file.read_bytes() + b"<!-- " + b"a thousand rounds " * 500_000 + b" -->")
    phone = me(ana)

    phone.page.locator("input[type=file]").set_input_files(large)

    phone.sees("All of it is already here.")


def test_from_a_station_history_leads_to_the_list_and_on_to_another_station(ana: Phone) -> None:
    station(history(ana), "You were the student")
    first = ana.page.get_by_role("heading", level=2).first.inner_text()

    ana.tap("History")
    expect(ana.page.get_by_role("heading", name="My stations", exact=True)).to_be_visible()
    ana.still()

    station(ana, PLAYED)
    expect(ana.page.get_by_role("heading", level=2).first).not_to_have_text(first)


def test_the_tables_are_files_that_a_spreadsheet_reads(ana: Phone) -> None:
    phone = me(ana)

    with phone.page.expect_download() as download:
        phone.button("Download as tables (ZIP)").click()
    with ZipFile(download.value.path()) as exported:
        tables = {name: exported.read(name) for name in exported.namelist()}

    assert tables.keys() == {"marks.csv", "rounds.csv", "steps.csv"}
    assert all(table.startswith(b"\xef\xbb\xbfpractice,round,") for table in tables.values())
    assert STEP.encode() in tables["steps.csv"]


# --- nobody else's


SHUT = "It has closed, so its feedback can’t be opened here."


@dataclass
class Way:
    """What somebody's browser received at the session's old address, and then on every page and in every station of
    theirs."""

    shut: set[str]
    heard: set[str]
    sockets: set[str]


@pytest.fixture(scope="module")
def ways(browser: Browser, after: Server, evening: list[Played]) -> dict[str, Way]:
    """For each of the three, three days later."""
    return {name: way(phone_of(browser, after.base, name), evening[0]) for name in TOKENS}


def way(phone: Phone, evening: Played) -> Way:
    ear = Ear(phone, re.compile("|".join(map(re.escape, [*every_word(evening), STEP, SHUT]))))
    phone.open(f"/practice?seat={evening.seats[phone.name].id}")
    phone.sees(SHUT)
    phone.still()
    shut = {*ear.listen()}
    expect(phone.open().page.get_by_role("heading", name=HOME)).to_be_visible()
    phone.sees("Practise next")
    for part in ("You were the student", PLAYED, "You observed"):
        station(history(phone), part)
        phone.sees(re.compile("proof of competence|You keep what you wrote"))
    me(cases(phone))
    heard = ear.listen()
    phone.context.close()
    return Way(shut, heard, ear.sockets)


@pytest.mark.parametrize("name", TOKENS)
def test_three_days_later_the_old_address_of_the_practice_holds_nothing_of_its_rounds(
    ways: dict[str, Way], name: str
) -> None:
    assert ways[name].shut == {SHUT}


def test_no_device_receives_words_that_were_written_for_somebody_else(
    ways: dict[str, Way], evening: list[Played]
) -> None:
    casts = evening[0].casts
    for name, way in ways.items():
        theirs = set(words_of(evening[0], name))
        own = {wrote(role, number) for number, cast in enumerate(casts, 1) for role, who in cast.items() if who == name}
        assert way.heard & {*every_word(evening[0])} == theirs | own, name
        assert way.sockets != set()


def every_word(evening: Played) -> list[str]:
    rounds = range(1, len(evening.casts) + 1)
    return sorted(wrote(role, number) for number in rounds for role in (STUDENT, PATIENT, OBSERVER))
