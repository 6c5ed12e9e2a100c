"""Self and observer: by how much somebody rates themselves higher or lower than those who watched them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, tzinfo
from statistics import fmean

from roleplay.marking.marksheet import Domain
from roleplay.marking.scoring import Response
from roleplay.review.charts import Axis, Mark, Row, Rows, Section
from roleplay.review.intervals import Interval, mean_of_few
from roleplay.review.observed import first_try
from roleplay.review.own_rounds import Seen, Station
from roleplay.review.words import Table, counted, day, more, rounded, signed

PAIRS_FROM = 6
LEAST_AXIS = 20
DOTS_SHOWN = 200
"""The latest; the table has all of them."""


@dataclass(frozen=True)
class Pair:
    """One station: own percent of the areas that both sides rated, minus the observers'."""

    station: Station
    own: float
    theirs: float

    @property
    def difference(self) -> float:
        return self.own - self.theirs


@dataclass(frozen=True)
class SelfView:
    """``pairs`` oldest first. ``gap`` is how far apart both are at a station, in either direction."""

    title: str
    sentence: str
    missing: str
    table: Table
    pairs: tuple[Pair, ...]
    difference: Interval | None
    gap: float
    zone: tzinfo

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """The mean difference with its interval, and every station's own."""
        rows = () if self.difference is None else (_mean(self.difference), self._each())
        end = max([LEAST_AXIS, *(10 * -(-abs(mark.x) // 10) for row in rows for mark in row.marks)])
        ticks = ((-end, "lower"), (0, "the same"), (end, "higher"))
        return Rows(
            Axis(-end, end, ticks, f"Your ratings against theirs; the ends are {end:g} points."), (Section(rows),)
        )

    def _each(self) -> Row:
        marks = tuple(
            Mark(
                round(pair.difference, 1),
                (pair.station.card.title, day(pair.station.at, self.zone), f"{signed(pair.difference)} points"),
                hollow=True,
                leads=(pair.station.practice, pair.station.round),
            )
            for pair in self.pairs[-DOTS_SHOWN:]
        )
        return Row("each station", note=f"typically {counted(rounded(self.gap), 'point')} apart", marks=marks)


def self_view(stations: Iterable[Seen], zone: tzinfo = UTC) -> SelfView:
    """First tries in which both sides rated an area; nobody else's difference plays a part."""
    pairs = tuple(
        sorted(_pairs(stations), key=lambda pair: (pair.station.at, pair.station.practice, pair.station.round))
    )
    enough = len(pairs) >= PAIRS_FROM
    found = mean_of_few([pair.difference for pair in pairs]) if enough else None
    gap = fmean(abs(pair.difference) for pair in pairs) if pairs else 0.0
    newest = pairs[::-1] if enough else ()
    return SelfView(
        title=_title(found) if found else "No comparison yet",
        sentence=_sentence(found, gap)
        if found
        else "How your own ratings compare with your observers’ will be shown here.",
        missing=""
        if found
        else f"This needs {more(PAIRS_FROM - len(pairs), 'station')} that you and an observer rated.",
        table=Table(
            ("Date", "Case", "You", "Observers", "Difference"),
            tuple(_row(pair, zone) for pair in newest),
            leads=tuple((pair.station.practice, pair.station.round) for pair in newest),
            named=1,
        ),
        pairs=pairs,
        difference=found,
        gap=gap,
        zone=zone,
    )


def _pairs(stations: Iterable[Seen]) -> Iterator[Pair]:
    for seen in stations:
        rated = {id_ for response in seen.observers.values() for id_ in response.domains}
        both = [domain for domain in seen.sheet.domains if domain.id in seen.own.domains and domain.id in rated]
        if both and first_try(seen):
            theirs = [percent for one in seen.observers.values() if (percent := _percent(both, one)) is not None]
            own = _percent(both, seen.own)
            assert own is not None
            yield Pair(seen.station, own, fmean(theirs))


def _percent(areas: Iterable[Domain], given: Response) -> float | None:
    """The weighted mean of ``25·(rating − 1)`` over these areas; None if none was rated."""
    rated = [(area.weight, given.domains[area.id]) for area in areas if area.id in given.domains]
    total = sum(weight for weight, _ in rated)
    return sum(weight * 25 * (rating - 1) for weight, rating in rated) / total if total else None


def _title(found: Interval) -> str:
    if found.lower > 0 or found.upper < 0:
        return f"You rate yourself about {rounded(abs(found.mean))} {'higher' if found.mean > 0 else 'lower'}"
    return "You and your observers rate you about the same"


def _sentence(found: Interval, gap: float) -> str:
    apart = f"at a single station the two are typically {counted(rounded(gap), 'point')} apart"
    if found.lower > 0 or found.upper < 0:
        low, high = sorted((abs(found.lower), abs(found.upper)))
        side = "higher" if found.mean > 0 else "lower"
        return (
            f"You rate yourself about {rounded(abs(found.mean))} {side} than your observers do "
            f"(likely {rounded(low)} to {rounded(high)}); {apart}."
        )
    return f"No difference can be told (likely {signed(found.lower)} to {signed(found.upper)} points); {apart}."


def _row(pair: Pair, zone: tzinfo) -> tuple[str, ...]:
    at, title = day(pair.station.at, zone), pair.station.card.title
    return at, title, str(rounded(pair.own)), str(rounded(pair.theirs)), signed(pair.difference)


def _mean(found: Interval) -> Row:
    points, likely = f"{signed(found.mean)} points", f"likely {signed(found.lower)} to {signed(found.upper)}"
    band = (round(found.lower, 1), round(found.upper, 1))
    return Row(
        "against your observers", points, likely, band=band, marks=(Mark(round(found.mean, 1), (points, likely)),)
    )
