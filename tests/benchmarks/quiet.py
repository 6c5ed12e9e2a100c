"""Waits for a quiet moment: figures taken while other programs are busy say nothing about the kit."""

from __future__ import annotations

import os
import time
from pathlib import Path

STAT = Path("/proc/stat")
SHARE, PATIENCE = 0.2, 20.0


def wait_for_quiet(patience: float = PATIENCE) -> bool:
    """Wait for a second that uses less than a fifth of one core; False if none comes. Linux only."""
    until = time.monotonic() + patience
    while STAT.is_file():
        if _busy_for_a_second() < SHARE:
            return True
        if time.monotonic() > until:
            return False
    return True


def _busy_for_a_second() -> float:
    before, began = _busy(), time.monotonic()
    time.sleep(1)
    return (_busy() - before) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - began)


def _busy() -> int:
    """Ticks in which some core was busy."""
    user, nice, system, *_ = map(int, STAT.read_text(encoding="ascii").split("\n", 1)[0].split()[1:])
    return user + nice + system
