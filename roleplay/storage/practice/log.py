"""The log of a practice, which is the truth about it: its events, what people wrote in them, and the cases as they were
when they were played.

It is append-only but for deleting a person, and words older than a year. Words are rows of their own, which go. What
else was said or marked is taken out of its event: what stages, clocks and other people's rounds rest on keeps its
place.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from roleplay.room import events as ev
from roleplay.room.events import Logged
from roleplay.room.stages import UNDO
from roleplay.storage.databases import IN_ORDER_OF_KEY, insert_once, only_where
from roleplay.storage.practice.practices import OWNED_BY, SAT_IN, SEATS_OF, practices, seats
from roleplay.storage.practice.texts import event_row, event_texts, read_event, text_of
from roleplay.storage.queries import Prepared, Queries, metadata
from roleplay.stored import as_text

snapshots = Table(
    "snapshots",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("round", Integer),
    Column("seat", Text, nullable=False),  # "" for nobody, so no foreign key
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("made", BigInteger),
    Column("token", Text),
    Column("digest", Text),
    **IN_ORDER_OF_KEY,
)
Index(
    "one_event_a_token",
    events.c.practice,
    events.c.seat,
    events.c.token,
    unique=True,
    **only_where(events.c.token.is_not(None)),
)

# What people wrote, the reasons that name them, and the digests of what they typed: apart from the events in which
# these came, so that to erase is to delete rows. ``seq`` and ``kind`` are the event's; in a round that was brought
# along, ``seq`` is the round's number. ``round`` is None where the text came with a step, not with a tap.
texts = Table(
    "texts",
    metadata,
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("round", Integer),
    Column("text", Text, nullable=False),
    Column("digest", Text),
    **IN_ORDER_OF_KEY,
)

SAID = tuple(kind for kind in ev.TAP_KINDS if kind not in (ev.HandedIn.kind, ev.Released.kind))
"""Taps that hold what somebody saw, heard or wrote. Submitting and handing over a card are steps of the round."""
TEXTS_WITH_EVENTS = texts.join(events, and_(events.c.practice == texts.c.practice, events.c.seq == texts.c.seq))
ADD_TEXTS = insert(texts)
TEXTS_OF_ROUND = delete(texts).where(texts.c.practice == bindparam("of"), texts.c.round == bindparam("in"))

_WITH_TEXTS = events.outerjoin(texts, and_(texts.c.practice == events.c.practice, texts.c.seq == events.c.seq))
_EVENTS = Prepared(
    select(
        events.c.kind,
        events.c.body,
        texts.c.text,
        events.c.seq,
        events.c.at,
        events.c.seat,
        events.c.round,
        events.c.made,
        events.c.token,
        func.coalesce(texts.c.digest, events.c.digest),
    )
    .select_from(_WITH_TEXTS)
    .where(events.c.practice == bindparam("practice"), events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
)
_KNOWN = Prepared(
    select(events.c.seq, events.c.digest).where(
        events.c.practice == bindparam("practice"),
        events.c.seat == bindparam("seat"),
        events.c.token == bindparam("token"),
        events.c.token.is_not(None),
    )
)
_DIGEST_OF_TEXT = select(texts.c.digest).where(
    texts.c.practice == bindparam("practice"), texts.c.seq == bindparam("seq"), texts.c.digest.is_not(None)
)
_SNAPSHOT = select(snapshots.c.body).where(snapshots.c.fingerprint == bindparam("fingerprint"))
# ``at`` never runs backwards within a practice, so the last event of each is enough: no index on ``at`` to keep.
_LAST_AT = (
    select(events.c.at)
    .where(events.c.practice == practices.c.id)
    .order_by(events.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_PRACTICES_SINCE = select(practices.c.id).where(practices.c.owner.is_(None), bindparam("since") <= _LAST_AT)
_LATEST_AT = select(func.max(_LAST_AT)).select_from(practices)
_LATEST_KINDS = Prepared(
    select(events.c.kind).where(events.c.practice == bindparam("practice")).order_by(events.c.seq.desc())
)
_ENDS_WITH = (
    select(events.c.kind)
    .where(events.c.practice == practices.c.id, events.c.kind.not_in(bindparam("besides", expanding=True)))
    .order_by(events.c.seq.desc())
    .limit(1)
    .scalar_subquery()
)
_PRACTICES_ENDING_IN: Select[Any] = (
    select(practices.c.id)
    .where(practices.c.id.in_(SAT_IN), _ENDS_WITH.in_(bindparam("kinds", expanding=True)))
    .order_by(practices.c.id)
)
_APPEND = Prepared(insert(events))
_ADD_SNAPSHOT = insert_once(snapshots).on_conflict_do_nothing(index_elements=["fingerprint"])
_FORGET_ROUND = (
    update(events)
    .where(events.c.practice == bindparam("of"), events.c.round == bindparam("in"), events.c.kind.in_(SAID))
    .values(kind=ev.Erased.kind, body="{}", seat=ev.NOBODY, made=None, token=None, digest=None),
    TEXTS_OF_ROUND,
)
_CARRIED: Select[Any] = (
    select(texts.c.practice, texts.c.seq, texts.c.text, events.c.at, events.c.body)
    .select_from(TEXTS_WITH_EVENTS)
    .where(texts.c.kind.in_((ev.RoundBegan.kind, ev.Asked.kind)))
)
_CARRIED_BEFORE = _CARRIED.where(events.c.at < bindparam("before"))
_CARRIED_WHERE = _CARRIED.where(texts.c.practice.in_(SAT_IN))
_FIRST_PERSON = (
    select(seats.c.person)
    .where(seats.c.practice == texts.c.practice)
    .order_by(seats.c.number)
    .limit(1)
    .scalar_subquery()
)
_CALLS: Select[Any] = (
    select(texts.c.practice, texts.c.seq, events.c.body, _FIRST_PERSON)
    .select_from(TEXTS_WITH_EVENTS)
    .where(texts.c.kind == ev.Opened.kind)
)
_CALLS_BEFORE = _CALLS.where(events.c.at < bindparam("before"))
_CALLS_WHERE = _CALLS.where(texts.c.practice.in_(SAT_IN))
_ERASE_TEXT = delete(texts).where(texts.c.practice == bindparam("of"), texts.c.seq == bindparam("at_seq"))
_SET_TEXT = (
    update(texts)
    .where(texts.c.practice == bindparam("of"), texts.c.seq == bindparam("at_seq"))
    .values(text=bindparam("left"))
)
_ERASE_REASONS = delete(texts).where(texts.c.kind == ev.Planned.kind, texts.c.practice.in_(SAT_IN))
_ERASE = (_ERASE_REASONS, delete(texts).where(texts.c.practice.in_(OWNED_BY)))


class LogReader(Queries):
    """What was logged."""

    def events(self, practice: int, after: int = 0) -> tuple[Logged, ...]:
        """The log beyond ``after``, in order."""
        return tuple(read_event(*row) for row in self._each(_EVENTS, practice=practice, after=after))

    def latest_kinds(self, practice: int) -> Iterator[str]:
        """Of its events, the last one's first; only as much of the log is read as somebody asks for."""
        return (kind for (kind,) in self._each(_LATEST_KINDS, practice=practice))

    def practices_ending_in(self, person: str, kinds: Collection[str], besides: Collection[str]) -> tuple[int, ...]:
        """The practices in which the person ever had a seat whose log ends in one of ``kinds``, not counting
        ``besides``."""
        found = self._all(_PRACTICES_ENDING_IN, of=person, kinds=[*kinds], besides=[*besides])
        return tuple(row[0] for row in found)

    def known(self, practice: int, seat: str, token: str) -> str | None:
        """The digest that was stored with this token, "" if it was erased since; None if the token is new."""
        for seq, digest in self._each(_KNOWN, practice=practice, seat=seat, token=token):
            beside = None if digest else self._first(_DIGEST_OF_TEXT, practice=practice, seq=seq)
            return str(digest or (beside[0] if beside else ""))
        return None

    def practices_since(self, at: int) -> tuple[int, ...]:
        """Those held here in which anything has happened since then."""
        return tuple(row[0] for row in self._all(_PRACTICES_SINCE, since=at))

    def latest_at(self) -> int:
        """The newest instant in any log, 0 if all are empty."""
        row = self._first(_LATEST_AT)
        return 0 if row is None or row[0] is None else int(row[0])

    def snapshot(self, fingerprint: str) -> dict[str, Any] | None:
        row = self._first(_SNAPSHOT, fingerprint=fingerprint)
        return None if row is None else json.loads(row[0])


class LogWriter(LogReader):
    """Appending to the log, and taking out of it what somebody may have deleted."""

    def append(self, practice: int, logged: Sequence[Logged]) -> None:
        """The database refuses a seq that exists, and a token that this seat has already used."""
        _APPEND.run(self._connection, [event_row(practice, one) for one in logged])
        self._add(ADD_TEXTS, event_texts(practice, logged))

    def add_snapshot(self, fingerprint: str, body: dict[str, Any]) -> None:
        """Adding the same again is fine: the fingerprint is of the body."""
        self._connection.execute(_ADD_SNAPSHOT, {"fingerprint": fingerprint, "body": as_text(body)})

    def forget_round(self, practice: int, round: int) -> None:
        """All that anybody said or marked in this round."""
        self._run(_FORGET_ROUND, {"of": practice, "in": round})

    def erase_person(self, person: str) -> None:
        """Their next steps, links to calls, and the reasons of plans, which name them. `forget_round` is for what was
        said of them."""
        self.erase_carried(self.carried_by(person))
        self._erase_texts(self._calls_given_by(person))
        self._run(_ERASE, {"of": person})

    def carried_by(self, person: str) -> Iterable[Carried]:
        """The next steps with which this person, as the student, came into a round that was held here."""
        mine = {row[0] for row in self._all(SEATS_OF, of=person)}
        found = (Carried(*row) for row in self._all(_CARRIED_WHERE, of=person))
        return (one for one in found if one.began["student"] in mine)

    def carried_before(self, before: int) -> Iterable[Carried]:
        """The next steps carried into a round that began before this instant."""
        return (Carried(*row) for row in self._all(_CARRIED_BEFORE, before=before))

    def erase_carried(self, carried: Iterable[Carried]) -> frozenset[int]:
        """Returns the practices in which there were any."""
        return self._erase_texts((one.practice, one.seq) for one in carried)

    def erase_from_carried(self, carried: Iterable[Carried], step: str) -> frozenset[int]:
        """Only this one of the next steps that were carried along. Returns the practices in which it was."""
        found = [one for one in carried if step in one.words]
        for one in found:
            left = ["" if word == step else word for word in one.words]
            where = {"of": one.practice, "at_seq": one.seq}
            if any(left):
                self._connection.execute(_SET_TEXT, {**where, "left": text_of(*left)})
            else:
                self._connection.execute(_ERASE_TEXT, where)
        return frozenset(one.practice for one in found)

    def erase_old_calls(self, before: int) -> frozenset[int]:
        """Links to the calls of sessions that were opened before this instant; returns these sessions."""
        return self._erase_texts((practice, seq) for practice, seq, *_ in self._all(_CALLS_BEFORE, before=before))

    def _calls_given_by(self, person: str) -> Iterable[tuple[int, int]]:
        """The first to sit gave it. Who opened a session on a laptop isn't known: anybody who sat there may have."""
        for practice, seq, body, first in self._all(_CALLS_WHERE, of=person):
            if first == person or json.loads(body)["table"]:
                yield practice, seq

    def _erase_texts(self, found: Iterable[tuple[int, int]]) -> frozenset[int]:
        rows = [{"of": practice, "at_seq": seq} for practice, seq in found]
        if rows:
            self._connection.execute(_ERASE_TEXT, rows)
        return frozenset(row["of"] for row in rows)


@dataclass(frozen=True)
class Carried:
    """The next steps that were carried into a round, with the event that began the round."""

    practice: int
    seq: int
    text: str
    at: int
    body: str

    @property
    def words(self) -> tuple[str, ...]:
        """The one that the student worked on first, then all that they had open."""
        return tuple(json.loads(self.text))

    @property
    def began(self) -> dict[str, Any]:
        body = json.loads(self.body)
        began: dict[str, Any] = body.get("round", body)
        return began

    @property
    def began_at(self) -> int:
        """What was asked for happens once nobody can undo it."""
        return self.at + UNDO if "move" in json.loads(self.body) else self.at
