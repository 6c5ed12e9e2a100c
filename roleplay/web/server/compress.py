"""Compress the frontend's files.

Streamlit leaves `/static/*` and the page itself uncompressed, because it would compress them again for every visitor.
Those files never change while the server runs, so we compress each one once and keep it. Everything else is left to
Streamlit's own gzip layer. Only gzip is offered: browsers ask for brotli only on HTTPS and localhost, never on the
plain HTTP of a home network, which is how phones reach this server.
"""

import asyncio
from dataclasses import dataclass
from weakref import WeakValueDictionary

from deflate import gzip_compress
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENDINGS = (".js", ".css", ".json", ".html", ".svg", ".txt", ".map")
TYPES = ("text/", "application/javascript", "application/json", "application/manifest+json", "image/svg+xml")
SMALLEST = 500  # bytes: below this the headers outweigh what gzip saves
LARGE = 1_000_000
"""Bytes. Above this size (the charts' file) libdeflate's highest level, 4 % smaller than zlib's, is worth half a second
of the first visit. The other files are ready at once."""
KEEP = 32_000_000  # bytes: the whole frontend takes a quarter of this


@dataclass(frozen=True)
class Answer:
    """One whole response, held in memory."""

    status: int
    headers: Headers
    body: bytes
    whole: bool = True

    @property
    def lasting(self) -> bool:
        """Whether the name will always mean these bytes, so that they may be kept."""
        return self.status == 200 and self.whole and "immutable" in self.headers.get("cache-control", "")


class Compress:
    """Gzip the frontend's files, each one once per process."""

    def __init__(self, app: ASGIApp, keep: int = KEEP) -> None:
        self.app = app
        self.keep = keep
        self.kept: dict[str, Answer] = {}
        self.turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not eligible(scope):
            await self.app(scope, receive, send)
            return
        wanted = Headers(scope=scope)
        if "range" in wanted or not accepts_gzip(wanted.get("accept-encoding", "")):
            await self.app(scope, receive, varied(send))
            return
        answer = await self.small(scope)
        await deliver(answer, scope["method"], wanted, send)

    async def small(self, scope: Scope) -> Answer:
        """The compressed answer; visitors who want the same file at the same time wait for one compression."""
        path = scope["path"]
        turn = self.turns.setdefault(path, asyncio.Lock())
        async with turn:
            if path in self.kept:
                return self.kept[path]
            answer = await ask(self.app, scope)
            if compressible(answer):
                answer = await run_in_threadpool(compressed, answer)
            if answer.lasting:
                self.store(path, answer)
            return answer

    def store(self, path: str, answer: Answer) -> None:
        """Keep an answer; one file has many spellings, so forget everything rather than grow for ever."""
        if sum(len(kept.body) for kept in self.kept.values()) + len(answer.body) > self.keep:
            self.kept.clear()
        self.kept[path] = answer


def eligible(scope: Scope) -> bool:
    """Whether this is a request that Streamlit would needlessly answer uncompressed."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    path: str = scope["path"]
    return path == "/" or (path.startswith(("/static/", "/live/")) and path.endswith(ENDINGS))


def accepts_gzip(header: str) -> bool:
    """Read an Accept-Encoding header; `gzip;q=0` means no."""
    for choice in header.lower().split(","):
        name, _, weight = choice.replace(" ", "").partition(";q=")
        if name == "gzip":
            return weight.strip("0.") != "" if weight else True
    return False


def compressible(answer: Answer) -> bool:
    """Whether gzip is right for this answer."""
    return (
        answer.status == 200
        and answer.whole
        and len(answer.body) >= SMALLEST
        and "content-encoding" not in answer.headers
        and answer.headers.get("content-type", "").startswith(TYPES)
    )


def compressed(answer: Answer) -> Answer:
    """The same answer gzipped, under an ETag of its own: the bytes differ, so the name must."""
    body = bytes(gzip_compress(answer.body, 12 if len(answer.body) > LARGE else 9))
    headers = MutableHeaders(raw=list(answer.headers.raw))
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    if "etag" in headers:
        headers["etag"] = headers["etag"].removesuffix('"') + '-gzip"'
    del headers["accept-ranges"]
    return Answer(answer.status, headers, body)


async def ask(app: ASGIApp, scope: Scope) -> Answer:
    """Fetch the whole file, whatever part or condition this visitor asked for."""
    plain = without(scope, b"if-none-match", b"if-modified-since", b"accept-encoding")
    start: Message = {"status": 500, "headers": []}
    body = bytearray()
    ended = False

    async def take(message: Message) -> None:
        nonlocal ended
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            body.extend(message.get("body", b""))
            ended = not message.get("more_body", False)

    await app({**plain, "method": "GET", "extensions": {}}, patient(), take)
    found = MutableHeaders(raw=list(start["headers"]))
    found.add_vary_header("Accept-Encoding")
    whole = ended and found.get("content-length", str(len(body))) == str(len(body))
    return Answer(start["status"], found, bytes(body), whole)


def without(scope: Scope, *names: bytes) -> Scope:
    """The same request without some of its headers."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name.lower() not in names]}


def patient() -> Receive:
    """A client that never hangs up: a visitor who leaves mustn't leave half a file for the next one."""
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive


async def deliver(answer: Answer, method: str, wanted: Headers, send: Send) -> None:
    """Send the answer, or only its headers, or say that the visitor already has it."""
    status, headers, body = answer.status, MutableHeaders(raw=list(answer.headers.raw)), answer.body
    if status == 200 and unchanged(headers, wanted):
        status, body = 304, b""
        for name in ("content-length", "content-type", "content-encoding"):
            del headers[name]
    if method == "HEAD":
        body = b""
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})


def unchanged(headers: Headers, wanted: Headers) -> bool:
    """Whether the visitor's copy is this one; an ETag, when sent, decides alone."""
    if "if-none-match" in wanted:
        tags = [tag.strip().removeprefix("W/") for tag in wanted["if-none-match"].split(",")]
        return "*" in tags or headers.get("etag") in tags
    return "last-modified" in headers and wanted.get("if-modified-since") == headers["last-modified"]


def varied(send: Send) -> Send:
    """Tell caches that this plain answer is one of two."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return marked
