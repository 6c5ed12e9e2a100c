"""The bots themselves: that they play, and that they would report a loss."""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from evening import Evening, an_evening

from tests.bots.__main__ import Settings, asked, serve_and_play
from tests.bots.book import Book, Probe, percentile
from tests.bots.reconcile import differences
from tests.bots.server import database_of, listening, rss_mb

TOLD = {"trios", "rounds", "taps", "lost", "errors", "stuck", "p50_ms", "p95_ms", "p99_ms"}
COSTS = {"server_cpu_pct", "rss_mb_start", "rss_mb_end"}


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    evening = an_evening(tmp_path).start().station()
    yield evening
    evening.kit.close()


def played(folder: Path, **settings: Any) -> dict[str, Any]:
    return asyncio.run(serve_and_play(Settings("", round_minutes=0.3, thoughts=0.02, **settings), folder))


def test_trios_play_whole_rounds_and_nothing_is_lost(tmp_path: Path) -> None:
    told = played(tmp_path, trios=2, minutes=2, rounds=1)

    assert set(told) >= TOLD | COSTS
    assert (told["lost"], told["errors"], told["stuck"]) == (0, 0, 0), told
    assert told["rounds"] >= 2
    assert told["measured"] > 10


def test_a_killed_server_loses_nothing_and_everybody_comes_back(tmp_path: Path) -> None:
    told = played(tmp_path, trios=2, minutes=0.4, kills=1)

    assert (told["lost"], told["errors"], told["stuck"]) == (0, 0, 0), told
    assert len(told["back_s"]) == 1
    assert told["acknowledged"] > 10


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="this system shows no processes in /proc")
def test_memory_is_read_while_threads_and_processes_come_and_go() -> None:
    coming = [threading.Thread(target=lambda: [threading.Thread().start() for _ in range(2000)]) for _ in range(2)]
    for thread in coming:
        thread.start()

    read = [rss_mb(os.getpid()) for _ in range(200)]

    assert min(read) > 1
    for thread in coming:
        thread.join()


@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        ("select 1", 0),
        ("delete from events where token not null", 1),
        ("update events set token = token || 'x' where token not null", 1),
    ],
)
def test_an_acknowledged_tap_that_the_file_does_not_hold_is_lost(evening: Evening, damage: str, lost: int) -> None:
    book, seat = Book(), evening.seats["Cleo"].id
    tap = evening.raw("pinned", pin="worked")
    assert evening.send("Cleo", tap)[0].result == "accepted"
    book.accepted(evening.code, seat, tap)

    with closing(sqlite3.connect(evening.kit.store.file)) as file:
        file.execute(damage)
        file.commit()

    assert book.lost_in(evening.kit.store.file) == lost


def test_a_mark_that_the_feedback_does_not_show_is_a_difference() -> None:
    form = {"sentences": [{"words": "line", "text": "I listened"}], "overall": 2, "ratings": {}, "answers": {}}
    item = {"marks": [{"name": "Cleo", "value": "Partly"}]}
    view = {"form": form, "top": {"round": 1}, "opened": {"items": [item]}}

    said = {("marked", 1, "thanks"): "done", ("wrote", 1, "line"): "I waited", ("rated_overall", 1, ""): 2}

    assert list(differences(view, "Cleo", said, ["thanks"])) == [
        "('wrote', 1, 'line') is I listened, not I waited",
        "Cleo marked thanks done, the feedback says ['Partly']",
    ]


def test_failures_while_the_runner_keeps_the_server_down_are_not_errors() -> None:
    book = Book()

    book.down = True
    book.wrong("no answer")
    book.down = False
    book.wrong("no answer")

    assert (book.errors, book.counted["failures while it was down"]) == (1, 1)


def test_a_latency_is_written_down_once_the_other_device_shows_it() -> None:
    book = Book()
    probe = Probe(book, "ready", lambda view: bool(view["done"]))

    shown = [probe.seen({"done": False}), probe.seen({"done": True})]

    assert shown == [False, True]
    assert len(book.latencies) == 1


def test_percentiles_come_from_what_was_measured() -> None:
    assert [percentile([float(n) for n in range(101)], p) for p in (50, 95, 99)] == [50, 95, 99]
    assert percentile([], 95) is None


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="finds the server by /proc, which Linux has")
def test_the_servers_process_and_file_are_found_by_its_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert listening(server.getsockname()[1]) == os.getpid()
        port = server.getsockname()[1]
    assert listening(port) is None
    assert database_of(2**22 + 1) is None


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--url", "http://example.org"], "bots play on this machine only"),
        (["--url", "http://127.0.0.1:8501", "--trios", "1000"], "at most 300 trios and 30 minutes"),
        (["--url", "http://127.0.0.1:8501", "--minutes", "90"], "at most 300 trios and 30 minutes"),
        (["--url", "http://127.0.0.1:8501", "--chaos", "2"], "--chaos kills a server of its own"),
        ([], "either --url or --serve"),
    ],
)
def test_bots_play_on_this_machine_only_and_within_bounds(
    given: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        asked(given)

    assert says in capsys.readouterr().err
