"""How the log of a practice becomes its state.

Pure: the time is an argument, nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import singledispatch
from types import MappingProxyType
from typing import Any

from roleplay.room import events as ev
from roleplay.room.changes import in_round, made_at, replace, with_entry, with_round
from roleplay.room.deadlines import (
    begin_round,
    go_on,
    hold_clock,
    resume_clock,
    settle,
    settle_agreement,
    walk,
    without_seat,
)
from roleplay.room.ringing import TABLE_CLOCK_RINGS
from roleplay.room.stages import EXTENSION, UNDO, Stage
from roleplay.room.state import AskedToWatch, Claim, Doing, HoldKind, Pending, PinAt, Round, Snapshot, State
from roleplay.room.step_events import FocusChosen, SkillChosen
from roleplay.room.vocabulary import Move


def fold(log: Iterable[ev.Logged], snapshots: Mapping[str, Snapshot], start: State | None = None) -> State:
    """The state after the log (which continues ``start`` where it is given), as of the last event's time."""
    state = start or State()
    for logged in log:
        state = apply(state, logged, snapshots)
    return state


def apply(state: State, logged: ev.Logged, snapshots: Mapping[str, Snapshot]) -> State:
    """One event: first what the clock did until then, then the event itself, which parks nothing."""
    event, at = logged.event, logged.at
    state = walk(state, at)
    # Deleting one's history long after a practice doesn't reopen it for the others.
    last_at = state.last_at if isinstance(event, ev.Forgotten) else at
    state = replace(state, now=max(state.now, at), last_at=last_at, seq=logged.seq, did=_did(state, logged))
    if isinstance(event, ev.RoundBegan):
        return begin_round(state, at, event, snapshots[event.snapshot])
    if isinstance(event, ev.Asked):
        return replace(state, pending=_pending(logged, event, snapshots))
    return settle(_apply(event, state, logged), at)


def _did(state: State, logged: ev.Logged) -> Doing | None:
    """What is said of somebody by name. Behind a STOP nothing is: who undid or began something there might be who
    pressed it."""
    move = _SAID_BY_NAME.get(type(logged.event))
    stopped = state.hold is not None and state.hold.kind is HoldKind.STOP
    if move is None or stopped or logged.seat == ev.NOBODY:
        return state.did
    return Doing(move, logged.seat, state.did.number + 1 if state.did else 1)


_SAID_BY_NAME: Mapping[type[ev.Event], Move] = MappingProxyType(
    {ev.RoundBegan: Move.BEGIN, ev.Undone: Move.UNDO, ev.Paused: Move.PAUSE, ev.Extended: Move.EXTEND}
)


def _pending(logged: ev.Logged, asked: ev.Asked, snapshots: Mapping[str, Snapshot]) -> Pending:
    snapshot = snapshots[asked.round.snapshot] if asked.round else None
    return Pending(asked.move, logged.at + UNDO, asked.round, snapshot, logged.seat, asked.second)


def snapshots_of(event: ev.Event) -> tuple[str, ...]:
    """The fingerprints of the snapshots that an event needs to be folded."""
    began = event.round if isinstance(event, ev.Asked) else event
    return (began.snapshot,) if isinstance(began, ev.RoundBegan) else ()


@singledispatch
def _apply(event: ev.Event, state: State, logged: ev.Logged) -> State:
    raise TypeError(f"no rule for {event!r}")


@_apply.register
def _(event: ev.Opened, state: State, logged: ev.Logged) -> State:
    return replace(state, opened=event, stage_at=logged.at)


@_apply.register
def _(event: ev.Sat, state: State, logged: ev.Logged) -> State:
    left = tuple(seat for seat in state.left if seat != logged.seat)
    state = replace(state, seats=(*state.seats, logged.seat), left=left)
    state = _on_device(state, logged.seat, event.device)
    round_ = state.round
    if round_ is None or logged.seat not in round_.cast.gone:
        return state
    cast = replace(round_.cast, gone=round_.cast.gone - {logged.seat})
    watches = logged.seat in cast.observers and logged.seat != cast.patient
    if watches and cast.pair and Stage.QUIET not in round_.started_at:
        # The patient also observed only while nobody else could.
        cast = replace(cast, observers=tuple(seat for seat in cast.observers if seat != cast.patient))
    return with_round(state, replace(round_, cast=cast))


@_apply.register
def _(event: ev.DeviceProved, state: State, logged: ev.Logged) -> State:
    return _on_device(state, logged.seat, event.device)


def _on_device(state: State, seat: str, device: str) -> State:
    if not device:
        return state
    return replace(state, devices={**state.devices, seat: state.devices.get(seat, frozenset()) | {device}})


@_apply.register
def _(event: ev.Left, state: State, logged: ev.Logged) -> State:
    return without_seat(state, logged.seat, logged.at)


@_apply.register
def _(event: ev.Planned, state: State, logged: ev.Logged) -> State:
    without = frozenset(event.without)
    return replace(state, plan=event.plan, reason=event.reason, by_hand=event.by_hand, without=without)


@_apply.register
def _(event: ev.Muted, state: State, logged: ev.Logged) -> State:
    return replace(state, muted=event.muted)


@_apply.register
def _(event: ev.BellMoved, state: State, logged: ev.Logged) -> State:
    return replace(state, bell=TABLE_CLOCK_RINGS if event.table else logged.seat)


@_apply.register
def _(event: ev.NoteAccepted, state: State, logged: ev.Logged) -> State:
    round_ = state.rounds[-1]
    return with_round(state, replace(round_, accepted=round_.accepted | {logged.seat}))


@_apply.register
def _(event: ev.ConsentAsked, state: State, logged: ev.Logged) -> State:
    return with_round(state, replace(state.rounds[-1], consent_asked=True))


@_apply.register
def _(event: ev.ConsentAnswered, state: State, logged: ev.Logged) -> State:
    state = with_round(state, replace(state.rounds[-1], consent=event.given))
    return go_on(state, logged.at) if state.stage is Stage.CONSENT else state


@_apply.register
def _(event: ev.Watched, state: State, logged: ev.Logged) -> State:
    return with_round(state, _watched_by(state.rounds[-1], logged.seat))


def _watched_by(round_: Round, seat: str) -> Round:
    return replace(round_, cast=replace(round_.cast, observers=(*round_.cast.observers, seat)))


@_apply.register
def _(event: ev.WatchAsked, state: State, logged: ev.Logged) -> State:
    round_ = state.rounds[-1]
    asked = AskedToWatch(f"watch-{logged.seq}", logged.seat)
    return with_round(state, replace(round_, watchers=(*round_.watchers, asked)))


@_apply.register
def _(event: ev.WatchAnswered, state: State, logged: ev.Logged) -> State:
    round_ = state.rounds[-1]
    watchers = tuple(replace(w, allowed=event.allowed) if w.seat == event.watcher else w for w in round_.watchers)
    round_ = replace(round_, watchers=watchers)
    return with_round(state, _watched_by(round_, event.watcher) if event.allowed else round_)


@_apply.register
def _(event: ev.WentOn, state: State, logged: ev.Logged) -> State:
    return go_on(state, logged.at)


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
    return with_round(state, replace(round_, ready=round_.ready | {logged.seat}))


@_apply.register
def _(event: ev.Undone, state: State, logged: ev.Logged) -> State:
    return replace(state, pending=None)


@_apply.register
def _(event: ev.Extended, state: State, logged: ev.Logged) -> State:
    round_ = state.rounds[-1]
    longer: dict[str, Any] = {state.stage.value: (round_.lengths.of(state.stage) or 0) + EXTENSION}
    state = with_round(state, replace(round_, lengths=replace(round_.lengths, **longer)))
    return replace(state, deadline=None if state.deadline is None else state.deadline + EXTENSION)


@_apply.register
def _(event: ev.Paused, state: State, logged: ev.Logged) -> State:
    return hold_clock(state, HoldKind.PAUSE)


@_apply.register
def _(event: ev.TimeOutTaken, state: State, logged: ev.Logged) -> State:
    return hold_clock(state, HoldKind.TIME_OUT)


@_apply.register
def _(event: ev.Stopped, state: State, logged: ev.Logged) -> State:
    return hold_clock(state, HoldKind.STOP)


@_apply.register
def _(event: ev.CarriedOn, state: State, logged: ev.Logged) -> State:
    if state.hold is None:
        return state
    if state.hold.kind is not HoldKind.STOP:
        return resume_clock(state)
    return settle_agreement(replace(state, hold=replace(state.hold, agreed=state.hold.agreed | {logged.seat})))


@_apply.register
def _(event: ev.Forgotten, state: State, logged: ev.Logged) -> State:
    return replace(state, rounds=tuple(_forgetting(round_, logged.seat) for round_ in state.rounds))


def _forgetting(round_: Round, seat: str) -> Round:
    """With the student go what others saw and wrote for them; what they wrote for others stays with those others."""
    round_ = replace(round_, forgotten=round_.forgotten | {seat})
    if round_.cast.student != seat:
        return round_
    return replace(round_, entries={}, pins=(), goal="", steps=(), go_from=None)


@_apply.register
def _(event: ev.Erased, state: State, logged: ev.Logged) -> State:
    return state


@_apply.register
def _(event: ev.Pinned, state: State, logged: ev.Logged) -> State:
    return in_round(state, logged, lambda r: replace(r, pins=(*r.pins, PinAt(logged.seat, event.pin, made_at(logged)))))


@_apply.register
def _(event: ev.Released, state: State, logged: ev.Logged) -> State:
    def release(round_: Round) -> Round:
        return replace(round_, released=tuple(dict.fromkeys((*round_.released, event.finding))))

    return in_round(state, logged, release)


@_apply.register
def _(event: ev.HandedIn, state: State, logged: ev.Logged) -> State:
    return in_round(state, logged, lambda r: replace(r, handed_in={**r.handed_in, logged.seat: logged.at}))


@_apply.register
def _(event: ev.Marked, state: State, logged: ev.Logged) -> State:
    return with_entry(state, logged, event.item, event.mark)


@_apply.register
def _(event: ev.FactCame, state: State, logged: ev.Logged) -> State:
    return with_entry(state, logged, event.fact, event.came)


@_apply.register
def _(event: ev.RatedDomain, state: State, logged: ev.Logged) -> State:
    return with_entry(state, logged, event.domain, event.value)


@_apply.register
def _(event: ev.RatedOverall, state: State, logged: ev.Logged) -> State:
    return with_entry(state, logged, "", event.value)


@_apply.register
def _(event: ev.RatedStatement, state: State, logged: ev.Logged) -> State:
    return with_entry(state, logged, event.statement, event.value)


@_apply.register
def _(event: ev.RatedGoal, state: State, logged: ev.Logged) -> State:
    return with_entry(state, logged, "", event.outcome)


@_apply.register
def _(event: ev.RatedTry, state: State, logged: ev.Logged) -> State:
    return with_entry(state, logged, "", event.happened)


@_apply.register
def _(event: FocusChosen, state: State, logged: ev.Logged) -> State:
    return in_round(
        state, logged, lambda round_: replace(round_, goal=dict(enumerate(round_.steps)).get(event.step, ""))
    )


@_apply.register
def _(event: SkillChosen, state: State, logged: ev.Logged) -> State:
    return with_entry(state, logged, "", event.skill)


@_apply.register
def _(event: ev.Wrote, state: State, logged: ev.Logged) -> State:
    return with_entry(state, logged, event.words.value, event.text)
