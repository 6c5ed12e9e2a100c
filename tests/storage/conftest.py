from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
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
    """Refuses soon when it is kept waiting."""
    store = open_store(url_of(file), NOW, busy_timeout=0.1)
    yield store
    store.close()
