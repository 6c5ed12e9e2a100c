"""What a browser draws before Streamlit's JavaScript has come: on a slow phone that takes seconds.

Streamlit's own page is empty until then. It gets a title, which Streamlit replaces with what it draws, and is told at
once which files the first run will need, and of smaller fonts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

import streamlit
from markupsafe import escape
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.web.fonts import FONTS, ICONS, UPRIGHT
from roleplay.web.server.compress import without
from roleplay.web.server.device_cookie import page as is_page
from roleplay.web.server.pages import PAGES, PRACTICE, TABLE

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
</style><main class="first-paint"><h1>{title}</h1><p role="status">{status}</p></main></div>"""
NEEDED: Final = ("BidiComponent", "serialization", "recordbatch", "purify.es")
"""Beginnings of the files that every page of ours asks for once Streamlit runs: it draws our components with them."""
LIVE: Final = (PRACTICE.stem, TABLE.stem)
"""Pages with the live component. Whose session it is, and which files it needs, they are told by a module that is
loaded when the first of them is asked for."""
ARRIVING: Final = "roleplay.web.practice.arriving"
STYLES: Final = re.compile(r"/static/css/index\.[^/]*\.css")
_ALL_ICONS = re.compile(rb"@font-face\{font-family:" + ICONS.family.encode() + rb";[^{}]*+\}")
_WHOLE_FONT = re.compile(r'<link\s+rel="preload"\s+href="[^"<>]*"\s+as="font"[^<>]*+>')
_LOADING = re.compile(r'<(?:script type="module"|link rel="modulepreload") [^<>]*+>')
_ADDRESS = re.compile(r'(?:src|href)="\.(/static/[^"<>]++)"')


@dataclass(frozen=True)
class Drawing:
    """What is drawn at once, and the modules that this page needs beside those that all do."""

    title: str
    status: str = "Loading …"
    files: tuple[str, ...] = ()


class FirstPaint:
    """Draw something at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
        elif STYLES.fullmatch(scope["path"]):
            changed = rewritten(send, without_all_icons, "text/css")
            await self.app(without(scope, b"accept-encoding"), receive, changed)
        elif is_page(scope["path"]):
            await self._page(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        stem = scope["path"].strip("/")
        drawing = Drawing(TITLES.get(stem, "Role-play kit"))
        if stem in LIVE:
            drawing = await run_in_threadpool(_live_drawing, scope, drawing)
        changed = rewritten(send, lambda html: drawn(html.decode(), drawing).encode(), "text/html")
        await self.app(without(scope, b"accept-encoding"), receive, changed)


def _live_drawing(scope: Scope, drawing: Drawing) -> Drawing:
    arriving = import_module(ARRIVING)
    title, status = arriving.whose_session(scope) or (drawing.title, drawing.status)
    return replace(drawing, title=title, status=status, files=arriving.files())


def drawn(html: str, drawing: Drawing) -> str:
    """Streamlit's page with something on it; any other page as it is."""
    if ROOT not in html:
        return html
    html = _WHOLE_FONT.sub(preloaded_fonts(), html, count=1)
    head = f"{preloads((*drawing.files, *_later_files()))}{faces()}</head>"
    html = html.replace("<title>Streamlit</title>", "<title>Role-play kit</title>").replace("</head>", head)
    return html.replace(ROOT, DRAWN.format(title=escape(drawing.title), status=escape(drawing.status)))


def without_all_icons(css: bytes) -> bytes:
    """Streamlit's style sheet without its font of every icon: as Streamlit asks for icons by a space, which each font
    may hold, a browser would fetch that one beside ours."""
    return _ALL_ICONS.sub(b"", css)


def preloaded_fonts() -> str:
    """Links to what every page shows, instead of one to a whole font."""
    link = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>\n'
    return "".join(link.format(font.address) for font in (UPRIGHT, ICONS))


def faces() -> str:
    """The smaller fonts, after Streamlit's own style sheet: of two of one name a browser asks the last first."""
    return f"<style>{''.join(font.face for font in FONTS)}</style>"


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
