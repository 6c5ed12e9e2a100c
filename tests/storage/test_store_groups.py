"""Groups in the store: read as they were put, and what stays when somebody deletes everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from older_stores import rows
from store_builders import NOW, practice_with_anna

from roleplay.groups.board import Block, GroupLink, SharedStep, ShownAs
from roleplay.groups.group import Aim, Group, Member, Pause, Terms
from roleplay.groups.invitation import Invitation
from roleplay.groups.meeting import Answer, Meeting, Reply, Waiting
from roleplay.groups.news import News, What
from roleplay.groups.own_limits import OwnLimits
from roleplay.groups.poll import Poll, Vote
from roleplay.groups.series import Every, Series
from roleplay.people.persons import Person
from roleplay.storage import Store

STARTS = datetime.fromisoformat("2026-03-05 19:00")
TERMS = Terms(
    "Thursday trio",
    "Europe/London",
    purpose="Finals OSCE",
    exam_on=date(2026, 5, 14),
    series=Series(date(2026, 3, 5), time(19), Every.TWO_WEEKS, "Library 2"),
    aim=Aim(2, date(2026, 3, 2), date(2026, 5, 14)),
    pauses=(Pause(date(2026, 4, 6), date(2026, 4, 19)),),
)
MEETING = Meeting(
    "m", "g", STARTS, "Europe/London", 120, "Library 2", NOW, NOW, revision=2, most=3, day=date(2026, 3, 5),
    replies=(Reply("cleo", Answer.YES, NOW, by="ben", late=True), Reply("ben", Answer.CANNOT, NOW + 1)),
    waiting=(Waiting("ana", NOW, until=NOW + 5), Waiting("dora", NOW + 1, passed=True)),
)  # fmt: skip
POLL = Poll(
    "p", "g", "ben", NOW, "Europe/London", (STARTS, STARTS.replace(day=6)), 90, "", (Vote("ben", 1, Answer.MAYBE, NOW),)
)
PEOPLE = ("ana", "ben", "cleo", "dora")


@pytest.fixture
def kept(store: Store) -> Store:
    """A group of four with a session, a poll and a link; Ana left."""
    practice = practice_with_anna(store).id
    members = [Member(one, one.capitalize(), NOW + n) for n, one in enumerate(PEOPLE)]
    members[0] = replace(members[0], left_at=NOW + 9, removed=True)
    members[1] = replace(members[1], admin=True)
    with store.write() as w:
        for one in PEOPLE:
            w.persons.add_person(Person(one, one.capitalize()))
        w.groups.put(Group("g", NOW, TERMS, tuple(members), ("Emil",)))
        w.groups.put_invitation(Invitation("digest of ben", "g", "ben", NOW, NOW + 5))
        w.groups.add_news("g", [News(NOW, What.MOVED, "ben", STARTS, STARTS.replace(day=6)), News(NOW, What.JOINED)])
        w.meetings.put(MEETING)
        w.meetings.put_poll(POLL)
        w.meetings.link(practice, "g", "m")
        w.board.add_link(GroupLink("l", "g", "ben", "Good slides", "https://example.org", NOW))
        w.board.put_step(SharedStep("g", "ben", practice, 1, ShownAs.ASK_ME, NOW))
        w.board.block(Block("ben", "cleo", NOW))
        w.board.block(Block("cleo", "ben", NOW))
        w.board.set_limits("ben", OwnLimits(2, date(2026, 3, 9), time(22), time(7)))
    return store


def test_a_group_is_read_as_it_was_put(kept: Store) -> None:
    with kept.read() as r:
        found = r.groups.group("g")
        assert found is not None
        assert (found.terms, found.expected) == (TERMS, ("Emil",))
        assert [(one.person, one.name, one.admin, one.removed) for one in found.everybody] == [
            ("ana", "Ana", False, True),
            ("ben", "Ben", True, False),
            ("cleo", "Cleo", False, False),
            ("dora", "Dora", False, False),
        ]
        assert (r.groups.of_person("ana"), r.groups.ever_of("ana"), r.groups.of_person("ben")) == ((), ("g",), ("g",))


def test_sessions_and_polls_are_read_as_they_were_put(kept: Store) -> None:
    with kept.read() as r:
        assert r.meetings.meeting("m") == MEETING
        assert r.meetings.meetings(["g", "none"], 0, date(2030, 1, 1)) == (MEETING,)
        assert r.meetings.polls("g") == (POLL,)
        assert (r.meetings.group_of(1), r.meetings.group_of(2)) == (("g", "m"), None)


def test_a_session_of_the_series_is_found_by_its_day_wherever_it_was_moved(kept: Store) -> None:
    after = MEETING.ends_at + 1
    with kept.read() as r:
        assert r.meetings.meetings(["g"], after, date(2026, 3, 5)) == (MEETING,)
        assert r.meetings.meetings(["g"], after, date(2026, 3, 6)) == ()


def test_putting_again_replaces_what_was_there(kept: Store) -> None:
    changed = replace(MEETING, revision=3, replies=MEETING.replies[1:], waiting=())
    with kept.write() as w:
        w.meetings.put(changed)

        assert w.meetings.meeting("m") == changed


def test_news_are_the_latest_first(kept: Store) -> None:
    with kept.read() as r:
        assert [one.what for one in r.groups.news("g")] == [What.JOINED, What.MOVED]
        assert r.groups.news("g")[1] == News(NOW, What.MOVED, "ben", STARTS, STARTS.replace(day=6))


def test_own_limits_are_read_as_they_were_set(kept: Store) -> None:
    with kept.read() as r:
        assert r.board.limits("ben") == OwnLimits(2, date(2026, 3, 9), time(22), time(7))
        assert r.board.limits("cleo") == OwnLimits()


def test_of_who_deletes_everything_only_what_they_put_up_for_others_is_left(kept: Store, file: Path) -> None:
    with kept.write() as w:
        w.erase_person("ben", ())

    found = rows(file)
    assert {table for table, kept_ in found.items() if any("ben" in row for row in kept_)} == {"persons"}
    assert [row[4] for row in found["group_links"]] == ["Good slides"]
    with kept.read() as r:
        assert r.meetings.meeting("m") == replace(MEETING, replies=(replace(MEETING.replies[0], by=""),))


def test_a_group_that_nobody_is_in_is_dropped_with_all_that_is_its_own(kept: Store, file: Path) -> None:
    with kept.write() as w:
        for subject in (w.board, w.meetings):
            subject.drop_of_group("g")
        w.groups.drop("g")

    left = {table for table, kept_ in rows(file).items() if kept_ and table.startswith(("group", "meeting", "poll"))}
    assert left == set()
