"""One station as its observers saw it: the number on which every view of marks is based."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from roleplay.marking.marksheet import Marksheet
from roleplay.marking.scoring import Response, score

if TYPE_CHECKING:
    from roleplay.review.own_rounds import Seen


@dataclass(frozen=True)
class Observed:
    """``percent`` is the observers' mean, None if nobody marked anything; ``complete`` if it counts in trends.

    ``whole`` are the responses of those observers who marked enough to count.
    """

    percent: float | None
    complete: bool
    whole: tuple[Response, ...]


def observe(sheet: Marksheet, observers: Mapping[str, Response]) -> Observed:
    """The mean of the observers whose score counts in trends; if none does, of all who marked something."""
    scores = [(response, score(sheet, response)) for response in observers.values()]
    marked = [(response, s, s.station_percent) for response, s in scores if s.station_percent is not None]
    whole = [(response, percent) for response, s, percent in marked if s.counts_in_trend]
    percents = [percent for _, percent in whole] or [percent for _, _, percent in marked]
    return Observed(fmean(percents) if percents else None, bool(whole), tuple(response for response, _ in whole))


def first_try(seen: Seen) -> bool:
    """Whether the station counts: played to its end, on a case that was new."""
    return seen.station.counts and not seen.station.repeat
