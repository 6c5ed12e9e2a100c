"""Marks as tidy rows, made from the log's state: replaced as a whole, and never edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roleplay.marking.marksheet import Lens
from roleplay.marking.tidy import TidyMark
from roleplay.people.history import Exposure, Goal
from roleplay.room import events as ev
from roleplay.room.state import Entry, Role, Round

_KINDS = {
    ev.Marked.kind: "item",
    ev.RatedDomain.kind: "domain",
    ev.RatedOverall.kind: "overall",
    ev.RatedStatement.kind: "statement",
}


def tidy_marks(practice: int, round_: Round, persons: Mapping[str, str]) -> tuple[TidyMark, ...]:
    """Every mark that stands in this round. ``persons`` gives each seat's person."""
    return tuple(sorted(_rows(practice, round_, persons), key=lambda row: (row.rater, row.kind, row.thing)))


def exposures(practice: int, round_: Round, persons: Mapping[str, str]) -> tuple[Exposure, ...]:
    """Everybody in the round has met its case from the moment its part was opened, also if the round was given up."""
    return () if round_.note_open else everybody_meets(practice, round_, persons)


def everybody_meets(practice: int, round_: Round, persons: Mapping[str, str]) -> tuple[Exposure, ...]:
    """The case of this round, met by everybody in it."""
    case = round_.snapshot.case
    return tuple(
        Exposure(
            person=persons[seat],
            case=case.id,
            practice=practice,
            round=round_.number,
            role=next(role.value for role in Role if role in round_.cast.roles(seat)),
            heavy=case.heavy,
            counts=not round_.given_up,
            at=round_.began_at,
        )
        for seat in round_.cast.seats
    )


def goals(practice: int, round_: Round, persons: Mapping[str, str]) -> tuple[Goal, ...]:
    """The student's next step of this round, and what observers saw of the one they came with."""
    student = round_.cast.student
    entry = round_.entries.get((student, ev.Wrote.kind, ev.Words.NEXT_STEP.value))
    text = str(entry.value) if entry else ""
    seen = [e for (_, kind, _), e in round_.entries.items() if kind == ev.RatedGoal.kind]
    latest = max(seen, key=lambda e: (e.made, e.seq), default=None)
    outcome = str(latest.value) if latest else None
    if not text and outcome is None:
        return ()
    made = entry.made if entry else round_.began_at
    return (Goal(persons[student], practice, round_.number, text, made, outcome),)


def _rows(practice: int, round_: Round, persons: Mapping[str, str]) -> Iterator[TidyMark]:
    sheet, case = round_.snapshot.sheet, round_.snapshot.case
    weights: dict[tuple[str, str], float] = {("item", i.id): i.weight for i in sheet.items}
    weights |= {("domain", d.id): d.weight for d in sheet.domains}
    for (seat, tap, thing), entry in round_.entries.items():
        kind = _KINDS.get(tap)
        if kind is None or entry.value is None:
            continue
        yield TidyMark(
            practice=practice,
            round=round_.number,
            case=case.id,
            fingerprint=sheet.fingerprint,
            lens=_lens(round_, seat, kind).value,
            rater=persons[seat],
            student=persons[round_.cast.student],
            kind=kind,
            thing=thing,
            mark=_text(entry),
            weight=weights.get((kind, thing), 1.0),
            made=entry.made,
            submitted=round_.handed_in.get(seat),
        )


def _lens(round_: Round, seat: str, kind: str) -> Lens:
    if kind == "statement":
        return Lens.PATIENT
    return Lens.SELF if Role.STUDENT in round_.cast.roles(seat) else Lens.OBSERVER


def _text(entry: Entry) -> str:
    return str(entry.value)
