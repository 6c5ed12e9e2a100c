"""Our fonts, as a browser draws them: every icon that we name, and every letter that they say they have."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page
from servers import Server

from roleplay.web.fonts import FONTS, ICONS, LATIN, UPRIGHT
from tests.kit_fonts import MEDIA, SOURCES, icons_of_ours, icons_of_streamlit, range_of

DRAWN = """async ([names, ours, whole]) => {
  for (const [family, url] of [["ours", ours], ["whole", whole]])
    document.fonts.add(await new FontFace(family, `url(${url})`).load());
  const pen = document.createElement("canvas").getContext("2d");
  const width = (family, text) => { pen.font = `100px ${family}, monospace`; return pen.measureText(text).width; };
  return names.map((name) => [name, width("ours", name), width("whole", name)]); }"""


@pytest.fixture(scope="module")
def drawing(browser: Browser, long: Server) -> Page:
    page = browser.new_page()
    page.goto(f"{long.base}/join")
    return page


def whole(font: object) -> str:
    return f"/static/media/{next(MEDIA.glob(f'{SOURCES[font]}.*')).name}"  # type: ignore[index]


def test_every_icon_that_our_code_or_streamlits_names_is_drawn_as_one_sign(drawing: Page) -> None:
    named = sorted(icons_of_ours() | icons_of_streamlit())

    drawn = drawing.evaluate(DRAWN, [named, ICONS.address, whole(ICONS)])

    icons = {name: ours for name, ours, of_all in drawn if of_all == 100}
    assert len(icons) > 100
    assert {name for name, ours in icons.items() if ours != 100} == set(), "python -m tests.kit_fonts makes it again"


def test_a_letter_is_as_wide_as_in_the_whole_font(drawing: Page) -> None:
    letters = [chr(code) for part in LATIN.split(", ") for code in range_of(part)]

    drawn = drawing.evaluate(DRAWN, [letters, UPRIGHT.address, whole(UPRIGHT)])

    assert len(drawn) > 300
    # Browsers round to whole pixels, and cutting a font rounds how its widths vary, so a letter may differ by one.
    assert [letter for letter, ours, of_all in drawn if abs(ours - of_all) > 1] == []


def test_a_page_fetches_these_fonts_and_no_whole_one(browser: Browser, long: Server) -> None:
    page, fetched = browser.new_page(), []
    page.on("request", lambda request: fetched.append(request.url.removeprefix(long.base)))

    page.goto(long.base)
    page.get_by_role("button", name="Start a session", exact=True).wait_for()
    page.wait_for_load_state("networkidle")

    assert {one for one in fetched if one.endswith(".woff2")} <= {font.address for font in FONTS}
    assert {UPRIGHT.address, ICONS.address} <= set(fetched)
