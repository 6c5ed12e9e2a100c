"""The sheet of paper: A4 pages that flow, each leaf for one person, and the few things that are drawn on it.

Knows nothing of cases. Measures are millimetres; type is in points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from importlib.resources import files
from textwrap import shorten
from typing import Self

import segno
from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, XPos, YPos
from fpdf.fonts import TTFFont
from PIL import Image

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
"""The bytes of a picture that a case names; None if it is not there."""


class Whose(Enum):
    """To whom a leaf is handed: its colour, and the corners of its sign (0 is a disc)."""

    STUDENT = ((0x1F, 0x5F, 0xA8), 0)
    PATIENT = ((0x8A, 0x3B, 0x73), 4)
    OBSERVER = ((0x47, 0x66, 0x1E), 3)
    ALL = (INK, 6)

    def __init__(self, colour: Colour, corners: int) -> None:
        self.colour, self.corners = colour, corners


@dataclass(frozen=True)
class Leaf:
    """The pages that one person gets, and what stands at the foot of each: for whom it is in ``words``."""

    whose: Whose
    words: str
    title: str
    code: str = ""
    lines: tuple[str, ...] = ()


class Paper:
    """To be used in a ``with``, since the files of the type stay open until its end. ``now`` in UTC milliseconds."""

    def __init__(self, large: bool, now: int) -> None:
        self.large, self.type = large, LARGE_TYPE if large else ORDINARY_TYPE
        self._leaves: list[tuple[Leaf, int]] = []
        self._blank: set[int] = set()
        self._pdf = FPDF(unit="mm", format="A4")
        self._pdf.set_margins(MARGIN, MARGIN, MARGIN)
        self._pdf.c_margin = 0
        self._pdf.set_auto_page_break(True, margin=FOOT)
        self._pdf.set_creation_date(datetime.fromtimestamp(now / 1000, UTC))
        self._pdf.set_lang("en-GB")
        for style, name in STYLES.items():
            file = files("font_source_sans_pro") / "files" / f"SourceSansPro-{name}.ttf"
            self._pdf.add_font("sans", style, str(file))
        self._pdf.set_fallback_fonts(["sans"], exact_match=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for font in self._pdf.fonts.values():
            if isinstance(font, TTFFont):
                font.close()

    # Pages

    def begin(self, leaf: Leaf) -> None:
        """The first page of a leaf. It is a front: printed on both sides, no sheet of paper shows two roles."""
        self.next_front()
        self._leaves.append((leaf, self._pdf.page))
        self._pdf.start_section(f"{leaf.title}: {leaf.words[0].lower()}{leaf.words[1:]}")
        self._draw_sign(leaf.whose)
        self.ink(self.type, "B", leaf.whose.colour)
        self._pdf.set_xy(MARGIN + self.line * 1.1, MARGIN)
        self._pdf.cell(0, self.line, leaf.words, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.gap(0.3)

    def next_front(self) -> None:
        """The next page, on another sheet of paper: the back of this one stays blank."""
        self._pdf.add_page()
        if self._pdf.page % 2 == 0:
            self._blank.add(self._pdf.page)
            self._pdf.add_page()

    def finish(self, title: str) -> bytes:
        """The file. It has an even number of pages, so that several can be printed one after the other."""
        if self._pdf.page % 2:
            self._pdf.add_page()
            self._blank.add(self._pdf.page)
        self._draw_feet()
        self._pdf.set_title(title)
        return bytes(self._pdf.output())

    def _draw_feet(self) -> None:
        """Last of all, since only then it is known how many pages a leaf has."""
        self._pdf.set_auto_page_break(False)
        firsts = [first for _, first in self._leaves] + [self._pdf.page + 1]
        for (leaf, first), following in zip(self._leaves, firsts[1:], strict=True):
            pages = [page for page in range(first, following) if page not in self._blank]
            for number, page in enumerate(pages, 1):
                self._go_back_to(page)
                self._draw_foot(leaf, f"page {number} of {len(pages)}")

    def _go_back_to(self, page: int) -> None:
        """The library takes its pens for those of the last page and writes down only a change: so each is changed."""
        self._pdf.page = page
        self._pdf.current_font_is_set_on_page = False
        self._pdf.set_fill_color(0xFF, 0xFF, 0xFF)
        self._pdf.set_draw_color(0xFF, 0xFF, 0xFF)
        self._pdf.set_line_width(0.1)

    def _draw_foot(self, leaf: Leaf, pages: str) -> None:
        size = 12.0 if self.large else 9.0
        self._rule(BOTTOM + 2.5, leaf.whose.colour, 0.6)
        self._pdf.set_xy(MARGIN, BOTTOM + 3.5)
        self.ink(size, "B", leaf.whose.colour)
        title = shorten(leaf.title, LONGEST_FOOT, placeholder=" …")
        self._flow(" · ".join(part for part in (leaf.words, title, leaf.code, pages) if part))
        self.ink(size - 0.5)
        self._flow(" ".join(leaf.lines))

    # Type

    @property
    def line(self) -> float:
        """The height of a line of ordinary type."""
        return self.type * POINT * LEADING

    @property
    def top(self) -> float:
        """Where the next thing is drawn."""
        return float(self._pdf.y)

    def down(self, height: float) -> None:
        """What was drawn beside each other is so high."""
        self._pdf.set_xy(MARGIN, self._pdf.y + height)

    @property
    def left(self) -> float:
        """What is left of this page."""
        return BOTTOM - float(self._pdf.y)

    def ink(self, size: float, style: str = "", colour: Colour = INK) -> None:
        """The type that is set next."""
        self._pdf.set_font("sans", style, size)
        self._pdf.set_text_color(*colour)

    def gap(self, lines: float) -> None:
        """Room between two things; none at the top of a page."""
        if self._pdf.y > MARGIN + 0.1:
            self._pdf.set_y(min(self._pdf.y + lines * self.line, BOTTOM))

    def keep(self, height: float) -> bool:
        """What is this high is not torn apart by the end of the page. Says whether a new page began.

        What is higher than a page begins where there is room for three lines of it.
        """
        torn = self.left < height and (height < BOTTOM - MARGIN or self.left < 3 * self.line)
        if torn:
            self._pdf.add_page()
        return torn

    def title(self, text: str) -> None:
        """The name at the top of a leaf."""
        self.ink(self.type * 1.75, "B")
        self._flow(text)
        self.gap(0.2)

    def heading(self, text: str, followed: float = 2) -> None:
        """A heading, with room for so many lines of what follows on the same page."""
        self.gap(0.65)
        self.ink(self.type * 1.1, "B")
        self.keep(self._height(text) + (followed + 0.3) * self.line)
        self._flow(text)
        self.gap(0.15)

    def text(self, text: str, style: str = "", soft: bool = False, size: float = 1.0) -> None:
        """A paragraph. Its line breaks stay."""
        self.ink(self.type * size, style, SOFT if soft else INK)
        self._flow(text)
        self.gap(0.2)

    def quote(self, text: str) -> None:
        """Said word for word: large, in italics, with a bar beside it."""
        self.ink(self.type * 1.5, "I")
        self.keep(self._height(text, WIDTH - 6))
        top, page = self._pdf.y, self._pdf.page
        self._flow(text, indent=6)
        if self._pdf.page == page:
            self._pdf.set_fill_color(*self._leaves[-1][0].whose.colour)
            self._pdf.rect(MARGIN, top + 0.8, 1.2, self._pdf.y - top - 1.6, style="F")
        self.gap(0.3)

    def bullets(self, lines: Iterable[str], boxes: bool = False) -> None:
        """One under the other, each with a point, or with a box to tick."""
        indent = self.line * (1.15 if boxes else 0.75)
        for text in lines:
            self.ink(self.type)
            self.keep(min(self._height(text, WIDTH - indent), 4 * self.line))
            if boxes:
                self.box(MARGIN, self._pdf.y)
            else:
                self._dot(self._pdf.y + self.line / 2)
            self._flow(text, indent=indent)
            self.gap(0.22 if boxes else 0.1)
        self.gap(0.1)

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """A name in quiet type and, beside it, what it is."""
        rows = [(name, value) for name, value in pairs if value]
        self.ink(self.type)
        width = min(max((self._pdf.get_string_width(name) for name, _ in rows), default=0) + 4, WIDTH * 0.36)
        for name, value in rows:
            self.ink(self.type)
            self.keep(max(self._height(name, width - 3), min(self._height(value, WIDTH - width), 4 * self.line)))
            top, page = self._pdf.y, self._pdf.page
            self.ink(self.type, "", SOFT)
            self._pdf.multi_cell(width - 3, self.line, _plain(name), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            under = self._pdf.y
            self._pdf.set_y(top)
            self.ink(self.type)
            self._flow(value, indent=width)
            if self._pdf.page == page:
                self._pdf.set_y(max(under, self._pdf.y))
            self.gap(0.08)

    def height_of(self, text: str, room: float = 0, style: str = "") -> float:
        """How high a text of ordinary type is that leaves so much room at its right."""
        self.ink(self.type, style)
        return self._height(text, WIDTH - room)

    @property
    def numbered(self) -> float:
        """The room that a number takes before a text."""
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
        """A text, and at its right, from its first line on, what ``draw`` puts there (it is told the top).

        A ``number`` stands before it; ``head`` is drawn above it if it is the first on a new page.
        """
        indent = self.numbered if number else 0.0
        if self.keep(max(height, self.height_of(text, room + indent, style))):
            head()
        top, page = self._pdf.y, self._pdf.page
        draw(top)
        if number:
            self.label(MARGIN, top + self.line * 0.04, number, soft=True)
        self._pdf.set_xy(MARGIN, top)
        self.ink(self.type, style)
        self._flow(text, indent=indent, room=room)
        if self._pdf.page == page:
            self._pdf.set_y(max(self._pdf.y, top + height))

    def label(self, x: float, y: float, text: str, size: float = 1.0, width: float = 0, soft: bool = False) -> None:
        """A word or two at a place; in the middle of ``width`` if there is one."""
        self.ink(self.type * size, "", SOFT if soft else INK)
        self._pdf.set_xy(x, y)
        align = Align.C if width else Align.L
        self._pdf.multi_cell(
            width or self._pdf.get_string_width(text) + 3,
            self.line * size * 0.92,
            _plain(text),
            align=align,
            new_x=XPos.LMARGIN,
            new_y=YPos.TOP,
        )

    def width_of(self, text: str, size: float = 1.0) -> float:
        """How wide a text is in ordinary type."""
        self.ink(self.type * size)
        return float(self._pdf.get_string_width(_plain(text)))

    # What is drawn

    def box(self, x: float, y: float) -> None:
        """To tick; in the middle of the line that begins at ``y``."""
        side = self.line * 0.72
        self._pdf.set_draw_color(*INK)
        self._pdf.set_line_width(0.3)
        self._pdf.rect(x, y + (self.line - side) / 2, side, side)

    def rings(self, x: float, y: float, step: float) -> None:
        """1 to 5, each in a ring."""
        radius = self.line * 0.52
        self._pdf.set_draw_color(*INK)
        self._pdf.set_line_width(0.3)
        for n in range(5):
            self._pdf.circle(x + n * step + radius, y + self.line / 2, radius)
            self.label(x + n * step, y + self.line * 0.09, str(n + 1), 0.9, 2 * radius)

    def to_write_on(self, lines: int) -> None:
        """Empty lines, far enough apart for a pen."""
        pitch = max(8.5, self.line * 1.35)
        self.keep(lines * pitch)
        for _ in range(lines):
            self._pdf.set_y(self._pdf.y + pitch)
            self._rule(self._pdf.y, HAIR, 0.3)
        self.gap(0.4)

    def picture(self, data: bytes | None, name: str) -> None:
        """A heading and, under it on the same page, the picture; a sentence if it cannot be read."""
        image = opened(data)
        if image is None:
            self.heading(name)
            self.text(UNREADABLE, soft=True)
            return
        size = fitted(image, WIDTH, HIGHEST)
        self.heading(name, followed=size[1] / self.line)
        self._pdf.image(image, MARGIN, self._pdf.y, *size, alt_text=name)
        self._pdf.set_y(self._pdf.y + size[1])
        self.gap(0.3)

    def code(self, code: str) -> None:
        """In large type and as a QR code that holds nothing else, in the upper right corner."""
        side = 26.0
        x = A4[0] - MARGIN - side
        self._qr(code, x, MARGIN, side)
        self.ink(26, "B")
        self._pdf.set_char_spacing(2)
        width = self._pdf.get_string_width(code)
        self._pdf.set_xy(x - width - 6, MARGIN + side / 2 - 6)
        self._pdf.cell(width + 2, 12, code)
        self._pdf.set_char_spacing(0)
        self._pdf.set_xy(MARGIN, MARGIN + side + 3)

    def cut_outs(self, cards: Sequence[Card]) -> None:
        """In two columns (in large type one), each with a dashed border."""
        columns = 1 if self.large else 2
        width = (WIDTH - (columns - 1) * 6) / columns
        for first in range(0, len(cards), columns):
            row = cards[first : first + columns]
            height = max(self._card_height(card, width) for card in row)
            if self.left < height and self._pdf.y > MARGIN + 30:
                self.next_front()
            top = self._pdf.y
            for n, card in enumerate(row):
                self._draw_card(card, MARGIN + n * (width + 6), top, width, height)
            self._pdf.set_y(top + height + 6)

    def _card_height(self, card: Card, width: float) -> float:
        inner, size = width - 10, self._card_type(card, width)
        height = 10 + self._height_at(card.ask, inner, size * 0.85) + 2 + self._height_at(card.text, inner, size)
        return max(38.0, height + (self._card_picture(card, inner)[1] + 3 if card.picture else 0))

    def _card_type(self, card: Card, width: float) -> float:
        """Ordinary type, or as much smaller as a very long card needs to be one card."""
        size = self.type
        while size > 5 and self._height_at(card.ask + card.text, width - 10, size) > 200 - (110 if card.picture else 0):
            size -= 0.5
        return size

    def _card_picture(self, card: Card, inner: float) -> tuple[float, float]:
        image = card.picture
        if image is None:
            return 0.0, 0.0
        return fitted(image, inner, 100)

    def _draw_card(self, card: Card, x: float, y: float, width: float, height: float) -> None:
        self._pdf.set_draw_color(*SOFT)
        self._pdf.set_line_width(0.3)
        self._pdf.set_dash_pattern(2, 1.6)
        self._pdf.rect(x, y, width, height)
        self._pdf.set_dash_pattern()
        size, inner, below = self._card_type(card, width), width - 10, y + 5
        for text, style, colour, scale in ((card.ask, "", SOFT, 0.85), (card.text, "B", INK, 1.0)):
            self.ink(size * scale, style, colour)
            self._pdf.set_xy(x + 5, below)
            self._pdf.multi_cell(inner, size * scale * POINT * LEADING, _plain(text), align=Align.L)
            below = self._pdf.y + 2
        if card.picture is not None:
            self._pdf.image(card.picture, x + 5, below, *self._card_picture(card, inner), alt_text=card.ask)

    def _qr(self, text: str, x: float, y: float, side: float) -> None:
        rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
        module = side / len(rows)
        self._pdf.set_fill_color(0, 0, 0)
        for n, row in enumerate(rows):
            for start, length in _runs(row):
                self._pdf.rect(x + start * module, y + n * module, length * module, module, style="F")

    def _draw_sign(self, whose: Whose) -> None:
        """A shape of its own for each role, so that nothing depends on a printer's colours."""
        radius, y = self.line * 0.36, MARGIN + self.line / 2
        x = MARGIN + radius
        self._pdf.set_fill_color(*whose.colour)
        if not whose.corners:
            self._pdf.circle(x, y, radius, style="F")
            return
        turns = [2 * math.pi * n / whose.corners - math.pi / 2 for n in range(whose.corners)]
        self._pdf.polygon([(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns], style="F")

    def _dot(self, y: float) -> None:
        self._pdf.set_fill_color(*INK)
        self._pdf.circle(MARGIN + 1.2, y, self.type * 0.05, style="F")

    def _rule(self, y: float, colour: Colour, width: float) -> None:
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(width)
        self._pdf.line(MARGIN, y, A4[0] - MARGIN, y)

    def _flow(self, text: str, indent: float = 0, room: float = 0) -> None:
        """In the type of the moment, over as many pages as it takes."""
        if not text:
            return
        self._pdf.set_left_margin(MARGIN + indent)
        self._pdf.set_x(MARGIN + indent)
        height = self._pdf.font_size * LEADING
        width = WIDTH - indent - room
        self._pdf.multi_cell(width, height, _plain(text), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._pdf.set_left_margin(MARGIN)
        self._pdf.set_x(MARGIN)

    def _height(self, text: str, width: float = WIDTH) -> float:
        """In the type of the moment."""
        if not text:
            return 0.0
        line = self._pdf.font_size * LEADING
        self._pdf.set_auto_page_break(False, margin=FOOT)
        height = self._pdf.multi_cell(width, line, _plain(text), dry_run=True, output=MethodReturnValue.HEIGHT)
        self._pdf.set_auto_page_break(True, margin=FOOT)
        assert isinstance(height, float)
        return height

    def _height_at(self, text: str, width: float, size: float) -> float:
        self.ink(size, "B")
        return self._height(text, width)


@dataclass(frozen=True)
class Card:
    """To cut out: what was asked for, and what is found."""

    ask: str
    text: str
    picture: Image.Image | None = None


def _runs(row: bytes) -> Iterable[tuple[int, int]]:
    """Where dark modules begin, and how many stand together."""
    start: int | None = None
    for n, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = n
        elif not dark and start is not None:
            yield start, n - start
            start = None


def _plain(text: str) -> str:
    """Signs that the font lacks in the form that it has."""
    return text.replace("\u2011", "-").replace("\t", "    ")
