"""Files that a page shows or offers for download: only for the browser whose page was told about them.

Streamlit names a file by its content and serves it to anybody who asks. But a downloaded record is nobody else's
business, even if they have its address: we serve a file only to devices whose pages were sent its address.
"""

import re
from collections import Counter, OrderedDict, deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.errors import Fault
from roleplay.usecases.security import notes, short
from roleplay.web.server.device_cookie import asking

ADDRESS: Final = re.compile(r"/media/([0-9a-f]{16,128})(?:\.[A-Za-z0-9]+)?")
TOLD: Final = re.compile(rb"/media/([0-9a-f]{16,128})")
STREAM: Final = "/_stcore/stream"
FILES: Final = 500
"""Per device: the newest."""
GONE: Final = 2000
"""Devices remembered after their last page was closed: a download may outlast its page."""
NO_STORE: Final = {"Cache-Control": "no-store"}


class Media:
    """Between the network and Streamlit; ``asking`` says which device a request comes from."""

    def __init__(self, app: ASGIApp, asking: Callable[[HTTPConnection], Awaitable[str | None]] = asking) -> None:
        self.app, self.asking = app, asking
        self.told = Told()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and STREAM in scope["path"]:
            await self._listen(scope, receive, send)
        elif scope["type"] == "http" and (scope["path"] == "/media" or scope["path"].startswith("/media/")):
            await self._serve(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Remember which files this device's page is told about."""
        device = await self._device(scope)
        if device is None:
            await self.app(scope, receive, send)
            return

        async def heard(message: Message) -> None:
            for found in TOLD.findall(message.get("bytes") or b""):
                self.told.add(device, found.decode())
            await send(message)

        with self.told.open(device):
            await self.app(scope, receive, heard)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = ADDRESS.fullmatch(scope["path"])
        device = await self._device(scope)
        if found is None or device is None or not self.told.knows(device, found[1]):
            notes.refusal("file_refused", device=short(device or "none"))
            await PlainTextResponse("Not found", 404, NO_STORE)(scope, receive, send)
            return

        async def unkept(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(NO_STORE)
            await send(message)

        await self.app(scope, receive, unkept)

    async def _device(self, scope: Scope) -> str | None:
        try:
            return await self.asking(HTTPConnection(scope))
        except Fault:
            return None  # the store is not open: the page says why


class Told:
    """Which device's pages were told about which file. Only for the event loop; lost with the server, like files."""

    def __init__(self) -> None:
        self._files: dict[str, deque[str]] = {}
        self._pages: Counter[str] = Counter()
        self._gone: OrderedDict[str, None] = OrderedDict()

    def add(self, device: str, file: str) -> None:
        files = self._files.setdefault(device, deque(maxlen=FILES))
        if file not in files:
            files.append(file)

    def knows(self, device: str, file: str) -> bool:
        return file in self._files.get(device, ())

    @contextmanager
    def open(self, device: str) -> Iterator[None]:
        """While a page of this device is open, the device isn't forgotten, however many others come and go."""
        self._pages[device] += 1
        self._gone.pop(device, None)
        try:
            yield
        finally:
            self._pages[device] -= 1
            if not self._pages[device]:
                del self._pages[device]
                self._gone[device] = None
            while len(self._gone) > GONE:
                self._files.pop(self._gone.popitem(last=False)[0], None)
