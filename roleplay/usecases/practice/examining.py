"""Who may practise an examination on whom: private settings, and what holds for everybody in new company.

Only cases leave this module: whose setting closes one is private.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, permutations

from roleplay.content.models import Case, Kind, Region
from roleplay.people.private import Examined, Private
from roleplay.people.rounds import Exposure
from roleplay.rotation.problem import Partners

LIMBS = frozenset(
    {
        Region.HEAD,
        Region.FACE,
        Region.EYES,
        Region.EARS,
        Region.MOUTH,
        Region.ARMS,
        Region.ELBOWS,
        Region.WRISTS,
        Region.HANDS,
    }
)
"""What "hands, arms and head only" lets others examine."""
ALONE_TOGETHER = 2
"""So many people have no chaperone."""


def is_new_company(exposures: Sequence[Iterable[Exposure]], practice: int) -> bool:
    """Whether a pair plays, or somebody has been in no earlier round with any of the others: a guest, a visitor, a new
    member, or everybody the first time. ``exposures`` are each person's."""
    if len(exposures) <= ALONE_TOGETHER:
        return True
    been = [{(e.practice, e.round) for e in met if e.counts and e.practice != practice} for met in exposures]
    times = Counter(chain.from_iterable(been))
    return any(all(times[round_] == 1 for round_ in mine) for mine in been)


def needs_more_than_limbs(case: Case) -> bool:
    """Whether more than hands, arms and head is examined, as far as the case says."""
    return case.kind is Kind.EXAMINATION and (case.examine is None or not set(case.examine.regions) <= LIMBS)


def unexaminable(
    people: Sequence[str], private: Sequence[Private], cases: Iterable[Case], new_company: bool
) -> dict[Partners, frozenset[str]]:
    """For each student and patient, by their places, the cases in which the one may not examine the other."""
    examinations = [case for case in cases if case.kind is Kind.EXAMINATION]
    every = frozenset(case.id for case in examinations)
    beyond = frozenset(case.id for case in examinations if needs_more_than_limbs(case))
    closed = {}
    for i, j in permutations(range(len(people)), 2):
        mine = private[j]
        if mine.examined is Examined.NOTHING or not mine.lets(people[i], private[i]):
            closed[i, j] = every
        elif new_company or mine.examined is Examined.LIMBS:
            closed[i, j] = beyond
    return closed
