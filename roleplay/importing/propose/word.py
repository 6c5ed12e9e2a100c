"""Stations written in Word, by their headings. Text under an unknown heading becomes background, and text under one for
the student is noted beside their fields: nothing reaches them by itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from roleplay.content.case import WhenRule
from roleplay.errors import Fault
from roleplay.importing.build.case_text import finished, reminder
from roleplay.importing.build.draft import Card, Door, Draft, Told
from roleplay.importing.build.imported import Imported, Job, Progress, ReportLine, counted
from roleplay.importing.build.plain_text import cut, one_line
from roleplay.importing.open.class_lists import refuse_people
from roleplay.importing.open.opening_files import damaged, unpacked
from roleplay.importing.open.spreadsheets import Table
from roleplay.importing.open.wordxml import Block, Document, Grid, Paragraph, document
from roleplay.importing.propose.columns import Column, heads
from roleplay.importing.propose.marksheets import door_title, drafted
from roleplay.importing.propose.rows import Sheet, read_sheet
from roleplay.importing.propose.spoilers import Secrets, gives_away, secrets
from roleplay.importing.propose.station_headings import Role, Section, role_of, sections

LABELLED = re.compile(r"^([^:\n]{2,40}):\s+(.+)$", re.DOTALL)
MARKS_BEHIND = re.compile(r"[\[(]\s*(\d+(?:[.,]\d+)?)\s*+(?:marks?|points?|pts)?\s*[\])]", re.IGNORECASE)
WITHIN_PART = frozenset((Role.OPENING, Role.IDEAS, Role.CONCERNS, Role.EXPECTATIONS, Role.EFFECT, Role.NAME))
NUMBERED = re.compile(r"^\d+[.)]\s*")
HEADS = ("Item", "Marks")


@dataclass(frozen=True)
class Piece:
    """A text with the role it plays; ``heading`` is what it comes under."""

    role: Role
    text: str
    heading: str
    listed: bool = False


def read_word(job: Job, data: bytes, progress: Progress) -> Imported:
    """The case made from a document."""
    read = _document(job, data)
    grids = (block for block in read.blocks if isinstance(block, Grid))
    refuse_people(job.name, [Table("", tuple(tuple(map(one_line, row)) for row in grid.rows)) for grid in grids])
    parts = sections(read.blocks)
    if not parts:
        raise _no_headings(job, read)
    tables = list(_tables(parts))
    pieces = [piece for section in parts for piece in _pieces(section)]
    pieces += [Piece(Role.BACKGROUND, box, "Text box") for box in read.boxes]
    draft, told = _draft(job, read, pieces, _sheet(tables))
    draft = replace(draft, source="\n\n".join(f"{part.heading}\n{_plain_text(part)}" for part in parts))
    file, judged = finished(draft, job, ())
    progress(1, 1)
    report = [*judged, *(_of_section(part) for part in parts), *told, *_left_out(read)]
    if file is None:
        report = judged
    return Imported(job.name, (file,) if file else (), (*report, *reminder(job, int(file is not None))))


def _document(job: Job, data: bytes) -> Document:
    try:
        with unpacked(job.name, data) as archive:
            return document(archive)
    except Fault:
        raise
    except Exception as error:  # a damaged part, or XML that isn't
        raise damaged(job.name) from error


def _no_headings(job: Job, read: Document) -> Fault:
    if not any(isinstance(block, Grid) or block.text for block in read.blocks):
        return Fault(f'"{job.name}" holds no text, so nothing was imported. Pictures are not read; type the text out.')
    return Fault(
        f'"{job.name}" has no headings, so nothing shows which text is for whom. Nothing was imported. '
        "Add headings, in a heading style or in bold, such as Candidate instructions, Patient information, "
        "Opening statement, History, Findings, Diagnosis, Examiner, Mark scheme, then import it again."
    )


def _plain_text(section: Section) -> str:
    return "\n".join(line for block in section.blocks for line in _lines(block))


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    return [(": " if len(row) == 2 else " | ").join(one_line(cell) for cell in row if cell) for row in block.rows]


# Sorting


def _is_marksheet(block: Block, role: Role) -> bool:
    """Any table below a mark scheme, and any elsewhere with the column headings of a mark sheet."""
    if not isinstance(block, Grid):
        return False
    found = heads(Table("", block.rows))
    if found is None:
        return False
    named = found.where.keys() & {Column.MARKS, Column.LARGEST, Column.CRITICAL}
    return role is Role.MARKS or (found.row == 0 and bool(named))


def _tables(parts: Sequence[Section]) -> Iterator[Table]:
    """The mark sheets of the document. Below a mark scheme, the entries of a list make one as well."""
    number = 0
    for section in parts:
        listed = [b.text for b in section.blocks if isinstance(b, Paragraph) and section.role is Role.MARKS]
        grids = [b for b in section.blocks if _is_marksheet(b, section.role)]
        rows = [grid.rows for grid in grids if isinstance(grid, Grid)]
        if listed and not rows:
            rows = [(HEADS, *(_with_marks(one_line(text)) for text in listed))]
        for each in rows:
            number += 1
            yield Table(f"table {number}", tuple(tuple(one_line(cell) for cell in row) for row in each))


def _with_marks(text: str) -> tuple[str, str]:
    """``Asks about allergies (2 marks)``, with its marks split off."""
    whole = text.rstrip()
    # Searched from the last bracket: from the beginning, a long text would be scanned again at every letter.
    at = max(whole.rfind("("), whole.rfind("["), 0)
    found = MARKS_BEHIND.fullmatch(whole, at)
    return (whole[:at].rstrip(), found[1]) if found else (text, "")


def _sheet(tables: Sequence[Table]) -> Sheet | None:
    read = [read_sheet(table, found) for table in tables if (found := heads(table)) is not None]
    if not any(sheet.entries for sheet in read):
        return None
    return Sheet(
        tuple(entry for sheet in read for entry in sheet.entries),
        tuple(entry for sheet in read for entry in sheet.unscored),
        tuple(text for sheet in read for text in sheet.before),
        tuple(line for sheet in read for line in sheet.report),
    )


def _pieces(section: Section) -> Iterator[Piece]:
    """Everything in a section but its mark sheets; a label such as ``Ideas:`` sends its line where it belongs."""
    tabled = any(_is_marksheet(block, section.role) for block in section.blocks)
    for block in section.blocks:
        if _is_marksheet(block, section.role) or (
            section.role is Role.MARKS and isinstance(block, Paragraph) and not tabled
        ):
            continue
        role = Role.EXAMINER if section.role is Role.MARKS else section.role
        listed = isinstance(block, Paragraph) and block.listed
        for line in filter(None, _lines(block)):
            yield from _piece(role, line, section.heading, listed)


def _piece(role: Role, line: str, heading: str, listed: bool) -> Iterator[Piece]:
    found = LABELLED.match(line)
    own = role_of(found[1]) if found else None
    if found and role in (Role.PATIENT, Role.VIEWS, Role.HISTORY) and own in WITHIN_PART:
        yield Piece(own, found[2], heading, listed)
    elif found and role is Role.STUDENT and own is Role.TASKS:
        yield Piece(Role.TASKS, found[2], heading, listed)
    else:
        yield Piece(role, line, heading, listed)


# Drafting


def _draft(job: Job, read: Document, pieces: Sequence[Piece], sheet: Sheet | None) -> tuple[Draft, list[ReportLine]]:
    kept = _secrets(pieces)
    title, remark = _title(job, kept)
    draft, told = drafted(job, "all", title, sheet) if sheet else (Draft("all", title, ""), [])
    brief = [piece.text for piece in pieces if piece.role is Role.STUDENT and not piece.listed]
    tasks = [
        piece.text for piece in pieces if piece.role is Role.TASKS or (piece.role is Role.STUDENT and piece.listed)
    ]
    part = [piece.text for piece in pieces if piece.role is Role.PATIENT]
    draft = replace(
        draft,
        door=Door(_own_title(read), _texts(pieces, Role.SETTING), tuple(brief), tuple(tasks)),
        props=_texts(pieces, Role.PROPS),
        plays=_text(pieces, Role.NAME, ", "),
        you_are=part[0] if part else "",
        opening=_text(pieces, Role.OPENING, " "),
        story=(*_history(pieces), *(Told(text, WhenRule.ASKED) for text in part[1:])),
        ask=_texts(pieces, Role.ASK),
        ideas="\n".join(filter(None, (_text(pieces, Role.IDEAS), _text(pieces, Role.VIEWS)))),
        concerns=_text(pieces, Role.CONCERNS),
        expectations=_text(pieces, Role.EXPECTATIONS),
        effect=_text(pieces, Role.EFFECT),
        background=tuple((piece.heading, piece.text) for piece in pieces if piece.role is Role.BACKGROUND),
        findings=tuple(_cards(pieces)),
        points=(*_points(pieces), *draft.points),
        sources=_texts(pieces, Role.SOURCES),
    )
    return draft, [*remark, *_telling([*brief, *tasks], kept), *told]


def _texts(pieces: Sequence[Piece], role: Role) -> tuple[str, ...]:
    return tuple(piece.text for piece in pieces if piece.role is role)


def _text(pieces: Sequence[Piece], role: Role, between: str = "\n") -> str:
    return between.join(_texts(pieces, role))


def _secrets(pieces: Sequence[Piece]) -> Secrets:
    return secrets(_texts(pieces, Role.DIAGNOSIS), ())


def _title(job: Job, kept: Secrets) -> tuple[str, list[ReportLine]]:
    """The file's name, which somebody chose, unless it gives away the diagnosis; nothing from inside the file."""
    name = job.name.rsplit(".", 1)[0].replace("_", " ")
    if not gives_away(name, kept):
        return door_title(name, "all")
    why = "it uses words of the diagnosis, and everybody sees the title"
    return "Imported station", [ReportLine("all", f'the title "{one_line(name)}"', False, why)]


def _own_title(read: Document) -> str:
    return next((b.text for b in read.blocks if isinstance(b, Paragraph) and b.level == 0 and b.text), "")


def _telling(texts: Sequence[str], kept: Secrets) -> list[ReportLine]:
    """Warns about a note before somebody shows it to the student: the author may not have noticed."""
    return [
        ReportLine("all", f'"{cut(text, 60)}"', True, f'not for the student: may give away "{gives_away(text, kept)}"')
        for text in texts
        if gives_away(text, kept)
    ]


def _history(pieces: Sequence[Piece]) -> Iterator[Told]:
    for number, text in enumerate(_texts(pieces, Role.HISTORY)):
        yield Told(text, WhenRule.OPEN if number == 0 else WhenRule.ASKED)


def _cards(pieces: Sequence[Piece]) -> Iterator[Card]:
    """A line with a label is a card of its own; the others under a heading share one."""
    together: dict[str, list[str]] = {}
    for piece in (each for each in pieces if each.role is Role.FINDINGS):
        found = LABELLED.match(piece.text)
        label, text = (found[1], found[2]) if found else (piece.heading, piece.text)
        together.setdefault(label, []).append(text)
    for label, lines in together.items():
        yield Card(label, "\n".join(lines))


def _points(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        if piece.role is Role.DIAGNOSIS:
            yield f"{NUMBERED.sub('', piece.heading)}: {piece.text}"
        elif piece.role is Role.EXAMINER:
            yield piece.text


# Reporting


def _of_section(section: Section) -> ReportLine:
    count = sum(len(_lines(block)) for block in section.blocks)
    unknown = "" if role_of(section.heading) else "the heading is unknown"
    return ReportLine(section.place, f"{counted(count, 'line')}, in {section.role}", True, unknown)


def _left_out(read: Document) -> Iterator[ReportLine]:
    """What a document holds besides its text."""
    for what, text in read.beside:
        yield ReportLine("all", f'{what}, "{cut(text, 60)}"', False, "only the text of the pages is read")
    if read.pictures:
        why = "put each in the folder of the case and name it in material or in a finding"
        yield ReportLine("all", counted(read.pictures, "picture"), False, why)
    if read.boxes:
        why = "in the patient's background; move it to where it belongs"
        yield ReportLine("all", counted(len(read.boxes), "text box").replace("boxs", "boxes"), True, why)
