"""Often missed: skills that were missed in most of the stations that called for them. A raw count, careful words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from roleplay.content.rubric import tag_in_words
from roleplay.marking.marksheet import Item, Mark
from roleplay.review.charts import Axis, Row, Rows, Section, Shape, Tone
from roleplay.review.charts import Mark as Dot
from roleplay.review.intervals import wilson
from roleplay.review.observed import first_try
from roleplay.review.own_rounds import Seen
from roleplay.review.words import Table, counted, more, rounded

CHANCES_FROM = 4
SHARE_FROM = 0.5
LOWER_ABOVE = 0.35
MOST_FLAGS = 3


@dataclass(frozen=True)
class SkillCount:
    """``missed`` of ``chances``, which are stations: a station missed in part counts as that fraction.

    ``lower`` and ``upper`` are Wilson's 80 % interval of the share. ``look``: worth a look.
    """

    tag: str
    name: str
    missed: float
    chances: int
    lower: float
    upper: float
    look: bool = False

    @property
    def count(self) -> str:
        """For a table: ``3 of 4``, ``3.25 of 6``."""
        return f"{round(self.missed, 2):,g} of {self.chances:,}"

    @property
    def said(self) -> str:
        """The same as one would say it: ``not done in any of 6 stations``, ``missed in about 3 of 6 stations``."""
        if self.missed == self.chances:
            return f"not done in any of {self.chances:,} stations"
        if not self.missed:
            return f"never missed in {self.chances:,} stations"
        about = "" if self.missed == int(self.missed) else "about "
        some = min(max(rounded(self.missed), 1), self.chances - 1)
        return f"missed in {about}{some:,} of {self.chances:,} stations"


@dataclass(frozen=True)
class OftenMissed:
    """``skills`` are those with enough chances, the ones worth a look first."""

    title: str
    sentence: str
    missing: str
    table: Table
    skills: tuple[SkillCount, ...]

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """Each skill's share of missed chances, with its interval as a light band; the first three are in sight."""
        return Rows(AXIS, (Section(tuple(map(_drawn, self.skills)), first=MOST_FLAGS),))


AXIS = Axis(
    0,
    100,
    ((0, "0%"), (50, "50%"), (100, "100%")),
    "From none missed to all missed; the band shows where the true share probably lies.",
)


def _drawn(skill: SkillCount) -> Row:
    share, lower, upper = (round(100 * x, 1) for x in (skill.missed / skill.chances, skill.lower, skill.upper))
    look = (Tone.OTHER, Shape.DIAMOND) if skill.look else (Tone.DATA, Shape.CIRCLE)
    words = (skill.name, skill.said, f"missed {skill.count}, likely {rounded(lower)} to {rounded(upper)}%")
    return Row(
        f"{skill.said}{', worth a look' * skill.look}",
        f"{skill.name}:",
        band=(lower, upper),
        marks=(Dot(share, words, tone=look[0], shape=look[1]),),
    )


def often_missed(stations: Iterable[Seen], names: Mapping[str, str] | None = None) -> OftenMissed:
    """``names`` has the words for tags. Repeats and rounds given up are left out."""
    chances = chances_by_skill(stations)
    skills = _flagged(_count(tag, found, names or {}) for tag, found in chances.items() if len(found) >= CHANCES_FROM)
    return OftenMissed(
        title=_title(skills),
        sentence=(
            "“Missed in 3 of 4 stations” means that 4 stations gave you a chance to show the skill, and in 3 it wasn’t "
            "done. A station where half of its lines were missed counts as half; one where none were marked doesn’t "
            "count."
            if skills
            else "Skills that are worth a look will be shown here, each with its count."
        ),
        missing="" if skills else _missing(max(map(len, chances.values()), default=0)),
        table=Table(
            ("Skill", "Missed in stations", ""),
            tuple((s.name, s.count, "worth a look" * s.look) for s in skills),
        ),
        skills=skills,
    )


def chances_by_skill(stations: Iterable[Seen]) -> dict[str, list[Fraction]]:
    """The share that was missed at each chance, by skill tag, oldest first."""
    chances: dict[str, list[Fraction]] = {}
    firsts = sorted((seen for seen in stations if first_try(seen)), key=_when)
    for tag, missed in (chance for seen in firsts for chance in _chances(seen).items()):
        chances.setdefault(tag, []).append(missed)
    return chances


def _when(seen: Seen) -> tuple[int, int, int]:
    return seen.station.at, seen.station.practice, seen.station.round


def _chances(seen: Seen) -> dict[str, Fraction]:
    """The share of each skill's items that was missed in this station: everybody who marked such an item put NOT.

    Two items of one station are no two occasions, so the station is the chance. An item that nobody marked, or that did
    not arise, is left out; so is one that should never happen.
    """
    missed: dict[str, list[bool]] = {}
    for item in seen.sheet.items:
        if marks := _marks(seen, item):
            for tag in dict.fromkeys(item.tags):
                missed.setdefault(tag, []).append(all(mark is Mark.NOT for mark in marks))
    return {tag: Fraction(sum(items), len(items)) for tag, items in missed.items()}


def _marks(seen: Seen, item: Item) -> list[Mark]:
    if item.never:
        return []
    marks = (response.items.get(item.id) for response in seen.observers.values())
    return [mark for mark in marks if mark is not None and mark is not Mark.NA]


def name_of_skill(tag: str, names: Mapping[str, str]) -> str:
    return names.get(tag) or tag_in_words(tag)


def _count(tag: str, found: list[Fraction], names: Mapping[str, str]) -> SkillCount:
    missed = float(sum(found))
    lower, upper = wilson(missed, len(found))
    return SkillCount(tag, name_of_skill(tag, names), missed, len(found), lower, upper)


def _flagged(counts: Iterable[SkillCount]) -> tuple[SkillCount, ...]:
    """The surest first; the first three that pass both thresholds are worth a look."""
    ordered = sorted(counts, key=lambda c: (not _stands_out(c), -c.lower, -c.missed / c.chances, c.name))
    return tuple(replace(c, look=place < MOST_FLAGS and _stands_out(c)) for place, c in enumerate(ordered))


def _stands_out(count: SkillCount) -> bool:
    return count.missed / count.chances >= SHARE_FROM and count.lower > LOWER_ABOVE


def _title(skills: tuple[SkillCount, ...]) -> str:
    looks = [skill for skill in skills if skill.look]
    if not skills:
        return "No counts yet"
    if len(looks) == 1:
        return f"{looks[0].name} is worth a look: {looks[0].said}"
    if not looks:
        return f"{counted(len(skills), 'skill')} counted, and none stands out"
    return f"{len(looks)} of {counted(len(skills), 'skill')} are worth a look"


def _missing(most: int) -> str:
    return f"A count needs {more(CHANCES_FROM - most, 'station')} with a chance to show the same skill."
