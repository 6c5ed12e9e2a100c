"""The part of a case that says who wrote it, and who stands for what it teaches."""

from enum import StrEnum

from roleplay.content.values import Day, Part, Text, YesNo


class Origin(StrEnum):
    """Where the case comes from. A real person's story is deliberately not an option."""

    INVENTED = "invented"
    COMPOSITE = "composite"


class Scope(StrEnum):
    """What a reviewer read the case for: its medicine, its use as a station, or how it sounds to a lay person."""

    CLINICAL = "clinical"
    OSCE = "osce"
    LAY = "lay"


class Signature(Part):
    """A reviewer's name under a case. `fingerprint` is that of the case as it was read; `registered` the body with
    which they are registered, if they wish to say it; `next_review` the day by which somebody should read it again."""

    by: Text
    role: Text
    specialty: str = ""
    registered: str = ""
    scope: Scope = Scope.CLINICAL
    on: Day
    next_review: Day | None = None
    fingerprint: Text


class CaseReview(Part):
    """Who wrote the case and who has signed it. `clinically_reviewed` is from before signatures, and counts for
    nothing."""

    author: Text
    written: Day
    origin: Origin
    clinically_reviewed: YesNo = False
    reviews: tuple[Signature, ...] = ()
    checked_sources: Day | None = None
