"""The kit's own routes beside Streamlit's.

The code that answers them is loaded at the first call, so that no start waits for it.
"""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route, WebSocketRoute

from roleplay.web.server.root import ROOT


def routes() -> list[Route | WebSocketRoute]:
    """What app.py hands to Streamlit."""
    return [
        Route("/favicon.png", icon),
        Route("/live/{name}", later("roleplay.web.live", "code_route")),
        Route("/editor/{name}", later("roleplay.web.editor", "code_route")),
        Route("/author/check", later("roleplay.web.cases.write_routes", "check"), methods=["POST"]),
        Route("/join", later("roleplay.web.practice.join", "join"), methods=["GET", "POST"]),
        Route("/join/claim", later("roleplay.web.practice.join", "claim"), methods=["POST"]),
        Route("/join/asked", later("roleplay.web.practice.join", "asked")),
        Route("/device/renew", later("roleplay.web.server.renewal", "renew"), methods=["POST"]),
        Route("/rooms/{code}/taps", later("roleplay.web.practice.live_routes", "taps"), methods=["POST"]),
        Route("/rooms/{code}/pictures/{name}", later("roleplay.web.practice.live_routes", "picture")),
        WebSocketRoute("/rooms/{code}/live", later("roleplay.web.practice.live_routes", "live")),
    ]


async def icon(request: Request) -> FileResponse:
    """The kit's icon in place of Streamlit's. If a page named one, Streamlit would load numpy and Pillow, and the first
    visitor would wait for them."""
    return FileResponse(ROOT / "roleplay/web/icon.png", headers={"Cache-Control": "public, max-age=86400"})


def later(module: str, name: str) -> Callable[[Any], Awaitable[Any]]:
    """An endpoint that is imported at its first call, off the event loop, as an import may take a while. Later calls
    don't wait for a thread."""
    found: list[Callable[[Any], Awaitable[Any]]] = []

    async def endpoint(connection: Any) -> Any:
        if not found:
            found.append(getattr(await run_in_threadpool(import_module, module), name))
        return await found[0](connection)

    return endpoint
