"""What a session's timing may be."""

from __future__ import annotations

from roleplay.errors import Fault
from roleplay.room import events as ev
from roleplay.room.stages import PRESETS

SHORTEST, LONGEST = 0.1, 120.0
"""Minutes that a stage may be set to."""


def check_timing(opened: ev.Opened) -> None:
    """Raises `Fault` for a preset that there isn't, or minutes that no stage can last."""
    if not {opened.preset, *(preset for _, preset in opened.by_kind)} <= PRESETS.keys():
        raise Fault("That timing isn’t one of the presets. Choose one from the list.")
    for minutes in (opened.prepare, opened.reading, opened.station, opened.debrief):
        if minutes is not None:
            within(minutes)


def within(minutes: float) -> float:
    """How long a stage is to last. Raises `Fault` if none can."""
    if not SHORTEST <= minutes <= LONGEST:
        raise Fault(f"A stage can last from {SHORTEST:g} to {LONGEST:g} minutes. Change the minutes, then start.")
    return minutes
