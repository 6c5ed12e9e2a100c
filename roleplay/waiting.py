"""A queue of people, or threads, for a few places: first come, first served."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock

from roleplay.errors import Fault

Told = Callable[[int], None]
LOOK_EVERY = 0.5
"""Seconds between two updates on somebody's place in the queue."""
TOO_LONG = "Many people are waiting for this right now. Try again in a minute; nothing has been lost."
TWICE = "The kit is still busy with what you asked for before. Wait until that’s done, then try again."


class Busy(Fault):
    """Too many are waiting already; it will pass."""


class Line:
    """``places`` are served at once, at most ``most`` wait, and one person may have ``each`` in the queue at once;
    without these numbers there is no limit. Safe to use from any thread."""

    def __init__(
        self, places: int, most: int | None = None, each: int | None = None, look_every: float = LOOK_EVERY
    ) -> None:
        self._places, self._most, self._each, self._look_every = places, most, each, look_every
        self._served: list[Turn] = []
        self._waiting: list[Turn] = []
        self._lock = Lock()

    @property
    def waiting(self) -> int:
        """How many are waiting."""
        with self._lock:
            return len(self._waiting)

    def join(self, who: str = "") -> Turn:
        """A turn, which has begun if a place was free. Raises `Busy` if the queue is too long."""
        turn = Turn(self, who)
        with self._lock:
            mine = sum(one.who == who for one in (*self._served, *self._waiting))
            if self._each is not None and mine >= self._each:
                raise Busy(TWICE)
            if len(self._served) >= self._places and self._most is not None and len(self._waiting) >= self._most:
                raise Busy(TOO_LONG)
            self._waiting.append(turn)
            self._serve()
        return turn

    @contextmanager
    def turn(self, who: str = "", told: Told = lambda ahead: None) -> Iterator[Turn]:
        """Wait, work, then let the next one in. While waiting, ``told`` is called with the place in the queue.

        If ``told`` raises, the waiting ends.
        """
        mine = self.join(who)
        try:
            self._until_begun(mine, told)
            yield mine
        finally:
            mine.leave()

    def _until_begun(self, turn: Turn, told: Told) -> None:
        while not turn.wait(0):
            told(turn.ahead)
            turn.wait(self._look_every)

    def _let_others(self, turn: Turn, told: Told) -> None:
        with self._lock:
            if turn in self._served and self._waiting:
                self._served.remove(turn)
                turn.begun.clear()
                self._waiting.append(turn)
                self._serve()
        self._until_begun(turn, told)

    def _ahead(self, turn: Turn) -> int:
        with self._lock:
            return self._waiting.index(turn) + 1 if turn in self._waiting else 0

    def _leave(self, turn: Turn) -> None:
        with self._lock:
            for line in (self._served, self._waiting):
                if turn in line:
                    line.remove(turn)
            self._serve()

    def _serve(self) -> None:
        while self._waiting and len(self._served) < self._places:
            turn = self._waiting.pop(0)
            self._served.append(turn)
            turn.begun.set()


class Turn:
    """Somebody's place in a queue. Everyone who joins must leave, served or not."""

    def __init__(self, line: Line, who: str) -> None:
        self.who, self.begun = who, Event()
        self._line = line

    @property
    def ahead(self) -> int:
        """Place in the queue: 1 is next, 0 is being served."""
        return self._line._ahead(self)

    def wait(self, seconds: float) -> bool:
        """Whether it has begun, after waiting at most this many seconds."""
        return self.begun.wait(seconds)

    def let_others(self, told: Told = lambda ahead: None) -> None:
        """Between two parts of a long job: let those waiting go first, then wait for another turn."""
        self._line._let_others(self, told)

    def leave(self) -> None:
        """Done, or no longer wanted. Leaving twice is fine."""
        self._line._leave(self)
