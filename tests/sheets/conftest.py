from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from evening import Evening, an_evening


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Evening]:
    """A kit, and nobody there yet."""
    evening = an_evening(tmp_path)
    yield evening
    evening.kit.close()


@pytest.fixture
def evening(before: Evening) -> Evening:
    """Anna, Ben and Cleo in the lobby."""
    return before.start()
