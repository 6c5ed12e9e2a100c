"""Whether a comment names a moment, so that whoever reads it can go back to it: the same rule as on the phone, where
`coach.js` has it."""

from __future__ import annotations

import re

from roleplay.shared_words import NUMBERS, TIMES

_LETTER = r"[^\W\d_]"
_QUOTED = re.compile(
    rf"\"[^\"]*\"|“[^“”]*”|‘[^‘’]*’(?!{_LETTER})|"
    rf"(?<![^\W_])'(?:[^']|(?<={_LETTER})'(?={_LETTER}))*'(?!{_LETTER})"
)
_NEXT_TIME = re.compile(r"\bnext (time|week|session|station|round)\b", re.IGNORECASE)
_MOMENT = re.compile(rf"\d|\b({'|'.join([*NUMBERS.split(), *TIMES.split()])})\b", re.IGNORECASE)


def names_a_moment(text: str) -> bool:
    """A quotation, a number, or words of time; "next time" is none."""
    return bool(_QUOTED.search(text) or _MOMENT.search(_NEXT_TIME.sub(" ", text)))
