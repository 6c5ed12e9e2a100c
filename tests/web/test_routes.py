"""The rules for the kit's own routes."""

import asyncio

import pytest
from starlette.requests import Request

from roleplay.web.server.routes import later

ASKED = Request({"type": "http", "method": "GET", "path": "/favicon.png", "headers": []})


def test_a_route_that_was_asked_before_waits_for_no_thread() -> None:
    endpoint = later("roleplay.web.server.routes", "icon")
    asyncio.run(endpoint(ASKED))  # type: ignore[arg-type]  # a coroutine

    with pytest.raises(StopIteration):
        endpoint(ASKED).send(None)  # type: ignore[attr-defined]  # it ends without being waited for
