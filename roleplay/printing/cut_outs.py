"""Cards to cut out: what the student asks for, and what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fpdf.enums import Align
from PIL import Image

from roleplay.printing.images import fitted
from roleplay.printing.pdf import INK, LEADING, MARGIN, POINT, SOFT, WIDTH, Paper, plain


@dataclass(frozen=True)
class Card:
    """To cut out: what the student asks for, and what is found."""

    ask: str
    text: str
    picture: Image.Image | None = None


def cut_outs(paper: Paper, cards: Sequence[Card]) -> None:
    """In two columns (one in large type), each card with a dashed border."""
    columns = 1 if paper.large else 2
    width = (WIDTH - (columns - 1) * 6) / columns
    for first in range(0, len(cards), columns):
        row = cards[first : first + columns]
        height = max(_height(paper, card, width) for card in row)
        if paper.left < height and paper.pdf.y > MARGIN + 30:
            paper.next_front()
        top = paper.pdf.y
        for n, card in enumerate(row):
            _draw(paper, card, MARGIN + n * (width + 6), top, width, height)
        paper.pdf.set_y(top + height + 6)


def _height(paper: Paper, card: Card, width: float) -> float:
    inner, size = width - 10, _type(paper, card, width)
    height = 10 + paper.height_at(card.ask, inner, size * 0.85) + 2 + paper.height_at(card.text, inner, size)
    return max(38.0, height + (_picture(card, inner)[1] + 3 if card.picture else 0))


def _type(paper: Paper, card: Card, width: float) -> float:
    """Ordinary type, or smaller where a very long text would not fit on its card."""
    size = paper.type
    while size > 5 and paper.height_at(card.ask + card.text, width - 10, size) > 200 - (110 if card.picture else 0):
        size -= 0.5
    return size


def _picture(card: Card, inner: float) -> tuple[float, float]:
    image = card.picture
    if image is None:
        return 0.0, 0.0
    return fitted(image, inner, 100)


def _draw(paper: Paper, card: Card, x: float, y: float, width: float, height: float) -> None:
    paper.pdf.set_draw_color(*SOFT)
    paper.pdf.set_line_width(0.3)
    paper.pdf.set_dash_pattern(2, 1.6)
    paper.pdf.rect(x, y, width, height)
    paper.pdf.set_dash_pattern()
    size, inner, below = _type(paper, card, width), width - 10, y + 5
    for text, style, colour, scale in ((card.ask, "", SOFT, 0.85), (card.text, "B", INK, 1.0)):
        paper.ink(size * scale, style, colour)
        paper.pdf.set_xy(x + 5, below)
        paper.pdf.multi_cell(inner, size * scale * POINT * LEADING, plain(text), align=Align.L)
        below = paper.pdf.y + 2
    if card.picture is not None:
        paper.pdf.image(card.picture, x + 5, below, *_picture(card, inner), alt_text=card.ask)
