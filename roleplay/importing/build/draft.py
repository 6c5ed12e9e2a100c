"""A case in the making: what a source said, by its place in the format. Anything empty is still to be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from roleplay.content.case import Kind, WhenRule
from roleplay.content.rubric import Rubric
from roleplay.errors import Fault
from roleplay.importing.build.imported import Job
from roleplay.marking.marksheet import Item

RUBRICS = {Kind.INTERVIEW: "focused-history", Kind.EXAMINATION: "focused-examination"}


@dataclass(frozen=True)
class Told:
    """Something the patient can tell."""

    say: str
    rule: WhenRule
    topic: str = ""


@dataclass(frozen=True)
class Card:
    """A finding that the observer gives out."""

    ask: str
    card: str


@dataclass(frozen=True)
class Door:
    """What a source holds for the student, or seems to: headings can mislead, and an actor's secrets have been found
    under the candidate's. So it goes beside the student's fields as a note, for a person to move."""

    title: str = ""
    setting: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """``place`` is where the report says that it comes from. Everybody sees ``title`` and ``named``, from which the id
    is made (or else from the title), so they give nothing of the source away. ``background`` holds pairs of a label
    and a line; the ``checklist``'s items get their ids as they are written."""

    place: str
    title: str
    source: str
    named: str = ""
    kind: Kind = Kind.INTERVIEW
    door: Door = Door()
    props: tuple[str, ...] = ()
    plays: str = ""
    you_are: str = ""
    opening: str = ""
    story: tuple[Told, ...] = ()
    ask: tuple[str, ...] = ()
    ideas: str = ""
    concerns: str = ""
    expectations: str = ""
    effect: str = ""
    background: tuple[tuple[str, str], ...] = ()
    examine: Mapping[str, Any] | None = None
    findings: tuple[Card, ...] = ()
    checklist: tuple[Item, ...] = ()
    points: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def rubric_for(kind: Kind, job: Job) -> Rubric:
    """The usual rubric for this kind, else the first that fits."""
    rubrics = job.library.rubrics
    usual = rubrics.get(RUBRICS[kind])
    fitting = [rubric for rubric in rubrics.values() if kind in rubric.kinds]
    if usual is not None and kind in usual.kinds:
        return usual
    if fitting:
        return fitting[0]
    raise Fault(
        f'"{job.name}" was not imported, because the kit has no rubric for the kind {kind}. Nothing was written. '
        f"Put rubrics/{RUBRICS[kind]}.yaml back, then import it again."
    )
