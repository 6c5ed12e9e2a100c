"""What a review reads: one person's rounds and, for those in which they were the student, the marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from roleplay.marking.marksheet import Marksheet
from roleplay.marking.scoring import Response
from roleplay.review.observed import Observed, observe


@dataclass(frozen=True)
class Card:
    """What everyone may know about a case. ``skills`` are tags of ``rubrics/skills.yaml``; ``difficulty`` 1–5."""

    id: str
    title: str
    kind: str
    specialty: str
    level: str
    difficulty: int
    skills: tuple[str, ...] = ()
    heavy: bool = False


@dataclass(frozen=True)
class Station:
    """One round as one person has it.

    ``origin`` names the evening on whatever kit it was played; ``role`` is student, patient or observer; ``at`` the
    round's beginning in UTC milliseconds; ``minutes`` how long its station ran. ``counts`` is False if the round was
    given up; ``brought`` is True if it was imported from another kit.
    """

    origin: str
    practice: int
    round: int
    at: int
    role: str
    card: Card
    minutes: float
    counts: bool = True
    repeat: bool = False
    brought: bool = False


@dataclass(frozen=True)
class Seen:
    """A station in which the person was the student, with its marks. ``observers`` by who marked, without
    whoever played the patient as well.

    ``statements`` are the patient's, by id, 1–5; ``sentence`` is the patient's, "" if none.
    """

    station: Station
    sheet: Marksheet
    observers: Mapping[str, Response] = field(default_factory=dict)
    own: Response = field(default_factory=Response)
    statements: Mapping[str, int] = field(default_factory=dict)
    sentence: str = ""

    @cached_property
    def observed(self) -> Observed:
        """As its observers saw it; worked out once, as most views begin with it."""
        return observe(self.sheet, self.observers)
