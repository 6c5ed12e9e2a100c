"""How the log of a practice becomes its state.

Pure: the time is an argument, nothing is read or written. The clock is a stored deadline; `advance` walks through as
many as have passed, so a server that was away does not stop it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import singledispatch
from typing import TYPE_CHECKING, Any, TypeVar

from roleplay.room import events as ev
from roleplay.room.stages import BEFORE_THE_BELL, ENDS_BY_ITSELF, EXTENSION, PARKED_AFTER, UNDO, Place, Stage, following
from roleplay.room.state import (
    AskedToWatch,
    Cast,
    Claim,
    Entry,
    Hold,
    HoldKind,
    Pending,
    PinAt,
    Round,
    Snapshot,
    State,
)

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


def fold(log: Iterable[ev.Logged], snapshots: Mapping[str, Snapshot], start: State | None = None) -> State:
    """The state after the log (which continues ``start`` where it is given), as of the last event's time."""
    state = start or State()
    for logged in log:
        state = apply(state, logged, snapshots)
    return state


def apply(state: State, logged: ev.Logged, snapshots: Mapping[str, Snapshot]) -> State:
    """One event: first what the clock did until then, then the event itself, which parks nothing."""
    event, at = logged.event, logged.at
    state = _walked(state, at)
    # Who deletes their history long after an evening does not open it again for the others.
    last_at = state.last_at if isinstance(event, ev.Forgotten) else at
    state = replace(state, now=max(state.now, at), last_at=last_at, seq=logged.seq)
    if isinstance(event, ev.RoundBegan):
        return _begin(state, at, event, snapshots[event.snapshot])
    if isinstance(event, ev.Asked):
        return replace(state, pending=_pending(logged, event, snapshots))
    return _settled(_apply(event, state, logged), at)


def _pending(logged: ev.Logged, asked: ev.Asked, snapshots: Mapping[str, Snapshot]) -> Pending:
    snapshot = snapshots[asked.round.snapshot] if asked.round else None
    return Pending(asked.move, logged.at + UNDO, asked.round, snapshot, logged.seat)


def snapshots_of(event: ev.Event) -> tuple[str, ...]:
    """The fingerprints of the snapshots that an event needs to be folded."""
    began = event.round if isinstance(event, ev.Asked) else event
    return (began.snapshot,) if isinstance(began, ev.RoundBegan) else ()


def advance(state: State, now: int) -> State:
    """Walk through every deadline up to and including ``now``; a ``now`` before the state's own changes nothing."""
    state = _walked(state, now)
    return state if now <= state.now else replace(state, now=now)


def _walked(state: State, now: int) -> State:
    while (due := _next_due(state)) is not None and due <= now:
        state = _due(state, due)
    return state


def wakes_at(state: State) -> int | None:
    """When the state or a view will next change without an event, at the latest as all is shut; None if never."""
    waits = state.deadline if state.stage in (Stage.QUIET, Stage.DEBRIEF) and state.deadline else None
    later = [t for t in (_next_due(state), waits, state.closes_at) if t is not None and t > state.now]
    return min(later, default=None)


def _next_due(state: State) -> int | None:
    times = [state.pending.due] if state.pending else []
    if state.hold is None and state.deadline is not None and state.stage in ENDS_BY_ITSELF:
        times.append(state.deadline)
    return min(times, default=None)


def _due(state: State, at: int) -> State:
    pending = state.pending
    if pending is None or pending.due > at:
        return _go_on(state, at)
    if pending.move in (ev.Move.END_HERE, ev.Move.FINISH):
        return _enter(state, (Stage.OVER, None), at)
    if pending.round is not None and pending.snapshot is not None:
        return _begin(state, at, pending.round, pending.snapshot)
    if pending.move is ev.Move.LEAVE:
        return _settled(_left(replace(state, pending=None, now=max(state.now, at)), pending.seat, at), at)
    if state.hold is not None:
        return _settled(_resumed(replace(state, now=max(state.now, at))), at)
    return _go_on(state, at)


def _go_on(state: State, at: int) -> State:
    round_ = state.rounds[-1]
    return _enter(state, following((state.stage, state.turn), round_.snapshot.examination), at)


def _enter(state: State, place: Place, at: int) -> State:
    """A new stage (or turn) from ``at`` on. What was held or pending ended with the old one, but for people who are
    about to change places, and for somebody about to leave: the clock does not undo that for them."""
    round_, (stage, turn) = state.round, place
    length = round_.lengths.of(stage, turn) if round_ else None
    parked = length is not None and at - state.last_at >= PARKED_AFTER
    if round_ is not None:
        opened = at if stage is Stage.SHEETS else round_.opened_at
        round_ = replace(_released(round_, at), opened_at=opened, started_at={**round_.started_at, stage: at})
        round_ = replace(round_, held_since=at) if parked and stage is Stage.STATION else round_
    pending = state.pending if state.pending is not None and state.pending.due > at else None
    swaps = pending is not None and pending.round is not None and stage in BEFORE_THE_BELL
    leaves = pending is not None and pending.move is ev.Move.LEAVE
    return replace(
        state,
        stage=stage,
        turn=turn,
        number=state.number + 1,
        stage_at=at,
        deadline=None if length is None or parked else at + length,
        hold=Hold(HoldKind.PARKED, length, since=at) if parked else None,
        pending=pending if swaps or leaves else None,
        rounds=(*state.rounds[:-1], round_) if round_ else (),
        now=max(state.now, at),
    )


def _settled(state: State, at: int) -> State:
    """Go on when the last person is ready or has handed in, but never behind a clock that is held."""
    if state.stage not in (Stage.PREPARE, Stage.QUIET) or state.hold is not None or state.round is None:
        return state
    done = state.round.ready if state.stage is Stage.PREPARE else set(state.round.handed_in)
    return _go_on(state, at) if done and done >= set(state.round.cast.here) else state


def _begin(state: State, at: int, began: ev.RoundBegan, snapshot: Snapshot) -> State:
    round_ = Round(
        number=len(state.rounds) + 1,
        snapshot=snapshot,
        cast=Cast(began.student, began.patient, began.observers),
        lengths=began.lengths,
        began_at=at,
        goal=began.goal,
        repeat=began.repeat,
    )
    before = state.rounds
    if began.replaces and before:
        before = (*before[:-1], replace(before[-1], given_up=True))
    # The plan moves on with the round that it proposed; a round in another's place leaves it as it is.
    plan = state.plan if began.replaces else state.plan[1:]
    state = replace(state, rounds=(*before, round_), plan=plan, pending=None)
    return _enter(state, (Stage.PREPARE, None), at)


def _held(state: State, kind: HoldKind) -> State:
    """Hold the clock; what remains is kept through a second hold, and nothing stays pending behind it."""
    if state.hold is not None:
        remaining, since = state.hold.remaining, state.hold.since
    else:
        remaining, since = None if state.deadline is None else max(0, state.deadline - state.now), state.now
    if state.round is not None and state.stage is Stage.STATION:
        state = _with(state, replace(state.round, held_since=since))
    return replace(state, hold=Hold(kind, remaining, since=since), deadline=None, pending=None)


def _released(round_: Round, at: int) -> Round:
    """The station's clock is held no longer: by people, or because the stage ended while it was."""
    if round_.held_since is None:
        return round_
    return replace(round_, held_since=None, pauses=(*round_.pauses, (round_.held_since, at)))


def _resumed(state: State) -> State:
    assert state.hold is not None
    remaining = state.hold.remaining
    if state.round is not None:
        state = _with(state, _released(state.round, state.now))
    # Who is about to leave does so, whether or not the others carry on meanwhile.
    pending = state.pending if state.pending is not None and state.pending.move is ev.Move.LEAVE else None
    return replace(state, hold=None, pending=pending, deadline=None if remaining is None else state.now + remaining)


@singledispatch
def _apply(event: ev.Event, state: State, logged: ev.Logged) -> State:
    raise TypeError(f"no rule for {event!r}")


@_apply.register
def _(event: ev.Opened, state: State, logged: ev.Logged) -> State:
    return replace(state, opened=event, stage_at=logged.at)


@_apply.register
def _(event: ev.Sat, state: State, logged: ev.Logged) -> State:
    state = _on_device(replace(state, seats=(*state.seats, logged.seat)), logged.seat, event.device)
    round_ = state.round
    if round_ is None or logged.seat not in round_.cast.gone:
        return state
    cast = replace(round_.cast, gone=round_.cast.gone - {logged.seat})
    watches = logged.seat in cast.observers and logged.seat != cast.patient
    if watches and cast.pair and Stage.QUIET not in round_.started_at:
        # The patient watched as well only while nobody else could.
        cast = replace(cast, observers=tuple(seat for seat in cast.observers if seat != cast.patient))
    return _with(state, replace(round_, cast=cast))


@_apply.register
def _(event: ev.DeviceProved, state: State, logged: ev.Logged) -> State:
    return _on_device(state, logged.seat, event.device)


def _on_device(state: State, seat: str, device: str) -> State:
    if not device:
        return state
    return replace(state, devices={**state.devices, seat: state.devices.get(seat, frozenset()) | {device}})


@_apply.register
def _(event: ev.Left, state: State, logged: ev.Logged) -> State:
    return _left(state, logged.seat, logged.at)


def _left(state: State, seat: str, at: int) -> State:
    state = replace(state, seats=tuple(other for other in state.seats if other != seat))
    swap = state.pending.round if state.pending else None
    if swap is not None and seat in (swap.student, swap.patient, *swap.observers):
        state = replace(state, pending=None)
    round_ = state.round
    if round_ is not None and any(w.seat == seat and w.allowed is None for w in round_.watchers):
        waiting = tuple(w for w in round_.watchers if w.seat != seat)
        state = _with(state, replace(round_, watchers=waiting))
    elif round_ is not None and seat in round_.cast.seats and state.stage is not Stage.OVER:
        state = _without(state, round_, seat, at)
    return _agreed(state)


def _without(state: State, round_: Round, seat: str, at: int) -> State:
    """Nobody waits for who left. A round goes on while its student and its patient are here, as a pair if nobody is
    left to watch; else it is given up, unless its station is over."""
    over = round_.given_up or Stage.QUIET in round_.started_at
    cast = replace(round_.cast, gone=round_.cast.gone | {seat})
    here = set(cast.here)
    if not over and {cast.student, cast.patient} <= here and not here & set(cast.observers):
        cast = replace(cast, observers=(*cast.observers, cast.patient))
    round_ = replace(round_, cast=cast)
    if {cast.student, cast.patient} <= here or over:
        return _with(state, round_)
    return _enter(_with(state, replace(round_, given_up=True)), (Stage.NEXT, None), at)


@_apply.register
def _(event: ev.Planned, state: State, logged: ev.Logged) -> State:
    return replace(state, plan=event.plan, reason=event.reason, by_hand=event.by_hand)


@_apply.register
def _(event: ev.Muted, state: State, logged: ev.Logged) -> State:
    return replace(state, muted=event.muted)


@_apply.register
def _(event: ev.NoteAccepted, state: State, logged: ev.Logged) -> State:
    round_ = state.rounds[-1]
    return _with(state, replace(round_, accepted=round_.accepted | {logged.seat}))


@_apply.register
def _(event: ev.ConsentAsked, state: State, logged: ev.Logged) -> State:
    return _with(state, replace(state.rounds[-1], consent_asked=True))


@_apply.register
def _(event: ev.ConsentAnswered, state: State, logged: ev.Logged) -> State:
    state = _with(state, replace(state.rounds[-1], consent=event.given))
    return _go_on(state, logged.at) if state.stage is Stage.CONSENT else state


@_apply.register
def _(event: ev.Watched, state: State, logged: ev.Logged) -> State:
    return _with(state, _watched_by(state.rounds[-1], logged.seat))


def _watched_by(round_: Round, seat: str) -> Round:
    return replace(round_, cast=replace(round_.cast, observers=(*round_.cast.observers, seat)))


@_apply.register
def _(event: ev.WatchAsked, state: State, logged: ev.Logged) -> State:
    round_ = state.rounds[-1]
    asked = AskedToWatch(f"watch-{logged.seq}", logged.seat)
    return _with(state, replace(round_, watchers=(*round_.watchers, asked)))


@_apply.register
def _(event: ev.WatchAnswered, state: State, logged: ev.Logged) -> State:
    round_ = state.rounds[-1]
    watchers = tuple(replace(w, allowed=event.allowed) if w.seat == event.watcher else w for w in round_.watchers)
    round_ = replace(round_, watchers=watchers)
    return _with(state, _watched_by(round_, event.watcher) if event.allowed else round_)


@_apply.register
def _(event: ev.WentOn, state: State, logged: ev.Logged) -> State:
    return _go_on(state, logged.at)


@_apply.register
def _(event: ev.SeatClaimed, state: State, logged: ev.Logged) -> State:
    return replace(state, claims=(*state.claims, Claim(event.claim, event.claimed, device=event.device)))


@_apply.register
def _(event: ev.ClaimAnswered, state: State, logged: ev.Logged) -> State:
    allowed, by = event.allowed, logged.seat
    claims = tuple(replace(c, allowed=allowed, by=by) if c.id == event.claim else c for c in state.claims)
    return replace(state, claims=claims)


@_apply.register
def _(event: ev.BecameReady, state: State, logged: ev.Logged) -> State:
    round_ = state.rounds[-1]
    return _with(state, replace(round_, ready=round_.ready | {logged.seat}))


@_apply.register
def _(event: ev.Undone, state: State, logged: ev.Logged) -> State:
    return replace(state, pending=None)


@_apply.register
def _(event: ev.Extended, state: State, logged: ev.Logged) -> State:
    round_ = state.rounds[-1]
    longer: dict[str, Any] = {state.stage.value: (round_.lengths.of(state.stage) or 0) + EXTENSION}
    state = _with(state, replace(round_, lengths=replace(round_.lengths, **longer)))
    return replace(state, deadline=None if state.deadline is None else state.deadline + EXTENSION)


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
    return _agreed(replace(state, hold=replace(state.hold, agreed=state.hold.agreed | {logged.seat})))


def _agreed(state: State) -> State:
    """A STOP ends when the last one has agreed, or when the last one who had not has left."""
    hold = state.hold
    if hold is None or hold.kind is not HoldKind.STOP or not hold.agreed:
        return state
    return _resumed(state) if hold.agreed >= set(must_agree(state)) else state


def must_agree(state: State) -> tuple[str, ...]:
    """Whose "carry on" ends a STOP: everybody in the round; where nobody is in one, everybody in the room."""
    return (state.round.cast.here if state.round else ()) or state.seats


@_apply.register
def _(event: ev.Forgotten, state: State, logged: ev.Logged) -> State:
    return replace(state, rounds=tuple(_forgetting(round_, logged.seat) for round_ in state.rounds))


def _forgetting(round_: Round, seat: str) -> Round:
    """Who was the student took what others saw and wrote along; what they wrote for others stays theirs."""
    round_ = replace(round_, forgotten=round_.forgotten | {seat})
    return replace(round_, entries={}, pins=(), goal="") if round_.cast.student == seat else round_


@_apply.register
def _(event: ev.Erased, state: State, logged: ev.Logged) -> State:
    return state


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
def _(event: ev.RatedGoal, state: State, logged: ev.Logged) -> State:
    return _entered(state, logged, "", event.outcome)


@_apply.register
def _(event: ev.Wrote, state: State, logged: ev.Logged) -> State:
    return _entered(state, logged, event.words.value, event.text)


def _entered(state: State, logged: ev.Logged, thing: str, value: object) -> State:
    def enter(round_: Round) -> Round:
        key = (logged.seat, logged.event.kind, thing)
        old, made = round_.entries.get(key), _made(logged)
        if old is not None and (old.made, old.seq) > (made, logged.seq):
            return round_
        since = old.since if old is not None and old.value == value else made
        entry = Entry(value, made, logged.seq, since, late=round_.opened_at is not None)
        return replace(round_, entries={**round_.entries, key: entry})

    return _in_round(state, logged, enter)


def _made(logged: ev.Logged) -> int:
    return logged.at if logged.made is None else logged.made


def _with(state: State, round_: Round) -> State:
    return replace(state, rounds=(*state.rounds[: round_.number - 1], round_, *state.rounds[round_.number :]))


def _in_round(state: State, logged: ev.Logged, change: Callable[[Round], Round]) -> State:
    assert logged.round is not None
    return _with(state, change(state.rounds[logged.round - 1]))
