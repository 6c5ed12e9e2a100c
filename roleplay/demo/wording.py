"""Chooses who writes which sentence: one that is true of what happened, and new to this student."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from roleplay.content.models import Case
from roleplay.demo.performing import PART, WHOLE, Performance
from roleplay.demo.phrases import Advice, phrases
from roleplay.room.vocabulary import GoalOutcome

GOAL_KEPT, GOAL_IN_PART = 54, 36
SELDOM_PLEASED, OFTEN_PLEASED = 20, 80
"""How well a station goes for its patient hardly ever, or nearly always, to say what was good about it."""
NEARLY = 46
"""The quality from which a skill may be praised; advice on it would then be beside the point."""
OF_ANY_CASE, BESIDE_THE_POINT, READ_BEFORE, WORN = 0.6, 5.0, 6.0, 1.2
"""What a sentence costs if it isn't about this case alone, fits badly, is known to its reader, or was written to others
before."""


@dataclass(frozen=True)
class Candidate:
    """A sentence, and how far it is off what matters in this station."""

    text: str
    off: float


@dataclass(frozen=True)
class Lived:
    """A patient's sentence, the skills that it is about, and whether it is praise."""

    text: str
    skills: tuple[str, ...]
    pleased: bool


class Wording:
    """Chooses sentences for a whole term, so that none keeps coming back. ``taken`` are those of this round."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._written: Counter[str] = Counter()
        self._read: Counter[tuple[str, str]] = Counter()

    def of_patient(self, case: Case, performance: Performance, student: str, taken: set[str]) -> Lived:
        """What it was like, about something that was shown or missed."""
        share = (performance.whole - SELDOM_PLEASED) / (OFTEN_PLEASED - SELDOM_PLEASED)
        pleased = self._chance.random() < min(0.9, max(0.2, share))
        here = {
            one.say: one
            for one in phrases().felt_here
            if one.of in (case.id, case.rubric)
            and one.well == pleased
            and _is_so(performance.quality.get(one.item), pleased)
        }
        offs = _offs(performance.by_tag(), pleased)
        general = {
            one.say: one.skill
            for one in phrases().felt
            if one.kind == case.kind[0] and one.well == pleased and one.skill in offs
        }
        candidates = [Candidate(text, 0 if one.of == case.id else OF_ANY_CASE) for text, one in here.items()]
        candidates += [Candidate(text, OF_ANY_CASE + offs[skill]) for text, skill in general.items()]
        text = self._choose(candidates, student, taken)
        tags = performance.sheet.item_by_id[here[text].item].tags if text in here else (general[text],)
        return Lived(text, tags, pleased)

    def to_try(self, case: Case, performance: Performance, student: str, taken: set[str]) -> Advice:
        """One thing to try, about what went least well."""
        offered = {one.to_try: one for one in _advice(case)}
        return offered[self._choose(_fitting(offered, performance), student, taken)]

    def saw(self, case: Case, performance: Performance, student: str, taken: set[str]) -> str:
        """What an observer saw or heard, about something that was shown or missed."""
        offs = {well: _offs(performance.by_tag(), well) for well in (True, False)}
        lines = {one.say: one for one in phrases().seen if one.kind == case.kind[0] and one.skill in offs[one.well]}
        candidates = [Candidate(text, offs[one.well][one.skill]) for text, one in lines.items()]
        return self._choose(candidates, student, taken)

    def own_line(self, case: Case, performance: Performance, student: str, taken: set[str]) -> str:
        """What the student says before anybody else speaks."""
        lines = {one.say: one for one in phrases().own if one.kind == case.kind[0]}
        return self._choose(_fitting(lines, performance), student, taken)

    def next_step(
        self, case: Case, performance: Performance, student: str, heard: Sequence[Advice], taken: set[str]
    ) -> str:
        """Mostly what an observer gave them to try, taken over by a tap; else what they chose themselves."""
        new = [one.next_step for one in heard if not self._read[student, one.next_step]]
        if new and self._chance.random() < 0.8:
            return self._note(new[0], student, taken)
        chosen = {one.next_step: one for one in _advice(case)}
        return self._choose(_fitting(chosen, performance), student, taken)

    def _choose(self, candidates: Iterable[Candidate], student: str, taken: set[str]) -> str:
        """The sentence that says most about this station, unless the student has read it before."""

        def cost(one: Candidate) -> float:
            worn = READ_BEFORE * self._read[student, one.text] + WORN * self._written[one.text]
            return one.off + worn + self._chance.random()

        return self._note(min((c for c in candidates if c.text not in taken), key=cost).text, student, taken)

    def _note(self, text: str, student: str, taken: set[str]) -> str:
        taken.add(text)
        self._written[text] += 1
        self._read[student, text] += 1
        return text


def skill_of(next_step: str) -> str:
    """The skill that a next step is about, "" for none."""
    return next((one.skill for one in phrases().advice if one.next_step == next_step), "")


def became(goal: str, performance: Performance, chance: Random) -> GoalOutcome | None:
    """What an observer saw of the next step that the student came with; None if nobody said."""
    quality = performance.by_tag().get(skill_of(goal))
    if quality is None:
        return GoalOutcome.NO_CHANCE
    if quality >= GOAL_KEPT:
        return GoalOutcome.DONE
    if quality >= GOAL_IN_PART:
        return GoalOutcome.PARTLY
    return GoalOutcome.MISSED if chance.random() < 0.5 else None


def _advice(case: Case) -> list[Advice]:
    return [one for one in phrases().advice if one.kind == case.kind[0]]


def _fitting(sentences: Mapping[str, Any], performance: Performance) -> list[Candidate]:
    offs = _offs(performance.by_tag(), praise=False)
    return [Candidate(text, offs[one.skill]) for text, one in sentences.items() if one.skill in offs]


def _is_so(quality: float | None, well: bool) -> bool:
    return quality is not None and (quality >= WHOLE if well else quality < PART)


def _offs(tags: Mapping[str, float], praise: bool) -> dict[str, float]:
    """For each skill that had a chance: its place from the best (or the worst), and a penalty if it doesn't fit."""
    ordered = sorted(tags, key=lambda tag: -tags[tag] if praise else tags[tag])
    return {
        tag: place + (0 if (tags[tag] >= NEARLY) == praise else BESIDE_THE_POINT) for place, tag in enumerate(ordered)
    }
