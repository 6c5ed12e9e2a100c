"""The rules of what a browser shows before Streamlit's JavaScript has come."""

from __future__ import annotations

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp
from test_guard import Browser

from roleplay.web.server.first_paint import STATIC, FirstPaint, frontend_files

INDEX = (STATIC / "index.html").read_text(encoding="utf-8")


def shown(app: ASGIApp, path: str = "/", method: str = "GET") -> str:
    browser = Browser(FirstPaint(app)).ask(path, method, accept_encoding="gzip")
    assert browser.headers["content-length"] == str(len(browser.body))
    return str(browser.body.decode())


@pytest.mark.parametrize(
    ("path", "title"),
    [("/", "Practise a consultation"), ("/practice", "Opening the session …"), ("/anything", "Role-play kit")],
)
def test_streamlits_page_has_a_title_before_its_script_runs(path: str, title: str) -> None:
    page = shown(HTMLResponse(INDEX), path)

    inside = page.partition('<div id="root">')[2]
    assert f"<h1>{title}</h1>" in inside
    assert "<title>Role-play kit</title>" in page


def test_streamlits_page_keeps_everything_that_it_brings() -> None:
    page = shown(HTMLResponse(INDEX))

    kept = [line for line in INDEX.splitlines() if "<script" in line or "modulepreload" in line]
    assert kept
    assert [line for line in kept if line not in page] == []


@pytest.mark.parametrize(
    "answer", [HTMLResponse("<p>a page of ours"), JSONResponse({"root": '<div id="root"></div>'}), Response(INDEX, 404)]
)
def test_what_is_not_streamlits_page_stays_as_it_is(answer: Response) -> None:
    assert shown(answer) == bytes(answer.body).decode()


def test_what_phones_are_told_to_fetch_early_is_there_to_be_fetched() -> None:
    files = frontend_files()

    assert len(files) > 20
    assert [file for file in files if not (STATIC / file.lstrip("/")).is_file()] == []
