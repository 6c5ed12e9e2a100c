"""One demo for all the tests, made once by the command itself."""

import io
from collections.abc import Iterator

import pytest
from demo_builders import NOW, Made

from roleplay.cli.demo import run_demo
from roleplay.demo.marker import NAME
from roleplay.storage import open_store
from roleplay.storage.databases.sqlite import url_of


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder, out = tmp_path_factory.mktemp("data"), io.StringIO()
    assert run_demo(out, folder, NOW, open_app=False) == 0
    store = open_store(url_of(folder / NAME), NOW)
    yield Made(store, out.getvalue())
    store.close()
