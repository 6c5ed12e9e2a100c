"""Recent level: every station as a dot, and a band around the mean of the last five once there are five."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo

from roleplay.review.charts import Mark, Plane, Shape, Span, Tone, sorted_by
from roleplay.review.days_axis import DAY, day_ticks
from roleplay.review.intervals import moderated
from roleplay.review.own_rounds import Seen
from roleplay.review.words import Table, counted, day, listed, more, rounded

DOTS_FROM = 1
BAND_FROM = 5
LAST = 5
"""The band covers this many stations, the latest."""
DIARY_UNDER = 10
"""With fewer stations a mean is a diary, not a measurement (reliability .50)."""
DOTS_SHOWN = 200
LEFT_OUT_NAMED = 3
"""How many stations are named as not being in the band."""
LEAST_DAYS = 7


@dataclass(frozen=True)
class Dot:
    """One station. ``at`` in UTC milliseconds; ``complete`` is False if too little was marked for it to count.

    Observers' names aren't here: they only appear when the station is opened.
    """

    at: int
    percent: float
    repeat: bool
    complete: bool
    title: str
    origin: str
    practice: int
    round: int

    @property
    def counted(self) -> bool:
        """Whether it counts in the mean."""
        return self.complete and not self.repeat


@dataclass(frozen=True)
class Band:
    """The mean of the last five with its likely range, between 0 and 100: a single station varies far more.
    ``begins`` and ``ends`` are the first and the last of the five."""

    mean: float
    lower: float
    upper: float
    begins: int
    ends: int


@dataclass(frozen=True)
class RecentLevel:
    """``dots`` oldest first, at most the last 200; ``missing`` is about the band, as dots are shown from the first."""

    title: str
    sentence: str
    missing: str
    table: Table
    dots: tuple[Dot, ...]
    band: Band | None
    stations: int
    zone: tzinfo

    @property
    def has_chart(self) -> bool:
        return len(self.dots) >= DOTS_FROM

    @property
    def picture(self) -> Plane:
        """Every dot by date, first tries first, and the light band around the mean of the last five."""
        begin, end = _axis(self)
        dots = sorted(self.dots, key=lambda dot: (dot.repeat, not dot.complete))
        return Plane(
            begin,
            end,
            day_ticks(begin, end, self.zone),
            sorted_by((sort_of(dot), _drawn(dot, self.zone)) for dot in dots),
            None if self.band is None else _span(self.band, (end - begin) / 100),
        )


def _drawn(dot: Dot, zone: tzinfo) -> Mark:
    return Mark(
        dot.at,
        (dot.title, f"{rounded(dot.percent)}%, {day(dot.at, zone)}", sort_of(dot)),
        y=rounded(dot.percent),
        tone=Tone.OTHER if dot.repeat else Tone.DATA,
        shape=Shape.DIAMOND if dot.repeat else Shape.CIRCLE,
        hollow=not dot.complete,
        leads=(dot.practice, dot.round),
    )


def _span(band: Band, least: float) -> Span:
    """The days of its five stations, and at least a fiftieth of the axis, so that it can be seen."""
    more_room = max(DAY / 2, least)
    return Span(
        band.begins - more_room,
        band.ends + more_room,
        round(band.lower, 1),
        round(band.mean, 1),
        round(band.upper, 1),
        f"Band: average of the last five, {rounded(band.mean)}",
    )


def _axis(view: RecentLevel) -> tuple[float, float]:
    """At least a week, with a little room at both ends."""
    ats = [dot.at for dot in view.dots] + ([view.band.begins] if view.band else [])
    first, last = min(ats, default=0), max(ats, default=0)
    room = max((last - first) * 0.04, (LEAST_DAYS * DAY - (last - first)) / 2, DAY)
    return first - room, last + room


def recent_level(stations: Iterable[Seen], zone: tzinfo = UTC) -> RecentLevel:
    """The stations in which one person was the student, in any order. Rounds given up don't count as stations."""
    dots = dots_of(stations)
    firsts = [dot for dot in dots if dot.counted]
    band = _band(firsts[-LAST:]) if len(firsts) >= BAND_FROM else None
    drawn = tuple(dots[-DOTS_SHOWN:])
    newest = drawn[::-1]
    return RecentLevel(
        title=_title(len(dots), len(firsts), band),
        sentence=_sentence(dots, len(firsts), band, zone),
        missing="" if band else f"A band needs {more(BAND_FROM - len(firsts), 'station')}.",
        table=Table(
            ("Date", "Case", "Percent", "Counted as"),
            tuple(_row(dot, zone) for dot in newest),
            leads=tuple((dot.practice, dot.round) for dot in newest),
            named=1,
        ),
        dots=drawn,
        band=band,
        stations=len(dots),
        zone=zone,
    )


def dots_of(stations: Iterable[Seen]) -> list[Dot]:
    """Every station that was played to its end and marked at all, oldest first."""
    return sorted(_dots(stations), key=lambda dot: (dot.at, dot.practice, dot.round))


def _dots(stations: Iterable[Seen]) -> Iterable[Dot]:
    for seen in stations:
        s, saw = seen.station, seen.observed
        if s.counts and saw.percent is not None:
            yield Dot(s.at, saw.percent, s.repeat, saw.complete, s.card.title, s.origin, s.practice, s.round)


def _band(last: Sequence[Dot]) -> Band:
    around = moderated([dot.percent for dot in last])
    return Band(around.mean, max(0.0, around.lower), min(100.0, around.upper), last[0].at, last[-1].at)


def _title(dots: int, firsts: int, band: Band | None) -> str:
    if not dots:
        return "No station with marks yet"
    return f"The last {LAST} of {counted(firsts, 'station')}" if band else f"{counted(dots, 'station')} so far"


def _sentence(dots: Sequence[Dot], firsts: int, band: Band | None, zone: tzinfo) -> str:
    if not dots:
        return "Your stations will be shown here, one dot each, as your observers saw them."
    cut = f"; the dots are the last {DOTS_SHOWN} of {len(dots):,}" if len(dots) > DOTS_SHOWN else ""
    if band is None:
        return f"Each dot is one station as its observers saw it, and one dot alone says little{cut}."
    diary = (
        f"; with fewer than {DIARY_UNDER} stations this is a diary, not a measurement" if firsts < DIARY_UNDER else ""
    )
    return (
        f"The average of your last five fully marked first tries is {rounded(band.mean)}; with other cases and "
        f"observers it could have been {rounded(band.lower)} to {rounded(band.upper)}. "
        f"A single station varies far more{diary}{cut}.{_left_out(dots, band, zone)}"
    )


def _left_out(dots: Sequence[Dot], band: Band, zone: tzinfo) -> str:
    """Which stations since the first of the five aren't among them, and why; the table says it for all."""
    out = [dot for dot in reversed(dots) if dot.at >= band.begins and not dot.counted]
    named = [f"“{dot.title}” on {day(dot.at, zone)} ({_reasons(dot)})" for dot in out[:LEFT_OUT_NAMED]]
    if rest := len(out) - len(named):
        named.append(f"{rest} more")
    return f" Left out: {listed(named)}." if named else ""


def _row(dot: Dot, zone: tzinfo) -> tuple[str, ...]:
    return day(dot.at, zone), dot.title, str(rounded(dot.percent)), sort_of(dot)


def sort_of(dot: Dot) -> str:
    """How a dot counts, in words; a repeat may be partly marked too."""
    return "first try" if dot.counted else f"{_reasons(dot)}, not counted"


def _reasons(dot: Dot) -> str:
    return " and ".join(word for word, holds in (("repeat", dot.repeat), ("partly marked", not dot.complete)) if holds)
