"""`PYTHONPATH=tests/browser:tests python -m tests.readme_pictures` takes README's pictures again.

They are of three phones in a station, and of the demo's history.
"""

from __future__ import annotations

import io
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import CHROMIUM
from phones import OBSERVER, PATIENT, STUDENT, new_phone
from PIL import Image
from played import in_station
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from servers import Server, content

from roleplay.demo.marker import NAME, VARIABLE
from roleplay.demo.term import make_demo
from roleplay.web.server.root import ROOT
from tests.bots.server import Server as Kit

FOLDER = ROOT / ".github"
WIDTH, HEIGHT, GAP = 351, 760, 20
"""Pixels of one screen in a picture, nine tenths of the phone's own."""
GROUND = (224, 224, 220)
FIRST, CHART = "What I last heard", "How my stations went"


def main() -> None:
    """Take both."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        beside(three_phones(browser, Path(folder, "station"))).save(FOLDER / "three-phones.png", optimize=True)
        beside(history(browser, Path(folder, "demo"))).save(FOLDER / "history.png", optimize=True)
        browser.close()


def three_phones(browser: Browser, folder: Path) -> list[bytes]:
    """The student's, the patient's and the observer's, when a few lines have been marked."""
    folder.mkdir()
    server = Server(folder, content(folder / "content", reading=0.035, station=8)).start()
    try:
        trio = in_station(browser, server, STUDENT, PATIENT, OBSERVER)
        return [phone.page.screenshot() for phone in trio]
    finally:
        server.stop()


def history(browser: Browser, folder: Path) -> list[bytes]:
    """Ana's in the demo: what she reads first, a chart, a station's feedback, and the chart on a dark phone."""
    folder.mkdir()
    with demo(folder) as kit:
        light, dark = (opened(browser, kit, is_dark) for is_dark in (False, True))
        first = light.screenshot()
        charts = [chart(page) for page in (light, dark)]
        light.get_by_role("tab", name="Now").click()
        at(light, light.get_by_role("heading", name=FIRST))
        light.get_by_role("link", name="Open this station").or_(
            light.get_by_role("button", name="Open this station")
        ).click()
        feedback = at(light, light.get_by_role("heading", name=re.compile("^First, what")))
        return [first, charts[0], feedback, charts[1]]


@contextmanager
def demo(folder: Path) -> Iterator[Kit]:
    """A kit that was started on a new demo."""
    kit = Kit(folder)
    kit.database = folder / NAME
    make_demo(f"sqlite:///{kit.database}", int(time.time() * 1000), lambda done, of, words: None)
    kit.launch("--server.address", "127.0.0.1", **{VARIABLE: "1"})
    try:
        yield kit
    finally:
        kit.stop()


def opened(browser: Browser, kit: Kit, dark: bool) -> Page:
    """Ana's history on a phone."""
    phone = new_phone(browser, kit.url, dark)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            phone.open()
            break
        except Exception:
            time.sleep(0.5)
    phone.page.get_by_role("button", name="Start a session as Ana").wait_for(timeout=60_000)
    phone.open("/history")
    phone.page.get_by_role("heading", name=FIRST).wait_for(timeout=60_000)
    return phone.page


def chart(page: Page) -> bytes:
    """The chart that stands unfolded."""
    page.get_by_role("tab", name="Charts").click()
    return at(page, page.get_by_role("heading", name=CHART))


def at(page: Page, heading: Locator) -> bytes:
    """The screen with this heading at its top."""
    heading.evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(1500)  # Plotly draws what comes into view
    return page.screenshot()


def beside(screens: list[bytes]) -> Image.Image:
    """One picture of them all."""
    whole = Image.new("RGB", (GAP + len(screens) * (WIDTH + GAP), HEIGHT + 2 * GAP), GROUND)
    for place, screen in enumerate(screens):
        drawn = Image.open(io.BytesIO(screen)).convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        whole.paste(drawn, (GAP + place * (WIDTH + GAP), GAP))
    return whole


if __name__ == "__main__":
    main()
