"""What we ask the planner, and its answer. People are numbers from 0; names come in only where sentences are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

MOST_PEOPLE = 8
Partners = tuple[int, int]
"""A student and their patient."""


@dataclass(frozen=True)
class CaseCard:
    """What the planner knows about a case: nothing of its contents."""

    id: str
    heavy: bool = False
    themes: frozenset[str] = frozenset()
    title: str = ""


@dataclass(frozen=True)
class Turns:
    """How often a person has had each role; ``observer`` counts turns with the mark sheet. A round that somebody missed
    in an earlier session is a fraction of a turn."""

    student: float = 0
    patient: float = 0
    observer: float = 0


@dataclass(frozen=True)
class PastTurns:
    """What a group played in its last sessions: `past.past_turns` makes it of their rounds.

    ``turns`` are each person's, in the order of the people, or empty for "none". ``pairs`` are the students and
    patients who met, and how many sessions ago (1 is the last one), once for each round.
    """

    turns: tuple[Turns, ...] = ()
    pairs: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Problem:
    """One practice to plan. Values per person are tuples in the order of the people, or empty for "nothing".

    ``exposed``: cases met in any role or read, *by now* (including tonight's). ``played``: those in which the person
    was the patient. ``past``: what they played in earlier practices; turns decide who gets one that not everybody can
    have, and two who met lately are brought together less willingly.
    ``tonight``: turns in this practice that are over; H2 and H4 apply to these and the planned ones together.
    ``partners``: the students and patients who have met in this practice; they don't meet again while there is another
    order.
    ``cost``: what it costs to give a case to a person as student (lower is better, 0 by default).
    ``most_heavy``: the most heavy rounds allowed; 0 keeps heavy cases out, None leaves only H5.

    Private, never mentioned in a sentence: ``blocked`` (themes), ``unexaminable`` (for a student and a patient, the
    cases in which the one may not examine the other), ``not_student`` and ``not_patient`` (those who'd rather not; the
    others share the turns).
    """

    people: int
    cases: tuple[CaseCard, ...]
    rounds: int
    exposed: tuple[frozenset[str], ...] = ()
    played: tuple[frozenset[str], ...] = ()
    last_patient_heavy: tuple[bool, ...] = ()
    past: PastTurns = PastTurns()
    tonight: tuple[Turns, ...] = ()
    partners: frozenset[Partners] = frozenset()
    cost: tuple[Mapping[str, float], ...] = ()
    most_heavy: int | None = None
    blocked: tuple[frozenset[str], ...] = field(default=(), repr=False)
    unexaminable: Mapping[Partners, frozenset[str]] = field(default_factory=dict, repr=False)
    not_student: frozenset[int] = field(default=frozenset(), repr=False)
    not_patient: frozenset[int] = field(default=frozenset(), repr=False)

    def __post_init__(self) -> None:
        nothing: dict[str, object] = {"last_patient_heavy": False, "tonight": Turns(), "cost": {}}
        for name in ("exposed", "played", "last_patient_heavy", "tonight", "cost", "blocked"):
            given = getattr(self, name)
            if given and len(given) != self.people:
                raise ValueError(f"{name} speaks of {len(given)} people, and there are {self.people}")
            object.__setattr__(self, name, given or (nothing.get(name, frozenset()),) * self.people)
        had = self.past.turns or (Turns(),) * self.people
        if len(had) != self.people:
            raise ValueError(f"past speaks of {len(had)} people, and there are {self.people}")
        object.__setattr__(self, "past", replace(self.past, turns=had))
        if not 0 <= self.people <= MOST_PEOPLE or self.rounds < 0:
            raise ValueError(f"{self.people} people and {self.rounds} rounds cannot be planned")


@dataclass(frozen=True)
class Turn:
    """One round. The first observer has the mark sheet; in a pair the patient is also the observer."""

    student: int
    patient: int
    observers: tuple[int, ...]
    case: str


class Kind(StrEnum):
    """Why there is no plan. Only HALL, HEAVY and SHARE prove that there can be none and may be called impossible."""

    ALONE = "alone"
    HALL = "hall"
    HEAVY = "heavy"
    SHARE = "share"
    PRIVATE = "private"
    NOT_FOUND = "not found"


@dataclass(frozen=True)
class Certificate:
    """HALL: ``people`` have only ``have`` cases unseen between them and need ``need``.

    HEAVY: at least ``need`` rounds would be heavy, and H5 allows ``have``. SHARE: the same, and ``most_heavy`` is
    ``have``. PRIVATE says nothing about anybody. NOT_FOUND: the search ended without a single cause.
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
    """``most_rounds`` is the most that works, up to what was asked for. ``notes`` say which wishes couldn't be met."""

    feasible: bool
    rounds: tuple[Turn, ...]
    most_rounds: int
    certificate: Certificate | None = None
    notes: tuple[str, ...] = ()
    cost: float = 0.0
