"""The rules for what lies between the network and Streamlit."""

import asyncio
import json
from dataclasses import dataclass, field

import pytest
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.web.server.compress import Compress
from roleplay.web.server.device_cookie import DeviceCookie
from roleplay.web.server.first_paint import FirstPaint
from roleplay.web.server.guard import (
    HostCheck,
    QuietStreamlit,
    SecurityHeaders,
    frontend_scripts,
    inline_scripts,
    middleware,
)
from roleplay.web.server.media import Media
from roleplay.web.server.origin import same_origin
from roleplay.web.server.proxies import TrustedProxies
from roleplay.web.server.routes import RoomsFirst
from roleplay.web.server.socket_frames import BackMsgGuard
from roleplay.web.server.sockets import PageAllowance
from roleplay.web.server.uploads import UploadAllowance

MB = 1024 * 1024
PAGE = HTMLResponse("<p>hello")


@dataclass
class Browser:
    """Calls an ASGI app as a server would, and keeps what came back and what the app heard."""

    app: ASGIApp
    scheme: str = "http"
    says: list[Message] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)

    def ask(self, path: str = "/", method: str = "GET", kind: str = "http", **headers: str) -> "Browser":
        given = {"host": "localhost:8501"} | {name.replace("_", "-"): value for name, value in headers.items()}
        raw = [(name.encode(), value.encode()) for name, value in given.items() if value]
        scope = {"type": kind, "path": path, "scheme": self.scheme, "headers": raw}
        self.sent = []
        asyncio.run(self._call(scope | ({"method": method} if kind == "http" else {})))
        return self

    async def _call(self, scope: Scope) -> None:
        said = iter(
            [*self.says, {"type": "websocket.disconnect" if scope["type"] == "websocket" else "http.disconnect"}]
        )

        async def receive() -> Message:
            return next(said)

        async def send(message: Message) -> None:
            self.sent.append(message)

        await self.app(scope, receive, send)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def headers(self) -> Headers:
        return Headers(raw=self.sent[0]["headers"])

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8501", 200),
        ("[::1]:8501", 200),
        ("192.168.1.7:8501", 200),
        ("[FD00:0::7]", 200),
        ("kit.example.org", 200),
        ("other.example.org:443", 403),
        ("other.example.org:8443", 200),
        ("192.168.1.8", 403),
        ("evil.example", 403),
        ("localhost.evil.example", 403),
        ("localhost@evil.example", 403),
        ("testserver", 403),
        ("", 403),
    ],
)
def test_only_names_that_are_ours_are_answered(host: str, status: int) -> None:
    app = HostCheck(PAGE, "Kit.example.org, other.example.org:8443", lambda: {"192.168.1.7", "fd00::7"})

    browser = Browser(app).ask(host=host)

    assert browser.status == status


def test_a_listed_star_answers_to_every_name() -> None:
    app = HostCheck(PAGE, "*", set)

    assert Browser(app).ask(host="any.example").status == 200


def test_what_is_too_long_for_a_name_is_none_even_where_every_name_is_listed() -> None:
    browser = Browser(HostCheck(PAGE, "*", frozenset))

    assert [browser.ask(host="a" * length).status for length in (260, 261)] == [200, 403]


def test_a_refusal_says_what_to_do() -> None:
    browser = Browser(HostCheck(PAGE, "", set)).ask(host="evil.example")

    assert b"QR code" in browser.body
    assert b"ROLEPLAY_HOSTS" in browser.body


def test_a_socket_for_a_strange_name_is_closed_before_it_opens() -> None:
    browser = Browser(HostCheck(PAGE, "", set)).ask("/rooms/AB/live", kind="websocket", host="evil.example")

    assert [message["type"] for message in browser.sent] == ["websocket.close"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics\n"])
def test_session_counts_are_hidden(path: str) -> None:
    assert Browser(QuietStreamlit(PAGE)).ask(path).status == 404


AGENT = ["/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/mcp\n"]


@pytest.mark.parametrize("path", AGENT)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_the_way_in_for_programs_is_closed_unless_a_developer_opens_it(path: str, method: str) -> None:
    assert Browser(QuietStreamlit(PAGE)).ask(path, method).status == 404
    assert Browser(QuietStreamlit(PAGE, agents=lambda: True)).ask(path, method).status == 200


def test_no_setting_of_ours_opens_the_way_in_for_programs() -> None:
    agents = next(layer.kwargs["agents"] for layer in middleware() if layer.cls is QuietStreamlit)

    assert agents() is False


def test_host_config_blocks_the_error_dialog_and_keeps_the_rest() -> None:
    app = QuietStreamlit(JSONResponse({"blockErrorDialogs": False, "metricsUrl": ""}))

    browser = Browser(app).ask("/_stcore/host-config")

    assert json.loads(browser.body) == {"blockErrorDialogs": True, "metricsUrl": ""}
    assert browser.headers["content-length"] == str(len(browser.body))


def test_over_tls_a_sockets_origin_is_https() -> None:
    scope = {"scheme": "wss", "headers": [(b"host", b"kit.example"), (b"origin", b"https://kit.example")]}

    assert same_origin(scope)


def test_the_seat_in_the_address_does_not_leak_and_nobody_frames_a_page() -> None:
    headers = Browser(SecurityHeaders(PAGE)).ask().headers

    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_page_speaks_to_its_own_server_only() -> None:
    content = Browser(SecurityHeaders(PAGE)).ask(host="10.0.0.2:8501").headers["content-security-policy"]

    assert "connect-src 'self' ws://10.0.0.2:8501 wss://10.0.0.2:8501;" in content
    assert "'unsafe-eval'" not in content


def test_every_host_is_given_its_own_policy_however_often_another_asks() -> None:
    browser = Browser(SecurityHeaders(PAGE))
    hosts = ("10.0.0.2:8501", "kit.example", "10.0.0.2:8501")

    policies = [browser.ask(host=host).headers["content-security-policy"] for host in hosts]

    assert [f"ws://{host} " in each for host, each in zip(hosts, policies, strict=True)] == [True] * 3


def test_what_an_answer_says_about_its_safety_itself_is_replaced() -> None:
    loose = Response("", headers={"Referrer-Policy": "unsafe-url", "Cache-Control": "no-store"})

    headers = Browser(SecurityHeaders(loose)).ask().headers

    assert headers.getlist("referrer-policy") == ["same-origin"]
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("scheme", "isolated"), [("http", False), ("https", True)])
def test_pages_are_isolated_where_browsers_allow_it(scheme: str, isolated: bool) -> None:
    headers = Browser(SecurityHeaders(PAGE), scheme).ask().headers

    assert ("cross-origin-opener-policy" in headers) is isolated


@pytest.mark.parametrize(
    ("scheme", "host", "sent"),
    [
        ("https", "practice.example.org", "max-age=31536000"),
        ("http", "practice.example.org", None),
        ("https", "localhost:8443", None),
        ("https", "[::1]:8443", None),
    ],
)
@pytest.mark.parametrize("path", ["/", "/static/a.js", "/rooms/ABCDEF/taps"])
def test_who_came_over_tls_once_comes_over_nothing_else(scheme: str, host: str, sent: str | None, path: str) -> None:
    headers = Browser(SecurityHeaders(PAGE), scheme).ask(path, host=host).headers

    assert headers.get("strict-transport-security") == sent


def test_the_script_in_streamlits_page_is_allowed_by_its_hash() -> None:
    assert inline_scripts("<script>a</script>") == ["'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"]
    assert frontend_scripts()


@pytest.fixture
def uploads() -> Browser:
    """What is let through is read to its end and kept, as Streamlit does, or refused if no page has that session."""

    async def streamlit(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()
        await Response(status_code=400 if "/nobody/" in scope["path"] else 204)(scope, receive, send)

    return Browser(UploadAllowance(streamlit, sender=lambda scope: Headers(scope=scope)["device"]))


PIECE = bytes(8 * MB)


def bring(
    browser: Browser,
    device: str,
    announced: str = str(24 * MB),
    pieces: int = 3,
    path: str = "/_stcore/upload_file/session/file",
    method: str = "PUT",
) -> int:
    """This many pieces of 8 MB."""
    browser.says = [{"type": "http.request", "body": PIECE, "more_body": True}] * pieces
    browser.says.append({"type": "http.request", "body": b"", "more_body": False})
    return browser.ask(path, method, device=device, content_length=announced).status


def announce(browser: Browser, device: str) -> None:
    """A header, and then the browser is gone."""
    browser.says = []
    with pytest.raises(ClientDisconnect):
        browser.ask("/_stcore/upload_file/session/file", "PUT", device=device, content_length=str(24 * MB))


@pytest.mark.parametrize("announced", [str(24 * MB), "", "much", "9" * 5000, "5"])
def test_a_device_that_brings_more_than_anybody_needs_is_told_when_to_try_again(
    uploads: Browser, announced: str
) -> None:
    assert [bring(uploads, "a", announced) for _ in range(4)] == [204, 204, 204, 429]
    assert uploads.body.decode().startswith("That’s more than the kit can take at once")
    assert 0 < int(uploads.headers["retry-after"]) <= 64

    assert bring(uploads, "b", announced) == 204


def test_many_devices_together_fill_no_memory_either(uploads: Browser) -> None:
    assert [bring(uploads, f"device {n}") for n in range(14)] == [204] * 13 + [429]


def test_headers_whose_bodies_never_come_take_nothing_from_anybody(uploads: Browser) -> None:
    for number in range(20):
        announce(uploads, f"invented {number}")
        announce(uploads, "a")

    assert [bring(uploads, device) for device in ("a", "b")] == [204, 204]


def test_what_breaks_off_or_is_refused_is_given_back(uploads: Browser) -> None:
    for _ in range(5):
        assert bring(uploads, "a", path="/_stcore/upload_file/nobody/file") == 400
    uploads.says = [{"type": "http.request", "body": PIECE, "more_body": True}] * 3
    for _ in range(5):
        with pytest.raises(ClientDisconnect):
            uploads.ask("/_stcore/upload_file/session/file", "PUT", device="a")

    assert [bring(uploads, "a") for _ in range(3)] == [204] * 3


def test_a_file_that_is_refused_on_the_way_takes_nothing(uploads: Browser) -> None:
    bring(uploads, "a", pieces=8)

    assert [bring(uploads, "a", "5", pieces=3) for _ in range(3)] == [429] * 3
    assert bring(uploads, "a", pieces=1, announced="5") == 204


def test_only_what_is_brought_is_counted(uploads: Browser) -> None:
    for _ in range(5):
        bring(uploads, "a", method="DELETE")
        bring(uploads, "a", path="/rooms/ABCDEF/taps")

    assert bring(uploads, "a") == 204


def test_the_layers_meet_a_request_in_the_documented_order() -> None:
    order: list[object] = [layer.cls for layer in middleware()]

    assert order == [
        *(TrustedProxies, HostCheck, SecurityHeaders, RoomsFirst, QuietStreamlit, BackMsgGuard),
        *(PageAllowance, UploadAllowance, DeviceCookie, Media, Compress, FirstPaint),
    ]
