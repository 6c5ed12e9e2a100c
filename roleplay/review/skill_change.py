"""A skill over time: how often it was shown at the first chances, and how often at the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from roleplay.review.charts import Axis, Mark, Row, Rows, Section, Shape, Tone
from roleplay.review.missed import chances_by_skill, name_of_skill
from roleplay.review.own_rounds import Seen
from roleplay.review.words import Table, counted, more

CHANCES_FROM = 10
EACH = 5
"""Chances at either end."""


@dataclass(frozen=True)
class SkillChange:
    """``first`` and ``last`` of five chances, which are stations: one where half of the skill's lines were missed
    counts as half."""

    tag: str
    name: str
    first: float
    last: float
    chances: int

    @property
    def said(self) -> str:
        return f"{round(self.first, 2):g} of {EACH}, now {round(self.last, 2):g} of {EACH}"


@dataclass(frozen=True)
class SkillChanges:
    """``skills`` have enough chances; those that changed most come first."""

    title: str
    sentence: str
    missing: str
    table: Table
    skills: tuple[SkillChange, ...]

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """An open diamond for the first five, a dot for the last five."""
        axis = Axis(
            0,
            EACH,
            ((0, "never shown"), (EACH, f"{EACH} of {EACH}")),
            "Open diamond: the first five chances. Dot: the last.",
        )
        return Rows(axis, (Section(tuple(map(_drawn, self.skills)), first=6),))


def skill_changes(stations: Iterable[Seen], names: Mapping[str, str] | None = None) -> SkillChanges:
    """``names`` has the words for tags. Repeats and rounds given up are left out."""
    chances = chances_by_skill(stations)
    found = [_change(tag, of, names or {}) for tag, of in chances.items() if len(of) >= CHANCES_FROM]
    skills = tuple(sorted(found, key=lambda one: (-abs(one.last - one.first), one.name)))
    return SkillChanges(
        title=f"{counted(len(skills), 'skill')} with ten chances or more" if skills else "Not enough chances yet",
        sentence=(
            "A chance is a station that called for the skill, and one where half of its lines were missed counts as "
            "half."
            if skills
            else "How often you show a skill, at first and now, will be shown here."
        ),
        missing="" if skills else _missing(max(map(len, chances.values()), default=0)),
        table=Table(
            ("Skill", "First five chances", "Last five", "Chances"),
            tuple((s.name, f"{round(s.first, 2):g}", f"{round(s.last, 2):g}", f"{s.chances:,}") for s in skills),
        ),
        skills=skills,
    )


def _change(tag: str, missed: Sequence[Fraction], names: Mapping[str, str]) -> SkillChange:
    first, last = (float(EACH - sum(some)) for some in (missed[:EACH], missed[-EACH:]))
    return SkillChange(tag, name_of_skill(tag, names), first, last, len(missed))


def _drawn(skill: SkillChange) -> Row:
    first = Mark(round(skill.first, 2), (skill.name, f"first five chances: {round(skill.first, 2):g} of {EACH}"),
                 tone=Tone.OTHER, shape=Shape.DIAMOND, hollow=True)  # fmt: skip
    last = Mark(round(skill.last, 2), (skill.name, f"last five chances: {round(skill.last, 2):g} of {EACH}"))
    return Row(skill.said, f"{skill.name}:", marks=(first, last))


def _missing(most: int) -> str:
    return f"This needs {more(CHANCES_FROM - most, 'station')} with a chance to show the same skill."
