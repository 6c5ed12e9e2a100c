"""What a browser may tell Streamlit and the kit over a socket, and how much."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from test_guard import Browser

from roleplay.web.server.socket_frames import LARGEST, PARTS, BackMsgGuard
from tests.kit_process import ROOT

TOO_LARGE, UNREADABLE = 1009, 1002
STREAM = "/_stcore/stream"
NONSENSE = b"\xff"
HEARTBEAT = BackMsg(app_heartbeat=True).SerializeToString()


class Page:
    """A socket behind the guard: what the app ``heard``, and the code with which the browser was hung up, or None."""

    def __init__(self, *said: Message, path: str = STREAM, origin: str = "http://localhost:8501") -> None:
        self.heard: list[Any] = []
        browser = Browser(BackMsgGuard(self._app), says=list(said)).ask(path, kind="websocket", origin=origin)
        self.closed = next((m["code"] for m in browser.sent if m["type"] == "websocket.close"), None)
        self.sent = [message["type"] for message in browser.sent]

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            self.heard.append(message.get("bytes") or message.get("text"))
        await send({"type": "websocket.send", "bytes": b"an answer"})


def frame(**content: Any) -> Message:
    return raw(BackMsg(**content).SerializeToString())


def raw(data: bytes) -> Message:
    return {"type": "websocket.receive", "bytes": data}


def field(number: int, content: bytes) -> bytes:
    """As in a message: the fields of `BackMsg`, `ClientState`, `WidgetStates` and `WidgetState`."""
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + _varint(number >> 7)


def filled_in(widgets: int, size: int = 0) -> bytes:
    """A rerun with this many widgets, the first of which holds this much text."""
    states = [WidgetState(id=str(number), string_value="x" * (0 if number else size)) for number in range(widgets)]
    return BackMsg(rerun_script={"widget_states": {"widgets": states}}).SerializeToString()


def test_a_page_may_rerun_but_not_clear_everybodys_cache() -> None:
    rerun = frame(rerun_script={"query_string": "a"})

    heard = Page(frame(clear_cache=True), rerun, {"type": "websocket.receive", "text": "hello"}).heard

    assert heard == [rerun["bytes"]]


def test_a_page_may_fetch_a_file_but_not_install_into_the_server() -> None:
    fetch = frame(backend_operation_request={"deferred_file": {"file_id": "f"}})
    install = frame(backend_operation_request={"install_skills": {}})

    assert Page(install, fetch).heard == [fetch["bytes"]]


@pytest.mark.parametrize("origin", ["", "null", "https://localhost:8501", "http://localhost", "http://evil.example"])
@pytest.mark.parametrize("path", [STREAM, STREAM + "\n"])
def test_the_stream_opens_only_to_our_own_pages(origin: str, path: str) -> None:
    assert Page(raw(HEARTBEAT), path=path, origin=origin).heard == []


def test_a_full_page_is_heard() -> None:
    page = Page(raw(filled_in(widgets=600, size=200_000)))

    assert (len(page.heard), page.closed) == (1, None)


@pytest.mark.parametrize(
    "data",
    [
        field(11, field(1, b"x" * LARGEST)) + NONSENSE,
        field(11, field(2, field(1, b"") * (PARTS + 1) + NONSENSE)),
        field(11, field(2, field(1, NONSENSE) + field(1, field(2, b"") * 20) * (PARTS // 20))),
        field(99, b"") * (PARTS + 1) + NONSENSE,
    ],
    ids=["text", "widgets", "values of widgets", "unknown fields"],
)
def test_a_frame_that_is_larger_than_any_pages_is_refused_before_its_nonsense_is_reached(data: bytes) -> None:
    page = Page(raw(data), raw(HEARTBEAT))

    assert (page.heard, page.closed) == ([], TOO_LARGE)
    assert page.sent == ["websocket.close"]


@pytest.mark.parametrize(
    "data",
    [b"\xff\xff", b"\x5a\x7f\x0a", b"\x5b\x5c", b"\x80" * 20, field(11, b"\x0a\x05ab"), field(11, field(1, b"\xff"))],
)
def test_a_frame_that_nobody_can_read_ends_the_socket(data: bytes) -> None:
    page = Page(raw(data), raw(HEARTBEAT))

    assert (page.heard, page.closed) == ([], UNREADABLE)


@pytest.mark.parametrize("kind", ["text", "bytes"])
def test_the_kits_own_socket_takes_a_question_and_no_more(kind: str) -> None:
    question, flood = "now?", "now?" * 1000
    said = [text if kind == "text" else text.encode() for text in (question, flood, question)]

    page = Page(*({"type": "websocket.receive", kind: each} for each in said), path="/rooms/ABCDEF/live")

    assert (page.heard, page.closed) == ([said[0]], TOO_LARGE)


def test_streamlit_has_the_same_limits() -> None:
    server = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["server"]

    assert server["maxWidgetStateSize"] * 1_000_000 == LARGEST
    assert server["maxMessageSize"] * 1_000_000 <= 4 * LARGEST
