"""A group's month on a server of its own: the test moves the time, and whoever needs no browser does without one."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import vobject
from evening import Wall, a_kit
from looking import Walk
from phones import Phone, new_phone
from played import Room, cookie_of, phone_of
from playwright.sync_api import Browser
from servers import Server

from roleplay.atomic import replace_file
from roleplay.groups.group import Terms
from roleplay.groups.local_time import instant, on_the_wall
from roleplay.groups.meeting import Answer
from roleplay.groups.series import Series
from roleplay.groups.shown import GroupView, MeetingView
from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.usecases.clock import ticks, wall
from roleplay.usecases.practice.messages import Answer as Said
from roleplay.web.server.kit import Kit

LONDON = "Europe/London"
BEGINS = datetime(2026, 10, 1, 20, 0)  # noqa: DTZ001 - a Thursday evening, as a clock in London shows it
THURSDAYS = Series(datetime(2026, 10, 8).date(), datetime(2026, 10, 8, 19).time(), place="Library 2")  # noqa: DTZ001


class MovedTime(Wall):
    """The machine's time and so many milliseconds, for server and test alike."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.set(BEGINS)

    def __call__(self) -> int:
        return wall() + self.at

    def set(self, to: datetime) -> None:
        """By a clock in London."""
        self.at = instant(to, LONDON) - wall()
        self._tell()

    def forward(self, milliseconds: int) -> None:
        self.at += milliseconds
        self._tell()

    def _tell(self) -> None:
        replace_file(self.file, str(self.at).encode())


class MovedServer(Server):
    """The real server as ever, apart from its clock."""

    def __init__(self, folder: Path, content: Path) -> None:
        super().__init__(folder, content)
        self.time = MovedTime(folder / "ahead")
        self.streamlit = (str(Path(__file__).with_name("at_a_time.py")), str(self.time.file))


class MovedRoom(Room):
    """A session on that server, played on by those without a browser."""

    def now(self) -> MovedRoom:
        return self

    def catch_up(self) -> None:
        """Nobody taps in a browser while it is played on."""

    def send(self, name: str, *raw: dict[str, Any]) -> list[Said]:
        answers = super().send(name, *raw)
        self.kit.rooms.forget(self.practice)
        return answers

    def take_part(self, *others: Any) -> MovedRoom:
        """From here on they speak to the server, which holds the session."""
        self.opened += others
        return self


@dataclass
class Month:
    """``people`` are its members, each known by what their browser's cookie says."""

    server: MovedServer
    browser: Browser
    kit: Kit
    pictures: Path
    id: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    phones: list[Phone] = field(default_factory=list)

    @classmethod
    def on(cls, server: MovedServer, browser: Browser, pictures: Path) -> Month:
        return cls(server, browser, a_kit(server.url, server.content, server.time, ticks=ticks), pictures)

    # --- who
    def who(self, name: str) -> Visitor:
        token = self.tokens.setdefault(name, f"{name:x<43}"[:43])
        device = device_hash(token)
        held = [one.person.id for one in self.kit.people.on_device(device) if one.person.name == name]
        return Visitor(device, person=held[0] if held else "")

    def phone(self, name: str, **device: Any) -> Phone:
        """The browser of somebody who has been here before."""
        device = {"timezone_id": LONDON, "viewport": {"width": 390, "height": 844}} | device
        self.who(name)
        cookie = self.kit.devices.signed(self.tokens[name])
        self.phones.append(phone_of(self.browser, self.server.base, name, cookie=cookie, **device))
        return self.phones[-1]

    def stranger(self, name: str, **device: Any) -> Phone:
        """The browser of somebody new."""
        device = {"timezone_id": LONDON, "viewport": {"width": 390, "height": 844}} | device
        self.phones.append(new_phone(self.browser, self.server.base, **device))
        self.phones[-1].name = name
        return self.phones[-1]

    def know(self, phone: Phone) -> None:
        """Somebody new who has come in by now."""
        self.tokens[phone.name] = cookie_of(phone).split(".")[0]

    # --- the group
    def found(self, *names: str, **terms: Any) -> Month:
        first, *others = names
        membership = self.kit.groups.membership
        self.id = membership.found(self.who(first), replace(Terms("Thursday four", LONDON), **terms), first)
        for name in others:
            membership.accept(self.who(name), membership.invite(self.who(first), self.id), name)
        return self

    def page(self, name: str) -> GroupView:
        return self.kit.groups.pages.group_page(self.who(name), self.id)

    def next(self, name: str) -> MeetingView:
        found = self.kit.groups.pages.home_groups(self.who(name))[0].next
        assert found is not None
        return found

    def say(self, answer: Answer, *names: str) -> None:
        """To the next session."""
        for name in names:
            self.kit.groups.meetings.answer(self.who(name), self.next(name).id, answer)

    def room(self, *names: str) -> MovedRoom:
        """A session of these people, that they open or come into later."""
        tokens = {name: self.tokens[name] for name in names if self.who(name)}
        return MovedRoom(
            self.kit, self.server.time, self.server.folder, tokens=tokens, browser=self.browser, base=self.server.base
        )

    def come_in(self, meeting: str, *names: str) -> MovedRoom:
        """The session that was started from this meeting. Whoever isn't in it yet comes in without a browser; the
        server learns of them with the next tap."""
        room = self.room(*names)
        with self.kit.store.read() as reader:
            practice = reader.practices.practice(reader.meetings.meeting(meeting).practice)
        self.kit.rooms.forget(practice.id)
        room.code = practice.code
        for name in names:
            room.seats[name] = self.kit.groups.from_meeting.come_in(self.who(name), meeting)
            self.kit.joining.accept_charter(replace(self.who(name), seat=room.seats[name].id))
        return room.take_part(*self.phones)

    # --- time
    def until(self, day: int, hour: int = 19, minute: int = 0) -> None:
        """A day of October, by the clock in the room."""
        self.server.time.set(BEGINS.replace(day=day, hour=hour, minute=minute))

    def later(self, **time: float) -> None:
        self.server.time.forward(int(timedelta(**time).total_seconds() * 1000))

    # --- what others read
    def calendar(self, link: str) -> dict[str, Any]:
        """What another reader finds at this address: each session by its UID."""
        connection = http.client.HTTPConnection("localhost", self.server.port, timeout=30)
        connection.request("GET", urlsplit(link).path)
        read = vobject.readOne(connection.getresponse().read().decode())
        connection.close()
        return {str(one.uid.value): one for one in getattr(read, "vevent_list", [])}

    def close(self) -> None:
        for phone in self.phones:
            phone.context.close()
        self.kit.close()


def starts(session: Any) -> datetime:
    """When a calendar says that it starts, by the clock in London."""
    return on_the_wall(int(session.dtstart.value.astimezone(UTC).timestamp() * 1000), LONDON)


class Look(Walk):
    """Every screen of a journey; `faults` has what a machine finds wrong with them."""

    @property
    def faults(self) -> list[object]:
        return [fault for screen in self.screens for fault in (*screen.axe, *screen.small, *screen.wide)]
