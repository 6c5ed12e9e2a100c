"""Marks as rows, one per mark, for charts and histories. A projection of the log, never the truth itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TidyMark:
    """One mark of one rater.

    ``kind`` is item, domain, overall or statement; ``thing`` its id ("" for overall); ``mark`` the word or number as
    text; ``rater`` and ``student`` are persons' ids; ``fingerprint`` is the mark sheet's; ``made`` and ``submitted``
    are UTC milliseconds (``submitted`` is None until the form is submitted: such marks count as well).
    """

    practice: int
    round: int
    case: str
    fingerprint: str
    lens: str
    rater: str
    student: str
    kind: str
    thing: str
    mark: str
    weight: float
    made: int
    submitted: int | None
