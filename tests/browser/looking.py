"""Looks at a screen as a machine can, light and dark: axe, thumbs, and what is wider than the screen.

A walk looks at dozens of screens, so a look does nothing twice: axe is loaded once per document, the colour scheme
changes once per look, and only faults get a picture.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from phones import OPEN_TREE, Phone, Trio
from playwright.sync_api import Page

SMALLEST = 44
"""Pixels, each way, for anything that can be tapped."""
NOT_OURS: dict[str, str] = {}
"""Axe rules that are left out, each with its reason: none."""

SCHEMES = ("light", "dark")
ALL: dict[str, Any] = {"rules": {rule: {"enabled": False} for rule in NOT_OURS}}
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast"]}
"""Everything that another colour scheme changes."""
AT_ONCE = """*, *::before, *::after { transition: none !important }
  [data-stale=true], .stExpander summary, .stExpander summary *, .stTabs [role=tab] { opacity: 1 !important }"""
"""Without it, axe would measure colours halfway between light and dark, or while a page is being drawn again: Streamlit
makes pale what it is about to replace, and marks only some of it."""
IN_SCHEME = """(document.querySelector(".stApp")
  ? getComputedStyle(document.querySelector(".stApp")).colorScheme
  : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")"""
"""Streamlit turns dark a moment after the browser; a page of ours turns with it."""
AXE_THERE = "Boolean(window.axe)"
RUN = "(options) => axe.run(options).then((found) => found.violations)"
PAINTED = f"""(scheme) => {IN_SCHEME} === scheme
  && !document.getAnimations().some((one) => one instanceof CSSTransition && one.playState === "running")"""

PLAIN = "body:not(:has(.stApp)) main"
"""A page of ours, without Streamlit."""
BUTTONS = f"""() => {{ {OPEN_TREE}
  const name = (e) => e.getAttribute("aria-label") ?? (e.innerText || e.closest("[class*=st]")?.innerText);
  return [...everything(document)]
    .filter((e) => e.matches(".kit button, .kit summary, .kit textarea") && !e.closest("[inert]") || e.matches(`
      .stButton button, .stFormSubmitButton button, .stDownloadButton button, .stPageLink a, .stExpander summary,
      .stCheckbox label, .stRadio [role=radiogroup] label, .stButtonGroup button, .stFileUploader button,
      [data-testid=stTextInputRootElement], [data-testid=stNumberInputContainer], .stSelectbox [role=group],
      {PLAIN} :is(button, summary, input:not([type=hidden]), a.button, a.way)`))
    .filter((e) => e.checkVisibility())
    .map((e) => [name(e), e.getBoundingClientRect().width, e.getBoundingClientRect().height]); }}"""
WIDE = f"""() => {{ {OPEN_TREE}
  const edge = document.documentElement.clientWidth, all = [...everything(document)];
  const scrolls = all.filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 100)
    .filter((e) => /auto|scroll/.test(getComputedStyle(e).overflowX)).map((e) => `${{e.localName}} scrolls`);
  const ours = ".kit, .paper, .plain, .stMarkdown, .stButton, .stPlotlyChart, {PLAIN}";
  const out = all.filter((e) => e.closest(ours) && e.checkVisibility())
    .filter((e) => e.getBoundingClientRect().right > edge + 1).map((e) => `${{e.localName}} ${{e.innerText}} is cut`);
  return [...scrolls, ...out]; }}"""


@dataclass
class Screen:
    """How one screen looked."""

    name: str
    axe: list[str]
    buttons: list[list[Any]]
    wide: list[str]
    essential: dict[str, bool]

    @property
    def small(self) -> list[list[Any]]:
        """Buttons too small for a thumb."""
        return [button for button in self.buttons if min(button[1:]) < SMALLEST]


class Walk:
    """Goes through every screen of something that is played once, looking at each in both schemes."""

    def __init__(self, name: str, pictures: Any) -> None:
        self.name, self.pictures = name, pictures
        self.axe = Axe().axe_script
        self.screens: list[Screen] = []

    def look(self, name: str, phone: Phone, **essential: Any) -> None:
        phone.still()
        assert phone.page.get_by_text("Something went wrong").count() == 0, name
        phone.page.add_style_tag(content=AT_ONCE)
        if not phone.page.evaluate(AXE_THERE):
            phone.page.evaluate(self.axe)
        as_it_is = phone.page.evaluate(IN_SCHEME)
        for scheme, rules in zip(sorted(SCHEMES, key=lambda one: one != as_it_is), (ALL, COLOURS), strict=True):
            phone.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            phone.page.wait_for_function(PAINTED, arg=scheme)
            self._look(f"{name}-{scheme}", phone.page, essential, rules)

    def _look(self, name: str, page: Page, essential: dict[str, Any], rules: dict[str, Any]) -> None:
        found = page.evaluate(RUN, {"resultTypes": ["violations"], **rules})
        grave = [v for v in found if v["impact"] in ("serious", "critical")]
        screen = Screen(
            name,
            [f"{v['id']} ({v['impact']}): {n['target']} {n['failureSummary']}" for v in grave for n in v["nodes"]],
            page.evaluate(BUTTONS),
            page.evaluate(WIDE),
            {what: within(locator) for what, locator in essential.items()},
        )
        self.screens.append(screen)
        if screen.axe or screen.small or screen.wide or not all(screen.essential.values()):
            page.screenshot(path=self.pictures / f"{self.name}-{name}.png")

    def of(self, trio: Trio, stage: str, roles: Collection[str] = (), **essential: Callable[[Phone], Any]) -> None:
        """Look at every role's phone, or at those of ``roles``."""
        for role in roles or trio.by_role:
            phone = trio.by_role[role]
            self.look(f"{stage}-{role}", phone, **{what: where(phone) for what, where in essential.items()})

    def sees_into_the_live_component(self, phone: Phone) -> None:
        """Checks that axe and our own look find a planted fault, so that their silence means something."""
        phone.page.evaluate(
            f"""() => {{ {OPEN_TREE}
            const button = document.createElement("button");
            button.style = "min-height: 20px; height: 20px; width: 20px; padding: 0; margin-left: 2000px";
            [...everything(document)].find((e) => e.matches(".kit")).append(button); }}"""
        )
        self.look("planted", phone)
        second, first = self.screens.pop(), self.screens.pop()
        assert any(found.startswith("button-name") for found in first.axe)
        for planted in (first, second):
            assert any(width == 20 for _, width, _ in planted.buttons)
            assert planted.wide


def within(locator: Any) -> bool:
    """Whether it can be seen between band and bar, without scrolling."""
    box, size = locator.first.bounding_box(), locator.page.viewport_size
    return bool(
        box
        and box["y"] >= 0
        and box["x"] >= 0
        and box["y"] + box["height"] <= size["height"]
        and box["x"] + box["width"] <= size["width"]
    )
