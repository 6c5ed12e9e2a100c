"""What people wrote, the reasons of plans and the digests of sentences move out of events and brought rounds into a
table of their own.

Written out, not taken from `roleplay.storage`, which goes on changing. Every row of the log stays in its place.
"""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_WROTE, _BEGAN, _ASKED, _PLANNED = "wrote", "round_began", "asked", "planned"
_NOBODY_WROTE: dict[str, Any] = {"line": None, "sentence": None, "next_step": None, "to_try": []}

_PRACTICES = sa.table("practices", sa.column("id"))
_EVENTS = sa.table("events", *(sa.column(name) for name in ("practice", "seq", "round", "kind", "body", "digest")))
_BROUGHT = sa.table("brought", *(sa.column(name) for name in ("practice", "round", "body")))
_TEXTS = sa.table("texts", *(sa.column(name) for name in ("practice", "seq", "kind", "round", "text", "digest")))
_WITH_WORDS = sa.select(_EVENTS).where(
    _EVENTS.c.practice == sa.bindparam("of"), _EVENTS.c.kind.in_((_WROTE, _BEGAN, _ASKED, _PLANNED))
)
_BARE_EVENT = (
    sa.update(_EVENTS)
    .where(_EVENTS.c.practice == sa.bindparam("of"), _EVENTS.c.seq == sa.bindparam("at_seq"))
    .values(body=sa.bindparam("bare"), digest=sa.bindparam("left"))
)
_BARE_ROUND = (
    sa.update(_BROUGHT)
    .where(_BROUGHT.c.practice == sa.bindparam("of"), _BROUGHT.c.round == sa.bindparam("in"))
    .values(body=sa.bindparam("bare"))
)


def upgrade() -> None:
    op.create_table(
        "texts",
        sa.Column("practice", sa.Integer, sa.ForeignKey("practices.id"), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("round", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("digest", sa.Text),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    for practice in connection.scalars(sa.select(_PRACTICES.c.id)).all():
        _move(connection, _BARE_EVENT, list(_from_events(connection, practice)))
    _move(connection, _BARE_ROUND, list(_from_brought(connection)))


Moved = tuple[dict[str, Any], list[dict[str, Any]]]
"""What is left in a row, and what goes into rows of their own."""


def _move(connection: sa.Connection, leave: sa.Update, moved: list[Moved]) -> None:
    rows = [row for _, texts in moved for row in texts]
    if rows:
        connection.execute(leave, [bare for bare, _ in moved])
        connection.execute(sa.insert(_TEXTS), rows)


def _from_events(connection: sa.Connection, practice: int) -> Iterator[Moved]:
    """A sentence has a text also where it is empty, as it took away the one before: without one, it is erased."""
    for event in connection.execute(_WITH_WORDS, {"of": practice}).all():
        body = json.loads(event.body)
        words = _take_words(event.kind, body)
        sentence = event.kind == _WROTE
        if sentence or any(words):
            left, moved = (None, event.digest) if sentence else (event.digest, None)
            row = _row(practice, event.seq, event.kind, event.round, words) | {"digest": moved}
            yield {"of": practice, "at_seq": event.seq, "bare": _text(body), "left": left}, [row]


def _take_words(kind: str, body: dict[str, Any]) -> list[str]:
    """What stands in the body, and nothing in its place."""
    if kind == _PLANNED:
        return [_take(body, "reason"), *(_take(row, "why") for row in body["plan"])]
    if kind == _WROTE:
        return [_take(body, "text")]
    began = body if kind == _BEGAN else body["round"]
    return [_take(began, "goal")] if began else []


def _take(body: dict[str, Any], name: str) -> str:
    """Events of old logs lack what came later."""
    found = str(body.get(name, ""))
    if found:
        body[name] = ""
    return found


def _from_brought(connection: sa.Connection) -> Iterator[Moved]:
    for practice, round_, text in connection.execute(sa.select(_BROUGHT)).all():
        body = json.loads(text)
        opened = body["opened"]
        words = {name: opened[name] for name, none in _NOBODY_WROTE.items() if opened.get(name, none) != none}
        goal = opened.get("goal", "")
        opened |= {name: _NOBODY_WROTE[name] for name in words} | ({"goal": ""} if goal else {})
        rows = [_row(practice, round_, _WROTE, round_, words)] if words else []
        rows += [_row(practice, round_, _BEGAN, round_, [goal])] if goal else []
        if rows:
            yield {"of": practice, "in": round_, "bare": _text(body)}, rows


def _row(practice: int, seq: int, kind: str, round_: int | None, words: object) -> dict[str, Any]:
    return {"practice": practice, "seq": seq, "kind": kind, "round": round_, "text": _text(words), "digest": None}


def _text(body: object) -> str:
    return json.dumps(body, separators=(",", ":"))
