"""In the few colours that a device may force on every page, what is chosen still looks different from what isn't."""

from __future__ import annotations

from collections.abc import Callable

from phones import STUDENT, Phone
from played import Room
from playwright.sync_api import Locator
from servers import Server

REDRAWN = 20
"""How often a button may be replaced while it is looked at."""


def colours(button: Locator) -> list[str]:
    """The look of a button: its background, edge and words."""
    seen = "(b) => b.isConnected && ((s) => [s.backgroundColor, s.borderTopColor, s.color])(getComputedStyle(b))"
    # What a tap changes is drawn again, at once and when it is saved: a button that was just replaced has no look.
    return list(next(filter(None, (button.evaluate(seen) for _ in range(REDRAWN)))))


def stands_out(chosen: Locator, other: Locator) -> bool:
    """Whether background and words differ, and the words can be seen on the background."""
    (ground, edge, words), (plain, _, usual) = colours(chosen), colours(other)
    return ground == edge != plain and words not in (ground, usual)


def forced(phone: Phone) -> Phone:
    phone.page.emulate_media(forced_colors="active")
    assert phone.page.evaluate("matchMedia('(forced-colors: active)').matches")
    return phone


def test_a_chosen_number_and_a_chosen_word_are_seen_in_forced_colours(long: Server, room: Callable[..., Room]) -> None:
    student = forced(room(long).after_the_bell(STUDENT))
    for group in student.page.locator("[role=group]").all():
        chosen, other = group.get_by_role("button").nth(1), group.get_by_role("button").nth(2)
        student.tap(chosen)
        student.pressed(chosen)
        assert stands_out(chosen, other)
