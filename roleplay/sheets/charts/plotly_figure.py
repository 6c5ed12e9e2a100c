"""A description painted with Plotly for a page: from the top down, each label above its line, so that it fits a phone.

Every figure is transparent and sets the colours of its theme itself, so pages draw it without Streamlit's chart theme,
and with `CONFIG`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from roleplay.review.charts import Axis, Mark, Picture, Plane, Row, Rows, Section, Span
from roleplay.sheets.charts.palette import (
    FONT,
    LINE_HEIGHT,
    QUIET_SIZE,
    TEXT_SIZE,
    Paint,
    label,
    paint,
    plotly_text,
)

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

CONFIG: Mapping[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
"""Plotly's settings: no bar of buttons, and a finger on the chart scrolls the page."""
ROWS_SHOWN = 10
"""Rows shown of a section that folds; the table has all of them."""
SIDE = 12
LINE = 20
BAR = 10
GAP = 12
FLUSH = -2
"""Pixels that align the edge of a text with the edge of the axis."""
DOT, SMALL_DOT, LEAST_DOT, LARGEST_DOT = 12, 7, 8, 22
MANY = 60
"""From this many dots on, they are drawn smaller."""
PLANE = 320
KEY_LINE = 20
HOVER_COLUMNS = 30
BOX, BOX_WIDTH, GRID_LABELS, GRID_COLUMNS = 26, 0.95, 0.36, 17
"""A grid: the height of its boxes and their share of a column, the labels' share of the width, and their characters."""
ALIKE: Mapping[str, Any] = {
    "layout": {
        "annotationdefaults": {
            "align": "left", "showarrow": False, "x": 0, "xref": "paper", "xanchor": "left", "xshift": FLUSH,
            "yref": "y", "yanchor": "top",
        },
        "shapedefaults": {"xref": "x", "yref": "y", "layer": "below", "line": {"width": 0}},
    }
}  # fmt: skip
"""What all words and lines share is sent once per chart, as a phone is sent every chart in full."""


def figure(picture: Picture, dark: bool = False) -> Figure:
    """The picture in the colours of one theme. A mark that links to a station carries its place, "practice-round"."""
    return _rows(picture, paint(dark)) if isinstance(picture, Rows) else _plane(picture, paint(dark))


def place_of(point: Mapping[str, Any]) -> str:
    """The place that a chosen point carries; "" if it links nowhere."""
    carried = point.get("customdata", "")
    carried = carried[0] if isinstance(carried, list | tuple) and carried else carried
    return carried if isinstance(carried, str) else ""


def _rows(picture: Rows, colours: Paint) -> Figure:
    drawing = _Drawing(colours, picture.axis)
    for section in picture.sections:
        drawing.section(section)
    return drawing.figure()


class _Drawing:
    """A figure that grows downwards. ``y`` counts pixels, so every row is as high as its text needs."""

    def __init__(self, colours: Paint, axis: Axis) -> None:
        self.paint, self.axis = colours, axis
        self.y = 0.0
        self.marks: list[tuple[Mark, float]] = []
        """Each with its height in the figure."""
        self.notes: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []
        self.fine: list[str] = []
        """All tracks and their notches, drawn as one path."""

    def section(self, section: Section) -> None:
        """Its heading and its rows; below them the scale, if anything was marked on one."""
        if section.heading:
            self.y += GAP if self.y else 0
            self.words("", strong=section.heading)
            self.y += 4
        shown = section.rows[: section.first or ROWS_SHOWN] if section.folds else section.rows
        if section.columns:
            self.columns(section.columns)
        for row in shown:
            self.row(row)
        if any(row.marks for row in shown):
            self.scale()
        if left := len(section.rows) - len(shown):
            self.words(f"{left} more in the table.", quiet=True)

    def columns(self, names: Sequence[str]) -> None:
        """Above the boxes of a grid, every second one lower: on a phone, neighbours would run into each other."""
        line = QUIET_SIZE * LINE_HEIGHT
        for place, name in enumerate(names):
            left, _ = self._box_ends(place, len(names))
            y = round(self.y + line * (place % 2), 1)
            self._note(plotly_text(name), self.paint.quiet, QUIET_SIZE, x=left, xref="x", y=y)
        self.y += line * min(len(names), 2) + 4

    def boxes(self, row: Row) -> None:
        """The label at the left, and a box for each column: filled, or an empty frame."""
        escaped, count = label(row.label, columns=GRID_COLUMNS)
        high = max(BOX, count * QUIET_SIZE * LINE_HEIGHT)
        self._note(escaped, self.paint.text, QUIET_SIZE, y=round(self.y + high / 2, 1), yanchor="middle")
        for place, box in enumerate(row.boxes):
            if box is None:
                continue
            ends, frame = self._box_ends(place, len(row.boxes)), {"color": self.paint.quiet, "width": 1, "dash": "dot"}
            look = {"fillcolor": self.paint.band} if box.filled else {"line": frame}
            self.shapes.append(self._shape("rect", *ends, self.y + 1, self.y + high - 1, **look))
            if box.filled:
                middle = {"x": sum(ends) / 2, "xref": "x", "xanchor": "center", "xshift": 0, "yanchor": "middle"}
                self._note(plotly_text(box.words), self.paint.text, QUIET_SIZE, y=round(self.y + high / 2, 1), **middle)
        self.y += high + 4

    def _box_ends(self, place: int, of: int) -> tuple[float, float]:
        """The labels take a third of the width."""
        low, wide = self.axis.low, self.axis.high - self.axis.low
        each = (1 - GRID_LABELS) / of
        left = low + wide * (GRID_LABELS + each * place)
        return left, left + wide * each * BOX_WIDTH

    def row(self, row: Row) -> None:
        """Its words, then its bar or its track."""
        if row.boxes:
            self.boxes(row)
            return
        if row.quiet:
            self.words(f"{row.label} {row.note}".strip(), row.strong, quiet=True)
        else:
            self.words(row.label, row.strong)
            if row.note:
                self.words(row.note, quiet=True)
        if row.bar:
            self.bar(row.bar.length, self.paint.of(row.bar.tone))
        elif row.marks:
            self.y += 2 if row.note else 0
            self.track(row)
        else:
            self.y += 6

    def words(self, text: str, strong: str = "", quiet: bool = False) -> None:
        """A line or two of text at the left edge."""
        size = QUIET_SIZE if quiet else TEXT_SIZE
        escaped, count = label(text, strong)
        self._note(escaped, size=size, colour=self.paint.quiet if quiet else self.paint.text)
        self.y += count * size * LINE_HEIGHT + 2

    def bar(self, length: float, colour: str) -> None:
        """From the left edge; a length of 0 leaves its space empty."""
        self.shapes.append(self._shape("rect", 0, length, self.y + 2, self.y + 2 + BAR, fillcolor=colour))
        self.y += BAR + 2 + GAP

    def track(self, row: Row) -> None:
        """A thin line with a notch at each tick, and on it the band, the marks and the middle."""
        middle = round(self.y + LINE / 2, 1)
        self.fine.append(f"M{self.axis.low:g},{middle}H{self.axis.high:g}")
        self.fine += (f"M{x:g},{middle - 6:g}V{middle + 6:g}" for x, _ in self.axis.ticks)
        if row.band:
            self.shapes.append(self._shape("rect", *row.band, middle - 6, middle + 6, fillcolor=self.paint.band))
        self.marks += ((mark, middle) for mark in row.marks)
        if row.middle is not None:
            line = {"color": self.paint.text, "width": 3}
            ends = (self.y - 1, self.y + LINE + 1)
            self.shapes.append(self._shape("line", row.middle, row.middle, *ends, layer="above", line=line))
        self.y += LINE + GAP

    def scale(self) -> None:
        """The words of the ticks, below the last track."""
        self.y -= GAP / 2
        for x, text in self.axis.ticks:
            anchor = {self.axis.low: "left", self.axis.high: "right"}.get(x, "center")
            shift = {"left": FLUSH, "right": -FLUSH}.get(anchor, 0)
            self._note(plotly_text(text), self.paint.quiet, QUIET_SIZE, x=x, xref="x", xanchor=anchor, xshift=shift)
        self.y += LINE

    def figure(self) -> Figure:
        """The finished figure, exactly as high as its contents."""
        height = max(self.y, LINE)
        layout = {
            "height": round(height) + 2 * SIDE,
            "margin": {"l": SIDE, "r": SIDE, "t": SIDE, "b": SIDE, "pad": 0},
            "xaxis": {"range": [self.axis.low, self.axis.high], "visible": False, "fixedrange": True},
            "yaxis": {"range": [round(height), 0], "visible": False, "fixedrange": True},
            "annotations": self.notes,
            "shapes": [*self._tracks(), *self.shapes],
        }
        return _finished(_traces(self.marks, DOT, self.paint), layout, self.paint)

    def _tracks(self) -> list[dict[str, Any]]:
        line = {"color": self.paint.grid, "width": 2}
        return [{"type": "path", "path": "".join(self.fine), "line": line}] if self.fine else []

    def _note(self, escaped: str, colour: str, size: float, **more: Any) -> None:
        self.notes.append({"text": escaped, "y": round(self.y, 1), "font": {"size": size, "color": colour}, **more})

    def _shape(self, kind: str, x0: float, x1: float, y0: float, y1: float, **more: Any) -> dict[str, Any]:
        return {"type": kind, "x0": x0, "x1": x1, "y0": round(y0, 1), "y1": round(y1, 1), **more}


def _plane(picture: Plane, colours: Paint) -> Figure:
    many = sum(len(sort.marks) for sort in picture.sorts) >= MANY
    axis = {"fixedrange": True, "zeroline": False, "tickfont": {"size": QUIET_SIZE, "color": colours.quiet}}
    key = len(picture.sorts) > 1
    layout = {
        "height": PLANE + KEY_LINE * len(picture.sorts) * key,
        "margin": {"l": 8, "r": 12, "t": 36, "b": 8},
        "xaxis": {
            **axis,
            "range": [picture.begin, picture.end],
            "tickvals": [at for at, _ in picture.ticks],
            "ticktext": ["<br>".join(map(plotly_text, words)) for _, words in picture.ticks],
            "showgrid": False,
            "showline": True,
            "mirror": True,
            "linecolor": colours.grid,
            "automargin": True,
        },
        "yaxis": {
            **axis,
            "range": [0, 100],
            "tickvals": [0, 25, 50, 75, 100],
            "ticktext": ["0", "25", "50", "75", "100%"],
            "gridcolor": colours.grid,
            "automargin": True,
        },
        "showlegend": key,
        "legend": {"orientation": "h", "y": 0, "yref": "container", "yanchor": "bottom", "x": 0, "itemclick": False,
                   "itemdoubleclick": False, "font": {"size": QUIET_SIZE, "color": colours.text}},
        **_span(picture.span, colours),
    }  # fmt: skip
    size = SMALL_DOT if many else DOT
    traces = [
        {**trace, "name": plotly_text(sort.words)}
        for sort in picture.sorts
        for trace in _traces([(mark, mark.y) for mark in sort.marks], size, colours)
    ]
    return _finished(traces, layout, colours)


def _span(span: Span | None, colours: Paint) -> dict[str, Any]:
    if span is None:
        return {}
    shape = {"x0": span.begin, "x1": span.end}
    note = {
        "text": plotly_text(span.words),
        "x": 1, "xanchor": "right", "xshift": 0, "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": DOT / 2,
        "font": {"size": TEXT_SIZE, "color": colours.text},
    }  # fmt: skip
    line = {"color": colours.data, "width": 2}
    return {
        "shapes": [
            {**shape, "type": "rect", "y0": span.low, "y1": span.high, "fillcolor": colours.band},
            {**shape, "type": "line", "y0": span.middle, "y1": span.middle, "line": line},
        ],
        "annotations": [note],
    }


def _traces(marks: Iterable[tuple[Mark, float]], size: float, colours: Paint) -> list[dict[str, Any]]:
    """One trace for each look; every mark comes with its height in the figure."""
    looks: dict[tuple[Any, ...], list[tuple[Mark, float]]] = {}
    for mark, y in marks:
        looks.setdefault((mark.tone, mark.shape, mark.hollow, mark.share is None), []).append((mark, y))
    return [_trace(those, size, colours) for those in looks.values()]


def _trace(marks: Sequence[tuple[Mark, float]], size: float, colours: Paint) -> dict[str, Any]:
    first = marks[0][0]
    colour, still = colours.of(first.tone), {"marker": {"opacity": 1}}
    leads = [f"{mark.leads[0]}-{mark.leads[1]}" if mark.leads else "" for mark, _ in marks]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [mark.x for mark, _ in marks],
        "y": [y for _, y in marks],
        "text": ["<br>".join(label(line, columns=HOVER_COLUMNS)[0] for line in mark.words) for mark, _ in marks],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "size": size if first.share is None else [_size(mark.share or 0) for mark, _ in marks],
            "color": colour,
            "symbol": first.shape + ("-open" if first.hollow else ""),
            "line": {"width": 2.5 if first.hollow else 0, "color": colour},
            "opacity": 1,
        },
        # A choice leads to another page at once, so the other dots shouldn't fade first.
        **({"customdata": leads, "selected": still, "unselected": still} if any(leads) else {}),
    }


def _size(share: float) -> float:
    return round(max(LEAST_DOT, LARGEST_DOT * math.sqrt(share)), 1)


def _finished(traces: Sequence[dict[str, Any]], layout: Mapping[str, Any], colours: Paint) -> Figure:
    """What all figures share: no background, no legend that toggles, nothing that zooms under a thumb."""
    # Both are slow to import, and needed only once a chart is drawn. As soon as any thread has started to import numpy,
    # Plotly expects it to be complete; so import all of it first.
    import numpy  # noqa: F401
    from plotly.graph_objects import Figure

    common = {
        "template": ALIKE,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": TEXT_SIZE, "color": colours.text},
        "hovermode": "closest",
        "hoverlabel": {
            "font": {"family": FONT, "size": QUIET_SIZE, "color": colours.text},
            "align": "left",
            "bgcolor": colours.surface,
            "bordercolor": colours.quiet,
        },
        "dragmode": False,
        "showlegend": False,
        "autosize": True,
    }
    nothing = {"type": "scatter", "x": [None], "y": [None], "hoverinfo": "skip"}
    return Figure({"data": list(traces) or [nothing], "layout": {**common, **layout}})
