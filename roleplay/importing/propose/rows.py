"""Tells which rows of a mark sheet are lines to mark, which are headings, and which are neither."""

import re
from dataclasses import dataclass

from roleplay.importing.build.imported import ReportLine, counted
from roleplay.importing.build.plain_text import cut, plain
from roleplay.importing.open.spreadsheets import BROKEN, Row, Table, is_blank
from roleplay.importing.propose.columns import Column, Heads, column_of
from roleplay.importing.propose.marks import Marks, marks_in
from roleplay.importing.propose.nesting import Entry, nested

SHORT_HEADING = 4
STARS = re.compile(r"^\s*([*•·]++)\s*+(.*)$")
SUM = re.compile(
    r"^(sub ?total|(grand |overall )?total( marks?| score| points)?|sum|maximum( marks?| score)?|pass mark)\b"
)
DOES = re.compile(r"^[a-z]+(?<!ou)(?<!s)(?<!i)s$", re.IGNORECASE)
PERSON = re.compile(r"\b(candidate|student|examiner|assessor|name|signature|signed|date|matric\w*)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """What the rows of a table hold."""

    entries: tuple[Entry, ...]
    unscored: tuple[Entry, ...]
    before: tuple[str, ...]
    report: tuple[ReportLine, ...]


def read_sheet(table: Table, found: Heads) -> Sheet:
    """Sort the rows below the column headings into lines to mark, headings, and the rest."""
    marked = _column_of_marks(table, found)
    entries: list[Entry] = []
    report: list[ReportLine] = []
    section = ""
    for index in range(found.row + 1, len(table.rows)):
        row = table.rows[index]
        entry = _entry(table, index, found, section, marked)
        why = _no_item(row, entry, table, found)
        if is_blank(row):
            continue
        if why:
            report.append(ReportLine(entry.place, quoted(entry.text or next(filter(None, row))), False, why))
        elif _is_heading(row, entry, _next_row(table, index), found, marked):
            section = (entry.text or entry.section).rstrip(":")
            report.append(
                ReportLine(entry.place, quoted(section), True, "a heading: the section of the lines below it")
            )
        else:
            # A section is written beside its first line, often in a cell that spans the others.
            section = entry.section
            entries.append(entry)
    before, names = _above(table, found)
    scored, unscored, told = nested(entries)
    return Sheet(scored, unscored, before, (*_of_columns(table, found, marked), *names, *report, *told))


def _above(table: Table, found: Heads) -> tuple[tuple[str, ...], list[ReportLine]]:
    """The texts above the column headings, without the rows where an examiner writes who was examined."""
    rows = [(index, row) for index, row in enumerate(table.rows[: max(found.row, 0)]) if not is_blank(row)]
    people = [index for index, row in rows if any(PERSON.search(cell) for cell in row)]
    texts = tuple(cell for index, row in rows if index not in people for cell in row if cell and cell not in BROKEN)
    why = "it may name a person, so it is not repeated here"
    return texts, [ReportLine(table.place(index), "the row", False, why) for index in people]


def _column_of_marks(table: Table, found: Heads) -> Column | None:
    """The column that says what a line is worth; one without any number is for the examiner to fill in."""
    for column in (Column.LARGEST, Column.MARKS):
        cells = [found.cell(row, column) for row in table.rows[found.row + 1 :]]
        if any(marks_in(cell).largest is not None for cell in cells):
            return column
    return None


def _entry(table: Table, index: int, found: Heads, section: str, marked: Column | None) -> Entry:
    row = table.rows[index]
    stars = STARS.match(_text(row, found))
    level, text = (len(stars[1]), stars[2]) if stars else (0, _text(row, found))
    marks = marks_in(found.cell(row, marked)) if marked else Marks(None)
    own = found.cell(row, Column.SECTION)
    return Entry(table.place(index), text, level, own or section, marks, found.cell(row, Column.CRITICAL))


def _text(row: Row, found: Heads) -> str:
    """The item and its description; a number alone is the number of the row, not an item."""
    item, detail = found.cell(row, Column.ITEM), found.cell(row, Column.DETAIL)
    if detail and re.fullmatch(r"[\d.)\s]*", item):
        return detail
    return f"{item}: {detail}" if item and detail else item or detail


def _no_item(row: Row, entry: Entry, table: Table, found: Heads) -> str:
    """Why a row isn't a line to mark at all."""
    texts = (found.cell(row, Column.ITEM), found.cell(row, Column.DETAIL))
    if broken := next((BROKEN[cell] for cell in texts if cell in BROKEN), ""):
        return f"its text is {broken}"
    if found.row >= 0 and row == table.rows[found.row]:
        return "the column headings again"
    if SUM.match(plain(entry.text)):
        return "a sum or a pass mark, which the kit works out itself"
    return "" if entry.text or _only_section(row, found) else "there is no item in it"


def _only_section(row: Row, found: Heads) -> bool:
    return bool(found.cell(row, Column.SECTION)) and sum(bool(cell) for cell in row) == 1


def _next_row(table: Table, index: int) -> Row:
    return next((row for row in table.rows[index + 1 :] if not is_blank(row)), ())


def _is_heading(row: Row, entry: Entry, following: Row, found: Heads, marked: Column | None) -> bool:
    """Whether the only filled cell looks like a heading. If the sheet has marks, one without them may be short."""
    if sum(bool(cell) for cell in row) != 1 or entry.level:
        return False
    if not entry.text:
        return True
    if STARS.match(_text(following, found)):
        return False
    text = entry.text
    if text.endswith(":") or (text.isupper() and len(text) > 3):
        return True
    return marked is not None and len(text.split()) <= SHORT_HEADING and not DOES.match(text.split()[0])


def quoted(text: str) -> str:
    return f'"{cut(text, 70)}"'


def _of_columns(table: Table, found: Heads, marked: Column | None) -> list[ReportLine]:
    """What the columns were taken for, and which were not kept. Their cells are not repeated: they may be students'
    marks."""
    place = table.sheet or "all"
    passed_over = {Column.NUMBER, Column.MARKS, Column.LARGEST} - {marked}
    where = {column: index for column, index in found.where.items() if column not in passed_over}
    used = set(where.values())
    taken = ", ".join(f"{_letter(index)} as {column}" for column, index in where.items())
    guessed = "" if found.row >= 0 else "there are no column headings, so this is a guess; check it"
    report = [ReportLine(place, f"the columns: {taken}", True, guessed)]
    width = max(map(len, table.rows))
    named = table.rows[found.row] if found.row >= 0 else ()
    for index in (index for index in range(width) if index not in used):
        cells = sum(bool(row[index]) for row in table.rows[found.row + 1 :] if index < len(row))
        name = named[index] if index < len(named) else ""
        if cells or name:
            what = f"column {_letter(index)}{f' {name!r}' if name else ''} with {counted(cells, 'cell')}"
            report.append(ReportLine(place, what.replace("'", '"'), False, _no_place(name)))
    return report


def _no_place(name: str) -> str:
    if column_of(name) in (Column.MARKS, Column.LARGEST):
        return "it does not say what a line is worth"
    return "a case has no place for it"


def _letter(index: int) -> str:
    return chr(65 + index) if index < 26 else f"{chr(64 + index // 26)}{chr(65 + index % 26)}"
