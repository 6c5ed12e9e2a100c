"""Tap → stored durably → on another device, with a hundred rooms at once."""

from __future__ import annotations

import asyncio
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.seeding import FINDINGS, Room, rooms_in_station
from tests.benchmarks.servers import Server, kit_server
from tests.benchmarks.socket_phones import SocketPhone
from tests.benchmarks.table import Row, median, p95

ROOMS, SECONDS, EVERY = 100, 30.0, 3.0
ITEMS = ("who", "responds", "breathing", "rash", "fluids", "given", "pause", "hopes")
FACTS = ("since", "sponging", "cold", "alone", "skin", "herself")


def measure(folder: Path) -> list[Row]:
    """300 sockets. In every room the observer and the patient each tap about every three seconds: the observer marks a
    line or hands over a finding, in turn, and the patient notes that a fact was told. Measured from the POST of a
    finding to the frame that brings it to the student's socket, without drawing it. The clients run on the same
    machine as the server. One pass. The second line says how the disk and cores served others meanwhile: if a plain
    wait ends late, the first line says more about the machine's other work than about the kit."""
    database, rooms = rooms_in_station(folder, ROOMS)
    with kit_server(database) as server, probing(folder / "probe") as probed:
        seen, answered = asyncio.run(evening(server, rooms, SECONDS))
    what = f"the same, {len(rooms)} rooms, {len(answered) / SECONDS:.0f} taps a second (to the other device's socket)"
    reached = f"p95 {p95(seen):.1f} ms, median {median(seen):.1f} ms; answer to a tap p95 {p95(answered):.1f} ms"
    synced, late = zip(*probed, strict=True)
    probe = f"disk p95 {p95(synced):.1f} ms (at most {max(synced):.0f}), "
    probe += f"late p95 {p95(late):.1f} ms (at most {max(late):.0f})"
    return [
        Row(what, "p95 ≤ 250 ms", reached, p95(seen) <= 250),
        Row("meanwhile: 4 KB to the same disk, and how late a plain wait ends", "", probe, None),
    ]


@contextmanager
def probing(file: Path) -> Iterator[list[tuple[float, float]]]:
    """What an idle program gets: milliseconds for the disk, and how late a wait of 200 ms ends."""
    taken: list[tuple[float, float]] = []
    ended = threading.Event()

    def probe() -> None:
        with file.open("wb", buffering=0) as out:
            while not ended.is_set():
                start = time.perf_counter()
                time.sleep(0.2)
                late = time.perf_counter() - start - 0.2
                out.write(bytes(4096))
                start = time.perf_counter()
                os.fsync(out.fileno())
                taken.append((1000 * (time.perf_counter() - start), 1000 * late))

    thread = threading.Thread(target=probe)
    thread.start()
    try:
        yield taken
    finally:
        ended.set()
        thread.join()


async def evening(server: Server, rooms: list[Room], seconds: float) -> tuple[list[float], list[float]]:
    """Milliseconds for each finding handed over, and for each answer."""
    tables = [[SocketPhone(server, room, place) for place in room.places] for room in rooms]
    for table in tables:
        await asyncio.gather(*(phone.open() for phone in table))
    until, chance = time.perf_counter() + seconds, random.Random(1)
    async with asyncio.TaskGroup() as playing:
        for student, patient, observer in tables:
            playing.create_task(watch(observer, student, until, chance))
            playing.create_task(play(patient, until, chance))
    await asyncio.sleep(1)
    phones = [phone for table in tables for phone in table]
    assert not any(phone.expected for phone in phones), "a finding never arrived"
    await asyncio.gather(*(phone.close() for phone in phones))
    return [ms for phone in phones for ms in phone.seen], [ms for phone in phones for ms in phone.answered]


async def watch(observer: SocketPhone, student: SocketPhone, until: float, chance: random.Random) -> None:
    """A mark, a card, a mark, a card."""
    await asyncio.sleep(chance.uniform(0, EVERY))
    turn = 0
    while time.perf_counter() < until:
        card = turn // 2
        if turn % 2 and card < FINDINGS:
            student.expected[f'"Result {card}"'] = time.perf_counter()
            await observer.tap(kind="released", finding=f"card-{card}")
        else:
            await observer.tap(kind="marked", item=ITEMS[turn // 2 % len(ITEMS)], mark="done")
        turn += 1
        await asyncio.sleep(EVERY * chance.uniform(0.7, 1.3))


async def play(patient: SocketPhone, until: float, chance: random.Random) -> None:
    """One fact after the other."""
    await asyncio.sleep(chance.uniform(0, EVERY))
    turn = 0
    while time.perf_counter() < until:
        await patient.tap(kind="fact_came", fact=FACTS[turn % len(FACTS)], came=turn // len(FACTS) % 2 == 0)
        turn += 1
        await asyncio.sleep(EVERY * chance.uniform(0.7, 1.3))
