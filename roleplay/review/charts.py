"""A chart as values: what is on it, in numbers and words. How it looks is up to the painter.

Every view has a title, a sentence, what is missing until it can be drawn, a table that says the same, and a picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from roleplay.review.words import Place, Table


class Tone(StrEnum):
    """What a colour means; never the only sign of it."""

    DATA = "data"
    OTHER = "other"
    QUIET = "quiet"
    STUDENT = "student"
    PATIENT = "patient"
    OBSERVER = "observer"


class Shape(StrEnum):
    CIRCLE = "circle"
    DIAMOND = "diamond"


@dataclass(frozen=True)
class Mark:
    """A dot. ``words`` are lines that say what it is; ``share`` is its area relative to the largest dot, None for the
    usual size; ``leads`` is the station that it opens. ``y`` is only for marks in a plane."""

    x: float
    words: tuple[str, ...]
    y: float = 0
    tone: Tone = Tone.DATA
    shape: Shape = Shape.CIRCLE
    hollow: bool = False
    share: float | None = None
    leads: Place | None = None


@dataclass(frozen=True)
class Bar:
    """From the left edge to ``length``."""

    length: float
    tone: Tone = Tone.DATA


@dataclass(frozen=True)
class Box:
    """A cell of a grid: filled with its few ``words``, or an empty frame where there is nothing yet. None in a row's
    boxes leaves the place blank."""

    words: str = ""

    @property
    def filled(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True)
class Row:
    """A line of words: ``strong`` first, and a quiet ``note`` at the end; below it a bar, or a track if there are
    marks. On the track, ``band`` is an interval and ``middle`` a short line across. In a ``quiet`` row everything is
    quiet. With ``boxes`` it is a row of a grid, beside its label."""

    label: str
    strong: str = ""
    note: str = ""
    quiet: bool = False
    bar: Bar | None = None
    band: tuple[float, float] | None = None
    middle: float | None = None
    marks: tuple[Mark, ...] = ()
    boxes: tuple[Box | None, ...] = ()


@dataclass(frozen=True)
class Section:
    """Rows that belong together; if it ``folds``, a painter may show only the first ones: ``first``, or as many as it
    has room for. ``columns`` are the headings of a grid."""

    rows: tuple[Row, ...]
    heading: str = ""
    folds: bool = True
    first: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Axis:
    """The scale of all rows; ``words`` explain it if the ticks don't."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Rows:
    """A picture of rows, one below the other."""

    axis: Axis
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Sort:
    """Marks that look the same, and what that look means."""

    words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Span:
    """An interval over some days, and the line in it."""

    begin: float
    end: float
    low: float
    middle: float
    high: float
    words: str


@dataclass(frozen=True)
class Plane:
    """Marks by date, between 0 and 100 percent. Times in UTC milliseconds; a tick has lines of words."""

    begin: float
    end: float
    ticks: tuple[tuple[float, tuple[str, ...]], ...]
    sorts: tuple[Sort, ...]
    span: Span | None


Picture = Rows | Plane


class Chart(Protocol):
    """What every view of a review has; ``has_chart`` says whether there is something honest to draw."""

    @property
    def title(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def missing(self) -> str: ...
    @property
    def has_chart(self) -> bool: ...
    @property
    def table(self) -> Table: ...
    @property
    def picture(self) -> Picture: ...


def sorted_by(marks: Iterable[tuple[str, Mark]]) -> tuple[Sort, ...]:
    """Marks grouped by what their look means, in order of first appearance."""
    sorts: dict[str, list[Mark]] = {}
    for words, mark in marks:
        sorts.setdefault(words, []).append(mark)
    return tuple(Sort(words, tuple(those)) for words, those in sorts.items())
