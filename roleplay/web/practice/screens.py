"""What each seat was shown, numbered, so that a device never draws an older screen over a newer one.

A screen may arrive by socket or in the answer to a tap, in any order. The number counts the changes to this seat's
own screen and nothing else, so it doesn't show how much the others tap.
"""

import json
from dataclasses import dataclass
from threading import Lock
from typing import Any

import orjson

from roleplay.people.persons import Seat
from roleplay.room.deadlines import wakes_at
from roleplay.room.views import View, as_json
from roleplay.sheets.handouts import Handout, Sent, handout_of, sent
from roleplay.usecases.practice.live import Live
from roleplay.usecases.practice.rooms import Rooms
from roleplay.web.practice.around import Around, around

TABLE = ""
"""The seat id of a table clock, which may look but do nothing."""
MOST_KEPT = 4096
"""Screens remembered; one that was forgotten starts again at a number taken from the clock."""


@dataclass(frozen=True)
class Shown:
    """What a seat was shown last. It holds until something is logged that this seat may see (``row`` is the last such
    row of the log that was read as ``root``), or the clock comes to ``until``."""

    root: int
    row: int
    until: float
    number: int
    screen: str
    text: str
    around: Around
    handout: Handout | None
    reads: Sent


class Screens:
    """One for a process; safe to call from any thread."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._last: dict[tuple[int, str], Shown] = {}
        self._papers: dict[int, tuple[Handout, Sent]] = {}
        self._lock = Lock()

    def of(self, seat: Seat) -> Shown:
        """The number grows when the text changes, which is the view as JSON; ``screen`` is its type's name."""
        key = (seat.practice, seat.id)
        with self._lock:
            live, now = self._rooms.live(seat.practice), self._rooms.now()
            last = self._last.pop(key, None)
            if last is None or last.root != live.root or last.row != live.seen.by(seat.id) or now >= last.until:
                last = self._anew(seat, live, last)
            self._last[key] = last
            while len(self._last) > MOST_KEPT:
                self._last.pop(next(iter(self._last)))
        return last

    def _anew(self, seat: Seat, live: Live, last: Shown | None) -> Shown:
        # Asked before the view is made: what happens in between is then looked for once more, and not missed.
        row, until = live.seen.by(seat.id), wakes_at(self._rooms.state(seat.practice))
        shown = self._view(seat)
        text, number = as_json(shown), last.number if last else self._rooms.now()
        if last is None or text != last.text:
            number += 1
        handout = handout_of(shown)
        # Most taps change nothing in it, and making it is the dearer part.
        reads = last.reads if last is not None and handout == last.handout else self._sent(seat.practice, handout)
        ends = float("inf") if until is None else until
        name = type(shown).__name__
        return Shown(live.root, row, ends, number, name, text, around(shown), handout, reads)

    def _sent(self, practice: int, handout: Handout | None) -> Sent:
        """One that was made last for this practice serves again: everybody reads the same feedback."""
        if handout is None:
            return sent(None)
        made = self._papers.pop(practice, None)
        if made is None or made[0] != handout:
            made = handout, sent(handout)
        self._papers[practice] = made
        while len(self._papers) > MOST_KEPT:
            self._papers.pop(next(iter(self._papers)))
        return made[1]

    def answer(self, seat: Seat, boot: str, answers: dict[str, Any]) -> str:
        """What is sent in answer to taps: the view with the time, and the answers beside it. What there is to read is
        only named; see `pushed`."""
        return self._message(self.of(seat), boot, answers)

    def pushed(self, shown: Shown, boot: str, has: str, more: dict[str, Any] | None = None) -> str:
        """What is sent to a device that ``has`` a handout of this name, with ``more`` beside the view."""
        reads = shown.reads
        parts = "" if reads.name in ("", has) else f', "parts": {reads.text}'
        return self._message(shown, boot, more or {}, parts)

    def _message(self, shown: Shown, boot: str, more: dict[str, Any], parts: str = "") -> str:
        head = {"boot": boot, "now": self._rooms.now(), "screen": shown.screen, "order": shown.number}
        head |= {"around": [shown.around.key, shown.around.moment], "handout": shown.reads.name} | more
        return f'{_dumps(head)[:-1]}{parts}, "view": {shown.text}}}'

    def _view(self, seat: Seat) -> View:
        return self._rooms.table(seat.practice) if seat.id == TABLE else self._rooms.view(seat.practice, seat.id)


def _dumps(head: dict[str, Any]) -> str:
    try:
        return orjson.dumps(head).decode()
    except orjson.JSONEncodeError:  # an answer repeats the token as it came, and half a surrogate pair isn't UTF-8
        return json.dumps(head)
