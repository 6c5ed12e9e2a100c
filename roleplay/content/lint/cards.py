"""Whether a finding's card shows something abnormal, judged piece by piece.

One reassuring word ("no bruit", "regular") excuses its own piece of the card, not the goitre beside it. Where the words
leave it open, the card counts as normal: nobody reads a warning that is often wrong.
"""

import re

from roleplay.content.lint.wordlists import (
    ABNORMAL_EXCUSED,
    ABNORMAL_SIGN,
    CARD_LABELS,
    NOT_MEASURED,
    PLAINLY_NORMAL,
    QUOTED,
    RULED_OUT,
    WORD,
)

SENTENCE_END = re.compile(r"[.;](?=\W|$)|\bbut\b", re.IGNORECASE)
OPENS_A_LIST = re.compile(r"^\W*(?:no|not|nor|without|nil)\b", re.IGNORECASE)
ENDS_A_LIST = re.compile(r"\bor\b", re.IGNORECASE)


def is_abnormal(card: str) -> bool:
    """True for a sign that its clause does not rule out, or for a whole sentence with nothing normal in it."""
    if NOT_MEASURED.search(card):
        return False
    said_whole = QUOTED.sub(lambda quote: quote[0].replace(".", ","), card)
    return any(_names_a_sign(sentence) or _nothing_normal(sentence) for sentence in SENTENCE_END.split(said_whole))


def _names_a_sign(sentence: str) -> bool:
    clauses = sentence.split(",")
    ruled_out = _listed_away(clauses)
    return any(
        ABNORMAL_SIGN.search(clause) and n not in ruled_out and not RULED_OUT.search(clause)
        for n, clause in enumerate(clauses)
    )


def _listed_away(clauses: list[str]) -> set[int]:
    """In "no redness, swelling or warmth" the "no" covers everything up to what follows the "or"."""
    away: set[int] = set()
    for first, clause in enumerate(clauses):
        if OPENS_A_LIST.search(clause):
            last = next((n for n in range(first, len(clauses)) if ENDS_A_LIST.search(clauses[n])), first)
            away.update(range(first, last + 1))
    return away


def _nothing_normal(sentence: str) -> bool:
    told = [word for word in WORD.findall(sentence.lower()) if word not in CARD_LABELS]
    return bool(told) and not (ABNORMAL_EXCUSED.search(sentence) or PLAINLY_NORMAL.search(sentence))
