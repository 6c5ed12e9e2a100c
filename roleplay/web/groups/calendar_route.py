"""Where calendar programs read somebody's sessions: whoever knows the address may, and it isn't written down anywhere.

It is read without cookies, by programs that ask again and again: what hasn't changed isn't sent twice.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from roleplay.people.attempts import Missed, TooMuch
from roleplay.usecases.groups.calendar import NOT_HERE, CalendarFile
from roleplay.web.server.holding import run_and_hold
from roleplay.web.server.kit import kit

KEPT: Final = {"Cache-Control": "private, no-cache"}
"""By the calendar program alone, which asks each time whether it still holds."""
NOT_KEPT: Final = {"Cache-Control": "no-store"}
FILE: Final = {"Content-Disposition": 'inline; filename="sessions.ics"', "X-Robots-Tag": "noindex"}
_reading = ThreadPoolExecutor(2, "calendar")
"""Threads of their own: taps use the server's."""


async def calendar(request: Request) -> Response:
    """The calendar at this address (GET, HEAD). What was revoked looks like what never was."""
    secret, address = request.path_params["secret"], request.client.host if request.client else ""
    try:
        file = await run_and_hold(_reading, lambda: kit().groups.calendars.feed(secret, address))
    except Missed:
        return PlainTextResponse(NOT_HERE, 404, NOT_KEPT)
    except TooMuch as fault:
        return PlainTextResponse(str(fault), 429, NOT_KEPT | {"Retry-After": str(fault.wait)})
    return _answer(file, request.headers.get("if-none-match", ""))


def _answer(file: CalendarFile, known: str) -> Response:
    # Weak: on its way the same calendar may be compressed.
    headers = KEPT | {"ETag": f'W/"{file.tag}"'}
    if _has(file, known):
        return Response(status_code=304, headers=headers)
    return Response(file.data, media_type="text/calendar", headers=headers | FILE)


def _has(file: CalendarFile, known: str) -> bool:
    """Whether the program's copy is this one, from what If-None-Match lists."""
    tags = {one.strip().removeprefix("W/").strip('"') for one in known.split(",")}
    return bool(tags & {file.tag, "*"})
