"""The order of the rounds: turns in rotation, demanding cases neither first nor last, with a rest after them.

Always finds an order: a person's turns as patient can go in any order, whatever the others do, and `seating` keeps
heavy ones few enough.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from roleplay.rotation.problem import Problem, Turn
from roleplay.rotation.rules import Role, had_tonight, heavy_cases, holder, most_heavy_turns


def ordered(problem: Problem, turns: Sequence[Turn], chance: random.Random) -> list[Turn]:
    """The rounds in playing order."""
    mixed = sorted(turns, key=lambda turn: turn.case)
    chance.shuffle(mixed)
    for first, last in _ends(problem, mixed):
        between = [turn for turn in mixed if turn not in (first, last)]
        order = _Order(problem, [] if last is None else [last])
        if first is not None and not order.take(first, between):
            continue
        if order.fill(between):
            return [*order.taken, *order.kept]
    raise AssertionError("the seats leave no order, which `seating` rules out")


def starts(problem: Problem) -> bool:
    """Whether the next round is the first of the practice."""
    return not any(had_tonight(problem, Role.STUDENT))


def _ends(problem: Problem, turns: Sequence[Turn]) -> list[tuple[Turn | None, Turn | None]]:
    """The pairs of first and last rounds to try, best first; None stands for any round.

    Ideally both are light, and the last belongs to somebody with the most turns, so that nobody waits for theirs.
    """
    heavy, mine = heavy_cases(problem), [turn.student for turn in turns]
    light: list[Turn | None] = [turn for turn in turns if turn.case not in heavy]
    if len(light) == len(turns):
        return [(None, None)]
    lasts = sorted(light, key=lambda turn: -mine.count(turn.student) if turn else 0)
    firsts = light if starts(problem) else [None]
    both = [(first, last) for first in firsts for last in lasts if first != last]
    return [*both, *((first, None) for first in firsts), *((None, last) for last in lasts), (None, None)]


class _Order:
    """Rounds taken so far, one after another; those ``kept`` come last and are light."""

    def __init__(self, problem: Problem, kept: list[Turn]) -> None:
        self.heavy = heavy_cases(problem)
        self.taken: list[Turn] = []
        self.kept = kept
        self.had = {role: had_tonight(problem, role) for role in Role}
        self.past = problem.past.turns
        self.just_heavy = list(problem.last_patient_heavy)

    def fill(self, rest: Sequence[Turn]) -> bool:
        """Take all that are left, each time the best next one; False if H5 prevents it."""
        rest = list(rest)
        while rest:
            open_ = [turn for turn in rest if self._can_rest(turn, rest)]
            if not open_:
                return False
            turn = min(open_, key=self._wish)
            rest.remove(turn)
            self._seat(turn)
        return True

    def take(self, turn: Turn, rest: Sequence[Turn]) -> bool:
        """Take this one; False if H5 would then prevent the rest."""
        if not self._can_rest(turn, [*rest, turn]):
            return False
        self._seat(turn)
        return True

    def _can_rest(self, turn: Turn, rest: Sequence[Turn]) -> bool:
        """Whether the patient of this round can still have light rounds between all later heavy ones."""
        if turn.case in self.heavy and self.just_heavy[turn.patient]:
            return False
        after = [other for other in rest if other.patient == turn.patient and other != turn]
        heavy_ones = sum(other.case in self.heavy for other in after)
        return heavy_ones <= most_heavy_turns(len(after), turn.case in self.heavy)

    def _wish(self, turn: Turn) -> tuple[float, ...]:
        """Smaller is better: people with the fewest turns first, tonight and then before, and changing roles."""
        before = self.taken[-1] if self.taken else None
        sheet = holder(turn)
        return (
            self.had[Role.STUDENT][turn.student],
            self.past[turn.student].student,
            self.had[Role.PATIENT][turn.patient],
            0 if sheet is None else self.had[Role.OBSERVER][sheet],
            before is not None and before.student == turn.student,
            before is not None and before.patient == turn.patient,
        )

    def _seat(self, turn: Turn) -> None:
        self.taken.append(turn)
        self.had[Role.STUDENT][turn.student] += 1
        self.had[Role.PATIENT][turn.patient] += 1
        if (sheet := holder(turn)) is not None:
            self.had[Role.OBSERVER][sheet] += 1
        self.just_heavy[turn.patient] = turn.case in self.heavy
