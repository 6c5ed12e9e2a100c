"""Answers that come late after many wrong tries: a page's own thread sleeps, but one that serves others must not."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextvars import ContextVar, copy_context
from time import sleep
from typing import TypeVar

T = TypeVar("T")

_owed: ContextVar[list[float] | None] = ContextVar("owed", default=None)
"""The seconds by which the answer that is being made is to be delayed; None where the thread itself may sleep."""


def hold(seconds: float) -> None:
    """Delay what is answered here by so many seconds."""
    owed = _owed.get()
    if owed is None:
        sleep(seconds)
    else:
        owed.append(seconds)


async def run_and_hold(
    threads: Executor, work: Callable[[], T], wait: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> T:
    """What ``work`` returns or raises, from one of these threads; a delay is waited for without a thread."""
    owed: list[float] = []
    context = copy_context()
    context.run(_owed.set, owed)
    try:
        return await asyncio.get_running_loop().run_in_executor(threads, context.run, work)
    finally:
        if owed:
            await wait(sum(owed))
