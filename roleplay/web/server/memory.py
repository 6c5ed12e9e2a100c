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


class Memory:
    """One for a process."""

    def __init__(self) -> None:
        self._aside: frozenset[str] | None = None
        self._trim = _trim()

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


def _trim() -> "ctypes._NamedFuncPointer | None":
    """The C library's own function for it, where it has one: glibc keeps what was freed."""
    try:
        return getattr(ctypes.CDLL(None), "malloc_trim", None)
    except (OSError, TypeError):
        return None
