"""Why a round is as it is: said to everyone, so nothing private."""

from dataclasses import replace

from rotation_builders import NAMES, fresh

from roleplay.rotation.problem import CaseCard, Problem, Turn, Turns
from roleplay.rotation.reasons import why

TURN = Turn(1, 0, (2,), "a")


def titled(**more: object) -> Problem:
    return replace(fresh(**more), cases=(CaseCard("a", title="Breathless at night"),))


def test_says_why_this_student_and_why_this_case() -> None:
    problem = titled(past=(Turns(student=2), Turns(student=1), Turns(student=2)))

    assert why(problem, TURN, NAMES, ["safety-netting"]) == (
        "Ben is the student: fewest turns so far. “Breathless at night” is new to all three of you and practises "
        "safety-netting."
    )


def test_counts_the_rounds_planned_before() -> None:
    sentence = why(titled(), TURN, NAMES, before=[Turn(0, 1, (2,), "b")])

    assert sentence == "Ben is the student: fewest turns so far. “Breathless at night” is new to all three of you."


def test_does_not_claim_fewest_turns_when_others_had_as_many_or_fewer() -> None:
    ahead = titled(past=(Turns(student=0), Turns(student=1), Turns(student=1)))

    assert why(titled(), TURN, NAMES).startswith("Ben is the student: everyone has had the same number of turns.")
    assert why(ahead, TURN, NAMES).startswith("Ben is the student: to keep turns even.")


def test_does_not_tell_who_else_has_met_the_case() -> None:
    problem = titled(exposed=(frozenset("a"), frozenset(), frozenset()))

    assert why(problem, TURN, NAMES).endswith("“Breathless at night” is new to Ben.")


def test_a_pair_is_both_and_a_case_without_a_title_goes_by_its_id() -> None:
    assert why(fresh(people=2), Turn(0, 1, (1,), "b"), NAMES).endswith("“b” is new to you both.")
