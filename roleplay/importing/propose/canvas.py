"""Rubrics as Canvas exports them: a row a criterion, with its ratings side by side. Each rubric becomes a case."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from roleplay.importing.build.case_text import finished, reminder
from roleplay.importing.build.imported import Imported, ImportedFile, Job, ReportLine, counted
from roleplay.importing.build.plain_text import plain
from roleplay.importing.open.spreadsheets import Row, Table, is_blank
from roleplay.importing.propose.marks import Marks, marks_in
from roleplay.importing.propose.marksheets import door_title, drafted, no_marksheet
from roleplay.importing.propose.nesting import Entry
from roleplay.importing.propose.rows import Sheet

NEEDED = frozenset(("rubric name", "criteria name", "rating points"))
RATING = ("rating name", "rating description", "rating points")


@dataclass(frozen=True)
class Rating:
    """One column of a Canvas rubric."""

    name: str
    description: str
    points: str

    def __str__(self) -> str:
        head = f"{self.name} ({self.points})" if self.points else self.name
        return f"{head}: {self.description}" if self.description else head


@dataclass(frozen=True)
class Criterion:
    """One row. ``of`` is the rubric's name."""

    place: str
    of: str
    name: str
    description: str
    ranged: bool
    ratings: tuple[Rating, ...]


def is_canvas(table: Table) -> bool:
    """Whether its first row has Canvas's headings."""
    return bool(table.rows) and {plain(cell) for cell in table.rows[0]} >= NEEDED


def read_canvas(job: Job, table: Table, report: list[ReportLine]) -> Imported:
    """A case for each rubric in the file."""
    criteria = list(_criteria(table))
    together: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        if criterion.name or criterion.description:
            together.setdefault(criterion.of, []).append(criterion)
    if not together:
        raise no_marksheet(job)
    files: list[ImportedFile] = []
    told = list(report)
    for name, rows in together.items():
        file, lines = _rubric(job, name, rows, {file.id for file in files})
        files += [file] if file else []
        told += lines
    nameless = [criterion for criterion in criteria if not (criterion.name or criterion.description)]
    told += [ReportLine(each.place, "the row", False, "it has no criterion") for each in nameless]
    return Imported(job.name, tuple(files), (*told, *reminder(job, len(files))))


def _criteria(table: Table) -> Iterator[Criterion]:
    """The rows by rubric; a row without a rubric's name belongs to the rubric above."""
    names = [plain(cell) for cell in table.rows[0]]
    of = ""
    for index, row in enumerate(table.rows[1:], start=1):
        if is_blank(row):
            continue
        of = _cell(row, names, "rubric name") or of
        yield Criterion(
            table.place(index),
            of,
            _cell(row, names, "criteria name"),
            _cell(row, names, "criteria description"),
            _cell(row, names, "criteria enable range").lower() in ("true", "yes", "1"),
            tuple(_ratings(row, names)),
        )


def _cell(row: Row, names: list[str], name: str) -> str:
    index = names.index(name) if name in names else len(row)
    return row[index] if index < len(row) else ""


def _ratings(row: Row, names: list[str]) -> Iterator[Rating]:
    """A rating begins with its name; a row may have more of them than the first row has headings for."""
    first = names.index("rating name") if "rating name" in names else names.index("rating points")
    for start in range(first, len(row), len(RATING)):
        cells = [*row[start : start + len(RATING)], "", ""][: len(RATING)]
        if any(cells):
            yield Rating(*cells)


def _rubric(
    job: Job, name: str, rows: list[Criterion], taken: set[str]
) -> tuple[ImportedFile | None, list[ReportLine]]:
    place = rows[0].place
    title, remark = door_title(name or job.name.rsplit(".", 1)[0], place)
    sheet = Sheet(*_sorted(rows), before=(), report=())
    if not sheet.entries:
        return None, [ReportLine(place, f'the rubric "{name}"', False, "none of its criteria have points")]
    draft, lines = drafted(job, place, title, sheet)
    points = tuple(_words(row) for row in rows if row.ratings)
    source = "\n".join(f"{row.name} | {row.description} | {' | '.join(map(str, row.ratings))}" for row in rows)
    file, judged = finished(replace(draft, points=(*draft.points, *points), source=source), job, taken)
    why = "in the debrief, since a line is marked done, partly or not done, without words of its own for these"
    ratings = ReportLine(place, f"the words of {counted(sum(len(row.ratings) for row in rows), 'rating')}", True, why)
    return file, [*judged, *remark, ratings, *lines] if file else judged


def _sorted(rows: list[Criterion]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    entries = [Entry(row.place, _text(row), 0, "", _marks(row), "") for row in rows]
    return tuple(each for each in entries if each.marks.scored), tuple(
        each for each in entries if not each.marks.scored
    )


def _text(row: Criterion) -> str:
    return f"{row.name}: {row.description}" if row.name and row.description else row.name or row.description


def _marks(row: Criterion) -> Marks:
    """Its highest rating; partly is possible if there is something between all and nothing."""
    every = [marks_in(rating.points) for rating in row.ratings if rating.points]
    if not every:
        return Marks(None, why="it has no points; it counts once")
    best = max(every, key=lambda marks: marks.largest or 0)
    return replace(best, partly=best.partly or row.ranged or len(row.ratings) > 2)


def _words(row: Criterion) -> str:
    return f"How the rubric describes “{row.name or row.description}”: {'; '.join(map(str, row.ratings))}"
