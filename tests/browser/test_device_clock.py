"""The server's time on a device is right to the second, whatever happens to the device's own clock. There is no server:
the test sets two clocks, the device's and the page's own, and sends messages with the server's time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from servers import ROOT

START = 1_700_000_000_000
SECOND = 1000
DEVICE = """
const device = { wall: START, own: 5, server: START + 3_600_000 };
const time = new ServerTime(() => device.wall, () => device.own);
const passes = (ms) => { device.wall += ms; device.own += ms; device.server += ms; };
const sleeps = (ms) => { device.wall += ms; device.server += ms; };
const told = (journey = 0) => time.heard(device.server - journey);
const wrong = () => time.now() - device.server;
"""


class Device:
    """A device with its clock an hour behind the server's; it has just been told the time."""

    def __init__(self, page: Page) -> None:
        self.page = page
        code = (ROOT / "roleplay" / "web" / "live" / "clock.js").read_text(encoding="utf-8")
        page.add_script_tag(content=code + DEVICE.replace("START", str(START)))
        self("told()")

    def __call__(self, script: str) -> object:
        return self.page.evaluate(f"() => {{ {script} }}")

    @property
    def wrong(self) -> object:
        """How many milliseconds it is off the server's time."""
        return self("return wrong()")

    @property
    def asks(self) -> object:
        return self("return time.doubts()")


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.fixture
def device(page: Page) -> Device:
    page.goto("about:blank")  # a fresh document, with nothing from the last test
    return Device(page)


@pytest.mark.parametrize("by", [-3600 * SECOND, -1500, -300, 300, 1500])
def test_a_clock_that_is_set_changes_nothing_of_the_time_and_the_server_is_asked(device: Device, by: int) -> None:
    device(f"passes(1000); device.wall += {by}; passes(200)")

    assert (device.wrong, device.asks) == (0, True)
    assert device.asks is False, "Once is enough."


@pytest.mark.parametrize("by", [-3600 * SECOND, -1500, 1500, 3600 * SECOND])
def test_the_next_message_is_believed_after_a_clock_was_set(device: Device, by: int) -> None:
    device(f"passes(1000); device.wall += {by}; passes(200)")

    device("told()")

    assert device.wrong == 0


def test_after_sleep_the_time_is_right_before_the_server_has_said_it(device: Device) -> None:
    device("passes(1000); sleeps(600_000); passes(200)")

    assert (device.wrong, device.asks) == (0, True)


def test_a_message_that_waited_out_the_sleep_is_made_good_by_the_next(device: Device) -> None:
    device("passes(1000); sleeps(600_000); passes(200)")

    device("told(600_000)")
    assert device.asks is True
    device("passes(40); told()")

    assert device.wrong == 0


def test_a_message_that_took_long_changes_next_to_nothing(device: Device) -> None:
    device("passes(10_000); told(8000)")

    assert device.wrong == -10


def test_a_device_that_runs_fast_stays_right_for_hours(device: Device) -> None:
    device("for (let i = 0; i < 1080; i++) { passes(10_000); device.own += 2; device.wall += 2; told(); }")

    assert device.wrong == 0


def test_nothing_is_asked_while_the_clocks_agree(device: Device) -> None:
    device("passes(3_600_000)")

    assert (device.wrong, device.asks) == (0, False)
