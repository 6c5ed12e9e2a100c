"""Marks as the log has them at this moment: the only way to read them.

Marks are stored as rows with the next event that is no mark: when somebody submits, at the end of a stage, or with
whatever else is logged. Until then the rows of their round are made here from the log, in the transaction that reads,
and the stored ones aren't looked at.
"""

from __future__ import annotations

from roleplay.marking.tidy import TidyMark
from roleplay.storage import Reader
from roleplay.usecases.practice.live import Live, continued
from roleplay.usecases.practice.projection import MARKS, NO_ROWS, tidy_marks


def marks_of_round(reader: Reader, practice: int, round_: int) -> tuple[TidyMark, ...]:
    """Every mark that stands in this round."""
    if next((kind for kind in reader.log.latest_kinds(practice) if kind not in NO_ROWS), None) in MARKS:
        live = continued(reader, practice, Live())
        if round_ in live.behind:
            return tidy_marks(practice, live.state.rounds[round_ - 1], live.persons)
    return reader.history.marks(practice, round_)


def marks_of_student(reader: Reader, person: str) -> tuple[TidyMark, ...]:
    """Everything this person was marked for, oldest practice first."""
    stored, made = reader.history.marks_of_student(person), dict[tuple[int, int], tuple[TidyMark, ...]]()
    for practice in reader.log.practices_ending_in(person, MARKS, NO_ROWS):
        live = continued(reader, practice, Live())
        for round_ in (live.state.rounds[number - 1] for number in live.behind):
            if live.persons[round_.cast.student] == person:
                made[practice, round_.number] = tidy_marks(practice, round_, live.persons)
    rest = (mark for mark in stored if (mark.practice, mark.round) not in made)
    return tuple(sorted((*rest, *(mark for marks in made.values() for mark in marks)), key=_where))


def _where(mark: TidyMark) -> tuple[int, int]:
    return mark.practice, mark.round
