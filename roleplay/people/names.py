"""What a name on the screen may be."""

from __future__ import annotations

import unicodedata

from roleplay.errors import Fault

LONGEST_NAME = 30


def clean_name(typed: str) -> str:
    """The name as it will be shown. Raises `Fault` if there is none, or it is too long to stand on a phone."""
    visible = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in unicodedata.normalize("NFC", typed))
    name = " ".join(visible.split())
    if not name:
        raise Fault("Type the name that the others know you by; a first name is enough.")
    if len(name) > LONGEST_NAME:
        raise Fault(
            f"That name has {len(name):,} characters; up to {LONGEST_NAME} fit on a phone. A first name is enough."
        )
    return name


def same_name(one: str, other: str) -> bool:
    """Whether two names would be taken for one another in a room."""
    return one.casefold() == other.casefold()
