"""What people marked on their own. Of each example and each case the first and the latest stay, so it stays small."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Select, Table, Text, bindparam, delete, select

from roleplay.marking.marked_alone import MarkedAlone, Task
from roleplay.storage.databases import IN_ORDER_OF_KEY, insert_once
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
_ADD = insert_once(alone).on_conflict_do_nothing(index_elements=["person", "task", "subject", "at"])
_DROP = delete(alone).where(
    alone.c.person == bindparam("of"),
    alone.c.task == bindparam("of_task"),
    alone.c.subject == bindparam("of_subject"),
    alone.c.at > bindparam("after"),
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
        """It replaces the latest of the same; the first stays."""
        before = self.alone_on(marked.person, marked.task, marked.subject)
        if before:
            of = {"of": marked.person, "of_task": marked.task, "of_subject": marked.subject}
            self._connection.execute(_DROP, of | {"after": before[0].at})
        row = {"person": marked.person, "task": marked.task, "subject": marked.subject, "at": marked.at}
        self._connection.execute(_ADD, row | {"body": as_text(as_stored(marked))})

    def erase_person(self, person: str) -> None:
        self._run(_ERASE, {"of": person})
