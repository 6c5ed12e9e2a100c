"""Over the weeks: turns even out, those who met last time meet somebody else, and being away changes nothing."""

import json
import random
from itertools import permutations, product
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rotation_builders import NAMES, fresh

from roleplay.cli.plan import plan_file
from roleplay.rotation.past import PastRound, meeting_prices, past_turns, price_meetings
from roleplay.rotation.planner import plan
from roleplay.rotation.problem import PastTurns, Plan, Problem, Turns
from roleplay.rotation.reasons import why
from roleplay.rotation.seating import make_turn

KNOWN = Path(__file__).parents[1] / "vectors" / "weeks.json"
ENTRIES: list[dict[str, Any]] = json.loads(KNOWN.read_text(encoding="utf-8"))["data"]


def had(*students: float) -> tuple[Turns, ...]:
    return tuple(Turns(student=n) for n in students)


def pairs(planned: Plan) -> list[tuple[int, int]]:
    return [(turn.student, turn.patient) for turn in planned.rounds]


# --- known answers


@pytest.mark.parametrize("one", ENTRIES, ids=lambda one: one["name"])
def test_a_known_past_has_its_known_answer(one: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "session.json"
    file.write_text(json.dumps(one), encoding="utf-8")

    rounds = plan_file(file)["rounds"]

    met = sorted([row["student"], row["patient"]] for row in rounds)
    students = [sum(row["student"] == i for row in rounds) for i in range(one["group_size"])]
    expected = one["expected"]
    assert students in expected["students"]
    assert "pairs" not in expected or met in expected["pairs"]
    assert len(met) - len({tuple(pair) for pair in met}) == expected["repeats"]


# --- turns


@given(past=st.lists(st.integers(0, 6), min_size=3, max_size=6), rounds=st.integers(1, 12), seed=st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_the_turn_that_not_all_can_have_goes_to_whoever_had_fewest(past: list[int], rounds: int, seed: int) -> None:
    people = len(past)
    problem = fresh(people, cases=12, rounds=rounds, past=PastTurns(had(*past)))

    planned = plan(problem, random.Random(seed))

    students = [turn.student for turn in planned.rounds]
    extra = sorted(past[i] for i in range(people) if students.count(i) > rounds // people)
    assert extra == sorted(past)[: rounds % people]


@given(rounds=st.integers(1, 7), people=st.integers(3, 5), seed=st.integers(0, 99))
@settings(max_examples=20, deadline=None)
def test_over_eight_sessions_of_the_same_people_turns_differ_by_one_at_most(
    rounds: int, people: int, seed: int
) -> None:
    played: list[PastRound] = []

    for session in range(8):
        problem = fresh(people, cases=7, rounds=rounds, past=past_turns(aged(played, session), NAMES[:people]))
        played += as_past(plan(problem, random.Random(seed)), session)

    turns = [sum(one.student == name for one in played) for name in NAMES[:people]]
    assert max(turns) - min(turns) <= 1


def as_past(planned: Plan, session: int) -> list[PastRound]:
    """``ago`` counts from the first session until `aged` turns it round."""
    return [
        PastRound(session, NAMES[t.student], NAMES[t.patient], tuple(NAMES[o] for o in t.observers))
        for t in planned.rounds
    ]


def aged(played: list[PastRound], now: int) -> list[PastRound]:
    return [PastRound(now - one.ago, one.student, one.patient, one.observers) for one in played]


def test_no_wish_for_a_case_takes_the_turn_of_whoever_had_fewer() -> None:
    keen = ({"a": -10.0}, {}, {})

    (turn,) = plan(fresh(rounds=1, cost=keen, past=PastTurns(had(1, 0, 1))), random.Random(1)).rounds

    assert turn.student == 1


def test_whoever_had_fewest_before_comes_first_tonight() -> None:
    planned = plan(fresh(rounds=3, past=PastTurns(had(2, 1, 0))), random.Random(1))

    assert [turn.student for turn in planned.rounds] == [2, 1, 0]


# --- pairs


pasts = st.lists(
    st.tuples(st.sampled_from(list(permutations(range(3), 2))), st.integers(1, 9)).map(lambda met: (*met[0], met[1])),
    max_size=9,
).map(tuple)


@given(met=pasts, rounds=st.integers(1, 3), seed=st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_the_pairs_are_those_who_met_longest_ago(met: tuple[tuple[int, int, int], ...], rounds: int, seed: int) -> None:
    problem = fresh(rounds=rounds, past=PastTurns(pairs=met))

    found = price_meetings(meeting_prices(problem), plan(problem, random.Random(seed)).rounds)

    assert isclose(found, cheapest_meetings(problem), abs_tol=1e-9)


def cheapest_meetings(problem: Problem) -> float:
    """Every way to seat up to three rounds of a trio is tried."""
    seats = list(permutations(range(3)))
    tried = []
    for rounds in product(seats, repeat=problem.rounds):
        columns = list(zip(*rounds, strict=True))
        if all(len(set(column)) == problem.rounds for column in columns):
            turns = [make_turn(3, *who, "a") for who in rounds]
            tried.append(price_meetings(meeting_prices(problem), turns))
    return min(tried)


@given(people=st.integers(3, 6), seed=st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_a_past_brings_no_pair_together_twice_in_one_session(people: int, seed: int) -> None:
    chance = random.Random(seed)
    met = tuple((*pair, chance.randint(1, 8)) for pair in permutations(range(people), 2) if chance.random() < 0.5)
    past = PastTurns(tuple(Turns(*(chance.randint(0, 3) for _ in range(3))) for _ in range(people)), met)

    planned = pairs(plan(fresh(people, cases=12, rounds=2 * people, past=past), chance))

    assert len(set(planned)) == 2 * people


def test_one_pair_of_last_time_costs_more_than_all_earlier_ones() -> None:
    prices = meeting_prices(fresh(past=PastTurns(pairs=((0, 1, 1), *((0, 2, ago) for ago in range(2, 10))))))

    assert prices[0, 1] > prices[0, 2] > prices[1, 0] == 0


# --- what the past is made of


def test_turns_and_pairs_are_counted_for_those_who_are_here() -> None:
    rounds = [PastRound(1, "Ana", "Ben", ("Cem",)), PastRound(2, "Ben", "Dua", ("Ana", "Cem"))]

    past = past_turns(rounds, ("Ana", "Ben", "Cem"))

    assert past.turns == (Turns(1, 0, 1), Turns(1, 1, 0), Turns(0, 0, 2))
    assert past.pairs == ((0, 1, 1),)


def test_in_a_pair_the_patient_was_no_observer() -> None:
    assert past_turns([PastRound(1, "Ana", "Ben", ("Ben",))], ("Ana", "Ben")).turns == (Turns(1, 0, 0), Turns(0, 1, 0))


@pytest.mark.parametrize("ago", [0, 9])
def test_only_eight_sessions_count(ago: int) -> None:
    assert past_turns([PastRound(ago, "Ana", "Ben")], ("Ana", "Ben")) == PastTurns((Turns(), Turns()))


rounds_of_some = st.lists(
    st.tuples(st.integers(1, 8), st.permutations(NAMES[:5]), st.integers(2, 5)).map(
        lambda drawn: PastRound(drawn[0], drawn[1][0], drawn[1][1], tuple(drawn[1][2 : drawn[2]]))
    ),
    max_size=12,
)


@given(before=rounds_of_some, missed=rounds_of_some)
@settings(max_examples=100, deadline=None)
def test_being_away_costs_nobody_anything_and_earns_nothing(before: list[PastRound], missed: list[PastRound]) -> None:
    """Whoever was away gains what those who were there gained on average, and they gain no less for it."""
    everybody, without = NAMES[:6], NAMES[:5]

    gained = student_turns([*before, *missed], everybody) - student_turns(before, everybody)

    shares = (1 / (2 + len(one.observers)) for one in missed)
    assert gained == pytest.approx(sum(shares), abs=1e-5)
    assert past_turns(missed, everybody).turns[:5] == past_turns(missed, without).turns


def student_turns(rounds: list[PastRound], people: tuple[str, ...]) -> float:
    """Of the last of these people, who was in none of the rounds."""
    return past_turns(rounds, people).turns[-1].student


def test_a_newcomer_has_no_turns_to_make_up() -> None:
    rounds = [PastRound(ago, *who) for ago in (1, 2) for who in (("Ana", "Ben"), ("Ben", "Ana"))]

    past = past_turns(rounds, ("Ana", "Ben", "Cem"))

    assert [turns.student for turns in past.turns] == [2, 2, 2]


# --- in words


def test_a_reason_says_whose_turn_it_is_and_who_has_not_played_for_them_lately() -> None:
    problem = fresh(past=PastTurns(had(2, 1, 2), ((1, 2, 1),)))

    sentence = why(problem, make_turn(3, 1, 0, 2, "a"), NAMES)

    assert sentence.startswith(
        "It’s Ben’s turn, going by your last sessions. Ana hasn’t played the patient for Ben lately. The case is"
    )


@pytest.mark.parametrize("lately", [(), ((1, 0, 2),), ((2, 0, 1),), ((1, 2, 9),)])
def test_nothing_is_said_of_pairs_where_there_was_no_choice_to_make(lately: tuple[tuple[int, int, int], ...]) -> None:
    assert "lately" not in why(fresh(past=PastTurns(pairs=lately)), make_turn(3, 1, 0, 2, "a"), NAMES)


def test_even_turns_are_said_to_be_even() -> None:
    sentence = why(fresh(past=PastTurns(had(2, 2, 2))), make_turn(3, 1, 0, 2, "a"), NAMES)

    assert sentence.startswith("Your turns in the last sessions were even. ")
