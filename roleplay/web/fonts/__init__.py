"""Parts of Streamlit's fonts, with the letters of European languages and the icons that the kit shows: a tenth of what
a phone would fetch.

Under the same family names, so that a browser still gets any other letter from the whole font. (Of icons there is no
other: `first_paint` takes the whole font away.) `python -m
tests.kit_fonts` makes them again.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from roleplay.shared_words import RENEWED

HERE = Path(__file__).parent
FACE = """@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; font-display: {display};
src: url({address}) format("woff2"); unicode-range: {letters}; }}
"""
LATIN = (
    "U+20-7E, U+A0-17F, U+1CD-1DC, U+218-21B, U+259, U+2BB-2BC, U+2C6-2C7, U+2D8-2DD, U+300-304, U+306-30C, U+323, "
    "U+327-328, U+2010-2015, U+2018-201E, U+2020-2022, U+2026, U+2030, U+2032-2033, U+2039-203A, U+2044, U+20AC, "
    "U+2122, U+2190-2193, U+2212"
)
"""What is in `upright` and `italic`, as CSS writes it."""
NAMES_OF_ICONS = "U+20, U+30-39, U+5F, U+61-7A"
"""An icon is written as its name; and Streamlit asks for the font by a space."""


@dataclass(frozen=True)
class Font:
    """One file; ``display`` says whether its text waits for it."""

    file: str
    family: str
    letters: str
    style: str = "normal"
    weight: str = "100 900"
    display: str = "swap"

    @cached_property
    def content(self) -> bytes:
        return (HERE / f"{self.file}.woff2").read_bytes()

    @cached_property
    def address(self) -> str:
        """Named by its content, so that it may be kept for ever."""
        return f"/fonts/{self.file}.{hashlib.sha256(self.content).hexdigest()[:16]}.woff2"

    @property
    def face(self) -> str:
        """How a page learns of it."""
        return FACE.format(**vars(self) | {"address": self.address})


UPRIGHT = Font("upright", "Source Sans", LATIN)
ITALIC = Font("italic", "Source Sans", LATIN, style="italic")
ICONS = Font("icons", "Material Symbols Rounded", NAMES_OF_ICONS, weight="400", display="block")
FONTS = (UPRIGHT, ITALIC, ICONS)


async def font(request: Request) -> Response:
    """A file under its present name, and nothing under an old one."""
    for one in FONTS:
        if request.url.path == one.address:
            headers = {"Cache-Control": "public, max-age=31536000, immutable"}
            return Response(one.content, media_type="font/woff2", headers=headers)
    return PlainTextResponse(RENEWED, 404)
