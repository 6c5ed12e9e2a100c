"""The route that checks a case as it is being typed: text comes in, faults go out, nothing is kept."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from roleplay.content.diagnostics import Severity
from roleplay.errors import Fault
from roleplay.people.attempts import TooMuch
from roleplay.people.visitor import Visitor
from roleplay.shared_words import CASE_TOO_LARGE
from roleplay.web.server.kit import kit
from roleplay.web.server.posted import Wrong, as_answer, posted, sender_of

LARGEST = 300 * 1024
"""Bytes in a message: 256 KiB of text, plus what JSON adds to it."""
SO = "nothing was checked"


async def check(request: Request) -> Response:
    """Answer with the faults of a text, by line."""
    try:
        text = _text(await posted(request, LARGEST, CASE_TOO_LARGE, SO))
        who = Visitor(await sender_of(request, SO))
        return as_answer({"faults": await run_in_threadpool(_faults, who, text)}, 200)
    except Wrong as wrong:
        return as_answer({"say": str(wrong)}, wrong.status)
    except TooMuch as much:
        return as_answer({"say": str(much), "wait": much.wait}, 429)
    except Fault as fault:
        return as_answer({"say": str(fault)}, 503)


def _text(body: object) -> str:
    text = body.get("text") if isinstance(body, dict) else None
    if not isinstance(text, str):
        raise Wrong(400, f"That message holds no text, so {SO}. Reload the page.")
    return text


def _faults(who: Visitor, text: str) -> list[dict[str, Any]]:
    return [
        {
            "line": one.line,
            "column": one.column,
            "error": one.severity is Severity.ERROR,
            "where": one.where,
            "message": one.message,
        }
        for one in kit().writing.check_for(who, text).diagnostics
    ]
