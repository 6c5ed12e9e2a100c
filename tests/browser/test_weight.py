"""What a first visit costs a phone: the bytes, which are the same on every machine. Benchmarks own the times."""

from __future__ import annotations

from collections.abc import Callable

from phones import Phone
from servers import Server

from roleplay.web.places import ROOT

BUDGET = 1_200_000
"""Bytes of the live room, opened by its address on a phone that has nothing of it yet: answers and socket frames."""


class Scales:
    """Counts what comes to a phone from now on."""

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


def test_a_first_visit_to_the_live_room_keeps_within_its_bytes(
    long: Server, phone: Callable[..., Phone], capsys
) -> None:
    first, second = phone(long).start("Ana"), phone(long)
    way_in = Scales(second)
    second.link(first.code).join("Ben").in_lobby(2)
    first.button("Begin the round").click()
    second.in_stage("Prepare")
    second.page.wait_for_load_state("load")
    same_person = phone(long)
    same_person.context.add_cookies(second.context.cookies())
    live_room = Scales(same_person)

    same_person.page.goto(second.page.url)
    same_person.in_stage("Prepare")
    same_person.page.wait_for_load_state("load")
    same_person.still()

    with capsys.disabled():
        print(f"\n  by the link, through the lobby, into the round: {way_in}\n  the live room: {live_room}")
    assert live_room.bytes > 100_000, "Something was counted."
    assert live_room.bytes <= BUDGET, str(live_room)


def test_the_tab_has_the_kits_own_icon_also_on_a_page_further_down(long: Server, phone: Callable[..., Phone]) -> None:
    someone = phone(long).open("/join")

    someone.page.get_by_role("textbox", name="Code", exact=True).wait_for()
    shown = someone.page.evaluate(
        "fetch(document.querySelector('link[rel~=icon]').href).then((r) => r.bytes()).then((b) => [...b])"
    )

    assert bytes(shown) == (ROOT / "roleplay/web/icon.png").read_bytes()
