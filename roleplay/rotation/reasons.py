"""The planner's sentences. What everyone sees holds nothing private: no theme, no setting, nobody's history."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.people.directions import isolated
from roleplay.rotation.problem import Certificate, Kind, Problem, Turn
from roleplay.rotation.rules import Role, counts

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def why(
    problem: Problem, turn: Turn, names: Sequence[str], skills: Sequence[str] = (), before: Sequence[Turn] = ()
) -> str:
    """Why this round is as it is. ``before`` are the planned rounds that come before it."""
    names = [isolated(name) for name in names]
    title = next((card.title for card in problem.cases if card.id == turn.case), "") or turn.case
    practises = f" and practises {listed(skills)}" if skills else ""
    return (
        f"{names[turn.student]} is student: {_turn_words(problem, turn, before)}; "
        f"“{isolated(title)}” is {_fresh(problem, turn, names)}{practises}."
    )


def reason(certificate: Certificate, names: Sequence[str]) -> str:
    """Why there is no plan, in one sentence. Impossible is said only of what is proved (HALL, HEAVY)."""
    have, need, rounds = certificate.have, certificate.need, certificate.rounds
    if certificate.kind is Kind.ALONE:
        return "A consultation needs at least two people: one is the student, one is the patient."
    if certificate.kind is Kind.HALL:
        who = listed([isolated(names[i]) for i in certificate.people])
        alone = len(certificate.people) == 1
        return (
            f"{who} {'has' if alone else 'have'} {f'only {have}' if have else 'no'} case{'s' * (have > 1)} unseen"
            f"{'' if alone else ' between them'}, and {_rounds(rounds)} would need {need}."
        )
    if certificate.kind in (Kind.HEAVY, Kind.SHARE):
        heavy = f"At least {need} of {_rounds(rounds)} would be demanding"
        if certificate.kind is Kind.SHARE:
            return f"{heavy}, and at most {have} should be."
        return f"{heavy}, and at most {have} can be: nobody plays two demanding patients in a row."
    if certificate.kind is Kind.PRIVATE:
        return "There are not enough cases for tonight's group."
    return f"No arrangement of {_rounds(rounds)} was found in which nobody repeats a case and the turns are even."


def offers(certificate: Certificate) -> tuple[str, ...]:
    """What can be done about it, in the order in which it is to be offered."""
    if certificate.kind is Kind.ALONE:
        return ("Ask somebody to join.",)
    fewer = (f"Play fewer rounds: {certificate.most_rounds} can be planned.",) if certificate.most_rounds else ()
    outside = ("Let somebody wait outside: a case stays fresh for them.",) if certificate.room > 2 else ()
    return (*fewer, "Add another case.", *outside, "Change the plan by hand and let the turns be uneven.")


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _rounds(number: int) -> str:
    return f"{number} round{'s' * (number != 1)}"


def _turn_words(problem: Problem, turn: Turn, before: Sequence[Turn]) -> str:
    tonight = counts(problem, before, Role.STUDENT)
    had = [(tonight[i], problem.past[i].student) for i in range(problem.people)]
    if len(set(had)) == 1:
        return "all have had as many turns"
    return "fewest turns" if had[turn.student] == min(had) else "so that the turns stay even"


def _fresh(problem: Problem, turn: Turn, names: Sequence[str]) -> str:
    """Who else has met the case is not told."""
    if any(turn.case in met for met in problem.exposed):
        return f"fresh for {names[turn.student]}"
    return "fresh for both" if problem.people == 2 else f"fresh for all {NUMBERS[problem.people]}"
