"""What one seat may see: one type per situation. A view holds nothing that its type doesn't name.

A type names the parts of a case that its role may hold: the candidate instructions are one part of the case
(`Student`), the script is another (`Patient`); nothing else reaches the student before the feedback is opened.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from pydantic import BaseModel

from roleplay.content.models import Debrief, Event, Finding, Other, Patient, Student, Viva
from roleplay.marking.marksheet import Domain, Statement
from roleplay.room.go import AnotherGo
from roleplay.room.opened import Opened, OpenedPin, Said
from roleplay.room.step_skills import StepSkill


@dataclass(frozen=True)
class Person:
    """Somebody in the room. ``done`` says whether they have finished this stage's task (ready, submitted), ``writes``
    whether moving on would be over their head: their form isn't submitted, their next step not written, or they
    haven't said whether it happened in another go."""

    name: str
    you: bool
    roles: tuple[str, ...] = ()
    done: bool = False
    writes: bool = False


@dataclass(frozen=True)
class Clock:
    """``deadline`` in server time, or ``remaining`` while it is held; ``ahead`` are the stages that follow by
    themselves, so that a device without network can go on. All in milliseconds."""

    deadline: int | None
    remaining: int | None
    length: int | None
    warnings: tuple[int, ...]
    ahead: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Held:
    """Why everything waits, and for STOP how many have agreed to carry on. Nobody is named."""

    kind: str
    agreed: int
    of: int
    you_agreed: bool


@dataclass(frozen=True)
class Asked:
    """A step that happens at ``due`` unless it is undone. ``by`` is whose tap it was, "" where that stays unsaid;
    ``second`` is where in the station another go would start."""

    move: str
    due: int
    by: str
    second: int | None = None


@dataclass(frozen=True)
class Did:
    """What somebody last did that concerns everybody, to be said once for each ``number``."""

    move: str
    name: str
    you: bool
    number: int


@dataclass(frozen=True)
class ClaimAsked:
    """Somebody asks for this person's seat; ``yours`` if it is the viewer's own, who may only say no."""

    id: str
    name: str
    yours: bool


@dataclass(frozen=True)
class Late:
    """A latecomer asks to watch the round, and this seat may answer."""

    id: str
    name: str


@dataclass(frozen=True)
class PlanRow:
    """A round to come, in names. Titles are what everyone may see. ``minutes`` is its station, 0 if it isn't known."""

    student: str
    patient: str
    observers: tuple[str, ...]
    title: str
    why: str
    kind: str
    minutes: float = 0.0


@dataclass(frozen=True)
class Plan:
    """The rounds to come. ``reason`` says why there are none or fewer; ``played`` how many are over; ``without`` names
    those who were away and are left out of it."""

    rows: tuple[PlanRow, ...]
    reason: str
    by_hand: bool
    played: int
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Top:
    """What every screen of a practice carries. ``round`` is 0 before the first; ``turn`` is "" outside the debrief.

    ``kind`` is the round's (interview, examination, presentation), so that the screen can say what the student does;
    ``how`` tells its people before the bell how to sit, if they don't face each other. ``online`` is whether everybody
    is somewhere else, and ``call`` the link to their video call. ``left`` names those who went home; ``rings`` is
    whether this device is the one that rings, and ``bell`` whose it is, "" for nobody's.
    """

    stage: str
    turn: str
    number: int
    round: int
    kind: str
    how: str
    roles: tuple[str, ...]
    plays: str
    clock: Clock
    held: Held | None
    asked: Asked | None
    moves: tuple[str, ...]
    people: tuple[Person, ...]
    claims: tuple[ClaimAsked, ...]
    late: tuple[Late, ...]
    left: tuple[str, ...]
    did: Did | None
    muted: bool
    rings: bool
    bell: str
    online: bool
    call: str


@dataclass(frozen=True)
class Note:
    """What is said about a case before anybody reads it; ``themes`` as they stand in a sentence. ``accepted`` is for
    this seat."""

    themes: str
    heavy: bool
    accepted: bool


@dataclass(frozen=True)
class Consent:
    """What is agreed before an examination, and the answer. It names no finding."""

    regions: tuple[str, ...]
    position: str
    exposure: str
    not_done: tuple[str, ...]
    alternative: str
    kit: tuple[str, ...]
    asked: bool
    given: bool | None


@dataclass(frozen=True)
class OwnSentence:
    """A sentence that the seat writes: which one, what it says so far, and the most characters it may have."""

    words: str
    text: str
    limit: int


@dataclass(frozen=True)
class Form:
    """The seat's own form after the bell. Values are None until given. All that it holds has to be filled in before it
    can be submitted, but for the outcome of a goal and what is only written in the debrief."""

    round: int
    sentences: tuple[OwnSentence, ...]
    handed_in: bool
    ask: str = ""
    scale: tuple[str, ...] = ()
    domains: tuple[Domain, ...] = ()
    ratings: Mapping[str, int | None] | None = None
    overall: int | None = None
    statements: tuple[Statement, ...] = ()
    answers: Mapping[str, int | None] | None = None
    goal: str = ""
    goal_outcome: str | None = None


@dataclass(frozen=True)
class SheetItem:
    """A line of the mark sheet with the observer's own mark. ``block`` is the heading it stands under, and ``one`` what
    counts as partly, "" where nobody wrote them."""

    id: str
    text: str
    partly: bool
    may_not_arise: bool
    never: bool
    mark: str | None
    block: str
    one: str


@dataclass(frozen=True)
class Sheet:
    """The mark sheet that the observer fills in, and their own pins. ``title`` is the case's, which everyone may
    see."""

    title: str
    tasks: tuple[str, ...]
    items: tuple[SheetItem, ...]
    findings: tuple[Finding, ...]
    released: tuple[str, ...]
    events: tuple[Event, ...]
    others: tuple[Other, ...]
    viva: Viva | None
    pins: tuple[OpenedPin, ...]


@dataclass(frozen=True)
class Lobby:
    """Before a round and between rounds, and what is left for somebody who left. ``arriving`` until the first round
    begins, if the session opens with a minute for that."""

    top: Top
    plan: Plan
    arriving: bool = False


@dataclass(frozen=True)
class OutsideView:
    """For somebody who came while a round is being played: of its case only the kind, which ``top`` names.

    ``watch`` is "asked" while their request to watch has no answer, "no" once it was refused, and "passed" if they
    share a device with somebody in the round, so that nobody can let them in.
    """

    top: Top
    watch: str


@dataclass(frozen=True)
class StudentView:
    """The candidate instructions from reading on, the findings handed over, and after the bell the student's form.
    ``goal`` is the next step they work on; before the station they may choose another one of ``steps``."""

    top: Top
    sign: Student | None
    findings: tuple[Finding, ...]
    form: Form | None
    goal: str
    steps: tuple[str, ...]
    heavy: bool
    consent: Consent | None
    questions_at: float | None


@dataclass(frozen=True)
class PatientView:
    """The script, the facts the patient tapped, and after the bell the patient's form.

    In a pair the second person also has the observer's cards, events and questions, and after the bell one short list:
    the lines in ``sheet`` and, by their ids, the facts in ``asked``.
    ``ready`` is what has to be ready, during preparation.
    """

    top: Top
    ready: tuple[str, ...]
    part: Patient | None
    sign: Student | None
    note: Note
    consent: Consent | None
    events: tuple[Event, ...]
    cards: tuple[Finding, ...]
    released: tuple[str, ...]
    viva: Viva | None
    came: tuple[str, ...]
    form: Form | None
    sheet: Sheet | None
    asked: tuple[str, ...]
    observer_form: Form | None


@dataclass(frozen=True)
class ObserverView:
    """The mark sheet with the observer's marks, the cards and timed events, and after the bell the observer's form.
    ``ready`` is what has to be ready, during preparation."""

    top: Top
    ready: tuple[str, ...]
    sheet: Sheet | None
    note: Note
    consent: Consent | None
    goal: str
    form: Form | None


@dataclass(frozen=True)
class DebriefView:
    """Whose turn it is, and what helps this seat to speak: its own words, and the observer's own pins and marks.
    ``ask`` is what the student asked for help with, for the observer once the student has spoken."""

    top: Top
    speaker: str
    you_speak: bool
    heavy: bool
    plays: str
    line: str
    ask: str
    pins: tuple[OpenedPin, ...]
    items: tuple[SheetItem, ...]
    form: Form | None
    observer_form: Form | None


@dataclass(frozen=True)
class SheetsView:
    """The three views side by side, and now the case's answer; ``review`` says who stands for it; ``form`` so that
    words can still be finished. The student alone has ``next_step`` and what it is ``about``."""

    top: Top
    opened: Opened
    debrief: Debrief
    reviewed: bool
    review: str
    form: Form | None
    observer_form: Form | None
    next_step: str | None
    about: StepSkill | None
    plan: Plan
    go: AnotherGo


@dataclass(frozen=True)
class LastView:
    """The end of the practice: something heard, the next step, and the rounds for the record."""

    top: Top
    heard: Said | None
    next_step: str
    rounds: tuple[Opened, ...]
    form: Form | None
    observer_form: Form | None


@dataclass(frozen=True)
class TableView:
    """For a laptop on the table: people before the rounds, then the clock and whose turn it is; nothing of a role."""

    top: Top
    speaker: str


View = Lobby | OutsideView | StudentView | PatientView | ObserverView | DebriefView | SheetsView | LastView | TableView


def pictures_named(shown: View) -> frozenset[str]:
    """The pictures that a view names, so that a route may send them and no others."""
    sign = getattr(shown, "sign", None)
    sheet = getattr(shown, "sheet", None)
    material = sign.material if sign is not None else ()
    opened_ = getattr(shown, "opened", None)
    findings = (
        *getattr(shown, "findings", ()),
        *(opened_.findings if opened_ is not None else ()),
        *getattr(shown, "cards", ()),
        *(sheet.findings if sheet is not None else ()),
    )
    return frozenset(held.image for held in (*material, *findings) if held.image)


def as_json(shown: View) -> str:
    """The view as one line of JSON, the same text for the same view."""
    try:
        return orjson.dumps(shown, default=_plain).decode()
    except orjson.JSONEncodeError:  # half a surrogate pair, as a browser may send it, is no UTF-8
        return json.dumps(shown, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else vars(value)
