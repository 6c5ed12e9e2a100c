"""Practice log: what was done, not how well. Effort and coverage, from the first station on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo

from roleplay.review.charts import Axis, Bar, Box, Row, Rows, Section, Tone
from roleplay.review.own_rounds import Station
from roleplay.review.words import Table, counted, day, day_and_month, listed, rounded

LOG_FROM = 1
ROLES = ("student", "patient", "observer")


@dataclass(frozen=True)
class Part:
    """How often and how long somebody was in one role."""

    role: str
    stations: int
    minutes: float


@dataclass(frozen=True)
class Cell:
    """How often somebody was the student in a kind and specialty, and when last, in UTC milliseconds; None for
    never."""

    kind: str
    specialty: str
    stations: int
    last: int | None


@dataclass(frozen=True)
class PracticeLog:
    """``cells`` are those with a station or with cases to practise; ``covered`` of the ``known`` skills came up in the
    person's own stations."""

    title: str
    sentence: str
    missing: str
    table: Table
    stations: int
    cases: int
    parts: tuple[Part, ...]
    cells: tuple[Cell, ...]
    covered: int
    known: int
    zone: tzinfo

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """The minutes in each role as bars, then a grid of specialties and kinds whose empty cells are seen at once."""
        most = max([part.minutes for part in self.parts] + [1])
        grid = Section(self._grid(), "As the student: how often, when last", folds=False, columns=self._columns)
        sections = (Section(tuple(map(_drawn, self.parts)), "Minutes played"), grid)
        return Rows(Axis(0, most), tuple(section for section in sections if section.rows))

    @property
    def _kinds(self) -> tuple[str, ...]:
        return tuple(sorted({cell.kind for cell in self.cells}))

    @property
    def _columns(self) -> tuple[str, ...]:
        return tuple(kind.capitalize() for kind in self._kinds)

    def _grid(self) -> tuple[Row, ...]:
        found = {(cell.specialty, cell.kind): cell for cell in self.cells}
        return tuple(
            Row(
                specialty.capitalize(),
                boxes=tuple(_box(found.get((specialty, kind)), self.zone) for kind in self._kinds),
            )
            for specialty in sorted({cell.specialty for cell in self.cells})
        )


def _drawn(part: Part) -> Row:
    words = f"as {part.role}, {counted(part.stations, 'station')}"
    return Row(words, counted(rounded(part.minutes), "minute"), bar=Bar(part.minutes, Tone(part.role)))


def _box(cell: Cell | None, zone: tzinfo) -> Box | None:
    if cell is None:
        return None
    return Box() if cell.last is None else Box(f"{cell.stations:,} · {day_and_month(cell.last, zone)}")


def practice_log(
    stations: Iterable[Station],
    names: Mapping[str, str] | None = None,
    there: Iterable[tuple[str, str]] = (),
    zone: tzinfo = UTC,
) -> PracticeLog:
    """``names`` has the words for all known skill tags, ``there`` the kinds and specialties that have cases. A round
    given up, or a script only read, doesn't count."""
    names = names or {}
    turns = [s for s in stations if s.counts and s.role in ROLES]
    own = [s for s in turns if s.role == ROLES[0]]
    parts = tuple(_part(role, [s for s in turns if s.role == role]) for role in ROLES)
    cells = _cells(own, there)
    skills = {tag for s in own for tag in s.card.skills}
    cases, known = len({s.card.id for s in turns}), len(skills.union(names))
    shown = len(turns) >= LOG_FROM
    return PracticeLog(
        title=f"{counted(len(turns), 'station')} on {counted(cases, 'case')}" if shown else "No station yet",
        sentence=_sentence(parts, len(skills), known) if shown else "What you’ve practised will be shown here.",
        missing="" if shown else "Play 1 station, in any role, to start your log.",
        table=Table(("What", "Stations", "Minutes", "Last"), tuple(_rows(parts, cells, zone)) if shown else ()),
        stations=len(turns),
        cases=cases,
        parts=parts,
        cells=cells,
        covered=len(skills),
        known=known,
        zone=zone,
    )


def _part(role: str, stations: list[Station]) -> Part:
    return Part(role, len(stations), sum(s.minutes for s in stations))


def _cells(own: Iterable[Station], there: Iterable[tuple[str, str]]) -> tuple[Cell, ...]:
    """By specialty, then by kind."""
    found: dict[tuple[str, str], list[int]] = {(specialty, kind): [] for kind, specialty in there}
    for s in own:
        found.setdefault((s.card.specialty, s.card.kind), []).append(s.at)
    return tuple(
        Cell(kind, specialty, len(times), max(times, default=None))
        for (specialty, kind), times in sorted(found.items())
    )


def _sentence(parts: tuple[Part, ...], covered: int, known: int) -> str:
    were = listed([f"the {part.role} {_times(part.stations)}" for part in parts if part.stations])
    if not covered:
        return f"You were {were}."
    return f"You were {were}, and your own stations covered {covered} of {counted(known, 'skill')}."


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")


def _rows(parts: Iterable[Part], cells: Iterable[Cell], zone: tzinfo) -> Iterable[tuple[str, ...]]:
    yield from ((f"As {part.role}", str(part.stations), str(rounded(part.minutes)), "") for part in parts)
    for cell in cells:
        last = "" if cell.last is None else day(cell.last, zone)
        yield f"{cell.specialty.capitalize()}, {cell.kind}", str(cell.stations), "", last
