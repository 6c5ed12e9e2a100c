"""The devices of a practice on a real kit, and a record of what was acknowledged to them.

Everything that a device does goes through `Room`; what must hold is in `model_truths`. The kit under it may be
restarted, and its power may go, at any moment (`model_power`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from model_power import Machine
from model_spec import takes

from roleplay.errors import Fault, Refused
from roleplay.people.persons import Seat
from roleplay.people.private import Private
from roleplay.people.visitor import Visitor
from roleplay.room import events as ev
from roleplay.room.codec import encode
from roleplay.room.deadlines import advance
from roleplay.room.events import NOBODY
from roleplay.room.moves import NAMELESS
from roleplay.room.state import State
from roleplay.room.taps import Tap
from roleplay.room.views import View, as_json
from roleplay.room.vocabulary import Move
from roleplay.usecases.practice.live import Live
from roleplay.usecases.practice.messages import Answer, Sent, read_tap
from roleplay.usecases.practice.rooms import HandRow
from roleplay.web.server.kit import Kit

NAMES = ("Anna~", "Benedikt~", "Cleo~", "Dorothea~", "Emil~")
"""Marked, so that a file can be searched for them."""
MAY_FAIL = frozenset({Move.BEGIN, Move.MORE, Move.REPLAN, Move.ANOTHER, Move.SWAP})
"""Steps for which the planner may find nothing, although the screen offers them."""
Raw = dict[str, Any]


@dataclass(frozen=True)
class Acknowledged:
    """A tap or step that was accepted; ``seq`` is its row in the log. ``erased`` with a history."""

    seat: str
    sent: Sent
    seq: int
    erased: bool = False

    @property
    def named(self) -> str:
        """The seat in its row."""
        return NOBODY if getattr(self.sent.act, "move", None) in NAMELESS else self.seat


@dataclass
class Screen:
    """What a device shows, and what is still on its way to it. It never draws an older screen over a newer one."""

    boot: str = ""
    order: int = -1
    text: str = ""
    coming: list[tuple[str, int, str]] = field(default_factory=list)

    def hears(self, which: int) -> None:
        boot, order, text = self.coming.pop(which % len(self.coming))
        if boot != self.boot or order >= self.order:
            self.boot, self.order, self.text = boot, order, text


class Room:
    """One practice. ``book`` is what the kit acknowledged, in the order of its log."""

    def __init__(self, machine: Machine, numbers: count[int]) -> None:
        self.machine, self.numbers = machine, numbers
        self.practice, self.code = 0, ""
        self.seats: dict[str, Seat] = {}
        self.former: list[str] = []
        self.book: list[Acknowledged] = []
        self.sent: list[tuple[str, Raw]] = []
        self.kept: dict[str, list[Raw]] = {}
        self.screens: dict[str, Screen] = {}
        self.claims: dict[str, tuple[str, str]] = {}
        self.walked = State()
        self.once: dict[str, Any] | None = None

    @contextmanager
    def looked_at(self) -> Iterator[None]:
        """A moment in which nothing happens: what several truths need is read, drawn and written out once."""
        self.once = {}
        try:
            yield
        finally:
            self.once = None

    @property
    def kit(self) -> Kit:
        return self.machine.kit

    @property
    def live(self) -> Live:
        return self.kit.rooms.live(self.practice)

    @property
    def state(self) -> State:
        """As of now."""
        return advance(self.live.state, self.kit.clock.now())

    @property
    def closed(self) -> bool:
        return self.kit.clock.now() >= self.state.closes_at

    @property
    def ever(self) -> tuple[str, ...]:
        """Every seat that there ever was."""
        return (*self.former, *(seat.id for seat in self.seats.values()))

    def view(self, seat: str) -> View:
        if self.once is None:
            return self.kit.rooms.view(self.practice, seat)
        key = f"view of {seat}"
        if key not in self.once:
            self.once[key] = self.kit.rooms.view(self.practice, seat)
        view: View = self.once[key]
        return view

    def text(self, seat: str) -> str:
        """The view as sent."""
        if self.once is None:
            return as_json(self.view(seat))
        key = f"text of {seat}"
        if key not in self.once:
            self.once[key] = as_json(self.view(seat))
        text: str = self.once[key]
        return text

    def log(self, after: int = 0) -> tuple[ev.Logged, ...]:
        """Rows are numbered from 1 without gaps, which is the first of the truths."""
        if self.once is None:
            return self._read(after)
        if "log" in self.once:
            return tuple(self.once["log"][after:])
        if after:
            return self._read(after)
        self.once["log"] = self._read(0)
        return tuple(self.once["log"])

    def _read(self, after: int) -> tuple[ev.Logged, ...]:
        with self.kit.store.read() as reader:
            return reader.log.events(self.practice, after)

    # People

    def opens(self, name: str, opened: ev.Opened) -> None:
        """If the power fails there is no practice, or an empty one: then they try again."""
        seat = self.machine.use(lambda kit: kit.joining.open_practice(Visitor(device_of(name)), name, opened))
        seat = seat or self.kit.joining.open_practice(Visitor(device_of(name)), name, opened)
        self.practice = seat.practice
        with self.kit.store.read() as reader:
            practice = reader.practices.practice(seat.practice)
        assert practice is not None
        self.code = practice.code
        self._sits(name, seat)

    def joins(self, name: str) -> None:
        """For the first time, again after leaving, or while they are there, when nothing happens."""
        state, held = self.state, self.seats.get(name)
        try:
            seat = self.machine.use(lambda kit: kit.joining.join(Visitor(device_of(name)), self.code, name))
        except Fault as fault:
            if not self.closed and state.stage != "over":
                raise AssertionError(f"{name} cannot come in") from fault
            return
        if seat is not None:
            assert held is None or seat == held
            assert seat.id in self.state.seats
            self._sits(name, seat)

    def _sits(self, name: str, seat: Seat) -> None:
        self.seats[name] = seat
        self.kept.setdefault(seat.id, [])
        self.screens.setdefault(seat.id, Screen())

    def claims_seat(self, name: str, phone: str) -> None:
        """From a phone that doesn't have it."""
        if phone == device_of(name):
            return
        try:
            claim = self.machine.use(lambda kit: kit.joining.claim(Visitor(phone), self.code, name))
        except Fault:
            return
        if claim is not None:
            self.claims[claim] = (self.seats[name].id, phone)

    def sets(self, name: str, private: Private) -> None:
        """A guest on somebody else's phone may no longer do so once the practice is over."""
        try:
            who = Visitor(device_of(name), seat=self.seats[name].id)
            self.machine.use(lambda kit: kit.settings.set_private(who, private))
        except Fault as fault:
            if name != NAMES[-1] or not self.state.ended:
                raise AssertionError(f"{name} cannot set anything") from fault

    def plans(self, name: str, rows: list[HandRow]) -> None:
        """By people's positions on the screen; asserts that these are planned. Without rows the kit plans."""
        shown, certain = [person.name for person in self.view(self.seats[name].id).top.people], self.machine.cut is None
        try:
            if not rows:
                self.machine.use(lambda kit: kit.rooms.plan_anew(self.practice))
                return
            self.machine.use(lambda kit: kit.rooms.plan_by_hand(self.practice, self.seats[name].id, rows))
        except Fault:
            return
        if certain:
            planned = [(self.live.names[row.student], self.live.names[row.patient]) for row in self.state.plan]
            assert planned == [(shown[row.student], shown[row.patient]) for row in rows]

    # Taps and moves

    def raw_tap(self, event: ev.Event, number: int, made: int) -> Raw:
        """As a device writes it."""
        return {"token": self._token(), "kind": event.kind, "round": number, "made": made, **encode(event)}

    def raw_move(self, move: str, number: int, **more: Any) -> Raw:
        return {"token": self._token(), "kind": "move", "move": move, "stage": number, **more}

    def _token(self) -> str:
        return f"token-{next(self.numbers):06}"

    def taps(self, seat: str, event: ev.Event, number: int, made: int) -> None:
        """One tap. Asserts that it is accepted exactly if it may be made."""
        raw = self.raw_tap(event, number, made)
        sent = read(raw)
        if isinstance(sent, Answer):
            self.sends(seat, [raw])
            return
        assert isinstance(sent.act, Tap)
        may = not self.closed and takes(self.state, sent.act, seat)
        answer = self.sends(seat, [raw])
        assert not answer or (answer[0].result == "accepted") is may, f"{event} of {seat}: {answer[0]}"

    def moves(self, seat: str, move: Move, number: int, **more: Any) -> None:
        """One step. Asserts that it is accepted if the screen offers it, and only then."""
        before = self.state
        top = self.kit.rooms.view(self.practice, seat).top if seat in self.ever else None
        offered = top is not None and move.value in top.moves and not self.closed
        answered = self.sends(seat, [self.raw_move(move, number, **more)])
        if not answered or move in (Move.LET_IN, Move.KEEP_OUT):
            return
        current = number == before.number or move is Move.STOP
        taken = answered[0].result == "accepted"
        assert not taken or (offered and current), f"{move} of {seat} on {number}, now {before.number}: {top}"
        if offered and current and move not in MAY_FAIL and not more.get("held"):
            assert taken, f"{seat} is offered {move}: {answered[0].say}"

    def sends(self, seat: str, batch: list[Raw]) -> list[Answer]:
        """A message from a device; no answers if they were lost. Then it keeps what it sent, to send it again."""
        self.sent += [(seat, raw) for raw in batch]
        heard = self.machine.cut is None
        length, stored = len(self.book), [read(raw) for raw in batch]
        answers = self.machine.use(lambda kit: kit.rooms.take(self.practice, seat, stored))
        assert heard or self.machine.transactions <= 1, "a message is stored in several parts"
        if answers is not None:
            self._enter(seat, stored, answers)
            self.shows(seat)
        if answers is None or not heard:
            self.kept.setdefault(seat, []).extend(batch)
        assert answers is not None or len(self.book) == length
        return answers if answers is not None and heard else []

    def _enter(self, seat: str, batch: list[Sent | Answer], answers: list[Answer]) -> None:
        """Compare each answer with the book, and write down what was accepted."""
        rows = {(row.seat, row.token): row.seq for row in self.log() if row.token}
        for sent, answer in zip(batch, answers, strict=True):
            if isinstance(sent, Answer):
                assert answer is sent
                continue
            entry = Acknowledged(seat, sent, 0)
            before = [a for a in self.book if (a.named, a.sent.token) == (entry.named, sent.token) and not a.erased]
            if before:
                same = before[0].sent.digest == sent.digest
                assert answer.result == ("known" if same else "refused"), f"sent before: {answer}"
            else:
                assert answer.result != "known", f"never accepted: {sent}"
                if answer.result == "accepted":
                    self.book.append(replace(entry, seq=rows[entry.named, sent.token]))
            assert bool(answer.say) is (answer.result == "refused")

    def forgets(self, name: str) -> bool:
        """Delete everything of this person's. They can't while they are in a running practice."""
        person = self.seats[name].person
        try:
            self.machine.use(lambda kit: kit.people.forget(Visitor(device_of(name), person=person)))
        except Fault:
            return False
        with self.kit.store.read() as reader:
            left = reader.persons.person(person)
        return left is not None and left.name != name

    # Screens

    def shows(self, seat: str) -> None:
        """The seat's current screen is on its way to its device."""
        if (held := next((one for one in self.seats.values() if one.id == seat), None)) is None:
            return
        shown = self.kit.screens.of(held)
        coming = self.screens[seat].coming
        coming.append((self.kit.boot, shown.number, shown.text))
        del coming[:-6]


def device_of(name: str) -> str:
    """The hash of this person's cookie. The last one has no phone, and joins on the first one's."""
    return f"device {NAMES.index(name) % (len(NAMES) - 1)}"


def read(raw: Raw) -> Sent | Answer:
    try:
        return read_tap(raw)
    except Refused as refused:
        return Answer(str(raw.get("token")), "refused", str(refused))
