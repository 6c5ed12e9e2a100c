"""A mark as a screen says it, and back: opened sheets that were taken home hold the words alone."""

from __future__ import annotations

from roleplay.marking.marksheet import Item, Mark
from roleplay.marking.scoring import MARK_VALUES
from roleplay.shared_words import HAPPENED, MARKS

LEFT_BLANK = "Left blank"


def in_words(item: Item, mark: Mark) -> str:
    """A mark of this line as a screen says it."""
    if item.never:
        return HAPPENED if mark is Mark.DONE else MARKS[Mark.NOT]
    return MARKS[mark]


def worth(words: str) -> float | None:
    """From 0 to 1; None for what counts in no share."""
    return _WORTH.get(words)


_WORTH = {MARKS[mark]: value for mark, value in MARK_VALUES.items()}
