"""The places in a case to which somebody can point: each line, fact, finding and point, as a reader would call it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from roleplay.content.case import Case
from roleplay.content.rubric import Rubric

LONGEST = 90
"""Characters of a place's words: enough to know it again in a list on a phone."""
ANYWHERE = ""
"""The case as a whole, or what is missing from it."""


@dataclass(frozen=True)
class CasePlace:
    """``where`` as messages name it, ``patient.story[stairs]``; ``part`` and ``text`` as a reader sees it."""

    where: str
    part: str
    text: str

    @property
    def words(self) -> str:
        """On one line."""
        text = " ".join(self.text.split())
        return f"{self.part}: {text if len(text) <= LONGEST else f'{text[: LONGEST - 1].rstrip()}…'}"


def places_of(case: Case, rubric: Rubric | None = None) -> tuple[CasePlace, ...]:
    """In the order in which the station happens; with the lines of the rubric, if it is at hand."""
    return tuple(
        place
        for found in (_instructions(case), _script(case), _findings(case), _sheet(case, rubric), _afterwards(case))
        for place in found
        if place.text
    )


def _instructions(case: Case) -> Iterator[CasePlace]:
    part, told = "Candidate instructions", case.student
    yield CasePlace("title", "Title", case.title)
    yield CasePlace("student.setting", part, told.setting)
    yield CasePlace("student.brief", part, told.brief)
    yield from _numbered("student.tasks", part, told.tasks)
    yield from _numbered("student.given", part, (f"{line.label}: {line.value}" for line in told.given))
    yield from _numbered("student.material", part, (material.title for material in told.material))


def _script(case: Case) -> Iterator[CasePlace]:
    part, told = "Script", case.patient
    yield CasePlace("patient.you_are", part, told.you_are)
    yield CasePlace("patient.opening", part, told.opening)
    for fact in told.story:
        yield CasePlace(f"patient.story[{fact.id}]", part, fact.say)
    for cue in told.cues:
        yield CasePlace(f"patient.cues[{cue.id}]", part, cue.show)
    yield from _numbered("patient.ask", part, (question.say for question in told.ask))
    yield from _numbered("patient.reacts", part, (f"If {one.if_}: {one.do}" for one in told.reacts))
    for name in ("ideas", "concerns", "expectations", "effect"):
        yield CasePlace(f"patient.{name}", part, getattr(told, name))
    yield from _numbered(
        "patient.background", part, (f"{line.label}: {', '.join(line.lines)}" for line in told.background)
    )


def _findings(case: Case) -> Iterator[CasePlace]:
    for finding in case.findings:
        yield CasePlace(f"findings[{finding.id}]", "Finding", f"{finding.ask}: {finding.card}".removesuffix(": "))
    yield from _numbered("events", "What happens", (event.do for event in case.events))


def _sheet(case: Case, rubric: Rubric | None) -> Iterator[CasePlace]:
    for item in rubric.items if rubric else ():
        yield CasePlace(f"rubric.items[{item.id}]", "Mark sheet", item.text)
    for line in case.checklist:
        yield CasePlace(f"checklist[{line.id}]", "Mark sheet", line.text)
    questions = case.viva.questions if case.viva else ()
    yield from _numbered("viva.questions", "Question", (f"{one.ask} {one.answer}" for one in questions))


def _afterwards(case: Case) -> Iterator[CasePlace]:
    yield from _numbered("debrief.points", "What the case says", case.debrief.points)
    yield from _numbered("debrief.sources", "Source", case.debrief.sources)


def _numbered(where: str, part: str, texts: Iterable[str]) -> Iterator[CasePlace]:
    return (CasePlace(f"{where}[{number}]", part, text) for number, text in enumerate(texts))
