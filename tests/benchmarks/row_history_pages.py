"""The history of somebody with 1 station and with 1,000, against that of somebody with 10, as a browser shows it."""

from __future__ import annotations

import secrets
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from roleplay.content.loading import load_library
from roleplay.marking.marksheet import Marksheet, marksheet_of
from roleplay.people.codes import device_hash
from roleplay.people.persons import Person
from roleplay.web.server.kit import build_kit
from tests.benchmarks.phones import chromium
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.row_history import rows_of_a_round
from tests.benchmarks.seeding import CASE
from tests.benchmarks.servers import ROOT, Server, kit_server
from tests.benchmarks.table import Row, median

FEW, STATIONS = 10, (1, 10, 1000)
TABS = {"Now": "What I last heard", "Stations": "My stations", "Charts": "How my stations went"}
"""Each with a heading that shows that it is there."""
REPEATS, BUDGET = 5, 2.0
NOW, DAY = time.time_ns() // 1_000_000, 24 * 60 * 60 * 1000


def measure(folder: Path) -> list[Row]:
    """From the address, or from the press on a tab, until its heading is there; the median of five."""
    file, token, cookie = folder / "kit.sqlite3", secrets.token_urlsafe(32), ""
    with closing(build_kit(f"sqlite:///{file}", ROOT, lambda: NOW)) as kit:
        cookie = kit.devices.signed(token)
        library = load_library(ROOT)
        case = library.cases[CASE]
        sheet = marksheet_of(library.rubrics[case.rubric], case)
        with kit.store.write() as writer:
            writer.history.add_sheet(sheet)
            for many in STATIONS:
                writer.persons.add_person(Person(f"person-{many}", f"Person {many}"))
                writer.devices.add_person_device(f"person-{many}", device_hash(token), False, NOW)
    with closing(sqlite3.connect(file)) as plain:
        for many in STATIONS:
            play(plain, sheet, many)
        plain.commit()
    with kit_server(file) as server, chromium() as browser:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        context.add_cookies([{"name": "device", "value": cookie, "url": server.url}])
        taken = {many: visit(context.new_page(), server, f"person-{many}") for many in STATIONS}
    return [row(tab, many, taken[many][tab], taken[FEW][tab]) for many in STATIONS if many != FEW for tab in TABS]


def play(plain: sqlite3.Connection, sheet: Marksheet, many: int) -> None:
    """So many imported stations within the year for which words are kept: of those there is no log."""
    person = f"person-{many}"
    for number in range(many):
        practice, at = 10_000 * many + number, NOW - (number + 1) * 300 * DAY // many
        owned = (practice, f"code-{practice}", at, f"origin-{practice}", person)
        plain.execute("INSERT INTO practices (id, code, opened_at, origin, owner) VALUES (?, ?, ?, ?, ?)", owned)
        for table, values in rows_of_a_round(sheet, practice, person, person, True):
            values |= {name: at for name in ("at", "opened_at", "made", "submitted") if name in values}
            names = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join("?" * len(values))
            plain.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))


def visit(page: Any, server: Server, person: str) -> dict[str, float]:
    """Milliseconds for each tab."""
    taken = {tab: list[float]() for tab in TABS}
    wait_for_quiet()
    for _ in range(REPEATS + 1):
        for tab, heading in TABS.items():
            start = time.perf_counter()
            if tab == "Now":
                page.goto(f"{server.url}/history?person={person}")
            else:
                page.get_by_role("tab", name=tab).click()
            page.get_by_role("heading", name=heading, exact=True).wait_for()
            page.get_by_text("proof of competence").wait_for()
            taken[tab].append(1000 * (time.perf_counter() - start))
    return {tab: median(each[1:]) for tab, each in taken.items()}


def row(tab: str, many: int, theirs: float, few: float) -> Row:
    what = f"history of {many:,} station{'s' * (many != 1)} in a browser, {tab}, against {FEW}"
    return Row(what, f"≤ {BUDGET:g} ×", f"{theirs / few:.2f} × ({theirs:.0f} ms, {few:.0f} ms)", theirs / few <= BUDGET)
