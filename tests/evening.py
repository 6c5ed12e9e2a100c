"""An evening on its own kit: a temporary database, small cases, a clock that a test sets, and three people."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Any

import pytest

from roleplay.errors import Refused
from roleplay.people.keys import Hasher
from roleplay.people.persons import Seat
from roleplay.people.private import Private
from roleplay.people.rounds import Exposure
from roleplay.people.visitor import Visitor
from roleplay.room.deadlines import advance
from roleplay.room.events import Logged, Opened
from roleplay.room.state import Role, Round, State
from roleplay.room.views import View, as_json
from roleplay.storage.databases import database_at
from roleplay.usecases.practice.messages import Answer, Sent, read_tap
from roleplay.usecases.practice.rooms import HandRow
from roleplay.usecases.security import notes
from roleplay.web.server.kit import Kit, build_kit
from roleplay.web.server.root import ROOT
from roleplay.workshop import AtOnce
from tests.quick_store import lay_new_file

NOW = 1_760_000_000_000
SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000
NAMES = ("Anna", "Ben", "Cleo")
CONTENT = Path(__file__).parent / "bad_content"
CHEAP = Hasher(rounds=1, memory=8, threads=1)
"""A key's hash that takes no time. `tests/people` makes one as costly as a real one."""
UK = Opened("uk-osce")
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


def add_case(content: Path, case: str, edits: Mapping[str, str] = MappingProxyType({}), picture: str = "") -> None:
    """One more case: the good one under another id and title, with texts replaced as in ``edits``.

    ``picture`` is a file that its finding shows; it is made here, with the case's id in it.
    """
    text = (CONTENT / "cases/good.yaml").read_text(encoding="utf-8")
    text = text.replace("id: good\n", f"id: {case}\n").replace("Tight chest on the stairs", titled(case))
    if picture:
        text = text.replace("card: Normal}", f"card: Normal, image: {picture}}}")
        (content / "cases" / picture).write_bytes(f"the picture of {case}".encode())
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new)
    (content / "cases" / f"{case}.yaml").write_text(text, encoding="utf-8")


def add_exam(content: Path, exam: str, **weights: int) -> None:
    """A blueprint with a cell for each of these specialties."""
    cells = "".join(f"  - {{id: {s}, name: topic {s}, weight: {w}, specialties: [{s}]}}\n" for s, w in weights.items())
    (content / "rubrics" / "blueprints").mkdir(exist_ok=True)
    text = f"format: 1\nid: {exam}\ntitle: The {exam}\nsource: A board\ncells:\n{cells}"
    (content / "rubrics" / "blueprints" / f"{exam}.yaml").write_text(text, encoding="utf-8")


def titled(case: str) -> str:
    """The title of a case that was added."""
    return f"The title of {case}"


def theme(*ids: str) -> dict[str, str]:
    """The edit that gives a case these themes, and so a content note."""
    return {"skills: [red-flags]": f"skills: [red-flags]\nthemes: [{', '.join(ids)}]"}


def viva(case: str, count: int = 1) -> dict[str, str]:
    """The edit that gives a case questions of its own."""
    asked = "".join(f"    - {{ask: What of {case} {n}?, answer: That of {case} {n}.}}\n" for n in range(count))
    return {"phases:\n": f"viva:\n  at_minute: 6\n  questions:\n{asked}phases:\n"}


HEAVY = {"difficulty: 2": "difficulty: 2\nheavy: true"}
EXAMINED = {
    "kind: interview": "kind: examination",
    "rubric: history": "rubric: examination",
    "findings:": "examine:\n  regions: [chest]\n  position: Sitting\n  exposure: Shirt open\n"
    "  alternative: Talk it through\nfindings:",
}


@dataclass
class Evening:
    """One practice. `begin` makes Anna the student, Ben the patient, Cleo the observer; `begin_planned` does what the
    kit planned. Each has their own device. ``says`` is what everybody writes in their form."""

    kit: Kit
    wall: Wall
    folder: Path
    seats: dict[str, Seat] = field(default_factory=dict)
    code: str = ""
    numbers: count[int] = field(default_factory=lambda: count(1))
    says: str = "{name} wrote this"

    def start(self, *names: str, opened: Opened = UK) -> Evening:
        """They open a practice and join it."""
        first, *others = names or NAMES
        self.seats[first] = self.kit.joining.open_practice(Visitor(device_of(first)), first, opened)
        with self.kit.store.read() as reader:
            practice = reader.practices.practice(self.practice)
        assert practice is not None
        self.code = practice.code
        for name in others:
            self.join(name)
        return self

    def on(self, kit: Kit) -> Evening:
        """The same evening on another kit."""
        return replace(self, kit=kit)

    def join(self, name: str, device: str = "") -> Seat:
        self.seats[name] = self.kit.joining.join(Visitor(device or device_of(name)), self.code, name)
        return self.seats[name]

    def visitor(self, name: str) -> Visitor:
        """Somebody on their own device, as themselves and from their seat."""
        return Visitor(device_of(name), person=self.seats[name].person, seat=self.seats[name].id)

    @property
    def practice(self) -> int:
        return next(iter(self.seats.values())).practice

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def state(self) -> State:
        """As of now."""
        return advance(self.kit.rooms.live(self.practice).state, self.kit.clock.now())

    @property
    def round(self) -> Round:
        round_ = self.state.round
        assert round_ is not None
        return round_

    @property
    def stage(self) -> str:
        return self.state.stage.value

    def name_of(self, seat: str) -> str:
        return next(name for name, held in self.seats.items() if held.id == seat)

    def who(self, role: str) -> str:
        """The first person with this role in the current round."""
        return next(self.name_of(seat) for seat in self.round.cast.seats if Role(role) in self.round.cast.roles(seat))

    def planned(self) -> list[tuple[str, str, str]]:
        """Student, patient and case of each round to come."""
        return [(self.name_of(row.student), self.name_of(row.patient), row.case) for row in self.state.plan]

    def more_cases(self, *cases: str, edits: Mapping[str, str] = MappingProxyType({})) -> Evening:
        for case in cases:
            add_case(self.content, case, edits)
        return self

    def without(self, *cases: str) -> Evening:
        """These cases no longer have a file."""
        for case in cases:
            (self.content / f"cases/{case}.yaml").unlink()
        return self

    def later(self, *names: str) -> Evening:
        """Another practice on the same kit and devices: the same name is the same person."""
        self.wall.forward(24 * HOUR)
        return Evening(self.kit, self.wall, self.folder, numbers=self.numbers, says=self.says).start(*names)

    def sets(self, name: str, **private: Any) -> None:
        """One person's private settings."""
        self.kit.settings.set_private(self.visitor(name), Private(**private))

    def raw(self, kind: str, **values: Any) -> dict[str, Any]:
        """A tap as a device writes it."""
        made = {"token": f"token-{next(self.numbers):04}", "kind": kind, "round": max(1, len(self.state.rounds))}
        return made | {"made": self.kit.clock.now()} | values

    def raw_move(self, move: str, **values: Any) -> dict[str, Any]:
        number = self.view(next(iter(self.seats))).top.number
        return {"token": f"token-{next(self.numbers):04}", "kind": "move", "move": move, "stage": number} | values

    def send(self, name: str, *raw: dict[str, Any]) -> list[Answer]:
        return self.kit.rooms.take(self.practice, self.seats[name].id, [_read(one) for one in raw])

    def tap(self, name: str, kind: str, **values: Any) -> Answer:
        return self.send(name, self.raw(kind, **values))[0]

    def move(self, name: str, move: str, **values: Any) -> Answer:
        return self.send(name, self.raw_move(move, **values))[0]

    def moved(self, name: str, move: str, **values: Any) -> Evening:
        """A move that is accepted and happens: if it waits for an undo, that time passes."""
        answer = self.move(name, move, **values)
        assert answer.result == "accepted", answer.say
        if self.state.pending is not None:
            self.wall.forward(6 * SECOND)
        return self

    def watches(self, name: str, by: str) -> Evening:
        """A latecomer asks to watch the round, and is let in."""
        self.moved(name, "watch")
        return self.moved(by, "let_in", claim=self.round.watchers[-1].id)

    def plan_by_hand(self, *rows: HandRow) -> Evening:
        self.kit.rooms.plan_by_hand(self.practice, next(iter(self.seats.values())).id, rows)
        return self

    def begin(self, case: str = "good") -> Evening:
        """A round begins with people in order of arrival: everybody prepares."""
        return self.plan_by_hand(HandRow(0, 1, case)).begin_planned()

    def begin_planned(self) -> Evening:
        """The round that the kit planned begins."""
        return self.moved(next(iter(self.seats)), "begin")

    def accept(self) -> Evening:
        """Everybody who reads the case says yes to its content note."""
        for seat in self.round.cast.here:
            if seat != self.round.cast.student and not self.round.may_read(seat):
                self.moved(self.name_of(seat), "accept")
        return self

    def read(self) -> Evening:
        """Everybody is ready: the student reads the candidate instructions."""
        self.accept()
        for seat in self.round.cast.here:
            self.move(self.name_of(seat), "ready")
        return self

    def station(self) -> Evening:
        """The round is in its station."""
        self.begin().read().wall.forward(3 * MINUTE)
        return self

    def quiet(self) -> Evening:
        """The bell has rung: everybody writes."""
        self.station().wall.forward(8 * MINUTE)
        return self

    def hand_in(self) -> Evening:
        """Everybody fills in and submits their form: the debrief begins."""
        for seat in self.round.cast.here:
            name, roles = self.name_of(seat), self.round.cast.roles(seat)
            said = {role: self.says.format(name=name, role=role, round=self.round.number) for role in roles}
            taps = [self.raw("wrote", words=WORDS[role], text=text) for role, text in said.items()]
            if Role.OBSERVER in roles:
                taps.append(self.raw("wrote", words="saw_or_heard", text=said[Role.OBSERVER]))
            if roles & {Role.STUDENT, Role.OBSERVER}:
                taps += [self.raw("rated_domain", domain=one, value=3) for one in DOMAINS]
                taps.append(self.raw("rated_overall", value=2))
            if Role.PATIENT in roles:
                taps += [self.raw("rated_statement", statement=one, value=4) for one in STATEMENTS]
            answers = self.send(name, *taps, self.raw("handed_in"))
            assert all(answer.result == "accepted" for answer in answers), answers
        return self

    def forms(self) -> Evening:
        """Everybody submits and the debrief is talked through: the feedback opens."""
        self.hand_in()
        while self.stage == "debrief":
            self.moved(self.who("student"), "go_on")
        return self

    def play(self, next_step: str = "") -> Evening:
        """The round that was planned, from its beginning to its next step."""
        return self.begin_planned().play_from_here(next_step)

    def play_from_here(self, next_step: str = "") -> Evening:
        """The round that has begun, to its next step."""
        self.read().wall.forward(3 * MINUTE)
        self.wall.forward(self.round.lengths.station)
        self.forms().moved(self.who("student"), "go_on")
        if next_step:
            assert self.tap(self.who("student"), "wrote", words="next_step", text=next_step).result == "accepted"
        return self

    def play_all(self) -> Evening:
        """Every round that is planned, and the end of the evening."""
        while self.state.plan:
            self.play()
        return self.finish()

    def finish(self) -> Evening:
        return self.moved(next(iter(self.seats)), "finish")

    def view(self, name: str) -> View:
        return self.kit.rooms.view(self.practice, self.seats[name].id)

    def views(self) -> dict[str, str]:
        """What everybody sees, as text."""
        return {name: as_json(self.view(name)) for name in self.seats}

    def log(self) -> tuple[Logged, ...]:
        with self.kit.store.read() as reader:
            return reader.log.events(self.practice)

    def stored(self) -> int:
        """How many events the log has."""
        return len(self.log())

    def met(self, name: str) -> tuple[Exposure, ...]:
        """What this person has met, in any practice."""
        with self.kit.store.read() as reader:
            return reader.history.exposures(self.seats[name].person)


WORDS = {Role.STUDENT: "line", Role.PATIENT: "sentence", Role.OBSERVER: "one_to_try"}


def until(true: Callable[[], bool]) -> None:
    """Waits until another thread has got this far."""
    given_up = monotonic() + 30
    while not true():
        assert monotonic() < given_up


def device_of(name: str) -> str:
    """The hash of this person's cookie."""
    return f"device of {name}"


def _read(raw: dict[str, Any]) -> Sent | Answer:
    try:
        return read_tap(raw)
    except Refused as refused:
        return Answer(str(raw.get("token")), "refused", str(refused))


def an_evening(folder: Path, **settings: Any) -> Evening:
    """A kit in this folder, before anybody joined."""
    wall = Wall()
    content = small_library(folder / "content")
    return Evening(a_kit(url_of(folder), content, wall, **settings), wall, folder)


@pytest.fixture
def before(tmp_path: Path) -> Iterator[Evening]:
    """A kit, and nobody there yet. A folder of tests has this and the next by importing them in its conftest."""
    evening = an_evening(tmp_path)
    yield evening
    evening.kit.close()


@pytest.fixture
def evening(before: Evening) -> Evening:
    """Anna, Ben and Cleo in the lobby."""
    return before.start()


def a_kit(url: str, content: Path = ROOT, wall: Callable[[], int] | None = None, **settings: Any) -> Kit:
    """A kit whose time only passes as ``wall`` says, however long a test takes. It never delays an answer, its keys
    cost little, and it does heavy work itself."""
    lay_new_file(database_at(url).file)
    return build_kit(
        url, content, wall or Wall(), **{"ticks": int, "hold": int, "hasher": CHEAP, "bench": AtOnce()} | settings
    )


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'kit.sqlite3'}"


def hear_security(caplog: pytest.LogCaptureFixture) -> None:
    """Every line of the security log from here on, whatever earlier tests had refused."""
    notes.begin()
    caplog.set_level(logging.INFO, "roleplay.security")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another program is writing to the file and never finishes."""
    other = sqlite3.connect(folder / "kit.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


def sentence(said: Any) -> str:
    """The sentence that a `pytest.raises` caught."""
    return str(said.value)
