"""People on their devices: whose each is, signing out, and the secret that signs device cookies.

A device is the hash of its cookie.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from roleplay.people.persons import Held, Person
from roleplay.storage.databases import IN_ORDER_OF_KEY, insert_once
from roleplay.storage.people.persons import PERSON, persons
from roleplay.storage.practice.practices import SEATS_OF, seat_claims, seat_devices, table_devices
from roleplay.storage.queries import Queries, metadata

# A person's devices; as a ``guest`` they only sat down on somebody else's.
person_devices = Table(
    "person_devices",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("device", Text, primary_key=True),
    Column("guest", Boolean, nullable=False),
    Column("since", BigInteger, nullable=False),
    Index("persons_by_device", "device"),
    **IN_ORDER_OF_KEY,
)

# The secret that signs device cookies: one row, made when the kit first opens the file.
signing = Table("signing", metadata, Column("secret", Text, primary_key=True))

# Devices that got their cookie before cookies were signed; each is signed at its next visit.
unsigned_devices = Table(
    "unsigned_devices",
    metadata,
    Column("device", Text, primary_key=True),
    **IN_ORDER_OF_KEY,
)

_HELD: Select[Any] = (
    select(*PERSON, person_devices.c.guest)
    .join(persons, persons.c.id == person_devices.c.person)
    .where(person_devices.c.device == bindparam("device"))
    .order_by(person_devices.c.since, person_devices.c.person)
)
_SIGNING_SECRET = select(signing.c.secret)
_IS_UNSIGNED = select(unsigned_devices.c.device).where(unsigned_devices.c.device == bindparam("device"))
_PERSON_DEVICE = insert_once(person_devices)
_SET_PERSON_DEVICE = _PERSON_DEVICE.on_conflict_do_update(
    index_elements=["person", "device"],
    set_={"guest": person_devices.c.guest & _PERSON_DEVICE.excluded.guest},
)
_OLD: BindParameter[str] = bindparam("old")
_NEW: BindParameter[str] = bindparam("new")
_COPY_PERSONS = insert_once(person_devices).from_select(
    ["person", "device", "guest", "since"],
    select(person_devices.c.person, _NEW, person_devices.c.guest, person_devices.c.since).where(
        person_devices.c.device == _OLD
    ),
)
_COPY_SEATS = insert_once(seat_devices).from_select(
    ["seat", "device"], select(seat_devices.c.seat, _NEW).where(seat_devices.c.device == _OLD)
)
_COPY_TABLES = insert_once(table_devices).from_select(
    ["practice", "device"], select(table_devices.c.practice, _NEW).where(table_devices.c.device == _OLD)
)
_MOVE = (
    _COPY_PERSONS.on_conflict_do_nothing(),
    _COPY_SEATS.on_conflict_do_nothing(),
    _COPY_TABLES.on_conflict_do_nothing(),
    update(seat_claims).where(seat_claims.c.device == _OLD).values(device=_NEW),
    delete(person_devices).where(person_devices.c.device == _OLD),
    delete(seat_devices).where(seat_devices.c.device == _OLD, seat_devices.c.seat.in_(SEATS_OF)),
    delete(unsigned_devices).where(unsigned_devices.c.device == _OLD),
)
_SIGN_OUT = (
    (person_devices, person_devices.c.person == bindparam("of")),
    (seat_devices, seat_devices.c.seat.in_(SEATS_OF)),
    (seat_claims, seat_claims.c.seat.in_(SEATS_OF)),
)
_SIGN_OUT_EVERYWHERE = tuple(delete(table).where(theirs) for table, theirs in _SIGN_OUT)
_SIGN_OUT_HERE = tuple(delete(table).where(theirs, table.c.device == bindparam("here")) for table, theirs in _SIGN_OUT)
_SIGN_OUT_OTHERS = delete(person_devices).where(
    person_devices.c.person == bindparam("of"), person_devices.c.device != bindparam("but")
)
_ERASE = (
    delete(person_devices).where(person_devices.c.person == bindparam("of")),
    delete(unsigned_devices).where(
        *(
            unsigned_devices.c.device.not_in(select(table.c.device))
            for table in (person_devices, seat_devices, table_devices, seat_claims)
        )
    ),
)


class DeviceReader(Queries):
    """Who is on which device."""

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


class DeviceWriter(DeviceReader):
    """Putting people on devices, and signing them out."""

    def add_person_device(self, person: str, device: str, guest: bool, since: int) -> None:
        """The person is on this device; once they have proved who they are there, they are no longer a guest."""
        row = {"person": person, "device": device, "guest": guest, "since": since}
        self._connection.execute(_SET_PERSON_DEVICE, row)

    def set_signing_secret(self, secret: str) -> None:
        self._connection.execute(insert(signing), {"secret": secret})

    def move_device(self, old: str, new: str, person: str) -> None:
        """Everything on the old device moves to the new one. The old one also keeps everybody else's seats and tables:
        seats are only valid for their practice. Doing it twice is fine."""
        for statement in _MOVE:
            self._connection.execute(statement, {"old": old, "new": new, "of": person})

    def sign_out(self, person: str, device: str | None) -> None:
        """This device (None: every device) is no longer the person's and has none of their seats."""
        for statement in _SIGN_OUT_EVERYWHERE if device is None else _SIGN_OUT_HERE:
            self._connection.execute(statement, {"of": person, "here": device})

    def sign_out_others(self, person: str, device: str) -> None:
        """The person is on this device only. Other devices keep their seats, which are valid for their practice."""
        self._connection.execute(_SIGN_OUT_OTHERS, {"of": person, "but": device})

    def erase_person(self, person: str) -> None:
        """They are on no device, and one that is nobody's any more is forgotten."""
        self._run(_ERASE, {"of": person})
