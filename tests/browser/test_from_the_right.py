"""Text that is read from right to left is right wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from phones import OBSERVER, OPEN_TREE, OUT_OF_ROLE, STUDENT, Phone, Trio
from played import Room
from playwright.sync_api import TimeoutError, expect
from servers import CASE, Server, content, read_case, write_case

NAMES = ("דנה", "محمد", "נועם")
TITLE = "ראש שאינו מתבהר"
WRITTEN = "מתי זה התחיל?"
ASTRAY = f"""() => {{ {OPEN_TREE}
  const rtl = /[\\u0590-\\u08ff]/, isolated = /\\u2068[^\\u2069]*\\u2069/g, astray = [];
  let found = 0;
  const turned = (element) => {{
    while (element && !element.hasAttribute?.("dir")) element = element.parentElement ?? element.getRootNode().host;
    return element;
  }};
  const look = (element, text) => {{
    if (!rtl.test(text)) return;
    found++;
    const by = turned(element), left = by && getComputedStyle(by).direction === "ltr";
    const apart = !left || !rtl.test(text.replace(isolated, ""));
    if (by?.dir !== "auto" || !apart) astray.push(`${{element.localName}}: ${{text.trim()}}`);
  }};
  for (const element of everything(document)) {{
    const seen = element.checkVisibility?.({{ visibilityProperty: true }});
    if (!seen || element.matches("script, style, title") || element.closest("svg")) continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) look(element, node.data);
    if (element.matches("input, textarea")) look(element, element.value);
  }}
  return [found, astray]; }}"""
"""How many right-to-left texts are seen; those whose nearest direction isn't their own; and those inside a
left-to-right sentence that are not isolated from it."""
TRANSLATED = {"setting", "brief", "plays", "you_are", "opening", "say", "show", "do", "ask", "card", "text", "answer"}
LISTS = {"tasks", "leave_out", "points", "sources"}


def from_the_right(value: Any, number: Iterator[int], key: str = "") -> Any:
    """The same case, with a numbered question in Hebrew in place of each sentence."""
    if isinstance(value, dict):
        return {name: from_the_right(each, number, name) for name, each in value.items()}
    if isinstance(value, list):
        return [from_the_right(each, number, "text" if key in LISTS else key) for each in value]
    return f"מה קרה לך {next(number)}?" if key in TRANSLATED else value


@pytest.fixture(scope="module")
def hebrew(run_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One case, with every sentence in Hebrew."""
    folder = content(tmp_path_factory.mktemp("hebrew") / "content", reading=0.035, station=8)
    case = from_the_right(read_case(CASE, folder), count(1))
    case.pop("viva")
    write_case(folder, case | {"title": TITLE})
    server = run_server(folder)
    yield server
    server.stop()


def looked(phone: Phone, at_least: int = 1) -> None:
    phone.still()
    right = f"(least) => {{ const [found, astray] = ({ASTRAY})(); return found >= least && !astray.length; }}"
    with suppress(TimeoutError):
        phone.page.wait_for_function(right, arg=at_least, polling=100)
    found, astray = phone.page.evaluate(ASTRAY)
    assert (astray, found >= at_least) == ([], True), phone.page.url


def test_what_people_wrote_finds_its_own_direction_on_every_screen(
    hebrew: Server, room: Callable[..., Room], tmp_path: Path
) -> None:
    evening = room(hebrew, *NAMES)
    evening.writes = lambda role, number: WRITTEN
    three = Trio(*(evening.phone(name) for name in NAMES))
    for phone in three:
        phone.in_lobby(3)
        looked(phone, 3)
    evening.begin_planned()
    three.prepare()
    looked(three.patient, 5)
    looked(three.observer, 5)
    evening.read()
    three.station()
    for phone in three:
        looked(phone, 3)
    evening.move(evening.who(OBSERVER), "end_early")
    for phone in three.quiet():
        phone.write(WRITTEN)
        looked(phone)
    evening.hand_in()
    for phone in three:
        phone.in_stage(OUT_OF_ROLE)
    three.debrief(lambda turn: [looked(phone) for phone in three if turn == STUDENT]).sheets()
    for phone in three:
        phone.unfold_all(".paper")
        looked(phone, 20)
    pages_of(three.student, tmp_path / "home.html")


def go(phone: Phone, page: str) -> None:
    """By the links below every page outside a session."""
    phone.still()
    phone.page.locator(".st-key-ways").get_by_role("link", name=page, exact=True).click()


def pages_of(phone: Phone, home: Path) -> None:
    """What remains of the session, and a text that is being written."""
    phone.open("/")
    phone.page.get_by_role("textbox", name="Code", exact=True).fill(NAMES[0])
    looked(phone, 2)
    go(phone, "Me")
    expect(phone.button("Download my record")).to_be_visible()
    looked(phone)
    with phone.page.expect_download() as taken:
        phone.tap("Download my record")
    taken.value.save_as(home)
    go(phone, "History")
    phone.page.get_by_role("tab", name="Stations").click()
    station = phone.page.locator(".st-key-stations").get_by_role("button")
    expect(station).to_be_visible()
    looked(phone)
    phone.tap(station)
    expect(phone.button("Back to my history")).to_be_visible()
    phone.still()
    phone.unfold_all(".stMain")
    looked(phone, 20)
    go(phone, "Cases")
    expect(phone.page.get_by_role("heading", name="Cases", exact=True)).to_be_visible()
    phone.still()
    phone.unfold(TITLE)
    phone.tap("Read the script")
    looked(phone, 20)
    phone.open("/write?new=paste")
    text = phone.page.get_by_role("textbox", name="The case as text")
    expect(text).to_be_visible()
    text.fill("מה קרה?")
    looked(phone)
    phone.page.goto(home.as_uri())
    phone.page.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    looked(phone, 30)
