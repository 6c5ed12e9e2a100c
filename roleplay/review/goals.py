"""My next steps, counted: set, done, done on two days. Progress is a next step that was done and closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, tzinfo

from roleplay.people.rounds import Goal
from roleplay.review.charts import Axis, Bar, Row, Rows, Section, Tone
from roleplay.review.next_steps import Became, Step, steps_of
from roleplay.review.words import Table, counted, day

GOALS_FROM = 1


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

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """Set, done and kept as bars on one scale; steps without a chance or still open in a quiet colour."""
        loud = ((self.set, "set"), (self.done, "done"), (self.kept, "done on two days"))
        rest = ((self.no_chance, "not come up yet"), (self.open, "still open"))
        rows = [Row(words, f"{n:,}", bar=Bar(n)) for n, words in loud]
        rows += [Row(words, f"{n:,}", bar=Bar(n, Tone.QUIET)) for n, words in rest if n]
        return Rows(Axis(0, max(self.set, 1)), (Section(tuple(rows)),))


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
            ("Set on", "Next step", "What became of it"),
            tuple((day(line.made, zone), line.text, line.became.value) for line in lines),
        ),
        set=len(lines),
        done=done,
        kept=kept,
        no_chance=many[Became.NO_CHANCE],
        open=many[Became.OPEN],
        lines=lines,
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
