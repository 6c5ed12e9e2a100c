"""`python -m tests.kit_fonts` makes the kit's fonts again, out of Streamlit's: after an icon was added, or Streamlit
changed. It needs brotli (`pip install brotli`), which the kit doesn't.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

from roleplay.web.fonts import HERE, ICONS, ITALIC, LATIN, UPRIGHT, Font
from roleplay.web.server.first_paint import STATIC
from roleplay.web.server.pages import PAGES
from roleplay.web.server.root import ROOT

MEDIA = STATIC / "static" / "media"
NAMES = HERE / "icons.txt"
SOURCES = {UPRIGHT: "SourceSansVF-Upright", ITALIC: "SourceSansVF-Italic", ICONS: "MaterialSymbols-Rounded"}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum"]
NAME_OF_A_PART = "Role-play kit"
"""Their licence keeps the name "Source" for the whole font."""
PYTHON = re.compile(r":material/(\w+)")
JAVASCRIPT = (
    re.compile(r"\bicon\(([^()]*)\)"),
    re.compile(r"\bicon: (\"\w+\")"),
    re.compile(r"\[(\"\w+\"), "),
    re.compile(r"\breturn ([^;]*\?[^;]*);"),
    re.compile(r"^  \w+: (\"\w+\"),$", re.MULTILINE),
)
QUOTED = re.compile(r"\"([a-z][a-z0-9_]+)\"")


def icons_of_ours() -> set[str]:
    """What stands in our code where an icon's name may stand; a few of these are other words."""
    python = [*(ROOT / "roleplay").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    found = {page.icon for page in PAGES}
    found |= {name for text in map(_read, python) for name in PYTHON.findall(text)}
    for text in map(_read, (ROOT / "roleplay/web").rglob("*.js")):
        found |= {name for place in JAVASCRIPT for given in place.findall(text) for name in QUOTED.findall(given)}
    return found


def icons_of_streamlit() -> set[str]:
    """What Streamlit's own widgets show."""
    return {name for text in map(_read, (STATIC / "static" / "js").glob("*.js")) for name in PYTHON.findall(text)}


def main() -> None:
    """Write all three, and the names of the icons."""
    letters = [letter for part in LATIN.split(", ") for letter in range_of(part)]
    for font in (UPRIGHT, ITALIC):
        part = _whole(font)
        _subset(part, font, unicodes=letters)
    whole = _whole(ICONS)
    glyphs = _ligatures(whole)
    names = sorted((icons_of_ours() | icons_of_streamlit()) & glyphs.keys())
    _subset(whole, ICONS, glyphs=[glyphs[name] for name in names], unicodes=map(ord, {" ", *"".join(names)}))
    NAMES.write_text("\n".join(names) + "\n", encoding="utf-8")


def range_of(part: str) -> range:
    first, _, last = part.removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _whole(font: Font) -> Any:
    return TTFont(next(MEDIA.glob(f"{SOURCES[font]}.*woff2")))


def _ligatures(font: Any) -> dict[str, str]:
    """The glyph of each icon by its name."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    tables = [table.ExtSubTable for lookup in font["GSUB"].table.LookupList.Lookup for table in lookup.SubTable]
    firsts = [item for table in tables if hasattr(table, "ligatures") for item in table.ligatures.items()]
    all_ = [((first, *one.Component), one.LigGlyph) for first, ones in firsts for one in ones]
    return {"".join(letters[glyph] for glyph in name): drawn for name, drawn in all_}


def _subset(whole: Any, font: Font, unicodes: Iterable[int], glyphs: Iterable[str] = ()) -> None:
    features = ["*"] if font is ICONS else FEATURES
    options = subset.Options(flavor="woff2", layout_features=features, name_IDs=[0, 1, 2, 4, 6, 7, 13, 14])
    # Otherwise every icon would be kept whose name is made of letters that are.
    options.layout_closure = font is not ICONS
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes, glyphs=glyphs)
    cutter.subset(whole)
    for number in (1, 4, 6) if font is not ICONS else ():
        whole["name"].setName(NAME_OF_A_PART, number, 3, 1, 0x409)
    whole.flavor = "woff2"
    whole.save(HERE / f"{font.file}.woff2")


if __name__ == "__main__":
    main()
