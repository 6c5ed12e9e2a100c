"""Next steps as a person lives with them: up to three open, each seen or not at later stations, kept in the end.

A step is its words: written again, in other capitals, it is the same one. It stays open until observers saw it done in
two stations on different days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from enum import StrEnum

from roleplay.people.rounds import Goal
from roleplay.review.words import Place, counted, day

MOST_OPEN = 3
"""With more than three nobody works on any; older ones wait until one of these is kept."""
KEPT_ON = 2
"""Different days on which a step has to be done."""


class Became(StrEnum):
    """What became of a step, in words; the best first."""

    KEPT = "done on two days"
    DONE = "done"
    PARTLY = "partly done"
    MISSED = "missed the chance"
    NO_CHANCE = "didn’t come up"
    OPEN = "still open"


OUTCOMES = {
    "done": Became.DONE,
    "partly": Became.PARTLY,
    "missed": Became.MISSED,
    "no_chance": Became.NO_CHANCE,
    # What older kits stored.
    "tried": Became.DONE,
}


@dataclass(frozen=True)
class Sighting:
    """What an observer said of a step at one later station; ``at`` in UTC milliseconds."""

    at: int
    practice: int
    round: int
    became: Became

    @property
    def had_a_chance(self) -> bool:
        return self.became is not Became.NO_CHANCE


@dataclass(frozen=True)
class Step:
    """A next step in the person's own words, ``made`` when they first wrote it; ``practice`` and ``round`` are where
    they wrote it last, ``written`` everywhere they did. ``skill`` is a tag, "" for none; ``seen`` is oldest first."""

    text: str
    skill: str
    made: int
    renewed: int
    written: tuple[Place, ...]
    seen: tuple[Sighting, ...]
    became: Became

    @property
    def practice(self) -> int:
        return self.written[-1][0]

    @property
    def round(self) -> int:
        return self.written[-1][1]

    @property
    def kept(self) -> bool:
        return self.became is Became.KEPT

    @property
    def done_at(self) -> int:
        """When it was last done, in UTC milliseconds. Only for a step that was done."""
        return max(one.at for one in self.seen if one.became is Became.DONE)

    @property
    def said(self) -> str:
        """``done in 2 of 3 stations that had a chance``, or what is still missing."""
        chances = [one for one in self.seen if one.had_a_chance]
        if not chances:
            return "no chance yet" if self.seen else "not looked for yet"
        done = sum(one.became is Became.DONE for one in chances)
        return f"done in {done} of {counted(len(chances), 'station')} that had a chance"


@dataclass
class _Draft:
    """A step while its rows are read."""

    rows: list[Goal]
    seen: list[Sighting] = field(default_factory=list)


def steps_of(goals: Iterable[Goal], zone: tzinfo = UTC) -> tuple[Step, ...]:
    """Every next step that one person wrote, the one written last first; ``goals`` in any order, all of them.

    A row's outcome was seen in the row's own round, of the step in its ``focus``; where an older kit didn't store that,
    of the latest one written before. An outcome of a step that isn't there any more is left out.
    """
    drafts: dict[str, _Draft] = {}
    latest = ""
    for goal in sorted(goals, key=_in_time):
        of = latest if goal.focus is None else same_words(goal.focus)
        if of in drafts and goal.outcome in OUTCOMES:
            drafts[of].seen.append(Sighting(goal.made, goal.practice, goal.round, OUTCOMES[goal.outcome]))
        if own := same_words(goal.text):
            drafts.setdefault(own, _Draft([])).rows.append(goal)
            latest = own
    found = (_step(draft, zone) for draft in drafts.values())
    return tuple(sorted(found, key=lambda step: (step.renewed, step.written[-1]), reverse=True))


def open_steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Of `steps_of`, those that the person is working on: the newest three that aren't kept."""
    return tuple(step for step in steps if not step.kept)[:MOST_OPEN]


def kept_steps(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Of `steps_of`, those done on two days."""
    return tuple(step for step in steps if step.kept)


def focus_among(steps: Sequence[Step], skills: Iterable[str]) -> Step | None:
    """The one of these open steps to work on at a station with these skills, unless its student chooses another: one
    that gets a chance there, or else the newest."""
    here = frozenset(skills)
    return next((step for step in steps if step.skill in here), None) or next(iter(steps), None)


def same_words(text: str) -> str:
    """What two texts have in common if they are the same next step."""
    return " ".join(text.split()).casefold()


def _step(draft: _Draft, zone: tzinfo) -> Step:
    first, last = draft.rows[0], draft.rows[-1]
    return Step(
        text=last.text.strip(),
        skill=next((row.skill for row in reversed(draft.rows) if row.skill), ""),
        made=first.made,
        renewed=last.made,
        written=tuple((row.practice, row.round) for row in draft.rows),
        seen=tuple(draft.seen),
        became=_became(draft.seen, zone),
    )


def _became(seen: Sequence[Sighting], zone: tzinfo) -> Became:
    """The best that was seen of it: what was done once stays done, whatever a later station had no chance for."""
    days = {day(one.at, zone) for one in seen if one.became is Became.DONE}
    if len(days) >= KEPT_ON:
        return Became.KEPT
    return min((one.became for one in seen), key=list(Became).index, default=Became.OPEN)


def _in_time(goal: Goal) -> tuple[int, int, int]:
    return goal.made, goal.practice, goal.round
