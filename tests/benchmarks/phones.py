"""Phones: pages of one Chromium, each with its own cookies, and what a page needs to time itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.seeding import Place, Room
from tests.benchmarks.servers import Server

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}

# Pages of one browser share a clock, so timeOrigin + now() can be compared between them. A change is "drawn" in the
# frame with the first animation callback after it.
TIMING = """
window.bench = {
  now: () => performance.timeOrigin + performance.now(),
  root() {
    if (bench.kept?.host?.isConnected) return bench.kept;
    const hosts = [...document.querySelectorAll("*")].filter((e) => e.shadowRoot?.querySelector(".kit"));
    return (bench.kept = hosts[0]?.shadowRoot);
  },
  find: (key) => bench.root().querySelector(`[data-key="${key}"]`),
  drawn(where, test) {
    return new Promise((done) => {
      const frame = () => requestAnimationFrame(() => done(bench.now()));
      const watch = new MutationObserver(() => { if (test()) { watch.disconnect(); frame(); } });
      if (test()) frame();
      else watch.observe(where, { subtree: true, childList: true, characterData: true, attributes: true });
    });
  },
  live: (text) => bench.drawn(bench.root(), () => bench.root().textContent.includes(text)),
  tapped: (key) => new Promise((done) => {
    const before = bench.find(key).ariaPressed;
    bench.root().addEventListener("click", (event) => {
      let frames = 0;
      const look = () => {
        frames += 1;
        if (bench.find(key).ariaPressed === before) requestAnimationFrame(look);
        else done({ frames, ms: performance.now() - event.timeStamp });
      };
      requestAnimationFrame(look);
    }, { once: true, capture: true });
  }),
};
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a screen; nothing is downloaded."""
    path = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def phone(browser: Browser) -> Page:
    """A phone that has never been here."""
    context = browser.new_context(**PHONE)
    context.add_init_script(TIMING)
    return context.new_page()


def sit(page: Page, server: Server, room: Room, place: Place) -> None:
    """Opens the seat's screen and waits until the live component shows its view."""
    page.context.add_cookies([{"name": "device", "value": place.cookie, "url": server.url}])
    page.goto(f"{server.url}/practice?seat={place.seat}")
    page.locator(".kit .band .badge", has_text="saved").wait_for()


def key(page: Page, name: str) -> Any:
    """The button of the live component with this key."""
    return page.locator(f'[data-key="{name}"]')
