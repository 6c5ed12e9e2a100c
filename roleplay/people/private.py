"""Private settings: they only change who plays what and which case, and no screen says why. And whose signposts
somebody sees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TONIGHT = 12 * 60 * 60 * 1000
"""How long "tonight" lasts, in milliseconds."""
MONTH = 30 * 24 * 60 * 60 * 1000
"""How long "this month" lasts, in milliseconds."""
EXTRA_TIME = 1.25
"""What a station's length is multiplied by for a student with extra time."""


class Examined(StrEnum):
    """What a person lets others practise on them; nothing intimate is ever asked for."""

    LIMBS = "limbs"
    ANYTHING = "anything"
    NOTHING = "nothing"


class Examiners(StrEnum):
    """Whom a person lets practise on them."""

    ANYONE = "anyone"
    SAME_SEX = "same sex"
    CHOSEN = "chosen"


class Sex(StrEnum):
    """Said for nothing but `Examiners.SAME_SEX`, and only by those who like to."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True)
class Private:
    """One person's settings. Times are UTC milliseconds until which "I'd rather not" holds; ``chosen`` are persons;
    ``country`` is the one whose signposts they chose to see, "" for the kit's own.

    Whoever never set anything is examined at the hands, arms and head only.
    """

    blocked: frozenset[str] = frozenset()
    examined: Examined = Examined.LIMBS
    extra_time: bool = False
    not_student_until: int = 0
    not_patient_until: int = 0
    examined_by: Examiners = Examiners.ANYONE
    sex: Sex | None = None
    chosen: frozenset[str] = frozenset()
    country: str = ""
    words_stay: bool = False
    """What they write for others is shown to nobody with whom a station is shared."""

    def lets(self, student: str, theirs: Private) -> bool:
        """Whether this person, with settings of their own, may practise on whoever has these. A sex that was not said
        is nobody's."""
        if self.examined_by is Examiners.SAME_SEX:
            return self.sex is not None and self.sex is theirs.sex
        return self.examined_by is Examiners.ANYONE or student in self.chosen
