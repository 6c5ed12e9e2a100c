"""The pictures of the page that somebody takes home: inline SVG, whose colours the page's style gives.

Widths are percents and heights are pixels, so that a picture stretches and its words keep their size. Numbers only are
written into the markup here; text goes through ``format``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from itertools import count
from math import ceil, sqrt

from markupsafe import Markup

from roleplay.review.patients import Answers
from roleplay.review.recent import Dot, RecentLevel
from roleplay.review.story import Story
from roleplay.review.words import local, rounded

DAY = 24 * 60 * 60 * 1000
TRACK = 24
"""Height of one line with marks on it."""
LEVEL = 220
"""Height of the picture of the recent level."""
LEAST_DAYS = 7
MANY = 60
"""From so many dots on they are drawn smaller."""
RING = 11
"""Radius of a numbered dot."""
LANE = 26
APART = 0.08
"""The share of the axis that a numbered dot takes on a phone; nearer ones stand above each other."""
BESIDE = 7
"""Numbers in one line beside the axis."""
DIAMOND = "M0-7 7 0 0 7-7 0z"


def bar(share: float, cls: str = "d") -> Markup:
    """The words beside it say the same."""
    inner = f'<rect width="{_of(share)}" height="10" class="{cls}"/>' if share else ""
    return Markup(f'<svg class="bar" aria-hidden="true" width="100%" height="10">{inner}</svg>')


def answers(one: Answers) -> Markup:
    """All answers from 1 to 5 as dots, larger where there are more, and a line at the middle one."""
    counts = Counter(one.values)
    most = max(counts.values(), default=1)
    dots = "".join(
        f'<circle cx="{_of((value - 1) / 4)}" cy="12" r="{max(4.0, 10 * sqrt(n / most)):.1f}" class="d"/>'
        for value, n in counts.items()
    )
    middle = _of((one.median - 1) / 4)
    line = f'<line x1="{middle}" x2="{middle}" y1="0" y2="24" class="m"/>'
    return _track([n / 4 for n in range(5)], dots + line)


def share(x: float, lower: float, upper: float, look: bool) -> Markup:
    """A share of chances with its interval as a light band."""
    band = f'<rect x="{_of(lower)}" y="5" width="{_of(upper - lower)}" height="14" class="b"/>'
    return _track((0, 0.5, 1), band + (_diamond(x, 12, "v") if look else _circle(x, 12, 6, "d")))


def _track(notches: Iterable[float], inner: str) -> Markup:
    ticks = "".join(f'<line x1="{_of(x)}" x2="{_of(x)}" y1="6" y2="18" class="g"/>' for x in notches)
    line = '<line x1="0" x2="100%" y1="12" y2="12" class="g"/>'
    svg = f'<svg aria-hidden="true" width="100%" height="{TRACK}">{line}{ticks}{inner}</svg>'
    return Markup(f'<div class="track">{svg}</div>\n')


def level(view: RecentLevel) -> Markup:
    """Dots by date between 0 and 100, and the band of the last five where there is one."""
    begin, end = _days(view.dots)
    grid = "".join(
        f'<line x1="0" x2="100%" y1="{_down(y)}" y2="{_down(y)}" class="g"/>'
        f'<text x="-8" y="{_down(y) + 4:.0f}" class="end soft">{y}{"%" * (y == 100)}</text>'
        for y in (0, 25, 50, 75, 100)
    )
    radius = 6 if len(view.dots) < MANY else 4
    dots = "".join(_dot(dot, (dot.at - begin) / (end - begin), radius) for dot in view.dots)
    title = Markup("<title>{}</title><desc>{} The table below says the same.</desc>").format(view.title, view.sentence)
    inner = title + Markup(grid) + _band(view, begin, end) + Markup(dots) + _dates(view.dots, begin, end, view.zone)
    svg = Markup('<svg role="img" width="100%" height="{}">{}</svg>').format(LEVEL, inner)
    return Markup('<div class="level">{}</div>\n').format(svg)


def level_symbol(dot: Dot) -> Markup:
    """How a dot of this sort is drawn, for the words beneath the picture."""
    return Markup(f'<svg aria-hidden="true" width="16" height="16">{_dot(dot, 0.5, 6, 8)}</svg>')


def _dot(dot: Dot, x: float, radius: int, y: float | None = None) -> str:
    at = _down(dot.percent) if y is None else y
    cls = ("v" if dot.repeat else "d") + ("" if dot.complete else " o")
    return _diamond(x, at, cls) if dot.repeat else _circle(x, at, radius, cls)


def _band(view: RecentLevel, begin: float, end: float) -> Markup:
    if view.band is None:
        return Markup()
    left, right = ((at - begin) / (end - begin) for at in (view.band.begins, view.band.ends))
    least = 0.02
    x, width = _of(max(0, left - least)), _of(min(1, right + least) - max(0, left - least))
    top, low, mean = _down(view.band.upper), _down(view.band.lower), _down(view.band.mean)
    return Markup(
        f'<rect x="{x}" y="{top}" width="{width}" height="{low - top:.1f}" class="b"/>'
        f'<svg x="{x}" y="{mean}" width="{width}" height="1" class="out"><line x2="100%" class="l"/></svg>'
        f'<text x="100%" y="-10" class="end">Band: average of the last five, {rounded(view.band.mean)}</text>'
    )


def _days(dots: Sequence[Dot]) -> tuple[float, float]:
    """The axis: a week at least, with a little room at both ends."""
    first, last = dots[0].at, dots[-1].at
    room = max((last - first) * 0.04, (LEAST_DAYS * DAY - (last - first)) / 2, DAY)
    return first - room, last + room


def _dates(dots: Sequence[Dot], begin: float, end: float, zone: tzinfo) -> Markup:
    """The days of the first and the last dot, near enough below them; in the middle where they are close together."""
    ats = [dots[0].at, dots[-1].at]
    days = [f"{local(at, zone).day} {local(at, zone):%b %Y}" for at in ats]
    if (ats[1] - ats[0]) / (end - begin) >= 0.4:
        places = [("0", "", days[0]), ("100%", "end", days[1])]
    else:
        places = [("50%", "mid", " – ".join(dict.fromkeys(days)))]
    text = Markup('<text x="{}" y="{}" class="{} soft">{}</text>')
    return Markup("").join(text.format(x, LEVEL + 20, cls, day) for x, cls, day in places)


def story_map(told: Story) -> Markup:
    """The numbered facts on the station's time axis, the pins below it, and beside it what came at no known time.

    The numbers are those of the list that `takehome_story.story_parts` writes under the picture.
    """
    title = Markup("<title>{}</title><desc>{} The list below says the same.</desc>").format(told.title, told.sentence)
    drawn, height = _on_the_axis(told) if told.timed or told.pins else ("", 0)
    beside = [_beside(place, len(told.timed) + place + 1, height) for place in range(len(told.beside))]
    if beside:
        drawn += f'<text x="-20" y="{height + 18}" class="soft">Time unknown</text>' + "".join(beside)
        height += ceil(len(beside) / BESIDE) * LANE + 4
    if not height:
        return Markup()
    svg = Markup('<svg role="img" width="100%" height="{}">{}{}</svg>').format(height, title, Markup(drawn))
    return Markup('<div class="map">{}</div>\n').format(svg)


def _on_the_axis(told: Story) -> tuple[str, int]:
    """The axis with all that stands on it, and its height."""
    end = max(told.length, 1)
    xs = [(point.seconds or 0) / end for point in told.timed]
    lanes = _lanes(xs)
    axis = max(lanes, default=-1) * LANE + 2 * RING + 12 if lanes else 8
    ys = [axis - 8 - RING - lane * LANE for lane in lanes]
    places = list(zip(xs, ys, told.timed, strict=True))
    stems = "".join(f'<line x1="{_of(x)}" x2="{_of(x)}" y1="{y}" y2="{axis}" class="g"/>' for x, y, _ in places)
    dots = "".join(_numbered(x, y, n, "o" if fact.about else "") for n, (x, y, fact) in enumerate(places, 1))
    pins = "".join(_diamond(pin.seconds / end, axis + 38, "v" if pin.kind == "worked" else "v o") for pin in told.pins)
    return _ticks(end, axis) + stems + dots + pins, axis + (50 if pins else 26)


def _ticks(end: int, axis: int) -> str:
    """Whole minutes, eight or so of them in words."""
    minutes, step = end // 60, max(1, ceil(end / 60 / 8))
    line = f'<line x1="0" x2="100%" y1="{axis}" y2="{axis}" class="a"/>'
    notches = "".join(
        f'<line x1="{_of(60 * m / end)}" x2="{_of(60 * m / end)}" y1="{axis}" y2="{axis + 5}" class="a"/>'
        for m in range(minutes + 1)
    )
    words = "".join(
        f'<text x="{_of(60 * m / end)}" y="{axis + 20}" class="mid soft">{m}{" min" * (m == 0)}</text>'
        for m in range(0, minutes + 1, step)
    )
    return line + notches + words


def _lanes(xs: Iterable[float]) -> list[int]:
    """For each dot, left to right, the lowest lane in which it covers no other."""
    ends: dict[int, float] = {}
    lanes = []
    for x in xs:
        lane = next(n for n in count() if x - ends.get(n, -1.0) >= APART)
        ends[lane] = x
        lanes.append(lane)
    return lanes


def _beside(place: int, number: int, height: int) -> str:
    x, y = 100 + place % BESIDE * 30, height + 14 + place // BESIDE * LANE
    words = f'<text x="{x}" y="{y + 5}" class="mid n">{number}</text>'
    return f'<rect x="{x - RING}" y="{y - RING}" width="{2 * RING}" height="{2 * RING}" rx="4" class="q"/>{words}'


def _numbered(x: float, y: int, number: int, cls: str) -> str:
    words = f'<text x="{_of(x)}" y="{y + 5}" class="mid n {"" if cls else "on"}">{number}</text>'
    return _circle(x, y, RING, f"d {cls}".strip()) + words


def _circle(x: float, y: float, radius: float, cls: str) -> str:
    return f'<circle cx="{_of(x)}" cy="{y}" r="{radius}" class="{cls}"/>'


def _diamond(x: float, y: float, cls: str) -> str:
    return f'<svg x="{_of(x)}" y="{y}" width="1" height="1" class="out"><path d="{DIAMOND}" class="{cls}"/></svg>'


def _down(percent: float) -> float:
    return round(LEVEL * (1 - percent / 100), 1)


def _of(share: float) -> str:
    return f"{100 * share:.1f}%"
