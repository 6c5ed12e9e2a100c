"""Heavy work waits in a queue of its own: a few at a time, each in the thread of the page that asked for it.

Nothing of a running practice goes through it, so a tap never stands behind somebody's spreadsheet.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from roleplay.web.server.device import device
from roleplay.web.server.kit import kit


@contextmanager
def in_turn() -> Iterator[Callable[[], None]]:
    """Begins when it is this page's turn; until then the page says where in the queue it is.

    Gives what to call between two parts of the work: others may go first there. Raises `Busy` where too many wait.
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
    place = "You are next" if ahead == 1 else f"You are number {ahead:,} in the queue"
    return f"The kit is busy with other people’s files. {place}; it goes on by itself, so leave this page open."
