"""Marks as tidy rows, made from the log's state: replaced as a whole, and never edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from roleplay.marking.marksheet import Lens
from roleplay.marking.tidy import TidyMark
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
