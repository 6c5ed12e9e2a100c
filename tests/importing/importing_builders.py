"""Small files of every format, and the kit's own rubrics to import them against."""

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

from roleplay.content.case import Case
from roleplay.content.checks import check
from roleplay.content.diagnostics import Severity
from roleplay.content.loading import Library, load_library
from roleplay.content.reading import read_yaml
from roleplay.importing import Imported, ImportedFile, read_file

KIT = Path(__file__).parents[2]
TODAY = date(2026, 11, 28)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOT_YET = (
    "To be written: where and when this is.",
    "To be written: who the student is, who has come and why.",
    ("To be written: what the student is to do.",),
)
"""Setting, brief and tasks of a case that nobody has worked on yet."""
STYLES = """<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Ours"><w:name w:val="Ours"/><w:basedOn w:val="berschrift1"/></w:style>"""


@cache
def library() -> Library:
    """The kit's rubrics and tags, without its cases."""
    with tempfile.TemporaryDirectory() as folder:
        return load_library(kit_at(Path(folder)))


def kit_at(folder: Path) -> Path:
    """A root with the kit's rubrics but no cases."""
    shutil.copytree(KIT / "rubrics", folder / "rubrics")
    (folder / "cases").mkdir()
    return folder


def imported(name: str, data: bytes | str) -> Imported:
    """The file as an import today would read it."""
    raw = data.encode() if isinstance(data, str) else data
    return read_file(name, raw, library=library(), today=TODAY)


def only_case(result: Imported) -> Case:
    """The only case that an import made."""
    (file,) = result.files
    return case_of(file)


def case_of(file: ImportedFile) -> Case:
    """The case as the kit reads it."""
    return Case.model_validate(read_yaml(file.text).value)


def beside(result: Imported, field: str) -> str:
    """The note above one of the student's fields in the only file, on one line; "" if there is none."""
    (file,) = result.files
    return notes_of(file.text).get(field, "")


def notes_of(text: str) -> dict[str, str]:
    """The notes, by the field below them."""
    found: dict[str, str] = {}
    lines: list[str] = []
    for line in map(str.strip, text.split("\n")[1:]):
        if line.startswith("#"):
            lines.append(line[1:].strip())
        elif lines:
            found[line.partition(":")[0]], lines = " ".join(lines[1:]), []
    return found


def told(result: Imported) -> list[str]:
    """The report, line by line."""
    return [str(line) for line in result.report]


def errors_of(result: Imported, root: Path) -> list[str]:
    """What `check` calls an error in the written files."""
    for file in result.files:
        (root / file.path).write_text(file.text, encoding="utf-8")
    found = check([root / "cases"], root)
    return [str(diagnostic) for diagnostic in found if diagnostic.severity is Severity.ERROR]


def xlsx(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these sheets; a text that begins with = is a formula without a saved value."""
    book = openpyxl.Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """The same packed file with one more part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return packed({**parts, name: part})


def docx(*blocks: str, **parts: bytes) -> bytes:
    """A Word file of these blocks, each made by the functions below."""
    body = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(blocks)}</w:body></w:document>'
    styles = f'<w:styles xmlns:w="{WORD}">{STYLES}</w:styles>'
    more = {f"word/{name}.xml": data for name, data in parts.items()}
    return packed({"word/document.xml": body.encode(), "word/styles.xml": styles.encode(), **more})


def h1(text: str) -> str:
    """A heading of the first level, in a German Word."""
    return p(text, style="berschrift1")


def h2(text: str) -> str:
    """A heading below it."""
    return p(text, style="berschrift2")


def p(text: str, style: str = "", bold: bool = False, listed: bool = False) -> str:
    """A paragraph."""
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks += '<w:numPr><w:numId w:val="1"/></w:numPr>' if listed else ""
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p><w:pPr>{looks}</w:pPr><w:r>{run}<w:t>{escape(text)}</w:t></w:r></w:p>"


def grid(*rows: Sequence[str]) -> str:
    """A table."""
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def record(**fields: Any) -> dict[str, Any]:
    """A small OSCE record of our own; fields replace or add to its parts."""
    whole: dict[str, Any] = {
        "Objective_for_Doctor": "Take a history from a person with a swollen ankle.",
        "Patient_Actor": {
            "Demographics": "29-year-old postman",
            "History": "Slipped on wet leaves on Thursday and limped home.",
            "Symptoms": {"Primary_Symptom": "Swollen ankle", "Secondary_Symptoms": ["Bruise", "Cannot hop"]},
            "Past_Medical_History": "Hay fever",
        },
        "Physical_Examination_Findings": {
            "Vital_Signs": {"Heart_Rate": "76 bpm", "Temperature": 36.8},
            "Ankle": {"Inspection": "Puffy below the outer bone"},
        },
        "Test_Results": {"Imaging": {"X-ray": {"Findings": "No break in the bone"}}},
        "Correct_Diagnosis": "Ligament sprain",
    }
    return {"OSCE_Examination": {**whole, **fields}}


def jsonl(*records: Any) -> str:
    """Records, one a line."""
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in records)
