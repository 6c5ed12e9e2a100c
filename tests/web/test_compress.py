"""The rules for compressing the frontend's files."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.web.server.compress import Compress, accepts_gzip

SCRIPT = b"const answer = 42;\n" * 200
STATIC = {"Cache-Control": "public, immutable, max-age=31536000", "ETag": '"e"', "Accept-Ranges": "bytes"}


@dataclass(frozen=True)
class Got:
    """What a browser received."""

    status: int
    headers: Headers
    body: bytes


def get(app: ASGIApp, path: str = "/static/a.js", method: str = "GET", **headers: str) -> Got:
    """Call the app as a server would, for a browser that reads gzip unless told otherwise."""
    given = {"accept-encoding": "gzip"} | {name.replace("_", "-"): value for name, value in headers.items()}
    raw = [(name.encode(), value.encode()) for name, value in given.items()]
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(call(app, {"type": "http", "method": method, "path": path, "headers": raw}, send))
    body = b"".join(message["body"] for message in sent[1:])
    return Got(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)


async def call(app: ASGIApp, scope: Scope, send: Send) -> None:
    await app(scope, never, send)


async def never() -> Message:
    return {"type": "http.disconnect"}


def nowhere(message: Message) -> Awaitable[None]:
    return asyncio.sleep(0)


def static(kind: str = "text/javascript", keep: int = 1_000_000) -> Compress:
    return Compress(Response(SCRIPT, headers=STATIC, media_type=kind), keep)


def counting(make: Callable[[], Response]) -> tuple[ASGIApp, list[str]]:
    """An app that answers the same each time, and the list of methods it was asked with."""
    calls: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        calls.append(scope["method"])
        await make()(scope, receive, send)

    return app, calls


def test_a_static_file_is_compressed_once_however_often_it_is_asked_for() -> None:
    app, calls = counting(lambda: Response(SCRIPT, headers=STATIC, media_type="text/javascript"))
    compress = Compress(app)

    answers = [get(compress) for _ in range(3)]

    assert [gzip.decompress(answer.body) for answer in answers] == [SCRIPT] * 3
    assert calls == ["GET"]


def test_a_compressed_file_tells_its_own_length_and_that_there_are_two() -> None:
    answer = get(static())

    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["cache-control"]
    assert "accept-ranges" not in answer.headers


def test_visitors_who_come_together_share_one_compression() -> None:
    app, calls = counting(lambda: Response(SCRIPT, headers=STATIC, media_type="text/javascript"))
    compress = Compress(app)
    scope = {"type": "http", "method": "GET", "path": "/static/a.js", "headers": [(b"accept-encoding", b"gzip")]}

    async def together() -> None:
        await asyncio.gather(*(compress(dict(scope), never, nowhere) for _ in range(5)))

    asyncio.run(together())

    assert calls == ["GET"]


def test_a_visitor_who_leaves_does_not_cut_the_file_short_for_the_next() -> None:
    async def hasty(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        hung_up = asyncio.ensure_future(receive())
        heard, _ = await asyncio.wait({hung_up}, timeout=0.01)
        hung_up.cancel()
        assert not heard
        await Response(SCRIPT, headers=STATIC, media_type="text/javascript")(scope, receive, send)

    assert gzip.decompress(get(Compress(hasty)).body) == SCRIPT


@pytest.mark.parametrize("accept", ["", "br", "gzip;q=0, br"])
def test_who_cannot_read_gzip_gets_the_plain_file(accept: str) -> None:
    answer = get(static(), accept_encoding=accept)

    assert answer.body == SCRIPT
    assert answer.headers["vary"] == "Accept-Encoding"


def test_a_range_is_a_range_of_the_plain_file() -> None:
    answer = get(static(), range="bytes=0-9")

    assert "content-encoding" not in answer.headers
    assert answer.headers["etag"] == '"e"'


def test_the_compressed_file_has_its_own_etag_and_answers_to_it() -> None:
    compress = static()
    etag = get(compress).headers["etag"]

    again = get(compress, if_none_match=f'"x", W/{etag}')

    assert etag == '"e-gzip"'
    assert (again.status, again.body) == (304, b"")
    assert "content-length" not in again.headers


def test_an_etag_of_the_plain_file_brings_the_compressed_one_anew() -> None:
    assert get(static(), if_none_match='"e"').status == 200


def test_head_tells_the_length_and_sends_nothing() -> None:
    compress = static()

    head, whole = get(compress, method="HEAD"), get(compress)

    assert head.body == b""
    assert head.headers["content-length"] == str(len(whole.body))


@pytest.mark.parametrize(("path", "kind"), [("/static/f.woff2", "font/woff2"), ("/static/a.js", "image/png")])
def test_fonts_and_pictures_are_left_alone(path: str, kind: str) -> None:
    assert get(static(kind), path).body == SCRIPT


def test_what_is_compressed_already_is_left_alone() -> None:
    squeezed = STATIC | {"Content-Encoding": "br"}

    answer = get(Compress(Response(SCRIPT, headers=squeezed, media_type="text/javascript")))

    assert answer.body == SCRIPT
    assert answer.headers["content-encoding"] == "br"


def test_what_may_change_is_compressed_but_not_kept() -> None:
    app, calls = counting(lambda: HTMLResponse("<p>hello" * 200))
    compress = Compress(app)

    answers = [get(compress, "/") for _ in range(2)]

    assert [gzip.decompress(answer.body) for answer in answers] == [b"<p>hello" * 200] * 2
    assert len(calls) == 2


def test_many_spellings_of_one_file_do_not_fill_the_memory() -> None:
    compress = static(keep=200)

    for number in range(20):
        get(compress, f"/static{'/' * number}/a.js")

    assert sum(len(answer.body) for answer in compress.kept.values()) <= 200


def test_accept_encoding_is_read_with_its_weights() -> None:
    assert accepts_gzip("deflate, GZIP ; q=0.5, br")
    assert not accepts_gzip("gzip;q=0.000")
