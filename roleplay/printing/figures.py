"""Drawings: the sign of a role, and a QR code. Millimetres."""

from __future__ import annotations

import math
from collections.abc import Iterable

import segno
from fpdf import FPDF


def draw_sign(pdf: FPDF, colour: tuple[int, int, int], corners: int, at: float, line: float) -> None:
    """A shape for each role, so that nothing depends on a printer's colours; a circle has no corners."""
    radius, y = line * 0.36, at + line / 2
    x = at + radius
    pdf.set_fill_color(*colour)
    if not corners:
        pdf.circle(x, y, radius, style="F")
        return
    turns = [2 * math.pi * n / corners - math.pi / 2 for n in range(corners)]
    pdf.polygon([(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns], style="F")


def draw_qr(pdf: FPDF, text: str, x: float, y: float, side: float) -> None:
    """Draw black modules over whatever is there; ``side`` is the side of the square."""
    rows = [bytes(row) for row in segno.make_qr(text, error="m").matrix]
    module = side / len(rows)
    pdf.set_fill_color(0, 0, 0)
    for n, row in enumerate(rows):
        for start, length in _runs(row):
            pdf.rect(x + start * module, y + n * module, length * module, module, style="F")


def _runs(row: bytes) -> Iterable[tuple[int, int]]:
    """Where each run of dark modules begins, and how long it is."""
    start: int | None = None
    for n, dark in enumerate((*row, 0)):
        if dark and start is None:
            start = n
        elif not dark and start is not None:
            yield start, n - start
            start = None
