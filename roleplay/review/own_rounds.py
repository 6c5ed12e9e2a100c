"""What a review reads: one person's rounds, and those in which they were the student, as they were marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from roleplay.marking.marksheet import Marksheet
from roleplay.marking.scoring import Response


@dataclass(frozen=True)
class Card:
    """What everyone may know of a case. ``skills`` are tags of ``rubrics/skills.yaml``; ``difficulty`` 1–5."""

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
    """One round as one person keeps it.

    ``origin`` names the evening on whatever kit it was played; ``role`` is student, patient or observer; ``at`` the
    round's beginning in UTC milliseconds; ``minutes`` how long its station ran. ``counts`` is False where the round was
    given up; ``brought`` where it was played on another kit.
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
    """A station that the person was the student of, as it was marked. ``observers`` by who marked.

    ``statements`` are the patient's, by id, 1–5; ``sentence`` is the patient's, "" if none.
    """

    station: Station
    sheet: Marksheet
    observers: Mapping[str, Response] = field(default_factory=dict)
    own: Response = field(default_factory=Response)
    statements: Mapping[str, int] = field(default_factory=dict)
    sentence: str = ""
