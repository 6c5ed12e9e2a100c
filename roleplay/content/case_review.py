"""The part of a case that says who wrote it, and whether a clinician has read it."""

from enum import StrEnum

from roleplay.content.values import Day, Part, Text, YesNo


class Origin(StrEnum):
    """Where the case comes from. A real person's story is deliberately not an option."""

    INVENTED = "invented"
    COMPOSITE = "composite"


class CaseReview(Part):
    """Who wrote the case and whether a clinician has read it."""

    author: Text
    written: Day
    origin: Origin
    clinically_reviewed: YesNo = False
