"""Characters that can be typed or pasted but not seen, or that look alike but differ."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

JOINERS: Final = "\u200c\u200d"
"""They join the letters beside them, or keep them apart: Sinhala, Hindi, Persian, emoji."""
SHAPES: Final = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""They choose a shape for the character before them."""
_FILLERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks to Unicode, but there is nothing to see."""
_ONE_SIGN: Final = str.maketrans(
    dict.fromkeys("’‘ʼʻʽʹˈʾʿ′‵`´‛՚\ua78c＇", "'")
    | dict.fromkeys("“”„‟«»″＂", '"')
    | dict.fromkeys("\u2212\u2043\u02d7\u2796", "-")
)


def unseen(sign: str) -> bool:
    """Whether it is invisible and leaves no gap. Joiners and shape selectors are among these."""
    return unicodedata.category(sign) == "Cf" or sign in _FILLERS or SHAPES.fullmatch(sign) is not None


def gap(sign: str) -> bool:
    """Whether it is a space, or can't be stored or shown. A character newer than this Python counts as a character."""
    number = ord(sign)
    never = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF  # not a character in any version of Unicode
    return unicodedata.category(sign) in ("Cc", "Cs", "Co", "Zs", "Zl", "Zp") or sign == "\u2800" or never


def plain(text: str) -> str:
    """The text in one spelling: one kind of apostrophe, quotation mark and dash, ordinary instead of full-width
    characters, accents apart from their letters, and nothing invisible."""
    apart = unicodedata.normalize("NFKD", text.translate(_ONE_SIGN)).translate(_ONE_SIGN)
    shown = (" " if gap(sign) else "-" if unicodedata.category(sign) == "Pd" else sign for sign in apart)
    return "".join(sign for sign in shown if not unseen(sign))
