"""What a group has covered together, and how far its aim has come: from the sessions that it played."""

from __future__ import annotations

from datetime import datetime, time

from roleplay.content.loading import Library
from roleplay.groups.aim import Reached, reached
from roleplay.groups.covered import SPAN, Covered, GroupStation, covered
from roleplay.groups.group import Group
from roleplay.groups.local_time import instant, today
from roleplay.groups.shown import sees_covered
from roleplay.storage import Reader


def covered_together(reader: Reader, group: Group, library: Library, now: int) -> Covered | None:
    """None with two members, whose stations would be a person's."""
    if not sees_covered(group):
        return None
    met = {one.person: frozenset(e.case for e in reader.history.exposures(one.person)) for one in group.members}
    blueprint = library.blueprints.get(group.terms.exam)
    return covered(stations(reader, group, now - SPAN), library.offered, met, blueprint, now)


def aim_reached(reader: Reader, group: Group, now: int) -> Reached | None:
    """None where the group has no aim."""
    aim, zone = group.terms.aim, group.terms.zone
    if aim is None:
        return None
    since = instant(datetime.combine(aim.since, time()), zone)
    days = [one.day for one in stations(reader, group, since)]
    return reached(aim, days, group.terms.pauses, today(now, zone))


def stations(reader: Reader, group: Group, since: int) -> list[GroupStation]:
    """What was played to its end in the group's sessions from this instant on, whoever the student was."""
    zone = group.terms.zone
    return [GroupStation(*station, today(station[-1], zone)) for station in reader.meetings.played(group.id, since)]
