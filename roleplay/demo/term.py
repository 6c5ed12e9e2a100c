"""A term of twelve sessions for five people, played through the use cases of a kit with a clock of its own.

Nothing is written into tables: marks, histories and charts come from the log that the sessions leave. The same seed
gives the same sessions; only ids, codes and keys differ.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from roleplay.demo.afterwards import Afterwards
from roleplay.demo.evenings import (
    GIVEN_UP,
    HALF_A_SHEET,
    LATE_WORD,
    NOT_HANDED_IN,
    TIME_OUT,
    EveningPlayed,
    Slip,
    late_words,
)
from roleplay.demo.learners import ELSEWHERE, EVERYBODY, MINA, Learner, Skills
from roleplay.demo.marker import mark_as_demo, refuse_existing
from roleplay.demo.phones import MINUTE, SECOND, Room, Wall
from roleplay.demo.study_groups import StudyGroups
from roleplay.demo.time_zone import this_zone
from roleplay.demo.wording import Wording
from roleplay.groups.local_time import on_the_wall
from roleplay.people.codes import device_hash
from roleplay.people.visitor import Visitor
from roleplay.room.state import Role
from roleplay.sheets.history.record import record
from roleplay.storage.databases.sqlite import url_of
from roleplay.web.server.kit import Kit, build_kit

SEED = 33
EVENING = time(18, 30)
WEEK = timedelta(days=7)
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Week:
    """Who comes, and what doesn't go to plan. ``wishes`` are people and the kinds of station that they chose; ``again``
    is somebody who chose to see an early case once more."""

    names: tuple[str, ...]
    slips: tuple[Slip, ...] = ()
    wishes: tuple[tuple[str, str], ...] = ()
    again: str = ""


INTERVIEW_FOR_ANA = ("Ana", "interview")
TERM = (
    Week(("Ana", "Ben", "Chiara")),
    Week(("Ana", "Dayo", "Ben", "Chiara")),
    Week(("Ben", "Ana", "Dayo"), (Slip(2, HALF_A_SHEET),)),
    Week(("Ana", "Chiara", "Dayo", "Mina"), wishes=(INTERVIEW_FOR_ANA,)),
    Week(("Chiara", "Ben", "Mina"), (Slip(1, GIVEN_UP),)),
    Week(("Ana", "Ben"), (Slip(2, TIME_OUT),)),
    Week(("Mina", "Ana", "Chiara"), (Slip(3, NOT_HANDED_IN),), wishes=(INTERVIEW_FOR_ANA,)),
    Week(("Ben", "Ana", "Chiara", "Dayo")),
    Week(("Dayo", "Ben", "Mina"), (Slip(1, LATE_WORD),)),
    Week(("Ana", "Chiara", "Mina", "Ben"), again="Ben"),
    Week(("Chiara", "Dayo", "Ana"), (Slip(2, HALF_A_SHEET),), wishes=(INTERVIEW_FOR_ANA,)),
    Week(("Ana", "Ben", "Dayo", "Mina")),
)


PLANS = {6: ("Ben", False), 8: ("Ana", True)}
"""After which weeks somebody plans to do their first case, or their newest, again."""


@dataclass(frozen=True)
class DemoPerson:
    """Somebody whose history one can look at. ``key`` is their personal key, shown only this once."""

    name: str
    id: str
    key: str


@dataclass(frozen=True)
class Demo:
    """What was made. ``code`` is the code of the last session."""

    people: tuple[DemoPerson, ...]
    code: str
    evenings: int
    rounds: int


def make_demo(
    database_url: str,
    now: int,
    progress: Progress,
    seed: int = SEED,
    weeks: int = len(TERM),
    zone: str = "",
) -> Demo:
    """Make a new file with a term that ended yesterday evening, or its first weeks.

    ``zone`` is the name of the time zone in which these people meet, "" for this machine's. ``progress`` is told the
    weeks done, all weeks, and a few words. Raises `Fault` if the file already exists.
    """
    refuse_existing(database_url)
    there = zone or this_zone()
    evenings = _evenings(now, weeks, there)
    wall = Wall(evenings[0])
    kit = build_kit(database_url, wall=wall, ticks=int)
    try:
        mark_as_demo(kit.store.file)
        return _Term(kit, wall, seed, there).play(evenings, progress)
    finally:
        kit.close()


def _evenings(now: int, weeks: int, zone: str) -> list[int]:
    yesterday = datetime.fromtimestamp(now / 1000, ZoneInfo(zone)) - timedelta(days=1)
    last = datetime.combine(yesterday.date(), EVENING, yesterday.tzinfo)
    return [int((last - WEEK * before).timestamp() * 1000) for before in reversed(range(weeks))]


class _Term:
    def __init__(self, kit: Kit, wall: Wall, seed: int, zone: str) -> None:
        self.kit, self.wall, self.seed, self.zone = kit, wall, seed, zone
        self.phones = _phones((*EVERYBODY, *(one for one in ELSEWHERE if one not in EVERYBODY)))
        self.groups = StudyGroups(kit, wall, self.phones, zone)
        self.skills = {one.name: Skills(one, seed) for one in EVERYBODY}
        self.wording = Wording(Random(f"{seed}/words"))
        self.persons: dict[str, DemoPerson] = {}

    def play(self, evenings: Sequence[int], progress: Progress) -> Demo:
        rounds, code = 0, ""
        for number, (at, week) in enumerate(zip(evenings, TERM, strict=False)):
            progress(number, len(evenings), f"week {number + 1}: {', '.join(week.names)}")
            if week.again:
                self._see_again(week.again)
            evening = self._evening(number, at, week)
            if number == 0:
                self.groups.keep_going(evening.room)
            self._afterwards(number, evening.room.practice)
            rounds, code = rounds + len(evening.room.state.rounds), evening.room.code
        self.groups.look_ahead(on_the_wall(evenings[-1], self.zone))
        progress(len(evenings), len(evenings), "done")
        people = tuple(self.persons[one.name] for one in EVERYBODY if one.name in self.persons)
        return Demo(people, code, len(evenings), rounds)

    def _afterwards(self, number: int, practice: int) -> None:
        """The day after, while they still remember."""
        self.wall.forward(60 * MINUTE)
        persons = {name: person.id for name, person in self.persons.items()}
        after = Afterwards(self.kit, self.phones, persons, Random(f"{self.seed}/{number}/after"))
        after.reply(practice)
        if number in PLANS:
            after.plan_again(*PLANS[number])

    def _evening(self, number: int, at: int, week: Week) -> EveningPlayed:
        chance = Random(f"{self.seed}/{number}")
        following = TERM[number + 1].names if number + 1 < len(TERM) else ()
        meeting = self.groups.before(at, week.names, following)
        self.wall.until(at + chance.randrange(12 * MINUTE))
        room = Room(self.kit, self.wall, self.phones)
        room.come_in(week.names, [chance.randrange(20 * SECOND, 90 * SECOND) for _ in week.names], meeting)
        evening = EveningPlayed(room, self.skills, self.wording, chance, week.slips, dict(week.wishes))
        evening.play()
        for name in week.names:
            if name not in self.persons:
                self._newcomer(room, name)
        if evening.late:
            self.wall.forward(16 * 60 * MINUTE)
            late_words(evening)
        return evening

    def _newcomer(self, room: Room, name: str) -> None:
        """After the first session everybody makes their key; anyone who practised elsewhere imports their record."""
        seat, phone = room.seats[name], self.phones[name]
        key = self.kit.joining.give_key(Visitor(phone, seat=seat.id))
        self.persons[name] = DemoPerson(name, seat.person, key)
        if name == MINA.name:
            file = _from_elsewhere(self.wall.at - 8 * 7 * 24 * 60 * MINUTE, self.seed)
            self.kit.carrying.bring(Visitor(phone, person=seat.person), file)

    def _see_again(self, name: str) -> None:
        """The first case in which they were the student."""
        person, phone = self.persons[name].id, self.phones[name]
        with self.kit.store.read() as reader:
            first = next(e for e in reader.history.exposures(person) if e.role == Role.STUDENT and e.counts)
        self.kit.browsing.see_again(Visitor(phone, person=person), first.case, wanted=True)


def _phones(learners: Sequence[Learner]) -> dict[str, str]:
    return {one.name: device_hash(secrets.token_hex(16)) for one in learners}


def _from_elsewhere(at: int, seed: int) -> bytes:
    """The record that Mina downloaded from another kit, after one session there."""
    with tempfile.TemporaryDirectory(prefix="roleplay-demo-") as folder:
        wall = Wall(at)
        kit = build_kit(url_of(Path(folder) / "elsewhere.sqlite3"), wall=wall, ticks=int)
        try:
            return _played_elsewhere(kit, wall, Random(f"{seed}/elsewhere"), seed)
        finally:
            kit.close()


def _played_elsewhere(kit: Kit, wall: Wall, chance: Random, seed: int) -> bytes:
    room = Room(kit, wall, _phones(ELSEWHERE))
    room.come_in([one.name for one in ELSEWHERE], [40 * SECOND] * len(ELSEWHERE))
    skills = {one.name: Skills(one, seed) for one in ELSEWHERE}
    EveningPlayed(room, skills, Wording(chance), chance).play()
    mine, phone = room.seats[MINA.name].person, room.phones[MINA.name]
    wall.forward(24 * 60 * MINUTE)
    luggage, shelf = kit.carrying.luggage(Visitor(phone, person=mine)), kit.history.shelf(Visitor(phone, person=mine))
    now = datetime.fromtimestamp(wall.at / 1000, UTC)
    return record(luggage, shelf, kit.history.bank(), now).encode()
