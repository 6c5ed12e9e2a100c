"""Whether a comment names a moment, so that whoever reads it can go back to it: the same rule as on the phone, where
`coach.js` has it."""

from __future__ import annotations

import re

_LETTER = r"[^\W\d_]"
_QUOTED = re.compile(
    rf"\"[^\"]*\"|“[^”]*”|‘[^’]*’(?!{_LETTER})|(?<![^\W_])'(?:[^']|'(?={_LETTER}))*'(?!{_LETTER})", re.DOTALL
)
_NEXT_TIME = re.compile(r"\bnext (time|week|session|station|round)\b", re.IGNORECASE)
NUMBERS = "two three four five six seven eight nine ten twenty thirty both"
TIMES = (
    "when whenever while before after until till during once then first second last minute minutes start "
    "started begin began beginning opening middle end ending ended closing close finish finishing finally "
    "early later as"
)
_MOMENT = re.compile(rf"\d|\b({'|'.join([*NUMBERS.split(), *TIMES.split()])})\b", re.IGNORECASE)


def names_a_moment(text: str) -> bool:
    """A quotation, a number, or words of time; "next time" is none."""
    return bool(_QUOTED.search(text) or _MOMENT.search(_NEXT_TIME.sub(" ", text)))
