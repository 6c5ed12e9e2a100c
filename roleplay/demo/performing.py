"""What happens in one station of the demo, and what people make of it: the hidden truth, then everyone's marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from statistics import fmean

from roleplay.content.models import Case, Critical, Shown, WhenRule
from roleplay.demo.learners import Skills
from roleplay.marking.marksheet import Item, Mark, Marksheet

STATION_SD = 12
"""What the case, the evening and luck add to the whole station alike. With `ITEM_SD` and the observers' own views it
comes to about 17 percentage points, as for any single encounter."""
ITEM_SD = 28
EYE_SD = 8
"""How differently two observers see the same thing."""
PER_STEP = 3
"""What each step of a case's difficulty costs."""
WHOLE, PART, BARE = 50, 30, 44
"""The quality from which a line is done; partly done; and done if there is nothing in between."""
NEVER_UNDER = -6
RATING_STEP = 19
MUST_HELPS = 8
DOES_NOT_ARISE = 0.3
ANSWER = 11_000
"""How many milliseconds an answer of the patient takes."""

ASKS_ABOUT = {
    statement: frozenset(skills.split())
    for statement, skills in {
        "understood": "summarising focused-history ice",
        "listened-to": "open-questions rapport picking-up-cues",
        "told-enough": "explaining",
        "knew-next": "safety-netting",
        "started-from-me": "ice open-questions rapport",
        "not-judged": "picking-up-cues sensitive-questions",
        "could-explain": "explaining summarising",
        "my-decision": "shared-decisions consent",
        "heard-first": "ice open-questions",
        "told-honestly": "explaining consent",
        "room-to-feel": "picking-up-cues rapport",
        "could-say-no": "consent",
        "at-ease": "dignity",
        "noticed": "dignity examination-technique",
        "knew-what-was-found": "explaining summarising prioritising safety-netting",
        "knew-early": "presentation",
        "could-follow": "structure charts-and-results",
        "could-rely": "reasoning",
        "knew-what-to-do": "prioritising safety-netting handover",
        "knew-why": "presentation handover",
        "had-the-picture": "structure charts-and-results",
        "could-trust": "reasoning",
        "whose-turn": "handover prioritising safety-netting",
    }.items()
}
"""The skills that each statement of a rubric asks about."""


@dataclass(frozen=True)
class Performance:
    """How well each line went (None if it didn't come up) and when, in milliseconds into the station.

    ``facts`` were told at these times; ``released`` are the findings that were asked for.
    """

    sheet: Marksheet
    quality: Mapping[str, float | None]
    times: Mapping[str, int]
    facts: Mapping[str, int]
    released: Mapping[str, int]
    whole: float

    def of_domain(self, domain: str) -> float:
        """The mean of the area's own lines, pulled towards that of the whole station."""
        own = [q for item in self.sheet.items if item.domain == domain and (q := self.quality[item.id]) is not None]
        return (fmean(own) + self.whole) / 2 if own else self.whole

    def by_tag(self) -> dict[str, float]:
        """How well each skill that had a chance went."""
        found: dict[str, list[float]] = {}
        for item in self.sheet.items:
            quality = self.quality[item.id]
            if quality is not None and not item.never:
                for tag in item.tags:
                    found.setdefault(tag, []).append(quality)
        return {tag: fmean(qualities) for tag, qualities in found.items()}


def perform(case: Case, sheet: Marksheet, skills: Skills, helped: str, length: int, chance: Random) -> Performance:
    """Play a station. ``helped`` is the skill that the student has set out to try, "" for none."""
    shared = chance.gauss(0, STATION_SD) - PER_STEP * (case.difficulty - 2.5)
    quality = {item.id: _quality(item, skills, shared, helped, chance) for item in sheet.items}
    times = _times(sheet.items, length, chance)
    arose = [q for item in sheet.items if (q := quality[item.id]) is not None and not item.never]
    return Performance(
        sheet=sheet,
        quality=quality,
        times=times,
        facts=_facts(case, sheet, quality, times, skills, length, chance),
        released=_released(case, skills, length, chance),
        # The lines are a sample of what happened; the whole is what they are a sample of.
        whole=(fmean(arose) + skills.of(tag for item in sheet.items for tag in item.tags) + shared) / 2,
    )


def _quality(item: Item, skills: Skills, shared: float, helped: str, chance: Random) -> float | None:
    drawn = chance.gauss(0, ITEM_SD)
    if item.may_not_arise and chance.random() < DOES_NOT_ARISE:
        return None
    ability = (3 * skills.of(item.tags) + skills.level(item.domain)) / 4
    tries = 10 if helped in item.tags else 0
    return ability + shared + drawn + tries + (MUST_HELPS if item.critical is Critical.MUST else 0)


def _times(items: Iterable[Item], length: int, chance: Random) -> dict[str, int]:
    """When each line happened: the mark sheet is in the order of things in the room."""
    lines = list(items)
    return {
        item.id: int(length * (0.03 + 0.9 * (place + chance.random()) / len(lines))) for place, item in enumerate(lines)
    }


def _facts(
    case: Case,
    sheet: Marksheet,
    quality: Mapping[str, float | None],
    times: Mapping[str, int],
    skills: Skills,
    length: int,
    chance: Random,
) -> dict[str, int]:
    """When each fact was told: after the question that reveals it, or unprompted."""
    asked = {
        fact: times[item.id] + place * ANSWER + chance.randrange(3_000, ANSWER)
        for item in reversed(sheet.items)
        if (quality[item.id] or 0) >= PART
        for place, fact in enumerate(item.reveals)
    }
    came = {}
    for fact in case.patient.story:
        if fact.when.rule is WhenRule.VOLUNTEER:
            came[fact.id] = chance.randrange(5_000, 40_000)
        elif fact.id in asked:
            came[fact.id] = asked[fact.id]
        elif chance.random() < _of_itself(fact.when.rule, skills):
            came[fact.id] = chance.randrange(30_000, int(length * 0.7))
    return came


def _of_itself(rule: WhenRule, skills: Skills) -> float:
    return {WhenRule.OPEN: skills.level("open-questions") / 100, WhenRule.ASKED: 0.2}.get(rule, 0.05)


def _released(case: Case, skills: Skills, length: int, chance: Random) -> dict[str, int]:
    shown = [finding.id for finding in case.findings if finding.shown is not Shown.AS_FOUND]
    reached = skills.level("examination-technique") / 100 + 0.25
    return {
        finding: int(length * (0.15 + 0.65 * (place + chance.random()) / len(shown)))
        for place, finding in enumerate(shown)
        if chance.random() < reached
    }


def marks_of(performance: Performance, strict: float, chance: Random) -> dict[str, Mark]:
    """One observer's mark sheet, complete but for lines missed by chance; ``never`` lines only if they happened."""
    marks = {}
    for item in performance.sheet.items:
        mark = _mark(item, performance.quality[item.id], strict + chance.gauss(0, EYE_SD))
        if mark is not None and chance.random() > 0.03:
            marks[item.id] = mark
    return marks


def _mark(item: Item, quality: float | None, strict: float) -> Mark | None:
    if item.never:
        return Mark.DONE if quality is not None and quality < NEVER_UNDER else None
    if quality is None:
        return Mark.NA
    seen = quality - strict
    if seen >= (WHOLE if item.partly else BARE):
        return Mark.DONE
    return Mark.PARTLY if item.partly and seen >= PART else Mark.NOT


def domains_of(performance: Performance, strict: float, sd: float, chance: Random) -> dict[str, int]:
    """1–5 for each area."""
    seen = {d.id: performance.of_domain(d.id) - strict + chance.gauss(0, sd) for d in performance.sheet.domains}
    return {domain: _within(3 + (value - 50) / RATING_STEP, 1, 5) for domain, value in seen.items()}


def overall_of(performance: Performance, strict: float, sd: float, chance: Random) -> int:
    """0–3 for the overall rating."""
    return _within(1.6 + (performance.whole - strict + chance.gauss(0, sd) - 50) / RATING_STEP, 0, 3)


def statements_of(performance: Performance, said: Iterable[str], pleased: bool, chance: Random) -> dict[str, int]:
    """1–5 for each of the patient's statements: what it was like, of which marks tell only a part.

    ``said`` are the skills that the patient's sentence is about, and ``pleased`` says whether it is praise: the answers
    don't contradict it.
    """
    lived = performance.whole + chance.gauss(0, 8)
    answers, of = {}, set(said)
    for one in performance.sheet.statements:
        answer = _within(3.5 + (lived + chance.gauss(0, 10) - 50) / RATING_STEP, 1, 5)
        if of & ASKS_ABOUT.get(one.id, frozenset()):
            answer = max(answer, 4) if pleased else min(answer, 3)
        answers[one.id] = answer
    return answers


def _within(value: float, low: int, high: int) -> int:
    return min(high, max(low, int(value + 0.5)))
