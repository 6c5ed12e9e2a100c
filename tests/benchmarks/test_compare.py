"""Two builds are compared fairly, and what they lost is not averaged away."""

from __future__ import annotations

from tests.benchmarks.compare import order, table, worked_out

RUN = {"taps": 600, "server_cpu_pct": 20, "p95_ms": 90, "lost": 0, "errors": 0, "stuck": 0}


def test_each_build_plays_first_as_often_as_the_other() -> None:
    assert order(4) == [0, 1, 1, 0, 0, 1, 1, 0]


def test_a_tap_costs_the_processor_time_of_the_whole_run_shared_by_its_taps() -> None:
    told = worked_out(RUN, minutes=1)

    assert told["cpu_ms_a_tap"] == 20.0  # 12 s of one core for 600 taps
    assert told["taps_a_second"] == 10.0


def test_a_killed_server_has_no_cost_a_tap() -> None:
    assert worked_out(RUN | {"server_cpu_pct": None}, minutes=1)["cpu_ms_a_tap"] is None


def test_the_ratio_is_of_the_middle_turns() -> None:
    before = [RUN | {"p95_ms": figure} for figure in (90, 100, 900)]
    after = [RUN | {"p95_ms": figure} for figure in (10, 25, 30)]

    assert "| p95_ms | 100 (90, 100, 900) | 25 (10, 25, 30) | 0.25 |" in table(("old", "new"), (before, after))


def test_one_lost_tap_in_any_turn_is_seen() -> None:
    before, after = [RUN, RUN, RUN], [RUN, RUN | {"lost": 1}, RUN]

    assert "| lost, errors, stuck | 0 + 0 + 0 | 1 + 0 + 0 | |" in table(("old", "new"), (before, after))
