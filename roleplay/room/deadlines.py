"""The clock of a practice: stored deadlines, the stages that follow them, and what holds them.

`advance` walks through all deadlines that have passed, so a server that was down does not stop the clock.
"""

from __future__ import annotations

from roleplay.content.pace import paced
from roleplay.room import events as ev
from roleplay.room.changes import replace, with_round
from roleplay.room.stages import (
    BEFORE_THE_BELL,
    ENDS_BY_ITSELF,
    MINUTE,
    PARKED_AFTER,
    STAGES,
    Place,
    Stage,
    following,
)
from roleplay.room.state import Cast, Hold, HoldKind, Round, Snapshot, State
from roleplay.room.vocabulary import Move


def advance(state: State, now: int) -> State:
    """Walk through every deadline up to and including ``now``; a ``now`` before the state's own changes nothing."""
    state = walk(state, now)
    return state if now <= state.now else replace(state, now=now)


def walk(state: State, now: int) -> State:
    """As `advance`; the state's own time stays that of the last deadline."""
    while (due := next_due(state)) is not None and due <= now:
        state = pass_deadline(state, due)
    return state


def wakes_at(state: State) -> int | None:
    """When the state or a view will next change without an event, at the latest when it closes; None if never."""
    waits = state.deadline if STAGES[state.stage].opens_a_move else None
    later = [t for t in (next_due(state), waits, state.closes_at) if t is not None and t > state.now]
    return min(later, default=None)


def next_due(state: State) -> int | None:
    """The next deadline at which something happens by itself, in UTC milliseconds."""
    times = [state.pending.due] if state.pending else []
    if state.hold is None and state.deadline is not None and state.stage in ENDS_BY_ITSELF:
        times.append(state.deadline)
    return min(times, default=None)


def waits_until(state: State) -> int:
    """When the stage's time is up or, if that is sooner, what is pending happens. Raises ValueError if neither lies
    ahead."""
    times = (state.deadline, state.pending.due if state.pending else None)
    return min(t for t in times if t is not None and t > state.now)


def pass_deadline(state: State, at: int) -> State:
    """What happens by itself when this deadline passes."""
    pending = state.pending
    if pending is None or pending.due > at:
        return go_on(state, at)
    if pending.move in (Move.END_HERE, Move.FINISH):
        return enter_stage(state, (Stage.OVER, None), at)
    if pending.round is not None and pending.snapshot is not None:
        return begin_round(state, at, pending.round, pending.snapshot)
    if pending.move is Move.AGAIN and pending.second is not None:
        return go_again(state, pending.second, at)
    if pending.move is Move.LEAVE:
        return settle(without_seat(replace(state, pending=None, now=max(state.now, at)), pending.seat, at), at)
    if state.hold is not None:
        return settle(resume_clock(replace(state, now=max(state.now, at))), at)
    return go_on(state, at)


def go_on(state: State, at: int) -> State:
    """Move into the next stage."""
    round_ = state.rounds[-1]
    return enter_stage(state, following((state.stage, state.turn), round_.asks_consent), at)


def go_again(state: State, second: int, at: int) -> State:
    """Another go at the station of the last round, from this second of it."""
    state = with_round(state, replace(state.rounds[-1], go_from=second))
    return enter_stage(state, (Stage.AGAIN, None), at)


def enter_stage(state: State, place: Place, at: int) -> State:
    """A new stage (or turn) from ``at`` on. Anything held or pending ends with the old one, except for people about to
    swap places and somebody about to leave: the clock does not undo that for them."""
    round_, (stage, turn) = state.round, place
    length = round_.lengths.of(stage, turn) if round_ else None
    parked = length is not None and at - state.last_at >= PARKED_AFTER
    if round_ is not None:
        opened = at if stage is Stage.SHEETS else round_.opened_at
        round_ = replace(release_clock(round_, at), opened_at=opened, started_at={**round_.started_at, stage: at})
        round_ = replace(round_, held_since=at) if parked and stage is Stage.STATION else round_
    pending = state.pending if state.pending is not None and state.pending.due > at else None
    swaps = pending is not None and pending.round is not None and stage in BEFORE_THE_BELL
    leaves = pending is not None and pending.move is Move.LEAVE
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


def settle(state: State, at: int) -> State:
    """Move on when the last person is ready or has submitted, but never while the clock is held."""
    if state.hold is not None or state.round is None:
        return state
    done = state.round.done(state.stage)
    return go_on(state, at) if done and done >= set(state.round.cast.here) else state


def begin_round(state: State, at: int, began: ev.RoundBegan, snapshot: Snapshot) -> State:
    """The next round, in place of the last one if it replaces that."""
    round_ = Round(
        number=len(state.rounds) + 1,
        snapshot=snapshot,
        case=paced(snapshot.case, began.lengths.station / MINUTE),
        cast=Cast(began.student, began.patient, began.observers),
        lengths=began.lengths,
        began_at=at,
        goal=began.goal,
        steps=began.steps,
        repeat=began.repeat,
        online=state.opened.online,
    )
    before = state.rounds
    if began.replaces and before:
        before = (*before[:-1], replace(before[-1], given_up=True))
    # The plan moves on with the round that it proposed; a replacement round leaves it as it is.
    plan = state.plan if began.replaces else state.plan[1:]
    state = replace(state, rounds=(*before, round_), plan=plan, pending=None)
    return enter_stage(state, (Stage.PREPARE, None), at)


def hold_clock(state: State, kind: HoldKind) -> State:
    """Hold the clock; a second hold keeps the time remaining, and nothing stays pending."""
    if state.hold is not None:
        remaining, since = state.hold.remaining, state.hold.since
    else:
        remaining, since = None if state.deadline is None else max(0, state.deadline - state.now), state.now
    if state.round is not None and state.stage is Stage.STATION:
        state = with_round(state, replace(state.round, held_since=since))
    return replace(state, hold=Hold(kind, remaining, since=since), deadline=None, pending=None)


def release_clock(round_: Round, at: int) -> Round:
    """The station's clock is no longer held: people released it, or the stage ended."""
    if round_.held_since is None:
        return round_
    return replace(round_, held_since=None, pauses=(*round_.pauses, (round_.held_since, at)))


def resume_clock(state: State) -> State:
    """With the time that remained when it was held."""
    assert state.hold is not None
    remaining = state.hold.remaining
    if state.round is not None:
        state = with_round(state, release_clock(state.round, state.now))
    # Somebody about to leave does so, whether or not the others carry on in the meantime.
    pending = state.pending if state.pending is not None and state.pending.move is Move.LEAVE else None
    return replace(state, hold=None, pending=pending, deadline=None if remaining is None else state.now + remaining)


def without_seat(state: State, seat: str, at: int) -> State:
    seats, left = tuple(other for other in state.seats if other != seat), (*state.left, seat)
    state = replace(state, seats=seats, left=left, without=state.without - {seat})
    swap = state.pending.round if state.pending else None
    if swap is not None and seat in (swap.student, swap.patient, *swap.observers):
        state = replace(state, pending=None)
    round_ = state.round
    if round_ is not None and any(w.seat == seat and w.allowed is None for w in round_.watchers):
        waiting = tuple(w for w in round_.watchers if w.seat != seat)
        state = with_round(state, replace(round_, watchers=waiting))
    elif round_ is not None and seat in round_.cast.seats and state.stage is not Stage.OVER:
        state = round_without(state, round_, seat, at)
    return settle_agreement(state)


def round_without(state: State, round_: Round, seat: str, at: int) -> State:
    """Nobody waits for somebody who left. A round goes on while its student and its patient are here, as a pair if no
    observer is left; otherwise it is given up, unless its station is over."""
    over = round_.given_up or Stage.QUIET in round_.started_at
    cast = replace(round_.cast, gone=round_.cast.gone | {seat})
    here = set(cast.here)
    if not over and {cast.student, cast.patient} <= here and not here & set(cast.observers):
        cast = replace(cast, observers=(*cast.observers, cast.patient))
    round_ = replace(round_, cast=cast)
    if {cast.student, cast.patient} <= here or over:
        return with_round(state, round_)
    return enter_stage(with_round(state, replace(round_, given_up=True)), (Stage.NEXT, None), at)


def settle_agreement(state: State) -> State:
    """A STOP ends when the last person has agreed, or when the last one who hadn't has left."""
    hold = state.hold
    if hold is None or hold.kind is not HoldKind.STOP or not hold.agreed:
        return state
    return resume_clock(state) if hold.agreed >= set(must_agree(state)) else state


def must_agree(state: State) -> tuple[str, ...]:
    """Whose "carry on" ends a STOP: everybody in the round, or everybody in the room if there is no round."""
    return (state.round.cast.here if state.round else ()) or state.seats
