"""Ten trios play while a stranger attacks: how long their taps wait, what is lost, and how much memory stays in use."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.room.events import Opened
from roleplay.web.server.kit import build_kit
from tests.benchmarks.attacks import ATTACKS, NAMESAKE, NAMESAKES, prepare
from tests.benchmarks.seeding import PRESET
from tests.benchmarks.table import Row
from tests.bots.__main__ import Settings, play
from tests.bots.book import settled
from tests.bots.server import Server, rss_mb
from tests.kit_process import ROOT

TRIOS, ROUND, QUIET, ATTACKED, AFTERWARDS = 10, 3.0, 0.6, 1.2, 120.0
"""Trios; minutes of their rounds, a third of real ones; minutes without and under attack; seconds until the memory is
checked again."""
PATIENCE = 120.0
"""Seconds of overrun after which a session is given up, because the server has frozen."""


@dataclass
class Evening:
    """The outcome of one attack; ``failed`` says why some figures are missing."""

    name: str
    quiet: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    before: float = 0
    most: float = 0
    after: float = 0
    failed: str = ""

    def row(self) -> Row:
        """One line of the table."""
        p95, lost = self.told.get("p95_ms"), self.told.get("lost")
        kept = self.after / self.before if self.before and self.after else None
        reached = f"p95 {p95} ms (without {self.quiet.get('p95_ms')}), lost {lost}, errors {self.told.get('errors')}, "
        reached += f"memory {self.before:.0f} → {self.after:.0f} MB (at most {self.most:.0f}) {self.failed}"
        within = not self.failed and p95 is not None and p95 <= 250 and lost == 0 and kept is not None and kept <= 1.1
        return Row(f"{TRIOS} trios under attack {self.name}", BUDGET, reached.rstrip(), within)


BUDGET = "p95 ≤ 250 ms, 0 lost, memory after two minutes ≤ 110 %"


def measure(folder: Path) -> list[Row]:
    """Each attack gets its own server; while one rests for its two minutes, the next is played."""
    files = folder / "files"
    files.mkdir()
    prepare(files)
    return asyncio.run(_measure(folder, files))


async def _measure(folder: Path, files: Path) -> list[Row]:
    evenings = []
    for name in ATTACKS:
        evening, server = Evening(name), Server(_seeded(folder / name.partition(" ")[0]))
        await _evening(evening, server, files)
        evenings.append((evening, asyncio.create_task(_looks_later(evening, server))))
    for _, later in evenings:
        await later
    return [evening.row() for evening, _ in evenings]


def _seeded(folder: Path) -> Path:
    """A folder with a database in which many people with one name have keys."""
    folder.mkdir()
    kit = build_kit(f"sqlite:///{folder / 'kit.sqlite3'}", ROOT)
    for number in range(NAMESAKES):
        device = device_hash(f"{NAMESAKE} {number}")
        seat = kit.joining.open_practice(Visitor(device), NAMESAKE, Opened(PRESET))
        kit.people.give_key(Visitor(device, person=seat.person))
    kit.close()
    return folder


async def _evening(evening: Evening, server: Server, files: Path) -> None:
    """Plays without the attack first, then under it."""
    await server.start()
    settings = partial(Settings, server.url, TRIOS, round_minutes=ROUND, database=server.database)
    try:
        evening.quiet = await play(settings(minutes=QUIET), server)
        evening.before = rss_mb(server.pid)
        async with asyncio.timeout(60 * ATTACKED + PATIENCE):
            here = _seats(server.database) + 3 * TRIOS
            attack = asyncio.create_task(_attack(evening.name, server, here, files))
            evening.told = await play(settings(minutes=ATTACKED, seed=2), server)
            attack.cancel()
            with suppress(asyncio.CancelledError):
                await attack
    except (Exception, TimeoutError) as error:
        evening.failed = f"NOT PLAYED TO THE END: {type(error).__name__}"
    with suppress(OSError):
        evening.most = _most_mb(server.pid)


async def _attack(name: str, server: Server, here: int, files: Path) -> None:
    """Waits until everybody has come in."""
    await settled(lambda: _seats(server.database) >= here, PATIENCE)
    command = (sys.executable, "-m", "tests.benchmarks.attacks", name, server.url, str(60 * ATTACKED), str(files))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _seats(database: Path) -> int:
    """How many people have come in, in all sessions together; read-only."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as file:
        found: int = file.execute("select count(*) from seats").fetchone()[0]
        return found


async def _looks_later(evening: Evening, server: Server) -> None:
    await asyncio.sleep(AFTERWARDS)
    with suppress(OSError):
        evening.after = rss_mb(server.pid)
    await asyncio.to_thread(server.stop)
    shutil.rmtree(server.database.parent, ignore_errors=True)


def _most_mb(pid: int) -> float:
    """The most memory that this process has held."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6
