"""Problems for the tests: from the vectors, small random ones, and a trio with new cases."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

from roleplay.rotation.problem import CaseCard, PastTurns, Problem, Turns

VECTORS = Path(__file__).parents[1] / "vectors"
NAMES = ("Ana", "Ben", "Cem", "Dua", "Eli", "Fay", "Gus", "Hana")


def vectors(name: str) -> list[dict[str, Any]]:
    return list(json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))["data"])


def entry(name: str) -> dict[str, Any]:
    return next(one for one in vectors("rotation") if one["name"] == name)


def from_entry(one: Mapping[str, Any], rounds: int | None = None) -> Problem:
    return Problem(
        people=one["group_size"],
        cases=tuple(CaseCard(case["id"], case.get("heavy", False)) for case in one["cases"]),
        rounds=one["rounds"] if rounds is None else rounds,
        exposed=tuple(map(frozenset, one["exposures"])),
        played=tuple(frozenset(c for c, roles in met.items() if "patient" in roles) for met in one["exposures"]),
        last_patient_heavy=tuple(one["last_patient_heavy"]),
    )


def fresh(people: int = 3, cases: int = 3, rounds: int = 3, heavy: str = "", **more: Any) -> Problem:
    """Cases a, b, c …, all unseen; those named in ``heavy`` are demanding."""
    ids = "abcdefghijklmnopqrstuvwxyz"[:cases]
    return Problem(people, tuple(CaseCard(id_, id_ in heavy) for id_ in ids), rounds, **more)


def unexaminable(
    cases: Sequence[str], people: int, chance: random.Random, share: float
) -> dict[tuple[int, int], frozenset[str]]:
    """Some by this student only, and some by nobody."""
    by_nobody = [frozenset(case for case in cases if chance.random() < share / 2) for _ in range(people)]
    return {
        (i, j): by_nobody[j] | frozenset(case for case in cases if chance.random() < share / 2)
        for i, j in permutations(range(people), 2)
    }


def small(chance: random.Random) -> Problem:
    """Small enough to try everything, and with every setting now and then."""
    people = chance.choice((2, 3, 3, 3, 4))
    cases = tuple(
        CaseCard(id_, chance.random() < 0.3, frozenset(t for t in "xy" if chance.random() < 0.08))
        for id_ in "abcdef"[: chance.randint(1, 7 - people // 2)]
    )

    def some(of: frozenset[str], share: float) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(one for one in sorted(of) if chance.random() < share) for _ in range(people))

    def turns(most: int) -> tuple[Turns, ...]:
        return tuple(Turns(*(chance.randint(0, most) for _ in range(3))) for _ in range(people))

    ids = frozenset(card.id for card in cases)
    return Problem(
        people,
        cases,
        rounds=chance.randint(0, min(5 if people == 2 else 4, len(cases) + 1)),
        exposed=some(ids, chance.choice((0, 0.2, 0.4))),
        played=some(ids, chance.choice((0, 0.3))),
        last_patient_heavy=tuple(chance.random() < 0.3 for _ in range(people)),
        past=PastTurns(
            turns(chance.choice((0, 3))),
            tuple((*p, chance.randint(1, 9)) for p in permutations(range(people), 2) if chance.random() < 0.2),
        ),
        tonight=turns(chance.choice((0, 0, 1))),
        cost=tuple({c: chance.choice((0, 1, 2, chance.uniform(-1, 1))) for c in sorted(ids)} for _ in range(people)),
        most_heavy=chance.choice((None, None, None, 0, 1)),
        blocked=some(frozenset("xy"), chance.choice((0, 0.3))),
        unexaminable=unexaminable(sorted(ids), people, chance, chance.choice((0, 0, 0.3))),
        not_student=frozenset(i for i in range(people) if chance.random() < chance.choice((0, 0, 0.3))),
        not_patient=frozenset(i for i in range(people) if chance.random() < chance.choice((0, 0, 0.3))),
        partners=frozenset(p for p in permutations(range(people), 2) if chance.random() < chance.choice((0, 0.3))),
    )


def large(chance: random.Random) -> Problem:
    """Up to eight people with some history and some settings; most of these can be planned."""
    people, cases = chance.randint(2, 8), chance.randint(12, 40)
    cards = tuple(
        CaseCard(f"c{n}", chance.random() < 0.3, frozenset({f"theme {chance.randrange(12)}"})) for n in range(cases)
    )
    met = tuple(frozenset(card.id for card in cards if chance.random() < 0.3) for _ in range(people))
    return Problem(
        people,
        cards,
        rounds=chance.randint(1, 12),
        exposed=met,
        played=tuple(frozenset(one for one in sorted(ids) if chance.random() < 0.3) for ids in met),
        last_patient_heavy=tuple(chance.random() < 0.3 for _ in range(people)),
        blocked=tuple(frozenset({f"theme {chance.randrange(12)}"} if chance.random() < 0.1 else ()) for _ in met),
        unexaminable=unexaminable([card.id for card in cards], people, chance, 0.2),
        not_student=frozenset(i for i in range(people) if chance.random() < 0.05),
        not_patient=frozenset(i for i in range(people) if chance.random() < 0.05),
    )
