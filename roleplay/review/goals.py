"""Next steps: set, tried, kept. Progress is a next step that was tried and closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from enum import StrEnum

from roleplay.people.rounds import Goal
from roleplay.review.charts import Axis, Mark, Row, Rows, Section, Shape, Tone
from roleplay.review.days_axis import DAY, day_ticks
from roleplay.review.words import Table, counted, day

GOALS_FROM = 1
STEPS_SHOWN = 6
MOST_TICKS = 3


class Became(StrEnum):
    """What became of a goal, in words; the best first."""

    KEPT = "kept"
    PARTLY = "partly done"
    NO_CHANCE = "didn’t come up"
    OPEN = "still open"


_OUTCOMES = {"tried": Became.KEPT, "partly": Became.PARTLY, "no_chance": Became.NO_CHANCE}


@dataclass(frozen=True)
class Later:
    """What an observer saw of a goal at a later station; ``at`` in UTC milliseconds."""

    at: int
    practice: int
    round: int
    became: Became


@dataclass(frozen=True)
class GoalLine:
    """A goal in the person's own words, with what each later station said of it, oldest first; ``made`` in UTC
    milliseconds."""

    text: str
    made: int
    practice: int
    round: int
    became: Became
    later: tuple[Later, ...] = ()

    @property
    def count(self) -> str:
        """``kept at 3 of 3 stations that had a chance``."""
        chances = [one.became for one in self.later if one.became is not Became.NO_CHANCE]
        if not chances:
            return Became.NO_CHANCE.value if self.later else Became.OPEN.value
        return f"kept at {chances.count(Became.KEPT):,} of {counted(len(chances), 'station')} that had a chance"


@dataclass(frozen=True)
class Goals:
    """``tried`` includes those kept; every goal is tried, without a chance, or open. Newest line first."""

    title: str
    sentence: str
    missing: str
    table: Table
    set: int
    tried: int
    kept: int
    no_chance: int
    open: int
    lines: tuple[GoalLine, ...]
    zone: tzinfo

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """A line for each next step, the newest first, with what every later station said."""
        return steps_over_time(self.lines, self.zone)


def steps_over_time(lines: Sequence[GoalLine], zone: tzinfo) -> Rows:
    """Each from the day it was written to the last station that looked for it, in days."""
    begin = min((line.made for line in lines), default=0)
    end = max((at for line in lines for at in (line.made, *(one.at for one in line.later))), default=0)
    end = max(end, begin + DAY)

    def along(at: float) -> float:
        return round((at - begin) / DAY, 4)

    def drawn(line: GoalLine) -> Row:
        until = max([line.made, *(one.at for one in line.later)])
        marks = tuple(_dot(one, along(one.at), zone) for one in line.later)
        start = Mark(along(line.made), ("written", day(line.made, zone)), tone=Tone.QUIET, hollow=True)
        return Row(line.text, note=line.count, band=(along(line.made), along(until)), marks=(start, *marks))

    ticks = tuple((along(at), " ".join(words)) for at, words in day_ticks(begin, end, zone, MOST_TICKS))
    words = "Dot: kept. Open dot: partly done. Open diamond: didn’t come up. Grey: the day you wrote it."
    return Rows(Axis(0, along(end), ticks, words), (Section(tuple(map(drawn, lines)), first=STEPS_SHOWN),))


def _dot(one: Later, x: float, zone: tzinfo) -> Mark:
    words = (one.became.value, day(one.at, zone))
    leads = (one.practice, one.round)
    if one.became is Became.NO_CHANCE:
        return Mark(x, words, tone=Tone.OTHER, shape=Shape.DIAMOND, hollow=True, leads=leads)
    return Mark(x, words, hollow=one.became is not Became.KEPT, leads=leads)


def goals_view(goals: Iterable[Goal], zone: tzinfo = UTC, wanted: Callable[[GoalLine], bool] = lambda _: True) -> Goals:
    """All goals of one person, in any order; those ``wanted`` are shown.

    What became of a goal is in the rows of later rounds, so the rows must be complete: choosing comes afterwards.
    """
    every = list(_lines(goals))
    lines = tuple(line for line in reversed(every) if wanted(line))
    kept, part, no_chance, still_open = (sum(line.became is b for line in lines) for b in Became)
    shown = len(lines) >= GOALS_FROM
    none = _none_of(len(every)) if every else NONE_YET
    return Goals(
        title=f"{kept:,} of {counted(len(lines), 'next step')} kept" if shown else none[0],
        sentence=_sentence(len(lines), kept + part, kept, still_open) if shown else none[1],
        missing="" if shown else none[2],
        table=Table(
            ("Set on", "Next step", "What became of it", "Later stations"),
            tuple((day(line.made, zone), line.text, line.became.value, line.count) for line in lines),
        ),
        set=len(lines),
        tried=kept + part,
        kept=kept,
        no_chance=no_chance,
        open=still_open,
        lines=lines,
        zone=zone,
    )


NONE_YET = (
    "No next step yet",
    "Your next steps will be shown here.",
    "Write 1 next step at the end of a round to start this.",
)


def _none_of(every: int) -> tuple[str, str, str]:
    """Title, sentence and what is missing, if all the next steps were written at other stations."""
    steps = counted(every, "next step")
    title = f"None of your {steps}" if every > 1 else "Not your next step"
    return title, f"You wrote {steps}, but at other stations.", "Show more stations to see them here."


def _lines(goals: Iterable[Goal]) -> Iterator[GoalLine]:
    """Each goal with the best that was seen of it, oldest first.

    A row's ``outcome`` was seen in the row's own round, of the goal that the person came with: the latest row before
    it that has a text, by ``made`` and then practice and round. Its own text is the *next* goal and has nothing to do
    with it. A goal stays the one looked for until another is written, so it can be seen several times: what was kept
    once stays kept, whatever a later round had no chance for. An outcome with no goal before it is left out.
    """
    came_with: Goal | None = None
    seen: list[Later] = []
    for goal in sorted(goals, key=_in_time):
        if goal.outcome in _OUTCOMES:
            seen.append(Later(goal.made, goal.practice, goal.round, _OUTCOMES[goal.outcome]))
        if goal.text.strip():
            if came_with is not None:
                yield _line(came_with, seen)
            came_with, seen = goal, []
    if came_with is not None:
        yield _line(came_with, seen)


def done_on_two_days(goals: Iterable[Goal], zone: tzinfo) -> tuple[Goal, ...]:
    """The next steps that observers saw kept on two days or more, the newest first, each as it was written last."""
    came_with: Goal | None = None
    days: defaultdict[str, set[str]] = defaultdict(set)
    newest: dict[str, Goal] = {}
    for goal in sorted(goals, key=_in_time):
        if came_with is not None and _OUTCOMES.get(goal.outcome or "") is Became.KEPT:
            days[_words(came_with)].add(day(goal.made, zone))
        if goal.text.strip():
            came_with = newest[_words(goal)] = goal
    done = (one for words, one in newest.items() if len(days[words]) > 1)
    return tuple(sorted(done, key=_in_time, reverse=True))


def _words(goal: Goal) -> str:
    """Written again in other capitals, it is the same next step."""
    return " ".join(goal.text.split()).casefold()


def _in_time(goal: Goal) -> tuple[int, int, int]:
    return goal.made, goal.practice, goal.round


def _line(goal: Goal, seen: list[Later]) -> GoalLine:
    became = min((one.became for one in seen), key=list(Became).index, default=Became.OPEN)
    return GoalLine(goal.text.strip(), goal.made, goal.practice, goal.round, became, tuple(seen))


def _sentence(set_: int, tried: int, kept: int, still_open: int) -> str:
    open_ = f"; {still_open:,} {'is' if still_open == 1 else 'are'} still open" if still_open else ""
    return f"You set {counted(set_, 'next step')}, tried {tried:,} and kept {kept:,}{open_}."
