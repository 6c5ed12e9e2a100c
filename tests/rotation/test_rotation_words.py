"""Why a round is as it is: said to everyone, so nothing private."""

from rotation_builders import NAMES, fresh

from roleplay.rotation.problem import PastTurns, Turn, Turns
from roleplay.rotation.reasons import why

TURN = Turn(1, 0, (2,), "a")


def test_says_why_this_student_and_why_this_case() -> None:
    problem = fresh(past=PastTurns((Turns(student=2), Turns(student=1), Turns(student=2))))

    assert why(problem, TURN, NAMES, ["safety-netting"]) == (
        "It’s Ben’s turn, going by your last sessions. "
        "The case is new to all three of you and practises safety-netting."
    )


def test_counts_the_rounds_planned_before() -> None:
    sentence = why(fresh(), TURN, NAMES, before=[Turn(0, 1, (2,), "b")])

    assert sentence == "Ben has had the fewest turns so far. The case is new to all three of you."


def test_does_not_claim_fewest_turns_when_others_had_as_many_or_fewer() -> None:
    ahead = fresh(past=PastTurns((Turns(student=0), Turns(student=1), Turns(student=1))))

    assert why(fresh(), TURN, NAMES).startswith("Everyone has had the same number of turns.")
    assert why(ahead, TURN, NAMES).startswith("This keeps turns even.")


def test_does_not_tell_who_else_has_met_the_case() -> None:
    problem = fresh(exposed=(frozenset("a"), frozenset(), frozenset()))

    assert why(problem, TURN, NAMES).endswith("The case is new to Ben.")


def test_a_pair_is_both() -> None:
    assert why(fresh(people=2), Turn(0, 1, (1,), "b"), NAMES).endswith("The case is new to you both.")


def test_what_the_row_says_already_is_not_said_again() -> None:
    sentence = why(fresh(), TURN, NAMES)

    assert "student" not in sentence
    assert "“" not in sentence
