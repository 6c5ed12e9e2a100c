"""How every chart of rows is drawn: from the top down, a label above its line, so that it fits a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from roleplay.review.paint import FONT, LINE_HEIGHT, QUIET_SIZE, TEXT_SIZE, label, paint, plotly_text

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

CONFIG: Mapping[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
"""What a page hands to Plotly beside the figure: no bar of buttons, and the page scrolls under a finger."""
SIDE = 12
LINE = 20
BAR = 10
GAP = 12
FLUSH = -2
"""Pixels that bring the edge of a text over the edge of the axis."""


class Drawing:
    """A figure that grows downwards. ``y`` counts pixels, so that every row has the height that its text needs."""

    def __init__(self, dark: bool, x_range: tuple[float, float], ticks: Sequence[tuple[float, str]] = ()) -> None:
        self.paint = paint(dark)
        self.x_range = x_range
        self.ticks = ticks
        self.y = 0.0
        self.traces: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []

    def label(self, text: str, strong: str = "", quiet: bool = False) -> None:
        """A line or two of text at the left edge."""
        size = QUIET_SIZE if quiet else TEXT_SIZE
        escaped, count = label(text, strong)
        self._note(escaped, size=size, colour=self.paint.quiet if quiet else self.paint.text)
        self.y += count * size * LINE_HEIGHT + 2

    def heading(self, text: str) -> None:
        """Begins a section; the first one stands at the top."""
        self.space(GAP if self.y else 0)
        self.label("", strong=text)
        self.space(4)

    def space(self, pixels: float) -> None:
        self.y += pixels

    def bar(self, length: float, colour: str) -> None:
        """From the left edge; a length of 0 leaves the place empty."""
        self.shapes.append(self._shape("rect", 0, length, self.y + 2, self.y + 2 + BAR, fillcolor=colour))
        self.space(BAR + 2 + GAP)

    def track(self) -> None:
        """The fine line that the next marks lie on, with a notch at each tick."""
        middle = self.y + LINE / 2
        line = {"color": self.paint.grid, "width": 2}
        self.shapes.append(self._shape("line", *self.x_range, middle, middle, line=line))
        for x, _ in self.ticks:
            self.shapes.append(self._shape("line", x, x, middle - 6, middle + 6, line=line))

    def band(self, begin: float, end: float) -> None:
        """An interval, light, on the track."""
        middle = self.y + LINE / 2
        self.shapes.append(self._shape("rect", begin, end, middle - 6, middle + 6, fillcolor=self.paint.band))

    def upright(self, x: float) -> None:
        """A short line across the track."""
        line = {"color": self.paint.text, "width": 3}
        self.shapes.append(self._shape("line", x, x, self.y - 1, self.y + LINE + 1, layer="above", line=line))

    def marks(self, xs: Sequence[float], colour: str, symbol: str = "circle", size: float | list[float] = 12) -> None:
        """Symbols on the track."""
        line = {"width": 2.5 if "open" in symbol else 0, "color": colour}
        self.traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": list(xs),
                "y": [self.y + LINE / 2] * len(xs),
                "marker": {"symbol": symbol, "size": size, "color": colour, "line": line, "opacity": 1},
                "cliponaxis": False,
                "hoverinfo": "skip",
            }
        )

    def end_row(self) -> None:
        self.space(LINE + GAP)

    def scale(self) -> None:
        """The words of the ticks, below the last track."""
        self.space(-GAP / 2)
        for x, text in self.ticks:
            anchor = {self.x_range[0]: "left", self.x_range[1]: "right"}.get(x, "center")
            shift = {"left": FLUSH, "right": -FLUSH}.get(anchor, 0)
            self._note(plotly_text(text), self.paint.quiet, QUIET_SIZE, x=x, xref="x", xanchor=anchor, xshift=shift)
        self.space(LINE)

    def figure(self) -> Figure:
        """The finished figure, exactly as high as what is in it."""
        low, high = self.x_range
        height = max(self.y, LINE)
        return finished(
            self.traces or [{"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip"}],
            {
                "height": round(height) + 2 * SIDE,
                "margin": {"l": SIDE, "r": SIDE, "t": SIDE, "b": SIDE, "pad": 0},
                "xaxis": {"range": [low, high], "visible": False, "fixedrange": True},
                "yaxis": {"range": [round(height), 0], "visible": False, "fixedrange": True},
                "annotations": self.notes,
                "shapes": self.shapes,
                "hovermode": False,
            },
            self.paint.text,
        )

    def _note(self, escaped: str, colour: str, size: float, **more: Any) -> None:
        place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": FLUSH, "y": self.y, "yanchor": "top"}
        font = {"size": size, "color": colour}
        self.notes.append(
            {"text": escaped, "align": "left", "showarrow": False, "yref": "y", "font": font, **place, **more}
        )

    def _shape(self, kind: str, x0: float, x1: float, y0: float, y1: float, **more: Any) -> dict[str, Any]:
        return {
            "type": kind, "xref": "x", "yref": "y", "x0": x0, "x1": x1, "y0": round(y0, 1), "y1": round(y1, 1),
            "layer": "below", "line": {"width": 0}, **more,
        }  # fmt: skip


def finished(traces: list[dict[str, Any]], layout: Mapping[str, Any], colour: str) -> Figure:
    """What all figures share: no background, no legend that toggles, nothing that zooms under a thumb."""
    # Both are slow to import, and needed only once a chart is drawn. Plotly takes numpy to be whole as soon as somebody
    # has begun to import it, be it another thread; so it has to be whole before.
    import numpy  # noqa: F401
    from plotly.graph_objects import Figure

    common = {
        "template": "none",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": TEXT_SIZE, "color": colour},
        "dragmode": False,
        "showlegend": False,
        "autosize": True,
    }
    return Figure({"data": traces, "layout": {**common, **layout}})
