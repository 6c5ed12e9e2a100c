"""A history as three tables in a ZIP: marks (and blank lines and sentences), rounds, and next steps, from which every
figure of it can be calculated again.

Raters are letters within a station, never names; no spreadsheet can run a cell as a formula.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from roleplay.marking.marksheet import Lens, Mark, Marksheet
from roleplay.marking.tidy import TidyMark
from roleplay.people.rounds import Goal, Written
from roleplay.review.own_rounds import Station
from roleplay.room.vocabulary import Words
from roleplay.usecases.history.shelf import Shelf, Where, where

MARKS = (
    "practice",
    "round",
    "case",
    "fingerprint",
    "lens",
    "role",
    "thing",
    "mark",
    "weight",
    "counted",
    "comment",
    "time",
    "rater",
    "domain",
    "repeat",
    "given up",
    "what",
    "text",
    "critical",
    "skills",
    "checklist share",
)
"""``what`` is item, domain, overall, statement or words; ``checklist share`` is the checklist's part of the station's
percentage."""
ROUNDS = (
    "practice",
    "round",
    "began",
    "role",
    "case",
    "title",
    "kind",
    "specialty",
    "level",
    "difficulty",
    "case skills",
    "minutes",
    "repeat",
    "given up",
    "imported",
)
STEPS = ("practice", "round", "written", "text", "skill", "last step", "focus")
"""``last step`` is what became of the step that the student worked on, ``focus``; imported from an older kit, its words
may be missing."""
ALONE = "on my own"
"""Where a next step was written outside any session."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that starts with one of these."""
_LENS_OF_WORDS = {
    Words.LINE: Lens.SELF,
    Words.NEXT_STEP: Lens.SELF,
    Words.SENTENCE: Lens.PATIENT,
    Words.SAW: Lens.OBSERVER,
    Words.TRY: Lens.OBSERVER,
}
EMPTY = Marksheet(items=(), domains=())

Row = dict[str, Any]


@dataclass
class _Round:
    """What there is of one station."""

    station: Station
    fingerprint: str
    sheet: Marksheet
    marks: list[TidyMark] = field(default_factory=list)
    words: list[Written] = field(default_factory=list)


def export(
    shelf: Shelf, marks: Iterable[TidyMark], fingerprints: Mapping[Where, str], sheets: Mapping[str, Marksheet]
) -> bytes:
    """The ZIP. ``marks`` are all of this person's as the student; those of a station whose feedback isn't open are left
    out."""
    rounds = _rounds(shelf, marks, fingerprints, sheets)
    origins = {where(station): station.origin for station in shelf.stations}
    tables = {
        "marks.csv": (MARKS, (row for one in rounds for row in _rows(one))),
        "rounds.csv": (ROUNDS, map(_round, shelf.stations)),
        "steps.csv": (STEPS, (_step(goal, origins.get((goal.practice, goal.round), ALONE)) for goal in shelf.goals)),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, (columns, rows) in tables.items():
            # Spreadsheets tell by its first bytes that a table is in UTF-8. Without a day of its own, an export of the
            # same history is the same file.
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, as_csv(columns, rows).encode("utf-8-sig"))
    return packed.getvalue()


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """With its header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: harmless(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue()


def harmless(cell: Any) -> Any:
    """A text that a spreadsheet won't run."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _rounds(
    shelf: Shelf, marks: Iterable[TidyMark], fingerprints: Mapping[Where, str], sheets: Mapping[str, Marksheet]
) -> Sequence[_Round]:
    def kept(station: Station) -> _Round:
        fingerprint = fingerprints.get(where(station), "")
        return _Round(station, fingerprint, sheets.get(fingerprint, EMPTY))

    rounds = {where(station): kept(station) for station in shelf.stations}
    readable = {where(seen.station) for seen in shelf.seen}
    for mark in marks:
        if (mark.practice, mark.round) in readable:
            rounds[mark.practice, mark.round].marks.append(mark)
    for written in shelf.words:
        rounds[written.practice, written.round].words.append(written)
    return list(rounds.values())


def _rows(one: _Round) -> Iterator[Row]:
    station, letters = one.station, _letters(one)
    head = {
        "practice": station.origin,
        "round": station.round,
        "case": station.card.id,
        "role": station.role,
        "counted": "no",
        "repeat": _yes(station.repeat),
        "given up": _yes(not station.counts),
    }
    rows = (*_marks(one, letters), *_blanks(one, letters), *_words(one, letters))
    return ({**head, **row} for row in rows)


def _round(station: Station) -> Row:
    card = station.card
    return {
        "practice": station.origin,
        "round": station.round,
        "began": _time(station.at),
        "role": station.role,
        "case": card.id,
        "title": card.title,
        "kind": card.kind,
        "specialty": card.specialty,
        "level": card.level,
        "difficulty": card.difficulty,
        "case skills": " ".join(card.skills),
        "minutes": f"{station.minutes:g}",
        "repeat": _yes(station.repeat),
        "given up": _yes(not station.counts),
        "imported": _yes(station.brought),
    }


def _step(goal: Goal, origin: str) -> Row:
    return {
        "practice": origin,
        "round": goal.round,
        "written": _time(goal.made),
        "text": goal.text,
        "skill": goal.skill,
        "last step": goal.outcome or "",
        "focus": goal.focus or "",
    }


def _letters(one: _Round) -> dict[str, str]:
    """For everybody who marked or wrote: observers first, then in the order in which they started."""
    began: dict[str, tuple[bool, int, str]] = {}
    for mark in one.marks:
        key = (mark.lens != Lens.OBSERVER, mark.made, mark.rater)
        began[mark.rater] = min(key, began.get(mark.rater, key))
    for written in one.words:
        began.setdefault(written.writer, (True, written.made, written.writer))
    return {rater: chr(ord("A") + place) for place, rater in enumerate(sorted(began, key=lambda who: began[who]))}


def _marks(one: _Round, letters: Mapping[str, str]) -> Iterator[Row]:
    for mark in one.marks:
        yield {
            **_of_the_sheet(one, mark.kind, mark.thing),
            "lens": mark.lens,
            "thing": mark.thing or mark.kind,
            "mark": mark.mark,
            "weight": mark.weight,
            "counted": _yes(_counted(one.sheet, mark)),
            "time": _time(mark.made),
            "rater": letters[mark.rater],
        }


def _blanks(one: _Round, letters: Mapping[str, str]) -> Iterator[Row]:
    """The lines that an observer left blank: whether a mark sheet counts depends on how much of it was marked."""
    marked: defaultdict[str, set[str]] = defaultdict(set)
    for mark in one.marks:
        if mark.lens == Lens.OBSERVER:
            marked[mark.rater] |= {mark.thing} if mark.kind == "item" else set()
    for rater, things in marked.items():
        for item in one.sheet.items:
            if item.id not in things:
                row = {"lens": Lens.OBSERVER.value, "thing": item.id, "weight": float(item.weight)}
                yield {**_of_the_sheet(one, "item", item.id), **row, "rater": letters[rater]}


def _of_the_sheet(one: _Round, kind: str, thing: str) -> Row:
    """What the mark sheet says about one thing on it."""
    row: Row = {"fingerprint": one.fingerprint, "what": kind}
    checklist, domains = one.sheet.mix
    row["checklist share"] = f"{checklist / (checklist + domains):g}" if checklist + domains else ""
    if kind == "item" and (item := one.sheet.item_by_id.get(thing)):
        tags = " ".join(dict.fromkeys(item.tags))
        row |= {"domain": item.domain, "text": item.text, "critical": item.critical or "", "skills": tags}
    elif kind == "domain":
        name = next((domain.name for domain in one.sheet.domains if domain.id == thing), "")
        row |= {"domain": thing, "text": name}
    elif kind == "statement":
        row["text"] = next((statement.text for statement in one.sheet.statements if statement.id == thing), "")
    return row


def _words(one: _Round, letters: Mapping[str, str]) -> Iterator[Row]:
    for written in one.words:
        yield {
            "lens": _LENS_OF_WORDS[Words(written.words)].value,
            "thing": written.words,
            "comment": written.text,
            "time": _time(written.made),
            "rater": letters[written.writer],
            "what": "words",
        }


def _counted(sheet: Marksheet, mark: TidyMark) -> bool:
    """Whether a mark is part of the station's percentage."""
    if mark.lens != Lens.OBSERVER:
        return False
    item = sheet.item_by_id.get(mark.thing)
    never = item is not None and item.never
    return mark.kind == "domain" or (mark.kind == "item" and mark.mark != Mark.NA and not never)


def _yes(so: bool) -> str:
    return "yes" if so else "no"


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
