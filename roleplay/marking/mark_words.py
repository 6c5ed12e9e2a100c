"""A mark as a screen says it, and back: the feedback in downloaded records holds only the words."""

from __future__ import annotations

from roleplay.marking.marksheet import Item, Mark
from roleplay.marking.scoring import MARK_VALUES
from roleplay.shared_words import DID_NOT_HAPPEN, HAPPENED, MARKS

LEFT_BLANK = "Left blank"


def in_words(item: Item, mark: Mark) -> str:
    """A mark on this line as a screen says it."""
    if item.never:
        return HAPPENED if mark is Mark.DONE else DID_NOT_HAPPEN
    return MARKS[mark]


def worth(words: str) -> float | None:
    """From 0 to 1; None if it counts in no share."""
    return _WORTH.get(words)


# Older kits said "Didn’t happen" of every line that was not done.
_WORTH = {DID_NOT_HAPPEN: MARK_VALUES[Mark.NOT], **{MARKS[mark]: value for mark, value in MARK_VALUES.items()}}
