"""The rules for the cookie by which a browser is known: who gets one, and which one is believed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from sqlite3 import connect

import pytest
from evening import Evening, hear_security
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from test_guard import PAGE, Browser

from roleplay.people.codes import device_hash
from roleplay.web.server.device_cookie import DeviceCookie, asking, at_once, cookie_in
from roleplay.web.server.kit import close_kit

TOKEN = "t" * 43
Visit = Callable[..., Browser]


@pytest.fixture
def visit(lobby: Evening) -> Visit:
    """A browser that asks for a page, and what came back."""
    return lambda cookie="", path="/", scheme="http": Browser(DeviceCookie(PAGE), scheme).ask(path, cookie=cookie)


def given(browser: Browser) -> str:
    """The cookie's value."""
    return browser.headers.get("set-cookie", "=;").partition("=")[2].partition(";")[0]


def test_a_first_page_brings_a_lasting_cookie_that_scripts_cannot_read(visit: Visit, lobby: Evening) -> None:
    headers = visit(path="/practice").headers

    name, _, flags = headers["set-cookie"].partition("; ")
    assert lobby.kit.devices.known(name.removeprefix("device="))
    assert flags == "Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax"
    assert headers["cache-control"] == "no-store"


def test_a_known_device_keeps_its_cookie(visit: Visit) -> None:
    cookie = given(visit())

    assert "set-cookie" not in visit(f"device={cookie}").headers


@pytest.mark.parametrize("invented", [TOKEN, "short", f"{TOKEN}.{TOKEN}"])
def test_an_invented_cookie_is_replaced_by_one_of_ours(visit: Visit, lobby: Evening, invented: str) -> None:
    found = lobby.kit.devices.known(given(visit(f"device={invented}")))

    assert found not in (None, device_hash(TOKEN))


def test_a_device_known_before_signing_is_signed_on_its_next_visit(visit: Visit, lobby: Evening) -> None:
    with closing(connect(lobby.folder / "kit.sqlite3")) as plain, plain:
        plain.execute("INSERT INTO unsigned_devices VALUES (?)", (device_hash(TOKEN),))

    assert given(visit(f"device={TOKEN}")) == lobby.kit.devices.signed(TOKEN)


def test_over_tls_the_cookie_is_bound_to_this_host_and_one_from_plain_http_is_not_taken_over(
    visit: Visit, lobby: Evening
) -> None:
    set_ = visit(f"device={lobby.kit.devices.signed(TOKEN)}", scheme="https").headers["set-cookie"]

    assert set_.startswith("__Host-device=")
    assert TOKEN not in set_
    assert set_.endswith("; Secure")


@pytest.mark.parametrize(
    "path",
    [
        *("/static/a.html", "/_stcore/health", "/media/x", "/component/c"),
        *("/rooms/AB/taps", "/live/a.js", "/editor/a.js", "/author/check", "/device/renew", "/favicon.png"),
    ],
)
def test_only_pages_bring_a_cookie(visit: Visit, path: str) -> None:
    assert "set-cookie" not in visit(path=path).headers


def test_a_kept_page_is_always_asked_for_anew(lobby: Evening) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Response(status_code=304 if "if-none-match" in Headers(scope=scope) else 200)(scope, receive, send)

    assert Browser(DeviceCookie(app)).ask(if_none_match='"e"').status == 200


def test_where_no_store_can_be_opened_the_page_comes_without_a_cookie_and_can_say_so(
    lobby: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_kit()
    monkeypatch.setenv("ROLEPLAY_DATABASE_URL", "sqlite:////dev/null/kit.sqlite3")

    browser = Browser(DeviceCookie(PAGE)).ask()

    assert (browser.status, given(browser)) == (200, "")


def connection(cookie: str, scheme: str = "http", name: str = "device") -> HTTPConnection:
    return HTTPConnection({"type": "http", "scheme": scheme, "headers": [(b"cookie", f"{name}={cookie}".encode())]})


@pytest.mark.anyio
async def test_a_request_is_its_devices_only_under_the_right_name(lobby: Evening) -> None:
    cookie = lobby.kit.devices.signed(TOKEN)

    assert await asking(connection(cookie)) == device_hash(TOKEN)
    assert await asking(connection(cookie, "https", "__Host-device")) == device_hash(TOKEN)
    assert await asking(connection(cookie, "https")) is None
    assert await asking(connection(TOKEN)) is None
    assert cookie_in({}, tls=False) == ""


def test_what_is_counted_for_a_device_is_counted_for_a_signed_one_only(lobby: Evening) -> None:
    signed = connection(lobby.kit.devices.signed(TOKEN)).scope

    assert at_once(signed) == device_hash(TOKEN)
    assert at_once(connection(TOKEN).scope) == at_once(connection(f"{TOKEN}.{TOKEN}").scope) == ""
    close_kit()
    assert at_once(signed) == ""


def test_an_invented_cookie_is_logged_without_it(visit: Visit, caplog: pytest.LogCaptureFixture) -> None:
    hear_security(caplog)

    visit(f"device={TOKEN}")

    assert caplog.messages == ["cookie_refused"]
