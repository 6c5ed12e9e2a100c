"""Printed mark sheets. ``practice`` is where one was typed in, None until then."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from roleplay.people.persons import FORMER, Paper, Seat
from roleplay.storage.faults import CodeTaken
from roleplay.storage.people.devices import person_devices
from roleplay.storage.people.persons import PROVED
from roleplay.storage.practice.practices import SEAT, seat_devices, seats
from roleplay.storage.queries import Queries, metadata

papers = Table(
    "papers",
    metadata,
    Column("code", Text, primary_key=True),
    Column("snapshot", Text, ForeignKey("snapshots.fingerprint"), nullable=False),
    Column("printed_at", BigInteger, nullable=False),
    Column("practice", Integer, ForeignKey("practices.id")),
)

_PAPER = select(papers.c.code, papers.c.snapshot, papers.c.printed_at, papers.c.practice).where(
    papers.c.code == bindparam("code")
)
_TYPED_IN = select(papers.c.practice).where(papers.c.practice.is_not(None))
_SAT_THEMSELVES = select(seats.c.person).where(seats.c.practice.not_in(_TYPED_IN))
# Being on no device is not enough: somebody who signed out everywhere is on none either, and may come back.
_SEATS_OF_NOBODY = (
    select(*SEAT)
    .where(
        seats.c.practice == bindparam("practice"),
        seats.c.id.not_in(select(seat_devices.c.seat)),
        seats.c.person.not_in(select(person_devices.c.person)),
        seats.c.person.not_in(PROVED),
        seats.c.person.not_in(_SAT_THEMSELVES),
    )
    .order_by(seats.c.number)
)
_TYPE_IN = update(papers).where(papers.c.code == bindparam("of_code")).values(practice=bindparam("of_practice"))


class PaperReader(Queries):
    """What was printed, and who was typed in."""

    def paper(self, code: str) -> Paper | None:
        """The printed mark sheet with this code."""
        row = self._first(_PAPER, code=code)
        return None if row is None else Paper(*row)

    def seats_on_paper(self, practice: int) -> tuple[Seat, ...]:
        """The seats of people who are on no device: their names were typed in from a sheet."""
        found = (Seat(*row) for row in self._all(_SEATS_OF_NOBODY, practice=practice))
        return tuple(seat for seat in found if seat.name != FORMER)


class PaperWriter(PaperReader):
    """Printing mark sheets, and typing them in."""

    def add_paper(self, paper: Paper) -> None:
        """A mark sheet that is being printed. Raises CodeTaken if a mark sheet ever had this code."""
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(papers), vars(paper))
        except IntegrityError as error:
            raise CodeTaken(paper.code) from error

    def typed_in(self, code: str, practice: int) -> None:
        """The mark sheet has been typed into this practice."""
        self._connection.execute(_TYPE_IN, {"of_code": code, "of_practice": practice})

    def erase_person(self, person: str) -> None:
        """A mark sheet names nobody: it is printed before people write on it."""
