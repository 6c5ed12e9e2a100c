"""What we keep of a round, made from the log's state: replaced as a whole, never edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from roleplay.marking.marksheet import Lens
from roleplay.marking.tidy import TidyMark
from roleplay.people.rounds import Exposure, Goal, Played, Written
from roleplay.room import events as ev
from roleplay.room.stages import AFTER_THE_STATION, MINUTE, Stage
from roleplay.room.state import Entry, Role, Round
from roleplay.room.step_skills import skill_of_step
from roleplay.room.vocabulary import Words
from roleplay.storage import Writer

T = TypeVar("T")
VERSION = 3
"""How the rows are made; a kit that makes them differently remakes them all when it opens the store."""

_KINDS = {
    ev.Marked.kind: "item",
    ev.RatedDomain.kind: "domain",
    ev.RatedOverall.kind: "overall",
    ev.RatedStatement.kind: "statement",
}
MARKS = frozenset(_KINDS)
"""The most frequent taps. Their rows are not stored with them but with the next event of another kind."""
NO_ROWS = frozenset({ev.FactCame.kind, ev.Pinned.kind, ev.Released.kind, ev.Erased.kind})
"""Events from which no row is made."""


def behind(rounds: frozenset[int], log: Iterable[ev.Logged]) -> frozenset[int]:
    """The rounds whose stored marks don't hold the log's latest, given those before ``log``. It follows from the log
    alone, so that a kit that was killed knows it as well. Nobody reads their stored marks (`current_marks`)."""
    for one in log:
        if one.event.kind in MARKS:
            rounds |= {one.round} if one.round else set()
        elif one.event.kind not in NO_ROWS:
            rounds = frozenset()
    return rounds


def tidy_marks(practice: int, round_: Round, persons: Mapping[str, str]) -> tuple[TidyMark, ...]:
    """Every mark that stands in this round. ``persons`` gives each seat's person."""
    return tuple(sorted(_rows(practice, round_, persons), key=lambda row: (row.rater, row.kind, row.thing)))


def exposures(practice: int, round_: Round, persons: Mapping[str, str]) -> tuple[Exposure, ...]:
    """Everybody in the round has met its case once its script was opened, even if the round was given up."""
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
        if seat not in round_.forgotten
    )


def goals(practice: int, round_: Round, persons: Mapping[str, str]) -> tuple[Goal, ...]:
    """The student's next step from this round, and what observers saw of the one they worked on."""
    student = round_.cast.student
    if student in round_.forgotten:
        return ()
    entry = round_.entries.get((student, ev.Wrote.kind, Words.NEXT_STEP.value))
    text = str(entry.value) if entry else ""
    seen = [e for (_, kind, _), e in round_.entries.items() if kind == ev.RatedGoal.kind]
    latest = max(seen, key=lambda e: (e.made, e.seq), default=None)
    outcome = str(latest.value) if latest else None
    if not text and outcome is None:
        return ()
    made = entry.made if entry else round_.began_at
    focus = round_.goal if outcome is not None else None
    return (Goal(persons[student], practice, round_.number, text, made, outcome, skill_of_step(round_), focus),)


def played(practice: int, round_: Round, persons: Mapping[str, str]) -> tuple[Played, ...]:
    """The round as everybody in it may know it, from the moment its script was opened."""
    if round_.note_open:
        return ()
    case = round_.snapshot.case
    one = Played(
        practice=practice,
        round=round_.number,
        student=persons[round_.cast.student],
        case=case.id,
        title=case.title,
        case_kind=case.kind.value,
        specialty=case.specialty,
        level=case.level.value,
        difficulty=case.difficulty,
        skills=case.skills,
        heavy=case.heavy,
        fingerprint=round_.snapshot.sheet.fingerprint,
        at=round_.began_at,
        opened_at=round_.opened_at,
        minutes=minutes_played(round_),
        repeat=round_.repeat,
        counts=not round_.given_up,
    )
    return (one,)


def minutes_played(round_: Round) -> float:
    """How long the station ran, not counting the time it was held.

    If the log ends in it, its clock was held then or ran out by itself; for a round that was given up, nobody knows.
    """
    begin, held = round_.started_at.get(Stage.STATION), round_.held_since
    if begin is None:
        return 0.0
    ends = [at for stage, at in round_.started_at.items() if stage in AFTER_THE_STATION]
    ends += [] if held is None else [held]
    if not ends:
        return 0.0 if round_.given_up else round_.lengths.station / MINUTE
    end = min(ends)
    return (end - begin - sum(min(end, until) - since for since, until in round_.pauses)) / MINUTE


def written(practice: int, round_: Round, persons: Mapping[str, str]) -> tuple[Written, ...]:
    """Every sentence that stands in this round: they are all for its student."""
    student = persons[round_.cast.student]
    said = ((seat, thing, e) for (seat, kind, thing), e in round_.entries.items() if kind == ev.Wrote.kind and e.value)
    rows = (Written(practice, round_.number, persons[seat], student, w, str(e.value), e.made) for seat, w, e in said)
    return tuple(sorted(rows, key=lambda row: (row.words, row.writer)))


def project(
    writer: Writer, practice: int, round_: Round, persons: Mapping[str, str], stored: Round | None = None
) -> None:
    """Replace what changed of one round's rows since they were made from ``stored``; without it, all of them."""
    if stored is round_:
        return
    history = writer.history

    def replace(rows: Callable[[int, Round, Mapping[str, str]], T], by: Callable[[int, int, T], None]) -> bool:
        made = rows(practice, round_, persons)
        changed = stored is None or made != rows(practice, stored, persons)
        if changed:
            by(practice, round_.number, made)
        return changed

    replace(exposures, history.replace_exposures)
    replace(played, history.replace_played)
    if replace(tidy_marks, history.replace_marks):
        history.add_sheet(round_.snapshot.sheet)
    replace(goals, history.replace_goals)
    replace(written, history.replace_written)


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
