"""What to practise next: how a person’s history ranks the cases that are new to them.

A suggestion and its reason are for that person alone; the planner gets only a number for each case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import fmean, median
from types import MappingProxyType

from roleplay.content.blueprint import Exam
from roleplay.content.models import Critical
from roleplay.content.rubric import inside_a_sentence, tag_in_words
from roleplay.marking.marksheet import Mark, Weighed
from roleplay.marking.scoring import MARK_VALUES
from roleplay.people.directions import isolated
from roleplay.review.missed import SkillCount, often_missed
from roleplay.review.next_steps import Step
from roleplay.review.own_rounds import Card, Seen, Station
from roleplay.review.spacing import LONGEST, after_a_miss

DAY = 24 * 60 * 60 * 1000
NEED, WEAK, NOVELTY, DIFFICULTY = 0.45, 0.30, 0.25, 0.15
"""Weights of a case's priority."""
MASTERED = 3
"""Chances in a row at which a skill was shown."""
STEP = 0.20
"""What a case gains that gives an open next step a chance."""
FIRST_STATIONS = 5
"""With fewer stations as the student, a history says too little: only novelty and difficulty count."""
LEVEL_STATIONS, FIRST_LEVEL, DIFFICULTY_RANGE = 5, 2.0, 4
LOWER_FROM = 0.5
"""Half of the ten points that make an area as weak as it can be: below that there is no reason to say so."""
NOTHING: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True)
class Candidate:
    """A case that might be next. ``load`` is the share of its items' weight in each domain, by the domain's id, and
    ``tags`` are the skills of all lines on its mark sheet."""

    card: Card
    load: Mapping[str, float] = field(default_factory=dict)
    themes: frozenset[str] = field(default=frozenset(), repr=False)
    tags: frozenset[str] = frozenset()

    def gives_a_chance(self, skill: str) -> bool:
        """Whether a station with this case can show the skill."""
        return skill in self.card.skills or skill in self.tags


@dataclass(frozen=True)
class Suggestion:
    """``reason`` is one sentence for this person, never shown to anybody else."""

    card: Card
    priority: float
    reason: str


@dataclass(frozen=True)
class Chance:
    """One station's chance to show one skill, and what its observers saw: DONE, PARTLY or NOT."""

    at: int
    mark: Mark


@dataclass(frozen=True)
class Standing:
    """What one person's history says about any case. ``cells`` counts their rounds in each (specialty, kind); ``adds``
    is what each case adds to the exam that they prepare for, None without one; ``gap`` is how many days a skill may
    wait, and ``steps`` has the words of open next steps by the skill they are about."""

    stations: int
    level: float
    cells: Mapping[tuple[str, str], int]
    chances: Mapping[str, tuple[Chance, ...]]
    weak: Mapping[str, float]
    now: int
    adds: Mapping[str, float] | None = None
    gap: int = LONGEST
    steps: Mapping[str, str] = field(default_factory=dict)

    @property
    def coverage_only(self) -> bool:
        return self.stations < FIRST_STATIONS

    @cached_property
    def specialties(self) -> frozenset[str]:
        return frozenset(specialty for specialty, _ in self.cells)

    @cached_property
    def needs(self) -> Mapping[str, float]:
        """For the skills that there was a chance to show; all others have full need."""
        return {tag: need(of, self.now, self.gap) for tag, of in self.chances.items()}


def suggest(
    candidates: Iterable[Candidate],
    stations: Sequence[Station],
    seen: Iterable[Seen],
    now: int,
    *,
    known: Collection[str] = (),
    blocked: Collection[str] = (),
    weak: Mapping[str, float] = NOTHING,
    steps: Sequence[Step] = (),
    names: Mapping[str, str] = MappingProxyType({}),
    exam: Exam | None = None,
    gap: int = LONGEST,
) -> tuple[Suggestion, ...]:
    """What to practise next, best first; "something else" is the next one. Empty if nothing new is left.

    ``stations`` are all of this person's rounds in any role, ``seen`` those whose marks they may know; ``known``
    are cases met or read elsewhere, ``blocked`` themes, ``weak`` as in `weakness`, ``steps`` their open next steps, and
    ``names`` the skills' by tag.
    Demanding cases are never among them.
    """
    met = {*known, *(station.card.id for station in stations)}
    themes, marked = frozenset(blocked), tuple(seen)
    open_to = [c for c in candidates if not c.card.heavy and c.card.id not in met and not c.themes & themes]
    standing = standing_of(stations, marked, now, weak, exam, gap, steps)
    often = [skill for skill in often_missed(marked, names).skills if skill.look]
    found = [Suggestion(c.card, priority(c, standing), reason(c, standing, often, names)) for c in open_to]
    return tuple(sorted(found, key=lambda one: (-one.priority, one.card.id)))


def costs_for(
    candidates: Iterable[Candidate],
    stations: Sequence[Station],
    seen: Iterable[Seen],
    now: int,
    weak: Mapping[str, float] = NOTHING,
    exam: Exam | None = None,
    gap: int = LONGEST,
    steps: Sequence[Step] = (),
) -> dict[str, float]:
    """Each case's cost for the planner: minus its priority. The planner decides who may get which."""
    standing = standing_of(stations, seen, now, weak, exam, gap, steps)
    return {candidate.card.id: -priority(candidate, standing) for candidate in candidates}


def standing_of(
    stations: Sequence[Station],
    seen: Iterable[Seen],
    now: int,
    weak: Mapping[str, float] = NOTHING,
    exam: Exam | None = None,
    gap: int = LONGEST,
    steps: Sequence[Step] = (),
) -> Standing:
    """One person's history. Repeats and rounds given up only show that the case's cell was touched."""
    own = sorted((one for one in stations if one.role == "student" and _tells(one)), key=_when)
    last = [station.card.difficulty for station in own[-LEVEL_STATIONS:]]
    # Observing a kind of station isn't trying it: otherwise people would keep getting the kind they started with.
    tried = [one.card for one in stations if one.role == "student"]
    return Standing(
        stations=len(own),
        level=float(median(last)) if last else FIRST_LEVEL,
        cells=Counter((card.specialty, card.kind) for card in tried),
        chances=chances(seen),
        weak=weak,
        now=now,
        adds=exam.added_by(card.id for card in tried) if exam else None,
        gap=gap,
        steps={step.skill: step.text for step in reversed(steps) if step.skill},
    )


def priority(candidate: Candidate, standing: Standing) -> float:
    """The higher, the sooner. Rounded, so that equal results of the formula are equal."""
    card = candidate.card
    distance = abs(card.difficulty - standing.level) / DIFFICULTY_RANGE
    new = novelty(card, standing.cells) if standing.adds is None else standing.adds.get(card.id, 0.0)
    chance = STEP if any(map(candidate.gives_a_chance, standing.steps)) else 0.0
    coverage = NOVELTY * new - DIFFICULTY * distance + chance
    if standing.coverage_only:
        return round(coverage, 9)
    needed = fmean(standing.needs.get(tag, 1.0) for tag in card.skills) if card.skills else 0.0
    weak = sum(share * standing.weak.get(domain, 0.0) for domain, share in candidate.load.items())
    return round(NEED * needed + WEAK * weak + coverage, 9)


def novelty(card: Card, cells: Mapping[tuple[str, str], int]) -> float:
    """1 for a specialty and kind that this person has not touched."""
    return 1 / (1 + cells.get((card.specialty, card.kind), 0))


def weakness(own_mean: float, domain_mean: float) -> float:
    """How far an area's shrunk mean is below the person's own: 0 to 1, where 1 is ten percentage points or more.

    Only for a profile that may be shown: until then there is no weak area.
    """
    return min(1.0, max(0.0, (own_mean - domain_mean) / 10))


def load_of(items: Iterable[Weighed]) -> dict[str, float]:
    """Each area's share of the weight of a mark sheet's items, or of the lines it is made from; together 1.

    ``never`` items weigh nothing, as in the percentage.
    """
    weights: dict[str, int] = {}
    for item in items:
        weight = 0 if item.critical is Critical.NEVER else item.weight
        weights[item.domain] = weights.get(item.domain, 0) + weight
    total = sum(weights.values())
    return {domain: weight / total for domain, weight in weights.items() if weight} if total else {}


# The skills


def chances(seen: Iterable[Seen]) -> dict[str, tuple[Chance, ...]]:
    """By skill tag, oldest first."""
    found: dict[str, list[Chance]] = {}
    for each in sorted((one for one in seen if _tells(one.station)), key=lambda one: _when(one.station)):
        for tag, mark in shown(each).items():
            found.setdefault(tag, []).append(Chance(each.station.at, mark))
    return {tag: tuple(of) for tag, of in found.items()}


def shown(seen: Seen) -> dict[str, Mark]:
    """What this station says about each skill for which an observer marked something.

    NOT if everybody who marked one of its items marked it as missed; DONE if all were done; else PARTLY.
    """
    marked: dict[str, list[set[Mark]]] = {}
    for item in seen.sheet.items:
        given = {response.items.get(item.id) for response in seen.observers.values()}
        marks = {mark for mark in given if mark is not None and mark in MARK_VALUES}
        if marks and not item.never:
            for tag in item.tags:
                marked.setdefault(tag, []).append(marks)
    return {tag: _together(items) for tag, items in marked.items()}


def need(of: Sequence[Chance], now: int, gap: int) -> float:
    """0 right after a chance to show the skill, 1 from the day it is due; 1 if there was none."""
    return min(1.0, _waited(of, now, gap)) if of else 1.0


def interval(of: Sequence[Chance], gap: int) -> float:
    """Days between the last of these chances and the day when the skill is due: sooner if it was missed."""
    return after_a_miss(gap) if of[-1].mark is Mark.NOT else gap


def due_skills(chances: Mapping[str, Sequence[Chance]], now: int, gap: int) -> list[str]:
    """Those that are to come again, the longest due first."""
    waited = {tag: _waited(of, now, gap) for tag, of in chances.items()}
    return sorted((tag for tag, gaps in waited.items() if gaps >= 1), key=lambda tag: (-waited[tag], tag))


def _waited(of: Sequence[Chance], now: int, gap: int) -> float:
    """Since the last chance, in intervals."""
    return max(0, now - of[-1].at) / (interval(of, gap) * DAY)


def _is_mastered(of: Sequence[Chance]) -> bool:
    """Shown at the last few chances."""
    return len(of) >= MASTERED and all(chance.mark is Mark.DONE for chance in of[-MASTERED:])


def _together(items: Sequence[set[Mark]]) -> Mark:
    if {Mark.NOT} in items:
        return Mark.NOT
    return Mark.DONE if all(marks == {Mark.DONE} for marks in items) else Mark.PARTLY


def _tells(station: Station) -> bool:
    return station.counts and not station.repeat


def _when(station: Station) -> tuple[int, str, int, int]:
    return station.at, station.origin, station.practice, station.round


# The words


def reason(
    candidate: Candidate,
    standing: Standing,
    often: Sequence[SkillCount] = (),
    names: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Why this case, for this person alone: first the next step that gets a chance, then what was missed, what is new,
    and what is due.

    ``often`` are the skills that this person's history calls worth a look, so both give the same counts.
    """
    card = candidate.card
    new = _new(card, standing)
    step = _step(candidate, standing)
    if standing.coverage_only:
        return _sentence([clause for clause in (step, new) if clause] or [_fresh(card, standing)])
    tag, missed = _missed(card, standing, often, names)
    due = _due(card, standing, names, but=tag)
    weak = any(standing.weak.get(domain, 0.0) >= LOWER_FROM for domain in candidate.load)
    lower = "it lets you practise what your own marks are a little lower in" if weak else ""
    clauses = [clause for clause in (step, missed, new, due, lower) if clause]
    return _sentence(clauses[:2] or [_fresh(card, standing)])


def _step(candidate: Candidate, standing: Standing) -> str:
    """The newest open next step that gets a chance."""
    tag = next((tag for tag in reversed([*standing.steps]) if candidate.gives_a_chance(tag)), None)
    return f"it gives your next step “{isolated(standing.steps[tag])}” a chance" if tag else ""


def _missed(card: Card, standing: Standing, often: Sequence[SkillCount], names: Mapping[str, str]) -> tuple[str, str]:
    """The first skill of this case that is often missed, and its count in words; not one that has been mastered
    since."""
    for skill in often:
        if skill.tag in card.skills and not _is_mastered(standing.chances.get(skill.tag, ())):
            return skill.tag, f"it practises {_name(skill.tag, names)}, which was {skill.said}"
    return "", ""


def _new(card: Card, standing: Standing) -> str:
    if card.specialty not in standing.specialties:
        return f"{card.specialty} is new to you"
    return "" if (card.specialty, card.kind) in standing.cells else f"{card.specialty} {card.kind}s are new to you"


def _due(card: Card, standing: Standing, names: Mapping[str, str], but: str) -> str:
    """The skill that has been due longest or, if none is, one that nobody has marked."""
    due = [tag for tag in card.skills if standing.needs.get(tag, 0) >= 1 and tag != but]
    if due:
        longest = max(due, key=lambda tag: _waited(standing.chances[tag], standing.now, standing.gap))
        return f"it practises {_name(longest, names)}, which was due"
    unmarked = next((tag for tag in card.skills if tag not in standing.chances), None)
    return f"it practises {_name(unmarked, names)}, which you haven’t had a chance to show yet" if unmarked else ""


def _fresh(card: Card, standing: Standing) -> str:
    near = standing.stations > 0 and abs(card.difficulty - standing.level) <= 1
    return "it’s new to you, and about as hard as your recent cases" if near else "it’s new to you"


def _name(tag: str, names: Mapping[str, str]) -> str:
    return inside_a_sentence(names.get(tag) or tag_in_words(tag))


def _sentence(clauses: Sequence[str]) -> str:
    text = ", and ".join(clauses)
    return f"{text[:1].upper()}{text[1:]}."
