"""The header and the bar on the narrowest phone and at the largest type: nothing wraps, nothing covers anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from phones import OBSERVER, OPEN_TREE, PATIENT, STUDENT, Phone, Trio
from played import Played, prepare, reading
from playwright.sync_api import expect
from servers import Server

from roleplay.room.stages import SECOND

NARROW: dict[str, Any] = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
TWICE = "html { font-size: 32px !important }"
"""Type at 200 %."""
BOXES = f"""() => {{ {OPEN_TREE}
  const box = (one) => one.getBoundingClientRect();
  const of = (which) => [...everything(document)].filter((e) => e.matches(which) && e.checkVisibility());
  const [who, time, stop] = [".band .who", ".band .time", ".bar .stop"].map((which) => box(of(which)[0]));
  const lines = of(".band .who, .band .time, .band .stage, .band .due, .band .badge");
  const beside = of(".bar .corner button").filter((e) => Math.abs(box(e).top - stop.top) < 2);
  return {{
    wrapped: lines.filter((e) => e.getClientRects().length > 1 || getComputedStyle(e).whiteSpace !== "nowrap").length,
    outside: [...lines, ...of(".bar button")].filter((e) => box(e).right > innerWidth || box(e).left < 0).length,
    covered: who.right > time.left,
    beside: beside.length,
  }}; }}"""


def over(room: Played, now: int) -> None:
    """The quiet minute is over, and everybody is still writing: the bar has most to hold."""
    prepare(room, now - 180 * SECOND)
    room.read()
    room.wall.forward(room.round.lengths.reading)
    room.moved(room.who("observer"), "end_early")
    room.wall.at = now


def fits(phone: Phone) -> dict[str, Any]:
    for part in (".band .who", ".band .time", ".bar .stop"):
        expect(phone.page.locator(part)).to_be_visible()
    phone.still()
    found: dict[str, Any] = phone.page.evaluate(BOXES)
    return found


WELL = {"wrapped": 0, "outside": 0, "covered": False, "beside": 2}


@pytest.mark.parametrize("stand", [reading, over], ids=["station", "time is up"])
def test_nothing_in_header_or_bar_wraps_or_hides_on_a_narrow_phone_at_any_size_of_type(
    long: Server, stands: Callable[..., Trio], stand: Callable[[Played, int], object]
) -> None:
    """And STOP never stands alone in a row."""
    three = stands(long, stand, STUDENT, PATIENT, OBSERVER, devices=dict.fromkeys((STUDENT, PATIENT, OBSERVER), NARROW))
    if stand is reading:
        three.station()
    for phone in three:
        assert fits(phone) == WELL
        phone.page.add_style_tag(content=TWICE)
        assert fits(phone) == WELL


def test_who_has_scrolled_sees_a_time_out_and_a_tap_leads_to_it(long: Server, stands: Callable[..., Trio]) -> None:
    three = stands(long, reading, STUDENT, OBSERVER, devices={OBSERVER: NARROW}).station()
    three.observer.page.mouse.wheel(0, 600)

    three.student.tap("Time out")

    expect(three.observer.band.get_by_role("button")).to_have_text("notification_importantTime out: the clock is held")


def test_who_moves_on_is_told_over_whose_sentence(long: Server, stands: Callable[..., Trio]) -> None:
    two = stands(long, over, STUDENT, OBSERVER)
    names = {two.student.name, two.observer.name}

    two.student.tap("Continue without waiting")

    asked = two.student.page.get_by_text("finished: move on all the same?")
    expect(asked).to_contain_text(next(iter(names - {two.student.name})))
    two.student.tap("Wait")
    expect(asked).to_have_count(0)
