"""What a request says about where it comes from, once the outer layers have settled it."""

from starlette.datastructures import Headers
from starlette.types import Scope


def same_origin(scope: Scope) -> bool:
    """Whether the request comes from our own page: its Origin is scheme://Host. Routes that take taps check it too."""
    headers = Headers(scope=scope)
    ours = f"{'https' if secure(scope) else 'http'}://{headers.get('host', '')}"
    return [origin.lower() for origin in headers.getlist("origin")] == [ours.lower()]


def secure(scope: Scope) -> bool:
    """Whether the browser came over TLS, as far as the server or a trusted proxy says."""
    return scope.get("scheme") in ("https", "wss")
