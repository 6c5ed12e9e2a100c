from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from evening import CHEAP, Evening, Wall, small_library, url_of
from streamlit.runtime.context import ContextProxy
from tabs import ADDRESS, TOKEN, Page, given_out, token_of

from roleplay.people.codes import device_hash
from roleplay.web.server.kit import close_kit, open_kit
from roleplay.workshop import AtOnce
from tests.quick_store import lay_new_file


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def lobby(tmp_path: Path) -> Iterator[Evening]:
    """The process's kit, on a temporary file, with nobody in it yet."""
    wall = Wall()
    content = small_library(tmp_path / "content")
    lay_new_file(tmp_path / "kit.sqlite3")
    kit = open_kit(url_of(tmp_path), content, wall, 0.1, ticks=int, hold=int, hasher=CHEAP, bench=AtOnce())
    yield Evening(kit, wall, tmp_path)
    close_kit()


@pytest.fixture
def cookies(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The browser's cookies and address, which a page test does not have: the one place that is patched. A token among
    the cookies is signed, as the kit would have issued it."""
    held = {"device": TOKEN}
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda self: {n: given_out(c) for n, c in held.items()}))
    monkeypatch.setattr(ContextProxy, "ip_address", property(lambda self: ADDRESS))
    return held


@pytest.fixture
def page(cookies: dict[str, str]) -> Page:
    return Page()


@pytest.fixture
def tab(cookies: dict[str, str], lobby: Evening) -> Callable[..., Page]:
    """A tab of somebody's own browser. A guest of theirs sits at it too."""

    def of(name: str, evening: Evening = lobby, guest: str = "") -> Page:
        cookies["device"] = token_of(name)
        with evening.kit.store.write() as writer:
            for each in filter(None, (name, guest)):
                person = evening.seats[each].person
                writer.devices.add_person_device(person, device_hash(token_of(name)), each == guest, evening.wall.at)
        return Page()

    return of
