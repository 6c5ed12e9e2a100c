"""Wakes the sockets that show a practice, from any thread. It carries no data: each socket asks for its own view."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, eq=False)
class Listener:
    """One socket."""

    loop: asyncio.AbstractEventLoop
    event: asyncio.Event
    seat: str


class Push:
    """One for a process. `tell` may be called by any thread; `listening` belongs to the event loop."""

    def __init__(self) -> None:
        self._listeners: dict[int, set[Listener]] = defaultdict(set)
        self._lock = Lock()

    def tell(self, practice: int, seats: Collection[str] | None = None) -> None:
        """Something was stored that only these seats see, or everybody: wake whoever is showing it."""
        with self._lock:
            listeners = list(self._listeners.get(practice, ()))
        for listener in listeners:
            # A loop may close at any moment, even right after a check; what was stored stays stored.
            with suppress(RuntimeError):
                if seats is None or listener.seat in seats:
                    listener.loop.call_soon_threadsafe(listener.event.set)

    @contextmanager
    def listening(self, practice: int, seat: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the practice changes for this seat, for as long as the block lasts."""
        listener = Listener(asyncio.get_running_loop(), asyncio.Event(), seat)
        with self._lock:
            self._listeners[practice].add(listener)
        try:
            yield listener.event
        finally:
            with self._lock:
                self._listeners[practice].discard(listener)
                if not self._listeners[practice]:
                    del self._listeners[practice]
