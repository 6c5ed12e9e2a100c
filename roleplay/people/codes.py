"""Join codes, opaque ids and device tokens. Randomness is an argument."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote_plus

from roleplay.errors import Fault
from roleplay.people.hidden_signs import plain

SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 symbols: no 0 O or 1 I L, which look alike on a phone held up across a table."""
CODE_LENGTH = 6
_MOST_PASTED = 2000
"""How many characters we search for a code: enough for a message with the link in it."""


def new_code(below: Callable[[int], int]) -> str:
    """A join code. ``below(n)`` gives a whole number from 0 to n − 1 (``secrets.randbelow``)."""
    return "".join(SYMBOLS[below(len(SYMBOLS))] for _ in range(CODE_LENGTH))


def clean_code(typed: str) -> str:
    """The code as typed or pasted, even inside a whole link. Raises `Fault` if it can't be a code."""
    code = "".join(
        sign for sign in _in_link(plain(typed[:_MOST_PASTED])).upper() if unicodedata.category(sign)[0] not in "PSZ"
    )
    if not code:
        raise Fault("Type the six characters on the first person’s screen.")
    if len(code) != CODE_LENGTH or any(symbol not in SYMBOLS for symbol in code):
        raise Fault(
            f"A code has {CODE_LENGTH} characters and never 0, O, 1, I or L. Look at the first person’s screen again."
        )
    return code


def _in_link(text: str) -> str:
    """What follows the word that a link or a screen puts before a code. "Code" contains an O and "sheet=" a sign, which
    no code has, so neither is ever part of one."""
    small = text.casefold()
    if len(small) != len(text):
        return text  # it has a letter that none of our codes and links has
    for word in ("code=", "sheet="):
        if word in small:
            value = text[small.rindex(word) + len(word) :].replace("&", " ").replace("#", " ")
            return unquote_plus(" ".join(value.split()[:1]))
    return text[small.rindex("code") + len("code") :] if "code" in small else text


def device_hash(token: str) -> str:
    """What we store of a device's cookie: enough to recognise it, not enough to impersonate it."""
    return hashlib.sha256(token.encode()).hexdigest()


@lru_cache(maxsize=4096)  # of hashes, which are short; every tap asks for it twice
def device_mark(practice: int, device: str) -> str:
    """How a practice's log tells devices apart: it can't be traced back, and differs from practice to practice."""
    return hashlib.sha256(f"{practice}/{device}".encode()).hexdigest()[:16]
