"""What each case costs the planner as a person's next one: reads their history and asks the review for numbers.

Only the numbers leave this module: why a case is preferred is private.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from roleplay.content.blueprint import Exam
from roleplay.content.models import Case, Rubric
from roleplay.marking.marksheet import Lens, Marksheet, marksheet_of
from roleplay.marking.tidy import TidyMark
from roleplay.people.exam_plan import days_left
from roleplay.people.rounds import Exposure
from roleplay.review.next_case import FIRST_STATIONS, Candidate, costs_for, load_of, weakness
from roleplay.review.next_steps import open_steps, steps_of
from roleplay.review.own_rounds import Card, Seen, Station
from roleplay.review.profile import DomainProfile, domain_profile
from roleplay.review.spacing import gap
from roleplay.storage import Reader
from roleplay.usecases.history.shelf import response_of
from roleplay.usecases.practice.current_marks import marks_of_round

NEWEST = 200
"""How many of a person's newest stations as student we read marks for: older ones hardly change a need, and the plan
mustn't wait for them."""
ROLES = frozenset({"student", "patient", "observer"})
"""The roles in a round; somebody who only read a case's script had none."""


def costs(
    reader: Reader,
    person: str,
    cases: Mapping[str, Case],
    rubrics: Mapping[str, Rubric],
    now: int,
    *,
    met: Sequence[Exposure] | None = None,
    exam: Exam | None = None,
) -> dict[str, float]:
    """Minus the priority of every case for this person as student. ``met`` is what they have met, if it is known, and
    ``exam`` what the session prepares for. Their own exam decides how soon a skill is due again.

    Marks of rounds from ``now`` on are left out: planned as of the start of a practice, its plan stays the same however
    often it is made, and nobody can guess a mark from it before the feedback is open.
    """
    cards = {case.id: card_of(case) for case in cases.values()}
    stations = _stations(reader.history.exposures(person) if met is None else met, cards)
    own = [s for s in stations if s.role == "student" and s.counts and not s.repeat]
    told = [station for station in own if station.at < now] if len(own) >= FIRST_STATIONS else []
    sheet = Sheets(cases, rubrics)
    seen = [_seen(reader, station, sheet) for station in told[-NEWEST:]]
    weak = weak_domains(domain_profile(seen))
    # As of the same moment, for the same reasons.
    steps = open_steps(steps_of(goal for goal in reader.history.goals(person) if goal.made < now))
    candidates = [
        Candidate(
            card,
            _load(cases[id_], rubrics) if weak else {},
            tags=tags_of(cases[id_], rubrics) if steps else frozenset(),
        )
        for id_, card in cards.items()
    ]
    wait = gap(days_left(reader.exams.plan(person), now))
    return costs_for(candidates, stations, seen, now, weak, exam, wait, steps)


def tags_of(case: Case, rubrics: Mapping[str, Rubric]) -> frozenset[str]:
    """The skills of all lines on its mark sheet."""
    return frozenset(tag for item in (*rubrics[case.rubric].items, *case.checklist) for tag in item.tags)


def weak_domains(profile: DomainProfile) -> dict[str, float]:
    """How weak each domain is, 0–1, by its id; empty while the profile may not be shown. A domain that was rated only
    a few times moves no suggestion, however low."""
    if not profile.has_chart or profile.own_mean is None:
        return {}
    found = {domain.id: weakness(profile.own_mean, domain.level.mean) for domain in profile.domains if domain.tells}
    return {id_: weak for id_, weak in found.items() if weak}


def card_of(case: Case) -> Card:
    """What everyone may know about a case."""
    return Card(
        id=case.id,
        title=case.title,
        kind=case.kind.value,
        specialty=case.specialty,
        level=case.level.value,
        difficulty=case.difficulty,
        skills=case.skills,
        heavy=case.heavy,
    )


class Sheets:
    """The marksheets of the library's cases as they are now, each made once."""

    def __init__(self, cases: Mapping[str, Case], rubrics: Mapping[str, Rubric]) -> None:
        self._cases, self._rubrics = cases, rubrics
        self._made: dict[str, Marksheet] = {}

    def __call__(self, case: str) -> Marksheet:
        if case not in self._made:
            found = self._cases[case]
            self._made[case] = marksheet_of(self._rubrics[found.rubric], found)
        return self._made[case]


def _load(case: Case, rubrics: Mapping[str, Rubric]) -> dict[str, float]:
    """Of the whole sheet, without making one of every case."""
    return load_of((*rubrics[case.rubric].items, *case.checklist))


def _stations(met: Iterable[Exposure], cards: Mapping[str, Card]) -> list[Station]:
    """The rounds with cases still in the library, oldest first. Only reading a case's script isn't a round."""
    known: set[str] = set()
    stations = []
    for one in met:
        if one.case in cards and one.role in ROLES:
            repeat, card = one.case in known, cards[one.case]
            stations.append(
                Station("", one.practice, one.round, one.at, one.role, card, 0, counts=one.counts, repeat=repeat)
            )
        known.add(one.case)
    return stations


def _seen(reader: Reader, station: Station, sheet: Sheets) -> Seen:
    """What observers marked in one round: reading each round costs less than reading all of a person's marks."""
    given: defaultdict[str, list[TidyMark]] = defaultdict(list)
    for mark in marks_of_round(reader, station.practice, station.round):
        if mark.lens == Lens.OBSERVER:
            given[mark.rater].append(mark)
    return Seen(station, sheet(station.card.id), {rater: response_of(marks) for rater, marks in given.items()})
