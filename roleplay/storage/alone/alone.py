"""What people marked on their own. Of each example and each case the first and the latest stay, so it stays small."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Select, Table, Text, bindparam, delete, insert, select

from roleplay.marking.marked_alone import MarkedAlone, Task
from roleplay.storage.databases import IN_ORDER_OF_KEY
from roleplay.storage.queries import Queries, metadata
from roleplay.stored import as_stored, as_text, read_stored

alone = Table(
    "alone",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("task", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("at", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    **IN_ORDER_OF_KEY,
)

_ALONE: Select[Any] = (
    select(alone.c.body)
    .where(alone.c.person == bindparam("person"))
    .order_by(alone.c.at, alone.c.task, alone.c.subject)
)
_ADD = insert(alone)
_DROP = delete(alone).where(
    alone.c.person == bindparam("of"), alone.c.task == bindparam("of_task"), alone.c.subject == bindparam("of_subject")
)
_ERASE = (delete(alone).where(alone.c.person == bindparam("of")),)


class AloneReader(Queries):
    """What one person marked on their own."""

    def alone(self, person: str) -> tuple[MarkedAlone, ...]:
        """Oldest first."""
        return tuple(read_stored(MarkedAlone, json.loads(row[0])) for row in self._all(_ALONE, person=person))

    def alone_on(self, person: str, task: Task, subject: str) -> tuple[MarkedAlone, ...]:
        """The first and the latest of one example or case."""
        return tuple(one for one in self.alone(person) if (one.task, one.subject) == (task, subject))


class AloneWriter(AloneReader):
    """Marking on one's own."""

    def add_alone(self, marked: MarkedAlone) -> None:
        """Of what there is of the same and this, the first and the latest stay."""
        same = {one.at: one for one in self.alone_on(marked.person, marked.task, marked.subject)} | {marked.at: marked}
        where = {"of": marked.person, "of_task": marked.task, "of_subject": marked.subject}
        self._connection.execute(_DROP, where)
        self._add(_ADD, [_row(same[at]) for at in sorted({min(same), max(same)})])

    def erase_person(self, person: str) -> None:
        self._run(_ERASE, {"of": person})


def _row(marked: MarkedAlone) -> dict[str, Any]:
    body = as_text(as_stored(marked))
    return {"person": marked.person, "task": marked.task, "subject": marked.subject, "at": marked.at, "body": body}
