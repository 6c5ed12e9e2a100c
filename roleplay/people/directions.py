"""Right-to-left words on pages whose own words run left to right."""

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
    """The same words, safe inside one of the kit's sentences: right-to-left text neither turns the sentence round nor
    takes its full stop along."""
    # The first character tells dir="auto" which way the sentence runs; it ignores what is isolated.
    return f"\u200e\u2068{words}\u2069" if _FROM_THE_RIGHT.search(words) else words


def from_the_left(sentence: str) -> str:
    """A sentence of the kit's that may begin with somebody else's text, such as a file name."""
    return f"\u200e{sentence}" if _FROM_THE_RIGHT.search(sentence) else sentence


def each_its_way(html: str) -> str:
    """Let every element that can hold words find its own direction. The text must already be escaped."""
    # As plain text: Markup would escape the tags that we put back into it.
    return _HOLDS_WORDS.sub(r'<\1 dir="auto"', str(html))
