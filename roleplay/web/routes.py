"""The kit's own routes beside Streamlit's.

What answers them is loaded at the first call, so that no start waits for it.
"""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route, WebSocketRoute


def routes() -> list[Route | WebSocketRoute]:
    """What app.py hands to Streamlit."""
    return [
        Route("/live/{name}", later("roleplay.web.live", "code_route")),
        Route("/editor/{name}", later("roleplay.web.editor", "code_route")),
        Route("/author/check", later("roleplay.web.writing_routes", "check"), methods=["POST"]),
        Route("/rooms/{code}/taps", later("roleplay.web.live_routes", "taps"), methods=["POST"]),
        Route("/rooms/{code}/pictures/{name}", later("roleplay.web.live_routes", "picture")),
        WebSocketRoute("/rooms/{code}/live", later("roleplay.web.live_routes", "live")),
    ]


def later(module: str, name: str) -> Callable[[Any], Awaitable[Any]]:
    """An endpoint that is imported at its first call; off the event loop, as an import may take a while."""

    async def endpoint(connection: Any) -> Any:
        loaded = await run_in_threadpool(import_module, module)
        return await getattr(loaded, name)(connection)

    return endpoint
