"""Me too: somebody struggles with what the student has just set out to do. It is shown to the student once, and stored
nowhere: what is still waiting when the server stops, or when the next round begins, is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from roleplay.errors import Fault
from roleplay.room.stages import Stage
from roleplay.room.views import SheetsView
from roleplay.usecases.practice.rooms import Rooms

TOO_LATE = "The session has moved on, so that wasn’t shown. Say it aloud."
MOST_KEPT = 512
"""Sessions in which somebody has said it lately."""


@dataclass
class _Said:
    """In one round: who has said it, and those of them of whom the student hasn't been told yet."""

    round: int
    by: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)


class MeToo:
    """Safe to call from any thread; ``tell`` wakes the screens of a practice."""

    def __init__(self, rooms: Rooms, tell: Callable[[int], None]) -> None:
        self._rooms, self._tell = rooms, tell
        self._said: dict[int, _Said] = {}
        self._lock = Lock()

    def say(self, practice: int, seat: str) -> None:
        """Once a person and round. Raises `Fault` where there is no next step of somebody else's."""
        shown = self._rooms.view(practice, seat)
        if not isinstance(shown, SheetsView) or shown.top.stage != Stage.NEXT or not _is_somebody_elses(shown):
            raise Fault(TOO_LATE)
        with self._lock:
            said = self._of(practice, shown.top.round)
            if seat not in said.by:
                said.by.add(seat)
                said.waiting.append(self._rooms.live(practice).names[seat])
        self._tell(practice)

    def take(self, practice: int, seat: str) -> tuple[str, ...]:
        """The names of those who said it to this seat, and never again. Nobody is told in the middle of a round."""
        if practice not in self._said:
            return ()
        state = self._rooms.state(practice)
        round_ = state.round
        if round_ is None or round_.cast.student != seat:
            return ()
        with self._lock:
            said = self._of(practice, len(state.rounds))
            names, said.waiting = tuple(said.waiting), []
        return names if state.stage is Stage.NEXT else ()

    def _of(self, practice: int, number: int) -> _Said:
        said = self._said.pop(practice, None)
        if said is None or said.round != number:
            said = _Said(number)
        self._said[practice] = said
        while len(self._said) > MOST_KEPT:
            self._said.pop(next(iter(self._said)))
        return said


def _is_somebody_elses(shown: SheetsView) -> bool:
    """Whether there is a next step, and not by who sees this."""
    return shown.opened.next_step is not None and shown.next_step is None
