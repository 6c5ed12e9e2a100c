"""A plan is remade, not lost; any part can be changed by hand, and the broken rules are named."""

import random
from dataclasses import replace

import pytest
from rotation_builders import NAMES, fresh

from roleplay.errors import Fault
from roleplay.rotation.breaks import breaks
from roleplay.rotation.planner import after, another_case, plan, remake, swap
from roleplay.rotation.problem import CaseCard, Turn, Turns

DONE = (Turn(0, 1, (2,), "a"), Turn(1, 2, (0,), "b"))


def test_the_rest_goes_on_where_the_evening_stands() -> None:
    planned = remake(fresh(cases=3, rounds=1), DONE, random.Random(1))

    assert planned.rounds == (Turn(2, 0, (1,), "c"),)


def test_what_was_opened_tonight_is_fresh_for_nobody() -> None:
    planned = remake(fresh(cases=3, rounds=2), DONE, random.Random(1))

    assert not planned.feasible
    assert planned.most_rounds == 1


def test_a_late_comer_begins_level_and_finds_fresh_what_was_played_before() -> None:
    problem = after(fresh(people=4, cases=4, rounds=2), (*DONE, Turn(2, 0, (1,), "c")))

    assert problem.tonight[3] == Turns(1, 1, 1)
    assert problem.exposed[3] == frozenset()
    assert plan(replace(problem, rounds=1), random.Random(1)).feasible


def test_somebody_who_has_gone_leaves_the_others_their_turns() -> None:
    pair = fresh(people=2, cases=4, rounds=1)

    planned = remake(pair, (Turn(0, -1, (1,), "a"),), random.Random(1))

    assert planned.rounds[0].student == 1


def test_rest_after_a_demanding_patient_is_kept_when_a_plan_is_remade() -> None:
    problem = fresh(cases=4, rounds=1, heavy="ad", exposed=(frozenset(), frozenset("bc"), frozenset("bcd")))

    problem = after(problem, (Turn(0, 2, (1,), "a"),))

    assert problem.last_patient_heavy == (False, False, True)
    assert all(turn.patient != 2 for turn in plan(problem, random.Random(1)).rounds if turn.case == "d")


def test_whoever_was_ahead_waits_until_the_others_are_level() -> None:
    tonight = (Turns(3, 0, 0), Turns(0, 3, 0), Turns(0, 0, 3))

    planned = plan(fresh(cases=6, rounds=6, tonight=tonight), random.Random(1))

    assert sorted(turn.student for turn in planned.rounds) == [1, 1, 1, 2, 2, 2]


def test_another_case_is_new_light_unplanned_and_the_best() -> None:
    cost = ({"b": -2.0, "c": -3.0, "d": -4.0, "e": -1.0}, {}, {})
    problem = fresh(cases=6, heavy="d", cost=cost, exposed=(frozenset("f"), frozenset(), frozenset()))

    assert another_case(problem, Turn(0, 1, (2,), "a"), planned=[Turn(1, 2, (0,), "c")]) == "b"


def test_there_may_be_no_other_case() -> None:
    assert another_case(fresh(cases=1), Turn(0, 1, (2,), "a")) is None


def test_a_swap_before_the_part_was_opened_keeps_the_case() -> None:
    assert swap(fresh(), Turn(0, 1, (2,), "a"), 0, 1) == Turn(1, 0, (2,), "a")


def test_a_swap_that_makes_a_reader_the_student_takes_a_new_case() -> None:
    opened = fresh(exposed=(frozenset(), frozenset("a"), frozenset("a")))

    assert swap(opened, Turn(0, 1, (2,), "a"), 0, 1) == Turn(1, 0, (2,), "b")


def test_a_swap_without_a_case_left_changes_nothing() -> None:
    opened = fresh(cases=1, exposed=(frozenset(), frozenset("a"), frozenset("a")))

    with pytest.raises(Fault, match="There’s no case left for these roles"):
        swap(opened, Turn(0, 1, (2,), "a"), 0, 1)


def test_in_a_pair_a_swap_moves_the_sheet_too() -> None:
    assert swap(fresh(people=2), Turn(0, 1, (1,), "a"), 0, 1) == Turn(1, 0, (0,), "a")


GOOD = (Turn(0, 1, (2,), "a"), Turn(1, 2, (0,), "b"), Turn(2, 0, (1,), "c"))


def test_a_good_plan_breaks_nothing() -> None:
    assert breaks(fresh(), GOOD, NAMES) == ()


@pytest.mark.parametrize(
    ("turn", "sentence"),
    [
        (Turn(0, 1, (2,), "d"), "Round 1: Ana already knows “d”."),
        (Turn(0, 1, (2,), "c"), "Round 3: Cem already knows “c”."),
        (Turn(0, 1, (2,), "e"), "Round 1: Ben has already played the patient in “e”."),
        (Turn(0, 0, (2,), "a"), "Round 1: Ana is both student and patient."),
        (Turn(0, 1, (0,), "a"), "Round 1: nobody is free to observe and mark."),
        (Turn(0, 1, (2,), "f"), "Round 1: Ben would play two demanding patients in a row."),
    ],
)
def test_says_what_a_change_breaks(turn: Turn, sentence: str) -> None:
    problem = fresh(
        cases=6,
        heavy="f",
        exposed=(frozenset("d"), frozenset("e"), frozenset()),
        played=(frozenset(), frozenset("e"), frozenset()),
        last_patient_heavy=(False, True, False),
    )

    assert sentence in breaks(problem, (turn, *GOOD[1:]), NAMES)


def test_says_who_has_how_many_turns_when_they_are_uneven() -> None:
    changed = (Turn(0, 1, (2,), "a"), Turn(0, 2, (1,), "b"), Turn(2, 0, (1,), "c"))

    assert breaks(fresh(), changed, NAMES) == (
        "Turns as student are uneven: Ana 2, Ben 0 and Cem 1.",
        "Turns as the observer who marks are uneven: Ana 0, Ben 2 and Cem 1.",
    )


@pytest.mark.parametrize(
    "settings",
    [
        {"blocked": (frozenset(), frozenset({"grief"}), frozenset())},
        {"unexaminable": {(2, 1): frozenset("a"), (0, 1): frozenset("a")}},
        {"not_patient": frozenset({1})},
    ],
)
def test_a_private_setting_is_told_in_neutral_words(settings: dict[str, object]) -> None:
    problem = replace(
        fresh(**settings), cases=tuple(CaseCard(c, themes=frozenset({"grief"} if c == "a" else ())) for c in "abc")
    )

    assert breaks(problem, GOOD[:1], NAMES) == (
        "Round 1: this doesn’t suit tonight’s group. Choose another case, or change the roles.",
    )


def test_says_that_more_cases_are_demanding_than_wanted() -> None:
    said = breaks(fresh(heavy="ab", most_heavy=1), GOOD, NAMES)
    assert said == ("2 of 3 cases are demanding; no more than 1 should be.",)
