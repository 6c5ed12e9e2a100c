"""The rules of memory: what stays for good is looked at once, and what pages leave behind is found."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from roleplay.web.server.memory import Memory


class Page:
    """Something that holds on to itself, as Streamlit's sessions do."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def memory() -> Iterator[Memory]:
    gc.disable()
    yield Memory()
    gc.unfreeze()
    gc.enable()


def test_a_page_that_was_left_is_found(memory: Memory) -> None:
    memory.set_aside()
    page = weakref.ref(Page())
    assert page() is not None

    memory.give_back()

    assert page() is None


def test_what_was_set_aside_is_looked_at_no_more(memory: Memory) -> None:
    there = [Page() for _ in range(1000)]
    memory.set_aside()

    assert gc.get_freeze_count() > len(there)
    assert not any(each in gc.get_objects() for each in there[:3])


def test_it_is_set_aside_once_and_not_with_every_page(memory: Memory) -> None:
    memory.set_aside()
    aside, page = gc.get_freeze_count(), Page()

    memory.give_back()

    assert gc.get_freeze_count() == aside
    assert any(each is page for each in gc.get_objects())
