"""Finds the records in a file, and sorts what each one holds by what it is."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from roleplay.errors import Fault
from roleplay.importing.build.plain_text import plain
from roleplay.importing.open.jsontree import Fields, Path, leaves, parsed

MOST_RECORDS = 2_000
MOST_TEXTS = 8_000
TOO_DEEP = "it is nested too deeply"
WRAPPER = ("osce examination", "osce")
OBJECTIVE = ("objective for doctor", "objective", "objectives", "task", "tasks")
PATIENT = ("patient actor", "patient")
DEMOGRAPHICS = ("demographics", "demographic")
HISTORY = ("history", "history of present illness", "history of presenting complaint")
SYMPTOMS = ("symptoms", "symptom")
FOUND = re.compile(r"\b(exam\w*|findings?|tests?|results?|investigations?|imaging|labs?|laborator\w+|vital signs)\b")
DIAGNOSIS = re.compile(r"\bdiagnos[ie]s\b")
Leaf = tuple[Path, str]


@dataclass(frozen=True)
class NoRecord:
    """A line that could not be read, and why; it may still be a record, but too large a one."""

    why: str
    too_large: bool = False


@dataclass(frozen=True)
class Record:
    """The leaves of a record, by what they are."""

    objective: tuple[Leaf, ...]
    demographics: tuple[Leaf, ...]
    history: tuple[Leaf, ...]
    symptoms: tuple[Leaf, ...]
    cards: tuple[Leaf, ...]
    diagnosis: tuple[Leaf, ...]
    others: tuple[Leaf, ...]


def records(name: str, text: str) -> Iterator[tuple[str, Any]]:
    """The place and value of each record, with one a line or the whole file as a list."""
    whole = _value(text)
    if isinstance(whole, list):
        _not_too_many(name, len(whole))
        yield from ((f"record {number}", _weighed(value)) for number, value in enumerate(whole, start=1))
    elif isinstance(whole, Fields):
        yield "line 1", _weighed(whole)
    else:
        _not_too_many(name, sum(bool(line.strip()) for line in io.StringIO(text)))
        filled = ((number, line) for number, line in enumerate(io.StringIO(text), start=1) if line.strip())
        yield from ((f"line {number}", _weighed(_value(line))) for number, line in filled)


def _not_too_many(name: str, number: int) -> None:
    if number > MOST_RECORDS:
        raise Fault(
            f'"{name}" holds {number:,} records, more than the {MOST_RECORDS:,} that can be read at once. Nothing '
            "was imported. Split the file and import the parts one by one."
        )


def _value(text: str) -> Any:
    try:
        return parsed(text)
    except RecursionError:
        return NoRecord(TOO_DEEP, too_large=True)
    except ValueError:
        return NoRecord("it is not JSON; a record is one line that begins with { and ends with }")


def _weighed(value: Any) -> Any:
    """The record, or why it isn't one, so that no later step need worry about its size."""
    if not isinstance(value, Fields):
        return value
    try:
        texts = sum(1 for _ in leaves(value))
    except RecursionError:
        return NoRecord(TOO_DEEP, too_large=True)
    if texts > MOST_TEXTS:
        return NoRecord(f"it has {texts:,} texts, more than a case can hold; split it", too_large=True)
    return value


def sorted_out(value: Fields) -> Record:
    """Put every leaf of a record in exactly one place."""
    parts: dict[str, list[Leaf]] = {name: [] for name in Record.__dataclass_fields__}
    for where, leaf in _placed(value):
        parts[where].append(leaf)
    return Record(**{name: tuple(found) for name, found in parts.items()})


def _placed(value: Fields) -> Iterator[tuple[str, Leaf]]:
    for key, inner in value:
        if plain(key) in WRAPPER:
            yield from _inside(key, inner, _placed)
        elif plain(key) in PATIENT:
            yield from _inside(key, inner, _placed_of_patient)
        else:
            yield from _all(_role(plain(key)), key, inner)


def _placed_of_patient(value: Fields) -> Iterator[tuple[str, Leaf]]:
    for key, inner in value:
        yield from _all(_role_of_patient(plain(key)), key, inner)


def _inside(key: str, value: Any, placed: Callable[[Fields], Iterator[tuple[str, Leaf]]]) -> Iterator[tuple[str, Leaf]]:
    """A map is meant; if there is a list or a text instead, its maps are read and the rest is background."""
    for part in value if isinstance(value, list) else [value]:
        yield from placed(part) if isinstance(part, Fields) else _all("others", key, part)


def _role(key: str) -> str:
    if DIAGNOSIS.search(key):
        return "diagnosis"
    if key in OBJECTIVE:
        return "objective"
    return "cards" if FOUND.search(key) else "others"


def _role_of_patient(key: str) -> str:
    if DIAGNOSIS.search(key):
        return "diagnosis"
    roles = {DEMOGRAPHICS: "demographics", HISTORY: "history", SYMPTOMS: "symptoms"}
    return next((role for names, role in roles.items() if key in names), "others")


def _all(role: str, key: str, value: Any) -> Iterator[tuple[str, Leaf]]:
    for leaf in leaves(Fields([(key, value)])):
        yield role, leaf
