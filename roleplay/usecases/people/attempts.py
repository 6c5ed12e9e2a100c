"""Wrong tries at codes, mark sheets and keys: one table counts them, and after many the answer comes late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from roleplay.people.attempts import HELD, IN_ALL, PER_NETWORK, WINDOW, network_of
from roleplay.storage import Store
from roleplay.usecases.security import notes

Kind = Literal["code", "key", "sheet", "invitation", "calendar", "share"]


class Attempts:
    """Used only after a wrong try, so nothing right ever waits for it. Safe to call from any thread."""

    def __init__(self, store: Store, now: Callable[[], int], hold: Callable[[float], None]) -> None:
        self._store, self._now, self._hold = store, now, hold

    def miss(self, kind: Kind, address: str) -> bool:
        """Counts a wrong try; returns whether its answer was delayed because there were many.

        Beyond that many nothing is written, so a flood of wrong tries isn't a flood of writes.
        """
        notes.refusal(f"{kind}_refused")
        network, now = network_of(address), self._now()
        counted = now - WINDOW + 1, now
        with self._store.read() as reader:
            in_all, here = reader.attempts.attempts(kind, network, *counted)
        if here >= PER_NETWORK or in_all >= IN_ALL:
            self._hold(HELD)
            return True
        with self._store.write() as writer:
            writer.attempts.erase_attempts(*counted)
            writer.attempts.add_attempt(kind, network, now)
        return False
