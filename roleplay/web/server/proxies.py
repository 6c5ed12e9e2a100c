"""Whom to believe about where a browser is: the outermost layer, for `ROLEPLAY_PROXIES`.

Streamlit binds `::`, where an IPv4 proxy is called ::ffff:127.0.0.1, which uvicorn's own list of trusted proxies does
not know. So the kit decides for itself, and removes forwarded headers from everybody else, so that nothing further in
believes them.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from roleplay.errors import Fault

LOOPBACK: Final = "127.0.0.0/8, ::1"
FORWARDED: Final = frozenset(
    (b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-port", b"x-real-ip", b"forwarded")
)
SOCKETS: Final = {"http": "ws", "https": "wss"}


class Proxies:
    """The networks whose word counts. Raises `Fault` for a bad address: better no start than misplaced trust."""

    def __init__(self, listed: str = "") -> None:
        names = [name.strip() for name in listed.split(",") if name.strip()] or LOOPBACK.split(", ")
        self.networks = [_network(name) for name in names]

    def __contains__(self, host: str) -> bool:
        found = address_of(host)
        return found is not None and any(found in network for network in self.networks)


class TrustedProxies:
    """If a proxy of ours passed the request on, show it as the browser sent it; otherwise drop what it claims."""

    def __init__(self, app: ASGIApp, proxies: Proxies) -> None:
        self.app, self.proxies = app, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(self.seen(scope) if scope["type"] in ("http", "websocket") else scope, receive, send)

    def seen(self, scope: Scope) -> Scope:
        """The request's scope with its true client, scheme and host; addresses in one spelling, without a mapping."""
        peer, port = scope.get("client") or ("", 0)
        told = [(name, value.decode("latin-1")) for name, value in scope["headers"] if name in FORWARDED]
        seen = {**scope, "client": (found, port)} if (found := _spelled(peer)) else {**scope}
        if told:
            seen["headers"] = [pair for pair in scope["headers"] if pair[0] not in FORWARDED]
        if not told or peer not in self.proxies:
            return seen
        if (proto := _only(told, b"x-forwarded-proto").lower()) in SOCKETS:
            seen["scheme"] = SOCKETS[proto] if scope["type"] == "websocket" else proto
        if host := _only(told, b"x-forwarded-host"):
            seen["headers"] = [(b"host", host.encode("latin-1")), *(p for p in seen["headers"] if p[0] != b"host")]
        if client := self.client(
            [hop for name, value in told if name == b"x-forwarded-for" for hop in value.split(",")]
        ):
            seen["client"] = (client, 0)
        return seen

    def client(self, way: list[str]) -> str:
        """Read from the right, the first that isn't a proxy of ours: anything further left may have been made up. If
        all are ours, the one furthest from here."""
        furthest = ""
        for hop in reversed(way):
            found = address_of(hop)
            if found is None:
                break
            furthest = str(found)
            if hop not in self.proxies:
                break
        return furthest


def address_of(host: str) -> IPv4Address | IPv6Address | None:
    """The address, even with a port or brackets; one mapped into IPv6 is given as IPv4."""
    name = host.strip()
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:
        name = name.partition(":")[0]
    try:
        found = ip_address(name.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


@lru_cache(maxsize=1024)
def _spelled(peer: str) -> str:
    """The address at the other end of a connection, "" if it is none: the same for each of its requests."""
    found = address_of(peer)
    return "" if found is None else str(found)


def _network(name: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(name, strict=False)
    except ValueError:
        raise Fault(
            f"ROLEPLAY_PROXIES lists {name!r}, which is neither an address nor a network. "
            "Write for example 127.0.0.1, 10.0.0.0/8 and start again."
        ) from None


def _only(told: list[tuple[bytes, str]], name: bytes) -> str:
    """What a header says, if it is there once with one value; two proxies that disagree say nothing."""
    given = [value.strip() for header, value in told if header == name]
    return given[0] if len(given) == 1 and "," not in given[0] else ""
