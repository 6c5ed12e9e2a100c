"""What lies between the network and Streamlit.

Small pure-ASGI classes, each with one job. `middleware` lists them in the order a request meets them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.config import get_option

from roleplay.usecases.security import notes
from roleplay.web.server.addresses import Recent, own_addresses, own_only, plain
from roleplay.web.server.compress import Compress, without
from roleplay.web.server.device_cookie import YEAR, DeviceCookie, at_once, the_kits
from roleplay.web.server.first_paint import FirstPaint, rewritten
from roleplay.web.server.media import Media
from roleplay.web.server.origin import secure
from roleplay.web.server.proxies import Proxies, TrustedProxies
from roleplay.web.server.routes import RoomsFirst
from roleplay.web.server.socket_frames import BackMsgGuard
from roleplay.web.server.sockets import PageAllowance, holds_somebody
from roleplay.web.server.uploads import UploadAllowance

if TYPE_CHECKING:
    from roleplay.usecases.people.devices import Devices

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
LONGEST_NAME: Final = 260
"""Characters of a domain name and its port: nothing longer is kept in memory."""
HOST: Final = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")
REFUSAL: Final = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Address not known</title>
<p>This server doesn’t answer to the address you used. Scan the QR code on the host’s screen, or type the address
under it. If you run the server and want it to answer to this name, list the name in ROLEPLAY_HOSTS and start again.
"""

EVERYWHERE: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}
DOCUMENTS: Final = {
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}
# Only our own. Streamlit draws with inline styles and loads components as blob scripts; tried in Chromium with its
# widgets, Plotly and inline components. A slip in a page can then neither call out nor run what it was given.
POLICY: Final = (
    "default-src 'self'; script-src 'self' blob: {scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' data: blob:; "
    "connect-src 'self' {sockets}; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def middleware(
    hosts: str = "",
    proxies: str = "",
    *,
    addresses: Callable[[], Collection[str]] | None = None,
    devices: Callable[[], Devices] = the_kits,
) -> list[Middleware]:
    """Everything that `st.App` should be wrapped in, outermost first.

    1. TrustedProxies: all others see the browser, not a proxy in between.
    2. HostCheck: nothing else runs for a name that is not ours.
    3. SecurityHeaders: on every answer from here on; the policy names the host, which is known by now.
    4. RoomsFirst: taps and screens of a running practice, which nothing below concerns.
    5. QuietStreamlit: what Streamlit would tell anyone who asks.
    6. BackMsgGuard: what a browser may tell Streamlit.
    7. PageAllowance: how many pages may be open.
    8. UploadAllowance: how much a browser may upload.
    9. DeviceCookie: outside Compress, so that no kept answer ever holds somebody's cookie.
    10. Media: whose page was told about a file.
    11. Compress: next to the files.
    12. FirstPaint: what a page shows before its files have come.
    """
    return [
        Middleware(TrustedProxies, proxies=Proxies(proxies)),
        Middleware(HostCheck, hosts=hosts, addresses=addresses or Recent(own_addresses)),
        Middleware(SecurityHeaders, scripts=frontend_scripts()),
        Middleware(RoomsFirst),
        Middleware(QuietStreamlit, agents=lambda: bool(get_option("server.enableAgentApi"))),
        Middleware(BackMsgGuard),
        Middleware(PageAllowance, device=at_once, known=holds_somebody),
        Middleware(UploadAllowance, sender=at_once),
        Middleware(DeviceCookie, devices=devices),
        Middleware(Media),
        Middleware(Compress),
        Middleware(FirstPaint),
    ]


class HostCheck:
    """Answer only to our own names, so that another site can't point its name at this machine."""

    def __init__(self, app: ASGIApp, hosts: str, addresses: Callable[[], Collection[str]]) -> None:
        self.app = app
        self.listed = {name.strip().lower() for name in hosts.split(",") if name.strip()}
        self.addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self.knows(scope):
            await self.app(scope, receive, send)
            return
        notes.refusal("host_refused")
        if scope["type"] == "websocket":
            await WebSocketClose(1008)(scope, receive, send)
        else:
            await HTMLResponse(REFUSAL, 403, EVERYWHERE | {"Cache-Control": "no-store"})(scope, receive, send)

    def knows(self, scope: Scope) -> bool:
        """The Host header is loopback, listed, or an address this machine has now."""
        given = Headers(scope=scope).getlist("host")
        named = read_host(given[0]) if len(given) == 1 else None
        if named is None:
            return False
        port = named.port or ("443" if secure(scope) else "80")
        listed = self.listed & {"*", named.name, f"{named.name}:{port}"}
        return named.plain in LOOPBACK or bool(listed) or named.plain in self.addresses()


@dataclass(frozen=True)
class Named:
    """What a Host header says: the name as it stands there and in one spelling, and the port, "" for none."""

    name: str
    plain: str
    port: str


def read_host(header: str) -> Named | None:
    """None if it is no name and port."""
    return _read_host(header) if len(header) <= LONGEST_NAME else None


@lru_cache(maxsize=256)
def _read_host(header: str) -> Named | None:
    found = HOST.fullmatch(header.lower())
    return Named(found["name"], plain(found["name"]), found["port"] or "") if found else None


class SecurityHeaders:
    """Set the headers; the sixty files of the frontend get only those that matter for a file."""

    def __init__(self, app: ASGIApp, scripts: Sequence[str] = ()) -> None:
        self.app = app
        self.headers = lru_cache(maxsize=64)(partial(headers_for, scripts=tuple(scripts)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                host = Headers(scope=scope).get("host", "")
                ours = self.headers(host, secure(scope), scope["path"].startswith("/static/"))
                theirs = (pair for pair in message.get("headers", ()) if pair[0].lower() not in ours)
                message = {**message, "headers": [*theirs, *ours.items()]}
            await send(message)

        await self.app(scope, receive, guarded)


def headers_for(host: str, tls: bool, file: bool, scripts: Sequence[str]) -> Mapping[bytes, bytes]:
    """The headers for a file or for anything else, from this host; they are the same for every request."""
    chosen = dict(EVERYWHERE)
    named = read_host(host)
    if tls and named and not own_only(named.plain):
        # Not for this machine's own names: browsers would then open nothing else on it without TLS.
        chosen["Strict-Transport-Security"] = f"max-age={YEAR}"
    if not file:
        chosen |= DOCUMENTS
        chosen["Content-Security-Policy"] = policy(host, scripts)
        if tls:
            chosen["Cross-Origin-Opener-Policy"] = "same-origin"  # browsers complain about it over plain HTTP
    return {name.lower().encode(): value.encode("latin-1") for name, value in chosen.items()}


def policy(host: str, scripts: Sequence[str]) -> str:
    """The content policy, with the sockets named: older Safari does not count them as 'self' (nor IPv6 as a name)."""
    sockets = "" if host.startswith("[") else f"ws://{host} wss://{host}"
    return POLICY.format(scripts=" ".join(scripts), sockets=sockets)


def frontend_scripts() -> list[str]:
    """Permission for the scripts inside Streamlit's own page, whatever its version."""
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    return inline_scripts(index.read_text(encoding="utf-8")) if index.is_file() else []


def inline_scripts(html: str) -> list[str]:
    """The policy's word for each script written into a page: the hash of its text."""
    digests = (hashlib.sha256(text.encode()).digest() for text in INLINE.findall(html))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


class QuietStreamlit:
    """Hide the session counts and the agents' API, and keep Streamlit's modal dialog from freezing a page whose server
    is away. ``agents``: whether a developer has switched that API on (`--server.enableAgentApi true`)."""

    def __init__(self, app: ASGIApp, agents: Callable[[], bool] = lambda: False) -> None:
        self.app, self.agents = app, agents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # "In", not "ends with": Starlette's routes also match a path with a line break after its end.
        path = scope["path"] if scope["type"] == "http" else ""
        if "/_stcore/metrics" in path or ("/_stcore/agent" in path and not self.agents()):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
        elif path.endswith("/_stcore/host-config") and scope["method"] == "GET":
            await self.app(without(scope, b"accept-encoding"), receive, calm(send))
        else:
            await self.app(scope, receive, send)


def calm(send: Send) -> Send:
    """Pass on Streamlit's host settings with the blocking dialog turned off."""
    return rewritten(
        send, lambda body: json.dumps({**json.loads(body), "blockErrorDialogs": True}).encode(), "application/json"
    )
