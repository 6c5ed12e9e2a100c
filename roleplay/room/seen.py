"""How far the log has gone for each seat's screen, so that a tap which only its own seat sees redraws nobody else's.

While the students play, most taps are marks, facts and ratings, and nobody but their maker sees them until everyone's
feedback is open. The clock is not counted here: a screen changes with it anyway (`wakes_at`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from roleplay.room import events as ev
from roleplay.room.state import State

ONES_OWN = (ev.Marked, ev.FactCame, ev.Pinned, ev.RatedDomain, ev.RatedStatement, ev.RatedOverall, ev.RatedGoal)
"""What nobody else sees until the round is opened. A sentence isn't here: others may see that it has been written."""
SHARED = (
    *("number", "seats", "stage", "turn", "deadline", "hold", "pending", "claims", "plan", "muted"),
    *("left", "without", "bell", "did"),
)
"""What a row can change besides its round: a step that was waited for may happen with any of them."""


@dataclass(frozen=True)
class Seen:
    """The number of the last row that everybody's screen may show, and of the last that only one seat's does."""

    by_all: int = 0
    by_one: Mapping[str, int] = field(default_factory=dict)

    def by(self, seat: str) -> int:
        """The number of the last row that this seat's screen may show."""
        return max(self.by_all, self.by_one.get(seat, 0))

    def seats_since(self, before: Seen) -> frozenset[str] | None:
        """The seats whose screens may have changed since; None for everybody's."""
        if self.by_all != before.by_all:
            return None
        return frozenset(seat for seat, row in self.by_one.items() if row != before.by_one.get(seat))

    def continued(self, before: State, rows: Iterable[ev.Logged], after: State) -> Seen:
        """With these rows, which led from one state to the other."""
        rows = tuple(rows)
        if not rows:
            return self
        if any(getattr(before, name) != getattr(after, name) for name in SHARED):
            return Seen(rows[-1].seq)
        seen = self
        for row in rows:
            seen = Seen(seen.by_all, {**seen.by_one, row.seat: row.seq}) if _ones_own(row, after) else Seen(row.seq)
        return seen


def _ones_own(row: ev.Logged, state: State) -> bool:
    round_ = state.round
    running = round_ is not None and round_.opened_at is None and row.round == round_.number
    return running and isinstance(row.event, ONES_OWN)
