"""The story of one station: what came out and when, as far as anybody knows. Times are never invented."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from roleplay.review.charts import Axis, Mark, Row, Rows, Section, Shape, Tone
from roleplay.review.words import Table, clock, counted

STORY_FROM = 1
RULES = {
    "volunteer": "to be said freely",
    "open": "after an open question or a silence",
    "asked": "if asked",
    "cue": "if the cue is picked up",
}
PINS = {"worked": "worked", "try": "try something else"}


@dataclass(frozen=True)
class StoryPoint:
    """A fact. ``seconds`` into the station, None if nobody knows when it came out or if it didn't; ``about`` if only
    the first mark that shows it gives the time. ``rule`` is how it was meant to come out."""

    say: str
    seconds: int | None
    about: bool
    came: bool
    rule: str


@dataclass(frozen=True)
class StoryPin:
    """A moment that an observer pinned, ``seconds`` into the station."""

    kind: str
    seconds: int


@dataclass(frozen=True)
class Story:
    """``timed`` and ``pins`` by time; ``beside`` came out at an unknown time; ``unheard`` didn't come out."""

    title: str
    sentence: str
    missing: str
    table: Table
    timed: tuple[StoryPoint, ...]
    beside: tuple[StoryPoint, ...]
    unheard: tuple[StoryPoint, ...]
    pins: tuple[StoryPin, ...]
    length: int

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """Facts on the station's timeline, one below the other; then those without a time, then those not heard."""
        end = max(self.length, 1)
        sections = (
            Section((*map(_at_its_time, self.timed), *_pinned(self.pins)), folds=False),
            Section(tuple(Row(p.say, note=f"({meant(p)})") for p in self.beside), "Came out, time unknown", False),
            Section(
                tuple(Row(p.say, note=f"({meant(p)})", quiet=True) for p in self.unheard), "Not heard this time", False
            ),
        )
        return Rows(Axis(0, end, _minutes(end)), tuple(section for section in sections if section.rows))


def story(points: Sequence[StoryPoint], pins: Iterable[StoryPin], length_seconds: int) -> Story:
    """A point that has a time but didn't come out is unheard: what was taken back isn't drawn."""
    timed = tuple(sorted((p for p in points if p.came and p.seconds is not None), key=lambda p: p.seconds or 0))
    beside = tuple(p for p in points if p.came and p.seconds is None)
    unheard = tuple(p for p in points if not p.came)
    pinned = tuple(sorted(pins, key=lambda pin: pin.seconds))
    shown = len(points) >= STORY_FROM
    return Story(
        title=f"{len(timed) + len(beside)} of {counted(len(points), 'fact')} came out" if shown else "No story here",
        sentence=_sentence(timed, beside) if shown else "This case has no story to draw out.",
        missing="" if shown else "A case with a story shows here what came out, and when.",
        table=Table(("When", "What", "How it was meant to come"), tuple(_rows(timed, beside, unheard, pinned))),
        timed=timed,
        beside=beside,
        unheard=unheard,
        pins=pinned,
        length=max([length_seconds, *(p.seconds or 0 for p in timed), *(pin.seconds for pin in pinned)]),
    )


def _at_its_time(point: StoryPoint) -> Row:
    dot = Mark(point.seconds or 0, (when(point), point.say, meant(point)), hollow=point.about)
    return Row(point.say, when(point), f"({meant(point)})", marks=(dot,))


def _pinned(pins: Sequence[StoryPin]) -> Iterator[Row]:
    for kind in dict.fromkeys(pin.kind for pin in pins):
        dots = tuple(
            Mark(pin.seconds, (clock(pin.seconds), pin_words(kind)), tone=Tone.OTHER, shape=Shape.DIAMOND)
            for pin in pins
            if pin.kind == kind
        )
        yield Row(f"{'moment' if len(dots) == 1 else 'moments'} pinned: {pin_words(kind)}", f"{len(dots)}", marks=dots)


def _minutes(seconds: float) -> tuple[tuple[float, str], ...]:
    """About five ticks at whole minutes."""
    step = max(1, math.ceil(seconds / 60 / 5))
    return tuple((60.0 * m, f"{m} min" if m else "0") for m in range(0, math.floor(seconds / 60) + 1, step))


def when(point: StoryPoint) -> str:
    """``2:05``, ``about 2:05``, or in words that no time is known."""
    if not point.came:
        return "not heard this time"
    if point.seconds is None:
        return "came out, time unknown"
    return f"{'about ' * point.about}{clock(point.seconds)}"


def meant(point: StoryPoint) -> str:
    return RULES.get(point.rule, point.rule)


def pin_words(kind: str) -> str:
    return PINS.get(kind, kind)


def _sentence(timed: Sequence[StoryPoint], beside: Sequence[StoryPoint]) -> str:
    if not timed and not beside:
        return "None of the story came out this time."
    if not timed:
        return "There are no times for what came out, so nothing is drawn against the clock."
    if any(point.about for point in timed):
        return "Each dot shows when a fact came out; an open dot is approximate, from the first mark that shows it."
    return "Each dot shows when a fact came out" + (", if the time is known." if beside else ".")


def _rows(
    timed: Iterable[StoryPoint], beside: Iterable[StoryPoint], unheard: Iterable[StoryPoint], pins: Iterable[StoryPin]
) -> Iterator[tuple[str, ...]]:
    for group in (timed, beside, unheard):
        yield from ((when(point), point.say, meant(point)) for point in group)
    yield from ((clock(pin.seconds), f"Pinned: {pin_words(pin.kind)}", "") for pin in pins)
