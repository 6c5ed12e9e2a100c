"""What can be written. Nothing is decided here: a writer stores what the core made, or the database refuses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Table, bindparam, delete, insert, update
from sqlalchemy.dialects.sqlite import insert as insert_once
from sqlalchemy.exc import IntegrityError

from roleplay.marking.marksheet import Marksheet
from roleplay.marking.tidy import TidyMark
from roleplay.people.names import name_key
from roleplay.people.persons import Paper, Person, Practice, Seat, SeatClaim
from roleplay.people.private import Private
from roleplay.people.rounds import Exposure, Goal, Played, Written
from roleplay.room.events import Logged
from roleplay.storage.device_writer import DeviceWriter
from roleplay.storage.erasing import Eraser
from roleplay.storage.faults import CodeTaken
from roleplay.storage.own_content import OwnWriter
from roleplay.storage.reader import Reader
from roleplay.storage.tables import (
    aliases,
    attempts,
    brought,
    events,
    exposures,
    goals,
    kept,
    marks,
    papers,
    person_devices,
    persons,
    practices,
    private_settings,
    projected,
    repeats,
    rounds,
    seat_claims,
    seat_devices,
    seats,
    sheets,
    snapshots,
    table_devices,
    texts,
    words,
)
from roleplay.storage.texts import brought_row, brought_texts, event_row, event_texts
from roleplay.stored import as_stored, as_text

_ADD_PRACTICE = insert(practices)
_ADD_PERSON = insert(persons)
_SET_KEY = (
    update(persons)
    .where(persons.c.id == bindparam("person"))
    .values(key_hash=bindparam("key"), key_tag=bindparam("tag"))
)
_ACCEPT_CHARTER = update(persons).where(persons.c.id == bindparam("person")).values(charter_at=bindparam("at"))
_PRIVATE = insert_once(private_settings)
_SET_PRIVATE = _PRIVATE.on_conflict_do_update(index_elements=["person"], set_={"body": _PRIVATE.excluded.body})
_ADD_SEAT = insert(seats)
_ADD_DEVICE = insert_once(seat_devices).on_conflict_do_nothing(index_elements=["seat", "device"])
_ADD_TABLE_DEVICE = insert_once(table_devices).on_conflict_do_nothing(index_elements=["practice", "device"])
_ADD_CLAIM = insert(seat_claims)
_ADD_SNAPSHOT = insert_once(snapshots).on_conflict_do_nothing(index_elements=["fingerprint"])
_ADD_SHEET = insert_once(sheets).on_conflict_do_nothing(index_elements=["fingerprint"])
_PERSON_DEVICE = insert_once(person_devices)
_SET_PERSON_DEVICE = _PERSON_DEVICE.on_conflict_do_update(
    index_elements=["person", "device"],
    set_={"guest": person_devices.c.guest & _PERSON_DEVICE.excluded.guest},
)
_ADD_ALIAS = insert_once(aliases).on_conflict_do_nothing(index_elements=["person", "alias"])
_ADD_BROUGHT = insert(brought)
_KEEP = insert_once(kept).on_conflict_do_nothing(index_elements=["person", "practice", "round"])
_LET_GO = delete(kept).where(
    kept.c.person == bindparam("person"),
    kept.c.practice == bindparam("practice"),
    kept.c.round == bindparam("round"),
)
_ADD_REPEAT = insert_once(repeats).on_conflict_do_nothing(index_elements=["person", "case"])
_DROP_REPEAT = delete(repeats).where(repeats.c.person == bindparam("person"), repeats.c.case == bindparam("of_case"))
_TYPED_IN = update(papers).where(papers.c.code == bindparam("of_code")).values(practice=bindparam("of_practice"))
_APPEND = insert(events)
_ADD_TEXTS = insert(texts)


def _anew(projection: Table) -> tuple[Delete, Insert]:
    """How to delete the rows of one round and insert their replacements."""
    old = delete(projection).where(projection.c.practice == bindparam("of"), projection.c.round == bindparam("in"))
    return old, insert(projection)


_MARKS = _anew(marks)
_EXPOSURES = _anew(exposures)
_GOALS = _anew(goals)
_ROUNDS = _anew(rounds)
_WORDS = _anew(words)


class Writer(Reader):
    """One write transaction: it sees what it wrote, and others see it once the transaction is over. ``own`` writes what
    people wrote here, ``devices`` writes devices, and ``eraser`` deletes."""

    own: OwnWriter

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.own, self.devices = OwnWriter(connection), DeviceWriter(connection)
        self.eraser = Eraser(connection, self)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What is done in it is undone by an exception, and the rest of the transaction is not."""
        with self._connection.begin_nested():
            yield

    def add_practice(self, code: str, opened_at: int) -> Practice:
        """Raises CodeTaken if the code was ever used."""
        try:
            with self._connection.begin_nested():
                key = self._connection.execute(_ADD_PRACTICE, {"code": code, "opened_at": opened_at})
        except IntegrityError as error:
            raise CodeTaken(code) from error
        return Practice(_only(key.inserted_primary_key), code, opened_at)

    def add_person(self, person: Person) -> None:
        self._connection.execute(_ADD_PERSON, {**vars(person), "folded": name_key(person.name)})

    def add_person_device(self, person: str, device: str, guest: bool, since: int) -> None:
        """The person is on this device; once they have proved who they are there, they are no longer a guest."""
        row = {"person": person, "device": device, "guest": guest, "since": since}
        self._connection.execute(_SET_PERSON_DEVICE, row)

    def add_alias(self, person: str, alias: str) -> None:
        """Adding twice is fine."""
        self._connection.execute(_ADD_ALIAS, {"person": person, "alias": alias})

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

    def add_brought(self, practice: int, round: int, body: dict[str, Any]) -> None:
        """The feedback on an imported round."""
        self._connection.execute(_ADD_BROUGHT, brought_row(practice, round, body))
        self._add_texts(brought_texts(practice, round, body))

    def keep(self, person: str, practice: int, round: int, kept: bool) -> None:
        """Whether this round's words stay beyond a year."""
        self._connection.execute(_KEEP if kept else _LET_GO, {"person": person, "practice": practice, "round": round})

    def set_repeat(self, person: str, case: str, wanted: bool) -> None:
        """Whether the person wants to do this case again as student."""
        if wanted:
            self._connection.execute(_ADD_REPEAT, {"person": person, "case": case})
        else:
            self._connection.execute(_DROP_REPEAT, {"person": person, "of_case": case})

    def add_paper(self, paper: Paper) -> None:
        """A mark sheet that is being printed. Raises CodeTaken if a mark sheet ever had this code."""
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(papers), vars(paper))
        except IntegrityError as error:
            raise CodeTaken(paper.code) from error

    def typed_in(self, code: str, practice: int) -> None:
        """The mark sheet has been typed into this practice."""
        self._connection.execute(_TYPED_IN, {"of_code": code, "of_practice": practice})

    def add_sheet(self, sheet: Marksheet) -> None:
        """Adding the same again is fine: the fingerprint is of the sheet."""
        self._connection.execute(_ADD_SHEET, {"fingerprint": sheet.fingerprint, "body": as_text(as_stored(sheet))})

    def set_projected(self, version: int) -> None:
        """How the projections are made from now on."""
        self._connection.execute(delete(projected))
        self._connection.execute(insert(projected), {"version": version})

    def set_key(self, person_id: str, tag: str | None, key_hash: str) -> None:
        self._connection.execute(_SET_KEY, {"person": person_id, "tag": tag, "key": key_hash})

    def add_attempt(self, kind: str, network: str, at: int) -> None:
        """A wrong try."""
        self._connection.execute(insert(attempts), {"kind": kind, "network": network, "at": at})

    def accept_charter(self, person: str, at: int) -> None:
        self._connection.execute(_ACCEPT_CHARTER, {"person": person, "at": at})

    def set_private(self, person: str, private: Private) -> None:
        """All settings at once: they replace what was there."""
        self._connection.execute(_SET_PRIVATE, {"person": person, "body": as_text(as_stored(private))})

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

    def add_snapshot(self, fingerprint: str, body: dict[str, Any]) -> None:
        """Adding the same again is fine: the fingerprint is of the body."""
        self._connection.execute(_ADD_SNAPSHOT, {"fingerprint": fingerprint, "body": as_text(body)})

    def append(self, practice: int, logged: Sequence[Logged]) -> None:
        """The database refuses a seq that exists, and a token that this seat has already used."""
        if logged:
            self._connection.execute(_APPEND, [event_row(practice, one) for one in logged])
            self._add_texts(event_texts(practice, logged))

    def replace_marks(self, practice: int, round: int, rows: Sequence[TidyMark]) -> None:
        """All the rows of one round: they replace what was there."""
        self._replace(_MARKS, practice, round, rows)

    def replace_exposures(self, practice: int, round: int, rows: Sequence[Exposure]) -> None:
        """All the rows of one round: they replace what was there."""
        self._replace(_EXPOSURES, practice, round, rows)

    def replace_goals(self, practice: int, round: int, rows: Sequence[Goal]) -> None:
        """All the rows of one round: they replace what was there."""
        self._replace(_GOALS, practice, round, rows)

    def replace_played(self, practice: int, round: int, rows: Sequence[Played]) -> None:
        """The round as everybody in it may know it: it replaces what was there."""
        bare = [{**vars(row), "skills": as_text(row.skills)} for row in rows]
        self._replace(_ROUNDS, practice, round, bare)

    def replace_written(self, practice: int, round: int, rows: Sequence[Written]) -> None:
        """All the sentences of one round: they replace what was there."""
        self._replace(_WORDS, practice, round, rows)

    def _add_texts(self, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(_ADD_TEXTS, rows)

    def _replace(self, anew: tuple[Delete, Insert], practice: int, round: int, rows: Sequence[object]) -> None:
        old, new = anew
        self._connection.execute(old, {"of": practice, "in": round})
        if rows:
            where = {"practice": practice, "round": round}
            bare = (row if isinstance(row, dict) else vars(row) for row in rows)
            self._connection.execute(new, [{**values, **where, "place": place} for place, values in enumerate(bare)])


def _only(key: Any) -> int:
    return int(key[0])
