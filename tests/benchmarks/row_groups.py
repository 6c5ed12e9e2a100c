"""A group of twelve with forty sessions, alone on its kit and among five hundred: what Home and its page take."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from roleplay.groups.group import Group, Member, Terms
from roleplay.groups.local_time import on_the_wall
from roleplay.groups.meeting import Answer, Meeting, Reply
from roleplay.people.persons import Person
from roleplay.people.visitor import Visitor
from roleplay.storage import Store
from roleplay.web.server.kit import Kit, build_kit
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.servers import ROOT
from tests.benchmarks.table import Row, median

GROUPS, PEOPLE, SESSIONS = 500, 12, 40
REPEATS, BUDGET = 50, 2.0
NOW, ZONE = 1_790_000_000_000, "Europe/London"
ME = Visitor("device-me", person="0-0")


def measure(folder: Path) -> list[Row]:
    """Half of the sessions are still to come. The median of fifty."""
    alone, among = (_kit(folder / str(groups), groups) for groups in (1, GROUPS))
    wait_for_quiet()
    rows = [
        _row("Home", alone, among, lambda kit: kit.groups.pages.home_groups(ME)),
        _row("the page of a group", alone, among, lambda kit: kit.groups.pages.group_page(ME, "0")),
    ]
    for kit in (alone, among):
        kit.close()
    return rows


def _row(what: str, alone: Kit, among: Kit, ask: Callable[[Kit], object]) -> Row:
    one, many = (_taken(kit, ask) for kit in (alone, among))
    reached = f"{many / one:.2f} × ({1000 * many:.1f} ms against {1000 * one:.1f} ms)"
    return Row(f"{what} among {GROUPS} groups, against one", f"≤ {BUDGET:g} ×", reached, many / one <= BUDGET)


def _taken(kit: Kit, ask: Callable[[Kit], object]) -> float:
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        assert ask(kit)
        taken.append(time.perf_counter() - start)
    return median(taken)


def _kit(folder: Path, groups: int) -> Kit:
    folder.mkdir()
    kit = build_kit(f"sqlite:///{folder / 'kit.sqlite3'}", ROOT, lambda: NOW)
    for number in range(groups):
        fill(kit.store, str(number), NOW)
    with kit.store.write() as writer:
        writer.devices.add_person_device(ME.person, ME.device, False, NOW)
    return kit


def fill(store: Store, group: str, now: int) -> None:
    """A group of twelve who have all answered for all of its forty sessions, the first half of which are over."""
    people = [f"{group}-{number}" for number in range(PEOPLE)]
    replies = tuple(Reply(person, Answer.YES, now) for person in people)
    begins = on_the_wall(now, ZONE) - timedelta(weeks=SESSIONS // 2, hours=-3)
    with store.write() as writer:
        for person in people:
            writer.persons.add_person(Person(person, f"Person {person}"))
        members = tuple(Member(person, "", now, admin=person == people[0]) for person in people)
        writer.groups.put(Group(group, now, Terms(f"Group {group}", ZONE), members))
        for week in range(SESSIONS):
            starts = begins + timedelta(weeks=week)
            writer.meetings.put(
                Meeting(f"{group}/{week}", group, starts, ZONE, 120, "Library 2", now, now, replies=replies)
            )
