"""Cases, rubrics and pictures that people wrote on this kit. Every change increases the revision."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from roleplay.content.own import Listing, OwnText, Version, digest_of
from roleplay.people.rounds import READER
from roleplay.storage.databases import insert_once
from roleplay.storage.history.projections import exposures
from roleplay.storage.practice.log import snapshots
from roleplay.storage.queries import Queries, metadata
from roleplay.stored import as_text

# What people on this kit wrote themselves. A case without text is off the shelf; one without an owner is nobody's.
own_cases = Table(
    "own_cases",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner", Text, ForeignKey("persons.id")),
    Column("writer", Text, ForeignKey("persons.id")),
    Column("text", Text),
    Column("digest", Text, nullable=False),
    Index("own_cases_by_owner", "owner"),
)

# A case's text until ``at``, and who had written it.
own_versions = Table(
    "own_versions",
    metadata,
    Column("case", Text, ForeignKey("own_cases.id"), primary_key=True),
    Column("at", BigInteger, primary_key=True),
    Column("writer", Text, ForeignKey("persons.id")),
    Column("text", Text, nullable=False),
)

own_rubrics = Table(
    "own_rubrics",
    metadata,
    Column("id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

own_pictures = Table(
    "own_pictures",
    metadata,
    Column("name", Text, primary_key=True),
    Column("owner", Text, ForeignKey("persons.id")),
    Column("data", LargeBinary, nullable=False),
)

# One row: a new number after every change to the four tables above, and when an older kit's folder was imported.
own_content = Table(
    "own_content",
    metadata,
    Column("revision", BigInteger, primary_key=True, autoincrement=False),
    Column("brought_at", BigInteger),
)

_REVISION = select(own_content.c.revision)
_BROUGHT_AT = select(own_content.c.brought_at)
_CASES: Select[Any] = (
    select(own_cases.c.id, own_cases.c.digest).where(own_cases.c.text.is_not(None)).order_by(own_cases.c.id)
)
_OWNERS: Select[Any] = select(own_cases.c.id, own_cases.c.owner, own_cases.c.text.is_(None)).order_by(own_cases.c.id)
_CASE: Select[Any] = select(own_cases.c.id, own_cases.c.owner, own_cases.c.writer, own_cases.c.text).where(
    own_cases.c.id == bindparam("id")
)
_TEXTS: Select[Any] = (
    select(own_cases.c.id, own_cases.c.text).where(own_cases.c.text.is_not(None)).order_by(own_cases.c.id)
)
_VERSIONS: Select[Any] = (
    select(own_versions.c.at, own_versions.c.writer)
    .where(own_versions.c.case == bindparam("of_case"))
    .order_by(own_versions.c.at.desc())
)
_VERSION = select(own_versions.c.text).where(
    own_versions.c.case == bindparam("of_case"), own_versions.c.at == bindparam("until")
)
_RUBRICS: Select[Any] = select(own_rubrics.c.id, own_rubrics.c.digest).order_by(own_rubrics.c.id)
_RUBRIC = select(own_rubrics.c.text).where(own_rubrics.c.id == bindparam("id"))
_PICTURES: Select[Any] = select(own_pictures.c.name, own_pictures.c.owner).order_by(own_pictures.c.name)
_PICTURE = select(own_pictures.c.data).where(own_pictures.c.name == bindparam("name"))
_FIRST_TO_KNOW: Select[Any] = (
    select(exposures.c.person, exposures.c.role)
    .where(exposures.c.case == bindparam("of_case"))
    .order_by(exposures.c.at, exposures.c.practice)
    .limit(1)
)
_PLAYED = select(exposures.c.person).where(
    exposures.c.case == bindparam("of_case"), exposures.c.person != bindparam("but"), exposures.c.role != READER
)
_SNAPSHOTS = select(snapshots.c.fingerprint, snapshots.c.body).where(snapshots.c.body.like(bindparam("holding")))

_PUT_CASE = insert_once(own_cases)
_SET_CASE = _PUT_CASE.on_conflict_do_update(
    index_elements=["id"],
    set_={column: _PUT_CASE.excluded[column] for column in ("owner", "writer", "text", "digest")},
)
_PUT_RUBRIC = insert_once(own_rubrics)
_SET_RUBRIC = _PUT_RUBRIC.on_conflict_do_update(
    index_elements=["id"], set_={"text": _PUT_RUBRIC.excluded.text, "digest": _PUT_RUBRIC.excluded.digest}
)
_PUT_PICTURE = insert_once(own_pictures)
_SET_PICTURE = _PUT_PICTURE.on_conflict_do_update(index_elements=["name"], set_={"data": _PUT_PICTURE.excluded.data})
_DROP_VERSIONS = delete(own_versions).where(own_versions.c.case == bindparam("of_case"))


class OwnReader(Queries):
    """What was written here."""

    def revision(self) -> int:
        """A new number after every change; 0 if there never was one."""
        row = self._first(_REVISION)
        return 0 if row is None else int(row[0])

    def brought_at(self) -> int | None:
        """When the folder of an older kit was imported; None if it never was."""
        row = self._first(_BROUGHT_AT)
        return None if row is None else row[0]

    def listing(self) -> Listing:
        """Everything on the shelf, without reading any text."""
        return Listing(
            self.revision(),
            dict(self._pairs(_CASES)),
            dict(self._pairs(_RUBRICS)),
            frozenset(self.pictures()),
        )

    def owners(self) -> dict[str, tuple[str | None, bool]]:
        """For each case that is or was here: its owner, and whether it is off the shelf."""
        return {id_: (owner, bool(off)) for id_, owner, off in self._all(_OWNERS)}

    def case(self, id: str) -> OwnText | None:
        row = self._first(_CASE, id=id)
        return None if row is None else OwnText(*row)

    def texts(self) -> dict[str, str]:
        """Every case on the shelf, faulty or not, by its id."""
        return dict(self._pairs(_TEXTS))

    def versions(self, case: str) -> tuple[Version, ...]:
        """What a case was before, newest first."""
        return tuple(Version(*row) for row in self._all(_VERSIONS, of_case=case))

    def version(self, case: str, at: int) -> str | None:
        row = self._first(_VERSION, of_case=case, until=at)
        return None if row is None else row[0]

    def rubrics(self) -> tuple[str, ...]:
        return tuple(id_ for id_, _ in self._all(_RUBRICS))

    def rubric(self, id: str) -> str | None:
        row = self._first(_RUBRIC, id=id)
        return None if row is None else row[0]

    def pictures(self) -> dict[str, str | None]:
        """Each picture's owner, by its name."""
        return dict(self._pairs(_PICTURES))

    def picture(self, name: str) -> bytes | None:
        row = self._first(_PICTURE, name=name)
        return None if row is None else row[0]

    def first_to_know(self, case: str) -> tuple[str, str] | None:
        """The person who met a case before all others, and in what role."""
        row = self._first(_FIRST_TO_KNOW, of_case=case)
        return None if row is None else (row[0], row[1])

    def played_by_others(self, case: str, person: str) -> bool:
        """Whether anybody but this person has been in a round of the case."""
        return self._first(_PLAYED, of_case=case, but=person) is not None

    def _pairs(self, statement: Select[Any]) -> list[tuple[str, Any]]:
        return [(row[0], row[1]) for row in self._all(statement)]


class OwnWriter(OwnReader):
    """Storing what was written here."""

    def put_case(self, case: OwnText) -> None:
        """Replaces what was there under this id."""
        self._connection.execute(_SET_CASE, vars(case) | {"digest": digest_of(case.text or "")})
        self._own_changed()

    def add_cases(self, cases: Sequence[OwnText]) -> None:
        """The database refuses an id that already exists."""
        rows = [vars(case) | {"digest": digest_of(case.text or "")} for case in cases]
        if rows:
            self._connection.execute(insert(own_cases), rows)
            self._own_changed()

    def add_versions(self, case: str, versions: Mapping[Version, str]) -> None:
        """The database refuses an instant that already exists. No new revision: nobody plays old versions."""
        rows = [{"case": case, "text": text, **vars(version)} for version, text in versions.items()]
        if rows:
            self._connection.execute(insert(own_versions), rows)

    def drop_versions(self, case: str, at: Collection[int] | None = None) -> None:
        """Those replaced at these instants; without instants, all of them."""
        which = _DROP_VERSIONS if at is None else _DROP_VERSIONS.where(own_versions.c.at.in_(list(at)))
        self._connection.execute(which, {"of_case": case})

    def drop_case(self, case: str) -> None:
        """With its versions."""
        self.drop_versions(case)
        self._connection.execute(delete(own_cases).where(own_cases.c.id == case))
        self._own_changed()

    def put_rubric(self, id: str, text: str) -> None:
        """Replaces what was there under this id."""
        self._connection.execute(_SET_RUBRIC, {"id": id, "text": text, "digest": digest_of(text)})
        self._own_changed()

    def put_picture(self, name: str, data: bytes, owner: str | None) -> None:
        """An existing picture keeps its owner."""
        self._connection.execute(_SET_PICTURE, {"name": name, "data": data, "owner": owner})
        self._own_changed()

    def drop_pictures(self, names: Collection[str]) -> None:
        self._connection.execute(delete(own_pictures).where(own_pictures.c.name.in_(list(names))))
        self._own_changed()

    def rename_author(self, case: str, author: str) -> None:
        """In the texts that rounds of this case keep: those who played it can still read them, without the name."""
        for fingerprint, body in self._connection.execute(_SNAPSHOTS, {"holding": f'%"id":"{case}"%'}).all():
            kept = json.loads(body)
            if kept["case"]["id"] == case:
                kept["case"]["review"]["author"] = author
                anew = update(snapshots).where(snapshots.c.fingerprint == fingerprint)
                self._connection.execute(anew.values(body=as_text(kept)))

    def erase_person(self, person: str) -> None:
        """Nothing that was written here names this person any more."""
        for column in (own_cases.c.owner, own_cases.c.writer, own_versions.c.writer, own_pictures.c.owner):
            self._connection.execute(update(column.table).where(column == person).values({column.name: None}))

    def set_brought(self, at: int) -> None:
        """The folder of an older kit was imported, or there was none."""
        self._own_changed()
        self._connection.execute(update(own_content).values(brought_at=at))

    def _own_changed(self) -> None:
        anew = update(own_content).values(revision=own_content.c.revision + 1)
        if not self._connection.execute(anew).rowcount:
            self._connection.execute(insert(own_content), {"revision": 1, "brought_at": None})
