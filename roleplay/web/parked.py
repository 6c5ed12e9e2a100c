"""Pages that were left.

Streamlit keeps up to 128 of them, each with an event loop and its open files, for whoever comes back within two
minutes; and longer, as only the next page that is left makes it look for what is over.
"""

import asyncio
import logging
from typing import Any, Final

from streamlit import runtime

from roleplay.web.descriptors import for_parked

log = logging.getLogger(__name__)

EVERY: Final = 5
"""Seconds."""


async def let_go_of_pages() -> None:
    """End what is over, for as long as the server runs."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            end_parked_pages()
        except Exception:
            log.exception("Pages that were left could not be ended")


def end_parked_pages() -> int:
    """End those whose time is over, and the oldest of those that are too many; how many that were."""
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
