"""Marking with a thumb: nothing that is tapped moves what stands beside it, and one slip sends nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from phones import OBSERVER, READY, STUDENT, Phone
from played import Room
from playwright.sync_api import Locator, expect
from servers import Server, read_case

FINDING = read_case()["findings"][0]["ask"]
DOWN = "(one) => one.getBoundingClientRect().top"
ANSWERS = "done|partly|not|na|blank|rest"


def places(phone: Phone, kind: str) -> list[list[float]]:
    """Where each of these buttons is on the page, and how large."""
    found: list[list[float]] = phone.page.locator(".kit button[data-key]").evaluate_all(
        """(all, kind) => all.filter((one) => new RegExp(`^(${kind})-`).test(one.dataset.key)).map((one) => {
          const { x, y, width, height } = one.getBoundingClientRect();
          return [x, y - one.closest(".kit").getBoundingClientRect().top, width, height]; })""",
        kind,
    )
    return found


def narrow(phone: Phone) -> Phone:
    phone.page.set_viewport_size({"width": 360, "height": 640})
    return phone


@pytest.fixture
def open_lines(long: Server, room: Callable[..., Room]) -> Phone:
    """The observer's quiet minute: every line is still open."""
    observer = narrow(room(long).after_the_bell(OBSERVER))
    expect(observer.button(re.compile("^Not done:")).first).to_be_visible()
    return observer


def test_no_line_moves_when_it_is_answered(open_lines: Phone) -> None:
    before = places(open_lines, ANSWERS)
    assert len(before) > 30

    for name in ("Not done", "Done", "Leave blank"):
        chosen = open_lines.button(re.compile(f"^{name}:")).first
        open_lines.tap(chosen)
        open_lines.pressed(chosen)
        assert places(open_lines, ANSWERS) == before, name


def test_the_rest_is_marked_with_one_tap_that_can_be_undone(open_lines: Phone) -> None:
    done, blank = (open_lines.button(re.compile(f"^{name}:")) for name in ("Done", "Leave blank"))
    open_lines.tap(done.first)
    open_lines.tap(blank.nth(1))
    open_lines.tap("Mark the rest as not done")
    marked = chosen(open_lines, "Not done:")
    expect(marked).to_have_count(done.count() - 2)
    open_lines.pressed(done.first)

    open_lines.tap("Undo")

    expect(marked).to_have_count(0)
    open_lines.pressed(done.first)
    open_lines.saved()


def chosen(phone: Phone, name: str) -> Locator:
    return phone.page.locator(f"button[aria-pressed=true][aria-label^='{name}']")


def test_in_the_station_a_tap_changes_no_rows_height_and_one_tap_hands_nothing_over(
    long: Server, room: Callable[..., Room]
) -> None:
    ours = room(long).begin_planned().read()
    observer, student = narrow(ours.phone(OBSERVER)), ours.phone(STUDENT)
    observer.in_stage("Station")
    before = places(observer, "item|partly")
    for line in observer.page.locator("[data-key^=item-]").all()[:3]:
        line.click()
    observer.page.locator("[data-key^=partly-]").first.click()
    expect(observer.page.locator("[data-key^=item-][aria-pressed=true]")).to_have_count(4)
    assert places(observer, "item|partly") == before

    observer.unfold("Cards to hand over")
    hand_over = observer.button(f"Hand over: {FINDING}")
    middle = hand_over.bounding_box()
    assert middle is not None
    for _ in range(2):
        observer.page.mouse.click(middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2)
    expect(hand_over).to_be_visible()
    student.sees_not(FINDING)
    observer.hand_over(FINDING)
    student.sees(FINDING)


def test_a_line_that_comes_above_moves_nothing_in_sight(long: Server, room: Callable[..., Room]) -> None:
    observer = narrow(room(long).begin_planned().phone(OBSERVER))
    observer.in_stage("Prepare")
    below = observer.page.locator("summary[data-key=cards]")
    below.scroll_into_view_if_needed()
    before = below.evaluate(DOWN)

    observer.tap(READY)

    observer.sees("Waiting for")
    assert below.evaluate(DOWN) == pytest.approx(before, abs=1)
