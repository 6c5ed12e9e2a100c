"""Prints the small case and reads the PDF back: which words are on whose pages."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from builders import MARKER, REVIEW, START, a_case, a_presentation, a_rubric, an_examination, marked
from PIL import Image
from pypdf import PageObject, PdfReader

from roleplay.content.models import Case
from roleplay.content.signatures import fingerprint_to_sign
from roleplay.marking.marksheet import Marksheet, marksheet_of
from roleplay.printing.pack import pack

CODE = "K7Q2MX"
DOOR, PART, SHEET = "For the student only", "For the patient only", "For the observer only"
SLIP, OWN = "For the patient, after the bell", "For the student, after the bell"
CARDS, ALL = "For the observer, until asked for", "For all of you, once everyone has spoken"
LEAVES = (DOOR, PART, SHEET, SLIP, OWN, CARDS, ALL)
SQUARE = re.compile(r"^[\d.]+ [\d.]+ ([\d.]+) -\1 re S$", re.MULTILINE)
FILLED = re.compile(r" re f$", re.MULTILINE)
MADE = {"interview": a_case, "examination": an_examination, "presentation": a_presentation}


@dataclass(frozen=True)
class Page:
    """A page as it reads. Lines may break anywhere, so texts are compared without spaces."""

    number: int
    text: str
    squares: int
    filled: int
    images: int

    @property
    def front(self) -> bool:
        return self.number % 2 == 1

    @property
    def markers(self) -> set[str]:
        return set(MARKER.findall(self.text))

    def says(self, text: str) -> bool:
        return closed(text) in self.text


def closed(text: str) -> str:
    """The text without its spaces."""
    return "".join(text.split())


def read(pdf: bytes) -> list[Page]:
    return [_page(number, page) for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages, 1)]


def _page(number: int, page: PageObject) -> Page:
    drawn = _drawn(page)
    squares, filled = len(SQUARE.findall(drawn)), len(FILLED.findall(drawn))
    return Page(number, closed(page.extract_text()), squares, filled, len(page.images))


def _drawn(page: PageObject) -> str:
    contents = page.get_contents()
    return contents.get_data().decode("latin-1") if contents is not None else ""


def printed(case: Case, sheet: Marksheet | None = None, **more: Any) -> list[Page]:
    """The pages of the case's pack; without a mark sheet, it takes the small rubric's."""
    options = {"code": CODE, "now": START, "picture": a_picture, **more}
    return read(pack(case, sheet or marksheet_of(a_rubric(), case), **options))


@cache
def marked_pack(kind: str = "interview", large: bool = False) -> list[Page]:
    """The pack of a case and a rubric in which every text says where it belongs."""
    case, rubric = marked(MADE[kind](), "case"), marked(a_rubric(), "rubric")
    return printed(case, marksheet_of(rubric, case), large=large)


@cache
def small_pack() -> list[Page]:
    return printed(a_case())


def reviewed_case() -> Case:
    """Signed a day before it is printed."""
    by = {"by": "Dr A. Name", "role": "GP", "on": "2026-03-01", "fingerprint": fingerprint_to_sign(a_case())}
    return a_case(review={**REVIEW, "origin": "invented", "reviews": [by]})


def of(pages: Sequence[Page], leaf: str) -> list[Page]:
    """The pages of this leaf, told by their feet."""
    return [page for page in pages if page.says(f"{leaf} ·")]


def text_of(pages: Sequence[Page], leaf: str) -> str:
    return "".join(page.text for page in of(pages, leaf))


def markers_of(pages: Sequence[Page], leaf: str) -> set[str]:
    return {marker for page in of(pages, leaf) for marker in page.markers}


def a_picture(name: str) -> bytes | None:
    """A small picture, whatever its name."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    return out.getvalue()


def no_picture(name: str) -> bytes | None:
    return None
