"""What somebody marked on their own: an example station, or themselves after presenting a case to the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from roleplay.marking.marksheet import Mark


class Task(StrEnum):
    """What was marked."""

    EXAMPLE = "example"
    PRESENTATION = "presentation"


@dataclass(frozen=True)
class MarkedAlone:
    """``subject`` is the example or the case; ``sheet`` the digest or fingerprint of what was marked; ``at`` in UTC
    milliseconds. It is this person's alone, and counts in no trend."""

    person: str
    task: Task
    subject: str
    at: int
    sheet: str
    items: Mapping[str, Mark] = field(default_factory=dict)
    ratings: Mapping[str, int] = field(default_factory=dict)
