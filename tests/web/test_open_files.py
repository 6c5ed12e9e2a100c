"""The kit as it is started: what a closed page had open is given back, and no page is drawn twice at once."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from roleplay.web.server.listening import HEAD
from tests.bots.book import settled
from tests.bots.server import Server
from tests.bots.tab import Tab

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not list open files in /proc"),
]
PAGES, PATIENCE, AGAIN = 12, 30.0, 20


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def started(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Server, int]]:
    """One for all of these tests, with a page that stays open, and its sockets then. A page that was left is forgotten
    after a second."""
    server = Server(tmp_path_factory.mktemp("kit"))
    await server.start("--server.disconnectedSessionTTL", "1")
    first = await Tab(server.url, "x" * 43).open()
    yield server, sockets(server)
    await first.close()
    server.stop()


@pytest.fixture
async def kit(started: tuple[Server, int]) -> AsyncIterator[Server]:
    """Nothing is left of one test when the next begins."""
    server, before = started
    yield server
    assert await settled(lambda: sockets(server) <= before, PATIENCE)


class Impatient(Tab):
    """Asks for its page again and again while it is still being drawn."""

    def __init__(self, kit: Server) -> None:
        super().__init__(kit.url, "x" * 43)
        self.drawings: list[str] = []

    async def ask(self) -> None:
        await self._send(BackMsg())

    def _heard(self, message: ForwardMsg) -> None:
        if (kind := message.WhichOneof("type")) in ("new_session", "script_finished"):
            self.drawings.append(kind)
        super()._heard(message)


def sockets(kit: Server) -> int:
    """Its open files that are sockets or wait for sockets."""
    found = 0
    for file in Path(f"/proc/{kit.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed in the meantime
            found += os.readlink(file).startswith(("socket:", "anon_inode:[eventpoll]"))
    return found


async def test_what_pages_had_open_is_given_back_when_they_are_left(kit: Server) -> None:
    before = sockets(kit)
    pages = [await Tab(kit.url, "x" * 43).open() for _ in range(PAGES)]
    assert sockets(kit) >= before + 4 * PAGES

    for page in pages:
        await page.close()

    assert await settled(lambda: sockets(kit) <= before, PATIENCE)


async def test_a_page_is_left_before_it_is_drawn_again(kit: Server) -> None:
    """Two threads that draw the same page at once change one dictionary, and now and then the page fails."""
    page = Impatient(kit)
    await page.open()
    for _ in range(AGAIN):
        await page.ask()

    assert await settled(lambda: page.drawings[-2:] == ["new_session", "script_finished"] and page.runs > 1, PATIENCE)

    assert page.drawings[::2] == ["new_session"] * (len(page.drawings) // 2)
    assert page.drawings[1::2] == ["script_finished"] * (len(page.drawings) // 2)
    await page.close()


async def test_the_kit_refuses_a_head_that_is_larger_than_any_browsers(kit: Server) -> None:
    asking = HTTPConnection("127.0.0.1", kit.port, timeout=PATIENCE)
    asking.request("GET", "/_stcore/health", headers={"X-Filler": "x" * HEAD})
    assert asking.getresponse().status == 431
    asking.close()
