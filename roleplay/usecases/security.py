"""The security log: refusals, keys, sign-outs, deletions. No text and no names.

One line per event, ``word key=value …``, and the same as attributes of the record for log collectors.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Final

from roleplay.people.attempts import Allowance
from roleplay.usecases.clock import ticks

log = logging.getLogger("roleplay.security")

PLAIN: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
"""An id, a number or one of our words; anything else could be somebody's text."""
AT_ONCE, PER_SECOND = 60, 1
"""Refusals of one kind that are written out, so that a flood of them can't fill the disk."""


class Notes:
    """One for a process; safe to call from any thread."""

    def __init__(self, ticks: Callable[[], int] = ticks) -> None:
        self._ticks = ticks
        self.begin()

    def begin(self) -> None:
        """Start again as if nothing had been refused yet."""
        self._allowance = Allowance(AT_ONCE, PER_SECOND)
        self._left_out: dict[str, int] = {}
        self._lock = Lock()

    def event(self, word: str, **facts: str | int | bool) -> None:
        """Something that somebody chose to do and that was done."""
        _write(logging.INFO, word, facts)

    def refusal(self, word: str, **facts: str | int | bool) -> None:
        """Something that was asked for and refused. If there are many at once, most are only counted."""
        with self._lock:
            if self._allowance.take(word, 1, self._ticks()):
                self._left_out[word] = self._left_out.get(word, 0) + 1
                return
            left_out = self._left_out.pop(word, 0)
        _write(logging.WARNING, word, facts | ({"left_out": left_out} if left_out else {}))


def short(device: str) -> str:
    """Enough of a device's hash to tell two lines of the log apart."""
    return device[:8]


def _write(level: int, word: str, facts: Mapping[str, str | int | bool]) -> None:
    shown = {key: str(value) if PLAIN.fullmatch(str(value)) else "?" for key, value in facts.items()}
    line = " ".join([word, *(f"{key}={value}" for key, value in shown.items())])
    log.log(level, line, extra={"security": word, **shown})


notes = Notes()
