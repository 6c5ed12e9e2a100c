"""The stages of a round, how long each lasts and what follows. All times are in milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from roleplay.content.models import Timing


class Stage(StrEnum):
    """OPENING and OVER frame the practice; the others belong to a round."""

    OPENING = "opening"
    PREPARE = "prepare"
    CONSENT = "consent"
    READING = "reading"
    STATION = "station"
    QUIET = "quiet"
    DEBRIEF = "debrief"
    SHEETS = "sheets"
    NEXT = "next"
    OVER = "over"


class Turn(StrEnum):
    """Whose turn it is in the debrief: first everybody steps out of role, then student, patient, observer."""

    OUT_OF_ROLE = "out_of_role"
    STUDENT = "student"
    PATIENT = "patient"
    OBSERVER = "observer"


Place = tuple[Stage, Turn | None]
"""A stage and, in the debrief, the turn."""

_ORDER: tuple[Place, ...] = (
    (Stage.PREPARE, None),
    (Stage.CONSENT, None),
    (Stage.READING, None),
    (Stage.STATION, None),
    (Stage.QUIET, None),
    *((Stage.DEBRIEF, turn) for turn in Turn),
    (Stage.SHEETS, None),
    (Stage.NEXT, None),
    (Stage.OVER, None),
)


def following(place: Place, consent: bool) -> Place:
    """What comes next; ``consent`` says whether this case is an examination, which needs consent before the clock."""
    place = _ORDER[_ORDER.index(place) + 1]
    return following(place, consent) if place[0] is Stage.CONSENT and not consent else place


BEFORE_THE_BELL = (Stage.PREPARE, Stage.CONSENT, Stage.READING, Stage.STATION)
"""The stages in which a round's people, case and observers can still change."""
ENDS_BY_ITSELF = frozenset({Stage.PREPARE, Stage.READING, Stage.STATION})
"""Nobody's form is closed on them and nobody is cut short: from the quiet minute on, people move the practice on."""

SECOND = 1000
MINUTE = 60 * SECOND
QUIET_MINUTE = 75 * SECOND
EXTENSION = MINUTE
"""What "a minute more" adds to the current stage."""
LONGEST_STAGE = 60 * MINUTE
"""People can't add minutes beyond this to any stage."""
UNDO = 5 * SECOND
"""How long a step that can't be taken back waits for an undo."""
PARKED_AFTER = 30 * MINUTE
"""A practice in which nothing has happened for this long is held at its next stage instead of running to its end."""
OPEN_FOR = 24 * 60 * MINUTE
"""How long a practice still takes words and late taps after its last stage began."""
SHORT_DEBRIEF = 6.0
"""Minutes from the bell to the next step in the short form, quiet minute included; the long form is 10."""
DEBRIEF_SECONDS: Mapping[str, int] = MappingProxyType(
    {"out_of_role": 20, "student": 45, "patient": 45, "observer": 75, "sheets": 60, "next": 30}
)
HEAVY_OUT_OF_ROLE = 60 * SECOND
"""After a heavy case everybody gets this long to step out of role, and nobody can shorten it for the others."""


@dataclass(frozen=True)
class Preset:
    """The timing of a published exam: minutes, and the warnings before the bell."""

    name: str
    prepare: float
    reading: float
    station: float
    debrief: float
    warnings: tuple[float, ...] = (2, 1)


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "uk-osce": Preset("UK OSCE", 3, 2, 8, 6),
        "plab": Preset("PLAB 2 style", 3, 1.5, 8, 6, warnings=(2,)),
        "sca": Preset("SCA style", 3, 3, 12, 6),
        "amc": Preset("AMC style", 3, 2, 8, 6),
        "racgp": Preset("RACGP style", 3, 5, 15, 6),
        "us": Preset("US style", 3, 1, 15, 10),
    }
)


DEFAULT_PRESET = "uk-osce"


@dataclass(frozen=True)
class Lengths:
    """How long each timed stage of a round lasts, and how long before the bell a warning comes; milliseconds."""

    prepare: int
    reading: int
    station: int
    quiet: int = QUIET_MINUTE
    warnings: tuple[int, ...] = (2 * MINUTE, MINUTE)
    out_of_role: int = DEBRIEF_SECONDS["out_of_role"] * SECOND
    student: int = DEBRIEF_SECONDS["student"] * SECOND
    patient: int = DEBRIEF_SECONDS["patient"] * SECOND
    observer: int = DEBRIEF_SECONDS["observer"] * SECOND
    sheets: int = DEBRIEF_SECONDS["sheets"] * SECOND
    next: int = DEBRIEF_SECONDS["next"] * SECOND

    def of(self, stage: Stage, turn: Turn | None = None) -> int | None:
        """The length of a stage (or of a turn of the debrief), or None for a stage without a clock."""
        length: int | None = getattr(self, turn.value if turn else stage.value, None)
        return length


def lengths(preset: Preset, timing: Timing, presents: bool = False, heavy: bool = False) -> Lengths:
    """The practice's preset overrides a case's own minutes, unless the case says that its times are fixed.

    A student who presents reads notes first, so their reading time is never cut below the case's.
    """
    reading, station = (timing.reading, timing.station) if timing.fixed else (preset.reading, preset.station)
    if presents:
        reading = max(reading, timing.reading)
    whole = round(station * MINUTE)
    stretch = preset.debrief / SHORT_DEBRIEF
    turns = {name: round(seconds * SECOND * stretch) for name, seconds in DEBRIEF_SECONDS.items()}
    if heavy:
        turns["out_of_role"] = max(turns["out_of_role"], HEAVY_OUT_OF_ROLE)
    return Lengths(
        prepare=round(preset.prepare * MINUTE),
        reading=round(reading * MINUTE),
        station=whole,
        warnings=tuple(at for at in (round(w * MINUTE) for w in preset.warnings) if at < whole),
        **turns,
    )
