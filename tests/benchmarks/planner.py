"""Plans 24 rounds for 8 people with 200 cases and five years of history, and prints how long one plan takes.

python tests/benchmarks/planner.py [EVENINGS]
"""

import random
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from roleplay.rotation.planner import plan
from roleplay.rotation.problem import CaseCard, PastTurns, Problem, Turns

PEOPLE, CASES, ROUNDS = 8, 200, 24
PRACTICES = 5 * 30
"""Five years of thirty weeks; every week three of the eight meet and play three cases."""
PER_SESSION = 3


def five_years(chance: random.Random) -> Problem:
    """What the eight have met and which roles they have had, and what each should practise next."""
    cards = tuple(CaseCard(f"case-{n}", heavy=chance.random() < 0.2) for n in range(CASES))
    met: list[set[str]] = [set() for _ in range(PEOPLE)]
    played: list[set[str]] = [set() for _ in range(PEOPLE)]
    been = [[0, 0, 0] for _ in range(PEOPLE)]
    for _ in range(PRACTICES):
        trio = chance.sample(range(PEOPLE), 3)
        for student, patient, observer in (trio, trio[1:] + trio[:1], trio[2:] + trio[:2]):
            fresh = [card.id for card in cards if card.id not in met[student]]
            case = chance.choice(fresh or [card.id for card in cards])
            for role, i in enumerate((student, patient, observer)):
                met[i].add(case)
                been[i][role] += 1
            played[patient].add(case)
    return Problem(
        PEOPLE,
        cards,
        ROUNDS,
        exposed=tuple(map(frozenset, met)),
        played=tuple(map(frozenset, played)),
        last_patient_heavy=tuple(chance.random() < 0.2 for _ in range(PEOPLE)),
        past=PastTurns(
            tuple(Turns(*turns) for turns in been),
            tuple((*chance.sample(range(PEOPLE), 2), 1 + n // PER_SESSION) for n in range(8 * PER_SESSION)),
        ),
        cost=tuple({card.id: -chance.random() for card in cards} for _ in range(PEOPLE)),
        most_heavy=ROUNDS // 3,
    )


def plan_times(evenings: int) -> list[float]:
    """How many seconds each plan takes, with the solver already loaded."""
    taken = []
    for seed in range(evenings + 1):
        problem = five_years(random.Random(seed))
        start = perf_counter()
        assert plan(problem, random.Random(seed)).feasible
        taken.append(perf_counter() - start)
    return taken[1:]


def main(evenings: int) -> None:
    taken = sorted(1000 * seconds for seconds in plan_times(evenings))
    print(f"plan {ROUNDS} rounds, median   {median(taken):6.1f} ms   (budget 100)")
    print(f"slowest of {evenings:<12}    {taken[-1]:6.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
