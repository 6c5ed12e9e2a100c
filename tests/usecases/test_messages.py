"""The rules of reading what a device sends: steps that swap places, and what became of a next step."""

from __future__ import annotations

import pytest

from roleplay.errors import Refused
from roleplay.room import events as ev
from roleplay.room.decide import Step
from roleplay.room.taps import Tap
from roleplay.room.vocabulary import GoalOutcome, Move
from roleplay.usecases.practice.messages import read_tap

HEAD = {"token": "token-0001", "kind": "move", "move": "swap", "stage": 3}
NO_NUMBER = "A number in that tap isn’t a whole number, so it wasn’t saved."


def test_a_swap_names_two_places() -> None:
    sent = read_tap(HEAD | {"swap": [2, 0]})

    assert sent.act == Step(Move.SWAP, 3, swap=(2, 0))


@pytest.mark.parametrize("swap", [None, 1, "01", [], [0], [0, 1, 2], {"0": 1}, (0, 1)])
def test_a_swap_of_another_form_names_no_places(swap: object) -> None:
    sent = read_tap(HEAD | {"swap": swap})

    assert isinstance(sent.act, Step)
    assert sent.act.swap is None


@pytest.mark.parametrize("place", [None, "0", 1.0, True, [], {}, 2**53 + 1, -(2**60)])
def test_a_place_is_a_whole_number(place: object) -> None:
    for swap in ([place, 0], [0, place]):
        with pytest.raises(Refused) as said:
            read_tap(HEAD | {"swap": swap})
        assert str(said.value) == NO_NUMBER


@pytest.mark.parametrize(("held", "read"), [("stop", "stop"), (None, None), (1, None), (["stop"], None), ({}, None)])
def test_carrying_on_may_say_which_hold_it_means(held: object, read: str | None) -> None:
    sent = read_tap(HEAD | {"move": "carry_on", "held": held})

    assert isinstance(sent.act, Step)
    assert sent.act.held == read


@pytest.mark.parametrize("during", [0, 3, None])
def test_a_stop_may_say_in_which_round_it_was_made(during: int | None) -> None:
    said = {} if during is None else {"during": during}

    sent = read_tap(HEAD | {"move": "stop"} | said)

    assert sent.act == Step(Move.STOP, 3, during=during)


@pytest.mark.parametrize("during", [None, "1", 1.0, True, [1]])
def test_the_round_of_a_stop_is_a_whole_number(during: object) -> None:
    with pytest.raises(Refused) as said:
        read_tap(HEAD | {"move": "stop", "during": during})

    assert str(said.value) == NO_NUMBER


@pytest.mark.parametrize("move", list(Move))
def test_a_device_sends_no_round_and_no_plan_of_its_own(move: Move) -> None:
    body = {"round": {"snapshot": "x", "student": "a"}, "plan": {"plan": []}, "seat": "another"}

    act = read_tap(HEAD | {"move": move.value} | body).act

    assert isinstance(act, Step)
    assert (act.move, act.round, act.plan) == (move, None, None)


@pytest.mark.parametrize("outcome", list(GoalOutcome))
def test_what_became_of_a_next_step_is_one_of_four(outcome: GoalOutcome) -> None:
    raw = {"token": "token-0001", "kind": "rated_goal", "round": 2, "made": 5, "outcome": outcome.value}

    assert read_tap(raw).act == Tap(ev.RatedGoal(outcome), 2, 5)


@pytest.mark.parametrize("outcome", [None, "", "kept", 1, [], {}, True])
def test_any_other_outcome_is_refused(outcome: object) -> None:
    raw = {"token": "token-0001", "kind": "rated_goal", "round": 2, "made": 5, "outcome": outcome}

    with pytest.raises(Refused, match="A value in that tap has the wrong type"):
        read_tap(raw)
