"""A practice as its log left it, with what its events refer to; and how it is continued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from roleplay.errors import Fault
from roleplay.people.persons import Seat
from roleplay.room.events import Logged
from roleplay.room.fold import fold, snapshots_of
from roleplay.room.seen import Seen
from roleplay.room.state import Snapshot, State
from roleplay.storage import Reader
from roleplay.usecases.practice.projection import behind
from roleplay.usecases.practice.snapshots import read_snapshot


@dataclass(frozen=True)
class Live:
    """A practice as the log left it, with what its events refer to. ``behind`` are the rounds whose stored marks don't
    hold its latest ones. ``root`` is how often the practice had been dropped from memory when its log was first read:
    what was read before isn't kept after."""

    state: State = field(default_factory=State)
    seats: tuple[Seat, ...] = ()
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    behind: frozenset[int] = frozenset()
    seen: Seen = field(default_factory=Seen)
    root: int = 0

    def followed_by(self, rows: Sequence[Logged]) -> Live:
        """With these rows of the log, whose snapshots are known."""
        state = fold(rows, self.snapshots, self.state)
        seen = self.seen.continued(self.state, rows, state)
        return replace(self, state=state, behind=behind(self.behind, rows), seen=seen)

    @property
    def names(self) -> dict[str, str]:
        return {seat.id: seat.name for seat in self.seats}

    @property
    def persons(self) -> dict[str, str]:
        return {seat.id: seat.person for seat in self.seats}


def continued(reader: Reader, practice: int, live: Live) -> Live:
    """``live`` continued by what has been logged since."""
    log = reader.log.events(practice, after=live.state.seq)
    if not log:
        return live
    snapshots = dict(live.snapshots)
    for fingerprint in (found for logged in log for found in snapshots_of(logged.event)):
        if fingerprint not in snapshots:
            snapshots[fingerprint] = _snapshot(reader, fingerprint)
    return replace(live, seats=reader.practices.seats(practice), snapshots=snapshots).followed_by(log)


def _snapshot(reader: Reader, fingerprint: str) -> Snapshot:
    body = reader.log.snapshot(fingerprint)
    if body is None:
        raise Fault("A round’s case is missing from the kit’s file. Restore the last backup, or start a new session.")
    return read_snapshot(fingerprint, body)
