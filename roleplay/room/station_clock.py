"""The station's own clock: moments of a round as seconds into its station, not counting the time it was held."""

from __future__ import annotations

from roleplay.room.stages import SECOND, Stage
from roleplay.room.state import Round


def station_of(round_: Round) -> tuple[int, int]:
    """When the station began and when it ended."""
    start = round_.started_at.get(Stage.STATION, round_.began_at)
    return start, round_.started_at.get(Stage.QUIET, start)


def seconds_into(round_: Round, made: int) -> int:
    """How far the station was at this moment."""
    start, _ = station_of(round_)
    held = sum(max(0, min(end, made) - begin) for begin, end in round_.pauses)
    return max(0, (made - start - held) // SECOND)
