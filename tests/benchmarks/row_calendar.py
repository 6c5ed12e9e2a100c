"""Somebody's calendar of 40 sessions in 12 groups, as it is read by a program, against one of a single session."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from roleplay.groups.calendar_entry import PersonalCalendar
from roleplay.groups.group import Group, Member, Terms
from roleplay.groups.invitation import digest_of
from roleplay.groups.local_time import on_the_wall
from roleplay.groups.meeting import Answer, Meeting, Reply
from roleplay.people.persons import Person
from roleplay.storage import Writer
from roleplay.web.server.kit import build_kit
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.servers import ROOT
from tests.benchmarks.table import Row, median

SESSIONS, GROUPS, PEOPLE = 40, 12, 12
SECRET = "a secret"
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York")
REPEATS, MS, BUDGET = 15, 50, 25.0
NOW = 1_790_000_000_000


def measure(folder: Path) -> list[Row]:
    """The median of fifteen in the processor's time, and how many times that of one session it is."""
    many, one = _reading(folder / "many", SESSIONS, GROUPS), _reading(folder / "one", 1, 1)
    what = f"calendar of {SESSIONS} sessions in {GROUPS} groups"
    return [
        Row(what, f"≤ {MS} ms", f"{1000 * many:.1f} ms", 1000 * many <= MS),
        Row(f"{what}, against one session", f"≤ {BUDGET:g} ×", f"{many / one:.1f} ×", many / one <= BUDGET),
    ]


def _reading(folder: Path, sessions: int, groups: int) -> float:
    folder.mkdir()
    kit = build_kit(f"sqlite:///{folder / 'kit.sqlite3'}", ROOT, lambda: NOW)
    with kit.store.write() as writer:
        _plan(writer, sessions, groups)
    wait_for_quiet()
    taken = []
    for _ in range(REPEATS):
        start = time.process_time()
        file = kit.groups.calendars.feed(SECRET, "localhost")
        taken.append(time.process_time() - start)
    assert file.data.count(b"BEGIN:VEVENT") == sessions
    kit.close()
    return median(taken)


def _plan(writer: Writer, sessions: int, groups: int) -> None:
    """Each group has twelve members, who have all answered."""
    people = [f"person-{n}" for n in range(PEOPLE)]
    for one in people:
        writer.persons.add_person(Person(one, one))
    writer.calendars.put(PersonalCalendar(people[0], digest_of(SECRET), NOW))
    for n in range(groups):
        terms = Terms(f"Group {n}", ZONES[n % len(ZONES)])
        writer.groups.put(Group(f"group-{n}", NOW, terms, tuple(Member(one, one, NOW, admin=True) for one in people)))
    replies = tuple(Reply(one, Answer.YES, NOW) for one in people)
    for n in range(sessions):
        zone = ZONES[n % groups % len(ZONES)]
        starts = on_the_wall(NOW, zone).replace(microsecond=0) + timedelta(days=1 + n)
        writer.meetings.put(
            Meeting(f"meeting-{n}", f"group-{n % groups}", starts, zone, 120, "Library 2", NOW, NOW, replies=replies)
        )
