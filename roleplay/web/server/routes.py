"""The kit's own routes beside Streamlit's.

The code that answers them is loaded at the first call, so that no start waits for it.
"""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Match, Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from roleplay.web.server.root import ROOT

ROOMS: Final = "/rooms/"


def routes() -> list[Route | WebSocketRoute]:
    """What app.py hands to Streamlit."""
    return [
        Route("/favicon.png", icon),
        Route("/fonts/{name}", later("roleplay.web.fonts", "font")),
        Route("/live/{name}", later("roleplay.web.live", "code_route")),
        Route("/editor/{name}", later("roleplay.web.editor", "code_route")),
        Route("/player/{name}", later("roleplay.web.alone.player", "code_route")),
        Route("/wellbeing/{name}", later("roleplay.web.wellbeing", "code_route")),
        Route("/calendar/{secret}.ics", later("roleplay.web.groups.calendar_route", "calendar")),
        Route("/author/check", later("roleplay.web.cases.write_routes", "check"), methods=["POST"]),
        Route("/join", later("roleplay.web.practice.join", "join"), methods=["GET", "POST"]),
        Route("/join/claim", later("roleplay.web.practice.join", "claim"), methods=["POST"]),
        Route("/join/asked", later("roleplay.web.practice.join", "asked")),
        Route("/invitation", later("roleplay.web.practice.join", "invitation"), methods=["GET", "POST"]),
        Route("/device/renew", later("roleplay.web.server.renewal", "renew"), methods=["POST"]),
        *room_routes(),
    ]


def room_routes() -> list[Route | WebSocketRoute]:
    """Those of a running practice."""
    module = "roleplay.web.practice.live_routes"
    return [
        Route(f"{ROOMS}{{code}}/taps", later(module, "taps"), methods=["POST"]),
        Route(f"{ROOMS}{{code}}/me-too", later(module, "me_too"), methods=["POST"]),
        Route(f"{ROOMS}{{code}}/words-stay", later(module, "words_stay"), methods=["POST"]),
        Route(f"{ROOMS}{{code}}/pictures/{{name}}", later(module, "picture")),
        WebSocketRoute(f"{ROOMS}{{code}}/live", later(module, "live")),
    ]


class RoomsFirst:
    """Answer a running practice before anything is done that doesn't concern it: Streamlit would look for its own
    session and compress each tap's answer, which costs as much as the answer. What is no whole match goes on, to be
    refused as everything else is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.routes = app, room_routes()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and scope["path"].startswith(ROOMS):
            for route in self.routes:
                match, more = route.matches(scope)
                if match is Match.FULL:
                    await route.handle({**scope, **more}, receive, send)
                    return
        await self.app(scope, receive, send)


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
