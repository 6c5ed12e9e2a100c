"""The format of a case, in the order of the file.

Shape only: what takes more than one file to see (an unknown tag, a missing image) is checked elsewhere.
"""

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from roleplay.content.case_review import CaseReview as CaseReview
from roleplay.content.case_review import Origin as Origin
from roleplay.content.checklist import Critical as Critical
from roleplay.content.checklist import Item as Item
from roleplay.content.values import (
    BackgroundLines,
    FormatOne,
    GivenLines,
    Minute,
    Minutes,
    Part,
    Slug,
    Text,
    Whole,
    YesNo,
    broken_rule,
    expected,
)


class Kind(StrEnum):
    """What the student practises."""

    INTERVIEW = "interview"
    EXAMINATION = "examination"
    PRESENTATION = "presentation"

    @property
    def meets(self) -> str:
        """Whom the student meets: a patient, or the listener to a presentation."""
        return "listener" if self is Kind.PRESENTATION else "patient"


class Mode(StrEnum):
    """How the two meet."""

    FACE_TO_FACE = "face-to-face"
    TELEPHONE = "telephone"
    VIDEO = "video"


TO_WRITE = "To be written:"
"""Marks a text that was missing from what a case was imported from."""
HOW_THEY_MEET = {
    Mode.TELEPHONE: "On the telephone: sit back to back.",
    Mode.VIDEO: "By video: sit so that you see only what a camera would show.",
}
"""All three are told, on every screen and leaf. Face to face goes without saying."""
HOW_THEY_MEET_ONLINE = {
    Mode.TELEPHONE: "On the telephone: student and patient turn their cameras off.",
    Mode.VIDEO: "By video: your call is the consultation. Keep your cameras on.",
}
"""The same for people who are apart, beside a video call of their own."""


class Level(StrEnum):
    """Who the case is written for."""

    PRECLINICAL = "preclinical"
    CLINICAL = "clinical"
    FINALS = "finals"
    FOUNDATION = "foundation"


class Timing(Part):
    """Minutes. The session's preset wins and phases scale with it, unless `fixed`."""

    reading: Minutes = 2
    station: Minutes = 8
    fixed: YesNo = False


# The candidate instructions


class Material(Part):
    """What the student may hold: a text or an image."""

    title: Text
    text: str = ""
    image: Text | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.text) == (self.image is not None):
            raise broken_rule("expected either text or image; " + ("found both" if self.text else "found neither"))
        return self


class Student(Part):
    """All that the student may see before the feedback is opened. `known` is what the instructions say openly, so that
    it gives nothing away: for the linter alone, so it goes into no snapshot and to no phone."""

    setting: Text
    brief: Text
    tasks: Annotated[tuple[Text, ...], Field(min_length=1)]
    known: Annotated[tuple[Text, ...], Field(exclude=True)] = ()
    given: GivenLines = ()
    material: tuple[Material, ...] = ()
    leave_out: tuple[Text, ...] = ()


# The script


class WhenRule(StrEnum):
    """When the patient may tell a fact."""

    VOLUNTEER = "volunteer"
    OPEN = "open"
    ASKED = "asked"
    CUE = "cue"


_PLAIN_RULES = ("volunteer", "open", "asked")


class When(Part):
    """Short forms: `asked`, or `{cue: ID}` for a fact that comes out once the student takes up its cue."""

    rule: WhenRule
    cue: Slug | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, data: Any) -> Any:
        if data in _PLAIN_RULES:
            return {"rule": data}
        if isinstance(data, dict) and "rule" in data:
            return data
        if isinstance(data, dict) and "cue" in data:
            return {"rule": WhenRule.CUE, **data}
        if isinstance(data, When):
            return data
        raise expected("volunteer, open, asked or {cue: ID}")

    @model_validator(mode="after")
    def _cue_with_its_id(self) -> Self:
        if (self.rule is WhenRule.CUE) != (self.cue is not None):
            raise broken_rule("expected volunteer, open, asked or {cue: ID}; found a mixture")
        return self


class Fact(Part):
    """Something the patient can tell, in the patient's words."""

    id: Slug
    say: Text
    when: When
    topic: str = ""


class Cue(Part):
    """Something the patient shows without saying it."""

    id: Slug
    show: Text


class Ask(Part):
    """What the patient must ask, unless it has already been answered."""

    say: Text
    by_minute: Minute | None = None


class Reaction(Part):
    """`if` they do this, `do` that."""

    if_: Annotated[str, Field(min_length=1, alias="if")]
    do: Text


class Patient(Part):
    """The script, written to the person who plays the patient; in a presentation, to the senior who listens."""

    plays: Text
    you_are: str = ""
    opening: str = ""
    story: tuple[Fact, ...] = ()
    cues: tuple[Cue, ...] = ()
    ask: tuple[Ask, ...] = ()
    reacts: Annotated[tuple[Reaction, ...], Field(max_length=6)] = ()
    ideas: str = ""
    concerns: str = ""
    expectations: str = ""
    effect: str = ""
    background: BackgroundLines = ()


# The examination


class Region(StrEnum):
    """A closed list on purpose: students never examine each other's breasts, genitals, anus or groin."""

    HEAD = "head"
    FACE = "face"
    EYES = "eyes"
    EARS = "ears"
    MOUTH = "mouth"
    NECK = "neck"
    SHOULDERS = "shoulders"
    ARMS = "arms"
    ELBOWS = "elbows"
    WRISTS = "wrists"
    HANDS = "hands"
    CHEST = "chest"
    ABDOMEN = "abdomen"
    BACK = "back"
    HIPS = "hips"
    LEGS = "legs"
    KNEES = "knees"
    ANKLES = "ankles"
    FEET = "feet"


class Examine(Part):
    """What is examined on the volunteer, and what is not."""

    regions: Annotated[tuple[Region, ...], Field(min_length=1)]
    position: Text
    exposure: Text
    not_done: tuple[Text, ...] = ()
    alternative: Text
    kit: tuple[Text, ...] = ()


# What happens in the station


class Event(Part):
    """Happens at its minute, unless it already has. `who` is observer, patient or the id of one of `others`."""

    minute: Minute
    who: Slug = "observer"
    do: Text
    unless: Slug | None = None


class Other(Part):
    """A third part: a second observer plays it, or else the observer reads it out."""

    id: Slug
    plays: Text
    you_are: Text


class Shown(StrEnum):
    """How a finding is made known."""

    CARD = "card"
    AS_FOUND = "as-found"
    SAID = "said"


class Finding(Part):
    """What the observer releases when the student asks for the manoeuvre or test."""

    id: Slug
    ask: Text
    card: str = ""
    image: Text | None = None
    shown: Shown = Shown.CARD

    @model_validator(mode="after")
    def _card_when_there_is_one_to_show(self) -> Self:
        has_card = bool(self.card) or self.image is not None
        if self.shown is Shown.AS_FOUND and has_card:
            raise broken_rule(
                "expected no card and no image, since a volunteer's own findings are never recorded; found one"
            )
        if self.shown is Shown.SAID and not self.card:
            raise broken_rule("expected card with the words to say; found none")
        if self.shown is Shown.CARD and not has_card:
            raise broken_rule("expected a card or an image to show; found neither")
        return self


class Question(Part):
    """A viva question, and the answer that stays hidden until the feedback is opened."""

    ask: Text
    answer: Text


class Viva(Part):
    """From this minute the student sees "questions now"."""

    at_minute: Minute
    who: Slug = "observer"
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Phase(Part):
    """A stretch of the station."""

    id: Slug
    label: Text
    minutes: Minutes


class Debrief(Part):
    """What to talk about afterwards, and the sources for it."""

    points: tuple[Text, ...] = ()
    sources: tuple[Text, ...] = ()


class Case(Part):
    """cases/<id>.yaml"""

    format: FormatOne
    id: Slug
    title: Text
    kind: Kind
    mode: Mode = Mode.FACE_TO_FACE
    rubric: Slug
    specialty: Text
    level: Level
    difficulty: Annotated[Whole, Field(ge=1, le=5)]
    guidelines: Text
    skills: Annotated[tuple[Slug, ...], Field(min_length=1)]
    themes: tuple[Slug, ...] = ()
    heavy: YesNo = False
    timing: Timing = Timing()
    props: tuple[Text, ...] = ()
    student: Student
    patient: Patient
    examine: Examine | None = None
    events: tuple[Event, ...] = ()
    others: tuple[Other, ...] = ()
    findings: tuple[Finding, ...] = ()
    checklist: tuple[Item, ...] = ()
    viva: Viva | None = None
    phases: tuple[Phase, ...] = ()
    debrief: Debrief = Debrief()
    review: CaseReview

    @property
    def how(self) -> str:
        """How the two sit, or "" if they face each other. It gives nothing of the answer away."""
        return HOW_THEY_MEET.get(self.mode, "")

    @property
    def told_beforehand(self) -> Student:
        """What of the candidate instructions the one who plays reads as well. Whoever hears a presentation is to know
        what they are told and no more, so the student's notes aren't among it."""
        if self.kind is Kind.PRESENTATION:
            return self.student.model_copy(update={"material": ()})
        return self.student

    @property
    def how_online(self) -> str:
        """The same for people who are apart."""
        return HOW_THEY_MEET_ONLINE.get(self.mode, "")

    @property
    def images(self) -> tuple[str, ...]:
        """The names of all the pictures that it shows."""
        held = [material.image for material in self.student.material] + [finding.image for finding in self.findings]
        return tuple(name for name in held if name)

    @property
    def unfinished(self) -> bool:
        """Whether some of it is still to be written, as in most imported cases: people can look at it, but the kit
        neither offers it to anyone nor prints it unless it is told to."""
        told, part, asked = self.student, self.patient, self.examine
        texts = [told.setting, told.brief, *told.tasks, part.plays, part.you_are, part.opening]
        texts += [part.ideas, part.concerns, part.expectations, *(fact.say for fact in part.story)]
        texts += [asked.position, asked.exposure, asked.alternative] if asked else []
        return any(TO_WRITE in text for text in texts)

    @property
    def ready(self) -> tuple[str, ...]:
        """What has to be laid out beforehand, each thing once. Props may give the script away: not for the student."""
        return tuple(dict.fromkeys((*self.props, *(self.examine.kit if self.examine else ()))))

    @model_validator(mode="before")
    @classmethod
    def _presentations_read_longer(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("kind") == Kind.PRESENTATION:
            timing = data.get("timing") or {}
            if isinstance(timing, dict) and timing.get("reading") is None:
                return {**data, "timing": {**timing, "reading": 5}}
        return data
