from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from older_stores import FIRST, SECOND, SEVENTH, dumped
from store_builders import NOW, url_of

from roleplay.storage import Store, open_store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "kit.sqlite3"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    store = open_store(url_of(file), NOW)
    yield store
    store.close()


@pytest.fixture
def impatient(file: Path) -> Iterator[Store]:
    """Refuses soon if kept waiting."""
    store = open_store(url_of(file), NOW, busy_timeout=0.1)
    yield store
    store.close()


@pytest.fixture
def first(file: Path) -> Path:
    """A file of the first version with rows in it."""
    return dumped(FIRST, file)


@pytest.fixture
def second(file: Path) -> Path:
    """A file of the second version with rows in it."""
    return dumped(SECOND, file)


@pytest.fixture
def seventh(file: Path) -> Path:
    """A file of the seventh version with rows in it."""
    return dumped(SEVENTH, file)


@pytest.fixture(params=[FIRST, SECOND, SEVENTH], ids=["first", "second", "seventh"])
def older(request: pytest.FixtureRequest, file: Path) -> Path:
    """A file of each older version with rows in it."""
    return dumped(request.param, file)
