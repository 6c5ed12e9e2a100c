"""Writing about devices: the signing secret, a device that gets a new cookie, and signing out."""

from __future__ import annotations

from sqlalchemy import BindParameter, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_once

from roleplay.storage.queries import Queries
from roleplay.storage.tables import (
    person_devices,
    seat_claims,
    seat_devices,
    seats,
    signing,
    table_devices,
    unsigned_devices,
)

_OLD: BindParameter[str] = bindparam("old")
_NEW: BindParameter[str] = bindparam("new")
_SEATS_OF = select(seats.c.id).where(seats.c.person == bindparam("of"))
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
    delete(seat_devices).where(seat_devices.c.device == _OLD, seat_devices.c.seat.in_(_SEATS_OF)),
    delete(unsigned_devices).where(unsigned_devices.c.device == _OLD),
)
_SIGN_OUT = (
    (person_devices, person_devices.c.person == bindparam("of")),
    (seat_devices, seat_devices.c.seat.in_(_SEATS_OF)),
    (seat_claims, seat_claims.c.seat.in_(_SEATS_OF)),
)
_SIGN_OUT_EVERYWHERE = tuple(delete(table).where(theirs) for table, theirs in _SIGN_OUT)
_SIGN_OUT_HERE = tuple(delete(table).where(theirs, table.c.device == bindparam("here")) for table, theirs in _SIGN_OUT)


class DeviceWriter(Queries):
    """What a write transaction may do with devices."""

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
