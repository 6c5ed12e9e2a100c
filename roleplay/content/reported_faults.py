"""What somebody who met a case says is wrong with it. It goes to whoever looks after the case, without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from roleplay.errors import Fault

SHORTEST, LONGEST = 5, 600
"""Characters: a sentence or two."""
REPORTED = "somebody reported:"
"""How `check` begins what a person said."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class About(StrEnum):
    """What sort of thing is wrong."""

    FACT = "fact"
    LINE = "line"
    SCRIPT = "script"
    WORDING = "wording"
    OTHER = "other"
    REVIEW = "review"
    """A reviewer's remark, whatever it is about."""


ABOUT = {
    About.FACT: "A medical fact",
    About.LINE: "A line of the mark sheet",
    About.SCRIPT: "The script",
    About.WORDING: "The wording",
    About.OTHER: "Something else",
    About.REVIEW: "A reviewer’s remark",
}
OFFERED = tuple(one for one in About if one is not About.REVIEW)
"""To whoever met a case."""


@dataclass(frozen=True)
class ReportedFault:
    """``fingerprint`` is that of the text that was met; ``where`` a place in it, "" for none. ``person`` wrote it, None
    for a reviewer without a history here. Instants in UTC milliseconds; ``answered`` is None while it is open, and
    ``answer`` what was said then."""

    case: str
    fingerprint: str
    about: About
    where: str
    text: str
    person: str | None
    at: int
    number: int = 0
    answered: int | None = None
    answer: str = ""

    @property
    def day(self) -> str:
        moment = datetime.fromtimestamp(self.at / 1000, UTC)
        return f"{moment.day} {moment:%B %Y}"


def cleaned(text: str) -> str:
    """On one line, whatever was pasted. Raises `Fault` if it isn't a sentence, or is too long."""
    sentence = " ".join(_CONTROLS.sub(" ", text).split())
    if len(sentence) < SHORTEST:
        raise Fault("Write a sentence first. Nothing was sent.")
    if len(sentence) > LONGEST:
        raise Fault(f"That’s {len(sentence):,} characters, and {LONGEST} fit. Shorten it. Nothing was sent.")
    return sentence
