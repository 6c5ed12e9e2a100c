"""Makes new case files from a name and bytes, in whichever of the four formats."""

from datetime import date

from roleplay.content.loading import Library
from roleplay.importing.build.imported import Imported, Job, Progress
from roleplay.importing.open.class_lists import refuse_people
from roleplay.importing.open.opening_files import Format, admitted, plain_name
from roleplay.importing.open.spreadsheets import csv_table, xlsx_tables
from roleplay.importing.propose.canvas import is_canvas, read_canvas
from roleplay.importing.propose.marksheets import read_marksheets
from roleplay.importing.propose.osce import read_osce
from roleplay.importing.propose.word import read_word


def read_file(name: str, data: bytes, progress: Progress | None = None, *, library: Library, today: date) -> Imported:
    """The files made from a mark sheet, station or set of records. Pure; nothing is written.

    The library gives the rubrics, skills and themes that the new cases refer to. Raises Fault with a whole sentence
    for anything that can't be read at all; the report says what of a readable file can't be kept.
    """
    job = Job(plain_name(name), library, today)
    told = progress or _nobody
    match admitted(job.name, data):
        case Format.JSONL:
            return read_osce(job, data, told)
        case Format.DOCX:
            return read_word(job, data, told)
        case Format.XLSX:
            tables, report = xlsx_tables(job.name, data, told)
            refuse_people(job.name, tables)
            return read_marksheets(job, tables, report)
        case Format.CSV:
            table, report = csv_table(job.name, data, told)
            refuse_people(job.name, [table])
            return read_canvas(job, table, report) if is_canvas(table) else read_marksheets(job, [table], report)


def _nobody(_done: int, _of: int) -> None:
    return None
