"""What an exam draws on, as cells with weights: how far the case bank fills them, and what a case adds for somebody."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from roleplay.content.case import Case, Kind, Mode
from roleplay.content.values import FormatOne, Number, Part, Slug, Text

FOLDER = Path("rubrics") / "blueprints"
FAR_BELOW = 0.5
"""A cell with less than this part of the share that its weight asks for is thin."""


class Cell(Part):
    """A case belongs here if it has any of what is named. Weights are to each other: 2 asks for twice as many as 1."""

    id: Slug
    name: Text
    weight: Annotated[Number, Field(gt=0, le=100)] = 1
    kinds: tuple[Kind, ...] = ()
    modes: tuple[Mode, ...] = ()
    rubrics: tuple[Slug, ...] = ()
    specialties: tuple[Text, ...] = ()
    skills: tuple[Slug, ...] = ()
    themes: tuple[Slug, ...] = ()
    cases: tuple[Slug, ...] = ()

    def holds(self, case: Case) -> bool:
        """Whether a case belongs here."""
        return (
            case.kind in self.kinds
            or case.mode in self.modes
            or case.rubric in self.rubrics
            or case.specialty in self.specialties
            or case.id in self.cases
            or not {*self.skills}.isdisjoint(case.skills)
            or not {*self.themes}.isdisjoint(case.themes)
        )


class Blueprint(Part):
    """rubrics/blueprints/<id>.yaml"""

    format: FormatOne
    id: Slug
    title: Text
    source: Text
    note: str = ""
    cells: Annotated[tuple[Cell, ...], Field(min_length=1)]

    def weighted(self, weights: Mapping[str, float]) -> "Blueprint":
        """With these weights in place of its own, by the cells' ids; a cell that weighs nothing is left out."""
        own = (cell.model_copy(update={"weight": weights.get(cell.id, cell.weight)}) for cell in self.cells)
        return self.model_copy(update={"cells": tuple(cell for cell in own if cell.weight > 0)})


@dataclass(frozen=True)
class Filled:
    """A cell, how many cases it has, and how many its weight asks for in a bank of this size."""

    name: str
    cases: int
    wanted: float

    @property
    def thin(self) -> bool:
        return self.cases < 1 or self.cases < FAR_BELOW * self.wanted


def filled(blueprint: Blueprint, cases: Sequence[Case]) -> tuple[Filled, ...]:
    """A case that belongs into several cells counts in each, so the weights share out all such places."""
    counts = [sum(cell.holds(case) for case in cases) for cell in blueprint.cells]
    places, weights = sum(counts), sum(cell.weight for cell in blueprint.cells)
    return tuple(
        Filled(cell.name, count, places * cell.weight / weights)
        for cell, count in zip(blueprint.cells, counts, strict=True)
    )


@dataclass(frozen=True)
class Exam:
    """A blueprint beside a case bank: the weight of each cell, the heaviest being 1, and each case's cells."""

    weights: Mapping[str, float]
    cells: Mapping[str, tuple[str, ...]]

    def added_by(self, played: Iterable[str]) -> dict[str, float]:
        """What each case adds for somebody who has played these, 0 to 1: of its cells, the best weight divided by one
        more than they have played there. Whoever always takes the highest plays each cell by its weight (the method of
        highest averages, by which seats in parliaments are shared out)."""
        had = Counter(cell for case in played for cell in self.cells.get(case, ()))
        return {
            case: max((self.weights[cell] / (1 + had[cell]) for cell in cells), default=0.0)
            for case, cells in self.cells.items()
        }


def exam_of(blueprint: Blueprint, cases: Iterable[Case]) -> Exam:
    """Where in the blueprint these cases belong."""
    heaviest = max(cell.weight for cell in blueprint.cells)
    return Exam(
        {cell.id: cell.weight / heaviest for cell in blueprint.cells},
        {case.id: tuple(cell.id for cell in blueprint.cells if cell.holds(case)) for case in cases},
    )


def as_text(blueprint: Blueprint, cases: Sequence[Case]) -> str:
    """For `python -m roleplay coverage --blueprint`."""
    cells = filled(blueprint, cases)
    width = max(len(cell.name) for cell in cells)
    lines = [f"{'':{width}}  cases  asked for"]
    lines += [f"{cell.name:{width}}  {cell.cases or '·':>5}  {cell.wanted:9.1f}" for cell in cells]
    told = [f"Source: {blueprint.source}.", blueprint.note]
    head = f"{blueprint.title}: {len(cases)} cases"
    return "\n\n".join([head, "\n".join(lines), too_few_of(cells), "\n".join(filter(None, told))])


def too_few_of(cells: Sequence[Filled]) -> str:
    """The cells that should have more cases, in a sentence. People read of topics: an area is what a rubric rates."""
    thin = [cell.name for cell in cells if cell.thin]
    return f"Too few: {'; '.join(thin)}." if thin else "No topic has too few."
