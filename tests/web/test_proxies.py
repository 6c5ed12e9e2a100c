"""Whom the kit believes about where a browser is."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Scope

from roleplay.errors import Fault
from roleplay.web.server.proxies import Proxies, TrustedProxies

PHONE = "203.0.113.7"


def passed_on(peer: str, *headers: tuple[str, str], listed: str = "", kind: str = "http") -> Scope:
    """What the inner layers see of a request from this peer."""
    raw = [(name.encode(), value.encode()) for name, value in (("host", "kit:8501"), *headers)]
    scheme = "ws" if kind == "websocket" else "http"
    scope = {"type": kind, "scheme": scheme, "client": (peer, 5000), "headers": raw}
    return TrustedProxies(PlainTextResponse(""), Proxies(listed)).seen(scope)


def client(peer: str, *ways: str, listed: str = "") -> str:
    return str(passed_on(peer, *(("x-forwarded-for", way) for way in ways), listed=listed)["client"][0])


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "127.0.0.5"])
@pytest.mark.parametrize(("kind", "scheme"), [("http", "https"), ("websocket", "wss")])
def test_a_proxy_on_this_machine_is_believed_however_its_address_is_written(peer: str, kind: str, scheme: str) -> None:
    seen = passed_on(peer, ("x-forwarded-for", PHONE), ("x-forwarded-proto", "https"), kind=kind)

    assert (seen["client"][0], seen["scheme"]) == (PHONE, scheme)


def test_a_proxy_that_names_the_host_is_believed() -> None:
    seen = passed_on("::1", ("x-forwarded-host", "practice.example.org"))

    assert Headers(scope=seen).getlist("host") == ["practice.example.org"]


@pytest.mark.parametrize("listed", ["", "10.0.0.0/8"])
def test_nobody_else_is_believed_and_nothing_of_it_reaches_the_layers_further_in(listed: str) -> None:
    names = ("x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip", "forwarded", "x-forwarded-port")

    seen = passed_on("192.168.1.66", *((name, "https") for name in names), listed=listed)

    assert seen["headers"] == [(b"host", b"kit:8501")]
    assert (seen["client"], seen["scheme"]) == (("192.168.1.66", 5000), "http")


def test_a_list_of_ones_own_takes_the_place_of_this_machine() -> None:
    assert client("10.1.2.3", PHONE, listed="10.0.0.0/8, fd00::/8") == PHONE
    assert client("127.0.0.1", PHONE, listed="10.0.0.0/8") == "127.0.0.1"


@pytest.mark.parametrize(
    "ways",
    [
        (f"6.6.6.6, {PHONE}",),
        (f"6.6.6.6,127.0.0.1, {PHONE},10.0.0.1",),
        ("6.6.6.6", f"{PHONE}, ::1"),
        (f"unknown, {PHONE}:55001",),
    ],
)
def test_what_a_browser_says_of_the_way_behind_it_does_not_count(ways: tuple[str, ...]) -> None:
    assert client("::1", *ways, listed="127.0.0.0/8, ::1, 10.0.0.1") == PHONE


def test_a_word_that_is_no_address_ends_the_way() -> None:
    assert client("::1", f"{PHONE}, unknown, 127.0.0.9") == "127.0.0.9"
    assert client("::1", f"{PHONE}, unknown") == "::1"


def test_where_all_are_proxies_of_ours_the_furthest_counts() -> None:
    assert client("127.0.0.1", "127.0.0.2, 127.0.0.1") == "127.0.0.2"


def test_a_mapped_address_is_the_address_that_it_maps() -> None:
    assert client("::ffff:203.0.113.7") == PHONE
    assert client("::1", "[::ffff:203.0.113.7]:443") == PHONE


@pytest.mark.parametrize("said", [("https", "http"), ("https, http",), ("gopher",)])
def test_proxies_that_disagree_or_make_no_sense_change_nothing(said: tuple[str, ...]) -> None:
    assert passed_on("::1", *(("x-forwarded-proto", word) for word in said))["scheme"] == "http"


def test_a_list_that_cannot_be_read_stops_the_start_with_a_sentence() -> None:
    with pytest.raises(Fault, match="ROLEPLAY_PROXIES lists 'my-proxy', which is neither an address nor a network"):
        Proxies("127.0.0.1, my-proxy")
