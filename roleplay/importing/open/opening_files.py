"""Decides from the bytes whether a file may be opened at all: its size, what it really is and what is packed in it.

All of this happens before any library that reads spreadsheets or XML sees the first byte.
"""

import io
import re
import zipfile
from enum import StrEnum

from roleplay.errors import Fault
from roleplay.importing.build.imported import ReportLine, counted
from roleplay.importing.build.plain_text import one_line

MB = 1024 * 1024
LARGEST_FILE = 10 * MB
LARGEST_UNPACKED = 100 * MB
LARGEST_XML = 10 * MB
"""For all the XML: libraries take seconds for each MB of it, and a mark sheet or a station has less than one."""
PIECE = 64 * 1024
SMALL = 5 * MB
MOST_RATIO = 200
MOST_PARTS = 2_000
NOTHING = "Nothing was imported."
READABLE = "The kit reads mark sheets as .xlsx or .csv, stations as .docx, and OSCE records as .jsonl."


class Format(StrEnum):
    """How a file is read."""

    XLSX = "an Excel file (.xlsx)"
    DOCX = "a Word file (.docx)"
    CSV = "a table as text (.csv)"
    JSONL = "JSON lines (.jsonl)"


FORMATS = {
    ".xlsx": Format.XLSX,
    ".docx": Format.DOCX,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSONL,
}
MAIN_PARTS = ((re.compile(r"xl/workbook\d*\.xml"), Format.XLSX), (re.compile(r"word/document\d*\.xml"), Format.DOCX))
MACRO_NAMES = (".xlsm", ".xltm", ".xlam", ".xlsb", ".docm", ".dotm")
OLD_NAMES = {".xls": ".xlsx", ".doc": ".docx"}
SIGNS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text in RTF"),
    (b"\x1f\x8b", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"Rar!", "a packed archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, or one with a password"),
)
ENTITIES = re.compile(b"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)|\0<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)")


def plain_name(name: str) -> str:
    """The file's name without its folders, ready for a message."""
    return one_line(re.split(r"[/\\]", name)[-1]) or "the file"


def admitted(name: str, data: bytes) -> Format:
    """How to read the file. Raises Fault if it is too large, dangerous, or not what its name says."""
    ending = _ending(name)
    _by_name(name, ending)
    if not data.strip(b" \t\r\n"):
        raise Fault(f'"{name}" is empty. {NOTHING} Export it again, then import that.')
    check_size(name, len(data))
    wanted = FORMATS[ending]
    found = _what_it_is(name, data)
    is_text = found == "text"
    if found != wanted and not (is_text and wanted in (Format.CSV, Format.JSONL)):
        what = "plain text" if is_text else found
        raise Fault(
            f'"{name}" is not what its name says: it should be {wanted} but is {what}. {NOTHING} '
            f"{_way_out(found, wanted)}"
        )
    return wanted


def check_size(name: str, size: int) -> None:
    """Raise Fault for a file too large to be a mark sheet; the caller need not have read it."""
    if size > LARGEST_FILE:
        raise Fault(
            f'"{name}" is {-(-size // MB):,} MB, and the kit reads {LARGEST_FILE // MB} MB at most. {NOTHING} '
            "Take out any pictures and sheets you don't need, or split it."
        )


def decoded(name: str, data: bytes) -> tuple[str, list[ReportLine]]:
    """The text, and a line for the report if its encoding had to be guessed."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return _without_nul(name, data.decode("utf-16")), []
        return _without_nul(name, data.decode("utf-8-sig")), []
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _encoding_fault(name) from None
    what = "the text, read as Windows-1252"
    why = "it is not UTF-8; check that é, ü and – came out right, or save it as UTF-8 and import it again"
    return _without_nul(name, text), [ReportLine("all", what, True, why)]


def unpacked(name: str, data: bytes) -> zipfile.ZipFile:
    """The parts of an Office file, once their size and kinds have been checked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _look_into(name, archive)
    except Fault:
        raise
    except Exception as error:  # zipfile raises many kinds for a damaged archive
        raise damaged(name) from error
    return archive


def damaged(name: str) -> Fault:
    """The fault of a file that starts out right but then can't be read."""
    return Fault(
        f'"{name}" is damaged and cannot be read to the end. {NOTHING} Open it, save it again, then import that.'
    )


def _ending(name: str) -> str:
    return f".{name.rsplit('.', 1)[1].lower()}" if "." in name else ""


def _by_name(name: str, ending: str) -> None:
    if ending in MACRO_NAMES:
        raise _macro_fault(name)
    if ending in OLD_NAMES:
        raise Fault(f'"{name}" is in an old Office format. {NOTHING} Open it and save it as {OLD_NAMES[ending]}.')
    if ending not in FORMATS:
        raise Fault(f'"{name}" is not a kind of file that can be read. {NOTHING} {READABLE}')


def _macro_fault(name: str) -> Fault:
    return Fault(
        f'"{name}" may hold macros, which are programs, so it was not opened. {NOTHING} Save it as .xlsx or .docx, '
        "without macros, then import that."
    )


def _encoding_fault(name: str) -> Fault:
    return Fault(
        f'"{name}" is not encoded as UTF-8, UTF-16 or Windows-1252. {NOTHING} Save it as UTF-8, then import it again.'
    )


def _without_nul(name: str, text: str) -> str:
    if "\0" in text:
        raise _encoding_fault(name)
    return text


def _what_it_is(name: str, data: bytes) -> str:
    for sign, what in SIGNS:
        if data.startswith(sign):
            return what
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _what_is_packed(name, data)
    start = data[:1000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return "text"


def _what_is_packed(name: str, data: bytes) -> str:
    with unpacked(name, data) as archive:
        names = archive.namelist()
    return next((form for part, form in MAIN_PARTS if any(map(part.fullmatch, names))), "a packed archive")


def _way_out(found: str, wanted: Format) -> str:
    right = next((ending for ending, form in FORMATS.items() if form == found), "")
    if right:
        return f"Give it a name that ends in {right}, then import it again."
    return f"Open it in its own program and save it as {wanted}."


def _look_into(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Fault(
            f'"{name}" is packed from {counted(len(parts), "part")}, more than {MOST_PARTS:,}. {NOTHING} {_COPY}'
        )
    size, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if size > LARGEST_UNPACKED or (size > SMALL and size > MOST_RATIO * max(packed, 1)):
        raise Fault(
            f'"{name}" would unpack to {-(-size // MB):,} MB, which no mark sheet needs, so it was not opened. '
            f"{NOTHING} {_COPY}"
        )
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise _macro_fault(name)
    if any(part.flag_bits & 1 for part in parts):
        raise Fault(f'"{name}" has a password. {NOTHING} Save it without one, then import that.')
    text = 0
    for part in parts:
        text += _look_into_part(name, archive, part, text)


def _look_into_part(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo, before: int) -> int:
    """The size of a part if it is XML, whatever it is called, else 0; ``before`` is the size of those before it.

    It is read in pieces, because `ZipFile.read` unpacks everything before it checks how much there should be.
    """
    with archive.open(part) as unpacking:
        start = unpacking.read(PIECE)
        is_xml = start.lstrip(_BEFORE_XML)[:1] in (b"<", b"")
        text = before + part.file_size if is_xml else 0
        if text > LARGEST_XML:
            raise Fault(
                f'"{name}" would unpack to {-(-text // MB):,} MB of text, which no mark sheet needs, so it was not '
                f"opened. {NOTHING} {_COPY}"
            )
        pieces = [start]
        while piece := unpacking.read(PIECE):
            pieces += [piece] if is_xml else []
    if not is_xml:
        return 0
    _no_entities(name, b"".join(pieces))
    return part.file_size


_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_COPY = "Copy what you need into a new file and import that."


def _no_entities(name: str, xml: bytes) -> None:
    """Office never writes entities; they are used to make XML read other files, or grow without end."""
    if ENTITIES.search(xml):
        raise Fault(
            f'"{name}" holds XML entities, which no Office program writes, so it was not opened. {NOTHING} {_COPY}'
        )
