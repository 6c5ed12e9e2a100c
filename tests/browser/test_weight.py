"""What a first visit costs a phone in bytes, which are the same on every machine. Times are for the benchmarks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from phones import OBSERVER, Phone
from played import Room
from servers import Server

from roleplay.web.server.root import ROOT

BUDGET = 1_200_000
"""Bytes of the live room, opened by its address on a phone that has none of it yet: answers and socket frames."""


class Scales:
    """Counts what a phone receives from now on."""

    def __init__(self, phone: Phone) -> None:
        self.urls: dict[str, str] = {}
        self.sizes: dict[str, float] = {}
        self.frames: list[int] = []
        network = phone.context.new_cdp_session(phone.page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", lambda e: self.urls.__setitem__(e["requestId"], e["request"]["url"]))
        network.on("Network.loadingFinished", lambda e: self.sizes.__setitem__(e["requestId"], e["encodedDataLength"]))
        network.on("Network.webSocketFrameReceived", lambda e: self.frames.append(len(e["response"]["payloadData"])))

    @property
    def bytes(self) -> float:
        return sum(self.sizes.values()) + sum(self.frames)

    def __str__(self) -> str:
        sizes = ((size, self.urls.get(request, "?").rsplit("/", 1)[-1]) for request, size in self.sizes.items())
        largest = ", ".join(f"{name} {size / 1000:.0f} kB" for size, name in sorted(sizes, reverse=True)[:6])
        frames = f"{len(self.frames)} socket frames with {sum(self.frames) / 1000:.0f} kB"
        return f"{self.bytes / 1e6:.2f} MB in {len(self.sizes)} files and {frames}; largest: {largest}"


@pytest.fixture(scope="module")
def first_visit(long: Server, shared_room: Callable[..., Room]) -> tuple[Phone, Scales]:
    """The observer's page, in a round that has begun, with everything that came with it weighed."""
    ours = shared_room(long).begin_planned()
    phone = ours.closed(OBSERVER)
    scales = Scales(phone)
    phone.open(ours.page(phone.name)).in_stage("Prepare")
    phone.page.wait_for_load_state("load")
    phone.still()
    return phone, scales


def test_a_first_visit_to_the_live_room_keeps_within_its_bytes(first_visit: tuple[Phone, Scales], capsys) -> None:
    _, live_room = first_visit

    with capsys.disabled():
        print(f"\n  the live room: {live_room}")
    assert live_room.bytes > 100_000, "Something was counted."
    assert live_room.bytes <= BUDGET, str(live_room)


def test_the_tab_has_the_kits_own_icon_also_on_a_page_further_down(first_visit: tuple[Phone, Scales]) -> None:
    phone, _ = first_visit

    shown = phone.page.evaluate(
        "fetch(document.querySelector('link[rel~=icon]').href).then((r) => r.bytes()).then((b) => [...b])"
    )

    assert bytes(shown) == (ROOT / "roleplay/web/icon.png").read_bytes()
