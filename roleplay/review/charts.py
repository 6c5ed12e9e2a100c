"""The charts of one's own history. Each goes with its view's title, sentence and table, which a page shows around it.

Every figure is transparent and sets the colours of its theme itself, so a page draws it with its own theme switched
off, and with `CONFIG`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from roleplay.review.drawing import CONFIG as CONFIG
from roleplay.review.drawing import Drawing
from roleplay.review.goals import Goals
from roleplay.review.missed import OftenMissed
from roleplay.review.patients import Answers, PatientsView, middle
from roleplay.review.practice_log import PracticeLog, Tally
from roleplay.review.recent_chart import recent_figure as recent_figure
from roleplay.review.story import StoryPin, StoryPoint, meant, pin_words, story, when
from roleplay.review.words import counted, rounded

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

ROWS_SHOWN = 10
"""Rows of one section; the table has all of them."""
PERCENT = (0, 100)
PERCENT_TICKS = ((0, "0%"), (50, "50%"), (100, "100%"))
ANSWERS = (1, 5)
ANSWER_TICKS = ((1, "1: not at all"), (3, "3"), (5, "5: completely"))
LARGEST_DOT = 22


def practice_log_figure(view: PracticeLog, dark: bool = False) -> Figure:
    """Bars of stations: each part with its minutes, then the kinds, then the skills."""
    most = max([part.stations for part in view.parts] + [skill.stations for skill in view.skills] + [1])
    drawing = Drawing(dark, (0, max(most, *(kind.stations for kind in view.kinds), 1)))
    drawing.heading("Your part")
    for part in view.parts:
        minutes = f", {counted(rounded(part.minutes), 'minute')}" if part.stations else ""
        drawing.label(f"as {part.role}{minutes}", strong=f"{part.stations:,}")
        drawing.bar(part.stations, drawing.paint.roles[part.role])
    _tallies(drawing, "Kinds of station", view.kinds)
    _tallies(drawing, "Skills in your own stations", view.skills)
    return drawing.figure()


def _tallies(drawing: Drawing, heading: str, tallies: Sequence[Tally]) -> None:
    if tallies:
        drawing.heading(heading)
    for tally in tallies[:ROWS_SHOWN]:
        drawing.label(tally.name, strong=f"{tally.stations:,}")
        drawing.bar(tally.stations, drawing.paint.data)
    _rest(drawing, len(tallies))


def _rest(drawing: Drawing, rows: int) -> None:
    if rows > ROWS_SHOWN:
        drawing.label(f"{rows - ROWS_SHOWN} more in the table.", quiet=True)


def goals_figure(view: Goals, dark: bool = False) -> Figure:
    """Set, tried, kept as bars within each other's length; what had no chance or is open in quiet colour."""
    drawing = Drawing(dark, (0, max(view.set, 1)))
    loud, quiet = drawing.paint.data, drawing.paint.quiet
    rows = ((view.set, "set", loud), (view.tried, "tried", loud), (view.kept, "kept", loud))
    rest = ((view.no_chance, "had no chance yet", quiet), (view.open, "still open", quiet))
    for count, words, colour in (*rows, *(row for row in rest if row[0])):
        drawing.label(words, strong=f"{count:,}")
        drawing.bar(count, colour)
    return drawing.figure()


def patients_figure(view: PatientsView, dark: bool = False) -> Figure:
    """Each statement with all its answers as dots, larger where there are more, and a line at the middle one."""
    drawing = Drawing(dark, ANSWERS, ANSWER_TICKS)
    most = max((max(Counter(one.values).values()) for one in view.statements), default=1)
    for one in view.statements[:ROWS_SHOWN]:
        drawing.label(one.text)
        drawing.label(_answers(one), quiet=True)
        drawing.space(2)
        drawing.track()
        counts = Counter(one.values)
        sizes = [round(max(8.0, LARGEST_DOT * math.sqrt(n / most)), 1) for n in counts.values()]
        drawing.marks(list(counts), drawing.paint.data, size=sizes)
        drawing.upright(one.median)
        drawing.end_row()
    drawing.scale()
    _rest(drawing, len(view.statements))
    return drawing.figure()


def _answers(one: Answers) -> str:
    number = counted(len(one.values), "answer")
    return (
        f"{number}: {middle(one.median)}" if len(one.values) == 1 else f"{number}, the middle one {middle(one.median)}"
    )


def missed_figure(view: OftenMissed, dark: bool = False) -> Figure:
    """Each skill's share of chances missed, with its interval as a light band."""
    drawing = Drawing(dark, PERCENT, PERCENT_TICKS)
    for skill in view.skills[:ROWS_SHOWN]:
        drawing.label(f"{skill.name}{', worth a look' * skill.look}", strong=skill.count)
        drawing.track()
        drawing.band(round(100 * skill.lower, 1), round(100 * skill.upper, 1))
        colour, symbol = (drawing.paint.other, "diamond") if skill.look else (drawing.paint.data, "circle")
        drawing.marks([round(100 * skill.missed / skill.chances, 1)], colour, symbol)
        drawing.end_row()
    drawing.scale()
    _rest(drawing, len(view.skills))
    return drawing.figure()


def story_figure(
    points: Sequence[StoryPoint], pins: Iterable[StoryPin], length_seconds: int, dark: bool = False
) -> Figure:
    """Facts on the station's clock, one below the other; then what has no time, then what was not heard."""
    told = story(points, pins, length_seconds)
    end = max(told.length, 1)
    drawing = Drawing(dark, (0, end), _minutes(end))
    if told.timed or told.pins:
        _on_the_clock(drawing, told.timed, told.pins)
    if told.beside:
        drawing.heading("Came out, time unknown")
        for point in told.beside:
            drawing.label(point.say)
            drawing.space(6)
    if told.unheard:
        drawing.heading("Not heard this time")
        for point in told.unheard:
            drawing.label(f"{point.say} ({meant(point)})", quiet=True)
            drawing.space(6)
    return drawing.figure()


def _on_the_clock(drawing: Drawing, timed: Sequence[StoryPoint], pins: Sequence[StoryPin]) -> None:
    for point in timed:
        drawing.label(point.say, strong=when(point))
        drawing.track()
        symbol = "circle-open" if point.about else "circle"
        drawing.marks([point.seconds or 0], drawing.paint.data, symbol)
        drawing.end_row()
    for kind in dict.fromkeys(pin.kind for pin in pins):
        at = [pin.seconds for pin in pins if pin.kind == kind]
        drawing.label(f"{'moment' if len(at) == 1 else 'moments'} pinned: {pin_words(kind)}", strong=f"{len(at)}")
        drawing.track()
        drawing.marks(at, drawing.paint.other, "diamond")
        drawing.end_row()
    drawing.scale()


def _minutes(seconds: float) -> list[tuple[float, str]]:
    """Some five marks of whole minutes."""
    step = max(1, math.ceil(seconds / 60 / 5))
    return [(60.0 * m, f"{m} min" if m else "0") for m in range(0, math.floor(seconds / 60) + 1, step)]
