"""A presentation whose listener would know, or hold, what the case says they don't know."""

import re
from collections.abc import Iterator

from roleplay.content.case import Case, Kind
from roleplay.content.case_rules import Remark

KNOWS_NOTHING = re.compile(r"\b(?:you|they) (?:know|have heard) nothing\b", re.IGNORECASE)
HOLDS_NOTES = re.compile(
    r"\byou(?:'ve|’ve| have)? (?:have|hold|read|see|can see|look at|looked at|are holding|are reading) "
    r"(?:the|her|his|their|these|this|a copy of)(?: \w+)? (?:notes?|charts?|results?|letters?|records?|files?)\b",
    re.IGNORECASE,
)
HAS_MET = re.compile(
    r"(?<!not )(?<!never )\b(?:has (?:met|seen|read)|knows)\b(?! (?:no|none|nothing|nobody)\b)", re.IGNORECASE
)


def listeners(case: Case) -> Iterator[Remark]:
    """The student practises making a case clear to somebody who doesn't know it: a listener who knows it helps without
    meaning to. The student's notes are never on the listener's screen or page."""
    if case.kind is not Kind.PRESENTATION:
        return
    you_are = case.patient.you_are
    if found := HOLDS_NOTES.search(you_are):
        yield ("patient", "you_are"), f'"{found[0]}", but the listener is given no notes. Leave it out'
    if KNOWS_NOTHING.search(you_are):
        yield from _known_all_the_same(case)


def _known_all_the_same(case: Case) -> Iterator[Remark]:
    for key in ("story", "background"):
        if getattr(case.patient, key):
            yield ("patient", key), "facts for a listener who knows nothing. Leave them out, or say what they know"
    for n, given in enumerate(case.student.given):
        name = given.label.split()[-1]
        if name.istitle() and name in case.patient.plays and HAS_MET.search(given.value):
            sentence = "says that the listener knows the case, and the script says that they don't. Correct one"
            yield ("student", "given", n), sentence
