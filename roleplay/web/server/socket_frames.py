"""What a browser may tell Streamlit over its socket, and how much: checked before anything is parsed."""

import logging
from collections.abc import Callable
from typing import Final

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.proto.BackMsg_pb2 import BackMsg

from roleplay.usecases.security import notes
from roleplay.web.server.origin import same_origin

log = logging.getLogger(__name__)

MESSAGES: Final = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
OPERATIONS: Final = frozenset({"deferred_file", "dataframe_chunk"})

LARGEST: Final = 1_000_000
"""Bytes of one frame, below the limit in `.streamlit/config.toml`: files go another way."""
PARTS: Final = 10_000
"""Fields in one frame, at all depths. A widget has three or four, our fullest page a few hundred widgets. A field of
two bytes takes three hundred once parsed."""
OWN_LARGEST: Final = 1024
"""Characters of a frame on the kit's own socket, which is only ever asked for the time."""
WELCOME, DROPPED, POLICY, TOO_LARGE, UNREADABLE = 0, 1, 1008, 1009, 1002
"""What happens to a frame: passed on, dropped, or the socket is closed with this code."""
VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5
"""Protobuf's wire types, except groups, which nothing sends any more."""


class BackMsgGuard:
    """Let through what a person at a page needs: `clear_cache`, for example, would clear it for everybody. If a frame's
    size or form is one that no page sends, hang up."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
        elif "/_stcore/" not in scope["path"]:
            await self.app(scope, *sifted(receive, send, of_ours))
        elif same_origin(scope):
            await self.app(scope, *sifted(receive, send, of_streamlit))
        else:
            notes.refusal("origin_refused")
            log.warning("A page from another address was refused. Proxies must pass on Host and X-Forwarded-Proto.")
            await WebSocketClose(POLICY)(scope, receive, send)


def sifted(receive: Receive, send: Send, judged: Callable[[Message], int]) -> tuple[Receive, Send]:
    """Both directions of a socket. Once a frame has closed it, nothing passes either way."""
    closed = 0

    async def received() -> Message:
        nonlocal closed
        while not closed:
            message = await receive()
            found = judged(message) if message["type"] == "websocket.receive" else WELCOME
            if found == WELCOME:
                return message
            if found != DROPPED:
                await send({"type": "websocket.close", "code": found})
                closed = found
        return {"type": "websocket.disconnect", "code": closed}

    async def sent(message: Message) -> None:
        if not closed:
            await send(message)

    return received, sent


def of_ours(message: Message) -> int:
    """What happens to a frame on the kit's own socket."""
    return TOO_LARGE if len(message.get("bytes") or message.get("text") or "") > OWN_LARGEST else WELCOME


def of_streamlit(message: Message) -> int:
    """What happens to a frame on Streamlit's socket: first judged by size, as parsing may need 100 times as much."""
    data = message.get("bytes")
    if data is None:
        return DROPPED
    try:
        if len(data) > LARGEST or overfull(data):
            return TOO_LARGE
        asked = BackMsg()
        asked.ParseFromString(data)
    except (DecodeError, Malformed):
        return UNREADABLE
    return WELCOME if needed(asked) else DROPPED


def needed(asked: BackMsg) -> bool:
    """Whether a person at a page needs this done."""
    kind = asked.WhichOneof("type")
    if kind == "backend_operation_request":
        return asked.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in MESSAGES


class Malformed(Exception):
    """These bytes are not a protobuf message."""


def overfull(data: bytes, most: int = PARTS) -> bool:
    """Whether it has more fields, at all depths, than any page sends; never looks at more than that many."""
    seen, inside = 0, [(0, len(data), BackMsg.DESCRIPTOR)]
    while inside:
        at, end, kind = inside.pop()
        while at < end:
            seen += 1
            if seen > most:
                return True
            tag, at = varint(data, at)
            begin, at = span(data, at, tag & 7)
            field = kind.fields_by_number.get(tag >> 3) if tag & 7 == LENGTH else None
            if field is not None and field.message_type is not None:
                inside.append((begin, at, field.message_type))
        if at != end:
            raise Malformed
    return False


def span(data: bytes, at: int, wire_type: int) -> tuple[int, int]:
    """Where the value here begins, and where the next field begins."""
    if wire_type == LENGTH:
        length, at = varint(data, at)
        return at, at + length
    if wire_type == VARINT:
        return at, varint(data, at)[1]
    if wire_type in (FIXED64, FIXED32):
        return at, at + (8 if wire_type == FIXED64 else 4)
    raise Malformed


def varint(data: bytes, at: int) -> tuple[int, int]:
    """The number here, seven bits per byte, and where the next thing begins."""
    if at < len(data) and data[at] < 128:
        return data[at], at + 1
    number = 0
    for place, byte in enumerate(data[at : at + 10]):
        number |= (byte & 127) << 7 * place
        if byte < 128:
            return number, at + place + 1
    raise Malformed
