"""Somebody's marks of an example station beside ours: where they differ, which way, and whether that is a habit.

Calibrating gives a shared language, hardly accuracy (Cook 2009), so nothing here says that somebody marks well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from roleplay.marking.marksheet import Domain, Item, Mark
from roleplay.marking.scoring import MARK_VALUES
from roleplay.review.intervals import wilson
from roleplay.review.words import listed, more

DIFFERING_FROM = 6
"""Lines on which somebody marked more generously or more strictly, before their direction says anything."""
HABIT_ABOVE = 0.5
"""Wilson's lower bound of a share that would be a half by chance."""


class Way(StrEnum):
    """How a mark differs from ours. A line that came up for one of us only differs without being kinder."""

    ALIKE = "alike"
    KINDER = "kinder"
    STRICTER = "stricter"
    OTHERWISE = "otherwise"


@dataclass(frozen=True)
class Compared:
    """One line: our mark and theirs."""

    item: Item
    ours: Mark
    mine: Mark

    @property
    def way(self) -> Way:
        if self.ours is self.mine:
            return Way.ALIKE
        ours, mine = MARK_VALUES.get(self.ours), MARK_VALUES.get(self.mine)
        if ours is None or mine is None:
            return Way.OTHERWISE
        # For a line that must never happen, "done" is the stricter mark.
        return Way.KINDER if (mine > ours) is not self.item.never else Way.STRICTER


@dataclass(frozen=True)
class Area:
    """One area: the ratings that we would accept, and theirs (None if they gave none)."""

    domain: Domain
    accept: tuple[int, int]
    mine: int | None

    @property
    def sentence(self) -> str:
        low, high = self.accept
        ours = str(low) if low == high else f"{low} or {high}" if high == low + 1 else f"{low} to {high}"
        if self.mine is None:
            return f"You gave no rating; ours is {ours}."
        if low <= self.mine <= high:
            return f"You put {self.mine}, and so might we ({ours})."
        return f"You put {self.mine}; ours is {ours}."


@dataclass(frozen=True)
class Comparison:
    """``lines`` are those that they marked, the ones that differ first; ``blank`` is how many they left blank."""

    lines: tuple[Compared, ...]
    areas: tuple[Area, ...]
    blank: int

    @property
    def differing(self) -> tuple[Compared, ...]:
        return tuple(line for line in self.lines if line.way is not Way.ALIKE)

    def count(self, way: Way) -> int:
        return sum(line.way is way for line in self.lines)

    @property
    def sentence(self) -> str:
        """“You matched us on 4 of 6 and were more generous on 2.”"""
        if not self.lines:
            return "You left every line blank, so there is nothing to compare."
        said = [f"matched us on {self.count(Way.ALIKE)} of {len(self.lines)}"]
        said += [f"were more generous on {n}" for n in [self.count(Way.KINDER)] if n]
        said += [f"were stricter on {n}" for n in [self.count(Way.STRICTER)] if n]
        said += [f"disagreed whether {_lines(n)} came up" for n in [self.count(Way.OTHERWISE)] if n]
        return f"You {listed(said)}."


def compare(ours: Iterable[tuple[Item, Mark]], mine: Sequence[Mark | None], areas: Iterable[Area] = ()) -> Comparison:
    """``mine`` in the order of ``ours``; None is a blank. What must never happen is answered only if it did."""
    pairs = list(zip(ours, mine, strict=True))
    given = [Compared(item, mark, my or Mark.NOT) for (item, mark), my in pairs if my is not None or item.never]
    lines = sorted(given, key=lambda line: line.way is Way.ALIKE)
    return Comparison(tuple(lines), tuple(areas), len(pairs) - len(given))


@dataclass(frozen=True)
class Habit:
    """Across examples: of ``of`` lines that differ in a direction, ``kinder`` are more generous. ``way`` is ALIKE as
    long as that could be chance."""

    kinder: int
    of: int
    way: Way

    @property
    def sentence(self) -> str:
        if self.of < DIFFERING_FROM:
            lacks = more(DIFFERING_FROM - self.of, "line")
            return f"Whether you tend to be generous or strict can be said after {lacks} on which you differ from us."
        count = f"{self.kinder} of the {self.of} lines on which you differ"
        if self.way is Way.KINDER:
            return f"You tend to mark more generously than we do: {count}."
        if self.way is Way.STRICTER:
            return (
                f"You tend to mark more strictly than we do: {self.of - self.kinder} of {count.partition(' of ')[2]}."
            )
        return f"You marked more generously on {count}: that may well be chance."


def habit(first_tries: Iterable[Comparison]) -> Habit:
    """Only the first try of each example counts: after it, they know our marks."""
    kinder = stricter = 0
    for comparison in first_tries:
        kinder += comparison.count(Way.KINDER)
        stricter += comparison.count(Way.STRICTER)
    of = kinder + stricter
    return Habit(kinder, of, _way(kinder, stricter, of))


def _way(kinder: int, stricter: int, of: int) -> Way:
    if of >= DIFFERING_FROM:
        if wilson(kinder, of)[0] > HABIT_ABOVE:
            return Way.KINDER
        if wilson(stricter, of)[0] > HABIT_ABOVE:
            return Way.STRICTER
    return Way.ALIKE


def _lines(n: int) -> str:
    return "1 line" if n == 1 else f"{n} lines"
