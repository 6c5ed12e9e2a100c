"""The cases page with 1,000 cases: a rerun compared with the empty page, and the start of such a library."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from roleplay.content.loading import ContentStore, load_library
from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.room.events import Opened
from roleplay.web.server.kit import build_kit
from tests.benchmarks.content_load import CASES, copies_of_the_cases, seconds
from tests.benchmarks.protocol import Tab
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.servers import kit_server
from tests.benchmarks.table import Row, median

RERUNS, ROUNDS = 60, 3
SOME = ("neurology", "ophthalmology")
"""Specialties to choose in turn."""


def measure(folder: Path) -> list[Row]:
    """By Streamlit's own protocol, with both servers up, in turn; the best of three rounds counts."""
    content = folder / "library"
    content.mkdir()
    copies_of_the_cases(content)
    return [_start(folder, content), _filter(folder, content)]


def _start(folder: Path, content: Path) -> Row:
    wait_for_quiet()
    reading = seconds(lambda: load_library(content))
    load_library(content, ContentStore(folder / "memory"))
    again = min(seconds(lambda: load_library(content, ContentStore(folder / "memory"))) for _ in range(3))
    reached = f"{again / reading:.2f} × ({again:.2f} s against {reading:.2f} s)"
    return Row(f"start with {CASES:,} unchanged cases against reading them", "< 1 ×", reached, again < reading)


def _filter(folder: Path, content: Path) -> Row:
    empty = folder / "empty"
    shutil.copytree(content / "rubrics", empty / "rubrics")
    (empty / "cases").mkdir()
    full_page, empty_page = _somebody(folder / "full", content), _somebody(folder / "none", empty)
    with kit_server(full_page[0], content) as server, kit_server(empty_page[0], empty) as other:
        full, none = Tab(server, "cases", "", full_page[1]), Tab(other, "cases", "", empty_page[1])
        assert not full.problems, full.problems
        pairs = []
        for _ in range(ROUNDS):
            wait_for_quiet(5)
            times = [(full.chooses("Specialty", SOME[turn % 2]), none.rerun()) for turn in range(RERUNS)]
            pairs.append(tuple(median(each) for each in zip(*times, strict=True)))
        assert any(f" of {CASES} cases" in text for text in full.said), full.said
        full.close()
        none.close()
    ratio, ours, theirs = min((a / b, a, b) for a, b in pairs)
    reached = f"{ratio:.2f} × ({ours:.1f} ms against {theirs:.1f} ms)"
    what = f"a filter chosen among {CASES:,} cases against a rerun of the page without a case"
    return Row(what, "≤ 2 ×", reached, ratio <= 2)


def _somebody(folder: Path, content: Path) -> tuple[Path, str]:
    """A database that knows somebody, and their cookie."""
    folder.mkdir()
    database, token = folder / "kit.sqlite3", secrets.token_urlsafe(32)
    kit = build_kit(f"sqlite:///{database}", content)
    kit.joining.open_practice(Visitor(device_hash(token)), "Anna", Opened("uk-osce"))
    kit.close()
    return database, kit.devices.signed(token)
