"""Calendars of a group at work: addresses, what is read at them, and files to open once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import vobject
from evening import HOUR, NOW, Evening, a_kit, device_of, hear_security, url_of
from groups_at_work import AtWork, refused
from left_over import on_disk

from roleplay.groups.group import NOT_A_MEMBER
from roleplay.groups.invitation import digest_of
from roleplay.groups.local_time import DAY
from roleplay.groups.meeting import Answer
from roleplay.groups.own_limits import OwnLimits
from roleplay.groups.series import AHEAD, Series
from roleplay.people.attempts import HELD, PER_NETWORK, Missed, TooMuch
from roleplay.usecases.groups.calendar import (
    NOT_HERE,
    NOTHING_PLANNED,
    READ_AT_ONCE,
    CalendarFile,
    MyCalendar,
    next_session,
)
from roleplay.web.server.root import ROOT

YES, CANNOT = Answer.YES, Answer.CANNOT
FAR = "203.0.113.9"


@pytest.fixture
def trio(evening: Evening) -> AtWork:
    return AtWork(evening).found("Anna", "Ben", "Cleo")


def made(group: AtWork, name: str = "Anna") -> str:
    return group.groups.calendars.make(group.who(name))


def feed(group: AtWork, secret: str) -> CalendarFile:
    return group.groups.calendars.feed(secret, FAR)


def events(file: CalendarFile) -> list[Any]:
    return getattr(vobject.readOne(file.data.decode()), "vevent_list", [])


def titles(file: CalendarFile) -> list[str]:
    return [str(one.summary.value) for one in events(file)]


@contextmanager
def started_again(group: AtWork, **settings: Any) -> Iterator[AtWork]:
    """The server of the same kit after a restart."""
    evening = group.evening
    kit = a_kit(url_of(evening.folder), evening.content, evening.wall, **settings)
    yield replace(group, evening=evening.on(kit))
    kit.close()


# --- the address


def test_an_address_has_the_sessions_of_all_groups_that_its_owner_is_in(trio: AtWork) -> None:
    trio.plan("Ben")
    other = AtWork(trio.evening).found("Anna", name="Mocks on Monday")
    other.plan("Anna", hours=20)
    AtWork(trio.evening).found("Ben", name="Not Anna’s").plan("Ben")

    assert titles(feed(trio, made(trio))) == ["OSCE practice: Mocks on Monday", "OSCE practice: Thursday trio"]


def test_a_new_address_ends_the_one_before_and_a_revoked_one_is_like_one_that_never_was(trio: AtWork) -> None:
    first, second = made(trio), made(trio)
    assert feed(trio, second).data

    trio.groups.calendars.revoke(trio.who("Anna"))

    said = {refused(feed, trio, secret) for secret in (first, second, "no such secret", "x" * 10_000, "")}
    assert said == {NOT_HERE}
    assert trio.groups.calendars.mine(trio.who("Anna")) == MyCalendar(made_at=None, alarms=True, has_groups=True)


def test_the_secret_of_an_address_is_stored_nowhere(trio: AtWork) -> None:
    secret = made(trio)

    assert trio.groups.calendars.mine(trio.who("Anna")).made_at == trio.now
    assert secret.encode() not in on_disk(trio.evening.folder)


def test_the_log_has_neither_secrets_nor_their_digests(trio: AtWork, caplog: pytest.LogCaptureFixture) -> None:
    hear_security(caplog)
    secret = made(trio)
    feed(trio, secret)
    refused(feed, trio, "f" * 32)

    secrets = (secret, "f" * 32)
    assert "calendar_made" in caplog.text
    assert [word for word in (*secrets, *map(digest_of, secrets)) if word in caplog.text] == []


def test_wrong_addresses_are_counted_by_network_and_a_right_one_is_never_slowed_by_them(trio: AtWork) -> None:
    secret, held = made(trio), list[float]()
    with started_again(trio, hold=held.append) as group:
        for number in range(PER_NETWORK + 2):
            refused(feed, group, f"wrong {number}")

        assert (feed(group, secret), held) == (feed(trio, secret), [HELD, HELD])


def test_an_address_goes_on_after_a_restart(trio: AtWork) -> None:
    trio.plan("Ben")
    secret = made(trio)

    with started_again(trio) as group:
        assert feed(group, secret) == feed(trio, secret)


def test_who_reads_one_calendar_again_and_again_has_to_wait(trio: AtWork) -> None:
    secret, other = made(trio), made(trio, "Ben")
    for _ in range(READ_AT_ONCE):
        feed(trio, secret)

    with pytest.raises(TooMuch):
        feed(trio, secret)
    assert feed(trio, other).data


def test_only_who_is_somebody_on_their_own_device_makes_an_address(trio: AtWork) -> None:
    assert refused(trio.groups.calendars.make, trio.who("Dora"))
    assert refused(trio.groups.calendars.revoke, trio.who("Dora"))


def test_an_address_is_gone_with_everything_that_was_its_owners(trio: AtWork) -> None:
    trio.invite("Anna", "Dora")
    secret, others = made(trio, "Dora"), made(trio)

    trio.evening.kit.people.forget(trio.who("Dora"))

    with pytest.raises(Missed):
        feed(trio, secret)
    assert feed(trio, others).data


# --- what is read at it


def test_a_calendar_stays_the_same_until_a_session_changes_and_then_says_so(trio: AtWork) -> None:
    meeting, secret = trio.plan("Anna"), made(trio)
    before = feed(trio, secret)
    trio.say(meeting, YES, "Anna", "Ben")
    trio.groups.meetings.answer(trio.who("Ben"), meeting, CANNOT, trio.people["Cleo"])
    trio.evening.wall.forward(HOUR)
    assert (feed(trio, secret), feed(trio, secret).tag) == (before, before.tag)

    trio.groups.meetings.move(trio.who("Ben"), meeting, trio.wall(60), 90, "Room 5")

    assert feed(trio, secret).tag != before.tag
    assert [one.sequence.value for one in events(feed(trio, secret))] == ["1"]


def test_a_group_by_another_name_is_told_to_calendars_as_a_change_of_every_session_to_come(trio: AtWork) -> None:
    trio.plan("Anna", hours=50)
    trio.plan("Anna", hours=100)
    secret = made(trio)
    before = events(feed(trio, secret))
    trio.evening.wall.forward(HOUR)

    trio.groups.membership.agree(trio.who("Anna"), trio.id, replace(trio.page("Anna").terms, name="Friday trio"))

    after = events(feed(trio, secret))
    assert [one.uid.value for one in after] == [one.uid.value for one in before]
    assert [one.summary.value for one in after] == ["OSCE practice: Friday trio"] * 2
    assert [(one.sequence.value, new.sequence.value) for one, new in zip(before, after, strict=True)] == [
        ("0", "1")
    ] * 2
    assert all(new.dtstamp.value > one.dtstamp.value for one, new in zip(before, after, strict=True))


def test_other_terms_of_a_group_change_no_calendar(trio: AtWork) -> None:
    trio.plan("Anna")
    secret = made(trio)
    before = feed(trio, secret)

    trio.groups.membership.agree(trio.who("Anna"), trio.id, replace(trio.page("Anna").terms, purpose="Year 4 OSCE"))

    assert feed(trio, secret) == before


def test_a_series_goes_on_across_the_new_year_in_calendars_too(evening: Evening) -> None:
    thursdays = Series(date(2025, 12, 18), time(19))
    group = AtWork(evening).found("Anna", series=thursdays)

    read = events(feed(group, made(group)))

    begins = [one.dtstart.value.astimezone(UTC) for one in read]
    assert [f"{one:%Y-%m-%d %H:%M}" for one in begins[:4]] == [
        "2025-12-18 19:00",
        "2025-12-25 19:00",
        "2026-01-01 19:00",
        "2026-01-08 19:00",
    ]
    assert len({one.uid.value for one in read}) == len(read) == AHEAD


def test_what_was_called_off_is_read_as_cancelled_for_90_days(trio: AtWork) -> None:
    meeting, secret = trio.plan("Anna"), made(trio)

    trio.groups.meetings.call_off(trio.who("Ben"), meeting)

    trio.evening.wall.forward(89 * DAY)
    assert [one.status.value for one in events(feed(trio, secret))] == ["CANCELLED"]
    trio.evening.wall.forward(DAY)
    assert events(feed(trio, secret)) == []


def test_who_leaves_a_group_has_none_of_its_sessions_any_more(trio: AtWork) -> None:
    trio.plan("Anna")
    secret = made(trio, "Cleo")

    trio.groups.membership.remove(trio.who("Anna"), trio.id, trio.people["Cleo"])

    assert events(feed(trio, secret)) == []


def test_a_calendar_plans_what_is_due_of_a_series_though_nobody_opens_the_kit(trio: AtWork) -> None:
    every_week(trio)
    secret = made(trio)
    first = events(feed(trio, secret))

    trio.evening.wall.forward(21 * DAY)

    assert (len(first), len(events(feed(trio, secret)))) == (6, 9)


def every_week(group: AtWork) -> None:
    """Its admin sets a usual time."""
    terms, first = group.page("Anna").terms, group.wall(24)
    series = Series(first.date(), first.time())
    group.groups.membership.agree(group.who("Anna"), group.id, replace(terms, series=series))


def test_alarms_can_be_switched_off_and_stay_off_under_a_new_address(trio: AtWork) -> None:
    trio.plan("Anna")
    assert b"VALARM" in feed(trio, made(trio)).data

    trio.groups.calendars.set_alarms(trio.who("Anna"), False)

    assert b"VALARM" not in feed(trio, made(trio)).data
    assert b"VALARM" in feed(trio, made(trio, "Ben")).data


# --- files


def test_one_session_is_a_file_for_whoever_is_in_its_group(trio: AtWork) -> None:
    meeting = trio.plan("Anna")
    trio.plan("Anna", hours=70)

    file = trio.groups.calendars.one(trio.who("Cleo"), meeting)

    assert [one.uid.value for one in events(file)] == [f"{meeting}@role-play-kit"]
    assert refused(trio.groups.calendars.one, trio.who("Dora"), meeting)
    assert refused(trio.groups.calendars.one, trio.who("Cleo"), "no such session")


def test_a_file_and_the_calendar_mean_the_same_session(trio: AtWork) -> None:
    meeting = trio.plan("Anna")

    [read], [opened] = (
        events(one) for one in (feed(trio, made(trio)), trio.groups.calendars.one(trio.who("Anna"), meeting))
    )

    assert read.serialize() == opened.serialize()


def test_all_that_is_planned_is_one_file(trio: AtWork) -> None:
    assert refused(trio.groups.calendars.series, trio.who("Ben"), trio.id) == NOTHING_PLANNED
    every_week(trio)

    assert len(events(trio.groups.calendars.series(trio.who("Ben"), trio.id))) == 6


def test_only_who_is_in_a_group_gets_its_file(trio: AtWork) -> None:
    other = AtWork(trio.evening).found("Anna")
    other.plan("Anna")

    for group in (other.id, "no such group"):
        assert refused(trio.groups.calendars.series, trio.who("Ben"), group) == NOT_A_MEMBER


def test_people_without_a_group_get_a_file_of_the_time_that_they_typed_which_does_not_ring() -> None:
    file = next_session(datetime.fromisoformat("2026-12-01 19:00"), "ABC234", NOW)

    [found] = events(file)
    assert (found.dtstart.value.isoformat(), found.summary.value) == ("2026-12-01T19:00:00", "OSCE practice")
    assert b"VALARM" not in file.data


def test_no_start_waits_for_what_writes_calendars() -> None:
    code = "import sys, roleplay.web.server.kit, roleplay.web.groups.calendar_part; print('icalendar' in sys.modules)"

    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert told.stdout == "False\n"


# --- what may be seen


def test_no_calendar_holds_what_is_anothers_alone(trio: AtWork) -> None:
    meeting, secret = trio.plan("Anna"), made(trio)
    trio.say(meeting, YES, "Ben")
    trio.groups.meetings.late(trio.who("Ben"), meeting)
    trio.say(meeting, CANNOT, "Cleo")
    trio.groups.own.set_limits(trio.who("Ben"), OwnLimits(1, date(2099, 7, 7), time(3, 33), time(4, 44)))
    trio.groups.board.block(trio.who("Ben"), trio.people["Cleo"])
    trio.groups.board.add_link(trio.who("Ben"), trio.id, "a tip of Ben’s", "https://tips.example.org")
    calendars, anna = trio.groups.calendars, trio.who("Anna")

    files = (feed(trio, secret), calendars.one(anna, meeting), calendars.series(anna, trio.id))

    seen = b"".join(one.data for one in files).decode()
    ids = (*trio.people.values(), secret, trio.id, *map(device_of, trio.people))
    private = (*trio.people, *ids, "2099", "0333", "tip", "late", "waiting", "ATTENDEE", "ORGANIZER")
    assert [marker for marker in private if marker in seen] == []
