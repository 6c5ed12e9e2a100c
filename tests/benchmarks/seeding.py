"""Sessions at the point where a measurement begins, written into a database by the kit's own use cases.

The clock is set back, so that a station has begun, or is over, when the server opens the file.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.room.events import Opened
from roleplay.usecases.clock import wall
from roleplay.usecases.practice.messages import read_tap
from roleplay.web.server.kit import Kit, build_kit
from tests.benchmarks.servers import ROOT

NAMES = ("Anna", "Ben", "Cleo")
CASE = "hot-at-bedtime"
FINDINGS = 12
MINUTE = 60_000
PRESET = "us"  # one minute of reading, fifteen of station


@dataclass(frozen=True)
class Place:
    """One person's seat and the cookie of the phone that holds it."""

    seat: str
    cookie: str


@dataclass(frozen=True)
class Room:
    """A session of three, by the roles the planner gave them (in the lobby, by order of arrival)."""

    code: str
    practice: int
    student: Place
    patient: Place
    observer: Place

    @property
    def places(self) -> tuple[Place, Place, Place]:
        return self.student, self.patient, self.observer


class Seeder:
    """Makes rooms. ``back`` is how far its clock is set back, in milliseconds; it can only decrease."""

    def __init__(self, folder: Path, back: int) -> None:
        self.database = folder / "kit.sqlite3"
        self.back = back
        url = f"sqlite:///{self.database}"
        self.kit: Kit = build_kit(url, _content(folder / "content"), lambda: wall() - self.back)

    def prepare(self, ready: int = 0) -> Room:
        """Begins a round; so many of the three are ready."""
        room = self._cast(self.lobby())
        for place in room.places[:ready]:
            self.move(room, place, "ready")
        return room

    def _cast(self, room: Room) -> Room:
        """Begins the round: the planner chooses who is who."""
        self.move(room, room.student, "begin")
        round_ = self.kit.rooms.live(room.practice).state.round
        assert round_ is not None
        held, cast = {place.seat: place for place in room.places}, round_.cast
        return Room(room.code, room.practice, held[cast.student], held[cast.patient], held[cast.observers[0]])

    def forms(self, room: Room, handed_in: int) -> None:
        """After the bell, everybody fills in the form and so many submit it."""
        for number, place in enumerate(room.places):
            self.taps(room, place, *_form(self.kit, room, number), *([{"kind": "handed_in"}] * (number < handed_in)))

    def taps(self, room: Room, place: Place, *taps: dict[str, Any]) -> None:
        """Sends what a phone would send; all of it has to be accepted."""
        now = self.kit.clock.now()
        raw = [{"token": secrets.token_hex(16), "round": 1, "made": now, **tap} for tap in taps]
        answers = self.kit.rooms.take(room.practice, place.seat, [read_tap(tap) for tap in raw])
        assert all(answer.result == "accepted" for answer in answers), answers

    def move(self, room: Room, place: Place, move: str) -> None:
        """Makes a move at the present stage."""
        stage = self.kit.rooms.view(room.practice, place.seat).top.number
        self.taps(room, place, {"kind": "move", "move": move, "stage": stage})

    def lobby(self) -> Room:
        """Three people before their first round."""
        tokens = [secrets.token_urlsafe(32) for _ in NAMES]
        first = self.kit.joining.open_practice(Visitor(device_hash(tokens[0])), NAMES[0], Opened(PRESET))
        with self.kit.store.read() as reader:
            practice = reader.practices.practice(first.practice)
        assert practice is not None
        join = self.kit.joining.join
        others = [
            join(Visitor(device_hash(token)), practice.code, name)
            for token, name in zip(tokens[1:], NAMES[1:], strict=True)
        ]
        given = map(self.kit.devices.signed, tokens)
        places = [Place(seat.id, cookie) for seat, cookie in zip([first, *others], given, strict=True)]
        return Room(practice.code, practice.id, *places)


@contextmanager
def seeding(folder: Path, back: int = 0) -> Iterator[Seeder]:
    """A seeder on a database in this folder; closed afterwards."""
    seeder = Seeder(folder, back)
    try:
        yield seeder
    finally:
        seeder.kit.close()


def rooms_in_station(folder: Path, count: int) -> tuple[Path, list[Room]]:
    """The database, and so many rooms with the station running for half a minute."""
    with seeding(folder, back=3 * MINUTE // 2) as seeder:
        return seeder.database, [seeder.prepare(ready=3) for _ in range(count)]


def _content(folder: Path) -> Path:
    """The kit's rubrics and one of its cases, with enough findings to hand over."""
    if folder.exists():
        return folder
    shutil.copytree(ROOT / "rubrics", folder / "rubrics")
    (folder / "cases").mkdir()
    case = yaml.safe_load((ROOT / "cases" / f"{CASE}.yaml").read_text(encoding="utf-8"))
    case["findings"] = [{"id": f"card-{n}", "ask": f"Card {n}", "card": f"Result {n}"} for n in range(FINDINGS)]
    text = yaml.safe_dump(case, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "cases" / f"{CASE}.yaml").write_text(text, encoding="utf-8")
    return folder


def rooms_before_the_sheets(folder: Path, count: int) -> tuple[Path, list[Room]]:
    """The database, and so many rooms in the last turn of the debrief: the next move opens the feedback."""
    with seeding(folder, back=17 * MINUTE) as seeder:
        rooms = [seeder.prepare(ready=3) for _ in range(count)]
        seeder.back = 0
        for room in rooms:
            seeder.forms(room, handed_in=3)
            for _ in range(3):
                seeder.move(room, room.observer, "go_on")
        return seeder.database, rooms


def _form(kit: Kit, room: Room, number: int) -> list[dict[str, Any]]:
    round_ = kit.rooms.live(room.practice).state.round
    assert round_ is not None
    sheet = round_.snapshot.sheet
    words = {"kind": "wrote", "words": ("line", "sentence", "saw_or_heard")[number], "text": "Once more, more slowly."}
    if number == 1:
        return [words, *({"kind": "rated_statement", "statement": s.id, "value": 4} for s in sheet.statements)]
    rated = [{"kind": "rated_domain", "domain": domain.id, "value": 3} for domain in sheet.domains]
    marks = [{"kind": "marked", "item": item.id, "mark": "done"} for item in sheet.items] if number == 2 else []
    return [words, *rated, *marks, {"kind": "rated_overall", "value": 2}]
