"""What the log of a real room holds: times within their bounds, and no name beside a STOP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from builders import HOUR, LENGTHS, MINUTE, START, a_case, a_rubric, a_snapshot

from roleplay.content.loading import Library
from roleplay.marking.marksheet import Mark
from roleplay.people.persons import Person, Seat
from roleplay.room import events as ev
from roleplay.room.decide import Step
from roleplay.room.events import NOBODY, Logged
from roleplay.room.fold import fold
from roleplay.room.taps import Tap
from roleplay.room.vocabulary import Move
from roleplay.storage import Store, open_store
from roleplay.usecases.clock import Clock
from roleplay.usecases.practice.messages import Answer, Sent
from roleplay.usecases.practice.rooms import Rooms
from roleplay.usecases.practice.snapshots import read_snapshot

STATION = START + 5 * MINUTE


class Kept:
    """One practice in a store; a, b and c are student, patient and observer. ``wall`` is the machine's clock."""

    def __init__(self, store: Store) -> None:
        self.store, self.wall, self.tokens = store, START, count(1)
        self.rooms = self.a_server()
        self.snapshot, body = a_snapshot(a_case(), a_rubric())
        with store.write() as writer:
            self.practice = writer.practices.add_practice("ABC234", START).id
            writer.log.add_snapshot(self.snapshot.fingerprint, body)
            for seat in "abc":
                writer.persons.add_person(Person(seat, seat))
                writer.practices.add_seat(Seat(seat, self.practice, seat, f"Person {seat}"), START)
        began = ev.RoundBegan(self.snapshot.fingerprint, "a", "b", ("c",), LENGTHS)
        with self.rooms.writing(self.practice) as session:
            session.live = replace(session.live, seats=session.writer.practices.seats(self.practice))
            session.knows(self.snapshot)
            session.log(ev.Opened("uk-osce"), NOBODY)
            for seat in "abc":
                session.log(ev.Sat(), seat)
            session.log(began, "a")
            session.log(ev.NoteAccepted(), "b")

    def a_server(self) -> Rooms:
        """One that knows only the store; all it has is its machine's clock."""
        clock = Clock(wall=lambda: self.wall, ticks=lambda: 0)
        return Rooms(self.store, lambda: Library({}, {}, {}, {}, ()), clock, lambda practice, seats: None)

    def send(self, seat: str, act: Tap | Step) -> Answer:
        token = f"token-{next(self.tokens)}"
        return self.rooms.take(self.practice, seat, [Sent(token, f"digest of {token}", act)])[0]

    def marks(self, made: int) -> Answer:
        return self.send("c", Tap(ev.Marked("net", Mark.DONE), 1, made))

    @property
    def log(self) -> tuple[Logged, ...]:
        with self.store.read() as reader:
            return reader.log.events(self.practice)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Kept]:
    store = open_store(f"sqlite:///{tmp_path / 'kit.sqlite3'}", START)
    yield Kept(store)
    store.close()


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        (STATION + HOUR, STATION),
        (STATION + 1, STATION),
        (STATION, STATION),
        (STATION - 7, STATION - 7),
        (START, START),
        (START - 1, START),
        (STATION - HOUR, START),
    ],
)
def test_a_taps_time_stays_between_the_rounds_beginning_and_its_receipt(room: Kept, made: int, kept: int) -> None:
    room.wall = STATION

    room.marks(made)

    assert (room.log[-1].made, room.log[-1].at) == (kept, STATION)


def test_a_machines_clock_set_back_an_hour_does_not_set_the_log_back(room: Kept) -> None:
    room.wall = STATION
    room.marks(STATION)
    room.wall -= HOUR

    room.marks(STATION)

    assert [logged.at for logged in room.log[-2:]] == [STATION, STATION]


def test_a_restarted_server_with_a_clock_behind_does_not_set_the_log_back(room: Kept) -> None:
    room.wall = STATION
    room.marks(STATION)
    room.wall -= HOUR
    room.rooms = room.a_server()

    assert room.marks(STATION).result == "accepted"
    assert room.log[-1].at == STATION


@pytest.mark.parametrize("seat", ["a", "b", "c"])
def test_the_row_of_a_stop_names_nobody(room: Kept, seat: str) -> None:
    before = room.log
    room.wall = STATION

    assert room.send(seat, Step(Move.STOP, 0)).result == "accepted"

    row = room.log[-1]
    assert (room.log[:-1], row.event, row.seat, row.round, row.made) == (before, ev.Stopped(), NOBODY, None, None)


def test_a_stale_move_is_answered_with_a_sentence_and_stores_nothing(room: Kept) -> None:
    before = room.log

    answer = room.send("a", Step(Move.PAUSE, 0))

    assert answer.say == "The session had already moved on, so that changed nothing. You can now see the current step."
    assert room.log == before


def test_a_new_server_shows_every_seat_what_the_old_one_did(room: Kept) -> None:
    room.wall = STATION
    room.marks(STATION)
    old = [room.rooms.view(room.practice, seat) for seat in "abc"]

    assert [room.a_server().view(room.practice, seat) for seat in "abc"] == old


def test_the_stored_log_folds_to_the_state_that_the_server_holds(room: Kept) -> None:
    room.wall = STATION
    room.marks(STATION)

    assert fold(room.log, {room.snapshot.fingerprint: room.snapshot}) == room.rooms.live(room.practice).state


def test_a_snapshot_comes_back_from_the_store_as_it_was(room: Kept) -> None:
    with room.store.read() as reader:
        body = reader.log.snapshot(room.snapshot.fingerprint)

    assert body is not None
    assert read_snapshot(room.snapshot.fingerprint, body) == room.snapshot


def test_an_edited_case_is_another_snapshot() -> None:
    first, _ = a_snapshot(a_case(), a_rubric())
    edited, _ = a_snapshot(a_case(title="Short of breath at night"), a_rubric())
    again, _ = a_snapshot(a_case(), a_rubric())

    assert first.fingerprint != edited.fingerprint
    assert first.fingerprint == again.fingerprint
