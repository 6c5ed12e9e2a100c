"""What a log holds about the student's next steps, besides their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """Anything that the log can hold."""

    kind: ClassVar[str]


@dataclass(frozen=True, slots=True)
class FocusChosen(Event):
    """The student works on this one of the open next steps they came with; the observer judges no other. ``step`` is
    its place among the round's."""

    kind = "chose_focus"
    step: int


@dataclass(frozen=True, slots=True)
class SkillChosen(Event):
    """The skill that the student's new next step is about, by its tag; "" for none."""

    kind = "chose_skill"
    skill: str


StepTap = FocusChosen | SkillChosen
