"""First visit to a history with charts: bytes, and what they are spent on."""

from __future__ import annotations

import re
import secrets
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from roleplay.demo.term import make_demo
from roleplay.people.codes import device_hash
from roleplay.web.server.kit import build_kit
from tests.benchmarks.phones import chromium
from tests.benchmarks.row_first_visit import MB, Received, visit, weight
from tests.benchmarks.servers import Server, kit_server
from tests.benchmarks.table import Row

CHARTS = 2.6
KINDS = {"the charts’ library": "PlotlyChart", "fonts": r"\.woff2", "other files": ""}


def measure(folder: Path) -> list[Row]:
    """A phone-sized browser with empty storage, measured like the first visit to the live room. It unfolds every chart
    and scrolls to the last, since charts are drawn as they come into view."""
    file, cookie = somebody_with_a_term(folder)
    with kit_server(file) as server, chromium() as browser:
        received = visit(browser, lambda page: _history(page, server, cookie))
    return [
        weight("first visit on a phone, a term’s history with its charts", received, CHARTS),
        Row("of which", "", _spent(received), None),
    ]


def somebody_with_a_term(folder: Path) -> tuple[Path, str]:
    """A database with the demo's term, and the cookie of its first person's phone."""
    file, token = folder / "term.sqlite3", secrets.token_urlsafe(32)
    now = time.time_ns() // 1_000_000
    demo = make_demo(f"sqlite:///{file}", now, lambda *_: None)
    with closing(build_kit(f"sqlite:///{file}")) as kit, kit.store.write() as writer:
        writer.devices.add_person_device(demo.people[0].id, device_hash(token), False, now)
    return file, kit.devices.signed(token)


def _history(page: Any, server: Server, cookie: str) -> None:
    page.context.add_cookies([{"name": "device", "value": cookie, "url": server.url}])
    page.goto(f"{server.url}/history")
    page.get_by_role("tab", name="Charts").click()
    page.get_by_role("tab", name="Charts").click()
    page.get_by_text("proof of competence").wait_for()
    for chart in page.locator("[data-testid=stExpander] summary").all():
        chart.click()
    page.locator(".js-plotly-plot").first.wait_for()
    for folded in page.locator(".stExpander[class*='st-key-open-'] summary").all():
        folded.click()
    page.locator(".js-plotly-plot").nth(1).wait_for()
    page.locator(".js-plotly-plot").last.scroll_into_view_if_needed()


def _spent(received: Received) -> str:
    """Each address belongs to the first kind that fits it."""
    spent = dict.fromkeys(KINDS, 0.0)
    for address, bytes_ in received.answers.items():
        spent[next(kind for kind, pattern in KINDS.items() if re.search(pattern, address))] += bytes_
    said = [f"{kind} {bytes_ / MB:.3f}" for kind, bytes_ in spent.items()]
    return ", ".join([*said, f"what is on the page {received.frames / MB:.3f} MB"])
