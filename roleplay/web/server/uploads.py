"""How much may be uploaded at once: Streamlit keeps every file of an open page in memory."""

from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.people.attempts import Allowance
from roleplay.usecases.clock import ticks

UPLOADS: Final = "/_stcore/upload_file/"
MB: Final = 1024 * 1024
LARGEST: Final = 24 * MB
"""Bytes of one file, as in `.streamlit/config.toml`."""
ONE_DEVICE: Final = (80 * MB, MB / 4)
"""Bytes at once, and then per second: three times what may be uploaded in one go."""
ALL_TOGETHER: Final = (320 * MB, MB)


class UploadAllowance:
    """Limit the bytes from one device, which ``sender`` names, and from all, as strangers can have any number.

    We count what arrives, not what was announced: a message without a body costs nobody anything. What Streamlit didn't
    keep is given back.
    """

    def __init__(self, app: ASGIApp, sender: Callable[[Scope], str]) -> None:
        self.app, self.sender = app, sender
        self.each, self.all = Allowance(*ONE_DEVICE), Allowance(*ALL_TOGETHER)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _brings(scope):
            await self.app(scope, receive, send)
            return
        brought = _Brought(self.each, self.all, self.sender(scope))
        try:
            brought.refuse_beyond(_announced(scope))
            await self._pass_on(brought, scope, receive, send)
        except _TooMuch as much:
            say = f"That’s more than the kit can take at once, so this file wasn’t uploaded. Try again in {much.wait} "
            say += f"second{'s' * (much.wait != 1)}."
            await PlainTextResponse(say, 429, {"Retry-After": str(much.wait)})(scope, receive, send)

    async def _pass_on(self, brought: "_Brought", scope: Scope, receive: Receive, send: Send) -> None:
        kept = False

        async def counted() -> Message:
            message = await receive()
            brought.take(len(message.get("body", b"")))
            return message

        async def noted(message: Message) -> None:
            nonlocal kept
            if message["type"] == "http.response.start":
                kept = message["status"] < 400
            await send(message)

        try:
            await self.app(scope, counted, noted)
        finally:
            if not kept:
                brought.give_back()


class _TooMuch(Exception):
    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


class _Brought:
    """What one message has uploaded so far."""

    def __init__(self, each: Allowance, all: Allowance, sender: str) -> None:
        self._allowances = ((each, sender), (all, ""))
        self._bytes = 0

    def refuse_beyond(self, announced: int) -> None:
        """Before anything arrives, so that nobody sends a file in vain. Raises `_TooMuch`."""
        self._raise(announced)

    def take(self, much: int) -> None:
        """Raises `_TooMuch` if that is more than is left."""
        self._raise(much)
        for allowance, key in self._allowances:
            allowance.take(key, much, ticks())
        self._bytes += much

    def give_back(self) -> None:
        for allowance, key in self._allowances:
            allowance.give_back(key, self._bytes, ticks())

    def _raise(self, much: int) -> None:
        if wait := max(allowance.wait(key, much, ticks()) for allowance, key in self._allowances):
            raise _TooMuch(wait)


def _announced(scope: Scope) -> int:
    """The message's length, if it gives one."""
    length = Headers(scope=scope).get("content-length", "")
    return min(int(length), LARGEST) if length.isdecimal() and len(length) < 12 else 1


def _brings(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "PUT" and UPLOADS in scope["path"]
