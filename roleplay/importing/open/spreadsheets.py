"""Takes tables of text out of CSV and XLSX, whatever program, country and decade they come from."""

import csv
import io
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, zip_longest
from typing import Any

import openpyxl

from roleplay.errors import Fault
from roleplay.importing.build.imported import Progress, ReportLine, counted
from roleplay.importing.build.plain_text import one_line
from roleplay.importing.open.opening_files import NOTHING, damaged, decoded

MOST_ROWS = 2_000
MOST_COLUMNS = 60
MOST_SHEETS = 100
SEPARATORS = ";\t,|"
NO_VALUE = "#FORMULA!"
BROKEN = {
    "#REF!": "a broken reference (#REF!)",
    "#N/A": "#N/A, a missing value",
    "#VALUE!": "a formula that failed (#VALUE!)",
    "#DIV/0!": "a division by zero (#DIV/0!)",
    "#NAME?": "a formula that failed (#NAME?)",
    "#NULL!": "a formula that failed (#NULL!)",
    "#NUM!": "a formula that failed (#NUM!)",
    NO_VALUE: "a formula whose value was not saved; open the file in a spreadsheet program and save it",
}
Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """``sheet`` is empty for a file without sheets. Every cell is one line of text."""

    sheet: str
    rows: tuple[Row, ...]

    def place(self, index: int) -> str:
        """What the report calls a row, counted as a spreadsheet counts."""
        return f"{self.sheet}, row {index + 1}" if self.sheet else f"row {index + 1}"


def is_blank(row: Row) -> bool:
    """Whether nothing is written in it."""
    return not any(row)


# CSV


def csv_table(name: str, data: bytes, progress: Progress) -> tuple[Table, list[ReportLine]]:
    """The only table of a text file."""
    text, report = decoded(name, data)
    separator, text = _separator(text)
    rows, quotes = _csv_rows(name, text, separator)
    kept = tuple(tuple(one_line(cell) for cell in row[:MOST_COLUMNS]) for row in rows[:MOST_ROWS])
    progress(len(kept), len(kept))
    return Table("", kept), [*report, *quotes, *_cut_off("", len(rows), max(map(len, rows), default=0))]


def _separator(text: str) -> tuple[str, str]:
    """The separator most rows agree on; Excel's own line ``sep=;`` decides at once, and is dropped."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == len("sep=") + 1:
        return first[4], rest
    return max(SEPARATORS, key=lambda sign: _agreement(text, sign)), text


def _agreement(text: str, sign: str) -> tuple[int, int]:
    """How many of the first rows have the same number of columns, if more than one, and that number."""
    try:
        rows = [row for row, _ in zip(csv.reader(io.StringIO(text), delimiter=sign), range(50), strict=False)]
    except csv.Error:
        return (0, 0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, rows_of_it = max(widths.items(), key=lambda pair: pair[1], default=(0, 0))
    return rows_of_it, width


def _csv_rows(name: str, text: str, separator: str) -> tuple[list[list[str]], list[ReportLine]]:
    """Read strictly first, since a quote that is never closed would silently swallow the rest of the file."""
    try:
        return _first(_reader(text, separator, strict=True)), []
    except csv.Error as error:
        never_closed = "end of data" in str(error)
    try:
        if not never_closed:
            return _first(_reader(text, separator)), []
        rows = _first(_reader(text, separator, quoting=csv.QUOTE_NONE))
    except csv.Error:
        raise Fault(f'"{name}" has a cell that is far too long. {NOTHING} Save it as CSV again.') from None
    why = "one is never closed, so they were read as ordinary characters; check the rows with quotes"
    return rows, [ReportLine("all", "quotation marks", True, why)]


def _first(rows: Iterator[list[str]]) -> list[list[str]]:
    """One row more than is kept, so that the report can say that there were more."""
    return list(islice(rows, MOST_ROWS + 1))


def _reader(text: str, separator: str, **ways: Any) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, **ways)


# XLSX


def xlsx_tables(name: str, data: bytes, progress: Progress) -> tuple[list[Table], list[ReportLine]]:
    """A table for each visible sheet that isn't empty. The bytes have been checked already."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about drawings and the like, which no mark sheet needs
            return _sheets(data, progress)
    except Exception as error:  # openpyxl raises anything at all for a damaged file
        raise damaged(name) from error


def _sheets(data: bytes, progress: Progress) -> tuple[list[Table], list[ReportLine]]:
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    tables: list[Table] = []
    report: list[ReportLine] = []
    sheets = values.worksheets[:MOST_SHEETS]
    try:
        for number, sheet in enumerate(sheets, start=1):
            table, told = _sheet(sheet, formulas[sheet.title])
            tables += [table] if table else []
            report += told
            progress(number, len(sheets))
    finally:
        values.close()
        formulas.close()
    left = len(values.worksheets) - len(sheets)
    return tables, report + ([ReportLine("all", counted(left, "more sheet"), False, "too many")] if left else [])


def _sheet(sheet: Any, formulas: Any) -> tuple[Table | None, list[ReportLine]]:
    title = one_line(sheet.title)
    if sheet.sheet_state != "visible":
        return None, [ReportLine(title, "the sheet", False, "it is hidden")]
    for each in (sheet, formulas):
        each.reset_dimensions()  # what a file says about its own size is often wrong
    limits = {"max_row": MOST_ROWS + 1, "max_col": MOST_COLUMNS + 1, "values_only": True}
    pairs = zip_longest(sheet.iter_rows(**limits), formulas.iter_rows(**limits), fillvalue=())
    rows = [_trimmed(_cells(row, written)) for row, written in pairs]
    while rows and is_blank(rows[-1]):
        rows.pop()
    if not rows:
        return None, [ReportLine(title, "the sheet", False, "it is empty")]
    width = max(map(len, rows))
    kept = tuple(row[:MOST_COLUMNS] for row in rows[:MOST_ROWS])
    return Table(title, kept), _cut_off(title, len(rows), width)


def _trimmed(cells: Iterable[str]) -> Row:
    """Without the empty cells at the end, which only pad it to the longest row."""
    row = list(cells)
    while row and not row[-1]:
        row.pop()
    return tuple(row)


def _cells(values: Iterable[Any], formulas: Iterable[Any]) -> Iterator[str]:
    for value, written in zip_longest(values, formulas):
        if value is None and _is_formula(written):
            yield NO_VALUE
        else:
            yield _cell(value)


def _is_formula(written: Any) -> bool:
    return written is not None and (not isinstance(written, str) or written.startswith("="))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return one_line(str(value))


def _cut_off(sheet: str, rows: int, columns: int) -> list[ReportLine]:
    """What is outside the part of a table that is read."""
    place = sheet or "all"
    told = []
    if rows > MOST_ROWS:
        told.append(ReportLine(place, f"the rows after {MOST_ROWS:,}", False, "a mark sheet has fewer; split it"))
    if columns > MOST_COLUMNS:
        told.append(ReportLine(place, f"the columns after {MOST_COLUMNS}", False, "a mark sheet has fewer"))
    return told
