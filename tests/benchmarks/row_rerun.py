"""Rerun of the live page against a bare page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.protocol import Tab
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.seeding import rooms_in_station
from tests.benchmarks.servers import bare_server, kit_server
from tests.benchmarks.table import Row, median

TURNS, RERUNS, ROUNDS = 10, 20, 3


def measure(folder: Path) -> list[Row]:
    """Streamlit's own protocol, both servers up at once, blocks of reruns in turn. From the message that asks to the
    one that says "finished". In a practice only the fragment reruns (the component asks for it when the stage
    changes); the whole page reruns when it is opened. The best of three rounds counts."""
    database, (room,) = rooms_in_station(folder, 1)
    with kit_server(database) as server, bare_server(folder / "bare") as bare:
        live = Tab(server, "practice", f"seat={room.student.seat}", room.student.cookie)
        button = Tab(bare)
        assert live.fragments, live.problems
        fragment = next(iter(live.fragments))
        rounds = [_round(lambda: live.rerun(fragment), live.rerun, button.rerun) for _ in range(ROUNDS)]
        live.close()
        button.close()
    part, whole, plain = zip(*rounds, strict=True)
    return [
        _row("rerun of the live page (its fragment) against a bare page", part, plain),
        _row("the same, the whole page", whole, plain),
    ]


def _round(*reruns: Callable[[], float]) -> tuple[float, ...]:
    wait_for_quiet(5)
    taken: list[list[float]] = [[] for _ in reruns]
    for _ in range(TURNS):
        for rerun, times in zip(reruns, taken, strict=True):
            times += [rerun() for _ in range(RERUNS)]
    return tuple(median(times) for times in taken)


def _row(what: str, ours: tuple[float, ...], bare: tuple[float, ...]) -> Row:
    ratio, mine, plain = min((a / b, a, b) for a, b in zip(ours, bare, strict=True))
    return Row(what, "≤ 2 ×", f"{ratio:.2f} × ({mine:.1f} ms against {plain:.1f} ms)", ratio <= 2)
