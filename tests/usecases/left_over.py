"""What the tests of history look at: the file on the disk, and the record that somebody downloads."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from evening import NOW, Evening, sentence

from roleplay.errors import Fault
from roleplay.people.rounds import Written
from roleplay.usecases.history.portable import Luggage, packed
from roleplay.usecases.history.record import Carrying
from roleplay.usecases.history.shelf import Shelf, shelf_of
from roleplay.usecases.history.stations import StationPage, Stations
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.rooms import HandRow
from roleplay.workshop import AtOnce

DAY = 24 * 60 * 60 * 1000
YEAR = 365 * DAY


def rows_of(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(folder / "kit.sqlite3")) as plain:
        tables = [row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: plain.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}


def tables_with(folder: Path, marker: str) -> set[str]:
    """The tables that hold this text somewhere, in upper or lower case."""
    return {table for table, rows in rows_of(folder).items() if marker.lower() in repr(rows).lower()}


def on_disk(folder: Path) -> bytes:
    """The bytes of the database and of the files that SQLite keeps beside it, in small letters."""
    return b"".join(file.read_bytes() for file in sorted(folder.glob("kit.sqlite3*"))).lower()


def person_of(evening: Evening, name: str) -> str:
    return evening.seats[name].person


def shelf(evening: Evening, name: str) -> Shelf:
    """The history of this person as they may read it now."""
    with evening.kit.store.read() as reader:
        return shelf_of(reader, person_of(evening, name), evening.kit.rooms.closed)


def received(evening: Evening, name: str) -> tuple[Written, ...]:
    with evening.kit.store.read() as reader:
        return reader.history.received(person_of(evening, name))


def stations(evening: Evening) -> Stations:
    return Stations(evening.kit.store, evening.kit.rooms, evening.kit.people)


def page(evening: Evening, name: str, round_: int = 1, practice: int = 0) -> StationPage:
    """A station of this evening (or of another ``practice``) for one person on their own device."""
    number = practice or evening.practice
    return stations(evening).page(evening.visitor(name), number, round_)


def carrying(evening: Evening) -> Carrying:
    return Carrying(evening.kit.store, evening.kit.rooms, evening.kit.people, stations(evening), AtOnce())


def luggage(evening: Evening, name: str) -> Luggage:
    return carrying(evening).luggage(evening.visitor(name))


def as_file(carried: Luggage) -> bytes:
    """The smallest page that carries it."""
    return f'<p>A page</p><script type="application/json" id="practice-data">{packed(carried)}</script>'.encode()


def with_data(head: object) -> bytes:
    """A page whose data is this JSON."""
    return wrapped(json.dumps(head).encode())


def wrapped(data: bytes) -> bytes:
    return b'<html><script type="application/json" id="practice-data">' + data + b"</script></html>"


def with_text(text: bytes, **changes: Any) -> bytes:
    """A page that carries this text, with its right digest."""
    data = base64.b64encode(gzip.compress(text)).decode()
    head = {"format": 2, "name": "Anna", "made": NOW, "sha256": hashlib.sha256(text).hexdigest(), "data": data}
    return with_data(head | changes)


def taken_home(evening: Evening, name: str) -> bytes:
    return as_file(luggage(evening, name))


def bring(evening: Evening, name: str, file: bytes, **answers: bool) -> int:
    return carrying(evening).bring(evening.visitor(name), file, **answers)


def people(evening: Evening) -> People:
    return evening.kit.people


def forget(evening: Evening, name: str) -> None:
    people(evening).forget(evening.visitor(name))


def refused(does: Any, *args: Any) -> str:
    """The sentence with which this is refused."""
    with pytest.raises(Fault) as said:
        does(*args)
    return sentence(said)


def by_hand(evening: Evening, student: str, patient: str, case: str) -> Evening:
    """This round is planned, and nothing else."""
    seats = evening.state.seats
    places = [seats.index(evening.seats[name].id) for name in (student, patient)]
    return evening.plan_by_hand(HandRow(places[0], places[1], case))
