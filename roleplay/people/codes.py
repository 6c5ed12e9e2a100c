"""Join codes, opaque ids and device tokens. Chance is an argument."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from roleplay.errors import Fault

SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 symbols: no 0 O, 1 I L, which look alike on a phone held up across a table."""
CODE_LENGTH = 6


def new_code(below: Callable[[int], int]) -> str:
    """A join code. ``below(n)`` gives a whole number from 0 to n − 1 (``secrets.randbelow``)."""
    return "".join(SYMBOLS[below(len(SYMBOLS))] for _ in range(CODE_LENGTH))


def clean_code(typed: str) -> str:
    """The code as typed, in capitals without spaces and dashes. Raises `Fault` if it cannot be one."""
    code = "".join(typed.split()).replace("-", "").upper()
    if not code:
        raise Fault("Type the six characters that stand on the first person's screen.")
    if len(code) != CODE_LENGTH or any(symbol not in SYMBOLS for symbol in code):
        raise Fault(
            f"A code has {CODE_LENGTH} characters, and none of 0, O, 1, I or L. "
            "Look at the first person's screen again."
        )
    return code


def device_hash(token: str) -> str:
    """What is stored of a device's cookie: enough to know it again, not enough to be it."""
    return hashlib.sha256(token.encode()).hexdigest()


def device_mark(practice: int, device: str) -> str:
    """How a practice's log tells devices apart: it leads back to none, and is another one in each practice."""
    return hashlib.sha256(f"{practice}/{device}".encode()).hexdigest()[:16]
