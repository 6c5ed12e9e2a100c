"""A practice as its log left it, with what its events refer to; and how it is continued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from roleplay.errors import Fault
from roleplay.people.persons import Seat
from roleplay.room.fold import fold, snapshots_of
from roleplay.room.state import Snapshot, State
from roleplay.storage import Reader
from roleplay.usecases.practice.projection import behind
from roleplay.usecases.practice.snapshots import read_snapshot


@dataclass(frozen=True)
class Live:
    """A practice as the log left it, with what its events refer to. ``behind`` are the rounds whose stored marks don't
    hold its latest ones."""

    state: State = field(default_factory=State)
    seats: tuple[Seat, ...] = ()
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    behind: frozenset[int] = frozenset()

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
    return Live(fold(log, snapshots, live.state), reader.practices.seats(practice), snapshots, behind(live.behind, log))


def _snapshot(reader: Reader, fingerprint: str) -> Snapshot:
    body = reader.log.snapshot(fingerprint)
    if body is None:
        raise Fault("A round’s case is missing from the kit’s file. Restore the last backup, or start a new session.")
    return read_snapshot(fingerprint, body)
