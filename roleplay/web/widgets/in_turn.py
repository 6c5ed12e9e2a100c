"""Heavy work waits in a queue of its own: a few at a time, each in the thread of the page that asked for it.

Nothing in a running practice goes through it, so a tap never waits behind somebody's spreadsheet.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from roleplay.web.server.device import device
from roleplay.web.server.kit import kit


@contextmanager
def in_turn() -> Iterator[Callable[[], None]]:
    """Begins when it is this page's turn; until then the page shows its place in the queue.

    Yields a function to call between two parts of the work, to let others go first. Raises `Busy` if too many wait.
    """
    shown = st.empty()

    def told(ahead: int) -> None:
        shown.info(queue(ahead), icon=":material/hourglass_top:")

    with kit().heavy.turn(device(), told) as mine:
        shown.empty()

        def let_others() -> None:
            mine.let_others(told)
            shown.empty()

        yield let_others


def queue(ahead: int) -> str:
    """The place in the queue: 1 is next."""
    place = "You’re next" if ahead == 1 else f"You’re number {ahead:,} in the queue"
    return f"The kit is busy with other people’s files. {place}. Leave this page open: it goes on by itself."
