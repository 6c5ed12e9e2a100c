"""What the student may not read beforehand: the diagnosis, and what only an examination or a test would show."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from roleplay.content.lint.wordlists import COMMON, WORD
from roleplay.importing.build.plain_text import one_line

SHORTEST_WORD, STEM, SHORTEST_FINDING = 4, 6, 4
TELLS_NOTHING = frozenset(
    [
        "acute",
        "chronic",
        "disease",
        "disorder",
        "large",
        "left",
        "mild",
        "moderate",
        "primary",
        "right",
        "secondary",
        "severe",
        "small",
        "syndrome",
        "type",
        "unspecified",
        "with",
        "from",
        "and",
        "the",
        "most",
        "likely",
        "probable",
        "pain",
    ]
)


@dataclass(frozen=True)
class Secrets:
    """``texts`` are whole texts in lower case, ``stems`` the beginnings of the words of a diagnosis."""

    texts: tuple[str, ...]
    stems: frozenset[str]


def secrets(diagnoses: Iterable[str], findings: Iterable[str]) -> Secrets:
    """What the candidate instructions must not say."""
    named = [one_line(text) for text in diagnoses]
    found = [text for text in map(one_line, findings) if len(text) >= SHORTEST_FINDING]
    stems = {_stem(word) for text in named for word in WORD.findall(text) if _tells(word)}
    return Secrets(tuple(dict.fromkeys(text.lower() for text in [*named, *found] if text)), frozenset(stems))


def gives_away(text: str, kept: Secrets) -> str:
    """The secret that a text gives away; empty if the student may read it."""
    lower = one_line(text).lower()
    for word in WORD.findall(lower):
        if _stem(word) in kept.stems:
            return str(word)
    return next((secret for secret in kept.texts if _holds(lower, secret)), "")


def _tells(word: str) -> bool:
    if word.isupper() and len(word) > 1:
        return True
    lower = word.lower()
    return len(word) >= SHORTEST_WORD and lower not in TELLS_NOTHING and lower not in COMMON


def _stem(word: str) -> str:
    return word.lower()[:STEM]


def _holds(text: str, secret: str) -> bool:
    return secret in text and re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text) is not None
