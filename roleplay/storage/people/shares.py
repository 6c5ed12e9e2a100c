"""Stations that people share, each with one person, and what that person says about them."""

from __future__ import annotations

import json
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
    exists,
    insert,
    or_,
    select,
    update,
)

from roleplay.people.persons import FORMER
from roleplay.people.shares import Part, Remark, Share
from roleplay.storage.databases import NEVER_REUSED, insert_once
from roleplay.storage.history.choices import kept
from roleplay.storage.queries import Queries, metadata
from roleplay.stored import as_text

# ``digest`` is that of the secret in the link, which is stored nowhere. ``reader`` and ``device`` are None until it is
# bound to one of them.
shares = Table(
    "shares",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("owner", Text, ForeignKey("persons.id"), nullable=False),
    Column("practice", Integer, ForeignKey("practices.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("named", Text, nullable=False),
    Column("parts", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("reader", Text, ForeignKey("persons.id")),
    Column("device", Text),
    Column("opened_at", BigInteger),
    Column("revoked_at", BigInteger),
    Index("shares_by_owner", "owner", "practice", "round"),
    Index("shares_by_reader", "reader"),
    Index("shares_by_device", "device"),
)

remarks = Table(
    "remarks",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("share", Text, ForeignKey("shares.id"), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("about", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("to_try", Boolean, nullable=False),
    Index("remarks_by_share", "share", "number"),
    **NEVER_REUSED,
)

_LATEST_FIRST = (shares.c.made_at.desc(), shares.c.id)
_SHARE: Select[Any] = select(*shares.c).where(shares.c.id == bindparam("of_id"))
_BY_DIGEST: Select[Any] = select(*shares.c).where(shares.c.digest == bindparam("of_digest"))
_OF_OWNER: Select[Any] = select(*shares.c).where(shares.c.owner == bindparam("of_owner")).order_by(*_LATEST_FIRST)
_WITH: Select[Any] = (
    select(*shares.c)
    .where(
        or_(shares.c.reader.in_(bindparam("persons", expanding=True)), shares.c.device == bindparam("of_device")),
    )
    .order_by(*_LATEST_FIRST)
)
_REMARKS: Select[Any] = (
    select(remarks.c.id, remarks.c.share, remarks.c.at, remarks.c.about, remarks.c.text, remarks.c.to_try)
    .where(remarks.c.share == bindparam("of_share"))
    .order_by(remarks.c.number)
)
_PUT = insert_once(shares)
_SET = _PUT.on_conflict_do_update(
    index_elements=["id"],
    set_={name: _PUT.excluded[name] for name in ("until", "reader", "device", "opened_at", "revoked_at")},
)
_SET_REMARK = update(remarks).where(remarks.c.id == bindparam("of_id")).values(to_try=bindparam("wanted"))
_DROP_REMARK = delete(remarks).where(remarks.c.id == bindparam("of_id"))
_OF_THEIRS = select(shares.c.id).where(shares.c.owner == bindparam("of"))
_ERASE = (
    delete(remarks).where(remarks.c.share.in_(_OF_THEIRS)),
    delete(shares).where(shares.c.owner == bindparam("of")),
    # What they said stays its owner's, without their name; what was shared with them is shared with nobody.
    update(shares)
    .where(shares.c.reader == bindparam("of"))
    .values(named=FORMER, reader=None, device=None, until=shares.c.made_at),
)
_IS_KEPT = exists().where(
    and_(
        shares.c.id == remarks.c.share,
        kept.c.person == shares.c.owner,
        kept.c.practice == shares.c.practice,
        kept.c.round == shares.c.round,
    )
)
_DROP_OLD_REMARKS = delete(remarks).where(remarks.c.at < bindparam("before"), ~_IS_KEPT)
_DROP_OLD_SHARES = delete(shares).where(
    shares.c.until < bindparam("before"), ~exists().where(remarks.c.share == shares.c.id)
)


class ShareReader(Queries):
    """Who shares what with whom."""

    def share(self, id: str) -> Share | None:
        return _first(self._first(_SHARE, of_id=id))

    def by_digest(self, digest: str) -> Share | None:
        return _first(self._first(_BY_DIGEST, of_digest=digest))

    def of_owner(self, person: str) -> tuple[Share, ...]:
        """Everything that they share or have shared, the latest first."""
        return tuple(_share(row) for row in self._all(_OF_OWNER, of_owner=person))

    def shared_with(self, device: str, persons: list[str]) -> tuple[Share, ...]:
        """What these persons or this browser may read or once might, the latest first."""
        return tuple(_share(row) for row in self._all(_WITH, persons=persons, of_device=device))

    def remarks(self, share: str) -> tuple[Remark, ...]:
        """In the order in which they were written."""
        return tuple(Remark(*row) for row in self._all(_REMARKS, of_share=share))


class ShareWriter(ShareReader):
    """Sharing, binding to a reader, taking back; remarks."""

    def put(self, share: Share) -> None:
        """A new one, or what has changed about it: whose it is, and what of it is shown, never changes."""
        body = {"reader": share.reader or None, "device": share.device or None, "parts": as_text(sorted(share.parts))}
        self._connection.execute(_SET, vars(share) | body)

    def add_remark(self, remark: Remark) -> None:
        self._connection.execute(insert(remarks), vars(remark))

    def set_remark(self, remark: Remark) -> None:
        """Whether its owner wants to try it is all that changes."""
        self._connection.execute(_SET_REMARK, {"of_id": remark.id, "wanted": remark.to_try})

    def drop_remark(self, id: str) -> None:
        self._connection.execute(_DROP_REMARK, {"of_id": id})

    def drop_old(self, before: int) -> int:
        """Remarks from before this instant on stations whose words nobody keeps, and shares that ran out before it and
        have none. Returns how many went."""
        dropped = (self._connection.execute(one, {"before": before}) for one in (_DROP_OLD_REMARKS, _DROP_OLD_SHARES))
        return sum(one.rowcount for one in dropped)

    def erase_person(self, person: str) -> None:
        """What they shared, and what was said about it."""
        self._run(_ERASE, {"of": person})


def _first(row: Any) -> Share | None:
    return None if row is None else _share(row)


def _share(row: Any) -> Share:
    values = dict(row._mapping)
    parts = frozenset(Part(one) for one in json.loads(values.pop("parts")))
    reader, device = values.pop("reader") or "", values.pop("device") or ""
    return Share(**values, parts=parts, reader=reader, device=device)
