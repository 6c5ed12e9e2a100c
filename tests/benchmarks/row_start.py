"""From starting the kit to a first usable page, compared with the bare page."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Browser

from tests.benchmarks.phones import chromium, phone
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.servers import Server, bare_server, kit_server
from tests.benchmarks.table import Row

STARTS = 4
HOME, BARE = "Start a session", "One"


def measure(folder: Path) -> list[Row]:
    """Measured from just before the process is created until a new browser has drawn the first page's button: Home's,
    on a new database, and the bare page's. In turn; the quickest of each counts."""
    ours: list[tuple[float, float]] = []
    plain: list[tuple[float, float]] = []
    with chromium() as browser:
        for turn in range(STARTS):
            database = folder / f"{turn}.sqlite3"
            ours.append(start(browser, lambda: kit_server(database), HOME))  # noqa: B023 called at once
            plain.append(start(browser, lambda: bare_server(folder / "bare"), BARE))
    (kit, kit_up), (bare, bare_up) = min(ours), min(plain)
    reached = f"{kit / bare:.2f} × ({kit:.2f} s against {bare:.2f} s; servers up after {kit_up:.2f} s, {bare_up:.2f} s)"
    return [Row("start to first usable page against the bare page", "≤ 1.5 ×", reached, kit / bare <= 1.5)]


def start(browser: Browser, serve: Callable[[], AbstractContextManager[Server]], button: str) -> tuple[float, float]:
    """Seconds until the button, and until the server's first answer."""
    wait_for_quiet(5)
    page = phone(browser)
    with serve() as server:
        up = time.perf_counter() - server.started
        page.goto(server.url)
        page.get_by_role("button", name=button, exact=True).wait_for()
        taken = time.perf_counter() - server.started
    page.context.close()
    return taken, up
