"""Wakes the sockets that show a practice, from any thread. It carries no data: each socket asks for its own view."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock


class Push:
    """One for a process. `tell` may be called by any thread; `listening` belongs to the event loop."""

    def __init__(self) -> None:
        self._listeners: dict[int, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = defaultdict(set)
        self._lock = Lock()

    def tell(self, practice: int) -> None:
        """Something was stored: wake everybody who is showing this practice."""
        with self._lock:
            listeners = list(self._listeners.get(practice, ()))
        for loop, event in listeners:
            # A loop may close at any moment, even right after a check; what was stored stays stored.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(event.set)

    @contextmanager
    def listening(self, practice: int) -> Iterator[asyncio.Event]:
        """An event that is set whenever the practice changes, for as long as the block lasts."""
        listener = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._listeners[practice].add(listener)
        try:
            yield listener[1]
        finally:
            with self._lock:
                self._listeners[practice].discard(listener)
                if not self._listeners[practice]:
                    del self._listeners[practice]
