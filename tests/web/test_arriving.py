"""The rules of what a session's page says before Streamlit has come."""

from __future__ import annotations

from typing import Any

import pytest
from evening import Evening
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send
from tabs import NASTY, TOKEN, Page, evening_of, given_out
from test_guard import Browser

from roleplay.web.live import SCRIPT
from roleplay.web.practice.arriving import whose_session
from roleplay.web.server.first_paint import STATIC, FirstPaint

INDEX = (STATIC / "index.html").read_text(encoding="utf-8")


def arriving(seat: str, token: str = TOKEN) -> dict[str, Any]:
    cookie = f"device={given_out(token)}".encode()
    return {"type": "http", "scheme": "http", "headers": [(b"cookie", cookie)], "query_string": f"seat={seat}".encode()}


def test_it_says_whose_session_it_is_and_who_one_is_in_it(lobby: Evening, page: Page) -> None:
    seat = evening_of(lobby, "Anna", "Ben").seats["Ben"].id

    title, line = whose_session(arriving(seat)) or ("", "")

    assert (title, line) == ("Anna’s session", "You’re Ben. Opening the session …")


@pytest.mark.parametrize("token", ["", "s" * 43])
def test_it_says_nothing_of_a_session_to_a_device_without_the_seat(lobby: Evening, page: Page, token: str) -> None:
    seat = evening_of(lobby, "Anna", "Ben").seats["Ben"].id

    assert whose_session(arriving(seat, token)) is None


def test_a_session_that_is_not_there_has_no_owner(lobby: Evening, page: Page) -> None:
    assert whose_session(arriving("nobody’s")) is None


@pytest.mark.parametrize("path", ["/practice", "/table"])
def test_a_page_with_the_live_part_is_told_to_fetch_it_at_once(path: str, page: Page) -> None:
    sent = Browser(FirstPaint(HTMLResponse(INDEX))).ask(path).body.decode()

    assert f'<link rel="modulepreload" crossorigin href="{SCRIPT.address}">' in sent


def test_a_page_without_the_live_part_is_not(page: Page) -> None:
    assert SCRIPT.address not in Browser(FirstPaint(HTMLResponse(INDEX))).ask("/cases").body.decode()


def test_a_name_is_only_text_on_the_page(lobby: Evening, page: Page) -> None:
    seat = evening_of(lobby, NASTY).seats[NASTY].id

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await FirstPaint(HTMLResponse(INDEX))({**scope, "query_string": query}, receive, send)

    query = f"seat={seat}".encode()
    sent = Browser(app).ask("/practice", cookie=f"device={given_out(TOKEN)}").body.decode()

    assert "&lt;b&gt;**x**&lt;/b&gt;" in sent
    assert NASTY not in sent
