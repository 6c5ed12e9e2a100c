"""What a seat reads in a stage and never taps: candidate instructions, script, tasks, everyone's feedback."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from markupsafe import Markup

from roleplay.content.models import Debrief, Kind, Patient, Student
from roleplay.room.opened import Opened
from roleplay.room.stages import STAGES, Stage
from roleplay.room.views import ObserverView, PatientView, SheetsView, StudentView, Top, View
from roleplay.shared_words import NOT_PROOF, STUDENT_READS, STUDENT_READS_TOO
from roleplay.sheets.atoms import h2, heading, joined, listed, p
from roleplay.sheets.case_texts import instructions, script
from roleplay.sheets.history.opened_sheets import opened_sheet, story_in_words
from roleplay.sheets.tree import tree
from roleplay.usecases.history.portable import Sheets


@dataclass(frozen=True)
class Instructions:
    sign: Student


@dataclass(frozen=True)
class Script:
    """``who`` says whether it begins with who they are: while the patient prepares, the live part says that. ``hears``
    is whether they hear a presentation."""

    part: Patient
    sign: Student
    who: bool
    hears: bool


@dataclass(frozen=True)
class Tasks:
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Feedback:
    opened: Opened
    debrief: Debrief
    reviewed: bool
    review: str


Handout = Instructions | Script | Tasks | Feedback


@dataclass(frozen=True)
class Sent:
    """A handout as JSON, under a name that only the same handout has; where there is none, "" and an empty list."""

    name: str = ""
    text: str = "[]"


def handout_of(shown: View) -> Handout | None:
    """What this view has to read: nothing that the view doesn't hold. Equal handouts look the same."""
    match shown:
        case StudentView(sign=sign, top=top) if sign is not None and _reads(top):
            return Instructions(sign)
        case PatientView(part=part, sign=sign, top=top) if part and sign and _reads(top):
            return Script(part, sign, who=top.stage != Stage.PREPARE, hears=top.kind == Kind.PRESENTATION)
        case ObserverView(sheet=sheet, top=top) if sheet and _reads(top):
            return Tasks(sheet.tasks)
        case SheetsView(opened=opened, debrief=debrief, reviewed=reviewed, review=review):
            return Feedback(opened, debrief, reviewed, review)
        case _:
            return None


def _reads(top: Top) -> bool:
    return STAGES[Stage(top.stage)].reads


def sent(handout: Handout | None) -> Sent:
    """As it goes to a phone."""
    return Sent() if handout is None else _sent(joined(_parts(handout)))


@lru_cache(maxsize=256)
def _sent(paper: Markup) -> Sent:
    """Kept, as all three of a round read the same feedback, and many rooms play the same case."""
    text = json.dumps(tree(paper), separators=(",", ":"))
    return Sent(blake2b(text.encode(), digest_size=8).hexdigest(), text)


def _parts(handout: Handout) -> list[Markup]:
    match handout:
        case Instructions(sign):
            return instructions(sign, _by_name)
        case Script(part, sign, who, hears):
            reads = STUDENT_READS_TOO if hears else STUDENT_READS
            return [*script(part, who, hears), *heading(reads, instructions(sign, _by_name))]
        case Tasks(tasks):
            return [h2("The student’s tasks"), listed(tasks)]
        case Feedback(opened, debrief, reviewed, review):
            points, sources = tuple(debrief.points), tuple(debrief.sources)
            sheets = Sheets(opened, points, sources, reviewed, seconds=0, review=review)
            said = opened_sheet(sheets, pictures=_by_name)
            return [*said.before, *story_in_words(sheets), *said.after, p(NOT_PROOF, "soft")]


def _by_name(picture: str) -> str:
    """The phone knows the address under which its own seat may have the picture."""
    return picture
