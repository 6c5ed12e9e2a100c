"""Where everything is in a file: the tree of its keys and list entries, each with line and column."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Steps = Sequence[str | int]


class Mark(Protocol):
    """A point in a file, both counted from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(slots=True)
class Keys:
    """A group of keys: for each, the point of the key and the place of its value."""

    mark: Mark
    entries: dict[str, "tuple[Mark, Place]"]


@dataclass(slots=True)
class Entries:
    """A list: the place of each entry."""

    mark: Mark
    entries: "list[Place]"


Place = Mark | Keys | Entries


@dataclass(frozen=True)
class Point:
    """A point of our own making; by default the start of a file."""

    line: int = 0
    column: int = 0


def mark_of(place: Place | None) -> Mark:
    """The point where a place begins; without a place, the start of the file."""
    if place is None:
        return Point()
    return place.mark if isinstance(place, Keys | Entries) else place


def locate(place: Place | None, steps: Steps) -> tuple[str, Mark]:
    """The breadcrumb and the point that these steps lead to, or those of the parent where the path ends.

    Steps follow the models, where short forms are spelt out: a number into a group of keys means the n-th key, and
    a step that isn't in the file (`asked` for `{rule: asked}`) stays where it is. Entries are counted from 1.
    """
    where, mark = "", mark_of(place)
    for step in steps:
        if isinstance(place, Keys):
            key = list(place.entries)[step] if isinstance(step, int) else step
            where += f".{key}" if where else key
            if key not in place.entries:
                break
            mark, place = place.entries[key]
        elif isinstance(place, Entries) and isinstance(step, int):
            where += f"[{step + 1}]"
            place = place.entries[step]
            mark = mark_of(place)
    return where, mark


def has_key(place: Place | None, steps: Steps) -> bool:
    """Whether the last step is a key that the file has, even with nothing after it."""
    for step in steps:
        if isinstance(place, Keys):
            key = list(place.entries)[step] if isinstance(step, int) else step
            if key not in place.entries:
                return False
            place = place.entries[key][1]
        elif isinstance(place, Entries) and isinstance(step, int):
            place = place.entries[step]
    return True
