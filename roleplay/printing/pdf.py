"""Paper: A4 pages that flow, each leaf for one person, and the few things that are drawn on them.

Knows nothing about cases. Measurements are in millimetres, type in points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from importlib.resources import files
from textwrap import shorten
from typing import Self

from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont

from roleplay.printing.figures import draw_qr, draw_sign
from roleplay.printing.images import fitted, opened

Colour = tuple[int, int, int]
INK: Colour = (0x1F, 0x2A, 0x37)
SOFT: Colour = (0x5B, 0x64, 0x72)
HAIR: Colour = (0xC9, 0xCD, 0xD3)
A4 = (210.0, 297.0)
MARGIN, FOOT = 18.0, 26.0
WIDTH, BOTTOM = A4[0] - 2 * MARGIN, A4[1] - FOOT
ORDINARY_TYPE, LARGE_TYPE = 11.5, 17.0
LONGEST_FOOT = 45
POINT, LEADING = 25.4 / 72, 1.28
STYLES = {"": "Regular", "B": "Semibold", "I": "It"}
HIGHEST = 150.0
UNREADABLE = "(The picture could not be read. Look at it in the kit.)"
Pictures = Callable[[str], bytes | None]
"""The bytes of a picture that a case names; None if there is no such picture."""


class Whose(Enum):
    """Who gets a leaf: its colour, and the number of corners of its sign (0 is a disc)."""

    STUDENT = ((0x1F, 0x5F, 0xA8), 0)
    PATIENT = ((0x8A, 0x3B, 0x73), 4)
    OBSERVER = ((0x47, 0x66, 0x1E), 3)
    ALL = (INK, 6)

    def __init__(self, colour: Colour, corners: int) -> None:
        self.colour, self.corners = colour, corners


@dataclass(frozen=True)
class Leaf:
    """The pages that one person gets, and the foot of each; ``words`` say who it is for."""

    whose: Whose
    words: str
    title: str
    code: str = ""
    lines: tuple[str, ...] = ()


class Paper:
    """Use it in a ``with``, which closes the font files at its end. ``now`` is in UTC milliseconds."""

    def __init__(self, large: bool, now: int) -> None:
        self.large, self.type = large, LARGE_TYPE if large else ORDINARY_TYPE
        self._leaves: list[tuple[Leaf, int]] = []
        self._blank: set[int] = set()
        self.pdf = FPDF(unit="mm", format="A4")
        self.pdf.set_margins(MARGIN, MARGIN, MARGIN)
        self.pdf.c_margin = 0
        self.pdf.set_auto_page_break(True, margin=FOOT)
        self.pdf.set_creation_date(datetime.fromtimestamp(now / 1000, UTC))
        self.pdf.set_lang("en-GB")
        for style, name in STYLES.items():
            file = files("font_source_sans_pro") / "files" / f"SourceSansPro-{name}.ttf"
            self.pdf.add_font("sans", style, str(file))
        self.pdf.set_fallback_fonts(["sans"], exact_match=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for font in self.pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    # Pages

    def begin(self, leaf: Leaf) -> None:
        """Begin a leaf, on a front: even printed on both sides, no sheet of paper shows two roles."""
        self.next_front()
        self._leaves.append((leaf, self.pdf.page))
        self.pdf.start_section(f"{leaf.title}: {leaf.words[0].lower()}{leaf.words[1:]}")
        draw_sign(self.pdf, leaf.whose.colour, leaf.whose.corners, MARGIN, self.line)
        self.ink(self.type, "B", leaf.whose.colour)
        self.pdf.set_xy(MARGIN + self.line * 1.1, MARGIN)
        self.pdf.cell(0, self.line, leaf.words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.gap(0.3)

    def next_front(self) -> None:
        """Go to the next page, on another sheet of paper: the back of this one stays blank."""
        self.pdf.add_page()
        if self.pdf.page % 2 == 0:
            self._blank.add(self.pdf.page)
            self.pdf.add_page()

    def finish(self, title: str) -> bytes:
        """The file. It has an even number of pages, so that several can be printed in one go."""
        if self.pdf.page % 2:
            self.pdf.add_page()
            self._blank.add(self.pdf.page)
        self._draw_feet()
        self.pdf.set_title(title)
        return bytes(self.pdf.output())

    def _draw_feet(self) -> None:
        """Comes last, since only then is it known how many pages each leaf has."""
        self.pdf.set_auto_page_break(False)
        firsts = [first for _, first in self._leaves] + [self.pdf.page + 1]
        for (leaf, first), following in zip(self._leaves, firsts[1:], strict=True):
            pages = [page for page in range(first, following) if page not in self._blank]
            for number, page in enumerate(pages, 1):
                self._go_back_to(page)
                self._draw_foot(leaf, f"page {number} of {len(pages)}")

    def _go_back_to(self, page: int) -> None:
        """The library assumes the pens of the last page and writes only changes, so this changes every pen."""
        self.pdf.page = page
        self.pdf.current_font_is_set_on_page = False
        self.pdf.set_fill_color(0xFF, 0xFF, 0xFF)
        self.pdf.set_draw_color(0xFF, 0xFF, 0xFF)
        self.pdf.set_line_width(0.1)

    def _draw_foot(self, leaf: Leaf, pages: str) -> None:
        size = 12.0 if self.large else 9.0
        self._rule(BOTTOM + 2.5, leaf.whose.colour, 0.6)
        self.pdf.set_xy(MARGIN, BOTTOM + 3.5)
        self.ink(size, "B", leaf.whose.colour)
        title = shorten(leaf.title, LONGEST_FOOT, placeholder=" …")
        self._flow(" · ".join(part for part in (leaf.words, title, leaf.code, pages) if part))
        self.ink(size - 0.5)
        self._flow(" ".join(leaf.lines))

    # Type

    @property
    def line(self) -> float:
        """Height of a line of ordinary type."""
        return self.type * POINT * LEADING

    @property
    def top(self) -> float:
        """Where the next thing is drawn."""
        return float(self.pdf.y)

    def down(self, height: float) -> None:
        """Move down by this height."""
        self.pdf.set_xy(MARGIN, self.pdf.y + height)

    @property
    def left(self) -> float:
        """Height left on this page."""
        return BOTTOM - float(self.pdf.y)

    def ink(self, size: float, style: str = "", colour: Colour = INK) -> None:
        """Set the type of what follows."""
        self.pdf.set_font("sans", style, size)
        self.pdf.set_text_color(*colour)

    def gap(self, lines: float) -> None:
        """Leave room between two things, but not at the top of a page."""
        if self.pdf.y > MARGIN + 0.1:
            self.pdf.set_y(min(self.pdf.y + lines * self.line, BOTTOM))

    def keep(self, height: float) -> bool:
        """Keep this height together instead of splitting it at the end of a page. True if a new page began.

        Something higher than a page begins as soon as three lines of it fit.
        """
        torn = self.left < height and (height < BOTTOM - MARGIN or self.left < 3 * self.line)
        if torn:
            self.pdf.add_page()
        return torn

    def title(self, text: str) -> None:
        """The name at the top of a leaf."""
        self.ink(self.type * 1.75, "B")
        self._flow(text)
        self.gap(0.2)

    def heading(self, text: str, followed: float = 2) -> None:
        """A heading, with room for ``followed`` lines of what follows on the same page."""
        self.gap(0.65)
        self.ink(self.type * 1.1, "B")
        self.keep(self._height(text) + (followed + 0.3) * self.line)
        self._flow(text)
        self.gap(0.15)

    def text(self, text: str, style: str = "", soft: bool = False, size: float = 1.0) -> None:
        """A paragraph. It keeps its line breaks."""
        self.ink(self.type * size, style, SOFT if soft else INK)
        self._flow(text)
        self.gap(0.2)

    def quote(self, text: str) -> None:
        """Something to say word for word: large, in italics, with a bar beside it."""
        self.ink(self.type * 1.5, "I")
        self.keep(self._height(text, WIDTH - 6))
        top, page = self.pdf.y, self.pdf.page
        self._flow(text, indent=6)
        if self.pdf.page == page:
            self.pdf.set_fill_color(*self._leaves[-1][0].whose.colour)
            self.pdf.rect(MARGIN, top + 0.8, 1.2, self.pdf.y - top - 1.6, style="F")
        self.gap(0.3)

    def bullets(self, lines: Iterable[str], boxes: bool = False) -> None:
        """A list, each entry with a bullet or a box to tick."""
        indent = self.line * (1.15 if boxes else 0.75)
        for text in lines:
            self.ink(self.type)
            self.keep(min(self._height(text, WIDTH - indent), 4 * self.line))
            if boxes:
                self.box(MARGIN, self.pdf.y)
            else:
                self._dot(self.pdf.y + self.line / 2)
            self._flow(text, indent=indent)
            self.gap(0.22 if boxes else 0.1)
        self.gap(0.1)

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """A name in soft type, with its value beside it."""
        rows = [(name, value) for name, value in pairs if value]
        self.ink(self.type)
        width = min(max((self.pdf.get_string_width(name) for name, _ in rows), default=0) + 4, WIDTH * 0.36)
        for name, value in rows:
            self.ink(self.type)
            self.keep(max(self._height(name, width - 3), min(self._height(value, WIDTH - width), 4 * self.line)))
            top, page = self.pdf.y, self.pdf.page
            self.ink(self.type, "", SOFT)
            self.pdf.multi_cell(width - 3, self.line, plain(name), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            under = self.pdf.y
            self.pdf.set_y(top)
            self.ink(self.type)
            self._flow(value, indent=width)
            if self.pdf.page == page:
                self.pdf.set_y(max(under, self.pdf.y))
            self.gap(0.08)

    def height_of(self, text: str, room: float = 0, style: str = "") -> float:
        """Height of a text in ordinary type that leaves so much room at its right."""
        self.ink(self.type, style)
        return self._height(text, WIDTH - room)

    @property
    def numbered(self) -> float:
        """Width of a number in front of a text."""
        return self.width_of("00") + 2.5

    def beside(
        self,
        text: str,
        room: float,
        draw: Callable[[float], None],
        height: float = 0,
        style: str = "",
        number: str = "",
        head: Callable[[], None] = lambda: None,
    ) -> None:
        """A text, and at its right, level with its first line, what ``draw`` puts there (it is given the top).

        A ``number`` goes before it; ``head`` is drawn above it if it comes first on a new page.
        """
        indent = self.numbered if number else 0.0
        if self.keep(max(height, self.height_of(text, room + indent, style))):
            head()
        top, page = self.pdf.y, self.pdf.page
        draw(top)
        if number:
            self.label(MARGIN, top + self.line * 0.04, number, soft=True)
        self.pdf.set_xy(MARGIN, top)
        self.ink(self.type, style)
        self._flow(text, indent=indent, room=room)
        if self.pdf.page == page:
            self.pdf.set_y(max(self.pdf.y, top + height))

    def label(self, x: float, y: float, text: str, size: float = 1.0, width: float = 0, soft: bool = False) -> None:
        """A word or two at a place; centred if there is a ``width``."""
        self.ink(self.type * size, "", SOFT if soft else INK)
        self.pdf.set_xy(x, y)
        align = Align.C if width else Align.L
        self.pdf.multi_cell(
            width or self.pdf.get_string_width(text) + 3,
            self.line * size * 0.92,
            plain(text),
            align=align,
            new_x=XPos.LMARGIN,
            new_y=YPos.TOP,
        )

    def width_of(self, text: str, size: float = 1.0) -> float:
        """Width of a text in ordinary type."""
        self.ink(self.type * size)
        return float(self.pdf.get_string_width(plain(text)))

    # Drawing

    def box(self, x: float, y: float) -> None:
        """A box to tick, centred on the line that begins at ``y``."""
        side = self.line * 0.72
        self.pdf.set_draw_color(*INK)
        self.pdf.set_line_width(0.3)
        self.pdf.rect(x, y + (self.line - side) / 2, side, side)

    def rings(self, x: float, y: float, step: float) -> None:
        """1 to 5, each in a circle."""
        radius = self.line * 0.52
        self.pdf.set_draw_color(*INK)
        self.pdf.set_line_width(0.3)
        for n in range(5):
            self.pdf.circle(x + n * step + radius, y + self.line / 2, radius)
            self.label(x + n * step, y + self.line * 0.09, str(n + 1), 0.9, 2 * radius)

    def to_write_on(self, lines: int) -> None:
        """Empty lines, far enough apart for a pen."""
        pitch = max(8.5, self.line * 1.35)
        self.keep(lines * pitch)
        for _ in range(lines):
            self.pdf.set_y(self.pdf.y + pitch)
            self._rule(self.pdf.y, HAIR, 0.3)
        self.gap(0.4)

    def picture(self, data: bytes | None, name: str) -> None:
        """A heading with the picture below it on the same page, or a sentence if it can't be read."""
        image = opened(data)
        if image is None:
            self.heading(name)
            self.text(UNREADABLE, soft=True)
            return
        size = fitted(image, WIDTH, HIGHEST)
        self.heading(name, followed=size[1] / self.line)
        self.pdf.image(image, MARGIN, self.pdf.y, *size, alt_text=name)
        self.pdf.set_y(self.pdf.y + size[1])
        self.gap(0.3)

    def code(self, code: str) -> None:
        """The code in large type and as a QR code that holds nothing else, in the top right corner."""
        side = 26.0
        x = A4[0] - MARGIN - side
        draw_qr(self.pdf, code, x, MARGIN, side)
        self.ink(26, "B")
        self.pdf.set_char_spacing(2)
        width = self.pdf.get_string_width(code)
        self.pdf.set_xy(x - width - 6, MARGIN + side / 2 - 6)
        self.pdf.cell(width + 2, 12, code)
        self.pdf.set_char_spacing(0)
        self.pdf.set_xy(MARGIN, MARGIN + side + 3)

    def _dot(self, y: float) -> None:
        self.pdf.set_fill_color(*INK)
        self.pdf.circle(MARGIN + 1.2, y, self.type * 0.05, style="F")

    def _rule(self, y: float, colour: Colour, width: float) -> None:
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(width)
        self.pdf.line(MARGIN, y, A4[0] - MARGIN, y)

    def _flow(self, text: str, indent: float = 0, room: float = 0) -> None:
        """In the current type, over as many pages as it takes."""
        if not text:
            return
        self.pdf.set_left_margin(MARGIN + indent)
        self.pdf.set_x(MARGIN + indent)
        height = self.pdf.font_size * LEADING
        width = WIDTH - indent - room
        self.pdf.multi_cell(width, height, plain(text), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.pdf.set_left_margin(MARGIN)
        self.pdf.set_x(MARGIN)

    def _height(self, text: str, width: float = WIDTH) -> float:
        """In the current type."""
        if not text:
            return 0.0
        line = self.pdf.font_size * LEADING
        self.pdf.set_auto_page_break(False, margin=FOOT)
        height = self.pdf.multi_cell(width, line, plain(text), dry_run=True, output=MethodReturnValue.HEIGHT)
        self.pdf.set_auto_page_break(True, margin=FOOT)
        assert isinstance(height, float)
        return height

    def height_at(self, text: str, width: float, size: float) -> float:
        """In bold type of this size."""
        self.ink(size, "B")
        return self._height(text, width)


def plain(text: str) -> str:
    """Swap characters that the font lacks for those that it has."""
    return text.replace("\u2011", "-").replace("\t", "    ")
