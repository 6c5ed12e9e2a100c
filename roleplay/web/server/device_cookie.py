"""The cookie by which a browser is known: how it is set and read. The kit's `Devices` says whether it is valid."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.errors import Fault
from roleplay.web.server.compress import without
from roleplay.web.server.origin import secure

if TYPE_CHECKING:
    from roleplay.usecases.people.devices import Devices  # loads the store, which no start waits for

log = logging.getLogger(__name__)

NOT_PAGES: Final = (
    *("/static", "/_stcore", "/media", "/component"),
    *("/rooms", "/live", "/fonts", "/editor", "/author", "/device", "/calendar", "/favicon.png"),
)
"""What Streamlit's own pages fetch, and our routes."""
YEAR: Final = 365 * 24 * 3600


def the_kits() -> Devices:
    """The process's kit's; the first call opens the kit, so never call it in the event loop."""
    from roleplay.web.server.kit import kit  # here: the server answers before all that the kit needs is loaded

    return kit().devices


class DeviceCookie:
    """Give every browser a lasting name with its first page; scripts run too late to set a cookie."""

    def __init__(self, app: ASGIApp, devices: Callable[[], Devices] = the_kits) -> None:
        self.app = app
        self.devices = devices

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not page(scope["path"]):
            await self.app(scope, receive, send)
            return
        given = await run_in_threadpool(self._given, cookie_in(HTTPConnection(scope).cookies, secure(scope)))

        async def named(message: Message) -> None:
            headers = MutableHeaders(scope=message) if message["type"] == "http.response.start" else None
            if headers is not None and headers.get("content-type", "").startswith("text/html"):
                headers["cache-control"] = "no-store"
                if given is not None and message["status"] == 200:
                    headers.append("set-cookie", set_cookie(given, secure(scope)))
            await send(message)

        # "Not modified" would bring back a page kept from before there was a cookie.
        await self.app(without(scope, b"if-none-match", b"if-modified-since"), receive, named)

    def _given(self, cookie: str) -> str | None:
        try:
            return self.devices().greet(cookie)
        except Fault as fault:
            # The requested page will show the same sentence.
            log.error("%s", fault)
            return None


def set_cookie(cookie: str, tls: bool) -> str:
    """The header's value."""
    flags = f"Max-Age={YEAR}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if tls else ''}"
    return f"{cookie_name(tls)}={cookie}; {flags}"


def cookie_in(cookies: Mapping[str, str], tls: bool) -> str:
    """The device's cookie as received, "" for none; not checked yet."""
    return cookies.get(cookie_name(tls), "")


def cookie_name(tls: bool) -> str:
    """Over HTTPS the name itself stops other hosts and plain HTTP from setting it. A cookie from plain HTTP isn't
    carried over: anybody on the way could have read or planted it."""
    return "__Host-device" if tls else "device"


async def asking(connection: HTTPConnection) -> str | None:
    """The device (its hash) that a request or a socket comes from; None if its cookie is not ours. Raises
    `Fault` if the store cannot be opened."""
    cookie = cookie_in(connection.cookies, secure(connection.scope))
    if not cookie:
        return None
    return _by_signature(cookie) or await run_in_threadpool(lambda: the_kits().known(cookie))


def at_once(scope: Scope) -> str:
    """The device (its hash) if the cookie's signature proves it, without waiting for anything; else ""."""
    return _by_signature(cookie_in(HTTPConnection(scope).cookies, secure(scope)))


def _by_signature(cookie: str) -> str:
    from roleplay.web.server.kit import opened

    kit = opened()
    return (kit.devices.by_signature(cookie) or "") if kit is not None else ""


def page(path: str) -> bool:
    """Whether a browser shows what is at this path as a page of the app."""
    return not any(path == prefix or path.startswith(f"{prefix}/") for prefix in NOT_PAGES)
