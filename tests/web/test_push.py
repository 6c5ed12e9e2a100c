"""The rules of waking the sockets."""

from __future__ import annotations

import asyncio
from threading import Thread

import pytest

from roleplay.web.server.push import Push

pytestmark = pytest.mark.anyio
PATIENCE = 20.0


def tell_elsewhere(push: Push, practice: int) -> None:
    """As a use case does, in its own thread."""
    thread = Thread(target=push.tell, args=(practice,))
    thread.start()
    thread.join()


async def test_a_word_from_another_thread_wakes_everybody_who_looks() -> None:
    push = Push()

    with push.listening(1, "anna") as one, push.listening(1, "anna") as other:
        tell_elsewhere(push, 1)

        await asyncio.wait_for(asyncio.gather(one.wait(), other.wait()), PATIENCE)


async def test_the_teller_leaves_the_waking_to_the_loop() -> None:
    push = Push()

    with push.listening(1, "anna") as changed:
        push.tell(1)

        assert not changed.is_set()
        await asyncio.wait_for(changed.wait(), PATIENCE)


async def test_only_those_who_look_at_the_practice_are_woken() -> None:
    push = Push()

    with push.listening(1, "anna") as one, push.listening(2, "anna") as two:
        tell_elsewhere(push, 1)
        await asyncio.wait_for(one.wait(), PATIENCE)

        assert not two.is_set()


async def test_a_word_for_some_seats_wakes_nobody_else() -> None:
    push = Push()

    with push.listening(1, "anna") as anna, push.listening(1, "ben") as ben, push.listening(1, "anna") as annas_other:
        push.tell(1, {"anna"})
        await asyncio.wait_for(asyncio.gather(anna.wait(), annas_other.wait()), PATIENCE)

        assert not ben.is_set()


async def test_a_word_said_while_nobody_waits_is_not_lost() -> None:
    push = Push()

    with push.listening(1, "anna") as changed:
        tell_elsewhere(push, 1)
        tell_elsewhere(push, 1)
        await asyncio.wait_for(changed.wait(), PATIENCE)
        changed.clear()
        tell_elsewhere(push, 1)

        await asyncio.wait_for(changed.wait(), PATIENCE)


async def test_who_stopped_looking_is_forgotten() -> None:
    push = Push()

    with pytest.raises(ValueError, match="left"), push.listening(1, "anna"):
        raise ValueError("left")

    assert not push._listeners


async def test_one_who_leaves_takes_nobody_else_along() -> None:
    push = Push()

    with push.listening(1, "anna") as stays:
        with push.listening(1, "anna"):
            pass
        tell_elsewhere(push, 1)

        await asyncio.wait_for(stays.wait(), PATIENCE)


def test_a_word_after_the_server_stopped_is_no_error() -> None:
    push = Push()
    loop = asyncio.new_event_loop()
    listening = push.listening(1, "anna")

    async def look() -> None:
        listening.__enter__()

    loop.run_until_complete(look())
    loop.close()

    tell_elsewhere(push, 1)
    push.tell(1)
    listening.__exit__(None, None, None)
    assert not push._listeners


def test_a_word_to_nobody_is_no_error() -> None:
    push = Push()

    push.tell(7)

    assert 7 not in push._listeners
