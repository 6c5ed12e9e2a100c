"""The chart of the recent level: dots by date, and the light band around the mean of the last five."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from roleplay.review.drawing import finished
from roleplay.review.paint import QUIET_SIZE, TEXT_SIZE, Paint, label, paint, plotly_text
from roleplay.review.recent import Dot, RecentLevel, sort_of
from roleplay.review.words import local, rounded

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 320
KEY_LINE = 20
MANY = 60
"""From so many dots on they are drawn smaller."""
LEAST_DAYS = 7
MOST_TICKS = 4
HALF_DAY = timedelta(hours=12)


def recent_figure(view: RecentLevel, dark: bool = False) -> Figure:
    """Each dot carries its place in ``view.dots``, so that a page can open its station."""
    colours = paint(dark)
    begin, end = _days(view)
    ticks = _ticks(begin, end)
    axis = {"fixedrange": True, "zeroline": False, "tickfont": {"size": QUIET_SIZE, "color": colours.quiet}}
    sorts = _sorts(view.dots)
    layout = {
        "height": HEIGHT + KEY_LINE * len(sorts) * (len(sorts) > 1),
        "margin": {"l": 8, "r": 12, "t": 30, "b": 8},
        "xaxis": {
            **axis,
            "type": "date",
            "range": [_stamp(begin), _stamp(end)],
            "tickvals": [_stamp(tick) for tick in ticks],
            "ticktext": [_tick_words(tick, ticks) for tick in ticks],
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
        "hovermode": "closest",
        "hoverlabel": {
            "font": {"size": QUIET_SIZE, "color": colours.text}, "align": "left",
            "bgcolor": colours.surface, "bordercolor": colours.quiet,
        },
        "showlegend": len(sorts) > 1,
        "legend": {"orientation": "h", "y": 0, "yref": "container", "yanchor": "bottom", "x": 0, "itemclick": False,
                   "itemdoubleclick": False, "font": {"size": QUIET_SIZE, "color": colours.text}},
        **_band(view, colours),
    }  # fmt: skip
    traces = [_trace(view, name, places, colours) for name, places in sorts.items()]
    return finished(traces or [{"type": "scatter", "x": [None], "y": [None]}], layout, colours.text)


def _sorts(dots: Sequence[Dot]) -> dict[str, list[int]]:
    """Places of the dots by how they are reckoned with, first tries first."""
    sorts: dict[str, list[int]] = {}
    for place, dot in sorted(enumerate(dots), key=lambda pair: (pair[1].repeat, not pair[1].complete, pair[0])):
        sorts.setdefault(sort_of(dot), []).append(place)
    return sorts


def _trace(view: RecentLevel, name: str, places: Sequence[int], colours: Paint) -> dict[str, Any]:
    dots = [view.dots[place] for place in places]
    first = dots[0]
    colour = colours.other if first.repeat else colours.data
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [_stamp(_naive(dot.at, view)) for dot in dots],
        "y": [rounded(dot.percent) for dot in dots],
        "customdata": list(places),
        "text": [label(dot.title, columns=30)[0] for dot in dots],
        "hovertemplate": "%{text}<br>%{y}, %{x|%-d %B %Y}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "size": 11 if len(view.dots) < MANY else 7,
            "color": colour,
            "symbol": ("diamond" if first.repeat else "circle") + ("" if first.complete else "-open"),
            "line": {"width": 0 if first.complete else 2, "color": colour},
        },
    }


def _band(view: RecentLevel, colours: Paint) -> dict[str, Any]:
    """The band spans the days of its five stations, and a fiftieth of the axis at least, so that it can be seen."""
    if view.band is None:
        return {}
    begin, end = _days(view)
    least = (end - begin) / 100
    first, last = _naive(view.band.begins, view), _naive(view.band.ends, view)
    x0, x1 = _stamp(first - max(HALF_DAY, least)), _stamp(last + max(HALF_DAY, least))
    shape = {"xref": "x", "yref": "y", "layer": "below", "x0": x0, "x1": x1}
    lower, mean, upper = (round(y, 1) for y in (view.band.lower, view.band.mean, view.band.upper))
    note = {
        "text": plotly_text(f"Band: average of the last five, {rounded(mean)}"), "showarrow": False,
        "x": 1, "xref": "paper", "xanchor": "right", "y": 1, "yref": "paper", "yanchor": "bottom",
        "font": {"size": TEXT_SIZE, "color": colours.text},
    }  # fmt: skip
    line = {"color": colours.data, "width": 2}
    return {
        "shapes": [
            {**shape, "type": "rect", "y0": lower, "y1": upper, "fillcolor": colours.band, "line": {"width": 0}},
            {**shape, "type": "line", "y0": mean, "y1": mean, "line": line},
        ],
        "annotations": [note],
    }


def _naive(at: int, view: RecentLevel) -> datetime:
    return local(at, view.zone).replace(tzinfo=None)


def _days(view: RecentLevel) -> tuple[datetime, datetime]:
    """The axis: whole days, a week at least, with a little room at both ends."""
    ats = [dot.at for dot in view.dots] + ([view.band.begins] if view.band else [])
    first, last = (_naive(at, view) for at in (min(ats, default=0), max(ats, default=0)))
    room = max((last - first) * 0.04, (timedelta(days=LEAST_DAYS) - (last - first)) / 2, timedelta(days=1))
    return first - room, last + room


def _ticks(begin: datetime, end: datetime) -> list[datetime]:
    """Some whole days, evenly apart."""
    first = begin.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    step = max(1, -(-(end - first).days // MOST_TICKS))
    return [first + timedelta(days=n) for n in range(step // 2, (end - first).days + 1, step)]


def _tick_words(tick: datetime, ticks: Sequence[datetime]) -> str:
    """The year is told where the axis spans more than one."""
    return f"{tick.day} {tick:%b}" + (f"<br>{tick.year}" if ticks[0].year != ticks[-1].year else "")


def _stamp(moment: datetime) -> str:
    return moment.isoformat(" ", "minutes")
