"""Sessions and rooms that need no clicking: the use cases play them on the server's own database."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.request import Request, urlopen

from evening import HOUR, MINUTE, SECOND, UK, WORDS, Evening, Wall, a_kit
from phones import QUIET, SAYS, STATION, Phone, Trio, new_phone
from playwright.sync_api import Browser
from servers import Server

from roleplay.people.codes import device_hash
from roleplay.people.persons import Seat
from roleplay.people.visitor import Visitor
from roleplay.room.state import Role, State
from roleplay.room.views import View
from roleplay.usecases.practice.messages import Answer
from roleplay.usecases.practice.rooms import HandRow
from roleplay.web.server.kit import Kit

TOKENS = {name: f"{name:x<43}"[:43] for name in ("Ana", "Ben", "Cem")}
"""What the server's kit signs in the three people's cookies."""
COOKIES: dict[tuple[str, str], str] = {}
"""Each person's cookie, by the server's address and their name."""
DAY = 24 * HOUR
HEARD = "When you waited, I could say it."
SAW = "At 2:21 you waited, and it came out."
TO_TRY = "Say back what you heard before the next question."
STEP = "Next time I will sum up before I explain."
MARKS = ("done", "done", "not", "done", "done")


@dataclass
class Played(Evening):
    """A session on the kit's own cases, by people on their own browsers. ``casts`` says who had which role in each
    round, and ``writes`` gives the text of each role in a round."""

    marks: Any = field(default_factory=lambda: cycle(MARKS))
    casts: list[dict[str, str]] = field(default_factory=list)
    tokens: Mapping[str, str] = field(default_factory=lambda: TOKENS)
    writes: Callable[[Role, int], str] = field(default_factory=lambda: wrote)

    def sit(self, *names: str) -> Played:
        first, *others = names or tuple(TOKENS)
        self.seats[first] = self.kit.joining.open_practice(Visitor(device_hash(self.tokens[first])), first, UK)
        with self.kit.store.read() as reader:
            practice = reader.practices.practice(self.practice)
        assert practice is not None
        self.code = practice.code
        for name in others:
            self.join(name)
        return self

    def join(self, name: str, device: str = "") -> Seat:
        return super().join(name, device or device_hash(self.tokens[name]))

    def read(self) -> Played:
        super().read()
        if self.stage == "consent":
            self.moved(self.who("student"), "ask_consent").moved(self.who("patient"), "consent")
        return self

    def hand_in(self) -> Played:
        for seat in self.round.cast.here:
            self.hands_in(self.name_of(seat))
        return self

    def hands_in(self, name: str) -> None:
        """Fills it in as people do: the mark sheet in the station, the forms after the bell."""
        case, sheet = self.round.snapshot.case, self.round.snapshot.sheet
        roles = self.round.cast.roles(self.seats[name].id)
        taps = [self.raw("wrote", words=WORDS[role], text=self.writes(role, self.round.number)) for role in roles]
        if Role.OBSERVER in roles:
            items = [item for item in sheet.items if item.critical is None or item.critical.value != "never"]
            taps += [self.raw("marked", item=item.id, mark=next(self.marks)) for item in items]
            taps.append(self.raw("wrote", words="saw_or_heard", text=SAW))
        if roles & {Role.STUDENT, Role.OBSERVER}:
            taps += [self.raw("rated_domain", domain=one.id, value=3) for one in sheet.domains]
            taps.append(self.raw("rated_overall", value=2))
        if Role.PATIENT in roles:
            taps += [self.raw("rated_statement", statement=one.id, value=4) for one in sheet.statements]
            taps += [self.raw("fact_came", fact=fact.id, came=True) for fact in case.patient.story[:3]]
        answers = self.send(name, *taps, self.raw("handed_in"))
        assert all(answer.result == "accepted" for answer in answers), answers

    def three_rounds(self) -> Played:
        """Each is the student once, and the session ends."""
        while self.state.plan:
            self.begin_planned().read().until("station").minutes()
            self.casts.append({role.value: self.who(role) for role in Role})
            self.until("quiet").forms().moved(self.who("student"), "go_on")
            written = self.tap(self.who("student"), "wrote", words="next_step", text=STEP)
            assert written.result == "accepted", written
        self.finish()
        return self

    def until(self, stage: str) -> Played:
        """Lets the bell ring by itself, however many minutes the case has."""
        while self.stage != stage:
            self.wall.forward(MINUTE)
        return self

    def minutes(self) -> None:
        """Two facts are told in their time, and somebody pins a moment."""
        for seconds, fact in zip((65, 110), self.round.snapshot.case.patient.story, strict=False):
            self.wall.forward(seconds * 1000)
            self.tap(self.who("patient"), "fact_came", fact=fact.id, came=True)
        self.tap(self.who("observer"), "pinned", pin="worked")


def wrote(role: str, round_: int) -> str:
    """What somebody writes in their form: a different text for each round and role."""
    return f"{SAID[Role(role)]} (round {round_}, the {role})"


SAID = {Role.STUDENT: "I asked about the worry.", Role.PATIENT: HEARD, Role.OBSERVER: TO_TRY}


def play(server: Server, evenings: int = 1, plan: Sequence[HandRow] = ()) -> Played:
    """Ana, Ben and Cem play so many sessions before the server starts, the last one three days ago. The planner decides
    what they play, unless there is a plan."""
    wall = Wall(int(time.time() * 1000) - (7 * evenings - 4) * DAY)
    kit = a_kit(server.url, server.content, wall)
    COOKIES.update({(server.base, name): kit.devices.signed(token) for name, token in TOKENS.items()})
    try:
        for _ in range(evenings):
            evening = Played(kit, wall, server.folder).sit()
            if plan:
                evening.plan_by_hand(*plan)
            evening.three_rounds()
            wall.forward(7 * DAY)
        return evening
    finally:
        kit.close()


_rooms = count(1)


def in_station(browser: Browser, server: Server, *roles: str) -> Trio:
    """A room on a running server, in its station once the reading is over. Only these roles have a browser: the others
    joined and got ready without one."""
    return in_room(browser, server, reading, *roles).station()


Stand = Callable[[Played, int], object]
"""Plays a newly filled room until it is at the stage a test wants, at this time: now."""


def lobby(room: Played, now: int) -> None:
    """Nobody has begun yet."""


def prepare(room: Played, now: int) -> None:
    room.wall.at = now
    room.begin_planned()


def in_order(room: Played, now: int) -> None:
    """They are preparing: the first to join is the student, the second the patient, who is already ready."""
    room.wall.at = now
    room.begin(next(iter(room.kit.library().cases))).moved(room.who("patient"), "ready")


def almost_ready(room: Played, now: int) -> None:
    """All except the first observer."""
    prepare(room, now)
    for seat in room.round.cast.here:
        if seat != room.round.cast.observers[0]:
            room.moved(room.name_of(seat), "ready")


def reading(room: Played, now: int) -> None:
    """Lets the station begin by itself."""
    prepare(room, now)
    room.read()


def quiet(room: Played, now: int) -> None:
    """The quiet minute has just begun."""
    prepare(room, now - 12 * SECOND)
    room.read()
    room.wall.forward(room.round.lengths.reading)
    room.moved(room.who("observer"), "end_early")
    assert (room.stage, room.wall.at <= now) == ("quiet", True)


def before_the_last_minute(room: Played, now: int) -> None:
    """Paused in the station, three seconds before the last-minute warning."""
    prepare(room, now - 10 * MINUTE)
    lengths = room.round.lengths
    room.wall.at = now - lengths.reading - lengths.station + MINUTE + 3 * SECOND
    room.read()
    room.wall.at = now
    room.moved(room.who("patient"), "pause")


SECOND_OBSERVER = "second observer"


def called(room: Played, one: str) -> str:
    """The name of the person with this role, or the name itself."""
    if one == SECOND_OBSERVER:
        return room.name_of(room.round.cast.observers[1])
    return one if one in room.seats else room.who(one)


def kit_at(server: Server, wall: Wall) -> Kit:
    """A kit on the server's database at any time: its clock wouldn't go back behind the logs of other rooms, but it
    believes its ticks."""
    newest: list[int] = []
    kit = a_kit(server.url, server.content, int, ticks=lambda: wall.at - newest[0] if newest else 0)
    newest.append(kit.clock.now())
    return kit


def in_room(
    browser: Browser,
    server: Server,
    stand: Stand,
    *who: str,
    people: Sequence[str] = tuple(TOKENS),
    browsers: Mapping[str, Phone] = MappingProxyType({}),
    devices: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    path: str = "/practice?seat={seat}",
) -> Trio:
    """A room on a running server, filled and played so far by the use cases. Only ``who`` have browsers: given by role
    once there is a round, before that by name. ``browsers`` are those of people who played elsewhere; ``devices`` says
    what kind the others have, and ``path`` which page all of them open."""
    number = next(_rooms)
    now = int(time.time() * 1000)
    wall = Wall(now - 20 * MINUTE)
    kit = kit_at(server, wall)
    cookies = {name: kit.devices.signed(f"{name}-{os.getpid()}-{number:x<43}"[:43]) for name in people}
    cookies |= {name: cookie_of(phone) for name, phone in browsers.items()}
    tokens = {name: cookie.split(".")[0] for name, cookie in cookies.items()}
    try:
        room = Played(kit, wall, server.folder, tokens=tokens).sit(*people)
        for name, seat in room.seats.items():
            kit.joining.accept_charter(Visitor(device_hash(tokens[name]), seat=seat.id))
        stand(room, now)
        names = {one: called(room, one) for one in who}
    finally:
        kit.close()
    trio = Trio(
        *(
            Phone(browsers[name].context, server.base, name)
            if name in browsers
            else phone_of(browser, server.base, name, cookie=cookies[name], **devices.get(one, {}))
            for one, name in names.items()
        )
    )
    trio.code, trio.by_role = room.code, dict(zip(names, trio.phones, strict=True))
    for phone in trio:
        phone.open(path.format(seat=room.seats[phone.name].id))
    return trio


def cookie_of(phone: Phone) -> str:
    """The cookie of this browser."""
    return next(str(one.get("value")) for one in phone.context.cookies() if one.get("name") == "device")


def phone_of(browser: Browser, base: str, name: str, dark: bool = False, cookie: str = "", **device: Any) -> Phone:
    """The browser of somebody who has been here before."""
    phone = new_phone(browser, base, dark, **device)
    phone.context.add_cookies([{"name": "device", "value": cookie or COOKIES[base, name], "url": base}])
    phone.name = name
    return phone


@dataclass
class Room(Played):
    """A room on a running server. Until somebody opens a page, the use cases fill it at whatever time the test's clock
    says; from then on the server holds it, and people without a browser speak to it as a phone does."""

    browser: Any = None
    base: str = ""
    opened: list[Phone] = field(default_factory=list)

    @property
    def state(self) -> State:
        self.catch_up()
        return super().state

    def view(self, name: str) -> View:
        self.catch_up()
        return super().view(name)

    def catch_up(self) -> None:
        """Catches up with the server, whose clock has gone on without this kit."""
        self.kit.rooms.forget(self.practice)
        if self.opened:
            self.now()

    def send(self, name: str, *raw: dict[str, Any]) -> list[Answer]:
        if not self.opened:
            return super().send(name, *raw)
        message = json.dumps({"seat": self.seats[name].id, "taps": raw}).encode()
        cookie = self.kit.devices.signed(self.tokens[name])
        head = {"Cookie": f"device={cookie}", "Origin": self.base, "Content-Type": "application/json"}
        with urlopen(Request(f"{self.base}/rooms/{self.code}/taps", message, head)) as answered:
            return [Answer(**answer) for answer in json.load(answered)["answers"]]

    def now(self) -> Room:
        """Sets the test's clock to the server's."""
        self.wall.at = int(time.time() * 1000)
        return self

    def rung(self) -> Room:
        """The planned round was ended early, and everybody is writing. The kit's clock never goes back behind what is
        stored, so this can't have been long ago: it is some seconds ahead instead."""
        self.begin_planned().read()
        self.wall.forward(self.round.lengths.reading)
        self.moved(self.who("observer"), "end_early")
        assert self.stage == "quiet"
        return self

    def page(self, name: str) -> str:
        """The address of this person's page of the room."""
        return f"/practice?seat={self.seats[name].id}"

    def phone(self, who: str, **device: Any) -> Phone:
        """Somebody's browser, by name or role, on their page of this room."""
        return self.closed(who, **device).open(self.page(self.named(who)))

    def named(self, who: str) -> str:
        return who if who in self.seats else self.who(who)

    def closed(self, who: str, **device: Any) -> Phone:
        """The browser of somebody who hasn't opened the page yet."""
        name = self.named(who)
        self.now()
        phone = phone_of(self.browser, self.base, name, cookie=self.kit.devices.signed(self.tokens[name]), **device)
        self.opened.append(phone)
        return phone

    def trio(self, *roles: str) -> Trio:
        """The browsers of these roles, or of all three."""
        by_role = {role: self.phone(role) for role in roles or SAYS}
        trio = Trio(*by_role.values())
        trio.code, trio.by_role = self.code, by_role
        return trio

    def end_early(self) -> Room:
        """Makes a move that takes effect five seconds later."""
        answer = self.now().move(self.who("student"), "end_early")
        assert answer.result == "accepted", answer.say
        return self

    def after_the_bell(self, role: str) -> Phone:
        """The browser of this role, in the quiet minute of the planned round."""
        phone = self.begin_planned().read().phone(role)
        phone.in_stage(STATION)
        self.end_early()
        phone.in_stage(QUIET)
        self.now()
        return phone

    def leave(self) -> None:
        for phone in self.opened:
            phone.context.close()
        self.kit.close()


def a_room(browser: Browser, server: Server, *names: str, together: bool = False, plays: Path | None = None) -> Room:
    """People gathered in a room on a running server, each on their own device or all on one. What a round plays is in
    its log, so a room that has begun may play cases that the server itself doesn't have: those of ``plays``."""
    number = next(_rooms)
    devices = [f"room-{os.getpid()}-{number}-{0 if together else place}".ljust(43, "x") for place in range(8)]
    tokens = dict(zip(names or TOKENS, devices, strict=False))
    wall = Wall(int(time.time() * 1000))
    kit = a_kit(server.url, plays or server.content, wall)
    room = Room(kit, wall, server.folder, tokens=tokens, browser=browser, base=server.base)
    room.sit(*(names or TOKENS))
    for name, seat in room.seats.items():
        kit.joining.accept_charter(Visitor(device_hash(tokens[name]), seat=seat.id))
    return room
