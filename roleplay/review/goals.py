"""My next steps, counted: set, done, done on two days. Progress is a next step that was done and closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo

from roleplay.people.rounds import Goal
from roleplay.review.charts import Axis, Mark, Row, Rows, Section, Shape, Tone
from roleplay.review.days_axis import DAY, day_ticks
from roleplay.review.next_steps import Became, Sighting, Step, steps_of
from roleplay.review.words import Table, counted, day

GOALS_FROM = 1
STEPS_SHOWN = 6
MOST_TICKS = 3


@dataclass(frozen=True)
class Goals:
    """``done`` includes those kept; every step is done, partly done, missed, without a chance, or open. Newest line
    first."""

    title: str
    sentence: str
    missing: str
    table: Table
    set: int
    done: int
    kept: int
    no_chance: int
    open: int
    lines: tuple[Step, ...]
    zone: tzinfo

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """A line for each next step, the newest first, with what every later station said."""
        return steps_over_time(self.lines, self.zone)


def steps_over_time(lines: Sequence[Step], zone: tzinfo) -> Rows:
    """Each from the day it was written to the last station that looked for it, in days."""
    begin = min((line.made for line in lines), default=0)
    end = max((at for line in lines for at in (line.made, *(one.at for one in line.seen))), default=0)
    end = max(end, begin + DAY)

    def along(at: float) -> float:
        return round((at - begin) / DAY, 4)

    def drawn(line: Step) -> Row:
        until = max([line.made, *(one.at for one in line.seen)])
        marks = tuple(_dot(one, along(one.at), zone) for one in line.seen)
        start = Mark(along(line.made), ("written", day(line.made, zone)), tone=Tone.QUIET, hollow=True)
        return Row(line.text, note=line.said, band=(along(line.made), along(until)), marks=(start, *marks))

    ticks = tuple((along(at), " ".join(words)) for at, words in day_ticks(begin, end, zone, MOST_TICKS))
    words = (
        "Dot: done. Open dot: partly done. Diamond: missed the chance; open, it didn’t come up. Grey: the day you "
        "wrote it."
    )
    return Rows(Axis(0, along(end), ticks, words), (Section(tuple(map(drawn, lines)), first=STEPS_SHOWN),))


def _dot(one: Sighting, x: float, zone: tzinfo) -> Mark:
    words, leads = (one.became.value, day(one.at, zone)), (one.practice, one.round)
    if one.became in (Became.MISSED, Became.NO_CHANCE):
        hollow = one.became is Became.NO_CHANCE
        return Mark(x, words, tone=Tone.OTHER, shape=Shape.DIAMOND, hollow=hollow, leads=leads)
    return Mark(x, words, hollow=one.became is not Became.DONE, leads=leads)


def goals_view(goals: Iterable[Goal], zone: tzinfo = UTC, wanted: Callable[[Step], bool] = lambda _: True) -> Goals:
    """All goals of one person, in any order; the steps that are ``wanted`` are shown.

    What became of a step is in the rows of later rounds, so the rows must be complete: choosing comes afterwards.
    """
    every = steps_of(goals, zone)
    lines = tuple(step for step in every if wanted(step))
    many = Counter(step.became for step in lines)
    kept, done = many[Became.KEPT], many[Became.KEPT] + many[Became.DONE]
    shown = len(lines) >= GOALS_FROM
    none = _none_of(len(every)) if every else NONE_YET
    return Goals(
        title=f"{done:,} of {counted(len(lines), 'next step')} done" if shown else none[0],
        sentence=_sentence(len(lines), done, kept, many[Became.OPEN]) if shown else none[1],
        missing="" if shown else none[2],
        table=Table(
            ("Set on", "Next step", "What became of it", "Later stations"),
            tuple((day(line.made, zone), line.text, line.became.value, line.said) for line in lines),
        ),
        set=len(lines),
        done=done,
        kept=kept,
        no_chance=many[Became.NO_CHANCE],
        open=many[Became.OPEN],
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


def _sentence(set_: int, done: int, kept: int, still_open: int) -> str:
    open_ = f"; {still_open:,} {'is' if still_open == 1 else 'are'} still open" if still_open else ""
    twice = f", {kept:,} of them on two days" if kept else ""
    return f"You set {counted(set_, 'next step')} and did {done:,}{twice}{open_}."
