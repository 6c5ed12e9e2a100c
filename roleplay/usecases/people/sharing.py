"""Sharing one station with one named person: nobody else ever reads it, and its owner takes it back when they like."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from roleplay.errors import Fault
from roleplay.people.attempts import Allowance, Missed, TooMuch, missed
from roleplay.people.names import clean_name
from roleplay.people.persons import Person
from roleplay.people.shares import (
    ENOUGH,
    MOST_OPEN,
    UNKNOWN,
    Part,
    Remark,
    Share,
    bind,
    check_open,
    digest_of,
    lasting,
    revoke,
    shown_parts,
)
from roleplay.people.visitor import Visitor
from roleplay.room.state import Role
from roleplay.shared_words import DONT_SHARE_MINE
from roleplay.storage import Reader, Store
from roleplay.usecases.cases.browsing import Browsing
from roleplay.usecases.history.stations import NOT_THERE, Stations
from roleplay.usecases.people.attempts import Attempts
from roleplay.usecases.people.people import Chance, People
from roleplay.usecases.people.share_access import (
    LONGEST_SECRET,
    Opening,
    apart_from,
    check_not_apart,
    name_of,
    opening,
    owners_of,
    share_by_id,
    shown_of,
)
from roleplay.usecases.people.shared_station import SharedStation
from roleplay.usecases.practice.rooms import Rooms

NOT_OPEN = "The feedback on this station isn’t open yet, so there’s nothing to share. It opens in the debrief."
IMPORTED = f"This station was played on another kit, where the others can say “{DONT_SHARE_MINE}”. Share it from there."
NOT_YOURS = "You weren’t the student in this station, so it isn’t yours to share."
NOT_WITH = "They aren’t in a group with you any more. Type their name instead, and send them the link."
PLAYED_NOW = (
    "The case of this station is planned for a session that’s running now, so it stays closed until it has been played."
)
_AT_ONCE, _PER_SECOND = 30, 0.2


@dataclass(frozen=True)
class Made:
    """What was made: the secret for its link, shown once."""

    id: str
    secret: str
    named: str


@dataclass(frozen=True)
class OwnShare:
    """What its owner sees of it. ``reader`` is the person's id, "" for a browser that is nobody's; ``is_open``: it can
    still be read."""

    id: str
    named: str
    reader: str
    until: int
    opened_at: int | None
    revoked_at: int | None
    parts: frozenset[Part]
    is_open: bool
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Shut:
    """What stands on a shared station before it is read. Until it is bound, ``title`` and ``kind`` are ""."""

    id: str
    owner: str
    named: str
    until: int
    is_bound: bool
    title: str = ""
    kind: str = ""
    is_read: bool = False


@dataclass(frozen=True)
class Read:
    """A shared station as its reader reads it, with what they said about it."""

    id: str
    owner: str
    owner_id: str
    title: str
    kind: str
    until: int
    shown: SharedStation
    remarks: tuple[Remark, ...]


class Sharing:
    """Use cases of shared stations; safe to call from any thread."""

    def __init__(
        self,
        store: Store,
        rooms: Rooms,
        people: People,
        stations: Stations,
        browsing: Browsing,
        attempts: Attempts,
        chance: Chance,
    ) -> None:
        self._store, self._rooms, self._people, self._stations = store, rooms, people, stations
        self._browsing, self._attempts, self._chance = browsing, attempts, chance
        self._allowed = Allowance(_AT_ONCE, _PER_SECOND)

    # --- for the owner

    def whom(self, who: Visitor) -> tuple[tuple[str, str], ...]:
        """Ids and names of those in their groups, whom they could choose."""
        me = self._people.mine(who)
        with self._store.read() as reader:
            found = _around(reader, me)
        return tuple(sorted(found.items(), key=lambda each: each[1].casefold()))

    def share(
        self, who: Visitor, place: tuple[int, int], with_: str, parts: Collection[Part], days: int, *, known: bool
    ) -> Made:
        """Share one's own station with somebody: a member of one's groups by their id if they are ``known``, else
        whoever has this name and opens the link first. Raises `Fault`."""
        me, now, until = self._people.mine(who), self._rooms.now(), lasting(days)
        if wait := self._allowed.take(me.id, 1, now):
            raise TooMuch("That was a lot at once. Wait a few seconds, then try again.", wait)
        secret, id_ = self._chance.token(), self._chance.token()
        with self._store.write() as writer:
            self._check_own(writer, me, place)
            if sum(one.is_open(now) for one in writer.shares.of_owner(me.id)) >= MOST_OPEN:
                raise Fault(ENOUGH)
            around = _around(writer, me) if known else {}
            if known and with_ not in around:
                raise Fault(NOT_WITH)
            named, reader = (around[with_], with_) if known else (clean_name(with_), "")
            made = Share(
                *(id_, digest_of(secret), me.id, *place, named, shown_parts(parts), now, now + until), reader=reader
            )
            writer.shares.put(made)
        return Made(id_, secret, named)

    def mine(self, who: Visitor, practice: int, round_: int) -> tuple[OwnShare, ...]:
        """How they share this station or have shared it, and what was said about it; the latest first."""
        me, now = self._people.mine(who), self._rooms.now()
        with self._store.read() as reader:
            blocked = apart_from(reader, me.id)
            own = [one for one in reader.shares.of_owner(me.id) if (one.practice, one.round) == (practice, round_)]
            return tuple(
                OwnShare(
                    *(one.id, one.named, one.reader, one.until, one.opened_at, one.revoked_at, one.parts),
                    is_open=one.is_open(now) and one.reader not in blocked,
                    remarks=() if one.reader in blocked else reader.shares.remarks(one.id),
                )
                for one in own
            )

    def revoke(self, who: Visitor, id_: str) -> None:
        """It is read by nobody from now on. What was said about it stays."""
        me, now = self._people.mine(who), self._rooms.now()
        with self._store.write() as writer:
            found = writer.shares.share(id_)
            if found is None:
                raise Fault(UNKNOWN)
            writer.shares.put(revoke(found, me.id, now))

    # --- for the reader

    def entrance(self, who: Visitor, secret: str) -> Shut:
        """What a link leads to: for its reader, what they are about to read; before it is bound, who shares it with
        whom. Raises `Fault` for everybody else, without saying what it is; unknown links are counted."""
        with self._counting(who), self._store.read() as reader:
            share, persons = _by_secret(reader, secret), owners_of(reader, who)
            if share.is_bound or share.owner in persons:
                return self._shut(reader, who, share)
            check_open(share, self._rooms.now())
            check_not_apart(reader, share, persons)
            return Shut(share.id, name_of(reader, share.owner), share.named, share.until, is_bound=False)

    def confirm(self, who: Visitor, secret: str) -> str:
        """They say that they are who is named: from now on it is theirs, if they are the first. Returns its id."""
        with self._counting(who), self._store.write() as writer:
            share, persons = _by_secret(writer, secret), owners_of(writer, who)
            check_not_apart(writer, share, persons)
            person = who.person if who.person in persons else ""
            writer.shares.put(bound := bind(share, who.device, person, persons, self._rooms.now()))
        return bound.id

    def shut(self, who: Visitor, id_: str) -> Shut:
        """What its reader is about to read. Raises `Fault` for everybody else."""
        with self._store.read() as reader:
            return self._shut(reader, who, share_by_id(reader, id_))

    def read(self, who: Visitor, id_: str) -> Read:
        """Read it; from now on they know its case, as if they had read its script. Raises `Fault` for everybody else,
        while the case is being played, and for what is no longer there."""
        with self._store.read() as reader:
            found = opening(reader, who, share_by_id(reader, id_), self._rooms.now())
        self._meet_case(who, found)
        with self._store.write() as writer:
            # Checked again inside the write: it may have been taken back in the meantime.
            found = opening(writer, who, share_by_id(writer, id_), self._rooms.now())
            shown = shown_of(writer, self._stations, found)
            if found.share.opened_at is None:
                writer.shares.put(replace(found.share, opened_at=self._rooms.now()))
            remarks = writer.shares.remarks(id_)
        share, played = found.share, found.played
        return Read(id_, found.owner, share.owner, played.title, played.case_kind, share.until, shown, remarks)

    def with_me(self, who: Visitor) -> tuple[Shut, ...]:
        """What this person or this browser can read now, the latest first."""
        with self._store.read() as reader:
            persons = owners_of(reader, who)
            found = reader.shares.shared_with(who.device, sorted(persons))
            return tuple(shut for one in found if (shut := self._if_open(reader, who, one)) is not None)

    # --- inside

    def _check_own(self, reader: Reader, me: Person, place: tuple[int, int]) -> None:
        played, practice = reader.history.played(*place), reader.practices.practice(place[0])
        mine = next((e for e in reader.history.exposures_of(*place) if e.person == me.id), None)
        if mine is None or played is None or practice is None:
            raise Fault(NOT_THERE)
        if mine.role != Role.STUDENT:
            raise Fault(NOT_YOURS)
        if practice.owner is not None:
            raise Fault(IMPORTED)
        if not self._stations.is_readable(reader, played):
            raise Fault(NOT_OPEN)

    def _shut(self, reader: Reader, who: Visitor, share: Share) -> Shut:
        found = opening(reader, who, share, self._rooms.now())
        about = found.played.title, found.played.case_kind, share.opened_at is not None
        return Shut(share.id, found.owner, share.named, share.until, True, *about)

    def _if_open(self, reader: Reader, who: Visitor, share: Share) -> Shut | None:
        try:
            return self._shut(reader, who, share)
        except Fault:
            return None

    def _meet_case(self, who: Visitor, found: Opening) -> None:
        """They know the case from now on; not while it is being played, when they might be its student."""
        share = found.share
        case = self._rooms.live(share.practice).state.rounds[share.round - 1].snapshot.case
        reading = who.named(share.reader or (who.person if who.person in found.persons else ""))
        try:
            self._browsing.refuse_to_open(reading, case.id)
        except Fault:
            raise Fault(PLAYED_NOW) from None
        if reading.person:
            self._browsing.knows(self._people.mine(reading), case)

    @contextmanager
    def _counting(self, who: Visitor) -> Iterator[None]:
        """A link that nobody made is a wrong try."""
        try:
            yield
        except _Unknown:
            raise Missed(missed(UNKNOWN, self._attempts.miss("share", who.address))) from None


class _Unknown(Fault):
    """No such link."""

    def __init__(self) -> None:
        super().__init__(UNKNOWN)


def _by_secret(reader: Reader, secret: str) -> Share:
    found = reader.shares.by_digest(digest_of(secret)) if 0 < len(secret) <= LONGEST_SECRET else None
    if found is None:
        raise _Unknown()
    return found


def _around(reader: Reader, me: Person) -> dict[str, str]:
    """Those who are in a group with this person now, but nobody who blocked them or whom they did."""
    groups = reader.groups.groups(reader.groups.of_person(me.id)).values()
    kept_apart = {me.id} | apart_from(reader, me.id)
    return {one.person: one.name for group in groups for one in group.members if one.person not in kept_apart}
