"""How many pages may be open at once: each costs the server memory, and four open files."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from roleplay.web.server.descriptors import for_pages, for_strangers

log = logging.getLogger(__name__)

LATER: Final = 1013
OF_ONE_DEVICE: Final = 48
"""Tabs of one browser: three seats in several tabs are far fewer."""


@dataclass(eq=False)
class Page:
    """One that is open. ``over`` is done once another has taken its place."""

    address: str
    over: asyncio.Future[None]


class PageAllowance:
    """So many pages at once. Where strangers have all of theirs, who is known still opens one; anybody else takes the
    place of the page that has been open longest without asking for anything, as a browser asks at once.

    ``device`` names a request's device by its hash, or "" for none; ``known`` says whether it is somebody's, which is
    asked only then. One address may have three quarters of the strangers' pages: a course is behind it, and not the
    whole world.
    """

    def __init__(
        self,
        app: ASGIApp,
        device: Callable[[Scope], str],
        known: Callable[[str], bool],
        most: Callable[[], int] = for_pages,
        strangers: Callable[[], int] = for_strangers,
    ) -> None:
        self.app, self.device, self.known = app, device, known
        self.most, self.strangers = most, strangers
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
            await self.app(scope, *self._until_over(page, receive, send))
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
        """Whether there was a silent page to close, of this address where there is one."""
        for page in self.silent:
            if not address or page.address == address:
                del self.silent[page]
                page.over.set_result(None)
                return True
        return False

    def _until_over(self, page: Page, receive: Receive, send: Send) -> tuple[Receive, Send]:
        """Both ways of its socket; once the page is over nothing goes either way any more."""

        async def received() -> Message:
            if page not in self.silent and not page.over.done():
                return await receive()
            coming = asyncio.ensure_future(receive())
            try:
                await asyncio.wait((coming, page.over), return_when=asyncio.FIRST_COMPLETED)
            finally:
                if not coming.done():
                    coming.cancel()
            if page.over.done():
                await send({"type": "websocket.close", "code": LATER})
                return {"type": "websocket.disconnect", "code": LATER}
            message = coming.result()
            if message["type"] == "websocket.receive":
                self.silent.pop(page, None)
            return message

        async def sent(message: Message) -> None:
            if not page.over.done():
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
            return bool(reader.held(device))
    except Exception:
        log.exception("Whose device this is could not be read")
        return False
