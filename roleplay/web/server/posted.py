"""What our own routes check before they look inside a message: its kind, origin and size, and whose it is."""

import json
from collections.abc import Callable
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response

from roleplay.errors import Fault
from roleplay.usecases.security import notes
from roleplay.web.server.device_cookie import asking
from roleplay.web.server.origin import same_origin

T = TypeVar("T")
MOST_FIELDS = 8
"""Of a form; none of ours has as many."""
SAVED: Final = "none of it was saved"
"""How a refusal ends on routes that take taps; a route that saves nothing says something else."""


class Wrong(Fault):
    """A message that is refused as a whole, with its HTTP status."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


async def posted(request: Request, largest: int, too_large: str, so: str = SAVED) -> object:
    """The JSON of a message of at most ``largest`` bytes. Raises `Wrong`, with ``so`` as the end of its sentence."""
    return await _read_as("application/json", json.loads, request, largest, too_large, so)


async def filled_in(request: Request, largest: int, too_large: str, so: str = SAVED) -> dict[str, str]:
    """The fields of a form that a page of ours sent without a script. Raises as `posted`."""
    return await _read_as("application/x-www-form-urlencoded", _fields, request, largest, too_large, so)


def _fields(read: bytearray) -> dict[str, str]:
    return dict(parse_qsl(read.decode(), keep_blank_values=True, strict_parsing=bool(read), max_num_fields=MOST_FIELDS))


async def _read_as(
    kind: str, parse: Callable[[bytearray], T], request: Request, largest: int, too_large: str, so: str
) -> T:
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != kind:
        raise Wrong(415, f"A message has to be {kind}, so {so}.")
    if not same_origin(request.scope):
        notes.refusal("origin_refused")
        raise Wrong(403, f"This came from another website, so {so}. Open the kit’s own page.")
    try:
        return parse(await _read(request, largest, too_large))
    except ClientDisconnect:
        # A phone lost its network, or a page was left: nobody sees this, and the kit is not at fault.
        raise Wrong(400, f"That message was cut off, so {so}.") from None
    except (ValueError, RecursionError):
        raise Wrong(400, f"That message can’t be read, so {so}. Reload the page.") from None


async def _read(request: Request, largest: int, too_large: str) -> bytearray:
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > largest:
            raise Wrong(413, too_large)
    return read


async def sender_of(connection: HTTPConnection, so: str = "the kit can’t tell whose this is") -> str:
    """The device (its hash) that this comes from. Raises `Wrong` if its cookie is not ours."""
    device = await asking(connection)
    if device is None:
        raise Wrong(401, f"This browser sent no cookie, so {so}. Allow cookies and reload.")
    return device


def as_answer(body: dict[str, Any], status: int) -> Response:
    """JSON that nothing on the way may cache."""
    # ASCII on purpose: an answer repeats what was sent, and half a surrogate pair isn't UTF-8.
    return Response(json.dumps(body), status, media_type="application/json", headers={"Cache-Control": "no-store"})
