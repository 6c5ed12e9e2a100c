"""Which rules a plan changed by hand breaks: said before it is played, and never forbidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from roleplay.people.directions import isolated
from roleplay.rotation.problem import Problem, Turn
from roleplay.rotation.reasons import listed
from roleplay.rotation.rules import Role, choices, counts, heavy_cases, ranges, sharing

NAMES = {Role.STUDENT: "student", Role.PATIENT: "patient", Role.OBSERVER: "the observer who marks"}


def breaks(problem: Problem, rounds: Sequence[Turn], names: Sequence[str]) -> tuple[str, ...]:
    """A sentence for each rule that is broken, in the order of the rounds; private settings in neutral words."""
    names = [isolated(name) for name in names]
    found = chain(
        _places(problem, rounds, names),
        _repeats(problem, rounds, names),
        _rest(problem, rounds, names),
        _tonights_group(problem, rounds),
    )
    by_round = [f"Round {number + 1}: {sentence}" for number, sentence in sorted(found, key=lambda pair: pair[0])]
    return (*by_round, *_heavy_share(problem, rounds), *_uneven(problem, rounds, names))


def _places(problem: Problem, rounds: Sequence[Turn], names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """H3 and the mark sheet: nobody has two roles, and with three or more people somebody has the mark sheet."""
    for number, turn in enumerate(rounds):
        if turn.student == turn.patient:
            yield number, f"{names[turn.student]} is both student and patient."
        sheet = turn.observers[0] if turn.observers else None
        if problem.people > 2 and sheet in (None, turn.student, turn.patient):
            yield number, "nobody is free to observe and mark."


def _repeats(problem: Problem, rounds: Sequence[Turn], names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """H1, H3 and H6: everybody in the room meets every case."""
    opened: set[str] = set()
    played = [set(cases) for cases in problem.played]
    for number, turn in enumerate(rounds):
        title = _title(problem, turn.case)
        if turn.case in opened | problem.exposed[turn.student]:
            yield number, f"{names[turn.student]} already knows “{title}”."
        if turn.case in played[turn.patient]:
            yield number, f"{names[turn.patient]} has already played the patient in “{title}”."
        opened.add(turn.case)
        played[turn.patient].add(turn.case)


def _rest(problem: Problem, rounds: Sequence[Turn], names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """H5."""
    heavy, just_heavy = heavy_cases(problem), list(problem.last_patient_heavy)
    for number, turn in enumerate(rounds):
        if turn.case in heavy and just_heavy[turn.patient]:
            yield number, f"{names[turn.patient]} would play two demanding patients in a row."
        just_heavy[turn.patient] = turn.case in heavy


def _tonights_group(problem: Problem, rounds: Sequence[Turn]) -> Iterator[tuple[int, str]]:
    """H7 and the other private settings, in words that name nobody and nothing."""
    open_to, known = choices(replace(problem, most_heavy=None)), {card.id for card in problem.cases}
    for number, turn in enumerate(rounds):
        closed = turn.case in known and (
            turn.case not in open_to.student[turn.student] | problem.exposed[turn.student]
            or turn.case not in open_to.patient[turn.patient] | problem.played[turn.patient]
            or turn.case in open_to.apart.get((turn.student, turn.patient), ())
        )
        kept_out = turn.student in problem.not_student or turn.patient in problem.not_patient
        if closed or kept_out:
            yield number, "this doesn’t suit tonight’s group. Choose another case, or change the roles."


def _heavy_share(problem: Problem, rounds: Sequence[Turn]) -> Iterator[str]:
    heavy = sum(turn.case in heavy_cases(problem) for turn in rounds)
    if problem.most_heavy is not None and heavy > problem.most_heavy:
        yield f"{heavy} of {len(rounds)} cases are demanding; no more than {problem.most_heavy} should be."


def _uneven(problem: Problem, rounds: Sequence[Turn], names: Sequence[str]) -> Iterator[str]:
    """H2 and H4, as the planner would share out the turns of as many rounds."""
    for role in list(Role)[: 3 if problem.people > 2 else 2]:
        had, sharers = counts(problem, rounds, role), sharing(problem, role)
        start = counts(problem, (), role)
        shares = ranges(problem, role, len(rounds))
        if role is Role.OBSERVER and len(sharers) < problem.people:
            even = max((had[i] for i in sharers), default=0) - min((had[i] for i in sharers), default=0) <= 1
        else:
            even = all(low <= had[i] - start[i] <= high for i, (low, high) in enumerate(shares) if i in sharers)
        if not even:
            yield f"Turns as {NAMES[role]} are uneven: {listed([f'{names[i]} {n}' for i, n in enumerate(had)])}."


def _title(problem: Problem, case: str) -> str:
    return next((card.title for card in problem.cases if card.id == case), "") or case
