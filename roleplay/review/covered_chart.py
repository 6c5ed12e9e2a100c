"""What a group has covered together, as a chart: a bar for each topic, and how much of it is new to everyone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from roleplay.groups.covered import Covered, CoveredCell
from roleplay.review.charts import Axis, Bar, Row, Rows, Section
from roleplay.review.words import Table, counted

SHORTEST_AXIS: Final = 3
"""Stations: a topic that was played once isn't drawn as if it were done with."""
NOTHING_NEW: Final = "nothing new left"


@dataclass(frozen=True)
class CoveredTogether:
    """The chart of stations of a group, never of a person."""

    found: Covered

    @property
    def title(self) -> str:
        return f"Covered together, for {self.found.exam}" if self.found.exam else "Covered together"

    @property
    def sentence(self) -> str:
        return self.found.sentence

    @property
    def missing(self) -> str:
        return "" if self.has_chart else "The chart begins with the first station that the group plays."

    @property
    def has_chart(self) -> bool:
        return any(cell.played for cell in self._cells())

    @property
    def table(self) -> Table:
        rows = (
            (f"{c.specialty.capitalize()} ({c.kind})", str(c.played), f"{c.new} of {c.cases}") for c in self._cells()
        )
        return Table(("Topic", "Played", "New to everyone"), tuple(rows))

    @property
    def picture(self) -> Rows:
        most = max(cell.played for cell in self._cells())
        by_kind = ((kind, [cell for cell in self._cells() if cell.kind == kind]) for kind in self.found.kinds)
        sections = (Section(tuple(_rows(cells)), f"{kind.capitalize()}s") for kind, cells in by_kind if cells)
        return Rows(Axis(0, max(most, SHORTEST_AXIS)), tuple(sections))

    def _cells(self) -> tuple[CoveredCell, ...]:
        """Those in which there is something to play, or was."""
        return tuple(cell for cell in self.found.cells if cell.cases or cell.played)


def _rows(cells: Sequence[CoveredCell]) -> Iterator[Row]:
    """What was played, most first, and one row for all that wasn't: which that is, the table says."""
    yield from map(_row, sorted((cell for cell in cells if cell.played), key=lambda cell: -cell.played))
    if rest := [cell for cell in cells if not cell.played]:
        new = sum(cell.new for cell in rest)
        note = f"{counted(new, 'case')} new to everyone" if new else NOTHING_NEW
        yield Row(f"{counted(len(rest), 'topic')} not played yet", note=note)


def _row(cell: CoveredCell) -> Row:
    new = f"{cell.new} new to everyone" if cell.new else NOTHING_NEW
    return Row(cell.specialty.capitalize(), note=f"{cell.played} played, {new}", bar=Bar(cell.played))
