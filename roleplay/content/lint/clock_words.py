"""Instructions that tell a time which is wrong once a session plays the station longer or shorter."""

import re
from collections.abc import Iterator

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.lint.told import Told

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


def _instructions(case: Case) -> Iterator[Told]:
    yield ("student", "brief"), case.student.brief
    for n, task in enumerate(case.student.tasks):
        yield ("student", "tasks", n), task
    yield ("patient", "you_are"), case.patient.you_are
    for n, event in enumerate(case.events):
        yield ("events", n, "do"), event.do
