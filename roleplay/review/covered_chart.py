"""What a group has covered together, as a chart: a bar for each topic, and how much of it is new to everyone."""

from __future__ import annotations

from dataclasses import dataclass

from roleplay.groups.covered import Covered, CoveredCell
from roleplay.review.charts import Axis, Bar, Row, Rows, Section
from roleplay.review.words import Table


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
        rows = ((c.kind.capitalize(), c.specialty, str(c.played), f"{c.new} of {c.cases}") for c in self._cells())
        return Table(("Kind", "Specialty", "Stations played", "Cases new to everyone"), tuple(rows))

    @property
    def picture(self) -> Rows:
        most = max(cell.played for cell in self._cells())
        by_kind = ((kind, [cell for cell in self._cells() if cell.kind == kind]) for kind in self.found.kinds)
        sections = (
            Section(tuple(map(_row, sorted(cells, key=_most_first))), f"{kind.capitalize()}s")
            for kind, cells in by_kind
            if cells
        )
        return Rows(Axis(0, most), tuple(sections))

    def _cells(self) -> tuple[CoveredCell, ...]:
        """Those in which there is something to play, or was."""
        return tuple(cell for cell in self.found.cells if cell.cases or cell.played)


def _most_first(cell: CoveredCell) -> int:
    return -cell.played


def _row(cell: CoveredCell) -> Row:
    new = f"{cell.new} new to everyone" if cell.new else "nothing new left"
    return Row(cell.specialty.capitalize(), note=f"{cell.played} played, {new}", bar=Bar(cell.played))
