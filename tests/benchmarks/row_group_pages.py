"""Home and the page of a group of twelve with forty sessions among five hundred, against those of an empty kit."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from roleplay.groups.group import Group, Member, Terms
from roleplay.people.codes import device_hash
from roleplay.people.persons import Person
from roleplay.web.server.kit import Kit, build_kit
from tests.benchmarks.protocol import Tab
from tests.benchmarks.quiet import wait_for_quiet
from tests.benchmarks.row_groups import GROUPS, PEOPLE, SESSIONS, ZONE, fill
from tests.benchmarks.servers import kit_server
from tests.benchmarks.table import Row, median

RERUNS, ROUNDS, BUDGET = 40, 3, 2.0
NEW, IN_ONE, FULL = "new", "in-one", "0-0"
"""Somebody without a group, the founder of one in which nobody else is yet, and a member of a full one."""


def measure(folder: Path) -> list[Row]:
    """Whole runs of the pages by Streamlit's own protocol, with both servers up, in turn. The best of three rounds of
    the median counts. Home is measured against that of somebody without a group, a group's page against one that was
    founded just now."""
    empty, full = folder / "empty.sqlite3", folder / "full.sqlite3"
    without_group, alone = _kit(empty, _founded, NEW, IN_ONE)
    [member] = _kit(full, _filled, FULL)
    with kit_server(empty) as small, kit_server(full) as large:
        home = (Tab(large, cookie=member), Tab(small, cookie=without_group))
        page = (
            Tab(large, "group", f"person={FULL}&group=0", member),
            Tab(small, "group", f"person={IN_ONE}&group=g", alone),
        )
        for tab in (*home, *page):
            assert not tab.problems, tab.problems
        assert all(any("are coming" in said for said in tab.said) for tab in (home[0], page[0]))
        rows = [_row("Home", *home), _row("the page of a group", *page)]
        for tab in (*home, *page):
            tab.close()
    return rows


def _row(what: str, full: Tab, empty: Tab) -> Row:
    rounds = []
    for _ in range(ROUNDS):
        wait_for_quiet(5)
        taken = [(full.rerun(), empty.rerun()) for _ in range(RERUNS)]
        rounds.append(tuple(median(list(one)) for one in zip(*taken, strict=True)))
    ratio, many, few = min((many / few, many, few) for many, few in rounds)
    named = f"{what}, {GROUPS} groups × {PEOPLE} people × {SESSIONS} sessions against an empty kit"
    return Row(named, f"≤ {BUDGET:g} ×", f"{ratio:.2f} × ({many:.1f} ms against {few:.1f} ms)", ratio <= BUDGET)


def _kit(file: Path, make: Callable[[Kit, int], None], *people: str) -> list[str]:
    """The cookies of these people on a kit that was made so."""
    now, cookies = time.time_ns() // 1_000_000, []
    with closing(build_kit(f"sqlite:///{file}")) as kit:
        make(kit, now)
        for person in people:
            token = secrets.token_urlsafe(32)
            with kit.store.write() as writer:
                writer.devices.add_person_device(person, device_hash(token), False, now)
            cookies.append(kit.devices.signed(token))
    return cookies


def _founded(kit: Kit, now: int) -> None:
    with kit.store.write() as writer:
        for person in (NEW, IN_ONE):
            writer.persons.add_person(Person(person, person))
        writer.groups.put(Group("g", now, Terms("Group", ZONE), (Member(IN_ONE, "", now, admin=True),)))


def _filled(kit: Kit, now: int) -> None:
    for number in range(GROUPS):
        fill(kit.store, str(number), now)
