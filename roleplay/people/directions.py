"""Words that are read from the right, on pages whose own words are read from the left."""

from __future__ import annotations

import re
from typing import Final

_FROM_THE_RIGHT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_HOLDS_WORDS: Final = re.compile(
    r"<(p|li|td|th|dt|dd|h[1-6]|blockquote|q|div|span|strong|b|summary|caption|pre)(?=[ >])(?![^<>]* dir=)"
)


def isolated(words: str) -> str:
    """The same, to stand inside a sentence of the kit's: what is read from the right neither turns it round nor takes
    its full stop along."""
    # The first sign tells dir="auto" which way the sentence goes; it does not look past what is isolated.
    return f"\u200e\u2068{words}\u2069" if _FROM_THE_RIGHT.search(words) else words


def from_the_left(sentence: str) -> str:
    """A sentence of the kit's that may begin with something of somebody's, such as the name of a file."""
    return f"\u200e{sentence}" if _FROM_THE_RIGHT.search(sentence) else sentence


def each_its_way(html: str) -> str:
    """Every element that can hold words finds its direction by itself. Text in it has to be escaped already."""
    # Plain text first: what is markup already would escape the tags that are put back into it.
    return _HOLDS_WORDS.sub(r'<\1 dir="auto"', str(html))
