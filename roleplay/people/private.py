"""Private settings: they only change who plays what and which case, and no screen says why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TONIGHT = 12 * 60 * 60 * 1000
"""How long "tonight" lasts, in milliseconds."""
EXTRA_TIME = 1.25
"""What a station's length is multiplied by for a student with extra time."""


class Examined(StrEnum):
    """What a person lets others practise on them; nothing intimate is ever asked for."""

    ANYTHING = "anything"
    LIMBS = "limbs"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Private:
    """One person's settings. Times are UTC milliseconds until which "tonight I'd rather not" holds."""

    blocked: frozenset[str] = frozenset()
    examined: Examined = Examined.ANYTHING
    extra_time: bool = False
    not_student_until: int = 0
    not_patient_until: int = 0
