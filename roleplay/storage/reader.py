"""What can be read, in a read or a write transaction. Takes and returns domain values, never rows."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from roleplay.people.names import name_key
from roleplay.people.persons import FORMER, Held, Paper, Person, Practice, Seat, SeatClaim
from roleplay.people.private import Private
from roleplay.room.events import Logged
from roleplay.storage.history_reader import HistoryReader
from roleplay.storage.own_content import OwnReader
from roleplay.storage.queries import Queries
from roleplay.storage.tables import (
    aliases,
    attempts,
    events,
    papers,
    person_devices,
    persons,
    practices,
    private_settings,
    seat_claims,
    seat_devices,
    seats,
    signing,
    snapshots,
    table_devices,
    texts,
    unsigned_devices,
)
from roleplay.storage.texts import read_event
from roleplay.stored import read_stored

_PRACTICE = (practices.c.id, practices.c.code, practices.c.opened_at, practices.c.origin, practices.c.owner)
_SEAT = (seats.c.id, seats.c.practice, seats.c.person, seats.c.name)
_PERSON = (persons.c.id, persons.c.name, persons.c.key_hash, persons.c.charter_at, persons.c.key_tag)

_PRACTICE_BY_CODE = select(*_PRACTICE).where(practices.c.code == bindparam("code"))
_PRACTICE_BY_ID = select(*_PRACTICE).where(practices.c.id == bindparam("id"))
_PRACTICE_IDS = select(practices.c.id).where(practices.c.owner.is_(None)).order_by(practices.c.id)
_SEATS = select(*_SEAT).where(seats.c.practice == bindparam("practice")).order_by(seats.c.number)
_SEAT_BY_ID = select(*_SEAT).where(seats.c.id == bindparam("id"))
_HOLDS = select(seat_devices.c.seat).where(
    seat_devices.c.seat == bindparam("seat"), seat_devices.c.device == bindparam("device")
)
_HELD_SEAT = (
    select(*_SEAT)
    .join(seat_devices, seat_devices.c.seat == seats.c.id)
    .join(practices, practices.c.id == seats.c.practice)
    .where(
        seats.c.id == bindparam("id"),
        seat_devices.c.device == bindparam("device"),
        practices.c.code == bindparam("code"),
    )
)
_SEATS_OF_DEVICE = (
    select(*_SEAT)
    .join(seat_devices, seat_devices.c.seat == seats.c.id)
    .where(seat_devices.c.device == bindparam("device"), seats.c.practice == bindparam("practice"))
    .order_by(seats.c.number)
)
_PRACTICES_OF_DEVICE = (
    select(*_PRACTICE, *_SEAT)
    .select_from(seat_devices)
    .join(seats, seats.c.id == seat_devices.c.seat)
    .join(practices, practices.c.id == seats.c.practice)
    .where(seat_devices.c.device == bindparam("device"))
    .order_by(practices.c.opened_at.desc(), practices.c.id.desc(), seats.c.number)
)
_WITH_TEXTS = events.outerjoin(texts, and_(texts.c.practice == events.c.practice, texts.c.seq == events.c.seq))
_EVENTS = (
    select(
        events.c.kind,
        events.c.body,
        texts.c.text,
        events.c.seq,
        events.c.at,
        events.c.seat,
        events.c.round,
        events.c.made,
        events.c.token,
        func.coalesce(texts.c.digest, events.c.digest),
    )
    .select_from(_WITH_TEXTS)
    .where(events.c.practice == bindparam("practice"), events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
)
_KNOWN = select(events.c.seq, events.c.digest).where(
    events.c.practice == bindparam("practice"),
    events.c.seat == bindparam("seat"),
    events.c.token == bindparam("token"),
    events.c.token.is_not(None),
)
_DIGEST_OF_TEXT = select(texts.c.digest).where(
    texts.c.practice == bindparam("practice"), texts.c.seq == bindparam("seq"), texts.c.digest.is_not(None)
)
_SNAPSHOT = select(snapshots.c.body).where(snapshots.c.fingerprint == bindparam("fingerprint"))
_PRIVATE = select(private_settings.c.body).where(private_settings.c.person == bindparam("person"))
_IS_TABLE = select(table_devices.c.device).where(
    table_devices.c.practice == bindparam("practice"), table_devices.c.device == bindparam("device")
)
_PERSON_BY_ID = select(*_PERSON).where(persons.c.id == bindparam("id"))
_WITH_KEY = (
    select(*_PERSON)
    .where(persons.c.folded == bindparam("folded"), persons.c.key_hash.is_not(None))
    .order_by(persons.c.key_tag.is_not(None), persons.c.id)
    .limit(bindparam("most"))
)
_WITH_TAG = _WITH_KEY.where(persons.c.key_tag == bindparam("tag"))
_COUNTS: tuple[Any, ...] = (func.count(), func.count().filter(attempts.c.network == bindparam("network")))
_ATTEMPTS: Select[Any] = select(*_COUNTS).where(
    attempts.c.kind == bindparam("kind"), attempts.c.at.between(bindparam("first"), bindparam("last"))
)
_HELD: Select[Any] = (
    select(*_PERSON, person_devices.c.guest)
    .join(persons, persons.c.id == person_devices.c.person)
    .where(person_devices.c.device == bindparam("device"))
    .order_by(person_devices.c.since, person_devices.c.person)
)
_SIGNING_SECRET = select(signing.c.secret)
_IS_UNSIGNED = select(unsigned_devices.c.device).where(unsigned_devices.c.device == bindparam("device"))
_ALIASES = select(aliases.c.alias).where(aliases.c.person == bindparam("person")).order_by(aliases.c.alias)
_PRACTICES_OF_PERSON: Select[Any] = (
    select(*_PRACTICE)
    .where(practices.c.id.in_(select(seats.c.practice).where(seats.c.person == bindparam("person"))))
    .order_by(practices.c.id)
)
_TYPED_IN = select(papers.c.practice).where(papers.c.practice.is_not(None))
_PROVED = select(persons.c.id).where(persons.c.key_hash.is_not(None))
_SAT_THEMSELVES = select(seats.c.person).where(seats.c.practice.not_in(_TYPED_IN))
# Being on no device is not enough: somebody who signed out everywhere is on none either, and may come back.
_SEATS_OF_NOBODY = (
    select(*_SEAT)
    .where(
        seats.c.practice == bindparam("practice"),
        seats.c.id.not_in(select(seat_devices.c.seat)),
        seats.c.person.not_in(select(person_devices.c.person)),
        seats.c.person.not_in(_PROVED),
        seats.c.person.not_in(_SAT_THEMSELVES),
    )
    .order_by(seats.c.number)
)
_SEATS_OF_PERSON = select(*_SEAT).where(seats.c.person == bindparam("person")).order_by(seats.c.number)
_CLAIM = select(seat_claims.c.id, seat_claims.c.practice, seat_claims.c.seat, seat_claims.c.device).where(
    seat_claims.c.id == bindparam("id")
)
_PAPER = select(papers.c.code, papers.c.snapshot, papers.c.printed_at, papers.c.practice).where(
    papers.c.code == bindparam("code")
)
# ``at`` never runs backwards within a practice, so the last event of each is enough: no index on ``at`` to keep.
_LAST_AT = (
    select(events.c.at)
    .where(events.c.practice == practices.c.id)
    .order_by(events.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_PRACTICES_SINCE = select(practices.c.id).where(practices.c.owner.is_(None), bindparam("since") <= _LAST_AT)
_LATEST_AT = select(func.max(_LAST_AT)).select_from(practices)


class Reader(Queries):
    """One transaction: everything read through it is from the same instant. ``history`` reads what rounds left behind,
    ``own`` what was written here."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.history, self.own = HistoryReader(connection), OwnReader(connection)

    def practice_by_code(self, code: str) -> Practice | None:
        row = self._first(_PRACTICE_BY_CODE, code=code)
        return None if row is None else Practice(*row)

    def practice(self, id: int) -> Practice | None:
        row = self._first(_PRACTICE_BY_ID, id=id)
        return None if row is None else Practice(*row)

    def practices_of_person(self, person: str) -> tuple[Practice, ...]:
        """Those in which the person ever had a seat, oldest first."""
        return tuple(Practice(*row) for row in self._all(_PRACTICES_OF_PERSON, person=person))

    def practice_ids(self) -> tuple[int, ...]:
        """The practices that were held here; imported ones have no log."""
        return tuple(row[0] for row in self._all(_PRACTICE_IDS))

    def practices_since(self, at: int) -> tuple[int, ...]:
        """Those held here in which anything has happened since then."""
        return tuple(row[0] for row in self._all(_PRACTICES_SINCE, since=at))

    def seats(self, practice: int) -> tuple[Seat, ...]:
        """In order of joining."""
        return tuple(Seat(*row) for row in self._all(_SEATS, practice=practice))

    def seat(self, seat_id: str) -> Seat | None:
        row = self._first(_SEAT_BY_ID, id=seat_id)
        return None if row is None else Seat(*row)

    def held_seat(self, code: str, seat_id: str, device: str) -> Seat | None:
        """The seat, if this device holds it in the practice of this code: asked at every tap, so it is one question."""
        row = self._first(_HELD_SEAT, code=code, id=seat_id, device=device)
        return None if row is None else Seat(*row)

    def holds(self, seat_id: str, device: str) -> bool:
        """Whether the device (the hash of its cookie) has this seat."""
        return self._first(_HOLDS, seat=seat_id, device=device) is not None

    def seats_of_device(self, practice: int, device: str) -> tuple[Seat, ...]:
        """In order of joining: one device may be passed round."""
        return tuple(Seat(*row) for row in self._all(_SEATS_OF_DEVICE, practice=practice, device=device))

    def practices_of_device(self, device: str) -> tuple[tuple[Practice, Seat], ...]:
        """Newest first; a practice in which the device has two seats comes twice."""
        rows = self._all(_PRACTICES_OF_DEVICE, device=device)
        return tuple((Practice(*row[: len(_PRACTICE)]), Seat(*row[len(_PRACTICE) :])) for row in rows)

    def is_table(self, practice: int, device: str) -> bool:
        """Whether the device (the hash of its cookie) is this practice's clock on the table."""
        return self._first(_IS_TABLE, practice=practice, device=device) is not None

    def events(self, practice: int, after: int = 0) -> tuple[Logged, ...]:
        """The log beyond ``after``, in order."""
        return tuple(read_event(*row) for row in self._all(_EVENTS, practice=practice, after=after))

    def known(self, practice: int, seat: str, token: str) -> str | None:
        """The digest that was stored with this token, "" if it was erased since; None if the token is new."""
        row = self._first(_KNOWN, practice=practice, seat=seat, token=token)
        if row is None:
            return None
        beside = None if row.digest else self._first(_DIGEST_OF_TEXT, practice=practice, seq=row.seq)
        return row.digest or (beside[0] if beside else "")

    def snapshot(self, fingerprint: str) -> dict[str, Any] | None:
        row = self._first(_SNAPSHOT, fingerprint=fingerprint)
        return None if row is None else json.loads(row[0])

    def private(self, person: str) -> Private:
        """The defaults for people who never set anything."""
        row = self._first(_PRIVATE, person=person)
        return Private() if row is None else read_stored(Private, json.loads(row[0]))

    def person(self, id: str) -> Person | None:
        row = self._first(_PERSON_BY_ID, id=id)
        return None if row is None else Person(*row)

    def persons_with_key(self, name: str, tag: str | None, most: int) -> tuple[Person, ...]:
        """With this name, and with this tag unless it is None; keys without a tag come first. At most ``most``."""
        asked = {"folded": name_key(name), "most": most}
        rows = self._all(_WITH_KEY, **asked) if tag is None else self._all(_WITH_TAG, **asked, tag=tag)
        return tuple(Person(*row) for row in rows)

    def attempts(self, kind: str, network: str, first: int, last: int) -> tuple[int, int]:
        """How many wrong tries there were between two instants: in all, and from this network."""
        row = self._first(_ATTEMPTS, kind=kind, network=network, first=first, last=last)
        return (0, 0) if row is None else (int(row[0]), int(row[1]))

    def held(self, device: str) -> tuple[Held, ...]:
        """The people of a device (the hash of its cookie), in the order in which it became theirs."""
        return tuple(Held(Person(*row[:-1]), row[-1]) for row in self._all(_HELD, device=device))

    def signing_secret(self) -> str | None:
        """What device cookies are signed with; None in a file that no kit has opened since signing began."""
        row = self._first(_SIGNING_SECRET)
        return None if row is None else str(row[0])

    def is_unsigned(self, device: str) -> bool:
        """Whether the device got its cookie before cookies were signed."""
        return self._first(_IS_UNSIGNED, device=device) is not None

    def aliases(self, person: str) -> frozenset[str]:
        """The ids under which other kits know this person."""
        return frozenset(row[0] for row in self._all(_ALIASES, person=person))

    def seats_on_paper(self, practice: int) -> tuple[Seat, ...]:
        """The seats of people who are on no device: their names were typed in from a sheet."""
        found = (Seat(*row) for row in self._all(_SEATS_OF_NOBODY, practice=practice))
        return tuple(seat for seat in found if seat.name != FORMER)

    def seats_of_person(self, person: str) -> tuple[Seat, ...]:
        """In order of joining, in any practice."""
        return tuple(Seat(*row) for row in self._all(_SEATS_OF_PERSON, person=person))

    def paper(self, code: str) -> Paper | None:
        """The printed mark sheet with this code."""
        row = self._first(_PAPER, code=code)
        return None if row is None else Paper(*row)

    def claim(self, id: str) -> SeatClaim | None:
        row = self._first(_CLAIM, id=id)
        return None if row is None else SeatClaim(*row)

    def latest_at(self) -> int:
        """The newest instant in any log, 0 if all are empty."""
        row = self._first(_LATEST_AT)
        return 0 if row is None or row[0] is None else int(row[0])
