"""The rules of the fonts that phones get instead of Streamlit's whole ones."""

from __future__ import annotations

import pytest
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp
from test_guard import Browser

from roleplay.web.fonts import FONTS, ICONS, UPRIGHT, Font, font
from roleplay.web.server.first_paint import STATIC, FirstPaint
from tests.kit_fonts import NAMES, PYTHON, icons_of_streamlit

INDEX = (STATIC / "index.html").read_text(encoding="utf-8")
STYLES = next((STATIC / "static" / "css").glob("index.*.css"))


def served(app: ASGIApp, path: str) -> Browser:
    return Browser(app).ask(path)


async def app(scope: object, receive: object, send: object) -> None:
    from starlette.requests import Request

    await (await font(Request(scope)))(scope, receive, send)  # type: ignore[arg-type]


@pytest.mark.parametrize("one", FONTS, ids=lambda one: one.file)
def test_a_font_is_kept_for_ever_under_a_name_that_changes_with_it(one: Font) -> None:
    answer = served(app, one.address)

    assert (answer.status, bytes(answer.body)) == (200, one.content)
    assert "immutable" in answer.headers["cache-control"]
    assert served(app, one.address.replace(".", ".0", 1)).status == 404


def test_a_page_preloads_the_fonts_that_it_shows_and_no_whole_one() -> None:
    page = served(FirstPaint(HTMLResponse(INDEX)), "/").body.decode()

    assert [one.address in page.partition("</style>")[0] for one in FONTS] == [True, True, True]
    preloaded = [line for line in page.splitlines() if 'rel="preload"' in line]
    assert [UPRIGHT.address in preloaded[0], ICONS.address in preloaded[1], len(preloaded)] == [True, True, 2]
    assert "SourceSansVF" in INDEX
    assert "SourceSansVF" not in page


def test_streamlits_style_sheet_comes_without_its_font_of_every_icon_and_otherwise_whole() -> None:
    written = STYLES.read_text(encoding="utf-8")

    sent = served(FirstPaint(Response(written, media_type="text/css")), f"/static/css/{STYLES.name}").body.decode()

    before, family, after = written.partition("@font-face{font-family:Material Symbols Rounded;")
    assert family
    assert sent == before + after.partition("}")[2]


def test_every_icon_of_streamlits_own_widgets_and_of_our_pages_is_there() -> None:
    names = set(NAMES.read_text(encoding="utf-8").split())
    from roleplay.web.server.pages import PAGES

    assert {page.icon for page in PAGES} <= names
    assert {"expand_more", "close", "error"} <= icons_of_streamlit()
    assert icons_of_streamlit() - names <= {"star_filled"}
    assert PYTHON.findall(":material/play_arrow:") == ["play_arrow"]
