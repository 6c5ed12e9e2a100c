"""What a browser draws before Streamlit's JavaScript has come: on a slow phone that takes seconds.

Streamlit's own page is empty until then. It gets a title, which Streamlit replaces with what it draws, and is told at
once which files the first run will need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.web.server.compress import without
from roleplay.web.server.device_cookie import page as is_page
from roleplay.web.server.pages import PAGES, PRACTICE

STATIC: Final = Path(streamlit.__file__).parent / "static"
ROOT: Final = '<div id="root"></div>'
TITLES: Final = {page.stem: page.title for page in PAGES} | {
    "": "Practise a consultation",
    PRACTICE.stem: "Opening the session …",
}
DRAWN: Final = """<div id="root"><style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0; background: light-dark(#FBFAF7, #14191F); }}
.first-paint {{ max-width: 46rem; margin: 0 auto; padding: 3.4rem 1rem; color: light-dark(#1F2A37, #E8E6E1);
  font: 17px/1.5 "Source Sans", system-ui, sans-serif; }}
.first-paint h1 {{ font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }}
</style><main class="first-paint"><h1>{title}</h1><p role="status">Loading …</p></main></div>"""
NEEDED: Final = ("BidiComponent", "serialization", "recordbatch", "purify.es")
"""Beginnings of the files that every page of ours asks for once Streamlit runs: it draws our components with them."""
_LOADING = re.compile(r'<(?:script type="module"|link rel="modulepreload") [^<>]*+>')
_ADDRESS = re.compile(r'(?:src|href)="\.(/static/[^"<>]++)"')


class FirstPaint:
    """Draw something at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not is_page(scope["path"]):
            await self.app(scope, receive, send)
            return
        title = TITLES.get(scope["path"].strip("/"), "Role-play kit")
        changed = rewritten(send, lambda html: drawn(html.decode(), title).encode(), "text/html")
        await self.app(without(scope, b"accept-encoding"), receive, changed)


def drawn(html: str, title: str) -> str:
    """Streamlit's page with something on it; any other page as it is."""
    if ROOT not in html:
        return html
    head = f"{preloads(_later_files())}</head>"
    html = html.replace("<title>Streamlit</title>", "<title>Role-play kit</title>").replace("</head>", head)
    return html.replace(ROOT, DRAWN.format(title=title))


def rewritten(send: Send, change: Callable[[bytes], bytes], kind: str) -> Send:
    """Pass on an answer of this kind with its body changed, and any other as it comes."""
    start: Message = {}
    body = bytearray()

    async def passed_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if message["status"] == 200 and headers.get("content-type", "").startswith(kind):
                start.update(message)
                return
        elif start:
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            content = change(bytes(body))
            MutableHeaders(scope=start)["content-length"] = str(len(content))
            await send(start)
            message = {"type": "http.response.body", "body": content}
        await send(message)

    return passed_on


def preloads(paths: Sequence[str]) -> str:
    """Links that tell a browser to fetch these modules now, and run them when they are asked for."""
    return "".join(f'<link rel="modulepreload" crossorigin href="{path}">\n' for path in paths)


@cache
def frontend_files() -> tuple[str, ...]:
    """What Streamlit's page loads, in the order in which it does; for a page of ours that comes before it."""
    index = STATIC / "index.html"
    tags = _LOADING.findall(index.read_text(encoding="utf-8")) if index.is_file() else []
    return (*(address[1] for tag in tags if (address := _ADDRESS.search(tag))), *_later_files())


@cache
def _later_files() -> tuple[str, ...]:
    scripts = sorted((STATIC / "static" / "js").glob("*.js"))
    return tuple(f"/static/js/{path.name}" for path in scripts if path.name.startswith(tuple(f"{n}." for n in NEEDED)))
