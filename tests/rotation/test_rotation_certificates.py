"""A plan that can't be: why, what can be done, and nothing private in either."""

import random
from dataclasses import replace
from itertools import permutations

import pytest
from rotation_builders import NAMES, entry, fresh, from_entry

from roleplay.rotation.planner import plan
from roleplay.rotation.problem import CaseCard, Certificate, Kind, Problem
from roleplay.rotation.reasons import offers, reason


def stands(problem: Problem) -> Certificate:
    certificate = plan(problem, random.Random(1)).certificate
    assert certificate is not None
    return certificate


def spoken(problem: Problem) -> str:
    return reason(stands(problem), NAMES)


def test_two_people_with_too_few_cases_between_them() -> None:
    sentence = spoken(from_entry(entry("trio_hall")))

    assert sentence == "Ana and Ben have only 1 unseen case between them, but 3 rounds would need 2."


def test_one_person_with_too_few_cases() -> None:
    knows_all = (frozenset("abc"), frozenset(), frozenset())

    assert spoken(fresh(exposed=knows_all)) == "Ana has no unseen cases, but 3 rounds would need 1."


def test_too_few_cases_for_all() -> None:
    sentence = spoken(fresh(cases=2))

    assert sentence == "Ana, Ben and Cem have only 2 unseen cases between them, but 3 rounds would need 3."


def test_too_many_demanding_cases_for_people_who_need_rest() -> None:
    sentence = spoken(from_entry(entry("trio_heavy_history")))

    assert sentence == (
        "At least 1 of 1 round would be demanding, but none can be: nobody plays two demanding patients in a row."
    )


def test_more_demanding_cases_than_wanted() -> None:
    sentence = spoken(fresh(heavy="ab", most_heavy=1))

    assert sentence == "At least 2 of 3 rounds would be demanding, but no more than 1 should be."


def test_impossible_is_not_said_without_proof() -> None:
    certificate = stands(from_entry(entry("trio_patient_repeat")))

    assert certificate.kind is Kind.NOT_FOUND
    assert "was found" in reason(certificate, NAMES)


def test_the_only_one_left_is_told_so() -> None:
    certificate = stands(fresh(people=1))

    assert reason(certificate, NAMES).startswith("You need at least two people")
    assert offers(certificate) == ("Ask somebody to join.",)


def test_nobody_left_is_no_accident() -> None:
    assert stands(fresh(people=0)).kind is Kind.ALONE


BLOCKED = frozenset({"grief"})
PRIVATE = {
    "blocked theme": {"blocked": (BLOCKED, frozenset(), frozenset())},
    "everybody blocked everything": {"blocked": (BLOCKED, BLOCKED, BLOCKED)},
    "not examined": {"unexaminable": dict.fromkeys(permutations(range(3), 2), frozenset("abc"))},
    "nobody would be student": {"not_student": frozenset({0, 1, 2})},
    "nobody would be patient": {"not_patient": frozenset({0, 1, 2})},
    "one must be both": {"not_student": frozenset({0, 1}), "not_patient": frozenset({0, 1})},
}


@pytest.mark.parametrize("setting", PRIVATE)
def test_a_private_setting_names_no_theme_and_no_person(setting: str) -> None:
    cases = tuple(CaseCard(id_, themes=BLOCKED) for id_ in "abc")
    problem = replace(fresh(), cases=cases, **PRIVATE[setting])

    certificate = stands(problem)

    assert certificate == Certificate(Kind.PRIVATE, 3, 3, certificate.most_rounds)
    assert reason(certificate, NAMES) == "There aren’t enough cases for tonight’s group."


def test_what_stands_in_the_way_without_the_settings_is_told_without_them() -> None:
    seen = (frozenset("abc"), frozenset(), frozenset())
    blocked = tuple(CaseCard(id_, themes=BLOCKED) for id_ in "abc")
    problem = replace(fresh(exposed=seen, blocked=(frozenset(), BLOCKED, frozenset())), cases=blocked)

    assert stands(problem).people == (0,)


def test_offers_come_in_their_order() -> None:
    assert offers(stands(from_entry(entry("trio_hall")))) == (
        "Play fewer rounds: 2 can be planned.",
        "Add another case.",
        "Let somebody wait outside: they can still do that case later.",
        "Change the plan by hand and accept uneven turns.",
    )


def test_fewer_rounds_are_offered_only_where_some_work_and_nobody_of_a_pair_waits_outside() -> None:
    assert offers(stands(fresh(people=2, cases=0, rounds=1)))[0] == "Add another case."
    assert not any("outside" in offer for offer in offers(stands(fresh(people=2, cases=0, rounds=1))))
