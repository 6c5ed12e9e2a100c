"""Reads a cell of marks, and turns marks into weights from 1 to 3."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from roleplay.content.case import Critical
from roleplay.importing.build.plain_text import cut
from roleplay.importing.open.spreadsheets import BROKEN

HEAVIEST = 3
MOST_MARKS = 1_000
LONGEST_CELL = 100
FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
NUMBER = re.compile(r"\d+(?:[.,]\d+)?|[.,]\d+")
NEGATIVE = re.compile(r"[-−–]\s*\d+(?:[.,]\d+)?")
NOT_SCORED = frozenset(
    ("ns", "n/s", "n.s.", "na", "n/a", "not scored", "not assessed", "-", "–", "—", "−", "none", "nil")
)
NO = frozenset(("", "no", "n", "0", "false", "-", "–", "—", "✗", "✘", "☐", "none"))
YES = frozenset(
    ("yes", "y", "x", "1", "true", "✓", "✔", "☑", "☒", "*", "**", "!", "critical", "key", "essential", "must")
)
ALSO_YES = frozenset(("mandatory", "red flag", "core", "killer", "fatal", "j", "ja", "oui", "sí", "si"))
NEVER = frozenset(("never", "must not", "never do", "harm", "negative"))


@dataclass(frozen=True)
class Marks:
    """``largest`` is None for a line without marks; ``scored`` is False for one that isn't marked at all."""

    largest: float | None
    partly: bool = False
    scored: bool = True
    why: str = ""


def marks_in(cell: str) -> Marks:
    """The most that can be scored, from `2`, `1,5`, `½`, `0-2`, `/5` or `3 marks`."""
    text = cell.strip().lower()[:LONGEST_CELL]
    if text in BROKEN or text.upper() in BROKEN:
        return Marks(None, why=f"its marks are {BROKEN[text.upper()]}; it counts once")
    if text == "":
        return Marks(None, scored=False, why="there are no marks beside it, so it is not scored")
    if text in NOT_SCORED or NEGATIVE.fullmatch(text):
        return Marks(None, scored=False, why=f'"{cell}" means not scored')
    numbers = [float(number.replace(",", ".")) for number in NUMBER.findall(_without_fractions(text))]
    if not numbers or max(numbers) > MOST_MARKS:
        return Marks(None, why=f'its marks, "{cut(cell, 40)}", are not a number; it counts once')
    largest = max(numbers)
    if largest == 0:
        return Marks(None, scored=False, why="0 marks, so it is not scored")
    return Marks(largest, partly=largest > 1 or any(number % 1 for number in numbers))


def _without_fractions(text: str) -> str:
    """1½ is one number, not two."""
    return re.sub(r"(?<!\d)(\d*)([½¼¾])", lambda found: f" {found[1] or '0'}{FRACTIONS[found[2]]} ", text)


def weight(largest: float | None, of: float) -> int:
    """Marks up to 3 stay as they are; larger ones are scaled so that the largest on the sheet is 3."""
    if largest is None:
        return 1
    if of <= HEAVIEST and largest % 1 == 0:
        return int(largest)
    scaled = largest if of <= HEAVIEST else HEAVIEST * largest / of
    return min(HEAVIEST, max(1, math.ceil(scaled - 1e-9)))


def largest_of(marks: Iterable[Marks]) -> float:
    """The most that any line of a sheet has; 1 if none has any."""
    return max((each.largest for each in marks if each.largest is not None), default=1)


def critical_in(cell: str) -> tuple[Critical | None, str]:
    """Must, never or neither, with a remark if the cell says something else."""
    text = cell.strip().lower()
    if text in NO:
        return None, ""
    if text in NEVER:
        return Critical.NEVER, ""
    if text in YES or text in ALSO_YES:
        return Critical.MUST, ""
    return None, f'critical: "{cut(cell, 40)}" is neither yes nor no'
