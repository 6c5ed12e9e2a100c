"""An evening on a kit of its own: a temporary database, a small case, a clock that a test sets, and three people."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from roleplay.errors import Refused
from roleplay.people.persons import Seat
from roleplay.room.state import Round
from roleplay.room.view import View, as_json
from roleplay.usecases.messages import Answer, Sent, read_tap
from roleplay.web.kit import Kit, build_kit

NOW = 1_760_000_000_000
SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000
NAMES = ("Anna", "Ben", "Cleo")
CONTENT = Path(__file__).parent / "bad_content"
FACTS, ITEMS = ("stairs", "father"), ("exertional", "family")
DOMAINS, STATEMENTS = ("gather", "manage", "relate"), ("one", "two", "three", "four")


@dataclass
class Wall:
    """The machine's clock, which only the test sets."""

    at: int = NOW

    def __call__(self) -> int:
        return self.at

    def forward(self, milliseconds: int) -> None:
        self.at += milliseconds


def small_library(folder: Path) -> Path:
    """A content folder with one case without faults."""
    for part in ("cases", "rubrics"):
        (folder / part).mkdir(parents=True)
    shutil.copy(CONTENT / "cases" / "good.yaml", folder / "cases")
    for name in ("history", "skills", "themes"):
        shutil.copy(CONTENT / "rubrics" / f"{name}.yaml", folder / "rubrics")
    return folder


@dataclass
class Evening:
    """One practice. Anna is the student, Ben the patient, Cleo the observer; each has a device of their own."""

    kit: Kit
    wall: Wall
    folder: Path
    seats: dict[str, Seat] = field(default_factory=dict)
    code: str = ""
    numbers: count[int] = field(default_factory=lambda: count(1))

    def start(self, *names: str) -> Evening:
        """They open a practice and join it."""
        first, *others = names or NAMES
        self.seats[first] = self.kit.joining.open_practice(f"device of {first}", first, "uk-osce")
        with self.kit.store.read() as reader:
            practice = reader.practice(self.practice)
        assert practice is not None
        self.code = practice.code
        for name in others:
            self.join(name)
        return self

    def on(self, kit: Kit) -> Evening:
        """The same evening on another kit."""
        return replace(self, kit=kit)

    def join(self, name: str, device: str = "") -> Seat:
        self.seats[name] = self.kit.joining.join(self.code, device or f"device of {name}", name)
        return self.seats[name]

    @property
    def practice(self) -> int:
        return next(iter(self.seats.values())).practice

    @property
    def round(self) -> Round:
        round_ = self.kit.rooms.live(self.practice).state.round
        assert round_ is not None
        return round_

    def raw(self, kind: str, **values: Any) -> dict[str, Any]:
        """A tap as a device writes it."""
        made = {"token": f"token-{next(self.numbers):04}", "kind": kind, "round": 1, "made": self.kit.clock.now()}
        return made | values

    def raw_move(self, move: str, **values: Any) -> dict[str, Any]:
        number = self.view(next(iter(self.seats))).top.number
        return {"token": f"token-{next(self.numbers):04}", "kind": "move", "move": move, "stage": number} | values

    def send(self, name: str, *raw: dict[str, Any]) -> list[Answer]:
        return self.kit.rooms.take(self.practice, self.seats[name].id, [_read(one) for one in raw])

    def tap(self, name: str, kind: str, **values: Any) -> Answer:
        return self.send(name, self.raw(kind, **values))[0]

    def move(self, name: str, move: str, **values: Any) -> Answer:
        return self.send(name, self.raw_move(move, **values))[0]

    def begin(self) -> Evening:
        """A round begins: everybody prepares."""
        assert self.move(next(iter(self.seats)), "begin").result == "accepted"
        return self

    def read(self) -> Evening:
        """Everybody is ready: the student reads the door sign."""
        for name in self.seats:
            self.move(name, "ready")
        return self

    def station(self) -> Evening:
        """The round stands in its station."""
        self.begin().read().wall.forward(3 * MINUTE)
        return self

    def quiet(self) -> Evening:
        """The bell has rung: everybody writes."""
        self.station().wall.forward(8 * MINUTE)
        return self

    def forms(self) -> Evening:
        """Everybody fills in and hands in: the sheets open."""
        rated: list[tuple[str, dict[str, Any]]] = [("rated_domain", {"domain": one, "value": 3}) for one in DOMAINS]
        rated.append(("rated_overall", {"value": 2}))
        said = [("rated_statement", {"statement": one, "value": 4}) for one in STATEMENTS]
        given = (("line", rated), ("sentence", said), ("one_to_try", rated))
        for name, (words, values) in zip(self.seats, given, strict=True):
            wrote = self.raw("wrote", words=words, text=f"{name} wrote this")
            rest = [self.raw(kind, **value) for kind, value in values]
            answers = self.send(name, wrote, *rest, self.raw("handed_in"))
            assert all(answer.result == "accepted" for answer in answers)
        return self

    def view(self, name: str) -> View:
        return self.kit.rooms.view(self.practice, self.seats[name].id)

    def views(self) -> dict[str, str]:
        """What everybody sees, as text."""
        return {name: as_json(self.view(name)) for name in self.seats}

    def stored(self) -> int:
        """How many events the log has."""
        with self.kit.store.read() as reader:
            return len(reader.events(self.practice))


def _read(raw: dict[str, Any]) -> Sent | Answer:
    try:
        return read_tap(raw)
    except Refused as refused:
        return Answer(str(raw.get("token")), "refused", str(refused))


def an_evening(folder: Path, **settings: Any) -> Evening:
    """A kit in this folder, before anybody came."""
    wall = Wall()
    content = small_library(folder / "content")
    return Evening(build_kit(url_of(folder), content, wall, **settings), wall, folder)


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'kit.sqlite3'}"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program writes to the file and does not come to an end."""
    other = sqlite3.connect(folder / "kit.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def sentence(said: Any) -> str:
    """The words of what a `pytest.raises` caught."""
    return str(said.value)
