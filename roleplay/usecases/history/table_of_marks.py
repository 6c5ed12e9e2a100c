"""A history as CSV: one row per mark, blank line or sentence, each with everything its figures are calculated from.

Raters are letters within a station, never names; no spreadsheet can run a cell as a formula.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from roleplay.marking.marksheet import Lens, Mark, Marksheet
from roleplay.marking.tidy import TidyMark
from roleplay.people.rounds import Goal, Written
from roleplay.review.own_rounds import Station
from roleplay.room.state import Role
from roleplay.room.vocabulary import Words
from roleplay.usecases.history.shelf import Shelf, Where, where

COLUMNS = (
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
    "began",
    "minutes",
    "kind",
    "case skills",
)
"""``what`` is item, domain, overall, statement, words, last step (what became of it) or station (if there is nothing
else to say about it); ``checklist share`` is the checklist's part of the station's percentage."""
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
    goals: list[Goal] = field(default_factory=list)


def history_table(
    shelf: Shelf, marks: Iterable[TidyMark], fingerprints: Mapping[Where, str], sheets: Mapping[str, Marksheet]
) -> str:
    """``marks`` are all of this person's as the student; those of a station whose feedback isn't open are left out."""
    rounds = _rounds(shelf, marks, fingerprints, sheets)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for one in rounds:
        writer.writerows({name: harmless(cell) for name, cell in row.items()} for row in _rows(one))
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
    for goal in shelf.goals:
        rounds[goal.practice, goal.round].goals.append(goal)
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
        "began": _time(station.at),
        "minutes": f"{station.minutes:g}",
        "kind": station.card.kind,
        "case skills": " ".join(station.card.skills),
    }
    rows = [*_marks(one, letters), *_blanks(one, letters), *_words(one, letters), *_outcomes(one)]
    if not rows or station.role != Role.STUDENT:
        rows.append({"what": "station", "time": _time(station.at)})
    return ({**head, **row} for row in rows)


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
    skill = next((goal.skill for goal in one.goals), "")
    for written in one.words:
        yield {
            "skills": skill if written.words == Words.NEXT_STEP else "",
            "lens": _LENS_OF_WORDS[Words(written.words)].value,
            "thing": written.words,
            "comment": written.text,
            "time": _time(written.made),
            "rater": letters[written.writer],
            "what": "words",
        }


def _outcomes(one: _Round) -> Iterator[Row]:
    """What was seen in this station of the next step that the student worked on; ``text`` says which one."""
    for goal in one.goals:
        if goal.outcome:
            row = {"lens": Lens.OBSERVER.value, "thing": "last step", "mark": goal.outcome, "what": "last step"}
            yield {**row, "text": goal.focus or "", "time": _time(goal.made)}


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
