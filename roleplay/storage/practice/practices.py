"""Practices, the seats people took in them, and the devices that hold a seat or are the clock on the table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from roleplay.people.persons import FORMER, Practice, Seat, SeatClaim
from roleplay.storage.databases import IN_ORDER_OF_KEY, NEVER_REUSED, insert_once
from roleplay.storage.faults import CodeTaken
from roleplay.storage.queries import Prepared, Queries, metadata

practices = Table(
    "practices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("opened_at", BigInteger, nullable=False),
    Column("origin", Text),
    Column("owner", Text),
    Index("practices_by_owner", "owner"),
    **NEVER_REUSED,
)

seats = Table(
    "seats",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("practice", Integer, ForeignKey("practices.id"), nullable=False),
    Column("person", Text, ForeignKey("persons.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("joined_at", BigInteger, nullable=False),
    Index("seats_by_practice", "practice", "number"),
    Index("seats_by_person", "person"),
    **NEVER_REUSED,
)

seat_devices = Table(
    "seat_devices",
    metadata,
    Column("seat", Text, ForeignKey("seats.id"), primary_key=True),
    Column("device", Text, primary_key=True),
    Index("seats_by_device", "device"),
    **IN_ORDER_OF_KEY,
)

# Devices that are a practice's table clock: they have no seat.
table_devices = Table(
    "table_devices",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("device", Text, primary_key=True),
    **IN_ORDER_OF_KEY,
)

seat_claims = Table(
    "seat_claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("practice", Integer, ForeignKey("practices.id"), nullable=False),
    Column("seat", Text, ForeignKey("seats.id"), nullable=False),
    Column("device", Text, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
)

OWNED_BY = select(practices.c.id).where(practices.c.owner == bindparam("of"))
"""A person's practices without a log."""
SAT_IN = select(seats.c.practice).where(seats.c.person == bindparam("of"))
SEATS_OF = select(seats.c.id).where(seats.c.person == bindparam("of"))
SEAT = (seats.c.id, seats.c.practice, seats.c.person, seats.c.name)
_PRACTICE = (practices.c.id, practices.c.code, practices.c.opened_at, practices.c.origin, practices.c.owner)
_PRACTICE_BY_CODE = select(*_PRACTICE).where(practices.c.code == bindparam("code"))
_PRACTICE_BY_ID = select(*_PRACTICE).where(practices.c.id == bindparam("id"))
_PRACTICE_IDS = select(practices.c.id).where(practices.c.owner.is_(None)).order_by(practices.c.id)
_PRACTICES_OF_PERSON: Select[Any] = (
    select(*_PRACTICE)
    .where(practices.c.id.in_(select(seats.c.practice).where(seats.c.person == bindparam("person"))))
    .order_by(practices.c.id)
)
_SEATS = select(*SEAT).where(seats.c.practice == bindparam("practice")).order_by(seats.c.number)
_SEAT_BY_ID = select(*SEAT).where(seats.c.id == bindparam("id"))
_SEATS_OF_PERSON = select(*SEAT).where(seats.c.person == bindparam("person")).order_by(seats.c.number)
_HOLDS = Prepared(
    select(seat_devices.c.seat).where(
        seat_devices.c.seat == bindparam("seat"), seat_devices.c.device == bindparam("device")
    )
)
_HELD_SEAT = (
    select(*SEAT)
    .join(seat_devices, seat_devices.c.seat == seats.c.id)
    .join(practices, practices.c.id == seats.c.practice)
    .where(
        seats.c.id == bindparam("id"),
        seat_devices.c.device == bindparam("device"),
        practices.c.code == bindparam("code"),
    )
)
_SEATS_OF_DEVICE = (
    select(*SEAT)
    .join(seat_devices, seat_devices.c.seat == seats.c.id)
    .where(seat_devices.c.device == bindparam("device"), seats.c.practice == bindparam("practice"))
    .order_by(seats.c.number)
)
_PRACTICES_OF_DEVICE = (
    select(*_PRACTICE, *SEAT)
    .select_from(seat_devices)
    .join(seats, seats.c.id == seat_devices.c.seat)
    .join(practices, practices.c.id == seats.c.practice)
    .where(seat_devices.c.device == bindparam("device"))
    .order_by(practices.c.opened_at.desc(), practices.c.id.desc(), seats.c.number)
)
_IS_TABLE = select(table_devices.c.device).where(
    table_devices.c.practice == bindparam("practice"), table_devices.c.device == bindparam("device")
)
_CLAIM = select(seat_claims.c.id, seat_claims.c.practice, seat_claims.c.seat, seat_claims.c.device).where(
    seat_claims.c.id == bindparam("id")
)
_OWN_PRACTICES: Select[Any] = select(practices.c.id, practices.c.origin).where(practices.c.owner == bindparam("person"))
_ADD_PRACTICE = insert(practices)
_ADD_SEAT = insert(seats)
_ADD_DEVICE = insert_once(seat_devices).on_conflict_do_nothing(index_elements=["seat", "device"])
_ADD_TABLE_DEVICE = insert_once(table_devices).on_conflict_do_nothing(index_elements=["practice", "device"])
_ADD_CLAIM = insert(seat_claims)
_ERASE = (
    delete(seat_claims).where(seat_claims.c.seat.in_(SEATS_OF)),
    delete(seat_devices).where(seat_devices.c.seat.in_(SEATS_OF)),
    delete(practices).where(practices.c.owner == bindparam("of")),
    update(seats).where(seats.c.person == bindparam("of")).values(name=FORMER),
)


class PracticeReader(Queries):
    """Practices and seats."""

    def practice_by_code(self, code: str) -> Practice | None:
        row = self._first(_PRACTICE_BY_CODE, code=code)
        return None if row is None else Practice(*row)

    def practice(self, id: int) -> Practice | None:
        row = self._first(_PRACTICE_BY_ID, id=id)
        return None if row is None else Practice(*row)

    def practice_ids(self) -> tuple[int, ...]:
        """The practices that were held here; imported ones have no log."""
        return tuple(row[0] for row in self._all(_PRACTICE_IDS))

    def practices_of_person(self, person: str) -> tuple[Practice, ...]:
        """Those in which the person ever had a seat, oldest first."""
        return tuple(Practice(*row) for row in self._all(_PRACTICES_OF_PERSON, person=person))

    def practices_of_device(self, device: str) -> tuple[tuple[Practice, Seat], ...]:
        """Newest first; a practice in which the device has two seats comes twice."""
        rows = self._all(_PRACTICES_OF_DEVICE, device=device)
        return tuple((Practice(*row[: len(_PRACTICE)]), Seat(*row[len(_PRACTICE) :])) for row in rows)

    def own_practices(self, person: str) -> dict[str, int]:
        """This person's practices without a log, by origin."""
        return {origin: id_ for id_, origin in self._all(_OWN_PRACTICES, person=person)}

    def seats(self, practice: int) -> tuple[Seat, ...]:
        """In order of joining."""
        return tuple(Seat(*row) for row in self._all(_SEATS, practice=practice))

    def seat(self, seat_id: str) -> Seat | None:
        row = self._first(_SEAT_BY_ID, id=seat_id)
        return None if row is None else Seat(*row)

    def held_seat(self, code: str, seat_id: str, device: str) -> Seat | None:
        """The seat, if this device holds it in the practice of this code."""
        row = self._first(_HELD_SEAT, code=code, id=seat_id, device=device)
        return None if row is None else Seat(*row)

    def holds(self, seat_id: str, device: str) -> bool:
        """Whether the device (the hash of its cookie) has this seat."""
        return any(self._each(_HOLDS, seat=seat_id, device=device))

    def seats_of_device(self, practice: int, device: str) -> tuple[Seat, ...]:
        """In order of joining: one device may be passed round."""
        return tuple(Seat(*row) for row in self._all(_SEATS_OF_DEVICE, practice=practice, device=device))

    def seats_of_person(self, person: str) -> tuple[Seat, ...]:
        """In order of joining, in any practice."""
        return tuple(Seat(*row) for row in self._all(_SEATS_OF_PERSON, person=person))

    def is_table(self, practice: int, device: str) -> bool:
        """Whether the device (the hash of its cookie) is this practice's clock on the table."""
        return self._first(_IS_TABLE, practice=practice, device=device) is not None

    def claim(self, id: str) -> SeatClaim | None:
        row = self._first(_CLAIM, id=id)
        return None if row is None else SeatClaim(*row)


class PracticeWriter(PracticeReader):
    """Opening practices and giving seats."""

    def add_practice(self, code: str, opened_at: int) -> Practice:
        """Raises CodeTaken if the code was ever used."""
        try:
            with self._connection.begin_nested():
                key = self._connection.execute(_ADD_PRACTICE, {"code": code, "opened_at": opened_at})
        except IntegrityError as error:
            raise CodeTaken(code) from error
        return Practice(_only(key.inserted_primary_key), code, opened_at)

    def add_own_practice(self, owner: str, origin: str, opened_at: int) -> int:
        """A practice without a log, whose rows are this person's alone. Raises CodeTaken if it already exists."""
        code = f"{owner}:{origin}"
        row = {"code": code, "opened_at": opened_at, "origin": origin, "owner": owner}
        try:
            with self._connection.begin_nested():
                key = self._connection.execute(_ADD_PRACTICE, row)
        except IntegrityError as error:
            raise CodeTaken(code) from error
        return _only(key.inserted_primary_key)

    def add_seat(self, seat: Seat, joined_at: int) -> None:
        self._connection.execute(_ADD_SEAT, {**vars(seat), "joined_at": joined_at})

    def add_device(self, seat_id: str, device: str) -> None:
        """Adding twice is fine."""
        self._connection.execute(_ADD_DEVICE, {"seat": seat_id, "device": device})

    def add_table_device(self, practice: int, device: str) -> None:
        """Adding twice is fine."""
        self._connection.execute(_ADD_TABLE_DEVICE, {"practice": practice, "device": device})

    def add_claim(self, claim: SeatClaim, asked_at: int) -> None:
        self._connection.execute(_ADD_CLAIM, {**vars(claim), "asked_at": asked_at})

    def erase_person(self, person: str) -> None:
        """Seats stay, as what others did in the practice names them; nobody holds them, and they have no name."""
        self._run(_ERASE, {"of": person})


def _only(key: Any) -> int:
    return int(key[0])
