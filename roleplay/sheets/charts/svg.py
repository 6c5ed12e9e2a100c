"""A description painted as inline SVG for a file, whose style sets the colours.

Widths are percentages and heights are pixels, so a picture stretches while its words keep their size. Only numbers are
written straight into the markup; text goes through ``format``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

from markupsafe import Markup

from roleplay.review.charts import Axis, Box, Chart, Mark, Plane, Row, Rows, Section, Shape, Span, Tone
from roleplay.sheets.atoms import folded, heading, joined, p

TRACK = 24
"""Height of one line with marks on it."""
PLANE = 220
ROWS_SHOWN = 6
"""Rows of a section shown at first; the rest can be unfolded."""
DOT, SMALL_DOT, LEAST_DOT, LARGEST_DOT = 6, 4, 4.0, 10
"""Radii."""
MANY = 60
"""From this many dots on, they are drawn smaller."""
DIAMOND = "M0-7 7 0 0 7-7 0z"
TONES = {Tone.DATA: "d", Tone.OTHER: "v", Tone.QUIET: "s"}
"""CSS classes; the others are named like their tone."""


def picture(view: Chart, level: int = 3) -> Markup:
    """The view's picture, with its headings at this level."""
    drawn = view.picture
    return _rows(drawn, level) if isinstance(drawn, Rows) else _plane(drawn, view.title, view.sentence)


def _rows(drawn: Rows, level: int) -> Markup:
    sections = (part for section in drawn.sections for part in _titled(section, _section(section, drawn.axis), level))
    return joined(sections) + p(drawn.axis.words, "soft")


def _titled(section: Section, parts: list[Markup], level: int) -> list[Markup]:
    return heading(section.heading, parts, level) if section.heading else parts


def _section(section: Section, axis: Axis) -> list[Markup]:
    if section.columns:
        return [_grid(section)]
    shown = (section.first or ROWS_SHOWN) if section.folds else len(section.rows)
    listed = _listed if any(row.bar for row in section.rows) else _tracks
    scale = _scale(axis) if any(row.marks for row in section.rows) else Markup()
    rest = folded(f"{len(section.rows) - shown} more", [listed(section.rows[shown:], axis)])
    return [listed(section.rows[:shown], axis), scale, rest]


def _grid(section: Section) -> Markup:
    """A table whose empty cells are frames; they say so to who can't see them."""
    head = joined(Markup('<th scope="col">{}</th>').format(name) for name in section.columns)
    row = Markup('<tr><th scope="row">{}</th>{}</tr>\n')
    rows = joined(row.format(one.label, joined(map(_box, one.boxes))) for one in section.rows)
    return Markup('<table class="grid">\n<tr><td></td>{}</tr>\n{}</table>\n').format(head, rows)


def _box(box: Box | None) -> Markup:
    if box is None:
        return Markup("<td></td>")
    if box.filled:
        return Markup('<td><span class="full">{}</span></td>').format(box.words)
    return Markup('<td><span class="free" role="img" aria-label="not yet"></span></td>')


def _listed(rows: Iterable[Row], axis: Axis) -> Markup:
    row = Markup("<li><span>{}</span>{}</li>\n")
    inner = joined(row.format(_words(one), _bar(one, axis)) for one in rows)
    return Markup('<ul class="bars">\n{}</ul>\n').format(inner) if inner else inner


def _bar(row: Row, axis: Axis) -> Markup:
    """The words beside it say the same."""
    length = row.bar.length if row.bar else 0
    tone = _tone(row.bar.tone) if row.bar else ""
    inner = f'<rect width="{_of(length / axis.high)}" height="10" class="{tone}"/>' if length else ""
    return Markup(f'<svg class="bar" aria-hidden="true" width="100%" height="10">{inner}</svg>')


def _tracks(rows: Iterable[Row], axis: Axis) -> Markup:
    of = Markup('<p class="of{}">{}</p>\n{}')
    return joined(of.format(" soft" * row.quiet, _words(row), _track(row, axis) if row.marks else "") for row in rows)


def _words(row: Row) -> Markup:
    strong = Markup("<strong>{}</strong>").format(row.strong) if row.strong else ""
    note = Markup('<span class="soft">{}</span>').format(row.note) if row.note else ""
    return Markup(" ").join(part for part in (strong, row.label, note) if part)


def _track(row: Row, axis: Axis) -> Markup:
    """A thin line with a notch at each tick, and on it the band, the marks and the middle."""

    def along(x: float) -> float:
        return (x - axis.low) / (axis.high - axis.low)

    line = '<line x1="0" x2="100%" y1="12" y2="12" class="g"/>'
    line += "".join(_upright(along(x), 6, 18, "g") for x, _ in axis.ticks)
    if row.band:
        low, high = map(along, row.band)
        line += f'<rect x="{_of(low)}" y="5" width="{_of(high - low)}" height="14" class="b"/>'
    marks = joined(_mark(mark, along(mark.x), 12, DOT) for mark in row.marks)
    middle = "" if row.middle is None else _upright(along(row.middle), 0, TRACK, "m")
    svg = Markup('<svg aria-hidden="true" width="100%" height="{}">{}{}{}</svg>')
    return Markup('<div class="track">{}</div>\n').format(svg.format(TRACK, Markup(line), marks, Markup(middle)))


def _upright(share: float, top: float, low: float, cls: str) -> str:
    return f'<line x1="{_of(share)}" x2="{_of(share)}" y1="{top}" y2="{low}" class="{cls}"/>'


def _scale(axis: Axis) -> Markup:
    """The words of the ticks, below the last track."""
    anchors = {axis.low: "", axis.high: "end"}
    text = Markup('<text x="{}" y="8" class="{} soft">{}</text>')
    words = joined(
        text.format(_of((x - axis.low) / (axis.high - axis.low)), anchors.get(x, "mid"), said) for x, said in axis.ticks
    )
    svg = Markup('<svg aria-hidden="true" width="100%" height="12">{}</svg>').format(words)
    return Markup('<div class="track scale">{}</div>\n').format(svg) if words else words


def _plane(drawn: Plane, title: str, sentence: str) -> Markup:
    """Marks by date between 0 and 100, with a key if there are several kinds."""

    def along(at: float) -> float:
        return (at - drawn.begin) / (drawn.end - drawn.begin)

    grid = "".join(
        f'<line x1="0" x2="100%" y1="{_down(y)}" y2="{_down(y)}" class="g"/>'
        f'<text x="-8" y="{_down(y) + 4:.0f}" class="end soft">{y}{"%" * (y == 100)}</text>'
        for y in (0, 25, 50, 75, 100)
    )
    radius = SMALL_DOT if sum(len(sort.marks) for sort in drawn.sorts) >= MANY else DOT
    dots = joined(_mark(mark, along(mark.x), _down(mark.y), radius) for sort in drawn.sorts for mark in sort.marks)
    said = Markup("<title>{}</title><desc>{} The table below says the same.</desc>").format(title, sentence)
    span = _span(drawn.span, along(drawn.span.begin), along(drawn.span.end)) if drawn.span else Markup()
    days = joined(_day(along(at), words) for at, words in drawn.ticks)
    svg = Markup('<svg role="img" width="100%" height="{}">{}</svg>').format(
        PLANE, said + Markup(grid) + span + dots + days
    )
    return Markup('<div class="plane">{}</div>\n').format(svg) + _key(drawn)


def _key(drawn: Plane) -> Markup:
    """How the dots of each kind look."""
    if len(drawn.sorts) < 2:
        return Markup()
    one = Markup('<span><svg aria-hidden="true" width="16" height="16">{}</svg> {}</span>')
    return p(Markup(" ").join(one.format(_mark(s.marks[0], 0.5, 8, DOT), s.words) for s in drawn.sorts), "key")


def _span(span: Span, left: float, right: float) -> Markup:
    begin, width = max(0.0, left), _of(min(1.0, right) - max(0.0, left))
    top, low, middle = map(_down, (span.high, span.low, span.middle))
    drawn = (
        f'<rect x="{_of(begin)}" y="{top}" width="{width}" height="{low - top:.1f}" class="b"/>'
        f'<svg x="{_of(begin)}" y="{middle}" width="{width}" height="1" class="out"><line x2="100%" class="l"/></svg>'
    )
    return Markup(drawn) + Markup('<text x="100%" y="-10" class="end">{}</text>').format(span.words)


def _day(share: float, words: Sequence[str]) -> Markup:
    line = Markup('<text x="{}" y="{}" class="mid soft">{}</text>')
    return joined(line.format(_of(share), PLANE + 20 + 16 * place, word) for place, word in enumerate(words))


def _mark(mark: Mark, share: float, y: float, radius: float) -> Markup:
    """The dot, with a tooltip that says what it is."""
    cls, said = _tone(mark.tone) + " o" * mark.hollow, Markup("<title>{}</title>").format(", ".join(mark.words))
    if mark.shape is Shape.DIAMOND:
        path = Markup('<path d="{}" class="{}">{}</path>').format(DIAMOND, cls, said)
        return Markup('<svg x="{}" y="{}" width="1" height="1" class="out">{}</svg>').format(_of(share), y, path)
    r = radius if mark.share is None else round(max(LEAST_DOT, LARGEST_DOT * sqrt(mark.share)), 1)
    return Markup('<circle cx="{}" cy="{}" r="{}" class="{}">{}</circle>').format(_of(share), y, r, cls, said)


def _tone(tone: Tone) -> str:
    return TONES.get(tone, tone.value)


def _down(percent: float) -> float:
    return round(PLANE * (1 - percent / 100), 1)


def _of(share: float) -> str:
    return f"{100 * share:.1f}%"
