"""What people reported as wrong with cases: stored apart from sessions, so that no screen of one can show it."""

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
    func,
    insert,
    select,
    update,
)

from roleplay.content.reported_faults import About, ReportedFault
from roleplay.storage.databases import NEVER_REUSED
from roleplay.storage.queries import Queries, metadata

# ``person`` is None where a reviewer without a history here wrote it.
reported_faults = Table(
    "reported_faults",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("case", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("where", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("person", Text, ForeignKey("persons.id")),
    Column("at", BigInteger, nullable=False),
    Column("answered", BigInteger),
    Column("answer", Text, nullable=False),
    Index("reported_faults_by_case", "case"),
    Index("reported_faults_by_person", "person"),
    **NEVER_REUSED,
)

_ALL: Select[Any] = select(*reported_faults.c).order_by(reported_faults.c.case, reported_faults.c.number)
_OPEN = _ALL.where(reported_faults.c.answered.is_(None))
_OF_CASE = _ALL.where(reported_faults.c.case == bindparam("of_case"))
_OF_PERSON = _ALL.where(reported_faults.c.person == bindparam("of_person"))
_NUMBERED = _ALL.where(reported_faults.c.number == bindparam("of_number"))
_COUNT = select(func.count()).select_from(reported_faults).where(reported_faults.c.answered.is_(None))
_ANSWER = (
    update(reported_faults)
    .where(reported_faults.c.number == bindparam("of_number"))
    .values(answered=bindparam("now"), answer=bindparam("words"))
)
_DROP_OF_CASE = delete(reported_faults).where(reported_faults.c.case == bindparam("of_case"))
_DROP_OF_PERSON = delete(reported_faults).where(reported_faults.c.person == bindparam("of"))
_DROP_OLD = delete(reported_faults).where(reported_faults.c.at < bindparam("before"))


class ReportReader(Queries):
    """By case, and within a case the oldest first."""

    def all(self) -> tuple[ReportedFault, ...]:
        return self._reports(_ALL)

    def open(self) -> tuple[ReportedFault, ...]:
        """Those that nobody has answered."""
        return self._reports(_OPEN)

    def of_case(self, case: str) -> tuple[ReportedFault, ...]:
        return self._reports(_OF_CASE, of_case=case)

    def of_person(self, person: str) -> tuple[ReportedFault, ...]:
        return self._reports(_OF_PERSON, of_person=person)

    def numbered(self, number: int) -> ReportedFault | None:
        return next(iter(self._reports(_NUMBERED, of_number=number)), None)

    def count_open(self) -> int:
        return int(self._first(_COUNT)[0])

    def _reports(self, statement: Select[Any], **values: Any) -> tuple[ReportedFault, ...]:
        rows = (row._asdict() for row in self._all(statement, **values))
        return tuple(ReportedFault(**{**row, "about": About(row["about"])}) for row in rows)


class ReportWriter(ReportReader):
    """Storing, answering and deleting them."""

    def add(self, report: ReportedFault) -> None:
        """The database numbers it."""
        row = {name: value for name, value in vars(report).items() if name != "number"}
        self._connection.execute(insert(reported_faults), row | {"about": report.about.value})

    def answer(self, number: int, words: str, now: int) -> None:
        self._connection.execute(_ANSWER, {"of_number": number, "words": words, "now": now})

    def drop_of_case(self, case: str) -> None:
        self._connection.execute(_DROP_OF_CASE, {"of_case": case})

    def drop_old(self, before: int) -> bool:
        """Those written before this instant; whether there were any."""
        return self._connection.execute(_DROP_OLD, {"before": before}).rowcount > 0

    def erase_person(self, person: str) -> None:
        """What they reported; a case that goes with them takes what is said about it along."""
        self._connection.execute(_DROP_OF_PERSON, {"of": person})
