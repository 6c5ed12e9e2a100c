"""What surrounds Streamlit: start, stop, and the two kinds of error."""

import asyncio
import importlib
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool

from roleplay.errors import Fault
from roleplay.web.server.connections import Connections, Room
from roleplay.web.server.descriptors import for_connections, raise_descriptor_limit
from roleplay.web.server.listening import counted
from roleplay.web.server.memory import Memory
from roleplay.web.server.parked import let_go_of_pages
from roleplay.web.server.proxies import Proxies
from roleplay.web.widgets.literal import say

log = logging.getLogger(__name__)

SOLVER_AFTER = 5
"""Seconds; importing it takes half a second, and a first page would wait for it."""
A_DAY = 24 * 60 * 60
"""Seconds between two backups."""
A_MINUTE = 60
"""Seconds until a deletion that a reader held up is retried."""
SWITCH = 0.0005
"""Seconds that a thread may keep the interpreter while others wait: when a hundred rooms change stage together, a tap
waits for a few of these, and Python's default of five milliseconds each would be noticeable."""


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Load the kit and open its store while the first browser fetches the frontend; close it after the last page."""
    raise_descriptor_limit()
    write_security_log()
    sys.setswitchinterval(SWITCH)
    proxies = Proxies(os.environ.get("ROLEPLAY_PROXIES", ""))
    memory = Memory()
    tasks = [asyncio.create_task(warm(memory)), asyncio.create_task(let_go_of_pages(memory))]
    try:
        async with counted(Connections(Room.of(for_connections()), proxies.__contains__)):
            yield
    finally:
        for task in tasks:
            task.cancel()
        from roleplay.web.server.kit import close_kit

        close_kit()


async def warm(memory: Memory) -> None:
    """The kit at once, as the first page needs it; the planner's solver later, once the first page is there. Then the
    store's upkeep once a day."""
    await run_in_threadpool(open_the_kit)
    await asyncio.sleep(SOLVER_AFTER)
    await run_in_threadpool(importlib.import_module, "scipy.optimize")
    await run_in_threadpool(memory.set_aside)
    await run_in_threadpool(finish_deletions, after_a_start=True)
    while True:
        await run_in_threadpool(look_after_the_store)
        for _ in range(A_DAY // A_MINUTE):
            await asyncio.sleep(A_MINUTE)
            await run_in_threadpool(finish_deletions)


def finish_deletions(*, after_a_start: bool = False) -> None:
    """Remove from the disk what was deleted while another program read the file; log what goes wrong."""
    from roleplay.usecases.upkeep import finish_deleting
    from roleplay.web.server.kit import opened

    try:
        if (now_kit := opened()) is not None:
            finish_deleting(now_kit.store, after_a_start=after_a_start)
    except Exception:
        log.exception("What was deleted is still on the disk; trying again in a minute")


def look_after_the_store() -> None:
    """Forget wrong tries that no longer count, make a backup, and delete words older than a year, whether or not the
    backup could be made. What goes wrong is logged: it ends nobody's practice."""
    from roleplay.usecases.upkeep import back_up_daily, erase_old_attempts, erase_old_words
    from roleplay.web.server.kit import kit

    try:
        erase_old_attempts(kit().store, kit().clock.now())
    except Exception:
        log.exception("Old wrong tries could not be deleted; trying again tomorrow")
    try:
        back_up_daily(kit().store, kit().clock.now())
    except Exception:
        log.exception("There is no backup for today; trying again tomorrow")
    try:
        for practice in erase_old_words(kit().store, kit().clock.now()):
            kit().rooms.forget(practice)
    except Exception:
        log.exception("Words older than a year could not be deleted; trying again tomorrow")


def open_the_kit() -> None:
    """Load the kit and open its store before anybody waits for it."""
    from roleplay.web.server.kit import kit

    try:
        kit()
    except Fault as fault:
        # The page that asks for the kit shows the same sentence; the server stays up to show it.
        log.error("%s", fault)


def write_security_log() -> None:
    """To the server's own output, with the time, unless whoever runs the kit sends it elsewhere."""
    security = logging.getLogger("roleplay.security")
    if security.level == logging.NOTSET:
        security.setLevel(logging.INFO)
    if not security.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
        security.addHandler(handler)


def on_script_error(error: Exception) -> bool:
    """The user's faults are shown as they are; ours are logged, with a short apology."""
    if isinstance(error, Fault):
        say(error)
        return True
    log.exception("A page failed", exc_info=error)
    st.error(
        "Something went wrong on our side. What you tapped and wrote is on this device. Reload the page to go on.",
        icon=":material/error:",
    )
    return True
