"""Somebody alone in a lobby marks an example in a real browser, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from phones import Phone
from playwright.sync_api import expect
from servers import ROOT, Server
from sizes import WalkInBoth

WHOLE = 150_000
"""Milliseconds in which every example is over."""
TITLE = "Behind the boiler house, with Rhys"


@pytest.fixture(scope="module")
def kits_own(run_server: Callable[..., Server]) -> Server:
    """The kit's own cases and examples."""
    return run_server(ROOT)


def test_whoever_waits_marks_an_example_and_sees_how_it_compares(
    kits_own: Server, phone: Callable[..., Phone], tmp_path: Path
) -> None:
    ana, walk = phone(kits_own), WalkInBoth("example", tmp_path)
    ana.page.clock.install()
    ana.start("Ana")
    ana.page.get_by_role("link", name="Mark an example").click()
    ana.tap(TITLE)
    ana.sees("You don’t know this case yet.")
    ana.tap("Mark this example")
    ana.tap("Start")
    ana.line("Introduces themselves by name").click()
    walk.look("it runs", ana)

    ana.page.reload()
    ana.pressed(ana.line("Introduces themselves by name"))
    ana.tap("Start")
    ana.page.clock.fast_forward(WHOLE)
    ana.tap("Mark the rest as not done")
    walk.look("it is over", ana)
    ana.tap("Compare with ours")
    ana.sees("You matched us on 7 of 8 and were stricter on 1.")
    walk.look("compared", ana)

    ana.page.get_by_role("link", name="Back to the session").click()
    expect(ana.page.get_by_role("heading", name="In the room: 1")).to_be_visible()
    assert [(one.name, one.axe, one.small, one.wide) for one in walk.screens if one.axe or one.small or one.wide] == []
