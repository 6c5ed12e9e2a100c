"""Memory of pages that were left: found, and given back to the machine.

Streamlit's own search after each run is turned off, as it looks at everything that was ever imported. Here what is
there once the kit stands is set aside first, so that a search looks at pages only, and takes milliseconds.
"""

import ctypes
import gc
import sys
from typing import Final

HEAVY: Final = ("pandas", "plotly")
"""What the first history that is opened imports: set aside once it is there."""
ARENAS: Final = -8
"""M_ARENA_MAX of glibc's malloc.h."""
MOST_ARENAS: Final = 2
"""Heaps among which glibc spreads threads, of which one computes at a time. With eight a core, as it would have it,
what each page leaves behind lies in another, and little of it can be given back."""


class Memory:
    """One for a process."""

    def __init__(self) -> None:
        self._aside: frozenset[str] | None = None
        libc = _libc()
        self._trim = getattr(libc, "malloc_trim", None)
        if (set_option := getattr(libc, "mallopt", None)) is not None:
            set_option(ARENAS, MOST_ARENAS)

    def set_aside(self) -> None:
        """What is there now stays for as long as the process runs, and no search looks at it again."""
        imported = frozenset(name for name in HEAVY if name in sys.modules)
        if imported != self._aside:
            gc.collect()
            gc.freeze()
            self._aside = imported

    def give_back(self) -> None:
        """What no page holds any more."""
        self.set_aside()
        gc.collect()
        if self._trim is not None:
            self._trim(0)


def _libc() -> ctypes.CDLL | None:
    """The C library, where it can be asked: glibc alone keeps what was freed, and knows both functions."""
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):
        return None
