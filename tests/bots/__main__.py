"""``python -m tests.bots --url URL --trios N --minutes M``: trios play whole sessions; one line of JSON reports on it.

With ``--serve`` the kit is started here, on a free port and a temporary database; ``--chaos N`` kills it N times with
SIGKILL and starts it again on the same port. Only addresses of this machine, at most 300 trios and 30 minutes. The
server's process and file are found by its port; if that fails (another user's, no /proc), give ``--pid`` and
``--database``, or else what they would tell is null and only the feedback shows what is lost.

The latency runs from just before a tap is sent to the first frame on another device's socket that shows it: a
finding handed over (on the student's), being ready and submitting (who is done, or the next stage), consent, and the
moves that everybody sees. ``begin_*`` is the same for beginning a round. ``lost`` counts acknowledged taps that are not
in the file exactly once, and differences between the feedback and what was sent. ``errors`` counts failures of HTTP,
sockets and pages while the server is up, taps wrongly refused, and taps that never reached another device. The bots
run in one process: if ``bots_cpu_pct`` is near 100, the latency measures the bots.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.bots.book import Book, percentile, settled
from tests.bots.server import Server, cpu_seconds, database_of, listening, rss_mb
from tests.bots.trio import Pace, Trio

MOST_TRIOS, MOST_MINUTES = 300, 30.0
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LEVEL_AFTER = 120.0
AT_THE_DOOR = 8
"""How many trios come in at once."""
BACK_WITHIN = 60.0
"""How many seconds after a restart a device that is not back counts as an error."""


@dataclass
class Settings:
    """What a run is asked for. ``round_minutes``: how long a round should take; ``thoughts``: the people's pace."""

    url: str
    trios: int
    minutes: float
    round_minutes: float = 0
    thoughts: float = 0
    streamlit: bool = True
    seed: int = 1
    pid: int | None = None
    database: Path | None = None
    kills: int = 0
    rounds: int = 0
    """If given, nobody begins another round after so many."""

    @property
    def pace(self) -> Pace:
        whole = self.round_minutes or min(10.0, max(0.5, self.minutes / 2.2))
        thoughts = self.thoughts or min(1.0, whole / 8)
        return Pace(
            thoughts, prepare=max(0.1, whole * 0.2), reading=max(0.1, whole * 0.06), station=max(0.1, whole * 0.4)
        )


@dataclass
class Costs:
    """What the server and the bots used while everybody was playing."""

    pid: int | None
    began: float = field(default_factory=time.perf_counter)
    before: float = 0
    own: float = 0
    rss: float | None = None
    level: float | None = None
    """After the first two minutes, from which point memory has to stay level."""

    def __post_init__(self) -> None:
        self.own = _own_cpu()
        if self.pid is not None:
            self.before, self.rss = cpu_seconds(self.pid), rss_mb(self.pid)

    async def looks_later(self) -> None:
        await asyncio.sleep(LEVEL_AFTER)
        if self.pid is not None:
            with suppress(OSError):  # it has just been killed
                self.level = round(rss_mb(self.pid), 1)

    def told(self, pid: int | None) -> dict[str, Any]:
        """After a kill, the processor time would be only the last server's, so it is left out."""
        seconds = time.perf_counter() - self.began
        same = pid is not None and pid == self.pid
        return {
            "server_cpu_pct": round(100 * (cpu_seconds(pid) - self.before) / seconds) if pid and same else None,
            "rss_mb_start": round(self.rss, 1) if self.rss else None,
            "rss_mb_2min": self.level,
            "rss_mb_end": round(rss_mb(pid), 1) if pid is not None else None,
            "bots_cpu_pct": round(100 * (_own_cpu() - self.own) / seconds),
        }


async def play(settings: Settings, server: Server | None = None) -> dict[str, Any]:
    """Play the whole run. ``server`` is the bots' own, which may be killed."""
    book = Book()
    trios = [
        Trio(settings.url, number, book, settings.pace, settings.streamlit, settings.seed)
        for number in range(settings.trios)
    ]
    try:
        told = await _played(settings, trios, server, book)
    except BaseException:  # even if a run breaks off, no socket is left behind for a later test to stumble over
        await asyncio.gather(*(device.leaves() for trio in trios for device in trio.devices), return_exceptions=True)
        raise
    return _told(settings, book, trios) | told


async def _played(settings: Settings, trios: list[Trio], server: Server | None, book: Book) -> dict[str, Any]:
    """Everybody comes in, plays to the end and leaves; what it cost the server, and how soon all came back."""
    door, playing = asyncio.Semaphore(AT_THE_DOOR), []

    async def comes_in(trio: Trio) -> None:
        async with door:
            await trio.opens()
        playing.append(asyncio.create_task(trio.plays()))

    began = time.perf_counter()
    await asyncio.gather(*(comes_in(trio) for trio in trios))
    came_in = time.perf_counter() - began
    costs = Costs(server.pid if server else settings.pid)
    end = time.perf_counter() + settings.minutes * 60
    levels = asyncio.create_task(costs.looks_later())
    for trio in trios:
        trio.until = end
    back = await _evening(settings, trios, playing, end, server, book)
    await asyncio.gather(*(trio.ends() for trio in trios))
    levels.cancel()
    told = costs.told(server.pid if server else settings.pid)
    return told | {"came_in_s": round(came_in, 1), "back_s": back}


async def _evening(
    settings: Settings,
    trios: list[Trio],
    playing: list[asyncio.Task[None]],
    end: float,
    server: Server | None,
    book: Book,
) -> list[float]:
    """Wait until time is up or all have played their rounds; returns in how many seconds all were back."""
    watching = asyncio.create_task(_until(settings, playing, end, book))
    back = await _chaos(settings.kills, end, trios, server, book) if server and settings.kills else []
    await watching
    for task in playing:
        task.cancel()
    for result in await asyncio.gather(*playing, return_exceptions=True):
        if isinstance(result, Exception):
            book.wrong(f"a bot broke off: {result!r} {getattr(result, 'exceptions', '')}")
    return back


async def _until(settings: Settings, playing: list[asyncio.Task[None]], end: float, book: Book) -> None:
    wanted = settings.rounds * settings.trios
    while time.perf_counter() < end and not all(task.done() for task in playing):
        if wanted and book.rounds >= wanted:
            return
        await asyncio.sleep(0.1)


async def _chaos(kills: int, end: float, trios: list[Trio], server: Server, book: Book) -> list[float]:
    """Kill and restart, evenly over the run; the seconds from each open port until all screens had that server."""
    chance, back, every = random.Random(1), [], (end - time.perf_counter()) / (kills + 1)
    for _ in range(kills):
        await asyncio.sleep(every * chance.uniform(0.6, 1.0))
        boots = {device.boot for trio in trios for device in trio.devices}
        book.down = True
        server.kill()
        await asyncio.sleep(chance.uniform(0.2, 2))
        opened = await server.start()
        came = await settled(partial(_are_back, trios, boots), BACK_WITHIN)
        book.down = False
        back.append(round(time.perf_counter() - opened, 2))
        if not came:
            book.wrong(f"not all devices came back within {BACK_WITHIN:g} s")
    return back


def _are_back(trios: list[Trio], boots: set[str]) -> bool:
    """Whether every device with a network shows a new server."""
    devices = (device for trio in trios for device in trio.devices if not device.away)
    return all(device.shown and device.boot and device.boot not in boots for device in devices)


def _told(settings: Settings, book: Book, trios: list[Trio]) -> dict[str, Any]:
    lost = book.missing + (book.lost_in(settings.database) if settings.database else 0)
    return {
        "trios": len(trios),
        "rounds": book.rounds,
        "taps": book.sent,
        "acknowledged": len(book.acknowledged),
        "lost": lost,
        "errors": book.errors,
        "stuck": book.stuck,
        "p50_ms": percentile(book.latencies, 50),
        "p95_ms": percentile(book.latencies, 95),
        "p99_ms": percentile(book.latencies, 99),
        "measured": len(book.latencies),
        "begin_p50_ms": percentile(book.begins, 50),
        "begin_p95_ms": percentile(book.begins, 95),
        "pace": round(settings.pace.thoughts, 3),
        **book.counted,
    }


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def serve_and_play(settings: Settings, folder: Path) -> dict[str, Any]:
    """Run on the bots' own kit in this folder."""
    server = Server(folder)
    await server.start()
    try:
        settings.url, settings.database = server.url, server.database
        return await play(settings, server)
    finally:
        server.stop()


def asked(arguments: list[str]) -> tuple[Settings, bool]:
    """The settings, and whether to start the kit here."""
    parser = argparse.ArgumentParser(prog="python -m tests.bots", description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="", help="a running kit on this machine")
    parser.add_argument("--serve", action="store_true", help="start a kit on a free port and a temporary database")
    parser.add_argument("--trios", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--round", type=float, default=0, help="minutes a round takes; by default two rounds fit")
    parser.add_argument("--pace", type=float, default=0, help="1: people think as long as people do; 0.1: a tenth")
    parser.add_argument("--no-streamlit", action="store_true", help="use Streamlit only for coming in")
    parser.add_argument("--chaos", type=int, default=0, metavar="N", help="with --serve: kill -9 and restart, N times")
    parser.add_argument("--pid", type=int, help="the server's process")
    parser.add_argument("--database", type=Path, help="the server's SQLite file, read only, to look for losses")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    if not 1 <= given.trios <= MOST_TRIOS or not 0 < given.minutes <= MOST_MINUTES:
        parser.error(f"at most {MOST_TRIOS} trios and {MOST_MINUTES:g} minutes")
    if bool(given.url) is given.serve:
        parser.error("either --url or --serve")
    if given.chaos and not given.serve:
        parser.error("--chaos kills a server of its own: give --serve")
    if given.url and urlsplit(given.url).hostname not in LOOPBACK:
        parser.error("bots play on this machine only: http://127.0.0.1:8501 or the like")
    pid = given.pid or (listening(urlsplit(given.url).port or 80) if given.url else None)
    settings = Settings(
        given.url.rstrip("/"),
        given.trios,
        given.minutes,
        given.round,
        given.pace,
        not given.no_streamlit,
        given.seed,
        pid,
        given.database or (database_of(pid) if pid else None),
        given.chaos,
    )
    return settings, given.serve


def main() -> None:
    settings, serve = asked(sys.argv[1:])
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192) if most > 0 else 8192, most))
    with tempfile.TemporaryDirectory(prefix="bots-") as folder:
        told = asyncio.run(serve_and_play(settings, Path(folder)) if serve else play(settings))
    print(json.dumps(told))
    os._exit(0 if told["lost"] == told["errors"] == told["stuck"] == 0 else 1)


if __name__ == "__main__":
    main()
