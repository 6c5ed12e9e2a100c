"""Looks at a screen in every size and scheme: takes its picture and writes down what is wrong with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from looking import ALL, AT_ONCE, AXE_THERE, BUTTONS, COLOURS, PAINTED, RUN, SMALLEST, WIDE
from phones import Phone, Trio
from PIL import Image
from playwright.sync_api import Browser, Page

CHECKS = (Path(__file__).parent / "checks.js").read_text(encoding="utf-8")
SIZES = ((360, 640), (390, 844), (820, 1180), (1280, 800))
LARGE = 32
"""Pixels of the root font at 200 % type."""
LOOKED_OVER = {"light": ALL, "dark": COLOURS}
"""What axe looks for in each scheme: dark changes nothing but the colours."""
SLOWEST = 120_000
"""Milliseconds for one picture, on a machine that does other things too."""
COLUMN, GAP, GROUND = 300, 12, (224, 224, 220)
"""Pixels of the contact sheets."""


@dataclass(frozen=True)
class Variant:
    """One way in which a screen is seen."""

    width: int
    height: int
    scheme: str
    large: bool

    def __str__(self) -> str:
        return f"{self.width}x{self.height}-{self.scheme}" + ("-200" if self.large else "")


def all_variants() -> list[Variant]:
    """Every size in both schemes; 200 % in the light, as type has the same size in the dark."""
    usual = [Variant(*size, scheme, False) for size, scheme in product(SIZES, LOOKED_OVER)]
    return [*usual, *(Variant(*size, "light", True) for size in SIZES)]


@dataclass
class Looks:
    """The pictures of one evening, in a folder for each stage, and its faults: what is wrong, and where."""

    folder: Path
    variants: list[Variant] = field(default_factory=all_variants)
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    taken: int = 0
    stages: int = 0
    axe: str = field(default_factory=lambda: Axe().axe_script)

    def of(self, three: Trio, stage: str, *roles: str) -> None:
        """Every role's phone, or those of ``roles``."""
        folder = self.new_stage(stage)
        for role in roles or three.by_role:
            self.look(three.by_role[role], folder, role)

    def at(self, phone: Phone, stage: str) -> None:
        """A screen that belongs to no role."""
        self.look(phone, self.new_stage(stage), phone.name or "nobody")

    def new_stage(self, stage: str) -> Path:
        self.stages += 1
        folder = self.folder / f"{self.stages:02}-{re.sub(r'[^a-z0-9]+', '-', stage.lower())}"
        folder.mkdir(parents=True, exist_ok=True)
        print(folder.name, flush=True)
        return folder

    def look(self, phone: Phone, folder: Path, who: str) -> None:
        """In every variant; the phone is left as it was."""
        page, was = phone.page, phone.page.viewport_size
        phone.still()
        if page.get_by_text("Something went wrong").count():
            self.found(folder, who, "“Something went wrong”")
        page.add_style_tag(content=AT_ONCE)
        if not page.evaluate(AXE_THERE):
            page.evaluate(self.axe)
        for variant in self.variants:
            self._see(page, folder, who, variant)
        for error in phone.errors:
            self.found(folder, who, f"script: {error}")
        phone.errors.clear()
        self._dress(page, Variant(was["width"], was["height"], "dark" if phone.dark else "light", False))

    def _see(self, page: Page, folder: Path, who: str, variant: Variant) -> None:
        self._dress(page, variant)
        page.screenshot(path=folder / f"{who}-{variant}.png", scale="css", timeout=SLOWEST)
        self.taken += 1
        where = f"{who}-{variant}"
        for fault in [*page.evaluate(CHECKS), *(f"wide: {one}" for one in page.evaluate(WIDE)), *_small(page)]:
            self.found(folder, where, fault)
        if (variant.width, variant.large) == (390, False):
            self._run_axe(page, folder, where, LOOKED_OVER[variant.scheme])

    def _run_axe(self, page: Page, folder: Path, where: str, rules: dict[str, Any]) -> None:
        for one in page.evaluate(RUN, {"resultTypes": ["violations"], **rules}):
            if one["impact"] in ("serious", "critical"):
                targets = ", ".join(str(node["target"]) for node in one["nodes"][:3])
                self.found(folder, where, f"axe: {one['id']} ({one['impact']}): {targets}")

    def _dress(self, page: Page, variant: Variant) -> None:
        """Size, scheme and type; then waits until it is painted so."""
        page.set_viewport_size({"width": variant.width, "height": variant.height})
        page.emulate_media(color_scheme=variant.scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.evaluate("(px) => { document.documentElement.style.fontSize = px; }", f"{LARGE}px" * variant.large)
        page.wait_for_function(PAINTED, arg=variant.scheme)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def found(self, folder: Path, where: str, fault: str) -> None:
        self.faults[re.sub(r"\s+", " ", fault)[:200]].append(f"{folder.name}/{where}")

    @contextmanager
    def going_on(self, part: str, browser: Browser) -> Iterator[None]:
        """A part of the evening that fails is a fault, with its pages as they stood, and the next is played all the
        same."""
        try:
            yield
        except Exception as error:
            print(f"{part} was not played to its end: {error}", flush=True)
            folder = self.new_stage(f"{part}, where it failed")
            self.found(folder, "the walk", f"not played to its end: {error}")
            for context in browser.contexts:
                for number, page in enumerate(context.pages):
                    page.screenshot(path=folder / f"{browser.contexts.index(context)}-{number}.png", scale="css")
        finally:
            for context in browser.contexts:
                context.close()

    def report(self) -> str:
        """Each fault once, with the first places where it was seen and how many there are."""
        lines = [f"{self.taken} pictures of {self.stages} stages, {len(self.faults)} kinds of fault", ""]
        for fault, places in sorted(self.faults.items()):
            more = f" and {len(places) - 4} more" if len(places) > 4 else ""
            lines.append(f"- {fault}\n  {', '.join(places[:4])}{more}")
        return "\n".join(lines) + "\n"

    def lay_out(self) -> None:
        """A contact sheet for each stage and size, beside the folders."""
        for folder in sorted(path for path in self.folder.iterdir() if path.is_dir()):
            for width, height in SIZES:
                if pictures := sorted(folder.glob(f"*-{width}x{height}-*.png")):
                    _sheet(pictures).save(self.folder / f"{folder.name}-{width}.png", optimize=True)


def _small(page: Page) -> list[str]:
    """What is too small for a thumb."""
    small = [(name, w, h) for name, w, h in page.evaluate(BUTTONS) if min(w, h) < SMALLEST]
    return [f"small: “{name}” is {w:.0f} by {h:.0f}" for name, w, h in small]


def _sheet(pictures: list[Path]) -> Image.Image:
    """So many pictures side by side, each as wide as a column."""
    drawn = []
    for picture in pictures:
        with Image.open(picture) as opened:
            share = COLUMN / min(opened.width, 2 * COLUMN)
            drawn.append(opened.convert("RGB").resize((round(opened.width * share), round(opened.height * share))))
    whole = Image.new(
        "RGB", (GAP + sum(one.width + GAP for one in drawn), GAP * 2 + max(d.height for d in drawn)), GROUND
    )
    left = GAP
    for one in drawn:
        whole.paste(one, (left, GAP))
        left += one.width + GAP
    return whole
