"""The bots' own kit: started on a free port of this machine and a temporary database, killed, started again.

It also tells from /proc what a server costs: processor time and memory.
"""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from pathlib import Path

from tests.kit_process import KitProcess

PATIENCE = 60.0
LISTEN = "0A"
"""The state of a listening socket in /proc/net/tcp."""


class Server(KitProcess):
    """The bots' own server. ``url`` is where it answers once it is up."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    async def start(self, *options: str) -> float:
        """Start it; returns when its port was open (`time.perf_counter`). ``options`` are for ``streamlit run``."""
        process = self.launch("--server.address", "127.0.0.1", *options)
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until and process.poll() is None:
            if await _answers(self.port):
                return time.perf_counter()
            await asyncio.sleep(0.02)
        raise RuntimeError(f"The server did not start. {self.tail()}")


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def listening(port: int) -> int | None:
    """The process that listens on this port of this machine; None if there is none or we may not see it."""
    sockets = {
        f"socket:[{fields[9]}]"
        for table in ("tcp", "tcp6")
        for fields in (line.split() for line in _lines(Path(f"/proc/net/{table}"))[1:])
        if fields[3] == LISTEN and int(fields[1].rsplit(":", 1)[1], 16) == port
    }
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if any(os.readlink(held) in sockets for held in (process / "fd").iterdir()):
                return int(process.name)
    return None


def database_of(pid: int) -> Path | None:
    """The SQLite file of the kit that this process runs: the one its environment names, else the one beside its app."""
    with suppress(OSError):
        settings = dict(line.split("=", 1) for line in Path(f"/proc/{pid}/environ").read_text().split("\0") if line)
        url = settings.get("ROLEPLAY_DATABASE_URL", "")
        here = Path(os.readlink(f"/proc/{pid}/cwd"))
        file = here / (url.removeprefix("sqlite:///") or Path("data", "kit.sqlite3"))
        return file if file.exists() else None
    return None


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


def cpu_seconds(pid: int) -> float:
    """Processor time that this process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rss_mb(pid: int) -> float:
    """Memory that this process, and those it has started, hold now."""
    begun = {child for task in Path(f"/proc/{pid}/task").iterdir() for child in _words(task / "children")}
    # The process itself must be there; one that it started may end while this is read.
    sizes = [Path(f"/proc/{pid}/statm").read_text().split()]
    sizes += filter(None, (_words(Path(f"/proc/{child}/statm")) for child in begun))
    return sum(int(size[1]) for size in sizes) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _words(file: Path) -> list[str]:
    """What the file of a thread or process says, or nothing if that has ended."""
    try:
        return file.read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
