"""What a first visit costs a phone: the bytes, which are the same on every machine. Benchmarks own the times."""

from __future__ import annotations

from collections.abc import Callable

from phones import Phone
from servers import Server

BUDGET = 1_200_000
"""Bytes until the live room is there."""


def test_a_first_visit_to_the_live_room_keeps_within_its_bytes(
    long: Server, phone: Callable[..., Phone], capsys
) -> None:
    first = phone(long).start("Ana")
    second = phone(long)
    network = second.context.new_cdp_session(second.page)
    network.send("Network.enable")
    finished: list[float] = []
    urls: dict[str, str] = {}
    sizes: dict[str, float] = {}
    frames: list[int] = []
    network.on("Network.requestWillBeSent", lambda e: urls.__setitem__(e["requestId"], e["request"]["url"]))
    network.on("Network.loadingFinished", lambda e: sizes.__setitem__(e["requestId"], e["encodedDataLength"]))
    network.on("Network.webSocketFrameReceived", lambda e: frames.append(len(e["response"]["payloadData"])))
    second.link(first.code).join("Ben").in_lobby(2)
    first.button("Begin the round").click()
    second.in_stage("Prepare")
    second.page.wait_for_load_state("load")
    finished.extend(sizes.values())
    assert sum(finished) > 100_000, "Something was counted."
    largest = sorted(
        ((size, urls.get(request, "?").rsplit("/", 1)[-1]) for request, size in sizes.items()), reverse=True
    )
    total = sum(finished) / 1e6
    told = f"largest: {', '.join(f'{name} {size / 1000:.0f} kB' for size, name in largest[:6])}"
    with capsys.disabled():
        print(f"\n  first visit to the live room: {total:.2f} MB in {len(finished)} files (reach {BUDGET / 1e6} MB)")
        print(f"  {told}")
        print(f"  and {len(frames)} socket frames, at most {sum(frames) / 1000:.0f} kB")
    assert sum(finished) <= BUDGET, told
