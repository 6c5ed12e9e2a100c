"""Signs that are typed or pasted and not seen, or that look alike and are several."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

JOINERS: Final = "\u200c\u200d"
"""They join the letters beside them into one shape, or keep them apart: Sinhala, Hindi, Persian, emoji."""
SHAPES: Final = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Which of two shapes the sign before them has."""
_FILLERS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks to Unicode, and yet there is nothing to see."""
_ONE_SIGN: Final = str.maketrans(
    dict.fromkeys("’‘ʼʻʽʹˈʾʿ′‵`´‛՚\ua78c＇", "'")
    | dict.fromkeys("“”„‟«»″＂", '"')
    | dict.fromkeys("\u2212\u2043\u02d7\u2796", "-")
)


def unseen(sign: str) -> bool:
    """Whether there is nothing to see of it, not even a gap. Joiners and what chooses a shape are among them."""
    return unicodedata.category(sign) == "Cf" or sign in _FILLERS or SHAPES.fullmatch(sign) is not None


def gap(sign: str) -> bool:
    """Whether it is a space, or nothing that could be kept or shown. A sign newer than this Python stays one."""
    number = ord(sign)
    never = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF  # no sign in any version of Unicode
    return unicodedata.category(sign) in ("Cc", "Cs", "Co", "Zs", "Zl", "Zp") or sign == "\u2800" or never


def plain(text: str) -> str:
    """The same in one way of writing: one apostrophe, quotation mark and dash, full-width signs as usual ones, an
    accent and its letter apart, and nothing that is not seen."""
    apart = unicodedata.normalize("NFKD", text.translate(_ONE_SIGN)).translate(_ONE_SIGN)
    shown = (" " if gap(sign) else "-" if unicodedata.category(sign) == "Pd" else sign for sign in apart)
    return "".join(sign for sign in shown if not unseen(sign))
