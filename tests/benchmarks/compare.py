"""`python -m tests.benchmarks.compare COMMIT COMMIT [options of tests.bots]` plays on two builds in turn.

Each build is checked out beside this one and plays with its own bots, since its sentences and addresses are its own
too, in the environment that runs this. The turns go A B, B A, A B, so that anything else the machine does affects both.
It prints each figure's median, all its turns, and the second build's ratio to the first.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.quiet import wait_for_quiet
from tests.kit_process import ROOT

Told = Mapping[str, Any]
FIGURES = ("p50_ms", "p95_ms", "p99_ms", "begin_p95_ms", "cpu_ms_a_tap", "rss_mb_end", "taps_a_second")
FAULTS = ("lost", "errors", "stuck")


def main() -> None:
    """Check both out, play, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.compare", description=__doc__.splitlines()[0])
    parser.add_argument("before", help="a commit or branch")
    parser.add_argument("after", nargs="?", default="HEAD", help="another; by default what is committed now")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=10.0)
    given, options = parser.parse_known_args()
    options += ["--minutes", str(given.minutes)]
    with (
        tempfile.TemporaryDirectory(prefix="compare-") as folder,
        checked_out(Path(folder, "before"), given.before) as before,
        checked_out(Path(folder, "after"), given.after) as after,
    ):
        told = alternated((before, after), given.turns, given.minutes, options)
    print(table((given.before, given.after), told))


@contextmanager
def checked_out(folder: Path, commit: str) -> Iterator[Path]:
    """A work tree of this commit, for as long as the block lasts."""
    _git("worktree", "add", "--detach", "--quiet", str(folder), commit)
    try:
        yield folder
    finally:
        _git("worktree", "remove", "--force", str(folder))


def order(turns: int) -> list[int]:
    """Which build plays when: each goes first as often as the other, or nearly."""
    return [build for turn in range(turns) for build in ((0, 1) if turn % 2 == 0 else (1, 0))]


def alternated(
    builds: tuple[Path, Path], turns: int, minutes: float, options: Sequence[str]
) -> tuple[list[Told], list[Told]]:
    """What each build's bots reported, turn by turn."""
    told: tuple[list[Told], list[Told]] = ([], [])
    for build in order(turns):
        quiet = "" if wait_for_quiet() else ", while other programs work"
        print(f"playing on {builds[build].name}{quiet} …", file=sys.stderr, flush=True)
        told[build].append(played(builds[build], minutes, options))
        print(f"  {dict(told[build][-1])}", file=sys.stderr, flush=True)
    return told


def played(build: Path, minutes: float, options: Sequence[str]) -> Told:
    """One run of the build's own bots on its own kit. Faults in a run show in its figures, not its exit code."""
    command = [sys.executable, "-m", "tests.bots", "--serve", *options]
    ran = subprocess.run(command, cwd=build, capture_output=True, text=True, timeout=60 * minutes + 600, check=False)
    lines = ran.stdout.strip().splitlines()
    if not lines:
        raise RuntimeError(f"The bots of {build.name} reported nothing: {ran.stderr[-2000:]}")
    return worked_out(json.loads(lines[-1]), minutes)


def worked_out(told: Told, minutes: float) -> Told:
    """With the server's processor time per tap, and taps per second."""
    busy, taps = told.get("server_cpu_pct"), told["taps"]
    cost = None if busy is None or not taps else round(busy * 600 * minutes / taps, 1)
    return {**told, "cpu_ms_a_tap": cost, "taps_a_second": round(taps / 60 / minutes, 1)}


def table(names: tuple[str, str], told: tuple[Sequence[Told], Sequence[Told]]) -> str:
    """A line for each figure, in Markdown."""
    lines = [f"| | {names[0]} | {names[1]} | ratio |", "|---|---|---|---|"]
    lines += [_line(figure, *([run.get(figure) for run in runs] for runs in told)) for figure in FIGURES]
    counts = (" + ".join(str(sum(run[fault] for run in runs)) for fault in FAULTS) for runs in told)
    return "\n".join([*lines, f"| {', '.join(FAULTS)} | {' | '.join(counts)} | |"])


def _line(figure: str, before: Sequence[float | None], after: Sequence[float | None]) -> str:
    middles = [_middle(before), _middle(after)]
    ratio = f"{middles[1] / middles[0]:.2f}" if middles[0] and middles[1] is not None else ""
    cells = (
        "not told" if middle is None else f"{middle:g} ({', '.join(map(str, runs))})"
        for middle, runs in zip(middles, (before, after), strict=True)
    )
    return f"| {figure} | {' | '.join(cells)} | {ratio} |"


def _middle(runs: Sequence[float | None]) -> float | None:
    known = [run for run in runs if run is not None]
    return median(known) if known else None


def _git(*arguments: str) -> None:
    subprocess.run(["git", "-C", str(ROOT), *arguments], check=True, capture_output=True, text=True)


if __name__ == "__main__":
    main()
