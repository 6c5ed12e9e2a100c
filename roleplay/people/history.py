"""What a person has met and set out to do: projections of the log, one row a round."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Exposure:
    """A case that a person has met, from the moment its part was opened; ``role`` is what they were in that round.

    ``counts`` is False where the round was given up: the case is known all the same, but it was nobody's turn.
    ``at`` in UTC milliseconds.
    """

    person: str
    case: str
    practice: int
    round: int
    role: str
    heavy: bool
    counts: bool
    at: int


@dataclass(frozen=True)
class Goal:
    """A next step that a person wrote as student ("" if none).

    ``outcome`` is what an observer saw, in this round, of the next step that the person came with.
    """

    person: str
    practice: int
    round: int
    text: str
    made: int
    outcome: str | None = None
