"""How much may be brought at once: Streamlit keeps every file of a page that is open in memory."""

from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from roleplay.people.attempts import Allowance
from roleplay.usecases.clock import ticks

UPLOADS: Final = "/_stcore/upload_file/"
MB: Final = 1024 * 1024
LARGEST: Final = 24 * MB
"""Bytes of one file, as `.streamlit/config.toml` has it: what a message counts for that does not say its length."""
ONE_DEVICE: Final = (80 * MB, MB / 4)
"""Bytes at once, and afterwards in a second: three times all that may be brought in one go."""
ALL_TOGETHER: Final = (320 * MB, MB)


class UploadAllowance:
    """So many bytes from one device, which ``sender`` names, and from all, as a stranger has any number of devices."""

    def __init__(self, app: ASGIApp, sender: Callable[[Scope], str]) -> None:
        self.app, self.sender = app, sender
        self.each, self.all = Allowance(*ONE_DEVICE), Allowance(*ALL_TOGETHER)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait = self.wait(scope) if _brings(scope) else 0
        if not wait:
            await self.app(scope, receive, send)
            return
        say = f"More was brought than the kit keeps at once, so this file was not taken. Try again in {wait} seconds."
        await PlainTextResponse(say, 429, {"Retry-After": str(wait)})(scope, receive, send)

    def wait(self, scope: Scope) -> int:
        """Seconds until this file may come, 0 where it may now."""
        length = Headers(scope=scope).get("content-length", "")
        size = min(int(length), LARGEST) if length.isdecimal() and len(length) < 12 else LARGEST
        now = ticks()
        return self.each.take(self.sender(scope), size, now) or self.all.take("", size, now)


def _brings(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "PUT" and UPLOADS in scope["path"]
