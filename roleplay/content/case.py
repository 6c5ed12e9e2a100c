"""The format of a case, top to bottom in the order of the file.

Shape only: what one file cannot know of another (an unknown tag, a missing image) is checked elsewhere.
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


class Mode(StrEnum):
    """How the two meet."""

    FACE_TO_FACE = "face-to-face"
    TELEPHONE = "telephone"
    VIDEO = "video"


TO_WRITE = "To be written:"
"""Stands in a text that was not in what a case was imported from."""
HOW_THEY_MEET = {
    Mode.TELEPHONE: "On the telephone: sit back to back.",
    Mode.VIDEO: "By video: sit so that each of you sees no more than a camera would show.",
}
"""Told to all three, on every screen and leaf. Face to face it goes without saying."""


class Level(StrEnum):
    """For whom the case is written."""

    PRECLINICAL = "preclinical"
    CLINICAL = "clinical"
    FINALS = "finals"
    FOUNDATION = "foundation"


class Timing(Part):
    """Minutes. The practice's preset wins and phases scale, unless `fixed`."""

    reading: Minutes = 2
    station: Minutes = 8
    fixed: YesNo = False


# The door sign


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
    """All that the student may ever see before the sheets are opened. `known` is what is no answer, as the door says
    it: for the linter alone, so it goes into no snapshot and to no phone."""

    setting: Text
    brief: Text
    tasks: Annotated[tuple[Text, ...], Field(min_length=1)]
    known: Annotated[tuple[Text, ...], Field(exclude=True)] = ()
    given: GivenLines = ()
    material: tuple[Material, ...] = ()
    leave_out: tuple[Text, ...] = ()


# The part


class WhenRule(StrEnum):
    """When a fact may come out."""

    VOLUNTEER = "volunteer"
    OPEN = "open"
    ASKED = "asked"
    CUE = "cue"


_PLAIN_RULES = ("volunteer", "open", "asked")


class When(Part):
    """Short forms: `asked`, or `{cue: ID}` for a fact that comes out once its cue was taken up."""

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
            raise broken_rule("expected volunteer, open, asked or {cue: ID}; found something of both")
        return self


class Fact(Part):
    """Something the patient can tell, in the patient's words."""

    id: Slug
    say: Text
    when: When
    topic: str = ""


class Cue(Part):
    """Something the patient shows and does not say."""

    id: Slug
    show: Text


class Ask(Part):
    """What the patient must ask, unless already answered."""

    say: Text
    by_minute: Minute | None = None


class Reaction(Part):
    """`if` they do this, `do` that."""

    if_: Annotated[str, Field(min_length=1, alias="if")]
    do: Text


class Patient(Part):
    """The part, in the second person, for the one who plays; in a presentation, the senior who listens."""

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
    """Closed on purpose: breast, genitals, anus and groin are never practised on each other."""

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
    """Timed, unless it already happened. `who` is observer, patient or the id of one of `others`."""

    minute: Minute
    who: Slug = "observer"
    do: Text
    unless: Slug | None = None


class Other(Part):
    """A third part: the second observer plays it, else the observer reads it."""

    id: Slug
    plays: Text
    you_are: Text


class Shown(StrEnum):
    """How a finding is made known."""

    CARD = "card"
    AS_FOUND = "as-found"
    SAID = "said"


class Finding(Part):
    """A card the observer releases when the manoeuvre or test is asked for."""

    id: Slug
    ask: Text
    card: str = ""
    image: Text | None = None
    shown: Shown = Shown.CARD

    @model_validator(mode="after")
    def _card_when_there_is_one_to_show(self) -> Self:
        has_card = bool(self.card) or self.image is not None
        if self.shown is Shown.AS_FOUND and has_card:
            raise broken_rule("expected no card and no image, since what is as found is never written down; found one")
        if self.shown is Shown.SAID and not self.card:
            raise broken_rule("expected card with the words to say; found none")
        if self.shown is Shown.CARD and not has_card:
            raise broken_rule("expected a card or an image to show; found neither")
        return self


class Question(Part):
    """A question of the viva, with the answer that stays hidden till the sheets open."""

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
    """What to talk about afterwards, and what it rests on."""

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
        """How the two sit, "" where they face each other. It says nothing of the answer."""
        return HOW_THEY_MEET.get(self.mode, "")

    @property
    def images(self) -> tuple[str, ...]:
        """The names of all pictures that it shows."""
        held = [material.image for material in self.student.material] + [finding.image for finding in self.findings]
        return tuple(name for name in held if name)

    @property
    def unfinished(self) -> bool:
        """Whether something of it still waits to be written, as in most cases that were imported: it can be looked at,
        and the kit gives it to nobody and prints it for nobody of its own accord."""
        told, part, asked = self.student, self.patient, self.examine
        texts = [told.setting, told.brief, *told.tasks, part.plays, part.you_are, part.opening]
        texts += [part.ideas, part.concerns, part.expectations, *(fact.say for fact in part.story)]
        texts += [asked.position, asked.exposure, asked.alternative] if asked else []
        return any(TO_WRITE in text for text in texts)

    @property
    def ready(self) -> tuple[str, ...]:
        """What has to lie ready, each thing once. Props may tell of the part, so this is not for the student."""
        return tuple(dict.fromkeys((*self.props, *(self.examine.kit if self.examine else ()))))

    @model_validator(mode="before")
    @classmethod
    def _presentations_read_longer(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("kind") == Kind.PRESENTATION:
            timing = data.get("timing") or {}
            if isinstance(timing, dict) and timing.get("reading") is None:
                return {**data, "timing": {**timing, "reading": 5}}
        return data
