"""Reads the paragraphs and tables of a Word file, with as much of their look as tells a heading from text.

Reads the XML itself, so that text in content controls and accepted changes is not lost. Pictures are not read.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from roleplay.importing.build.plain_text import clean, one_line

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NO_TEXT = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}txbxContent", f"{W}pPr", f"{W}rPr", FALLBACK}
TITLE_LEVEL = 0
BODY_OUTLINE = 9


@dataclass(frozen=True)
class Paragraph:
    """``level`` is that of a heading style, 0 for the document's title, None for ordinary text."""

    text: str
    level: int | None = None
    bold: bool = False
    listed: bool = False


@dataclass(frozen=True)
class Grid:
    """A table."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Grid


@dataclass(frozen=True)
class Document:
    """``boxes`` are the texts of text boxes; ``beside`` is what other parts hold: (what it is, its text)."""

    blocks: tuple[Block, ...]
    boxes: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]
    pictures: int


BESIDE = {
    "word/header": "a page header",
    "word/footer": "a page footer",
    "word/comments": "a comment",
    "word/footnotes": "a footnote",
    "word/endnotes": "an endnote",
}


def document(archive: zipfile.ZipFile) -> Document:
    """All the text of the file."""
    names = archive.namelist()
    styles = _part(archive, r"word/styles\d*\.xml")
    levels = _levels(styles) if styles is not None else {}
    body = _part(archive, r"word/document\d*\.xml")
    if body is None:
        raise KeyError("word/document.xml")
    boxes = [text for box in _boxes(body) if (text := _joined(box))]
    return Document(
        tuple(_blocks(body, levels)),
        tuple(boxes),
        tuple(_beside(archive, names)),
        sum(name.startswith("word/media/") for name in names),
    )


def _part(archive: zipfile.ZipFile, pattern: str) -> Element | None:
    """The first part of this name; Word's strict form differs only in its namespace."""
    name = next((name for name in archive.namelist() if re.fullmatch(pattern, name)), None)
    return _parsed(archive.read(name)) if name else None


def _parsed(xml: bytes) -> Element:
    return fromstring(xml.replace(STRICT, W[1:-1].encode()))


def _beside(archive: zipfile.ZipFile, names: list[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(names):
        what = next((what for start, what in BESIDE.items() if name.startswith(start) and name.endswith(".xml")), "")
        text = one_line(_joined(_parsed(archive.read(name)))) if what else ""
        if text:
            yield what, text


def _levels(styles: Element) -> dict[str, int]:
    """The level of each style that is a heading or is based on one."""
    own: dict[str, int | None] = {}
    parent: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        id_ = style.get(f"{W}styleId", "")
        own[id_] = _own_level(style)
        parent[id_] = _value(style, "basedOn")
    levels = {id_: _inherited(id_, own, parent) for id_ in own}
    return {id_: level for id_, level in levels.items() if level is not None}


def _own_level(style: Element) -> int | None:
    name = _value(style, "name").lower()
    if name == "title":
        return TITLE_LEVEL
    if name.startswith("heading ") and name[8:9].isdigit():
        return int(name[8])
    return _outline(style)


def _inherited(id_: str, own: dict[str, int | None], parent: dict[str, str]) -> int | None:
    seen: set[str] = set()
    while id_ and id_ not in seen:
        seen.add(id_)
        level = own.get(id_)
        if level is not None:
            return level
        id_ = parent.get(id_, "")
    return None


def _outline(element: Element) -> int | None:
    written = element.find(f"{W}pPr/{W}outlineLvl")
    number = written.get(f"{W}val", "") if written is not None else ""
    return int(number) + 1 if number.isdigit() and int(number) < BODY_OUTLINE else None


def _value(element: Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _blocks(element: Element, levels: dict[str, int]) -> Iterator[Block]:
    """Looks into whatever holds paragraphs and tables, such as a content control."""
    for child in element:
        if child.tag == f"{W}p":
            yield _paragraph(child, levels)
        elif child.tag == f"{W}tbl":
            yield Grid(tuple(_rows(child)))
        elif child.tag not in NO_TEXT:
            yield from _blocks(child, levels)


def _rows(table: Element) -> Iterator[tuple[str, ...]]:
    for row in _children(table, f"{W}tr"):
        cells = tuple(_joined(cell) for cell in _children(row, f"{W}tc"))
        if any(cells):
            yield cells


def _children(element: Element, tag: str) -> Iterator[Element]:
    """Those of a table, including any in content controls but not those of a table inside it."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _children(child, tag)


def _paragraph(element: Element, levels: dict[str, int]) -> Paragraph:
    looks = element.find(f"{W}pPr")
    style = _value(looks, "pStyle") if looks is not None else ""
    outline = _outline(element)
    runs = [run for run in element.iter(f"{W}r") if "".join(_texts(run)).strip()]
    return Paragraph(
        text=clean("".join(_texts(element))),
        level=outline if outline is not None else levels.get(style),
        bold=bool(runs) and all(_is_bold(run) for run in runs),
        listed=(looks is not None and looks.find(f"{W}numPr") is not None) or "list" in style.lower(),
    )


def _is_bold(run: Element) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(f"{W}val", "true") not in ("0", "false", "off")


def _texts(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}tab", f"{W}noBreakHyphen"):
            yield " " if child.tag == f"{W}tab" else "-"
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif child.tag not in NO_TEXT:
            yield from _texts(child)


def _joined(element: Element) -> str:
    """The paragraphs of a cell, a box or a part, one a line."""
    return clean("\n".join("".join(_texts(paragraph)) for paragraph in element.iter(f"{W}p")))


def _boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag != FALLBACK:
            yield from _boxes(child)
