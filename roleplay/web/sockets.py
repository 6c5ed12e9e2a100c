"""How many pages may be open at once: each costs the server memory, and four open files."""

import logging
from collections import Counter
from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from roleplay.web.descriptors import for_pages, for_strangers

log = logging.getLogger(__name__)

LATER: Final = 1013
OF_ONE_DEVICE: Final = 48
"""Tabs of one browser: three seats in several tabs are far fewer."""


class PageAllowance:
    """So many pages at once; where strangers have all of theirs, only who is known may open one.

    ``device`` names a request's device by its hash, or "" for none; ``known`` says whether it is somebody's, which is
    asked only then. One address may have three quarters of the strangers' pages: a course is behind it, and not
    the whole world.
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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or "/_stcore/" not in scope["path"]:
            await self.app(scope, receive, send)
            return
        device, address = self.device(scope), (scope.get("client") or ("", 0))[0]
        if not await self.may(device, address):
            await WebSocketClose(LATER)(scope, receive, send)
            return
        self.of[device] += 1
        self.at[address] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            _one_less(self.of, device)
            _one_less(self.at, address)

    async def may(self, device: str, address: str) -> bool:
        """Whether one more may be opened."""
        everybodys, strangers = self.of.total(), self.strangers()
        if everybodys >= self.most() or (device and self.of[device] >= OF_ONE_DEVICE):
            return False
        if everybodys < strangers and self.at[address] < strangers * 3 // 4:
            return True
        return bool(device) and await run_in_threadpool(self.known, device)


def _one_less(counter: Counter[str], key: str) -> None:
    counter[key] -= 1
    if not counter[key]:
        del counter[key]


def holds_somebody(device: str) -> bool:
    """Whether this device has a seat or a person's history."""
    from roleplay.web.kit import kit

    try:
        with kit().store.read() as reader:
            return bool(reader.held(device))
    except Exception:
        log.exception("Whose device this is could not be read")
        return False
