"""The format of an example station: two invented minutes of a case, and how we would mark them.

The transcript is an excerpt; what is marked are lines and areas of the case's own mark sheet.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from roleplay.content.case import Case
from roleplay.content.checklist import Item
from roleplay.content.rubric import Domain, Rubric
from roleplay.content.values import FormatOne, Part, Slug, Text, Whole, broken_rule, expected

FOLDER = Path("cases") / "examples"
TIME = re.compile(r"([0-9]):([0-5][0-9])")


def _seconds(value: object) -> object:
    if isinstance(value, str):
        if not (time := TIME.fullmatch(value.strip())):
            raise expected("a time, such as 1:20")
        return 60 * int(time[1]) + int(time[2])
    return value


def clock(seconds: int) -> str:
    """A time as the file has it."""
    return f"{seconds // 60}:{seconds % 60:02}"


Seconds = Annotated[int, BeforeValidator(_seconds)]


class Level(StrEnum):
    """How good it is. There is no perfect one: nobody learns to mark from what has nothing to be seen."""

    WEAK = "weak"
    BORDERLINE = "borderline"


class Voice(StrEnum):
    """Whose line it is. In a presentation the listener is the patient."""

    STUDENT = "student"
    PATIENT = "patient"
    OBSERVER = "observer"


class Answer(StrEnum):
    """As an observer answers a line."""

    DONE = "done"
    PARTLY = "partly"
    NOT = "not"
    NA = "na"


class Line(Part):
    """What is said, what is shown, or both, from one moment to the next line's."""

    at: Seconds
    who: Voice
    say: str = ""
    show: str = ""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.say and not self.show:
            raise broken_rule("expected what is said or shown; found nothing. Write say: …, show: … or both")
        return self

    @property
    def words(self) -> str:
        return f"{self.show} {self.say}".strip()


class ReferenceMark(Part):
    """How we would mark a line, and why. What wasn't done may have no moment; what was done has one."""

    item: Slug
    mark: Answer
    at: Seconds | None = None
    quote: str = ""
    why: Text

    @model_validator(mode="after")
    def _moment_with_its_words(self) -> Self:
        if (self.at is None) is not (self.quote == ""):
            raise broken_rule("expected at and quote, or neither; found " + ("quote" if self.quote else "at"))
        if self.mark in (Answer.DONE, Answer.PARTLY) and not self.quote:
            raise broken_rule(f"expected the moment of what is {self.mark}; found none. Write at: … and quote: …")
        return self


class ReferenceArea(Part):
    """The ratings of an area that we would accept: the lowest and the highest."""

    domain: Slug
    accept: Annotated[tuple[Annotated[Whole, Field(ge=1, le=5)], ...], Field(min_length=2, max_length=2)]
    why: Text


class ExampleStation(Part):
    """cases/examples/<id>.yaml. ``agreed_by`` are the people who marked it independently and agreed; without any it is
    our own reading. ``sheet`` is the digest of the lines and areas that are marked, as they were then."""

    format: FormatOne
    id: Slug
    case: Slug
    level: Level
    student: Text
    patient: Text
    observer: str = ""
    before: Text
    lines: Annotated[tuple[Line, ...], Field(min_length=4, max_length=60)]
    ends: Seconds
    marks: Annotated[tuple[ReferenceMark, ...], Field(min_length=3, max_length=12)]
    domains: Annotated[tuple[ReferenceArea, ...], Field(max_length=5)] = ()
    agreed_by: tuple[Text, ...] = ()
    sheet: Text

    def name_of(self, voice: Voice) -> str:
        return {Voice.STUDENT: self.student, Voice.PATIENT: self.patient, Voice.OBSERVER: self.observer}[voice]


def lines_of(rubric: Rubric, case: Case) -> dict[str, Item]:
    """All lines of the case's mark sheet, by id."""
    return {item.id: item for item in (*rubric.items, *case.checklist)}


def digest_of_sheet(example: ExampleStation, rubric: Rubric, case: Case) -> str:
    """Changes with anything that decides about a mark of this example, and with nothing else on the sheet."""
    known, areas = lines_of(rubric, case), {domain.id: domain for domain in rubric.domains}
    body = [_decides(known[mark.item]) for mark in example.marks if mark.item in known]
    body += [_describes(areas[area.domain]) for area in example.domains if area.domain in areas]
    return hashlib.sha256(json.dumps(body, ensure_ascii=False).encode()).hexdigest()[:12]


def _decides(item: Item) -> list[object]:
    parts = [item.partly.both, item.partly.one] if item.partly else []
    return [item.id, item.text, item.critical, parts, item.may_not_arise]


def _describes(domain: Domain) -> list[object]:
    return [domain.id, domain.name, domain.anchors.one, domain.anchors.three, domain.anchors.five]


def places_of(example: ExampleStation, words: str) -> Iterator[Line]:
    """The lines of the transcript in which these words are said or shown."""
    wanted = " ".join(words.split())
    return (line for line in example.lines if wanted in " ".join(line.words.split()))
