"""What a group has covered together: stations of the group, never of a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from roleplay.content.blueprint import Blueprint
from roleplay.content.case import Case
from roleplay.groups.local_time import DAY

SPAN: Final = 8 * 7 * DAY
"""How far back it looks: eight weeks."""
MOST_TO_TAKE: Final = 3


@dataclass(frozen=True)
class GroupStation:
    """A station that the group played. ``at`` in UTC milliseconds, ``day`` where the group is."""

    case: str
    kind: str
    specialty: str
    at: int
    day: date


@dataclass(frozen=True)
class CoveredCell:
    """How many stations of this kind and specialty they played, and how many cases of it none of them has met."""

    kind: str
    specialty: str
    played: int
    new: int
    cases: int


@dataclass(frozen=True)
class Covered:
    """Kinds × specialties of what the group prepares for. ``cells`` go row by row, a kind each; ``take_next`` are words
    for what it hasn't played and has cases for."""

    exam: str
    kinds: tuple[str, ...]
    specialties: tuple[str, ...]
    cells: tuple[CoveredCell, ...]
    stations: int
    take_next: tuple[str, ...]

    @property
    def sentence(self) -> str:
        many = "1 station" if self.stations == 1 else f"{self.stations} stations"
        if not self.stations:
            return "Nothing yet in the last eight weeks: everything is new to the group."
        reached = sum(1 for cell in self.cells if cell.played and cell.cases)
        return f"{many} in the last eight weeks, in {reached} of {sum(1 for c in self.cells if c.cases)} topics."


def covered(
    played: Iterable[GroupStation],
    offered: Iterable[Case],
    met: Mapping[str, frozenset[str]],
    blueprint: Blueprint | None,
    now: int,
) -> Covered:
    """``offered`` are the cases that can be played, ``met`` those that each member knows."""
    cases = [case for case in offered if blueprint is None or any(cell.holds(case) for cell in blueprint.cells)]
    stations = [one for one in played if now - one.at < SPAN]
    known = frozenset().union(*met.values())
    kinds = tuple(sorted({case.kind.value for case in cases} | {one.kind for one in stations}))
    specialties = tuple(sorted({case.specialty for case in cases} | {one.specialty for one in stations}))
    cells = tuple(_cell(kind, specialty, stations, cases, known) for kind in kinds for specialty in specialties)
    exam = blueprint.title if blueprint is not None else ""
    return Covered(exam, kinds, specialties, cells, len(stations), _take_next(cells))


def _cell(
    kind: str, specialty: str, stations: Iterable[GroupStation], cases: Iterable[Case], known: frozenset[str]
) -> CoveredCell:
    here = [case for case in cases if (case.kind.value, case.specialty) == (kind, specialty)]
    played = sum(1 for one in stations if (one.kind, one.specialty) == (kind, specialty))
    return CoveredCell(kind, specialty, played, sum(1 for case in here if case.id not in known), len(here))


def _take_next(cells: Iterable[CoveredCell]) -> tuple[str, ...]:
    """Where there is most that is new to everyone, of what was played least."""
    open_ = sorted((cell for cell in cells if cell.new), key=lambda cell: (cell.played, -cell.new))
    return tuple(f"{cell.specialty} ({cell.kind})" for cell in open_[:MOST_TO_TAKE])
