"""Whatever anybody does in whatever order: nothing crashes, and the log says all there is to say."""

from __future__ import annotations

from itertools import pairwise

from any_play import CASTING, SCRIPTS, Script, at_the_table, play, played, steadily
from builders import MINUTE, START, Practice, as_stored, trio
from hypothesis import event, given
from hypothesis import strategies as st

from roleplay.room.deadlines import advance
from roleplay.room.events import Logged
from roleplay.room.fold import fold
from roleplay.room.stages import Stage
from roleplay.room.state import State
from roleplay.room.vocabulary import Move

STATION = 8 * MINUTE


def in_parts(practice: Practice, log: list[Logged], cuts: list[int]) -> State:
    """The log folded with a look at the clock before each of these rows, as a restarting server would."""
    state = State()
    for place, logged in enumerate(log):
        if place in cuts:
            state = advance(state, logged.at)
        state = fold([logged], practice.snapshots, state)
    return state


@given(CASTING, SCRIPTS)
@steadily(300)
def test_any_order_of_moves_and_taps_is_taken_or_refused_and_the_log_holds_it_all(casting: str, script: Script) -> None:
    practice = played(casting, script)

    event(f"{practice.stage} of round {len(practice.state.rounds)}")
    assert fold(as_stored(practice.log), practice.snapshots) == practice.state


@given(CASTING, SCRIPTS)
@steadily(120)
def test_from_every_crash_point_the_rest_of_the_log_leads_to_the_same_state(casting: str, script: Script) -> None:
    practice = played(casting, script)
    log = as_stored(practice.log)

    for crash in range(len(log) + 1):
        before = fold(log[:crash], practice.snapshots)
        assert fold(log[crash:], practice.snapshots, before) == practice.state


@given(CASTING, SCRIPTS, st.lists(st.integers(0, 40)))
@steadily(200)
def test_looking_at_the_clock_in_between_changes_nothing(casting: str, script: Script, cuts: list[int]) -> None:
    practice = played(casting, script)

    assert in_parts(practice, practice.log, cuts) == practice.state


@given(CASTING, SCRIPTS, st.lists(st.integers(0, 3 * STATION), max_size=6))
@steadily(200)
def test_the_clock_comes_to_the_same_however_often_it_is_looked_at(
    casting: str, script: Script, looks: list[int]
) -> None:
    state = played(casting, script).state
    last = state.now + 3 * STATION

    often = state
    for look in sorted(looks):
        often = advance(often, state.now + look)

    assert advance(often, last) == advance(state, last)


@given(CASTING, SCRIPTS)
@steadily(200)
def test_time_never_runs_backwards_and_stage_numbers_only_grow(casting: str, script: Script) -> None:
    practice = at_the_table(casting)

    states = [after.state for after in play(practice, casting, script)]

    assert all(one.last_at <= two.last_at and one.now <= two.now for one, two in pairwise(states))
    assert all(one.number <= two.number for one, two in pairwise(states))
    assert all(START <= one.at <= two.at and one.seq + 1 == two.seq for one, two in pairwise(practice.log))


@given(CASTING, SCRIPTS)
@steadily(200)
def test_stages_begin_one_after_the_other(casting: str, script: Script) -> None:
    for round_ in played(casting, script).state.rounds:
        begun = [round_.started_at[stage] for stage in Stage if stage in round_.started_at]

        assert begun == sorted(begun)
        assert begun[0] == round_.began_at


@given(st.lists(st.tuples(st.integers(0, 100_000), st.integers(0, 2 * 10**7), st.sampled_from("ab")), max_size=4))
@steadily(200)
def test_pauses_preserve_what_is_left_to_the_millisecond(pauses: list[tuple[int, int, str]]) -> None:
    practice = trio(Stage.STATION)

    for runs, held, seat in pauses:
        practice.wait(runs).move(seat, Move.PAUSE).wait(held).move(seat, Move.CARRY_ON)

    assert practice.stage is Stage.STATION
    assert practice.remaining == STATION - sum(runs for runs, _, _ in pauses)
    assert practice.wait(practice.remaining).stage is Stage.QUIET


@given(st.integers(0, STATION - 1), st.sampled_from([Move.PAUSE, Move.TIME_OUT, Move.STOP]), st.integers(0, 10**9))
@steadily(200)
def test_a_held_station_never_loses_a_millisecond(runs: int, move: Move, held: int) -> None:
    practice = trio(Stage.STATION).wait(runs).move("a", move).wait(held)

    assert practice.remaining == STATION - runs


@given(st.integers(0, STATION - 1), st.integers(1, 8 * 10**7))
@steadily(50)
def test_carrying_on_moves_the_deadline_by_exactly_what_was_held(runs: int, held: int) -> None:
    practice = trio(Stage.STATION)
    deadline = practice.seen.deadline
    assert deadline is not None

    practice.wait(runs).move("b", Move.PAUSE).wait(held).move("c", Move.CARRY_ON)

    assert practice.seen.deadline == deadline + held
