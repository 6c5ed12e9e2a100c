"""What one station adds up to.

Takes the marks it is given; the room checks whether a mark was offered. No pass mark is derived from a group.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from roleplay.content.models import Critical
from roleplay.marking.marksheet import Item, Mark, Marksheet

MARK_VALUES = {Mark.DONE: 1.0, Mark.PARTLY: 0.5, Mark.NOT: 0.0}
COMPLETE_ENOUGH = 0.8
"""The share of the mark sheet that must be marked before a station counts in trends."""


class Verdict(StrEnum):
    """How close a station was to the standard; stored, and shown in words only."""

    NOT_YET = "not yet"
    BORDERLINE = "borderline"
    ON_TRACK = "on track"


@dataclass(frozen=True)
class Response:
    """One rater's answers. A missing id was not marked. Domains 1–5, overall 0–3."""

    items: Mapping[str, Mark] = field(default_factory=dict)
    domains: Mapping[str, int] = field(default_factory=dict)
    overall: int | None = None


@dataclass(frozen=True)
class Score:
    """Percents are 0–100, unrounded except ``display_percent``; None if nothing was marked."""

    checklist_percent: float | None
    completeness: float | None
    domain_percent: float | None
    station_percent: float | None
    display_percent: int | None
    checklist_by_domain: Mapping[str, float]
    safety_flags: tuple[str, ...]
    verdict: Verdict | None
    counts_in_trend: bool


def score(sheet: Marksheet, response: Response) -> Score:
    """The numbers for one station by one rater."""
    checklist = checklist_percent(sheet.items, response.items)
    domains = domain_percent(sheet, response.domains)
    station = station_percent(checklist, domains, sheet.mix)
    complete = completeness(sheet.items, response.items)
    flags = safety_flags(sheet.items, response.items)
    return Score(
        checklist_percent=checklist,
        completeness=complete,
        domain_percent=domains,
        station_percent=station,
        display_percent=None if station is None else math.floor(station + 0.5),
        checklist_by_domain=checklist_by_domain(sheet, response.items),
        safety_flags=flags,
        verdict=verdict(response.overall, flags),
        counts_in_trend=(
            complete is not None
            and complete >= COMPLETE_ENOUGH
            and domains is not None
            and response.overall is not None
        ),
    )


def checklist_percent(items: Iterable[Item], marks: Mapping[str, Mark]) -> float | None:
    """``100·Σ(w·m)/Σw`` over marked items: not NA, not blank, not ``never`` items."""
    marked = [(item.weight, MARK_VALUES[marks[item.id]]) for item in items if _counts(item, marks)]
    total = sum(weight for weight, _ in marked)
    return 100 * sum(weight * value for weight, value in marked) / total if total else None


def checklist_by_domain(sheet: Marksheet, marks: Mapping[str, Mark]) -> dict[str, float]:
    """The checklist percent of each domain with a marked item: evidence beside the domain's rating."""
    percents = {d.id: checklist_percent((i for i in sheet.items if i.domain == d.id), marks) for d in sheet.domains}
    return {domain: percent for domain, percent in percents.items() if percent is not None}


def completeness(items: Iterable[Item], marks: Mapping[str, Mark]) -> float | None:
    """``Σw(marked)/Σw(not NA)``, ``never`` items left out; None if nothing could be marked."""
    asked = [i for i in items if not i.never and marks.get(i.id) is not Mark.NA]
    total = sum(item.weight for item in asked)
    return sum(item.weight for item in asked if item.id in marks) / total if total else None


def domain_percent(sheet: Marksheet, ratings: Mapping[str, int]) -> float | None:
    """The weighted mean of ``25·(rating−1)`` over the domains that were rated."""
    rated = [(d.weight, 25 * (ratings[d.id] - 1)) for d in sheet.domains if d.id in ratings]
    total = sum(weight for weight, _ in rated)
    return sum(weight * percent for weight, percent in rated) / total if total else None


def station_percent(checklist: float | None, domains: float | None, mix: tuple[float, float]) -> float | None:
    """The mix of the parts that exist; the overall rating stays out, as it must be independent."""
    parts = [(weight, part) for weight, part in zip(mix, (checklist, domains), strict=True) if part is not None]
    total = sum(weight for weight, _ in parts)
    return sum(weight * part for weight, part in parts) / total if total else None


def safety_flags(items: Iterable[Item], marks: Mapping[str, Mark]) -> tuple[str, ...]:
    """Ids of ``must`` items marked NOT and of ``never`` items marked DONE, in the mark sheet's order."""
    flagged = {Critical.MUST: Mark.NOT, Critical.NEVER: Mark.DONE}
    return tuple(i.id for i in items if i.critical and marks.get(i.id) is flagged[i.critical])


def verdict(overall: int | None, flags: tuple[str, ...]) -> Verdict | None:
    """A flag changes the verdict, never the percent; without an overall rating there is no verdict."""
    if overall is None:
        return None
    if overall == 0:
        return Verdict.NOT_YET
    return Verdict.BORDERLINE if overall == 1 or flags else Verdict.ON_TRACK


def _counts(item: Item, marks: Mapping[str, Mark]) -> bool:
    return not item.never and marks.get(item.id, Mark.NA) is not Mark.NA
