"""A calendar file, held against RFC 5545 and read by another reader than the one that wrote it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from groups_builders import LONDON, NAMES, NOW, TERMS, THURSDAY, a_group, a_meeting, wall

from roleplay.groups.calendar_entry import ANSWER, Entry, entry_alone, entry_of
from roleplay.groups.calendar_file import calendar_file
from roleplay.groups.local_time import DAY, HOUR, instant
from roleplay.groups.meeting import Answer, Meeting, Reply, call_off, is_told, move, put_on_again, with_reply

GROUP = a_group()
ZONES = (LONDON, "America/New_York", "Australia/Sydney", "Asia/Kolkata", "Europe/Dublin", "Pacific/Kiritimati")
NIGHTS = (
    "2026-03-29 00:30",  # The clocks go forward in Europe, and back an hour later where it is autumn.
    "2026-03-29 01:30",  # Skipped in London.
    "2026-03-08 02:30",  # Skipped in New York.
    "2026-04-05 02:30",  # Twice in Sydney.
    "2026-10-25 00:30",
    "2026-10-25 01:30",  # Twice in London.
    "2026-11-01 01:30",  # Twice in New York.
    "2026-03-05 00:00",
    "2026-12-31 23:30",
    "2027-01-01 00:00",
    "2028-02-29 19:00",
)


def written(*meetings: Meeting, alarms: bool = True, person: str = "ana") -> bytes:
    entries = [entry_of(one, GROUP, person) for one in meetings]
    return calendar_file(entries, "My OSCE sessions", "ana", alarms)


def read(data: bytes) -> Any:
    return vobject.readOne(data.decode())


def event(*meetings: Meeting, **more: Any) -> Any:
    """The only one, as the other reader has it."""
    [found] = read(written(*meetings, **more)).vevent_list
    return found


def value(of: Any, name: str) -> Any:
    return getattr(of, name).value


# --- when


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("night", NIGHTS)
def test_a_calendar_has_a_session_at_the_instant_at_which_the_kit_has_it(night: str, zone: str) -> None:
    meeting = a_meeting(starts=wall(night), zone=zone)

    starts, lasts = value(event(meeting), "dtstart"), value(event(meeting), "duration")

    assert round(starts.timestamp() * 1000) == meeting.starts_at
    assert lasts == timedelta(minutes=120)


@pytest.mark.parametrize("zone", ZONES)
def test_the_time_zone_that_is_sent_along_says_the_same_as_the_kit_on_every_day_of_its_years(zone: str) -> None:
    """By its own rules alone, as a program has it that knows no zones."""
    data = written(
        a_meeting(starts=wall("2026-12-30 19:00"), zone=zone), a_meeting("n", wall("2027-01-06 19:00"), zone=zone)
    )
    changes = offsets(data.decode())

    days = [datetime(2026, 1, 2, 12, 34) + timedelta(days=n) for n in range(729)]  # noqa: DTZ001  # the wall's
    wrong = [day for day in days if at_offset(changes, day) != offset(day, zone)]

    assert wrong == []


def offsets(data: str) -> list[tuple[datetime, timedelta]]:
    """When the clocks show what from then on, in order."""
    found = []
    for part in re.findall(r"BEGIN:(?:STANDARD|DAYLIGHT)\r\n(.*?)END:", data, re.DOTALL):
        fields = dict(line.split(":", 1) for line in part.splitlines())
        sign, hours, minutes = re.fullmatch(r"([+-])(\d\d)(\d\d)", fields["TZOFFSETTO"]).groups()  # type: ignore[union-attr]
        ahead = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        whens = [fields["DTSTART"], *filter(None, fields.get("RDATE", "").split(","))]
        found += [(datetime.strptime(one, "%Y%m%dT%H%M%S"), ahead) for one in whens]  # noqa: DTZ007
    return sorted(found)


def at_offset(changes: list[tuple[datetime, timedelta]], day: datetime) -> timedelta:
    return [ahead for since, ahead in changes if since <= day][-1]


def offset(day: datetime, zone: str) -> timedelta:
    return day.replace(tzinfo=UTC) - datetime.fromtimestamp(instant(day, zone) / 1000, UTC)


def test_a_calendar_names_no_time_zone_that_it_does_not_explain() -> None:
    zones = (*ZONES, "UTC", "Etc/UTC", "GMT")
    data = written(*(a_meeting(f"m{n}", zone=zone) for n, zone in enumerate(zones))).decode()

    assert set(re.findall(r"TZID=([^:;]+)[:;]", data)) == set(re.findall(r"\nTZID:(\S+)", data))


def test_a_time_without_a_zone_is_that_of_wherever_the_calendar_is() -> None:
    alone = entry_alone(wall("2026-12-31 23:30"), 90, "ABC234", datetime(2026, 11, 22, 19, 5, tzinfo=UTC))

    data = calendar_file([alone], "OSCE practice", "ABC234", alarms=False)

    lines = data.decode().splitlines()
    assert {"DTSTART:20261231T233000", "DTSTAMP:20261122T190500Z", "UID:ABC234-20261231T2330@role-play-kit"} < {*lines}
    assert value(read(data).vevent, "duration") == timedelta(minutes=90)


# --- what has changed


def test_a_session_keeps_its_uid_and_counts_every_change_whatever_happens_to_it() -> None:
    first = a_meeting()
    moved = move(first, wall("2026-03-06 18:00"), "Library 2", 120, NOW + HOUR)
    elsewhere = move(moved, moved.starts, "Room 5", 120, NOW + 2 * HOUR)
    off = call_off(elsewhere, NOW + 3 * HOUR)
    on = put_on_again(off, NOW + 4 * HOUR)

    events = [event(one) for one in (first, moved, elsewhere, off, on)]

    assert {value(one, "uid") for one in events} == {"m@role-play-kit"}
    assert [value(one, "sequence") for one in events] == ["0", "1", "2", "3", "4"]
    assert [value(one, "status") for one in events] == [*["CONFIRMED"] * 3, "CANCELLED", "CONFIRMED"]


def test_a_session_is_stamped_with_its_last_change() -> None:
    moved = event(move(a_meeting(), wall("2026-03-06 18:00"), "Library 2", 120, NOW + HOUR))

    assert [value(moved, name) for name in ("dtstamp", "last_modified")] == [datetime(2026, 3, 2, 13, tzinfo=UTC)] * 2


def test_answers_of_others_change_nothing() -> None:
    before = a_meeting()

    after = with_reply(before, Reply("ben", Answer.YES, NOW + 1, late=True))
    after = with_reply(after, Reply("cleo", Answer.CANNOT, NOW + 2, by="ben"))

    assert written(after) == written(before)


def test_the_same_sessions_are_the_same_bytes_in_whatever_order_they_come() -> None:
    one, other = a_meeting(), a_meeting("n", wall("2026-03-12 19:00"))

    assert written(one, other) == written(other, one)


def test_what_was_called_off_is_told_for_90_days() -> None:
    off = call_off(a_meeting(), NOW)

    assert [is_told(off, NOW + days * DAY) for days in (0, 89, 90)] == [True, True, False]
    assert value(event(off), "summary") == "Called off: OSCE practice: Thursday trio"


# --- what rings


def test_it_rings_a_day_and_two_hours_before_unless_switched_off() -> None:
    rings = [value(one, "trigger") for one in event(a_meeting()).valarm_list]

    assert rings == [-timedelta(hours=24), -timedelta(hours=2)]
    assert "VALARM" not in written(a_meeting(), alarms=False).decode()


@pytest.mark.parametrize(
    "meeting", [call_off(a_meeting(), NOW), with_reply(a_meeting(), Reply("ana", Answer.CANNOT, NOW))]
)
def test_nothing_rings_and_no_time_is_taken_for_a_session_that_is_off_or_that_they_cannot_come_to(
    meeting: Meeting,
) -> None:
    assert "VALARM" not in written(meeting).decode()
    assert value(event(meeting), "transp") == "TRANSPARENT"


# --- how it is written


def test_a_room_is_a_place_and_a_call_is_a_link_too() -> None:
    room, call = event(a_meeting()), event(a_meeting(place="https://meet.example.org/trio?a=1,2;3"))

    assert (value(room, "location"), hasattr(room, "url")) == ("Library 2", False)
    assert (value(call, "location"), value(call, "url")) == ("https://meet.example.org/trio?a=1,2;3",) * 2


@pytest.mark.parametrize("name", ["a, b; c\\n: d", "é" * 60, "👩🏽‍⚕️" * 12, "\\", "BEGIN:VEVENT", '"quoted"; x=y'])
def test_what_people_typed_comes_out_as_they_typed_it_and_is_never_a_line_of_its_own(name: str) -> None:
    group = a_group(terms=replace(TERMS, name=name))

    data = calendar_file([entry_of(a_meeting(place=name), group, "ana")], name, "ana", True)

    [found] = read(data).vevent_list
    assert (value(found, "summary"), value(found, "location")) == (f"OSCE practice: {name}", name)


@pytest.mark.parametrize("name", ["é" * 60, "👩🏽‍⚕️" * 12, "x" * 60])
def test_lines_end_as_the_standard_says_and_are_at_most_75_bytes(name: str) -> None:
    group = a_group(terms=replace(TERMS, name=name))

    data = calendar_file([entry_of(a_meeting(), group, "ana")], name, "ana", True)

    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line for line in lines if line.decode(errors="replace").count("\ufffd")] == []


def test_a_calendar_says_who_made_it_what_it_is_called_and_how_often_to_look() -> None:
    lines = written(a_meeting()).decode().splitlines()

    for line in (
        "VERSION:2.0",
        "PRODID:-//role-play kit//Sessions//EN",
        "X-WR-CALNAME:My OSCE sessions",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ):
        assert lines.count(line) == 1


def test_a_calendar_without_sessions_is_still_one() -> None:
    assert [part.name for part in read(written()).components()] == ["VTIMEZONE"]


def test_an_entry_holds_nothing_about_others() -> None:
    meeting = a_meeting(replies=tuple(Reply(name.lower(), Answer.YES, NOW, by="ben") for name in NAMES[1:]))

    entry = entry_of(meeting, GROUP, "ana")

    assert entry == Entry(
        "m",
        0,
        datetime(2026, 3, 2, 12, tzinfo=UTC),
        "OSCE practice: Thursday trio",
        THURSDAY,
        LONDON,
        120,
        "Library 2",
        words=ANSWER,
    )
