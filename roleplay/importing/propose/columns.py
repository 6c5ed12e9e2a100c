"""Tells which column of a mark sheet is which, by what teachers call them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from roleplay.importing.build.plain_text import plain
from roleplay.importing.open.spreadsheets import Row, Table, is_blank

FIRST_ROWS = 40


class Column(StrEnum):
    """What a column holds. ``LARGEST`` is the marks available; ``MARKS`` may be these or what somebody got."""

    ITEM = "item"
    DETAIL = "description"
    SECTION = "section"
    MARKS = "marks"
    LARGEST = "largest marks"
    CRITICAL = "critical"
    NUMBER = "number"


def _names(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in text.split(";"))


SYNONYMS: Mapping[Column, frozenset[str]] = {
    Column.ITEM: _names(
        """item; items; criterion; criteria; assessment criteria; assessment criterion; marking criteria;
        marking criterion; performance criteria; checklist; checklist item; marksheet item; mark sheet item; task; step;
        action; element; behaviour; behavior; competency; competence; skill; question; statement; the candidate;
        candidate; the student; student; the candidate should; assessment item; what to look for"""
    ),
    Column.DETAIL: _names("description; descriptor; descriptors; detail; details; criteria description; explanation"),
    Column.SECTION: _names("section; domain; heading; category; area; part; phase; topic; group; skill area"),
    Column.MARKS: _names("marks; mark; points; point; pts; score; scores; weight; weighting; value"),
    Column.CRITICAL: _names(
        """critical; critical item; critical step; key; key item; key step; essential; essential item; must; must do;
        mandatory; red flag; killer; killer item; safety critical; core; fatal"""
    ),
    Column.NUMBER: _names("no; nr; number; item no; item nr; item number; id; ref; q; n"),
}
TO_FILL_IN = _names(
    """done; partly; partly done; partially; partially done; not done; yes; no; y; n; n a; na; achieved; not achieved;
    partially achieved; met; not met; partially met; observed; not observed; attempted; competent; not competent;
    satisfactory; unsatisfactory; tick; comment; comments; remark; remarks; note; notes; feedback"""
)
"""Columns that an examiner fills in: they hold nothing for the case, but show that this row has the headings."""
OF_MARKS = _names("marks; mark; points; point; pts; score; scores")
THE_MOST = _names("max; maximum; available; possible; allocated; worth; total")
FILLING = _names("out; of; the; per; item; for; this")


@dataclass(frozen=True)
class Heads:
    """Where the column headings are, and which column is which. ``row`` is -1 if there are none."""

    row: int
    where: Mapping[Column, int]

    def cell(self, row: Row, column: Column) -> str:
        """A row's text in this column."""
        index = self.where.get(column)
        return row[index] if index is not None and index < len(row) else ""


def column_of(name: str) -> Column | None:
    """What a column with this heading holds, if a mark sheet has such a column."""
    words = plain(name)
    if words == "" and name.strip() in ("#", "№"):
        return Column.NUMBER
    for column, names in SYNONYMS.items():
        if words in names:
            return column
    parts = set(words.split())
    if not parts <= OF_MARKS | THE_MOST | FILLING:
        return None
    if parts & THE_MOST or "out" in parts:
        return Column.LARGEST
    return Column.MARKS if parts & OF_MARKS else None


def heads(table: Table) -> Heads | None:
    """The row that heads the most columns, the item among them; else a guess from what the rows hold."""
    named = [Heads(index, _named(row)) for index, row in enumerate(table.rows[:FIRST_ROWS])]
    fitting = [each for each in named if _may_be_heads(each, table.rows[each.row])]
    return max(fitting, key=lambda each: len(each.where)) if fitting else _guessed(table)


def _may_be_heads(named: Heads, row: Row) -> bool:
    """Whether it heads the item and something else, or the item alone in its row."""
    filled = sum(bool(cell) for cell in row)
    others = len(named.where) > 1 or filled == 1 or any(plain(cell) in TO_FILL_IN for cell in row)
    return bool(named.where.keys() & {Column.ITEM, Column.DETAIL}) and others


def _named(row: Row) -> dict[Column, int]:
    """The first column with each heading."""
    where: dict[Column, int] = {}
    for index, cell in enumerate(row):
        column = column_of(cell)
        if column is not None:
            where.setdefault(column, index)
    return where


def _guessed(table: Table) -> Heads | None:
    """Takes words on the left for items, and numbers to their right for marks."""
    rows = [row for row in table.rows if not is_blank(row)]
    width = max(map(len, rows), default=0)
    words = [sum(_is_words(row[n]) for row in rows if n < len(row)) for n in range(width)]
    if not words or max(words) == 0:
        return None
    item = words.index(max(words))
    marks = [n for n in range(item + 1, width) if _mostly_numbers([row[n] for row in rows if n < len(row) and row[n]])]
    return Heads(-1, {Column.ITEM: item} | ({Column.LARGEST: marks[0]} if marks else {}))


def _is_words(cell: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", cell)) > 1


def _mostly_numbers(cells: list[str]) -> bool:
    numbers = sum(bool(re.fullmatch(r"[-−–]?\d+(?:[.,]\d+)?", cell)) for cell in cells)
    return numbers > 0 and numbers * 2 > len(cells)
