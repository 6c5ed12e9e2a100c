"""H1–H7 hold in every plan, and a plan is found, and is the cheapest, whenever there is one."""

import random
from itertools import combinations, pairwise

import pytest
from exhaustive import broken, least
from hypothesis import given, settings
from hypothesis import strategies as st
from rotation_builders import NAMES, fresh, large, small

from roleplay.rotation.breaks import breaks
from roleplay.rotation.planner import plan
from roleplay.rotation.problem import Kind, PastTurns, Plan, Problem, Turns
from roleplay.rotation.rules import Role, choices, counts, sharing


def past_turns(problem: Problem, planned: Plan) -> float:
    return sum(problem.past.turns[turn.student].student for turn in planned.rounds)


def total_cost(problem: Problem, planned: Plan) -> float:
    return sum(problem.cost[turn.student].get(turn.case, 0) for turn in planned.rounds)


def repeats(problem: Problem, planned: Plan) -> int:
    """How often a student and a patient meet again; in a pair there is nobody else to meet."""
    pairs = [*problem.partners, *((turn.student, turn.patient) for turn in planned.rounds)]
    return 0 if problem.people == 2 else len(pairs) - len(set(pairs))


@pytest.mark.parametrize("hundred", range(20))
def test_equals_trying_everything(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        problem = small(random.Random(seed))
        worth = least(problem)

        planned = plan(problem, random.Random(seed))

        assert planned.feasible is (worth is not None), f"small(Random({seed}))"
        if worth is not None:
            assert repeats(problem, planned) == worth[0], f"small(Random({seed}))"
            assert past_turns(problem, planned) == worth[1], f"small(Random({seed}))"
            assert total_cost(problem, planned) == pytest.approx(worth[2], abs=1e-9), f"small(Random({seed}))"
            assert broken(problem, planned.rounds) == [], f"small(Random({seed}))"
            assert breaks(problem, planned.rounds, NAMES) == (), f"small(Random({seed}))"


@pytest.mark.parametrize("seed", range(100))
def test_says_impossible_only_when_it_is(seed: int) -> None:
    problem = small(random.Random(seed))

    stands = plan(problem, random.Random(seed)).certificate

    if stands is not None and stands.kind is Kind.HALL:
        unseen = frozenset().union(*(choices(problem).student[i] for i in stands.people))
        assert len(unseen) <= stands.have < stands.need
        assert 0 <= stands.most_rounds < stands.rounds


problems = st.integers(0, 10_000).map(lambda seed: large(random.Random(seed)))
planned_evenings = problems.map(lambda problem: (problem, plan(problem, random.Random(1)))).filter(
    lambda pair: pair[1].feasible
)
evenings = given(planned_evenings)
few = settings(max_examples=40, deadline=None)


@evenings
@few
def test_h1_the_student_has_not_met_the_case(evening: tuple[Problem, Plan]) -> None:
    problem, planned = evening

    assert all(turn.case not in problem.exposed[turn.student] for turn in planned.rounds)


@evenings
@few
def test_h2_student_turns_differ_by_one_at_most(evening: tuple[Problem, Plan]) -> None:
    problem, planned = evening
    had = counts(problem, planned.rounds, Role.STUDENT)

    assert all(abs(had[i] - had[j]) <= 1 for i, j in combinations(sharing(problem, Role.STUDENT), 2))


@evenings
@few
def test_h3_nobody_plays_for_themselves_or_the_same_patient_twice(evening: tuple[Problem, Plan]) -> None:
    problem, planned = evening

    assert all(turn.patient != turn.student for turn in planned.rounds)
    assert all(turn.case not in problem.played[turn.patient] for turn in planned.rounds)


@evenings
@few
def test_h4_patient_and_sheet_turns_differ_by_one_at_most(evening: tuple[Problem, Plan]) -> None:
    problem, planned = evening

    for role in (Role.PATIENT, Role.OBSERVER) if problem.people > 2 else (Role.PATIENT,):
        had = counts(problem, planned.rounds, role)
        assert all(abs(had[i] - had[j]) <= 1 for i, j in combinations(sharing(problem, role), 2))


@evenings
@few
def test_h5_nobody_plays_two_demanding_patients_in_a_row(evening: tuple[Problem, Plan]) -> None:
    problem, planned = evening
    heavy = {card.id for card in problem.cases if card.heavy}

    for i in range(problem.people):
        parts = [problem.last_patient_heavy[i], *(t.case in heavy for t in planned.rounds if t.patient == i)]
        assert not any(one and next_ for one, next_ in pairwise(parts))


@evenings
@few
def test_h6_everybody_has_a_place_and_no_case_comes_twice(evening: tuple[Problem, Plan]) -> None:
    problem, planned = evening

    assert len({turn.case for turn in planned.rounds}) == len(planned.rounds)
    assert all({t.student, t.patient, *t.observers} == set(range(problem.people)) for t in planned.rounds)


@evenings
@few
def test_h7_no_blocked_theme_in_any_role(evening: tuple[Problem, Plan]) -> None:
    problem, planned = evening
    themes, blocked = {card.id: card.themes for card in problem.cases}, frozenset().union(*problem.blocked)

    assert not any(themes[turn.case] & blocked for turn in planned.rounds)
    assert all(t.case not in problem.unexaminable[t.student, t.patient] for t in planned.rounds)
    assert all(t.student not in problem.not_student and t.patient not in problem.not_patient for t in planned.rounds)


def test_the_same_chance_gives_the_same_plan() -> None:
    problem = fresh(people=5, cases=20, rounds=10)

    assert plan(problem, random.Random(3)) == plan(problem, random.Random(3))
    assert plan(problem, random.Random(3)) != plan(problem, random.Random(4))


def test_in_a_pair_the_patient_observes_too() -> None:
    planned = plan(fresh(people=2, cases=4, rounds=4), random.Random(1))

    assert all(turn.observers == (turn.patient,) for turn in planned.rounds)


def test_from_four_on_all_others_watch_and_the_first_has_the_sheet() -> None:
    planned = plan(fresh(people=5, cases=5, rounds=5), random.Random(1))

    assert all(len(turn.observers) == 3 for turn in planned.rounds)
    assert sorted(turn.observers[0] for turn in planned.rounds) == [0, 1, 2, 3, 4]


def test_a_turn_that_not_all_can_have_goes_to_whoever_had_fewest() -> None:
    past = PastTurns((Turns(student=9, patient=0, observer=4), Turns(0, 9, 4), Turns(5, 5, 0)))

    (turn,) = plan(fresh(rounds=1, past=past), random.Random(1)).rounds

    assert (turn.student, turn.patient, turn.observers) == (1, 0, (2,))


def test_whoever_would_rather_not_be_student_is_not_and_the_others_share_the_turns() -> None:
    planned = plan(fresh(rounds=3, not_student=frozenset({0})), random.Random(1))

    assert planned.feasible
    assert {turn.student for turn in planned.rounds} == {1, 2}


def test_no_demanding_case_unless_chosen() -> None:
    problem = fresh(cases=6, heavy="abc", rounds=3, most_heavy=0)

    assert {turn.case for turn in plan(problem, random.Random(1)).rounds} == set("def")


def test_at_most_so_many_demanding_cases_however_cheap_they_are() -> None:
    cheap = {"a": -9.0, "b": -9.0, "c": -9.0}
    problem = fresh(cases=6, heavy="abc", rounds=3, most_heavy=1, cost=(cheap, cheap, cheap))

    assert len({turn.case for turn in plan(problem, random.Random(1)).rounds} & set("abc")) == 1


def test_settings_do_not_show_when_a_problem_is_printed() -> None:
    problem = fresh(blocked=(frozenset({"grief"}), frozenset(), frozenset()), not_student=frozenset({2}))

    assert "grief" not in repr(problem)
    assert "not_student" not in repr(problem)


def test_a_problem_that_speaks_of_other_people_is_ours_to_mend() -> None:
    with pytest.raises(ValueError, match="last_patient_heavy speaks of 2 people, and there are 3"):
        fresh(last_patient_heavy=(True, False))


def test_a_past_of_other_people_is_ours_to_mend() -> None:
    with pytest.raises(ValueError, match="past speaks of 2 people, and there are 3"):
        fresh(past=PastTurns((Turns(), Turns())))
