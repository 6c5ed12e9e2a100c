"""The register of sources: what cases lean on, which edition, and when somebody last looked whether it still holds."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from roleplay.content.case import Case
from roleplay.content.case_rules import Remark
from roleplay.content.values import Day, FormatOne, Part, Slug, Text

LOOKED_AT = timedelta(days=365)
"""After that somebody has to look again."""


class Status(StrEnum):
    """Whether the publisher still stands by it."""

    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Source(Part):
    """A guideline, law or book. `checked` is the day on which somebody looked at it; without one nobody has."""

    id: Slug
    publisher: Text
    title: Text
    edition: str = ""
    status: Status = Status.CURRENT
    replaced_by: str = ""
    checked: Day | None = None

    @property
    def text(self) -> str:
        """As screens and paper name it."""
        return ", ".join(part for part in (self.publisher, self.title, self.edition) if part)


class Sources(Part):
    """rubrics/sources.yaml"""

    format: FormatOne
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


Register = Mapping[str, Source]
"""By id and by text, so that a case may name either."""


def register_of(sources: Sources | None) -> Register:
    """Each source under both of its names."""
    known = sources.sources if sources else ()
    return {source.text: source for source in known} | {source.id: source for source in known}


def in_words(case: Case, register: Register) -> Case:
    """With the ids among its sources written out: screens, paper and snapshots hold texts."""
    texts = tuple(register[name].text if name in register else name for name in case.debrief.sources)
    if texts == case.debrief.sources:
        return case
    return case.model_copy(update={"debrief": case.debrief.model_copy(update={"sources": texts})})


def leans_on_what_no_longer_holds(case: Case, register: Register) -> Iterator[Remark]:
    """A case that follows a guideline which its publisher took back teaches yesterday's medicine."""
    for n, name in enumerate(case.debrief.sources):
        source = register.get(name)
        if source is not None and source.status is not Status.CURRENT:
            instead = f" by {source.replaced_by}" if source.replaced_by else ""
            yield ("debrief", "sources", n), f"{source.status}{instead}. Check the case against what holds now"


def not_looked_at(sources: Sources, today: date) -> list[Source]:
    """Those at which nobody has looked for a year."""
    held = [source for source in sources.sources if source.status is Status.CURRENT]
    return [source for source in held if is_old(source.checked, today)]


def is_old(checked: date | None, today: date) -> bool:
    """Whether somebody has to look again, or nobody ever has."""
    return checked is None or checked + LOOKED_AT <= today


def checked_in_words(name: str, register: Register, today: date) -> str:
    """What a reviewer has to know of a case's source besides its text. No date is ever made up."""
    source = register.get(name)
    if source is None:
        return "not in the register, so the kit doesn’t know when anybody last checked it"
    if source.status is not Status.CURRENT:
        return f"{source.status}{f' by {source.replaced_by}' if source.replaced_by else ''}"
    if source.checked is None:
        return "nobody has checked yet whether it still holds"
    day = f"last checked {source.checked.day} {source.checked:%B %Y}"
    return f"{day}, over a year ago" if is_old(source.checked, today) else day
