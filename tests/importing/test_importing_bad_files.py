"""A file that can't be read is refused in a sentence: what happened, what is safe, what to do."""

import os
import struct
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from importing_builders import docx, imported, jsonl, p, packed, record, with_part, xlsx

from roleplay.errors import Fault
from roleplay.importing.open import opening_files

MB = 1024 * 1024
SHEET = xlsx(Sheet=[["Item", "Marks"], ["Asks about pain", 1]])
STATION = docx(p("Candidate instructions", bold=True), p("You see Jo."))
READABLE = "The kit reads mark sheets as .xlsx or .csv, stations as .docx, and OSCE records as .jsonl."
NO_MACROS = (
    " may hold macros, which are programs, so it was not opened. Nothing was imported. Save it as .xlsx or .docx, "
    "without macros, then import that."
)
COPY = "Copy what you need into a new file and import that."
ENTITIES = f" holds XML entities, which no Office program writes, so it was not opened. Nothing was imported. {COPY}"
EXPANDING = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def lying_about_its_size(data: bytes, size: int) -> bytes:
    """An archive whose directory says that its first part is this large."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


# Large files are made by their own test, not by every process that collects tests.
BAD: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "a file without bytes": (
        "empty.csv",
        b"",
        '"empty.csv" is empty. Nothing was imported. Export it again, then import that.',
    ),
    "a file of blanks": (
        "blank.jsonl",
        b" \r\n\n",
        '"blank.jsonl" is empty. Nothing was imported. Export it again, then import that.',
    ),
    "50 MB of Excel": (
        "big.xlsx",
        lambda: SHEET + bytes(50 * 1024 * 1024),
        '"big.xlsx" is 51 MB, and the kit reads 10 MB at most. Nothing was imported. Take out any pictures '
        "and sheets you don't need, or split it.",
    ),
    "a zip bomb": (
        "bomb.xlsx",
        lambda: with_part(SHEET, "xl/media/zeros.bin", bytes(120 * 1024 * 1024)),
        '"bomb.xlsx" would unpack to 121 MB, which no mark sheet needs, so it was not opened. Nothing was imported. '
        + COPY,
    ),
    "a small zip bomb": (
        "bomb.docx",
        lambda: with_part(STATION, "word/media/zeros.bin", bytes(9 * 1024 * 1024)),
        '"bomb.docx" would unpack to 10 MB, which no mark sheet needs, so it was not opened. Nothing was imported. '
        + COPY,
    ),
    "a spreadsheet with more text than a library reads in time": (
        "texts.xlsx",
        lambda: with_part(SHEET, "xl/sharedStrings.xml", b"<sst>" + os.urandom(4 * MB).hex().encode() + bytes(3 * MB)),
        '"texts.xlsx" would unpack to 12 MB of text, which no mark sheet needs, so it was not opened. Nothing was '
        "imported. " + COPY,
    ),
    "the same under another name": (
        "texts.docx",
        lambda: with_part(
            STATION, "word/media/a.bin", b" " * MB + b"<x>" + os.urandom(4 * MB).hex().encode() + bytes(3 * MB)
        ),
        '"texts.docx" would unpack to 13 MB of text, which no mark sheet needs, so it was not opened. Nothing was '
        "imported. " + COPY,
    ),
    "a zip of very many parts": (
        "parts.xlsx",
        lambda: packed({f"xl/{number}.xml": b"" for number in range(2_001)}),
        '"parts.xlsx" is packed from 2,001 parts, more than 2,000. Nothing was imported. ' + COPY,
    ),
    "a zip that lies about its size": (
        "liar.xlsx",
        lying_about_its_size(SHEET, 3),
        '"liar.xlsx" is damaged and cannot be read to the end. Nothing was imported. Open it, save it again, '
        "then import "
        "that.",
    ),
    "a macro file by its name": ("marks.xlsm", SHEET, '"marks.xlsm"' + NO_MACROS),
    "a macro file by what is in it": (
        "marks.xlsx",
        with_part(SHEET, "xl/vbaProject.bin", b"\xd0\xcf"),
        '"marks.xlsx"' + NO_MACROS,
    ),
    "a Word file with macros": ("station.docm", STATION, '"station.docm"' + NO_MACROS),
    "XML that grows": ("grow.xlsx", with_part(SHEET, "xl/x.xml", EXPANDING), '"grow.xlsx"' + ENTITIES),
    "XML that reads other files": ("steal.docx", with_part(STATION, "word/x.xml", EXTERNAL), '"steal.docx"' + ENTITIES),
    "the same in UTF-16": (
        "steal.xlsx",
        with_part(SHEET, "xl/x.xml", EXTERNAL.decode().encode("utf-16")),
        '"steal.xlsx"' + ENTITIES,
    ),
    "a DOCX without headings": (
        "plain.docx",
        docx(p("You see a man with a sore knee today. Please talk to him.")),
        '"plain.docx" has no headings, so nothing shows which text is for whom. Nothing was imported. Add '
        "headings, in a "
        "heading style or in bold, such as Candidate instructions, Patient information, Opening statement, History, "
        "Findings, Diagnosis, Examiner, Mark scheme, then import it again.",
    ),
    "a DOCX without text": (
        "picture.docx",
        docx(p("")),
        '"picture.docx" holds no text, so nothing was imported. Pictures are not read; type the text out.',
    ),
    "an encoding nobody knows": (
        "odd.csv",
        b"Item,Marks\nAsks \x81\x8d,1\n",
        '"odd.csv" is not encoded as UTF-8, UTF-16 or Windows-1252. Nothing was imported. Save '
        "it as UTF-8, "
        "then import it again.",
    ),
    "bytes that are no text": (
        "bytes.csv",
        b"Item\0Marks",
        '"bytes.csv" is not encoded as UTF-8, UTF-16 or Windows-1252. Nothing was imported. Save '
        "it as UTF-8, "
        "then import it again.",
    ),
    "a PDF called xlsx": (
        "sheet.xlsx",
        b"%PDF-1.7 ...",
        '"sheet.xlsx" is not what its name says: it should be an Excel file (.xlsx) but is a PDF. Nothing '
        "was imported. "
        "Open it in its own program and save it as an Excel file (.xlsx).",
    ),
    "a Word file called xlsx": (
        "sheet.xlsx",
        STATION,
        '"sheet.xlsx" is not what its name says: it should be an Excel file (.xlsx) but is a Word file '
        "(.docx). Nothing was "
        "imported. Give it a name that ends in .docx, then import it again.",
    ),
    "an Excel file called csv": (
        "sheet.csv",
        SHEET,
        '"sheet.csv" is not what its name says: it should be a table as text (.csv) but is an Excel file '
        "(.xlsx). Nothing "
        "was imported. Give it a name that ends in .xlsx, then import it again.",
    ),
    "a text called docx": (
        "station.docx",
        b"Candidate instructions",
        '"station.docx" is not what its name says: it should be a Word file (.docx) but is plain text. Nothing was '
        "imported. Open it in its own program and save it as a Word file (.docx).",
    ),
    "an Excel file with a password": (
        "locked.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 more",
        '"locked.xlsx" is not what its name says: it should be an Excel file (.xlsx) but is an old Office '
        "file, or one with "
        "a password. Nothing was imported. Open it in its own program and save it as an Excel file (.xlsx).",
    ),
    "an old Excel file": (
        "old.xls",
        b"\xd0\xcf\x11\xe0 more",
        '"old.xls" is in an old Office format. Nothing was imported. Open it and save it as .xlsx.',
    ),
    "half an Excel file": (
        "half.xlsx",
        SHEET[: len(SHEET) // 2],
        '"half.xlsx" is damaged and cannot be read to the end. Nothing was imported. Open it, save it again, '
        "then import "
        "that.",
    ),
    "an Excel file with broken XML": (
        "broken.xlsx",
        with_part(SHEET, "xl/workbook.xml", b"<workbook"),
        '"broken.xlsx" is damaged and cannot be read to the end. Nothing was imported. Open it, save it '
        "again, then import "
        "that.",
    ),
    "a Word file with broken XML": (
        "broken.docx",
        packed({"word/document.xml": b"<w:document"}),
        '"broken.docx" is damaged and cannot be read to the end. Nothing was imported. Open it, save it '
        "again, then import "
        "that.",
    ),
    "another kind of file": (
        "station.pdf",
        b"%PDF",
        f'"station.pdf" is not a kind of file that can be read. Nothing was imported. {READABLE}',
    ),
    "a name without an ending": (
        "../up/marksheet",
        b"Item",
        f'"marksheet" is not a kind of file that can be read. Nothing was imported. {READABLE}',
    ),
    "a workbook of empty sheets": (
        "none.xlsx",
        xlsx(One=[], Two=[[None, None]]),
        '"none.xlsx" holds no mark sheet, so nothing was imported. Name the columns in the first row, for '
        "instance section, "
        "item, marks, critical, and write one item in each row below.",
    ),
    "a table of numbers": (
        "numbers.csv",
        b"1;2\n3;4\n",
        '"numbers.csv" holds no mark sheet, so nothing was imported. Name the columns in the first row, for instance '
        "section, item, marks, critical, and write one item in each row below.",
    ),
    "text called jsonl": (
        "notes.jsonl",
        b"not a record\n",
        '"notes.jsonl" holds no OSCE record, so nothing was imported. Write one record a line, each as '
        '{"OSCE_Examination": {…}}.',
    ),
    "more records than are read at once": (
        "many.jsonl",
        jsonl(*[{}] * 2_001).encode(),
        '"many.jsonl" holds 2,001 records, more than the 2,000 that can be read at once. Nothing was imported. '
        "Split the file "
        "and import the parts one by one.",
    ),
}


@pytest.mark.parametrize(("name", "data", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_in_a_sentence(name: str, data: bytes | Callable[[], bytes], sentence: str) -> None:
    with pytest.raises(Fault) as fault:
        imported(name, data() if callable(data) else data)

    assert str(fault.value) == sentence


def test_the_size_is_judged_before_anything_is_unpacked() -> None:
    with pytest.raises(Fault, match="is 11 MB"):
        opening_files.admitted("big.xlsx", b"PK\x03\x04" + zlib.compress(b"") + bytes(10 * 1024 * 1024))


def test_a_zip_that_lies_about_its_size_takes_no_more_memory_than_it_says() -> None:
    liar = lying_about_its_size(packed({"xl/workbook.xml": b"<" + bytes(64 * MB)}), MB)
    tracemalloc.start()

    with pytest.raises(Fault, match="is damaged"):
        imported("liar.xlsx", liar)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 8 * MB


def test_text_in_utf_16_is_read() -> None:
    result = imported("records.jsonl", jsonl(record()).encode("utf-16"))

    assert [file.title for file in result.files] == ["Swollen ankle"]


def test_an_assumed_encoding_is_reported() -> None:
    result = imported("marks.csv", "Item;Marks\nAsks about the café;1\n".encode("cp1252"))

    assert "Asks about the café" in result.files[0].text
    assert str(result.report[0]) == (
        "all: kept: the text, read as Windows-1252 (it is not UTF-8; check that é, ü and – came out right, or "
        "save it as UTF-8 and import it again)"
    )
