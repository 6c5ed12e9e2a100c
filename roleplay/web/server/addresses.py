"""Where other people's phones can find this machine.

The host sees `localhost`; a link or QR code made from that would lead a phone to itself. So links carry an address
of this machine that the room's network can reach.
"""

import ipaddress
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

import ifaddr
import segno

from roleplay.web.server.pages import JOIN

# Network cards that exist only inside this machine, or lead to other people's: no phone in the room is behind them.
INNER: Final = re.compile(
    r"\b(docker|br-|br\d|bridge|veth|virbr|vmnet|vboxnet|vethernet|podman|cni|flannel|lxc|lxdbr|incus"
    r"|tun|tap|utun|wg|tailscale|zt)|virtual|vmware|hyper-v|tunnel|tap-",
    re.IGNORECASE,
)

NEARBY: Final = frozenset({"local", "localhost", "lan", "home", "internal", "intranet", "arpa", "test"})
"""Endings of names that only a local network knows."""


@dataclass(frozen=True)
class Address:
    """One address of this machine, and the name of the network card that has it."""

    ip: str
    card: str


def lan_addresses() -> list[str]:
    """The addresses at which another device may reach us, likeliest first."""
    return best_first(found())


def own_addresses() -> frozenset[str]:
    """Every address this machine has at present."""
    return frozenset(plain(address.ip) for address in found())


def found() -> list[Address]:
    """Ask the operating system. Windows says more in the second name, others in the first, so we keep both."""
    return [
        Address(ip.ip if isinstance(ip.ip, str) else ip.ip[0], f"{adapter.nice_name} {ip.nice_name}")
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
    ]


def best_first(addresses: Iterable[Address]) -> list[str]:
    """Real cards before virtual ones, IPv4 before IPv6, private before public; otherwise the system's order."""
    ranked = []
    for address in addresses:
        ip = ipaddress.ip_address(address.ip.partition("%")[0])
        if not (ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast):
            ranked.append(((bool(INNER.search(address.card)), ip.version, not ip.is_private), str(ip)))
    return list(dict.fromkeys(ip for _, ip in sorted(ranked, key=lambda pair: pair[0])))


class Recent:
    """Remember an answer for a few seconds: machines rarely change network, and every request asks."""

    def __init__(
        self,
        read: Callable[[], frozenset[str]],
        clock: Callable[[], float] = time.monotonic,
        seconds: float = 5.0,
    ) -> None:
        self.read = read
        self.clock = clock
        self.seconds = seconds
        self.answer: frozenset[str] = frozenset()
        self.until = float("-inf")

    def __call__(self) -> frozenset[str]:
        if self.clock() >= self.until:
            self.answer = self.read()
            self.until = self.clock() + self.seconds
        return self.answer


def plain(name: str) -> str:
    """One spelling for each address, without brackets or zone; other names stay as they are."""
    try:
        return str(ipaddress.ip_address(name.strip("[]").partition("%")[0]))
    except ValueError:
        return name


def reachable_base(url_seen_by_host: str, addresses: Sequence[str]) -> str:
    """The scheme, host and port to hand out: the host's own, unless that is `localhost`, which nobody else can use."""
    url = urlsplit(url_seen_by_host)
    if url.hostname is None:
        raise ValueError(f"not a web address: {url_seen_by_host!r}")
    if own_only(url.hostname) and addresses:
        return base(url, addresses[0])
    return base(url, url.hostname)


def join_links(base_url: str, code: str, addresses: Sequence[str] | None = None) -> list[str]:
    """Links for joining a practice, likeliest first."""
    return links_to(base_url, f"{JOIN}?code={quote(code, safe='')}", addresses)


def links_to(base_url: str, what: str, addresses: Sequence[str] | None = None) -> list[str]:
    """Links that lead others to a page of this kit, likeliest first.

    All addresses are offered, since nobody can tell from here which network the phones are on. A domain name (behind
    a proxy) is offered alone: its certificate isn't valid for the machine's addresses.
    """
    known = lan_addresses() if addresses is None else list(addresses)
    first = reachable_base(base_url, known)
    url = urlsplit(first)
    bases = [first]
    if plain(url.hostname or "") in {plain(ip) for ip in known}:
        bases += [base(url, ip) for ip in known]
    return [f"{each}/{what}" for each in dict.fromkeys(bases)]


def own_only(hostname: str) -> bool:
    """Whether this name means, on every device, the device itself."""
    if hostname == "localhost" or hostname.endswith(".localhost"):
        return True
    try:
        ip = ipaddress.ip_address(hostname)
    except ValueError:
        return False
    return ip.is_loopback or ip.is_unspecified


def is_public(link: str) -> bool:
    """Whether people in other places can reach it, as far as one can tell from the address."""
    host = (urlsplit(link).hostname or "").rstrip(".")
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and host.rpartition(".")[2] not in NEARBY


def base(url: SplitResult, host: str) -> str:
    """The URL's scheme and port with another host."""
    shown = f"[{host}]" if ":" in host else host
    return f"{url.scheme}://{shown}" + (f":{url.port}" if url.port else "")


@lru_cache(maxsize=512)
def qr_svg(text: str) -> str:
    """A QR code as inline SVG: dark on white with its quiet zone in any theme, and a title for screen readers.

    It fills the width it is given. Show it with `st.image` or in a component: `st.html` drops SVG without a word.
    """
    code = segno.make_qr(text, error="m")
    drawn = code.svg_inline(border=4, dark="#000", light="#fff", title=f"QR code: {text}", omitsize=True)
    return drawn.replace("<svg ", '<svg role="img" ', 1)
