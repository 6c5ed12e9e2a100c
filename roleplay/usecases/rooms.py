"""The live side of practices: take taps and steps, answer each, and show every seat its view.

A practice's state is kept in memory beside its log and continued from the log's tail inside each write, so that a
decision never rests on something stale. Losing it costs a fold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

from roleplay.content.loading import Library
from roleplay.room.view import view
from roleplay.room.views import View
from roleplay.storage import Store
from roleplay.usecases.clock import Clock
from roleplay.usecases.live import Live, continued
from roleplay.usecases.messages import Answer, Sent
from roleplay.usecases.session import Session

MOST_IN_MEMORY = 512
"""Practices whose state is kept at hand."""


class Rooms:
    """Use cases of a running practice; safe to call from any thread."""

    def __init__(self, store: Store, library: Callable[[], Library], clock: Clock, tell: Callable[[int], None]) -> None:
        self._store, self._library, self._clock, self._tell = store, library, clock, tell
        self._live: dict[int, Live] = {}
        self._keeping = Lock()

    def live(self, practice: int) -> Live:
        """The practice as of its last event."""
        known = self._live.get(practice)
        if known is None:
            with self._store.read() as reader:
                known = self._keep(practice, continued(reader, practice, Live()))
        return known

    def view(self, practice: int, seat: str) -> View:
        """What the seat may see now."""
        live = self.live(practice)
        return view(live.state, seat, self._clock.now(), live.names)

    def now(self) -> int:
        """Server time in UTC milliseconds."""
        return self._clock.now()

    def take(self, practice: int, seat: str, sent: Iterable[Sent | Answer]) -> list[Answer]:
        """Decide and store each, in order; one answer a tap. What arrives as an Answer was refused on reading."""
        with self.writing(practice) as session:
            return [item if isinstance(item, Answer) else session.one(seat, item) for item in sent]

    @contextmanager
    def writing(self, practice: int) -> Iterator[Session]:
        """One transaction on one practice; what was logged in it is stored, kept in memory and told at its end."""
        with self._store.write() as writer:
            live = continued(writer, practice, self._live.get(practice, Live()))
            session = Session(writer, practice, live, self._clock.now(), self._library)
            yield session
            session.store()
        if session.logged:
            self._keep(practice, session.live)
            self._tell(practice)

    def _keep(self, practice: int, live: Live) -> Live:
        with self._keeping:
            known = self._live.get(practice)
            if known is not None and known.state.seq > live.state.seq:
                return known
            self._live.pop(practice, None)
            self._live[practice] = live
            while len(self._live) > MOST_IN_MEMORY:
                self._live.pop(next(iter(self._live)))
            return live
