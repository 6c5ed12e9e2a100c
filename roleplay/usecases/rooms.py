"""The live side of practices: take taps and steps, answer each, and show every seat its view.

A practice's state is kept in memory beside its log and continued from the log's tail inside each write, so that a
decision never rests on something stale. Losing it costs a fold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from roleplay.content.loading import Library
from roleplay.content.models import Kind
from roleplay.errors import Fault, Refused
from roleplay.people.persons import Seat
from roleplay.room import events as ev
from roleplay.room.decide import MOVES, Step, Tap, decide
from roleplay.room.events import Logged, Move
from roleplay.room.stages import PRESETS, lengths
from roleplay.room.state import Snapshot, State, fold
from roleplay.room.view import View, view
from roleplay.storage import Store
from roleplay.storage.reading import Reader
from roleplay.storage.writing import Writer
from roleplay.usecases.clock import Clock
from roleplay.usecases.messages import Answer, Sent
from roleplay.usecases.projection import tidy_marks
from roleplay.usecases.snapshots import read_snapshot, take_snapshot

MOST_IN_MEMORY = 512
"""Practices whose state is kept at hand."""


@dataclass(frozen=True)
class Live:
    """A practice as the log left it, with what its events refer to."""

    state: State = field(default_factory=State)
    seats: tuple[Seat, ...] = ()
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        return {seat.id: seat.name for seat in self.seats}

    @property
    def persons(self) -> dict[str, str]:
        return {seat.id: seat.person for seat in self.seats}


class Rooms:
    """Use cases of a running practice; safe to call from any thread."""

    def __init__(self, store: Store, library: Callable[[], Library], clock: Clock, tell: Callable[[int], None]) -> None:
        self._store, self._library, self._clock, self._tell = store, library, clock, tell
        self._live: dict[int, Live] = {}
        self._keeping = Lock()

    def live(self, practice: int) -> Live:
        """The practice as of its last event."""
        known = self._live.get(practice)
        if known is None:
            with self._store.read() as reader:
                known = self._keep(practice, continued(reader, practice, Live()))
        return known

    def view(self, practice: int, seat: str) -> View:
        """What the seat may see now."""
        live = self.live(practice)
        return view(live.state, seat, self._clock.now(), live.names)

    def now(self) -> int:
        """Server time in UTC milliseconds."""
        return self._clock.now()

    def take(self, practice: int, seat: str, sent: Iterable[Sent | Answer]) -> list[Answer]:
        """Decide and store each, in order; one answer a tap. What arrives as an Answer was refused on reading."""
        with self._store.write() as writer:
            live = continued(writer, practice, self._live.get(practice, Live()))
            taking = _Taking(writer, practice, seat, live, self._clock.now(), self._library)
            answers = [item if isinstance(item, Answer) else taking.one(item) for item in sent]
            taking.store()
        self._keep(practice, taking.live)
        if taking.logged:
            self._tell(practice)
        return answers

    def record(self, practice: int, writer: Writer, seat: str, event: ev.Event) -> None:
        """Append what another use case decided (somebody sat down, a seat was claimed); call `refresh` after it."""
        live = continued(writer, practice, self._live.get(practice, Live()))
        at = max(self._clock.now(), live.state.last_at)
        writer.append(practice, [Logged(live.state.seq + 1, event, at, seat)])

    def refresh(self, practice: int) -> None:
        """Read what was recorded and tell the devices."""
        with self._store.read() as reader:
            self._keep(practice, continued(reader, practice, self._live.get(practice, Live())))
        self._tell(practice)

    def _keep(self, practice: int, live: Live) -> Live:
        with self._keeping:
            known = self._live.get(practice)
            if known is not None and known.state.seq > live.state.seq:
                return known
            self._live.pop(practice, None)
            self._live[practice] = live
            while len(self._live) > MOST_IN_MEMORY:
                self._live.pop(next(iter(self._live)))
            return live


def continued(reader: Reader, practice: int, live: Live) -> Live:
    """``live`` continued by what has been logged since."""
    log = reader.events(practice, after=live.state.seq)
    if not log:
        return live
    snapshots = dict(live.snapshots)
    for logged in log:
        if isinstance(logged.event, ev.RoundBegan) and logged.event.snapshot not in snapshots:
            body = reader.snapshot(logged.event.snapshot)
            if body is None:
                raise Fault(
                    "A round's case is missing from the store. Restore the last backup, or start a new practice."
                )
            snapshots[logged.event.snapshot] = read_snapshot(logged.event.snapshot, body)
    return Live(fold(log, snapshots, live.state), reader.seats(practice), snapshots)


class _Taking:
    """One message of one seat inside one write."""

    def __init__(
        self, writer: Writer, practice: int, seat: str, live: Live, now: int, library: Callable[[], Library]
    ) -> None:
        self.writer, self.practice, self.seat, self.live, self.library = writer, practice, seat, live, library
        self.at = max(now, live.state.last_at)
        self.logged: list[Logged] = []
        self.answered: dict[str, str] = {}

    def one(self, sent: Sent) -> Answer:
        stops = isinstance(sent.act, Step) and sent.act.move is Move.STOP
        seat = ev.NOBODY if stops else self.seat
        known = self.answered.get(sent.token) or self.writer.known(self.practice, seat, sent.token)
        if known == sent.digest:
            return Answer(sent.token, "known")
        if known is not None:
            return Answer(sent.token, "refused", "That was sent before with other content, so this one was not saved.")
        try:
            self._do(sent, seat)
        except Refused as fault:
            return Answer(sent.token, "refused", str(fault))
        self.answered[sent.token] = sent.digest
        return Answer(sent.token, "accepted")

    def _do(self, sent: Sent, seat: str) -> None:
        act = self._with_round(sent.act)
        events = decide(self.live.state, act, self.seat, self.at)
        for event in events:
            self._log(event, seat, act, sent)
            if isinstance(event, ev.ClaimAnswered) and event.allowed:
                self._let_in(event.claim)

    def _with_round(self, act: Tap | Step) -> Tap | Step:
        if not isinstance(act, Step) or act.move is not Move.BEGIN or len(self.live.state.seats) < 2:
            return act
        if Move.BEGIN not in MOVES[self.live.state.stage]:
            return act  # refused anyway: no case is read or kept for it
        return replace(act, round=self._first_round())

    def _first_round(self) -> ev.RoundBegan | None:
        """Roles by order of joining, and the first case: until a planner proposes."""
        library, seats = self.library(), self.live.state.seats
        case = next((c for _, c in sorted(library.cases.items()) if c.kind is Kind.INTERVIEW and not c.heavy), None)
        if case is None:
            return None
        snapshot, body = take_snapshot(case, library.rubrics[case.rubric])
        self.writer.add_snapshot(snapshot.fingerprint, body)
        self.live = replace(self.live, snapshots={**self.live.snapshots, snapshot.fingerprint: snapshot})
        timing = case.timing
        return ev.RoundBegan(
            snapshot=snapshot.fingerprint,
            student=seats[0],
            patient=seats[1],
            observers=seats[2:] or seats[1:2],
            lengths=lengths(PRESETS[self.live.state.preset], timing.reading, timing.station, timing.fixed),
        )

    def _log(self, event: ev.Event, seat: str, act: Tap | Step, sent: Sent) -> None:
        round_ = act.round if isinstance(act, Tap) else None
        made = self._made(act) if isinstance(act, Tap) else None
        logged = Logged(self.live.state.seq + 1, event, self.at, seat, round_, made, sent.token, sent.digest)
        self.logged.append(logged)
        self.live = replace(self.live, state=fold([logged], self.live.snapshots, self.live.state))

    def _made(self, act: Tap) -> int:
        return min(max(act.made, self.live.state.rounds[act.round - 1].began_at), self.at)

    def _let_in(self, claim_id: str) -> None:
        claim = self.writer.claim(claim_id)
        if claim is not None:
            self.writer.add_device(claim.seat, claim.device)

    def store(self) -> None:
        """The new rows of the log, and the marks of every round that they touch."""
        if not self.logged:
            return
        self.writer.append(self.practice, self.logged)
        for number in _rounds_touched(self.logged):
            round_ = self.live.state.rounds[number - 1]
            self.writer.replace_marks(self.practice, number, tidy_marks(self.practice, round_, self.live.persons))


_MARKS = (ev.Marked, ev.RatedDomain, ev.RatedOverall, ev.RatedStatement, ev.HandedIn)


def _rounds_touched(logged: Sequence[Logged]) -> list[int]:
    return sorted({row.round for row in logged if row.round is not None and isinstance(row.event, _MARKS)})
