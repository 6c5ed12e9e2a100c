"""What is wrong, where, and what to write: a line each, for people who write cases rather than programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

LONGEST_QUOTE = 40


class Severity(StrEnum):
    """An error keeps the file out of the app; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One fault in one file. Sorts by file, line and column."""

    file: str
    line: int
    column: int
    severity: Severity
    where: str
    message: str

    def __str__(self) -> str:
        breadcrumb = f"{self.where}: " if self.where else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity}: {breadcrumb}{self.message}"


def found(value: object) -> str:
    """What the file says, as its author would put it."""
    match value:
        case None | "":
            return "found nothing"
        case str():
            return f'found "{shortened(value)}"'
        case dict():
            return "found keys with values"
        case list() | tuple():
            return "found a list"
        case float():
            return f"found {value:g}"
    return f"found {value}"


def shortened(text: str) -> str:
    """One line of at most 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


def one_of(known: Iterable[str], written: str) -> str:
    """`expected one of …; found "…". Did you mean …?`"""
    names = list(known)
    if not names:
        return f"expected something that exists; {found(written)}, and there are none yet"
    choice = names[0] if len(names) == 1 else f"one of {', '.join(names)}"
    return f"expected {choice}; {found(written)}{did_you_mean(written, names)}"


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A hint if one of the known names is close, else nothing."""
    near = get_close_matches(shortened(written), list(known), n=1)
    return f". Did you mean {near[0]}?" if near else ""
