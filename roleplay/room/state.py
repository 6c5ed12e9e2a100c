"""The state of a practice, and how the log folds into it.

Pure: the time is an argument, nothing is read or written. The clock is a stored deadline; `advance` walks through as
many as have passed, so a server that was away does not stop it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import singledispatch
from typing import TYPE_CHECKING, Any, TypeVar

from roleplay.content.models import Case
from roleplay.marking.marksheet import Marksheet
from roleplay.room import events as ev
from roleplay.room.stages import ENDS_BY_ITSELF, FOLLOWS, OPEN_FOR, PARKED_AFTER, UNDO, Lengths, Stage

if TYPE_CHECKING:
    from dataclasses import replace  # so that mypy checks each call's names and types
else:
    T = TypeVar("T")

    def replace(old: T, **changes: Any) -> T:
        """As `dataclasses.replace`, at a tenth of the time: a fold does little else. Right for classes without slots
        and `__post_init__`, as all those of a state are."""
        new = object.__new__(type(old))
        values = vars(new)
        values.update(vars(old))
        values.update(changes)
        return new


class Role(StrEnum):
    """Who one is in a round."""

    STUDENT = "student"
    PATIENT = "patient"
    OBSERVER = "observer"


@dataclass(frozen=True)
class Snapshot:
    """A case and its marksheet as they were when the round began; a round never reads the files again."""

    fingerprint: str
    case: Case
    sheet: Marksheet


@dataclass(frozen=True)
class Cast:
    """Who plays what. In a pair the patient also observes: ``observers`` is then the patient's seat."""

    student: str
    patient: str
    observers: tuple[str, ...]

    @property
    def seats(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.student, self.patient, *self.observers)))

    @property
    def pair(self) -> bool:
        return self.patient in self.observers

    def roles(self, seat: str) -> frozenset[Role]:
        """One role, two for the second person of a pair, none for somebody who is not in this round."""
        parts = ((Role.STUDENT, (self.student,)), (Role.PATIENT, (self.patient,)), (Role.OBSERVER, self.observers))
        return frozenset(role for role, seats in parts if seat in seats)


@dataclass(frozen=True)
class Entry:
    """The value that stands for one (seat, kind, thing): the latest ``made`` wins, ties by ``seq``."""

    value: object
    made: int
    seq: int
    late: bool = False


Key = tuple[str, str, str]
"""(seat, kind of tap, id of the thing)."""


@dataclass(frozen=True)
class PinAt:
    """A pin with its time."""

    seat: str
    pin: ev.Pin
    made: int


@dataclass(frozen=True)
class Round:
    """One case, one cast, and everything that was tapped or written in it."""

    number: int
    snapshot: Snapshot
    cast: Cast
    lengths: Lengths
    began_at: int
    ready: frozenset[str] = frozenset()
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    pins: tuple[PinAt, ...] = ()
    released: tuple[str, ...] = ()
    handed_in: Mapping[str, int] = field(default_factory=dict)
    opened_at: int | None = None
    started_at: Mapping[Stage, int] = field(default_factory=dict)

    def value(self, seat: str, kind: str, thing: str = "") -> object | None:
        """What the seat last said of a thing, or None."""
        entry = self.entries.get((seat, kind, thing))
        return None if entry is None else entry.value


class HoldKind(StrEnum):
    """Why a clock is held."""

    PAUSE = "pause"
    TIME_OUT = "time_out"
    STOP = "stop"
    PARKED = "parked"


@dataclass(frozen=True)
class Hold:
    """``remaining`` is what was left on the clock, None where there was none. STOP ends when each has agreed."""

    kind: HoldKind
    remaining: int | None
    agreed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Pending:
    """A step that happens at ``due`` unless somebody undoes it."""

    move: ev.Move
    due: int


@dataclass(frozen=True)
class Claim:
    """Somebody asks for a seat; ``allowed`` None while nobody has answered."""

    id: str
    seat: str
    allowed: bool | None = None


@dataclass(frozen=True)
class State:
    """Everything a practice is. ``number`` counts the stages, so that a move can say which one it was made on."""

    preset: str = ""
    seats: tuple[str, ...] = ()
    stage: Stage = Stage.OPENING
    number: int = 0
    stage_at: int = 0
    deadline: int | None = None
    hold: Hold | None = None
    pending: Pending | None = None
    claims: tuple[Claim, ...] = ()
    rounds: tuple[Round, ...] = ()
    last_at: int = 0
    now: int = 0
    seq: int = 0

    @property
    def round(self) -> Round | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def closes_at(self) -> int:
        """When the practice stops taking anything: a day after its last stage (or, unstarted, its last arrival)."""
        return (self.last_at if self.stage is Stage.OPENING else self.stage_at) + OPEN_FOR


def fold(log: Iterable[ev.Logged], snapshots: Mapping[str, Snapshot], start: State | None = None) -> State:
    """The state after the log (which continues ``start`` where it is given), as of the last event's time."""
    state = start or State()
    for logged in log:
        state = apply(state, logged, snapshots)
    return state


def apply(state: State, logged: ev.Logged, snapshots: Mapping[str, Snapshot]) -> State:
    """One event: first what the clock did until then, then the event itself."""
    state = advance(state, logged.at)
    if isinstance(logged.event, ev.RoundBegan):
        state = _begin(state, logged, logged.event, snapshots[logged.event.snapshot])
    else:
        state = _settled(_apply(logged.event, state, logged), logged.at)
    return replace(state, last_at=logged.at, seq=logged.seq)


def advance(state: State, now: int) -> State:
    """Walk through every deadline up to and including ``now``; a ``now`` before the state's own changes nothing."""
    while (due := _next_due(state)) is not None and due <= now:
        state = _due(state, due)
    return state if now <= state.now else replace(state, now=now)


def wakes_at(state: State) -> int | None:
    """When the state or a view will next change without an event; None if never."""
    quiet_over = state.deadline if state.stage is Stage.QUIET and state.deadline else None
    later = [t for t in (_next_due(state), quiet_over) if t is not None and t > state.now]
    return min(later, default=None)


def next_due(state: State) -> int | None:
    """The time of the next step that happens by itself."""
    return _next_due(state)


def _next_due(state: State) -> int | None:
    times = [state.pending.due] if state.pending else []
    if state.hold is None and state.deadline is not None and state.stage in ENDS_BY_ITSELF:
        times.append(state.deadline)
    return min(times, default=None)


def _due(state: State, at: int) -> State:
    pending = state.pending
    if pending is not None and pending.due <= at and pending.move is ev.Move.END_HERE:
        return _enter(state, Stage.OVER, at)
    return _enter(state, FOLLOWS[state.stage], at)


def _enter(state: State, stage: Stage, at: int) -> State:
    """A new stage from ``at`` on. What was held or pending ended with the old one."""
    round_ = state.round
    length = round_.lengths.of(stage) if round_ else None
    parked = length is not None and at - state.last_at >= PARKED_AFTER
    if round_ is not None:
        opened = at if stage is Stage.SHEETS else round_.opened_at
        round_ = replace(round_, opened_at=opened, started_at={**round_.started_at, stage: at})
    return replace(
        state,
        stage=stage,
        number=state.number + 1,
        stage_at=at,
        deadline=None if length is None or parked else at + length,
        hold=Hold(HoldKind.PARKED, length) if parked else None,
        pending=None,
        rounds=(*state.rounds[:-1], round_) if round_ else (),
        now=max(state.now, at),
    )


def _settled(state: State, at: int) -> State:
    """Go on when the last person is ready or has handed in, but never behind a clock that is held."""
    if state.hold is not None or state.round is None:
        return state
    done = {Stage.PREPARE: state.round.ready, Stage.QUIET: set(state.round.handed_in)}.get(state.stage, set())
    return _enter(state, FOLLOWS[state.stage], at) if done and done >= set(state.round.cast.seats) else state


def _begin(state: State, logged: ev.Logged, began: ev.RoundBegan, snapshot: Snapshot) -> State:
    round_ = Round(
        number=len(state.rounds) + 1,
        snapshot=snapshot,
        cast=Cast(began.student, began.patient, began.observers),
        lengths=began.lengths,
        began_at=logged.at,
    )
    # last_at first: a lobby that stood open for an hour must not park the round that it begins.
    return _enter(replace(state, rounds=(*state.rounds, round_), last_at=logged.at), Stage.PREPARE, logged.at)


def _held(state: State, kind: HoldKind) -> State:
    """Hold the clock; what remains is kept through a second hold, and nothing stays pending behind it."""
    if state.hold is not None:
        remaining = state.hold.remaining
    else:
        remaining = None if state.deadline is None else state.deadline - state.now
    return replace(state, hold=Hold(kind, remaining), deadline=None, pending=None)


def _resumed(state: State) -> State:
    assert state.hold is not None
    remaining = state.hold.remaining
    return replace(state, hold=None, pending=None, deadline=None if remaining is None else state.now + remaining)


@singledispatch
def _apply(event: ev.Event, state: State, logged: ev.Logged) -> State:
    raise TypeError(f"no rule for {event!r}")


@_apply.register
def _(event: ev.Opened, state: State, logged: ev.Logged) -> State:
    return replace(state, preset=event.preset, stage_at=logged.at)


@_apply.register
def _(event: ev.Sat, state: State, logged: ev.Logged) -> State:
    return replace(state, seats=(*state.seats, logged.seat))


@_apply.register
def _(event: ev.SeatClaimed, state: State, logged: ev.Logged) -> State:
    return replace(state, claims=(*state.claims, Claim(event.claim, event.claimed)))


@_apply.register
def _(event: ev.ClaimAnswered, state: State, logged: ev.Logged) -> State:
    answered = tuple(replace(c, allowed=event.allowed) if c.id == event.claim else c for c in state.claims)
    return replace(state, claims=answered)


@_apply.register
def _(event: ev.BecameReady, state: State, logged: ev.Logged) -> State:
    round_ = state.rounds[-1]
    return _with(state, replace(round_, ready=round_.ready | {logged.seat}))


@_apply.register
def _(event: ev.Asked, state: State, logged: ev.Logged) -> State:
    return replace(state, pending=Pending(event.move, logged.at + UNDO))


@_apply.register
def _(event: ev.Undone, state: State, logged: ev.Logged) -> State:
    return replace(state, pending=None)


@_apply.register
def _(event: ev.Paused, state: State, logged: ev.Logged) -> State:
    return _held(state, HoldKind.PAUSE)


@_apply.register
def _(event: ev.TimeOutTaken, state: State, logged: ev.Logged) -> State:
    return _held(state, HoldKind.TIME_OUT)


@_apply.register
def _(event: ev.Stopped, state: State, logged: ev.Logged) -> State:
    return _held(state, HoldKind.STOP)


@_apply.register
def _(event: ev.CarriedOn, state: State, logged: ev.Logged) -> State:
    if state.hold is None:
        return state
    if state.hold.kind is not HoldKind.STOP:
        return _resumed(state)
    agreed = state.hold.agreed | {logged.seat}
    state = replace(state, hold=replace(state.hold, agreed=agreed))
    return _resumed(state) if agreed >= set(must_agree(state)) else state


def must_agree(state: State) -> tuple[str, ...]:
    """Whose "carry on" ends a STOP: everybody in the round, or in the lobby everybody in the room."""
    return state.round.cast.seats if state.round else state.seats


@_apply.register
def _(event: ev.Pinned, state: State, logged: ev.Logged) -> State:
    return _in_round(state, logged, lambda r: replace(r, pins=(*r.pins, PinAt(logged.seat, event.pin, _made(logged)))))


@_apply.register
def _(event: ev.Released, state: State, logged: ev.Logged) -> State:
    def release(round_: Round) -> Round:
        return replace(round_, released=tuple(dict.fromkeys((*round_.released, event.finding))))

    return _in_round(state, logged, release)


@_apply.register
def _(event: ev.HandedIn, state: State, logged: ev.Logged) -> State:
    return _in_round(state, logged, lambda r: replace(r, handed_in={**r.handed_in, logged.seat: logged.at}))


@_apply.register
def _(event: ev.Marked, state: State, logged: ev.Logged) -> State:
    return _entered(state, logged, event.item, event.mark)


@_apply.register
def _(event: ev.FactCame, state: State, logged: ev.Logged) -> State:
    return _entered(state, logged, event.fact, event.came)


@_apply.register
def _(event: ev.RatedDomain, state: State, logged: ev.Logged) -> State:
    return _entered(state, logged, event.domain, event.value)


@_apply.register
def _(event: ev.RatedOverall, state: State, logged: ev.Logged) -> State:
    return _entered(state, logged, "", event.value)


@_apply.register
def _(event: ev.RatedStatement, state: State, logged: ev.Logged) -> State:
    return _entered(state, logged, event.statement, event.value)


@_apply.register
def _(event: ev.Wrote, state: State, logged: ev.Logged) -> State:
    return _entered(state, logged, event.words.value, event.text)


def _entered(state: State, logged: ev.Logged, thing: str, value: object) -> State:
    def enter(round_: Round) -> Round:
        key = (logged.seat, logged.event.kind, thing)
        entry = Entry(value, _made(logged), logged.seq, late=round_.opened_at is not None)
        old = round_.entries.get(key)
        if old is not None and (old.made, old.seq) > (entry.made, entry.seq):
            return round_
        return replace(round_, entries={**round_.entries, key: entry})

    return _in_round(state, logged, enter)


def _made(logged: ev.Logged) -> int:
    return logged.at if logged.made is None else logged.made


def _with(state: State, round_: Round) -> State:
    return replace(state, rounds=(*state.rounds[: round_.number - 1], round_, *state.rounds[round_.number :]))


def _in_round(state: State, logged: ev.Logged, change: Callable[[Round], Round]) -> State:
    assert logged.round is not None
    return _with(state, change(state.rounds[logged.round - 1]))
