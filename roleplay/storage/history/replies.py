"""Replies to comments: read by the two people whose they are, and by nobody else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    insert,
    select,
)

from roleplay.people.reply import Reply, ReplyKind
from roleplay.storage.practice.practices import OWNED_BY, practices
from roleplay.storage.queries import Queries, metadata

replies = Table(
    "replies",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("words", Text, primary_key=True),
    Column("writer", Text, primary_key=True),
    Column("receiver", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("answer", Text, nullable=False),
    Column("helped", Boolean, nullable=False),
    Column("talked_at", BigInteger),
    Index("replies_by_receiver", "receiver"),
    Index("replies_by_writer", "writer"),
)

_ORDER = (replies.c.at, replies.c.practice, replies.c.round, replies.c.words, replies.c.writer)
_BY: Select[Any] = select(replies).where(replies.c.receiver == bindparam("person")).order_by(*_ORDER)
# In a round that was imported, the writer is a name, which is nobody's id.
_TO: Select[Any] = (
    select(replies)
    .join(practices, practices.c.id == replies.c.practice)
    .where(replies.c.writer == bindparam("person"), practices.c.owner.is_(None))
    .order_by(*_ORDER)
)
_THIS = and_(
    replies.c.practice == bindparam("in_practice"),
    replies.c.round == bindparam("in_round"),
    replies.c.words == bindparam("of_words"),
    replies.c.writer == bindparam("by"),
)
_ONE = select(replies).where(_THIS)
_DROP = delete(replies).where(_THIS)
_ERASE = (
    delete(replies).where(replies.c.receiver == bindparam("of")),
    delete(replies).where(replies.c.practice.in_(OWNED_BY)),
)


class ReplyReader(Queries):
    """Replies, by whose they are."""

    def by(self, person: str) -> tuple[Reply, ...]:
        """To comments that this person received, oldest first."""
        return tuple(_reply(row) for row in self._all(_BY, person=person))

    def to(self, person: str) -> tuple[Reply, ...]:
        """To comments that this person wrote here, oldest first."""
        return tuple(_reply(row) for row in self._all(_TO, person=person))

    def reply(self, practice: int, round: int, words: str, writer: str) -> Reply | None:
        """The one to this comment."""
        found = self._all(_ONE, in_practice=practice, in_round=round, of_words=words, by=writer)
        return next(map(_reply, found), None)


class ReplyWriter(ReplyReader):
    """Replying, and taking it back."""

    def put(self, reply: Reply) -> None:
        """In the place of the one that was there."""
        self.drop(reply.practice, reply.round, reply.words, reply.writer)
        self._connection.execute(insert(replies), {**vars(reply), "reply": reply.reply.value})

    def drop(self, practice: int, round: int, words: str, writer: str) -> None:
        where = {"in_practice": practice, "in_round": round, "of_words": words, "by": writer}
        self._connection.execute(_DROP, where)

    def erase_person(self, person: str) -> None:
        """What they replied. Answers that they wrote for others stay with those others, unnamed."""
        self._run(_ERASE, {"of": person})


def _reply(row: Any) -> Reply:
    return Reply(**{**row._mapping, "reply": ReplyKind(row.reply)})
