"""Memory of pages that were left: find it and give it back to the machine.

Streamlit's own search after each run is turned off, as it looks at everything that was ever imported. We first set
aside whatever is there once the kit is loaded, so a search looks only at pages and takes milliseconds.
"""

import ctypes
import gc
import sys
from typing import Final

HEAVY: Final = ("pandas", "plotly")
"""What opening the first history imports: set aside once it is there."""
ARENAS: Final = -8
"""M_ARENA_MAX of glibc's malloc.h."""
MOST_ARENAS: Final = 2
"""Heaps over which glibc spreads the threads (only one computes at a time). With its default of eight per core, each
page leaves its remains in a different heap, and little can be given back."""


class Memory:
    """One for a process."""

    def __init__(self) -> None:
        self._aside: frozenset[str] | None = None
        libc = _libc()
        self._trim = getattr(libc, "malloc_trim", None)
        if (set_option := getattr(libc, "mallopt", None)) is not None:
            set_option(ARENAS, MOST_ARENAS)

    def set_aside(self) -> None:
        """Keep what is there now for as long as the process runs; no search looks at it again."""
        imported = frozenset(name for name in HEAVY if name in sys.modules)
        if imported != self._aside:
            gc.collect()
            gc.freeze()
            self._aside = imported

    def give_back(self) -> None:
        """Give back what no page holds any more."""
        self.set_aside()
        gc.collect()
        if self._trim is not None:
            self._trim(0)


def _libc() -> ctypes.CDLL | None:
    """The C library, if we can load it: only glibc keeps freed memory, and only it has both functions."""
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):
        return None
