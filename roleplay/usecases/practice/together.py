"""Writes that wait for one another go into the store together: the disk is waited for once, not once each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar, cast

from roleplay.storage import Store, Writer

MOST = 16
"""Writes in one transaction: the first of them waits for the last."""
T = TypeVar("T")


@dataclass(eq=False)
class Write(Generic[T]):
    """One of them: ``do`` in the transaction, ``then`` with what came of it once that is on the disk."""

    do: Callable[[Writer], T]
    then: Callable[[T], None]
    made: T | None = None
    fault: BaseException | None = None
    done: bool = False

    @contextmanager
    def alone_in_its_fault(self, writer: Writer) -> Iterator[None]:
        """What goes wrong here is undone here, and the rest of the transaction is not, if there still is one."""
        try:
            with writer.apart():
                yield
        except Exception as fault:
            if writer.is_undone:
                raise
            self.fault = fault


class Together(Generic[T]):
    """One for a store. Safe to use from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: deque[Write[T]] = deque()
        self._turn = Lock()

    def write(self, do: Callable[[Writer], T], then: Callable[[T], None]) -> T:
        """What ``do`` returns, once it is stored. Raises what it raises, and what the store does."""
        mine = Write(do, then)
        self._waiting.append(mine)
        with self._turn:
            # Whoever had the turn before may have taken this one along.
            while not mine.done:
                self._write([self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))])
        if mine.fault is not None:
            raise mine.fault
        return cast(T, mine.made)

    def _write(self, batch: list[Write[T]]) -> None:
        try:
            with self._store.write() as writer:
                self._do(writer, batch)
            for one in batch:
                if one.fault is None:
                    one.then(cast(T, one.made))
        except BaseException as fault:
            for one in batch:
                one.fault = one.fault or fault
        finally:
            for one in batch:
                one.done = True

    def _do(self, writer: Writer, batch: list[Write[T]]) -> None:
        if len(batch) == 1:
            batch[0].made = batch[0].do(writer)
            return
        for one in batch:
            with one.alone_in_its_fault(writer):
                one.made = one.do(writer)
