"""Notes beside the student's fields: what was found for them, which only a person may move there."""

import textwrap
from collections.abc import Iterable

from roleplay.importing.build.draft import Door
from roleplay.importing.build.plain_text import clean

WIDTH = 100
BEFORE = "Found for this, but nobody has read it yet. Write below what the student may read, then delete this note:"
INDENTS = {"title": "", "setting": "  ", "brief": "  ", "tasks": "  "}


def with_notes(text: str, door: Door) -> str:
    """The file with a note above each field for which something was found. A note is a comment, not part of the case,
    and only the author's screen shows it."""
    for field in INDENTS:
        if lines := _lines(getattr(door, field)):
            text = _above(text, field, lines)
    return text


def _above(text: str, field: str, lines: Iterable[str]) -> str:
    """The first line that begins with the field's name is the field's own: the file before it is always the same."""
    before, line, after = text.partition(f"\n{INDENTS[field]}{field}:")
    return f"{before}\n{_note(lines, INDENTS[field])}{line[1:]}{after}" if line else text


def _lines(found: str | tuple[str, ...]) -> list[str]:
    texts: Iterable[str] = (found,) if isinstance(found, str) else found
    whole = (line for text in texts for line in clean(text).split("\n") if line)
    return [part for line in whole for part in textwrap.wrap(line, WIDTH, break_on_hyphens=False)]


def _note(lines: Iterable[str], indent: str) -> str:
    return "".join(f"{indent}# {line}\n" for line in (BEFORE, *(f"  {line}" for line in lines)))
