"""The stages of a round, how long each lasts and what follows it. All times are milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """OPENING and OVER frame the practice; the others belong to a round."""

    OPENING = "opening"
    PREPARE = "prepare"
    READING = "reading"
    STATION = "station"
    QUIET = "quiet"
    SHEETS = "sheets"
    OVER = "over"


FOLLOWS: Mapping[Stage, Stage] = MappingProxyType(
    {
        Stage.PREPARE: Stage.READING,
        Stage.READING: Stage.STATION,
        Stage.STATION: Stage.QUIET,
        Stage.QUIET: Stage.SHEETS,
        Stage.SHEETS: Stage.OVER,
    }
)
ENDS_BY_ITSELF = frozenset({Stage.PREPARE, Stage.READING, Stage.STATION})
"""The quiet minute is not here: after it people may go on without somebody, but nobody's form is shut on them."""

SECOND = 1000
MINUTE = 60 * SECOND
QUIET_MINUTE = 75 * SECOND
UNDO = 5 * SECOND
"""How long a step that cannot be taken back waits for somebody to undo it."""
PARKED_AFTER = 30 * MINUTE
"""A practice in which nothing happened for this long is held at its next stage, not run to its end."""
OPEN_FOR = 24 * 60 * MINUTE
"""How long after its last stage began a practice still takes words and late taps."""


@dataclass(frozen=True)
class Preset:
    """A published station form: minutes, and the warnings before the bell."""

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


@dataclass(frozen=True)
class Lengths:
    """How long each timed stage of a round lasts, and how long before the bell a warning comes; milliseconds."""

    prepare: int
    reading: int
    station: int
    quiet: int = QUIET_MINUTE
    warnings: tuple[int, ...] = (2 * MINUTE, MINUTE)

    def of(self, stage: Stage) -> int | None:
        """The length of a stage, or None for a stage that has no clock."""
        length: int | None = getattr(self, stage.value, None)
        return length


def lengths(preset: Preset, reading: float, station: float, fixed: bool) -> Lengths:
    """The practice's preset wins over a case's own minutes, unless the case says that its times are fixed."""
    minutes = (reading, station) if fixed else (preset.reading, preset.station)
    whole = round(minutes[1] * MINUTE)
    return Lengths(
        prepare=round(preset.prepare * MINUTE),
        reading=round(minutes[0] * MINUTE),
        station=whole,
        warnings=tuple(at for at in (round(w * MINUTE) for w in preset.warnings) if at < whole),
    )
