"""What Streamlit draws around the live component of a running session, and when it has something else to draw."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

from roleplay.room.stages import Stage
from roleplay.room.views import LastView, Lobby, OutsideView, SheetsView, TableView, View

PLANNED_IN = (Stage.OPENING, Stage.NEXT)
"""The stages in which the rounds to come are planned."""


class Part(StrEnum):
    """The situations that differ around the live component."""

    OPENING = "opening"
    ROUND = "round"
    OUTSIDE = "outside"
    LEFT = "left"
    LAST = "last"
    OVER = "over"


@dataclass(frozen=True)
class Around:
    """All that Streamlit draws of a view by itself: while it stays the same, no page is run again.

    ``again`` says that a plan can be asked for again; ``host`` is whose computer it is; ``online`` never changes.
    ``moment`` is what two things also follow that seldom stand on a page: the ground rules until they are accepted, and
    a plan that somebody changes.
    """

    part: Part
    opener: bool = False
    host: str = ""
    again: bool = False
    online: bool = False
    moment: str = ""

    @property
    def key(self) -> str:
        return f"{self.part} {self.opener:d}{self.again:d} {self.host}"

    def name(self, follows: bool) -> str:
        """What a run has drawn that also ``follows`` the moment, or doesn't."""
        return f"{self.key} {self.moment}" if follows else self.key


def around(shown: View) -> Around:
    """What there is to draw around this view."""
    top, part = shown.top, _part(shown)
    plan = shown.plan if isinstance(shown, Lobby | SheetsView) and top.stage in PLANNED_IN else None
    names = [person.name for person in top.people]
    changes = (plan.rows, plan.reason, names) if plan else ()
    return Around(
        part,
        opener=part is Part.OPENING and bool(names) and top.people[0].you,
        host=names[0] if part in (Part.OPENING, Part.OUTSIDE) and names else "",
        again=part in (Part.OPENING, Part.ROUND) and plan is not None and bool(plan.reason) and not plan.rows,
        online=top.online,
        moment=f"{top.number} {crc32(repr(changes).encode())}",
    )


def _part(shown: View) -> Part:
    if isinstance(shown, LastView):
        return Part.LAST
    if shown.top.stage == Stage.OVER:
        return Part.OVER
    if not isinstance(shown, TableView) and not any(person.you for person in shown.top.people):
        return Part.LEFT
    if isinstance(shown, OutsideView):
        return Part.OUTSIDE
    return Part.OPENING if shown.top.stage == Stage.OPENING else Part.ROUND
