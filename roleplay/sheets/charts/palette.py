"""Colours of the two themes, and the only way for text to get into a Plotly chart."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from roleplay.review.charts import Tone

FONT = "'Source Sans', 'Source Sans Pro', 'Source Sans 3', system-ui, sans-serif"
TEXT_SIZE = 15
QUIET_SIZE = 13
LINE_HEIGHT = 1.3
COLUMNS = 40
"""Characters in a line of a label: as many as fit into 390 px in a wide font."""
MOST_LINES = 4

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "{": "&#123;", "}": "&#125;"}
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Paint:
    """Okabe and Ito's colours for data, each readable on its background; never the only sign of anything."""

    text: str
    quiet: str
    surface: str
    grid: str
    data: str
    other: str
    band: str
    roles: Mapping[str, str]

    def of(self, tone: Tone) -> str:
        """The colour for this tone."""
        return {Tone.DATA: self.data, Tone.OTHER: self.other, Tone.QUIET: self.quiet, **self.roles}[tone]


LIGHT = Paint(
    text="#1F2A37",
    quiet="#5B6472",
    surface="#FFFFFF",
    grid="#DDDAD3",
    data="#0072B2",
    other="#D55E00",
    band="rgba(0, 114, 178, 0.18)",
    roles={"student": "#1F5FA8", "patient": "#8A3B73", "observer": "#47661E"},
)
DARK = Paint(
    text="#E8E6E1",
    quiet="#A3ABB5",
    surface="#1E252D",
    grid="#37414C",
    data="#56B4E9",
    other="#E69F00",
    band="rgba(86, 180, 233, 0.24)",
    roles={"student": "#86B6F2", "patient": "#E0A6CF", "observer": "#AFCF80"},
)


def paint(dark: bool) -> Paint:
    return DARK if dark else LIGHT


def plotly_text(text: str) -> str:
    """Text that Plotly shows as it was typed.

    Plotly reads tags and entities everywhere, ``%{…}`` in hover texts, and formulas between dollar signs. Line breaks
    and characters that change the direction of writing become spaces.
    """
    return "".join(_ESCAPES.get(sign, sign) for sign in _NOT_TEXT.sub(" ", text))


def lines(text: str, columns: int = COLUMNS) -> list[str]:
    """The text cut into lines, not escaped yet; a text longer than a few lines ends in an ellipsis."""
    return textwrap.wrap(_NOT_TEXT.sub(" ", text), columns, max_lines=MOST_LINES, placeholder=" …") or [""]


def label(text: str, strong: str = "", columns: int = COLUMNS) -> tuple[str, int]:
    """A wrapped and escaped label and its number of lines; ``strong`` comes before it in bold."""
    first, *rest = lines(f"{strong} {text}" if strong else text, columns)
    if strong and first.startswith(strong):
        head = f"<b>{plotly_text(strong)}</b>{plotly_text(first[len(strong) :])}"
    else:
        head = plotly_text(first)
    return "<br>".join([head, *map(plotly_text, rest)]), 1 + len(rest)
