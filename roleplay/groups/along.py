"""A group as a file that another kit reads: so next week's host may be another. No marks, no words, no answers."""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from roleplay.errors import Fault
from roleplay.groups.group import MOST_MEMBERS, RoundElsewhere, Terms
from roleplay.groups.local_time import FARTHEST, clean_zone, instant
from roleplay.groups.series import LONGEST, SHORTEST
from roleplay.groups.typed import clean_place, clean_terms
from roleplay.people.names import clean_name
from roleplay.stored import as_stored, as_text, read_stored

LARGEST: Final = 256 * 1024
FORMAT: Final = "roleplay-group/1"
MOST_MEETINGS: Final = 60
MOST_ROUNDS: Final = 200
LONGEST_AGO: Final = 60
"""Sessions back; the planner looks at fewer."""
NOT_A_GROUP: Final = "That isn’t a group’s file. Choose one that “Take the group along” saved. Nothing was imported."


@dataclass(frozen=True)
class PackedMeeting:
    """A session that was still to come."""

    starts: datetime
    zone: str
    minutes: int
    place: str


@dataclass(frozen=True)
class Had:
    """A member's name and how often they were student, patient and observer in the group's sessions."""

    name: str
    student: int = 0
    patient: int = 0
    observer: int = 0


@dataclass(frozen=True)
class PackedGroup:
    """``met`` are the ids of cases that all of them know; none of two, as they would be of a person. ``rounds`` are
    those of their last sessions."""

    terms: Terms
    members: tuple[Had, ...]
    meetings: tuple[PackedMeeting, ...] = ()
    met: tuple[str, ...] = ()
    rounds: tuple[RoundElsewhere, ...] = ()


def pack(group: PackedGroup) -> bytes:
    """The file."""
    return as_text({"format": FORMAT, **as_stored(group)}).encode()


def unpack(data: bytes, now: int) -> PackedGroup:
    """What is in a file, whoever made it: cleaned as if somebody had typed it. Raises `Fault`."""
    if len(data) > LARGEST:
        raise Fault(f"That file is too large for a group: up to {LARGEST // 1024} KiB. Nothing was imported.")
    try:
        body = json.loads(data)
        if not isinstance(body, dict) or body.pop("format", None) != FORMAT:
            raise Fault(NOT_A_GROUP)
        found = read_stored(PackedGroup, body)
    except (ValueError, RecursionError):
        raise Fault(NOT_A_GROUP) from None
    return _cleaned(found, now)


def _cleaned(found: PackedGroup, now: int) -> PackedGroup:
    if len(found.members) > MOST_MEMBERS or len(found.meetings) > MOST_MEETINGS or len(found.met) > 5000:
        raise Fault(NOT_A_GROUP)
    if len(found.rounds) > MOST_ROUNDS or not all(1 <= one.ago <= LONGEST_AGO for one in found.rounds):
        raise Fault(NOT_A_GROUP)
    members = tuple(replace(one, name=clean_name(one.name)) for one in found.members)
    meetings = tuple(_meeting(one, now) for one in found.meetings)
    names = {one.name for one in members}
    rounds = tuple(_round(one, names) for one in found.rounds)
    return PackedGroup(clean_terms(found.terms, now), members, meetings, found.met, rounds)


def _round(one: RoundElsewhere, names: Container[str]) -> RoundElsewhere:
    """Only people whom the file names as members."""
    student, patient, *observers = (
        name if name in names else "" for name in (one.student, one.patient, *one.observers)
    )
    return RoundElsewhere(one.ago, student, patient, tuple(filter(None, observers))[:MOST_MEMBERS])


def _meeting(one: PackedMeeting, now: int) -> PackedMeeting:
    if one.starts.tzinfo is not None or not SHORTEST <= one.minutes <= LONGEST:
        raise Fault(NOT_A_GROUP)
    if instant(one.starts, clean_zone(one.zone)) > now + FARTHEST:
        raise Fault(NOT_A_GROUP)
    return replace(one, zone=clean_zone(one.zone), place=clean_place(one.place))
