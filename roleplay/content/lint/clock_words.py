"""Instructions that tell a time which is wrong once a session plays the station longer or shorter."""

import re
from collections.abc import Iterator
from itertools import chain

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.lint.told import Told, answer_texts, fact_texts
from roleplay.content.pace import NAMED

STANDS_STILL = re.compile(
    r"\b(?:in|for|during) the (?:first|last) (?:\w+ )?minutes?\b"
    r"|\byou(?: will|'ll|’ll)? have (?:about |only |just )?(?:\w+ )?minutes?\b",
    re.IGNORECASE,
)


def minutes_that_stand_still(case: Case) -> Iterator[Remark]:
    """ "The last minute" of eight is not that of four, and the questions come when the clock says so."""
    if case.timing.fixed:
        return
    for steps, text in _instructions(case):
        if found := STANDS_STILL.search(text):
            sentence = f'"{found[0]}" is wrong where the station is longer or shorter. Write "from minute 7"'
            yield steps, f"{sentence}, which moves with it"
    for steps, text in chain(fact_texts(case), answer_texts(case)):
        if found := NAMED.search(text):
            sentence = f'"{found[0]}" stays as it is where the station is longer or shorter. Name no minute here'
            yield steps, f"{sentence}: only instructions, timed lines and questions move with the clock"


def _instructions(case: Case) -> Iterator[Told]:
    yield ("student", "brief"), case.student.brief
    for n, task in enumerate(case.student.tasks):
        yield ("student", "tasks", n), task
    yield ("patient", "you_are"), case.patient.you_are
    for n, reaction in enumerate(case.patient.reacts):
        yield ("patient", "reacts", n, "do"), reaction.do
    for n, other in enumerate(case.others):
        yield ("others", n, "you_are"), other.you_are
    for n, event in enumerate(case.events):
        yield ("events", n, "do"), event.do
