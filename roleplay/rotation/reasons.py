"""The planner's sentences. They hold nothing private, as everyone sees them: no theme, no setting, nobody's history."""

from __future__ import annotations

from collections.abc import Sequence

from roleplay.people.directions import isolated
from roleplay.rotation.past import SESSIONS
from roleplay.rotation.problem import Certificate, Kind, Problem, Turn
from roleplay.rotation.rules import Role, counts

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def why(
    problem: Problem, turn: Turn, names: Sequence[str], skills: Sequence[str] = (), before: Sequence[Turn] = ()
) -> str:
    """Why this round is as it is, beside who plays what in which case. ``before`` are the planned rounds that come
    before it."""
    name = isolated(names[turn.student])
    practises = f" and practises {listed(skills)}" if skills else ""
    who = f"{_turn_words(problem, turn, name, before)}.{_pair_words(problem, turn, names)}"
    return f"{who} The case is {_fresh(problem, turn, name)}{practises}."


def reason(certificate: Certificate, names: Sequence[str]) -> str:
    """Why there is no plan, in one sentence. Only what is proved (HALL, HEAVY) is called impossible."""
    have, need, rounds = certificate.have, certificate.need, certificate.rounds
    if certificate.kind is Kind.ALONE:
        return "You need at least two people: a student and a patient."
    if certificate.kind is Kind.HALL:
        who = listed([isolated(names[i]) for i in certificate.people])
        alone = len(certificate.people) == 1
        return (
            f"{who} {'has' if alone else 'have'} {f'only {have}' if have else 'no'} unseen case{'s' * (have != 1)}"
            f"{'' if alone else ' between them'}, but {_rounds(rounds)} would need {need}."
        )
    if certificate.kind in (Kind.HEAVY, Kind.SHARE):
        heavy = f"At least {need} of {_rounds(rounds)} would be demanding, but "
        heavy += f"no more than {have}" if have else "none"
        if certificate.kind is Kind.SHARE:
            return f"{heavy} should be."
        return f"{heavy} can be: nobody plays two demanding patients in a row."
    if certificate.kind is Kind.PRIVATE:
        return "There aren’t enough cases for tonight’s group."
    return f"No plan for {_rounds(rounds)} was found in which nobody repeats a case and turns are even."


def offers(certificate: Certificate) -> tuple[str, ...]:
    """What can be done about it, in the order to offer it."""
    if certificate.kind is Kind.ALONE:
        return ("Ask somebody to join.",)
    fewer = (f"Play fewer rounds: {certificate.most_rounds} can be planned.",) if certificate.most_rounds else ()
    outside = ("Let somebody wait outside: they can still do that case later.",) if certificate.room > 2 else ()
    return (*fewer, "Add another case.", *outside, "Change the plan by hand and accept uneven turns.")


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _rounds(number: int) -> str:
    return f"{number} round{'s' * (number != 1)}"


def _turn_words(problem: Problem, turn: Turn, name: str, before: Sequence[Turn]) -> str:
    tonight = counts(problem, before, Role.STUDENT)
    past = [turns.student for turns in problem.past.turns]
    had = list(zip(tonight, past, strict=True))
    if had[turn.student] != min(had):
        return "This keeps turns even"
    if len(set(tonight)) > 1:
        return f"{name} has had the fewest turns so far"
    if len(set(past)) > 1:
        return f"It’s {name}’s turn, going by your last sessions"
    return "Your turns in the last sessions were even" if past[0] else "Everyone has had the same number of turns"


def _pair_words(problem: Problem, turn: Turn, names: Sequence[str]) -> str:
    """Said where the student met somebody else who is here, and not this patient."""
    lately = {(i, j) for i, j, ago in problem.past.pairs if ago <= SESSIONS}
    if (turn.student, turn.patient) in lately or turn.student not in {i for i, _ in lately}:
        return ""
    return f" {isolated(names[turn.patient])} hasn’t played the patient for {isolated(names[turn.student])} lately."


def _fresh(problem: Problem, turn: Turn, name: str) -> str:
    """Who else has met the case stays private."""
    if any(turn.case in met for met in problem.exposed):
        return f"new to {name}"
    return "new to you both" if problem.people == 2 else f"new to all {NUMBERS[problem.people]} of you"
