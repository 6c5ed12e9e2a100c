"""The route that checks a case while it is being typed: text comes in, faults go out, nothing is kept."""

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from roleplay.content.diagnostics import Severity
from roleplay.errors import Fault
from roleplay.people.attempts import TooMuch
from roleplay.people.codes import device_hash
from roleplay.web.guard import device_of, same_origin, secure
from roleplay.web.kit import kit

LARGEST = 300 * 1024
"""Bytes in one message: 256 KiB of text, and what JSON adds to it."""


async def check(request: Request) -> Response:
    """The faults of a text, by line."""
    try:
        device, text = await _asked(request)
        return _json({"faults": await run_in_threadpool(_faults, device, text)}, 200)
    except _Wrong as wrong:
        return _json({"say": str(wrong)}, wrong.status)
    except TooMuch as much:
        return _json({"say": str(much), "wait": much.wait}, 429)
    except Fault as fault:
        return _json({"say": str(fault)}, 503)


class _Wrong(Fault):
    """A message that is not looked into, with its HTTP status."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


async def _asked(request: Request) -> tuple[str, str]:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise _Wrong(415, "A text is checked as application/json only.")
    if not same_origin(request.scope):
        raise _Wrong(403, "This came from another website, so it was not checked. Open the kit's own page.")
    token = device_of(request.cookies, secure(request.scope))
    if token is None:
        raise _Wrong(401, "This browser sent no cookie, so the text was not checked. Allow cookies and reload.")
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > LARGEST:
            raise _Wrong(413, "Over 256 KiB, more than a case can be. Shorten it.")
    try:
        body = json.loads(read)
    except (ValueError, RecursionError):
        raise _Wrong(400, "That message cannot be read, so nothing was checked. Reload the page.") from None
    text = body.get("text") if isinstance(body, dict) else None
    if not isinstance(text, str):
        raise _Wrong(400, "That message holds no text, so nothing was checked. Reload the page.")
    return device_hash(token), text


def _faults(device: str, text: str) -> list[dict[str, Any]]:
    return [
        {
            "line": one.line,
            "column": one.column,
            "error": one.severity is Severity.ERROR,
            "where": one.where,
            "message": one.message,
        }
        for one in kit().writing.check_for(device, text).diagnostics
    ]


def _json(body: dict[str, Any], status: int) -> Response:
    # ASCII on purpose: a message repeats what was typed, and half a surrogate pair is no UTF-8.
    return Response(json.dumps(body), status, media_type="application/json", headers={"Cache-Control": "no-store"})
