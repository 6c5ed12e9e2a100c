"""Who may open a shared station now. It is checked each time, in the same transaction that reads the station."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from roleplay.errors import Fault
from roleplay.groups.board import apart
from roleplay.people.persons import FORMER
from roleplay.people.rounds import Played
from roleplay.people.shares import OTHERS, REVOKED, UNKNOWN, Part, Share, check_reader
from roleplay.people.visitor import Visitor
from roleplay.storage import Reader
from roleplay.usecases.history.stations import Stations
from roleplay.usecases.people.shared_station import SharedStation, shared_station

LONGEST_SECRET = 100


@dataclass(frozen=True)
class Opening:
    """A share that its reader may open now. ``persons`` are those whose own browser this is."""

    share: Share
    persons: frozenset[str]
    owner: str
    played: Played


def opening(reader: Reader, who: Visitor, share: Share, now: int) -> Opening:
    """Raises `Fault` for everybody but its reader, and for what can't be read any more."""
    persons = owners_of(reader, who)
    check_reader(share, who.device, persons, now)
    check_not_apart(reader, share, persons)
    played = reader.history.played(share.practice, share.round)
    if played is None or played.student != share.owner:
        raise Fault(UNKNOWN)
    return Opening(share, persons, name_of(reader, share.owner), played)


def owners_of(reader: Reader, who: Visitor) -> frozenset[str]:
    """Whose own browser this is; a guest's history stays closed on it, and so does what is shared with them."""
    return frozenset(held.person.id for held in reader.devices.held(who.device) if not held.guest)


def share_by_id(reader: Reader, id_: str) -> Share:
    """What its owner's and reader's pages name. Raises `Fault`, worded as for other people's."""
    found = reader.shares.share(id_) if len(id_) <= LONGEST_SECRET and id_.isascii() else None
    if found is None:
        raise Fault(OTHERS)
    return found


def apart_from(reader: Reader, person: str) -> frozenset[str]:
    return apart(reader.board.blocks(person), person)


def check_not_apart(reader: Reader, share: Share, persons: Collection[str]) -> None:
    """A block is silent: it looks as if the station had been taken back."""
    if any(share.owner in apart_from(reader, id_) for id_ in persons):
        raise Fault(REVOKED)


def name_of(reader: Reader, person: str) -> str:
    found = reader.persons.person(person)
    return FORMER if found is None else found.name


def shown_of(reader: Reader, stations: Stations, one: Opening) -> SharedStation:
    """What its reader sees of it."""
    share = one.share
    practice = reader.practices.practice(share.practice)
    whole = stations.sheets(reader, practice, share.round) if practice is not None else None
    if practice is None or whole is None:
        raise Fault(UNKNOWN)
    scores = stations.scores(reader, practice, one.played) if Part.MARKS in share.parts else ()
    unshared = _unshared(reader, share.practice, share.owner)
    return shared_station(whole, scores, one.owner, share.parts, unshared)


def _unshared(reader: Reader, practice: int, owner: str) -> frozenset[str]:
    """Names, as the session knew them, of those whose words aren't shared: who said so, and who has deleted everything
    that was theirs and can't say so any more."""
    return frozenset(
        seat.name
        for seat in reader.practices.seats(practice)
        if seat.person != owner
        and (reader.persons.private(seat.person).words_stay or name_of(reader, seat.person) == FORMER)
    )
