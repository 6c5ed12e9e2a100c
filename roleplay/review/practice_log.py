"""Practice log: what was done, not how well. Effort and coverage, from the first station on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from roleplay.content.rubric import tag_in_words
from roleplay.review.charts import Axis, Bar, Row, Rows, Section, Tone
from roleplay.review.own_rounds import Station
from roleplay.review.words import Table, counted, listed, rounded

LOG_FROM = 1
ROLES = ("student", "patient", "observer")


@dataclass(frozen=True)
class Part:
    """How often and how long somebody was in one role."""

    role: str
    stations: int
    minutes: float


@dataclass(frozen=True)
class Tally:
    """How often something came up; ``name`` in words."""

    id: str
    name: str
    stations: int


@dataclass(frozen=True)
class PracticeLog:
    """``skills`` are from the person's own stations as the student; ``known`` is how many skills there are to cover."""

    title: str
    sentence: str
    missing: str
    table: Table
    stations: int
    cases: int
    parts: tuple[Part, ...]
    kinds: tuple[Tally, ...]
    skills: tuple[Tally, ...]
    known: int

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """Bars of stations: each role with its minutes, then the kinds, then the skills."""
        tallies = [*self.kinds, *self.skills]
        most = max([part.stations for part in self.parts] + [tally.stations for tally in tallies] + [1])
        sections = (
            Section(tuple(map(_drawn, self.parts)), "Your role"),
            Section(tuple(map(_bar, self.kinds)), "Kinds of station"),
            Section(tuple(map(_bar, self.skills)), "Skills in your own stations"),
        )
        return Rows(Axis(0, most), tuple(section for section in sections if section.rows))


def _drawn(part: Part) -> Row:
    minutes = f", {counted(rounded(part.minutes), 'minute')}" if part.stations else ""
    return Row(f"as {part.role}{minutes}", f"{part.stations:,}", bar=Bar(part.stations, Tone(part.role)))


def _bar(tally: Tally) -> Row:
    return Row(tally.name, f"{tally.stations:,}", bar=Bar(tally.stations))


def practice_log(stations: Iterable[Station], names: Mapping[str, str] | None = None) -> PracticeLog:
    """``names`` has the words for all known skill tags. A round given up, or a script only read, doesn't count."""
    names = names or {}
    turns = [s for s in stations if s.counts and s.role in ROLES]
    parts = tuple(_part(role, [s for s in turns if s.role == role]) for role in ROLES)
    kinds = _tallies((s.card.kind for s in turns), {})
    skills = _tallies((tag for s in turns if s.role == ROLES[0] for tag in dict.fromkeys(s.card.skills)), names)
    cases, known = len({s.card.id for s in turns}), len({*names, *(skill.id for skill in skills)})
    shown = len(turns) >= LOG_FROM
    return PracticeLog(
        title=f"{counted(len(turns), 'station')} on {counted(cases, 'case')}" if shown else "No station yet",
        sentence=_sentence(parts, len(skills), known) if shown else "What you’ve practised will be shown here.",
        missing="" if shown else "Play 1 station, in any role, to start your log.",
        table=Table(("What", "Stations", "Minutes"), tuple(_rows(parts, kinds, skills)) if shown else ()),
        stations=len(turns),
        cases=cases,
        parts=parts,
        kinds=kinds,
        skills=skills,
        known=known,
    )


def _part(role: str, stations: list[Station]) -> Part:
    return Part(role, len(stations), sum(s.minutes for s in stations))


def _tallies(ids: Iterable[str], names: Mapping[str, str]) -> tuple[Tally, ...]:
    """Most frequent first, then by name."""
    found = (Tally(id_, names.get(id_) or tag_in_words(id_), n) for id_, n in Counter(ids).items())
    return tuple(sorted(found, key=lambda tally: (-tally.stations, tally.name)))


def _sentence(parts: tuple[Part, ...], covered: int, known: int) -> str:
    were = listed([f"the {part.role} {_times(part.stations)}" for part in parts if part.stations])
    if not covered:
        return f"You were {were}."
    return f"You were {were}, and your own stations covered {covered} of {counted(known, 'skill')}."


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")


def _rows(parts: tuple[Part, ...], kinds: tuple[Tally, ...], skills: tuple[Tally, ...]) -> Iterable[tuple[str, ...]]:
    yield from ((f"As {part.role}", str(part.stations), str(rounded(part.minutes))) for part in parts)
    yield from ((f"Kind: {kind.name}", str(kind.stations), "") for kind in kinds)
    yield from ((f"Skill: {skill.name}", str(skill.stations), "") for skill in skills)
