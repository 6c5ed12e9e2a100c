"""How many pages may be open at once: each costs the server memory and four open files."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from roleplay.web.server.connections import HEAD_WITHIN
from roleplay.web.server.descriptors import for_pages, for_strangers

log = logging.getLogger(__name__)

LATER: Final = 1013
OF_ONE_DEVICE: Final = 48
"""Tabs of one browser: three seats in several tabs need far fewer."""


@dataclass(eq=False)
class Page:
    """An open page. ``over`` is done once another has taken its place."""

    address: str
    over: asyncio.Future[None]


class PageAllowance:
    """Limit the pages open at once. When strangers have used up theirs, somebody we know can still open one; a stranger
    replaces the page that has been open longest without asking for anything, as a browser asks at once. Streamlit
    hears of a page only when it asks: for one that never does, it would use memory that Python hardly gives back.

    ``device`` names a request's device by its hash, or "" for none; ``known`` says whether it is somebody's, and is
    only asked when pages run short. One address may have three quarters of the strangers' pages: a whole course may
    be behind it, but not the whole world.
    """

    def __init__(
        self,
        app: ASGIApp,
        device: Callable[[Scope], str],
        known: Callable[[str], bool],
        most: Callable[[], int] = for_pages,
        strangers: Callable[[], int] = for_strangers,
        asks_within: float = HEAD_WITHIN,
    ) -> None:
        self.app, self.device, self.known = app, device, known
        self.most, self.strangers, self.asks_within = most, strangers, asks_within
        self.of: Counter[str] = Counter()
        self.at: Counter[str] = Counter()
        self.silent: dict[Page, None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or "/_stcore/" not in scope["path"]:
            await self.app(scope, receive, send)
            return
        device, address = self.device(scope), (scope.get("client") or ("", 0))[0]
        if not await self.may(device, address):
            await WebSocketClose(LATER)(scope, receive, send)
            return
        page = Page(address, asyncio.get_running_loop().create_future())
        self.silent[page] = None
        self.of[device] += 1
        self.at[address] += 1
        try:
            if (first := await self._first(page, scope, receive, send)) is not None:
                await self.app(_accepted(scope), *_from(first, receive, send))
        finally:
            self.silent.pop(page, None)
            _one_less(self.of, device)
            _one_less(self.at, address)

    async def may(self, device: str, address: str) -> bool:
        """Whether one more may be opened."""
        everybodys, strangers = self.of.total(), self.strangers()
        if device and self.of[device] >= OF_ONE_DEVICE:
            return False
        if everybodys >= self.most():
            return self._takes_a_place("")
        if everybodys < strangers and self.at[address] < strangers * 3 // 4:
            return True
        known = bool(device) and await run_in_threadpool(self.known, device)
        return known or self._takes_a_place("" if everybodys >= strangers else address)

    def _takes_a_place(self, address: str) -> bool:
        """Whether there was a silent page to close (from this address, if one is given)."""
        for page in self.silent:
            if not address or page.address == address:
                del self.silent[page]
                page.over.set_result(None)
                return True
        return False

    async def _first(self, page: Page, scope: Scope, receive: Receive, send: Send) -> Message | None:
        """What the page asks first; None if it leaves, has to make room, or asks for nothing."""
        await receive()
        # The first subprotocol: the others carry what Streamlit is told with it.
        await send({"type": "websocket.accept", "subprotocol": next(iter(scope.get("subprotocols", ())), None)})
        coming = asyncio.ensure_future(receive())
        try:
            await asyncio.wait((coming, page.over), timeout=self.asks_within, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not coming.done():
                coming.cancel()
        if page.over.done() or not coming.done():
            await send({"type": "websocket.close", "code": LATER})
            return None
        self.silent.pop(page, None)
        return coming.result() if coming.result()["type"] == "websocket.receive" else None


def _accepted(scope: Scope) -> Scope:
    """For an app whose socket is already open: it can no longer answer with a page."""
    return {**scope, "extensions": {}}


def _from(first: Message, receive: Receive, send: Send) -> tuple[Receive, Send]:
    """Both directions of a socket that was accepted here and on which this has arrived."""
    before = iter(({"type": "websocket.connect"}, first))

    async def received() -> Message:
        return next(before, None) or await receive()

    async def sent(message: Message) -> None:
        if message["type"] != "websocket.accept":
            await send(message)

    return received, sent


def _one_less(counter: Counter[str], key: str) -> None:
    counter[key] -= 1
    if not counter[key]:
        del counter[key]


def holds_somebody(device: str) -> bool:
    """Whether this device has a seat or a person's history."""
    from roleplay.web.server.kit import kit

    try:
        with kit().store.read() as reader:
            return bool(reader.devices.held(device))
    except Exception:
        log.exception("Could not read whose device this is")
        return False
