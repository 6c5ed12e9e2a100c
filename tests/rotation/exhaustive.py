"""The rules taken literally: every order of every choice is tried. Shares no code with the planner."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import inf

from roleplay.rotation.problem import CaseCard, Problem, Turn

Counts = tuple[tuple[int, int, int], ...]


Worth = tuple[int, float, float]
"""How often partners meet again, then the students' past turns, then the cost."""
NO_PLAN = (0, inf, inf)


def least(problem: Problem) -> Worth | None:
    """What the best plan is worth, or None if there is no plan at all."""

    @cache
    def rest(
        left: int, met: frozenset[str], had: Counts, just_heavy: tuple[bool, ...], partners: frozenset[tuple[int, int]]
    ) -> Worth:
        if not _even(problem, had, left):
            return NO_PLAN
        if left == 0:
            return 0, 0.0, 0.0
        best = NO_PLAN
        for card, student, patient, sheet in _rounds(problem, met, just_heavy):
            price = problem.cost[student].get(card.id, 0.0)
            now_heavy = tuple(card.heavy if i == patient else just_heavy[i] for i in range(problem.people))
            pair, now_had = (student, patient), _counted(had, student, patient, sheet)
            again, past, cost = rest(left - 1, met | {card.id}, now_had, now_heavy, partners | {pair})
            again += problem.people > 2 and pair in partners
            worth = (again, past + problem.past.turns[student].student, price + cost)
            best = min(best, worth, key=lambda worth: (worth[1] == inf, worth))
        return best

    had = tuple((turns.student, turns.patient, turns.observer) for turns in problem.tonight)
    worth = rest(problem.rounds, frozenset(), had, problem.last_patient_heavy, problem.partners)
    return None if worth[1] == inf else worth


def _rounds(
    problem: Problem, met: frozenset[str], just_heavy: tuple[bool, ...]
) -> Iterator[tuple[CaseCard, int, int, int | None]]:
    people, wish = range(problem.people), problem.not_student
    heavy = {card.id for card in problem.cases if card.heavy}
    for card in problem.cases:
        if card.id in met or any(card.themes & blocked for blocked in problem.blocked):
            continue  # H6 and H7
        if card.heavy and problem.most_heavy is not None and len(met & heavy) >= problem.most_heavy:
            continue
        for student in (i for i in people if i not in wish and card.id not in problem.exposed[i]):  # H1
            for patient in (i for i in people if i != student and _may_play(problem, i, card, just_heavy[i])):
                if card.id in problem.unexaminable.get((student, patient), ()):
                    continue
                sheets = [i for i in people if i not in (student, patient)] if problem.people > 2 else [None]
                yield from ((card, student, patient, sheet) for sheet in sheets)


def _may_play(problem: Problem, i: int, card: CaseCard, just_heavy: bool) -> bool:
    if i in problem.not_patient or card.id in problem.played[i]:
        return False  # H3
    return not (card.heavy and just_heavy)  # H5


def _counted(had: Counts, student: int, patient: int, sheet: int | None) -> Counts:
    return tuple((s + (i == student), p + (i == patient), o + (i == sheet)) for i, (s, p, o) in enumerate(had))


def _even(problem: Problem, had: Counts, left: int = 0) -> bool:
    """H2 and H4, among those who haven't asked to stay out of the role; or whether what is left can make it so."""
    wish = (problem.not_student, problem.not_patient, problem.not_student | problem.not_patient)
    for role in range(3 if problem.people > 2 else 2):
        turns = [had[i][role] for i in range(problem.people) if i not in wish[role]]
        if sum(max(0, max(turns) - 1 - n) for n in turns) > left:
            return False
    return True


def broken(problem: Problem, rounds: tuple[Turn, ...]) -> list[str]:
    """The hard rules that these rounds break, by their numbers."""
    had: Counts = tuple((turns.student, turns.patient, turns.observer) for turns in problem.tonight)
    met: frozenset[str] = frozenset()
    just_heavy, found = problem.last_patient_heavy, []
    cards = {card.id: card for card in problem.cases}
    for turn in rounds:
        sheet = turn.observers[0] if problem.people > 2 else None
        choice = (cards[turn.case], turn.student, turn.patient, sheet)
        if choice not in _rounds(problem, met, just_heavy):
            found.append(f"H1, H3, H5, H6 or H7: {turn}")
        if {turn.student, turn.patient, *turn.observers} != set(range(problem.people)):
            found.append(f"H6: {turn}")
        met |= {turn.case}
        had = _counted(had, turn.student, turn.patient, sheet)
        just_heavy = tuple(cards[turn.case].heavy if i == turn.patient else just_heavy[i] for i in range(len(had)))
    return found + ["H2 or H4"] * (not _even(problem, had))
