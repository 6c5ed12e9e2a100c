"""A rerun of the live page, compared with a bare page."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.protocol import Tab
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.seeding import rooms_in_station
from tests.benchmarks.servers import Server, bare_server, kit_server
from tests.benchmarks.table import Row, median

RERUNS, ROUNDS = 150, 3
Cost = tuple[float, float]
"""Milliseconds of a rerun: elapsed (median), and of the server's processor (mean)."""


def measure(folder: Path) -> list[Row]:
    """By Streamlit's own protocol, with both servers up, in blocks of reruns in turn. Measured from the message that
    asks to the one that says "finished". During a session only the fragment reruns (the component asks for it at
    its beginning and end); the whole page runs when it is opened. The best of three rounds counts.

    Every rerun, even the bare one, mostly waits inside Streamlit, so the ratio of elapsed times hides what a page
    costs; the server's processor time shows it (Linux only)."""
    database, (room,) = rooms_in_station(folder, 1)
    with kit_server(database) as server, bare_server(folder / "bare") as bare:
        live = Tab(server, "practice", f"seat={room.student.seat}", room.student.cookie)
        button = Tab(bare)
        assert live.fragments, live.problems
        fragment = next(iter(live.fragments))
        rounds = [_round(server, bare, lambda: live.rerun(fragment), live.rerun, button.rerun) for _ in range(ROUNDS)]
        live.close()
        button.close()
    part, whole, plain = zip(*rounds, strict=True)
    return [
        _row("rerun of the live page (its fragment) against a bare page", part, plain, 0),
        _row("the same, processor time of the server", part, plain, 1),
        _row("rerun of the whole live page against a bare page", whole, plain, 0),
        _row("the same, processor time of the server", whole, plain, 1),
    ]


def _round(
    server: Server, bare: Server, part: Callable[[], float], whole: Callable[[], float], plain: Callable[[], float]
) -> tuple[Cost, Cost, Cost]:
    wait_for_quiet(5)
    return _cost(server, part), _cost(server, whole), _cost(bare, plain)


def _cost(server: Server, rerun: Callable[[], float]) -> Cost:
    before = _processor(server)
    taken = [rerun() for _ in range(RERUNS)]
    return median(taken), (_processor(server) - before) / RERUNS


def _processor(server: Server) -> float:
    """Milliseconds of processor time that the server has used."""
    fields = Path(f"/proc/{server.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _row(what: str, ours: tuple[Cost, ...], bare: tuple[Cost, ...], which: int) -> Row:
    pairs = [(a[which], b[which]) for a, b in zip(ours, bare, strict=True)]
    ratio, mine, plain = min((a / b, a, b) for a, b in pairs)
    return Row(what, "≤ 2 ×", f"{ratio:.2f} × ({mine:.1f} ms against {plain:.1f} ms)", ratio <= 2)
