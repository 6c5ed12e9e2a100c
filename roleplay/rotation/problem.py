"""What the planner is asked and answers. People are numbers from 0; names come in only where words are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST_PEOPLE = 8


@dataclass(frozen=True)
class CaseCard:
    """What the planner knows of a case: nothing of its contents."""

    id: str
    heavy: bool = False
    themes: frozenset[str] = frozenset()
    title: str = ""


@dataclass(frozen=True)
class Turns:
    """How often one person has been what; ``observer`` counts the turns with the sheet."""

    student: int = 0
    patient: int = 0
    observer: int = 0


@dataclass(frozen=True)
class Problem:
    """One evening to plan. What is given per person is a tuple in the order of the people, or empty for "nothing".

    ``exposed``: cases met in any role or read, *now* (what was opened tonight is in it). ``played``: those of which the
    person was the patient. ``past``: turns of earlier practices; they decide who gets a turn that not all can have.
    ``tonight``: turns of this practice that are over; H2 and H4 hold for these and the planned ones together.
    ``cost``: what it costs to give a case to a person as student (lower is better, 0 where nothing is said).
    ``most_heavy``: at most so many heavy rounds; 0 keeps heavy cases out, None leaves only H5.

    Private, never told in a sentence: ``blocked`` (themes), ``unexaminable`` (cases whose patient the person may not
    be), ``not_student`` and ``not_patient`` (who would rather not tonight; the turns are shared evenly by the others).
    """

    people: int
    cases: tuple[CaseCard, ...]
    rounds: int
    exposed: tuple[frozenset[str], ...] = ()
    played: tuple[frozenset[str], ...] = ()
    last_patient_heavy: tuple[bool, ...] = ()
    past: tuple[Turns, ...] = ()
    tonight: tuple[Turns, ...] = ()
    cost: tuple[Mapping[str, float], ...] = ()
    most_heavy: int | None = None
    blocked: tuple[frozenset[str], ...] = field(default=(), repr=False)
    unexaminable: tuple[frozenset[str], ...] = field(default=(), repr=False)
    not_student: frozenset[int] = field(default=frozenset(), repr=False)
    not_patient: frozenset[int] = field(default=frozenset(), repr=False)

    def __post_init__(self) -> None:
        nothing: dict[str, object] = {"last_patient_heavy": False, "past": Turns(), "tonight": Turns(), "cost": {}}
        for name in ("exposed", "played", "last_patient_heavy", "past", "tonight", "cost", "blocked", "unexaminable"):
            given = getattr(self, name)
            if given and len(given) != self.people:
                raise ValueError(f"{name} speaks of {len(given)} people, and there are {self.people}")
            object.__setattr__(self, name, given or (nothing.get(name, frozenset()),) * self.people)
        if not 0 <= self.people <= MOST_PEOPLE or self.rounds < 0:
            raise ValueError(f"{self.people} people and {self.rounds} rounds cannot be planned")


@dataclass(frozen=True)
class Turn:
    """One round. The first observer holds the sheet; in a pair the patient is the observer too."""

    student: int
    patient: int
    observers: tuple[int, ...]
    case: str


class Kind(StrEnum):
    """Why there is no plan. Only HALL, HEAVY and SHARE prove that there can be none and may be told as impossible."""

    ALONE = "alone"
    HALL = "hall"
    HEAVY = "heavy"
    SHARE = "share"
    PRIVATE = "private"
    NOT_FOUND = "not found"


@dataclass(frozen=True)
class Certificate:
    """HALL: ``people`` have only ``have`` cases unseen between them and need ``need``.

    HEAVY: at least ``need`` rounds would be heavy, and H5 lets ``have`` be. SHARE: the same, and ``most_heavy`` is
    ``have``. PRIVATE holds nothing of anybody. NOT_FOUND: the search came to its end, and nobody is to blame alone.
    ``most_rounds`` is the largest number of rounds below ``rounds`` that works.
    """

    kind: Kind
    room: int
    rounds: int
    most_rounds: int
    people: tuple[int, ...] = ()
    have: int = 0
    need: int = 0


@dataclass(frozen=True)
class Plan:
    """``most_rounds`` is the most that works up to those asked for. ``notes`` are sentences about what is not met."""

    feasible: bool
    rounds: tuple[Turn, ...]
    most_rounds: int
    certificate: Certificate | None = None
    notes: tuple[str, ...] = ()
    cost: float = 0.0
