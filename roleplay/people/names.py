"""What a name on the screen may be, and which names people would mix up."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from roleplay.errors import Fault
from roleplay.people.hidden_signs import JOINERS, SHAPES, gap, plain, unseen

LONGEST_NAME, MOST_TYPED = 30, 10_000
_FLAG: Final = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)")
"""The flags of England, Scotland and Wales: a black flag, then the country in zero-width letters."""
_VIRAMA = 9
"""The combining class of the characters after which a joiner means something even at the end of a word."""


def clean_name(typed: str) -> str:
    """The name as it will be shown. Raises `Fault` if there is none, or it is too long for a phone."""
    if len(typed) > MOST_TYPED:
        raise _too_long(len(typed))
    name = as_one_line(typed)
    if not name:
        raise Fault("Type the name the others know you by. A first name is enough.")
    if len(name) > LONGEST_NAME:
        raise _too_long(len(name))
    return name


def as_one_line(typed: str) -> str:
    """What was typed, on one line and without invisible characters."""
    words = "".join(" " if gap(sign) else sign for sign in typed).split()
    # Composed last: an accent may have followed a character that is dropped.
    return unicodedata.normalize("NFC", " ".join(word for word in map(_shown, words) if word))


def _too_long(characters: int) -> Fault:
    return Fault(
        f"That name has {characters:,} characters; up to {LONGEST_NAME} fit on a phone. A first name is enough."
    )


def _shown(word: str) -> str:
    """The word without invisible characters, except those that shape the letters and emoji beside them."""
    kept = ""
    for part in _FLAG.split(word):
        if _FLAG.fullmatch(part):
            kept += part
            continue
        for sign in part:
            if sign in JOINERS:
                kept += sign if kept and kept[-1] not in JOINERS else ""
            elif SHAPES.fullmatch(sign):
                kept += sign if kept and not SHAPES.fullmatch(kept[-1]) else ""
            elif not unseen(sign):
                kept += sign
    ends = kept.rstrip(JOINERS)
    return kept if ends and unicodedata.combining(ends[-1]) == _VIRAMA else ends


# Lower case, as case doesn't count: letters whose capitals look alike are here too.
_ALIKE: Final = str.maketrans(
    dict(zip("авекмнорстухіјѕԁһӏԛԝ", "abekmhopctyxijsdhiqw", strict=True))  # Cyrillic
    | dict(zip("αβεζηικμνορτυχϲ", "abezhikmnoptyxc", strict=True))  # Greek
    | dict(zip("يىك", "ییک", strict=True))  # the Arabic and the Persian keyboard
    | {"ı": "i", "ـ": ""}
)
_STROKES: Final = str.maketrans(dict.fromkeys("Il1|", "ǀ") | {"0": "o"})


def name_key(name: str) -> str:
    """The same for all names that people read as one, however they were typed. The store looks names up by it: if you
    change what it returns, add a migration that remakes the stored ones.

    Spaces don't count either: earlier kits put one in place of a joiner.
    """
    small = plain(plain(name).casefold()).replace("i\u0307", "i").translate(_ALIKE)
    return unicodedata.normalize("NFC", small.replace(" ", "")) or name


def same_name(one: str, other: str) -> bool:
    """Whether two names are read as one."""
    return name_key(one) == name_key(other)


def look_alike(one: str, other: str) -> bool:
    """Whether people in a room would mix up two names: Ian and lan, with a small L."""
    return same_name(one, other) or name_key(one.translate(_STROKES)) == name_key(other.translate(_STROKES))
