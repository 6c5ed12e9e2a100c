"""What H1–H7 leave open: who may have which role in which case, and how many turns each person gets.

In an open room everybody is exposed to a case (H6), so it can be used once; H5 then only limits numbers: the rounds of
one patient can go in any order, as no two patients share a round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from roleplay.rotation.problem import CaseCard, Partners, Problem, Turn

Range = tuple[int, int]
"""The fewest and the most turns."""


class Role(StrEnum):
    """A role in a round; OBSERVER is the one with the mark sheet."""

    STUDENT = "student"
    PATIENT = "patient"
    OBSERVER = "observer"


@dataclass(frozen=True)
class Choices:
    """Per person: the cases in which they may be the student (H1, H7) and the patient (H3, H7); ``apart`` are those in
    which two may not be student and patient."""

    student: tuple[frozenset[str], ...]
    patient: tuple[frozenset[str], ...]
    apart: Mapping[Partners, frozenset[str]] = field(default_factory=dict)

    def together(self, student: int, patient: int) -> frozenset[str]:
        """The cases that these two may play."""
        return self.student[student] & self.patient[patient] - self.apart.get((student, patient), frozenset())


def choices(problem: Problem) -> Choices:
    """What is open before anybody has a seat."""
    usable = frozenset(card.id for card in usable_cases(problem))
    none: frozenset[str] = frozenset()
    everyone = range(problem.people)
    return Choices(
        student=tuple(none if i in problem.not_student else usable - problem.exposed[i] for i in everyone),
        patient=tuple(none if i in problem.not_patient else usable - problem.played[i] for i in everyone),
        apart=problem.unexaminable,
    )


def pairs(open_to: Choices) -> list[tuple[int, str]]:
    """Every student and case with another person to be the patient."""
    players = Counter(case for cases in open_to.patient for case in cases)
    return [
        (i, case)
        for i, cases in enumerate(open_to.student)
        for closed in [Counter(_closed(open_to, i))]
        for case in sorted(cases)
        if players[case] > (case in open_to.patient[i]) + closed[case]
    ]


def _closed(open_to: Choices, student: int) -> Iterator[str]:
    """The cases in which others may be patients but not this student's, once for each of these others."""
    for (i, j), cases in open_to.apart.items():
        if i == student != j:
            yield from cases & open_to.patient[j]


def usable_cases(problem: Problem) -> tuple[CaseCard, ...]:
    """The cases that nobody in the room has blocked: H7 applies to every role, and everybody has one."""
    blocked = frozenset().union(*problem.blocked)
    return tuple(c for c in problem.cases if not c.themes & blocked and not (c.heavy and problem.most_heavy == 0))


def heavy_cases(problem: Problem) -> frozenset[str]:
    """The ids of the demanding cases."""
    return frozenset(card.id for card in problem.cases if card.heavy)


def had_tonight(problem: Problem, role: Role) -> list[int]:
    """Each person's turns in this practice that are over."""
    return [getattr(turns, role) for turns in problem.tonight]


def sharing(problem: Problem, role: Role) -> list[int]:
    """Those who share the turns of a role evenly; people who stay out of one role observe as often as it takes."""
    out = {Role.STUDENT: problem.not_student, Role.PATIENT: problem.not_patient}.get(
        role, problem.not_student | problem.not_patient
    )
    return [i for i in range(problem.people) if i not in out]


def ranges(problem: Problem, role: Role, rounds: int) -> list[Range]:
    """How many of the next rounds each person gets, so that all of tonight's turns differ by at most 1 (H2, H4).

    Anybody further ahead (because the group changed) waits until the others are level.
    """
    had, sharers = had_tonight(problem, role), sharing(problem, role)
    level = max((n for n in range(rounds + max(had, default=0) + 1) if _lift(had, sharers, n) <= rounds), default=0)
    return [
        (max(0, level - had[i]), min(rounds, max(0, level + 1 - had[i]))) if i in sharers else (0, 0)
        for i in range(problem.people)
    ]


def most_heavy_turns(turns: int, last_was_heavy: bool) -> int:
    """H5 in numbers: every other one of these turns as patient can be heavy."""
    return (turns + (not last_was_heavy)) // 2


def heavy_capacity(problem: Problem, rounds: int) -> int:
    """The most heavy rounds that H5 allows among so many, however the patients' turns are shared."""
    turns = ranges(problem, Role.PATIENT, rounds)
    heavy = [[most_heavy_turns(n, f) for n in few] for few, f in zip(turns, problem.last_patient_heavy, strict=True)]
    extra = rounds - sum(low for low, _ in turns)
    return sum(low for low, _ in heavy) + min(extra, sum(high - low for low, high in heavy))


def counts(problem: Problem, rounds: Sequence[Turn], role: Role) -> list[int]:
    """Each person's turns, tonight's and these."""
    total = had_tonight(problem, role)
    for turn in rounds:
        who = holder(turn) if role is Role.OBSERVER else int(getattr(turn, role))
        if who is not None and 0 <= who < problem.people:
            total[who] += 1
    return total


def holder(turn: Turn) -> int | None:
    """Who has the mark sheet and no other role; nobody in a pair."""
    return turn.observers[0] if turn.observers and turn.observers != (turn.patient,) else None


def _lift(had: Sequence[int], sharers: Sequence[int], level: int) -> int:
    return sum(max(0, level - had[i]) for i in sharers)
