"""The patient's view: what the patients answered and wrote. It stands alone and enters no average."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from statistics import median

from roleplay.review.charts import Axis, Mark, Row, Rows, Section
from roleplay.review.observed import first_try
from roleplay.review.own_rounds import Seen
from roleplay.review.words import Table, counted, day, more

ANSWERS_FROM = 3
"""To one statement: with fewer, the middle answer could be a single patient's."""


@dataclass(frozen=True)
class Answers:
    """One statement by its wording, with all answers 1–5 in rising order, and their median."""

    text: str
    values: tuple[int, ...]
    median: float


@dataclass(frozen=True)
class Sentence:
    """What a patient wrote; ``at`` in UTC milliseconds, ``day`` in words."""

    text: str
    at: int
    day: str
    title: str
    origin: str
    practice: int
    round: int


@dataclass(frozen=True)
class PatientsView:
    """``statements`` are those with enough answers; ``sentences`` are words, not a measure, so they start with the
    first."""

    title: str
    sentence: str
    missing: str
    table: Table
    stations: int
    statements: tuple[Answers, ...]
    sentences: tuple[Sentence, ...]

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """Each statement with all its answers as dots, larger for more answers, and a line at the middle one."""
        most = max((max(Counter(one.values).values()) for one in self.statements), default=1)
        return Rows(AXIS, (Section(tuple(_drawn(one, most) for one in self.statements)),))


AXIS = Axis(1, 5, ((1, "1: not at all"), (3, "3"), (5, "5: completely")))


def _drawn(one: Answers, most: int) -> Row:
    number = counted(len(one.values), "answer")
    return Row(
        one.text,
        note=f"{number}, the middle one {middle(one.median)}",
        middle=one.median,
        marks=tuple(
            Mark(value, (f"{value} of 5", counted(n, "answer")), share=n / most)
            for value, n in Counter(one.values).items()
        ),
    )


def patients_view(stations: Iterable[Seen], zone: tzinfo = UTC) -> PatientsView:
    """The stations in which one person was the student, in any order.

    Rubrics word their statements differently and may use one id for two of them, so the text decides. Medians leave out
    repeats and rounds given up; what was written in a repeat is included.
    """
    played = sorted((seen for seen in stations if seen.station.counts), key=lambda seen: seen.station.at)
    answered = [seen for seen in played if first_try(seen) and any(_answers(seen))]
    every = _statements(answered)
    statements = tuple(one for one in every if len(one.values) >= ANSWERS_FROM)
    return PatientsView(
        title=f"{counted(len(answered), 'station')}, as your patients saw {'it' if len(answered) == 1 else 'them'}",
        sentence=(
            "The line marks the middle answer to each statement, and the dots show all your patients’ answers"
            + _left_out(len(every) - len(statements))
            if statements
            else "Your patients’ answers will be shown here, beside your marks and never part of them."
        ),
        missing="" if statements else _missing(every),
        table=Table(("Statement", "Middle answer, 1 to 5", "Answers"), tuple(map(_row, statements))),
        stations=len(answered),
        statements=statements,
        sentences=tuple(_sentence(seen, zone) for seen in reversed(played) if seen.sentence.strip()),
    )


def _left_out(few: int) -> str:
    """The end of the sentence: how many statements have too few answers, as each rubric has its own."""
    if not few:
        return "."
    return (
        f"; {counted(few, 'statement')} with fewer than {ANSWERS_FROM} answers {'is' if few == 1 else 'are'} left out."
    )


def _missing(every: Sequence[Answers]) -> str:
    most = max((len(one.values) for one in every), default=0)
    return f"A middle answer needs {more(ANSWERS_FROM - most, 'answer')} to the same statement."


def _answers(seen: Seen) -> Iterable[tuple[str, int]]:
    return ((s.text, seen.statements[s.id]) for s in seen.sheet.statements if s.id in seen.statements)


def _statements(stations: Sequence[Seen]) -> tuple[Answers, ...]:
    """In the order of the mark sheets, the most answered wordings first."""
    found: dict[str, list[int]] = {}
    for seen in stations:
        for text, value in _answers(seen):
            found.setdefault(text, []).append(value)
    answers = (Answers(text, tuple(sorted(values)), median(values)) for text, values in found.items())
    return tuple(sorted(answers, key=lambda one: -len(one.values)))


def _sentence(seen: Seen, zone: tzinfo) -> Sentence:
    s = seen.station
    return Sentence(seen.sentence.strip(), s.at, day(s.at, zone), s.card.title, s.origin, s.practice, s.round)


def _row(one: Answers) -> tuple[str, ...]:
    return one.text, middle(one.median), str(len(one.values))


def middle(value: float) -> str:
    """``4`` or ``3.5``."""
    return f"{value:g}"
