"""A phone whose owner has no pointer: everything that is tapped or typed is done with the keyboard."""

from __future__ import annotations

import re

from phones import OPEN_TREE, Phone
from playwright.sync_api import Locator, expect

TRIES = 8
HAS_FOCUS = "(e) => e.getRootNode().activeElement === e"
DISTANCE = f"""(target) => {{ {OPEN_TREE}
  const stops = [...everything(document)].filter((e) => e.tabIndex >= 0 && !e.disabled && !e.closest("[inert]"))
    .filter((e) => e.checkVisibility() && e.matches("button, a[href], input, textarea, summary, [tabindex]"));
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return stops.indexOf(target) - stops.indexOf(active); }}"""
"""How many stops lie between the focus and an element: negative if it comes before."""


class KeyboardPhone(Phone):
    """Works every flow that a `Trio` plays, by Tab, Enter and Space, on the page of a phone that is open."""

    def __init__(self, phone: Phone) -> None:
        vars(self).update(vars(phone))

    def tap(self, what: str | re.Pattern[str] | Locator) -> None:
        locator = what if isinstance(what, Locator) else self.button(what)
        self.reach(locator)
        is_pressed = locator.get_attribute("aria-pressed") is not None
        self.page.keyboard.press("Space" if is_pressed else "Enter")
        self.taps += 1

    def write(self, words: str, into: Locator | None = None) -> None:
        field = into or self.sentence
        self.reach(field)
        self.page.keyboard.type(words)
        self.typed += 1

    def reach(self, locator: Locator) -> None:
        """Tabs to it, forwards or back. Where the focus was on something that has gone, the first Tab begins wherever
        that stood: then the way is counted once more."""
        expect(locator).to_be_enabled()
        for _ in range(TRIES):
            distance = int(locator.evaluate(DISTANCE))
            for _ in range(abs(distance)):
                self.page.keyboard.press("Tab" if distance > 0 else "Shift+Tab")
            if locator.evaluate(HAS_FOCUS):
                return
        raise AssertionError(f"{locator} cannot be reached with Tab")
