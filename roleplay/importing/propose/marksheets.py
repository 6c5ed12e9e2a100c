"""Mark sheets as teachers have them, a sheet a case: the checklist comes from the rows, the rest is to be written."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from roleplay.content.case import Kind
from roleplay.content.lint.wordlists import DIAGNOSIS
from roleplay.content.rubric import Rubric
from roleplay.errors import Fault
from roleplay.importing.build.case_text import finished, reminder
from roleplay.importing.build.draft import Draft, rubric_for
from roleplay.importing.build.imported import Imported, ImportedFile, Job, ReportLine, counted
from roleplay.importing.build.plain_text import one_line, plain
from roleplay.importing.open.spreadsheets import Table, is_blank
from roleplay.importing.propose.columns import Heads, heads
from roleplay.importing.propose.domains import domain_of, examined, kind_of
from roleplay.importing.propose.marks import HEAVIEST, Marks, critical_in, largest_of, weight
from roleplay.importing.propose.nesting import Entry
from roleplay.importing.propose.rows import Sheet, quoted, read_sheet
from roleplay.marking.marksheet import Item

MOST_ITEMS = 18
OF_STATION = frozenset({"station", "station title", "station name", "title", "case", "case title", "name of station"})
UNNAMED_SHEET = re.compile(r"^(sheet|tabelle|feuil|hoja|foglio|blad) ?\d*$", re.IGNORECASE)


def read_marksheets(job: Job, tables: Sequence[Table], report: list[ReportLine]) -> Imported:
    """A case for each table that has lines to mark."""
    files: list[ImportedFile] = []
    told = list(report)
    for table in tables:
        file, lines = _read_table(job, table, len(tables), {file.id for file in files})
        files += [file] if file else []
        told += lines
    if not files and not any(line.what.startswith("the case") for line in told):
        raise no_marksheet(job)
    return Imported(job.name, tuple(files), (*told, *reminder(job, len(files))))


def no_marksheet(job: Job) -> Fault:
    """The fault of a file without a single line to mark."""
    return Fault(
        f'"{job.name}" holds no mark sheet, so nothing was imported. Name the columns in the first row, for instance '
        "section, item, marks, critical, and write one item in each row below."
    )


def _read_table(job: Job, table: Table, of: int, taken: set[str]) -> tuple[ImportedFile | None, list[ReportLine]]:
    place = table.sheet or "all"
    found = heads(table)
    sheet = read_sheet(table, found) if found else None
    if found is None or sheet is None or not sheet.entries:
        return None, [
            ReportLine(place, "the sheet", False, "no lines to mark were found in it"),
            *(sheet.report if sheet else ()),
        ]
    title, remark = door_title(_station(table, found) or _name(job, table, of), place)
    draft, lines = drafted(job, place, title, sheet)
    draft = replace(draft, source="\n".join(" | ".join(row) for row in table.rows if not is_blank(row)))
    file, judged = finished(draft, job, taken)
    return file, [*judged, *remark, *lines] if file else judged


def _name(job: Job, table: Table, of: int) -> str:
    """The sheet's name if somebody gave it one, otherwise the file's."""
    stem = job.name.rsplit(".", 1)[0]
    if table.sheet and not UNNAMED_SHEET.match(table.sheet):
        return table.sheet
    return f"{stem}, {table.sheet}" if table.sheet and of > 1 else stem


def _station(table: Table, found: Heads) -> str:
    """What is beside the word Station, or the like, above the column headings."""
    above = ([cell for cell in row if cell] for row in table.rows[: max(found.row, 0)])
    named = (cells[1] for cells in above if len(cells) == 2 and plain(cells[0]) in OF_STATION)
    return next((name for name in named if not name.isdecimal()), "")


def door_title(name: str, place: str) -> tuple[str, list[ReportLine]]:
    """The name as a title, unless it names a diagnosis, since everybody may see it before the station."""
    title = one_line(name.replace("_", " ")) or "Imported mark sheet"
    title = title[:1].upper() + title[1:]
    if DIAGNOSIS.search(title.lower()):
        why = "it names a diagnosis, and everybody sees the title"
        return "Imported mark sheet", [ReportLine(place, f'the title "{title}"', False, why)]
    return title, [ReportLine(place, f'the title "{title}"', True, "check that it does not give the answer away")]


# Drafting


def drafted(job: Job, place: str, title: str, sheet: Sheet) -> tuple[Draft, list[ReportLine]]:
    """The case made from a sheet, and what became of each row."""
    texts = [entry.text for entry in sheet.entries]
    kind, why = kind_of(texts)
    rubric = rubric_for(kind, job)
    largest = largest_of(entry.marks for entry in sheet.entries)
    lines = [_line(entry, rubric, largest) for entry in sheet.entries]
    draft = Draft(
        place=place,
        title=title,
        source="",
        kind=kind,
        examine=examined(texts) if kind is Kind.EXAMINATION else None,
        checklist=tuple(line for line, _ in lines),
        points=(
            *(f"From the head of the mark sheet: {text}" for text in sheet.before),
            *(f"On the mark sheet, not scored: {entry.text}" for entry in sheet.unscored),
        ),
    )
    report = [ReportLine(place, f"the kind {kind}, with the rubric {rubric.id}", True, why)]
    report += _of_scale(place, largest, sheet) + _of_number(place, len(lines), rubric) + _of_head(place, sheet)
    told = [ReportLine(entry.place, quoted(entry.text), True, remark) for entry, (_, remark) in zip_both(sheet, lines)]
    told += [ReportLine(entry.place, quoted(entry.text), True, _unscored(entry)) for entry in sheet.unscored]
    return draft, report + sorted([*sheet.report, *told], key=_in_order)


def zip_both(sheet: Sheet, lines: list[tuple[Item, str]]) -> Iterator[tuple[Entry, tuple[Item, str]]]:
    """Each entry with its line of the checklist."""
    return zip(sheet.entries, lines, strict=True)


def _line(entry: Entry, rubric: Rubric, largest: float) -> tuple[Item, str]:
    critical, odd = critical_in(entry.critical)
    domain, guessed = domain_of(entry.section, rubric)
    marks = entry.marks
    line = Item("", domain, entry.text, weight(marks.largest, largest), critical, marks.partly)
    said = [_worth(marks, line.weight), "critical" if critical else "", odd, guessed]
    return line, "; ".join(filter(None, said))


def _worth(marks: Marks, counts: int) -> str:
    if marks.largest is None:
        return marks.why
    return f"{marks.largest:g} {'mark' if marks.largest == 1 else 'marks'}, weight {counts}"


def _unscored(entry: Entry) -> str:
    return f"in the debrief, not on the mark sheet: {entry.marks.why}"


def _of_scale(place: str, largest: float, sheet: Sheet) -> list[ReportLine]:
    if largest <= HEAVIEST and all((entry.marks.largest or 1) % 1 == 0 for entry in sheet.entries):
        return []
    why = f"scaled: {largest:g}, the highest on this sheet, is now {min(HEAVIEST, math.ceil(largest))}"
    return [ReportLine(place, "the marks as weights from 1 to 3", True, why)]


def _of_number(place: str, items: int, rubric: Rubric) -> list[ReportLine]:
    total = items + len(rubric.items)
    if total <= MOST_ITEMS:
        return []
    why = f"more than {MOST_ITEMS} with the rubric's {len(rubric.items)}; nobody can watch for so many: take some out"
    return [ReportLine(place, f"all {counted(items, 'line')}", True, why)]


def _of_head(place: str, sheet: Sheet) -> list[ReportLine]:
    why = "it is above the columns; now in the debrief, which students see afterwards"
    return [ReportLine(place, quoted(text), True, why) for text in sheet.before]


def _in_order(line: ReportLine) -> list[int]:
    """The rows in the order of the sheet, whatever became of them."""
    return [int(number) for number in re.findall(r"\d+", line.place)]
