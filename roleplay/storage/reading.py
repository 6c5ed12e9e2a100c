"""What can be read, in a read or a write transaction alike. Takes and returns domain values, never rows."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from roleplay.marking.tidy import TidyMark
from roleplay.people.history import Exposure, Goal
from roleplay.people.persons import Person, Practice, Seat, SeatClaim
from roleplay.people.private import Private
from roleplay.room.events import Logged, decode
from roleplay.storage.bodies import private_from
from roleplay.storage.tables import (
    events,
    exposures,
    goals,
    marks,
    persons,
    practices,
    private_settings,
    seat_claims,
    seat_devices,
    seats,
    snapshots,
    table_devices,
)

_PRACTICE = (practices.c.id, practices.c.code, practices.c.opened_at)
_SEAT = (seats.c.id, seats.c.practice, seats.c.person, seats.c.name)
_PERSON = (persons.c.id, persons.c.name, persons.c.key_hash, persons.c.charter_at)

_PRACTICE_BY_CODE = select(*_PRACTICE).where(practices.c.code == bindparam("code"))
_PRACTICE_BY_ID = select(*_PRACTICE).where(practices.c.id == bindparam("id"))
_PRACTICE_IDS = select(practices.c.id).order_by(practices.c.id)
_SEATS = select(*_SEAT).where(seats.c.practice == bindparam("practice")).order_by(seats.c.number)
_SEAT_BY_ID = select(*_SEAT).where(seats.c.id == bindparam("id"))
_HOLDS = select(seat_devices.c.seat).where(
    seat_devices.c.seat == bindparam("seat"), seat_devices.c.device == bindparam("device")
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
_EVENTS = (
    select(
        events.c.seq,
        events.c.kind,
        events.c.body,
        events.c.at,
        events.c.seat,
        events.c.round,
        events.c.made,
        events.c.token,
        events.c.digest,
    )
    .where(events.c.practice == bindparam("practice"), events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
)
_KNOWN = select(events.c.digest).where(
    events.c.practice == bindparam("practice"),
    events.c.seat == bindparam("seat"),
    events.c.token == bindparam("token"),
    events.c.token.is_not(None),
)
_SNAPSHOT = select(snapshots.c.body).where(snapshots.c.fingerprint == bindparam("fingerprint"))
_MARKS: Select[Any] = (
    select(*(marks.c[field.name] for field in fields(TidyMark)))
    .where(marks.c.practice == bindparam("practice"))
    .order_by(marks.c.round, marks.c.place)
)
_MARKS_OF_ROUND = _MARKS.where(marks.c.round == bindparam("round"))
_MARKS_OF_STUDENT: Select[Any] = (
    select(*(marks.c[field.name] for field in fields(TidyMark)))
    .where(marks.c.student == bindparam("student"))
    .order_by(marks.c.practice, marks.c.round, marks.c.place)
)
_EXPOSURE = tuple(exposures.c[field.name] for field in fields(Exposure))
_EXPOSURES: Select[Any] = (
    select(*_EXPOSURE)
    .where(exposures.c.person == bindparam("person"))
    .order_by(exposures.c.at, exposures.c.practice, exposures.c.round, exposures.c.place)
)
_EXPOSURES_OF_ROUND: Select[Any] = (
    select(*_EXPOSURE)
    .where(exposures.c.practice == bindparam("practice"), exposures.c.round == bindparam("round"))
    .order_by(exposures.c.place)
)
_GOAL = tuple(goals.c[field.name] for field in fields(Goal))
_GOALS: Select[Any] = (
    select(*_GOAL)
    .where(goals.c.person == bindparam("person"))
    .order_by(goals.c.made, goals.c.practice, goals.c.round, goals.c.place)
)
_GOALS_OF_ROUND: Select[Any] = (
    select(*_GOAL)
    .where(goals.c.practice == bindparam("practice"), goals.c.round == bindparam("round"))
    .order_by(goals.c.place)
)
_PRIVATE = select(private_settings.c.body).where(private_settings.c.person == bindparam("person"))
_IS_TABLE = select(table_devices.c.device).where(
    table_devices.c.practice == bindparam("practice"), table_devices.c.device == bindparam("device")
)
_PERSON_BY_ID = select(*_PERSON).where(persons.c.id == bindparam("id"))
_PERSONS_NAMED = select(*_PERSON).where(persons.c.folded == bindparam("folded")).order_by(persons.c.id)
_CLAIM = select(seat_claims.c.id, seat_claims.c.practice, seat_claims.c.seat, seat_claims.c.device).where(
    seat_claims.c.id == bindparam("id")
)
# ``at`` never runs backwards within a practice, so the last event of each is enough: no index on ``at`` to keep.
_LAST_AT = (
    select(events.c.at)
    .where(events.c.practice == practices.c.id)
    .order_by(events.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_LATEST_AT = select(func.max(_LAST_AT)).select_from(practices)


def folded(name: str) -> str:
    """The name as it is compared: phones write the same accent in one letter or in two."""
    return unicodedata.normalize("NFC", name).casefold()


class Reader:
    """One transaction: everything read through it is of the same instant."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def practice_by_code(self, code: str) -> Practice | None:
        row = self._first(_PRACTICE_BY_CODE, code=code)
        return None if row is None else Practice(*row)

    def practice(self, id: int) -> Practice | None:
        row = self._first(_PRACTICE_BY_ID, id=id)
        return None if row is None else Practice(*row)

    def practice_ids(self) -> tuple[int, ...]:
        return tuple(row[0] for row in self._all(_PRACTICE_IDS))

    def seats(self, practice: int) -> tuple[Seat, ...]:
        """In order of joining."""
        return tuple(Seat(*row) for row in self._all(_SEATS, practice=practice))

    def seat(self, seat_id: str) -> Seat | None:
        row = self._first(_SEAT_BY_ID, id=seat_id)
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
        return tuple((Practice(*row[:3]), Seat(*row[3:])) for row in rows)

    def is_table(self, practice: int, device: str) -> bool:
        """Whether the device (the hash of its cookie) is this practice's clock on the table."""
        return self._first(_IS_TABLE, practice=practice, device=device) is not None

    def events(self, practice: int, after: int = 0) -> tuple[Logged, ...]:
        """The log beyond ``after``, in order."""
        return tuple(
            Logged(seq, decode(kind, json.loads(body)), *rest)
            for seq, kind, body, *rest in self._all(_EVENTS, practice=practice, after=after)
        )

    def known(self, practice: int, seat: str, token: str) -> str | None:
        """The digest that was stored with this token; None if the token is new."""
        row = self._first(_KNOWN, practice=practice, seat=seat, token=token)
        return None if row is None else row[0]

    def snapshot(self, fingerprint: str) -> dict[str, Any] | None:
        row = self._first(_SNAPSHOT, fingerprint=fingerprint)
        return None if row is None else json.loads(row[0])

    def marks(self, practice: int, round: int | None = None) -> tuple[TidyMark, ...]:
        """By round, then in the order in which they were given."""
        if round is None:
            return tuple(TidyMark(*row) for row in self._all(_MARKS, practice=practice))
        return tuple(TidyMark(*row) for row in self._all(_MARKS_OF_ROUND, practice=practice, round=round))

    def marks_of_student(self, person: str) -> tuple[TidyMark, ...]:
        """Everything this person was marked for, oldest practice first; touches no one else's rows."""
        return tuple(TidyMark(*row) for row in self._all(_MARKS_OF_STUDENT, student=person))

    def exposures(self, person: str) -> tuple[Exposure, ...]:
        """Every case this person has met, oldest first; touches no one else's rows."""
        return tuple(Exposure(*row) for row in self._all(_EXPOSURES, person=person))

    def exposures_of(self, practice: int, round: int) -> tuple[Exposure, ...]:
        """In the order in which they were given."""
        return tuple(Exposure(*row) for row in self._all(_EXPOSURES_OF_ROUND, practice=practice, round=round))

    def goals(self, person: str) -> tuple[Goal, ...]:
        """Every next step this person wrote, the one made first first; touches no one else's rows."""
        return tuple(Goal(*row) for row in self._all(_GOALS, person=person))

    def goals_of(self, practice: int, round: int) -> tuple[Goal, ...]:
        """In the order in which they were given."""
        return tuple(Goal(*row) for row in self._all(_GOALS_OF_ROUND, practice=practice, round=round))

    def private(self, person: str) -> Private:
        """The defaults for who never set anything."""
        row = self._first(_PRIVATE, person=person)
        return Private() if row is None else private_from(json.loads(row[0]))

    def person(self, id: str) -> Person | None:
        row = self._first(_PERSON_BY_ID, id=id)
        return None if row is None else Person(*row)

    def persons_named(self, name: str) -> tuple[Person, ...]:
        """Whatever the case of the letters."""
        return tuple(Person(*row) for row in self._all(_PERSONS_NAMED, folded=folded(name)))

    def claim(self, id: str) -> SeatClaim | None:
        row = self._first(_CLAIM, id=id)
        return None if row is None else SeatClaim(*row)

    def latest_at(self) -> int:
        """The newest instant in any log, 0 if all are empty."""
        row = self._first(_LATEST_AT)
        return 0 if row is None or row[0] is None else int(row[0])

    def _first(self, statement: Select[Any], **values: Any) -> Any:
        return self._connection.execute(statement, values).first()

    def _all(self, statement: Select[Any], **values: Any) -> Iterable[Any]:
        return self._connection.execute(statement, values)
