"""The phones of one session: they send the same things through the same use cases as in a real room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from roleplay.people.persons import Seat
from roleplay.people.visitor import Visitor
from roleplay.room.deadlines import advance, waits_until
from roleplay.room.events import Opened
from roleplay.room.stages import DEFAULT_PRESET, Stage
from roleplay.room.state import Role, Round, State
from roleplay.usecases.practice.messages import MOST_TAPS, read_tap
from roleplay.web.server.kit import Kit

SECOND, MINUTE = 1000, 60_000
A_MOMENT = 6 * SECOND
"""Longer than an undo can wait."""
Tap = dict[str, Any]


class Refusal(RuntimeError):
    """The kit refused what a phone sent: the demo is wrong, so it ends."""


@dataclass
class Wall:
    """The time in the term that is being played, in UTC milliseconds."""

    at: int

    def __call__(self) -> int:
        return self.at

    def until(self, at: int) -> None:
        """Move on to this time, never backwards."""
        self.at = max(self.at, at)

    def forward(self, milliseconds: int) -> None:
        self.at += milliseconds


@dataclass
class Room:
    """One session and the phones in it, a seat each, in order of arrival."""

    kit: Kit
    wall: Wall
    phones: Mapping[str, str]
    seats: dict[str, Seat] = field(default_factory=dict)
    code: str = ""
    numbers: count[int] = field(default_factory=lambda: count(1))

    def come_in(self, names: Sequence[str], waits: Iterable[int], meeting: str = "") -> None:
        """All of them, one after the other; newcomers agree to the ground rules. ``meeting`` is the session that their
        group planned, "" for none."""
        for name, wait in zip(names, waits, strict=True):
            seat = self._seat(name, meeting)
            self.seats[name] = seat
            self.kit.joining.accept_charter(Visitor(self.phones[name], seat=seat.id))
            self.wall.forward(wait)

    def _seat(self, name: str, meeting: str) -> Seat:
        """The first opens the session; the others join with the code, or with one tap if a group planned it."""
        who = Visitor(self.phones[name])
        if self.code and not meeting:
            return self.kit.joining.join(who, self.code, name)
        if meeting:
            (member,) = self.kit.people.on_device(who.device)
            who = who.named(member.person.id)
            seat = self.kit.groups.from_meeting.start(who, meeting, Opened(DEFAULT_PRESET))
        else:
            seat = self.kit.joining.open_practice(who, name, Opened(DEFAULT_PRESET))
        self.code = self.kit.joining.seat(Visitor(self.phones[name], seat=seat.id)).practice.code
        return seat

    @property
    def practice(self) -> int:
        return next(iter(self.seats.values())).practice

    @property
    def state(self) -> State:
        """The state as of now."""
        return advance(self.kit.rooms.live(self.practice).state, self.kit.clock.now())

    @property
    def round(self) -> Round:
        round_ = self.state.round
        assert round_ is not None
        return round_

    @property
    def stage(self) -> Stage:
        return self.state.stage

    def name_of(self, seat: str) -> str:
        return next(name for name, held in self.seats.items() if held.id == seat)

    def here(self) -> list[str]:
        """The names of those in the round."""
        return [self.name_of(seat) for seat in self.round.cast.here]

    def who(self, role: Role) -> list[str]:
        """The names of those with this role in the present round."""
        return [name for name in self.here() if role in self.round.cast.roles(self.seats[name].id)]

    def tap(self, kind: str, made: int, **values: Any) -> Tap:
        """A tap as a phone writes it."""
        return {"token": self._token(), "kind": kind, "round": len(self.state.rounds), "made": made, **values}

    def now(self, kind: str, **values: Any) -> Tap:
        """A tap made just now."""
        return self.tap(kind, self.wall.at, **values)

    def send(self, name: str, taps: Sequence[Tap]) -> None:
        """Send all at once, as a phone does after being busy. Raises `Refusal` if any tap is refused."""
        for first in range(0, len(taps), MOST_TAPS):
            sent = [read_tap(tap) for tap in taps[first : first + MOST_TAPS]]
            for answer in self.kit.rooms.take(self.practice, self.seats[name].id, sent):
                if answer.result != "accepted":
                    raise Refusal(f"{name}: {answer.say}")

    def try_move(self, name: str, move: str) -> str:
        """Make a move. Returns the sentence that says why it was refused, or "" if it wasn't."""
        step = read_tap({"token": self._token(), "kind": "move", "move": move, "stage": self.state.number})
        (answer,) = self.kit.rooms.take(self.practice, self.seats[name].id, [step])
        return "" if answer.result == "accepted" else answer.say

    def move(self, name: str, move: str) -> None:
        """Make a move that must succeed; if it waits for an undo, let that time pass."""
        if said := self.try_move(name, move):
            raise Refusal(f"{name}: {said}")
        if self.state.pending is not None:
            self.wall.forward(A_MOMENT)

    def wait(self) -> None:
        """Let the time of the present stage run out, or what is pending happen."""
        self.wall.until(waits_until(self.state))

    def _token(self) -> str:
        return f"demo-{next(self.numbers):06}"
