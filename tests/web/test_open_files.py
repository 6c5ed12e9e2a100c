"""What a page that was left had open is given back, and the book of connections is kept by the kit as it is started."""

from __future__ import annotations

import os
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from roleplay.web.listening import HEAD
from tests.bots.book import settled
from tests.bots.server import Server
from tests.bots.tab import Tab

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not list open files in /proc"),
]
PAGES, PATIENCE = 12, 30.0


def sockets(kit: Server) -> int:
    """Those of its open files that are sockets or wait for some."""
    found = 0
    for file in Path(f"/proc/{kit.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            found += os.readlink(file).startswith(("socket:", "anon_inode:[eventpoll]"))
    return found


async def test_what_pages_had_open_is_given_back_when_they_are_left(tmp_path: Path) -> None:
    kit = Server(tmp_path)
    await kit.start("--server.disconnectedSessionTTL", "1")
    try:
        first = await Tab(kit.url, "x" * 43).open()
        before = sockets(kit)
        pages = [await Tab(kit.url, "x" * 43).open() for _ in range(PAGES)]
        assert sockets(kit) >= before + 4 * PAGES

        for page in pages:
            await page.close()

        assert await settled(lambda: sockets(kit) <= before, PATIENCE)
        await first.close()
    finally:
        kit.stop()


async def test_the_kit_refuses_a_head_that_is_larger_than_any_browsers(tmp_path: Path) -> None:
    kit = Server(tmp_path)
    await kit.start()
    try:
        asking = HTTPConnection("127.0.0.1", kit.port, timeout=PATIENCE)
        asking.request("GET", "/_stcore/health", headers={"X-Filler": "x" * HEAD})
        assert asking.getresponse().status == 431
        asking.close()
    finally:
        kit.stop()
