"""Pages that were left.

Streamlit keeps up to 128 of them, each with an event loop and open files, in case somebody comes back soon; and longer
than configured, as it only looks for expired ones when the next page is left.
"""

import asyncio
import logging
from itertools import count
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from streamlit import runtime

from roleplay.web.server.descriptors import for_parked
from roleplay.web.server.memory import Memory

log = logging.getLogger(__name__)

EVERY: Final = 5
"""Seconds."""
GIVEN_BACK_EVERY: Final = 3
"""Turns between two releases of memory, if a page was left in the meantime."""


async def let_go_of_pages(memory: Memory) -> None:
    """End expired pages, for as long as the server runs."""
    ended = 0
    for turn in count(1):
        await asyncio.sleep(EVERY)
        try:
            ended += end_parked_pages()
            if ended and turn % GIVEN_BACK_EVERY == 0:
                await run_in_threadpool(memory.give_back)
                ended = 0
        except Exception:
            log.exception("Pages that were left could not be ended")


def end_parked_pages() -> int:
    """End expired pages, and the oldest ones if there are too many; returns how many."""
    if not runtime.exists():
        return 0
    pages: Any = runtime.get_instance()._session_mgr
    with pages._storage_lock:
        parked = pages._session_storage._cache
        over = parked.expire()
        while len(parked) > for_parked():
            over.append(parked.popitem())
    for _, page in over:
        page.session.shutdown()
    return len(over)
