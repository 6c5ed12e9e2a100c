"""People: their names and personal keys, the ids they have on other kits, and their private settings."""

from __future__ import annotations

import json

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, bindparam, delete, insert, select, update

from roleplay.people.names import name_key
from roleplay.people.persons import FORMER, Person
from roleplay.people.private import Private
from roleplay.storage.databases import IN_ORDER_OF_KEY, insert_once
from roleplay.storage.queries import Queries, metadata
from roleplay.stored import as_stored, as_text, read_stored

persons = Table(
    "persons",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("key_hash", Text),
    Column("charter_at", BigInteger),
    Column("key_tag", Text),
    Index("persons_by_name", "folded"),
)

# The ids under which other kits know the same person.
aliases = Table(
    "aliases",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("alias", Text, primary_key=True),
    **IN_ORDER_OF_KEY,
)

private_settings = Table(
    "private_settings",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("body", Text, nullable=False),
)

PERSON = (persons.c.id, persons.c.name, persons.c.key_hash, persons.c.charter_at, persons.c.key_tag)
PROVED = select(persons.c.id).where(persons.c.key_hash.is_not(None))
"""Those who have a personal key."""
_PERSON_BY_ID = select(*PERSON).where(persons.c.id == bindparam("id"))
_WITH_KEY = (
    select(*PERSON)
    .where(persons.c.folded == bindparam("folded"), persons.c.key_hash.is_not(None))
    .order_by(persons.c.key_tag.is_not(None), persons.c.id)
    .limit(bindparam("most"))
)
_WITH_TAG = _WITH_KEY.where(persons.c.key_tag == bindparam("tag"))
_ALIASES = select(aliases.c.alias).where(aliases.c.person == bindparam("person")).order_by(aliases.c.alias)
_PRIVATE = select(private_settings.c.body).where(private_settings.c.person == bindparam("person"))
_ADD_PERSON = insert(persons)
_SET_KEY = (
    update(persons)
    .where(persons.c.id == bindparam("person"))
    .values(key_hash=bindparam("key"), key_tag=bindparam("tag"))
)
_ACCEPT_CHARTER = update(persons).where(persons.c.id == bindparam("person")).values(charter_at=bindparam("at"))
_ADD_ALIAS = insert_once(aliases).on_conflict_do_nothing(index_elements=["person", "alias"])
_PUT_PRIVATE = insert_once(private_settings)
_SET_PRIVATE = _PUT_PRIVATE.on_conflict_do_update(index_elements=["person"], set_={"body": _PUT_PRIVATE.excluded.body})
_ERASE = (
    *(delete(table).where(table.c.person == bindparam("of")) for table in (aliases, private_settings)),
    update(persons)
    .where(persons.c.id == bindparam("of"))
    .values(name=FORMER, folded="", key_hash=None, charter_at=None, key_tag=None),
)


class PersonReader(Queries):
    """Who there is."""

    def person(self, id: str) -> Person | None:
        row = self._first(_PERSON_BY_ID, id=id)
        return None if row is None else Person(*row)

    def persons_with_key(self, name: str, tag: str | None, most: int) -> tuple[Person, ...]:
        """With this name, and with this tag unless it is None; keys without a tag come first. At most ``most``."""
        asked = {"folded": name_key(name), "most": most}
        rows = self._all(_WITH_KEY, **asked) if tag is None else self._all(_WITH_TAG, **asked, tag=tag)
        return tuple(Person(*row) for row in rows)

    def aliases(self, person: str) -> frozenset[str]:
        """The ids under which other kits know this person."""
        return frozenset(row[0] for row in self._all(_ALIASES, person=person))

    def private(self, person: str) -> Private:
        """The defaults for people who never set anything."""
        row = self._first(_PRIVATE, person=person)
        return Private() if row is None else read_stored(Private, json.loads(row[0]))


class PersonWriter(PersonReader):
    """New people, and what they set."""

    def add_person(self, person: Person) -> None:
        self._connection.execute(_ADD_PERSON, {**vars(person), "folded": name_key(person.name)})

    def set_key(self, person_id: str, tag: str | None, key_hash: str) -> None:
        self._connection.execute(_SET_KEY, {"person": person_id, "tag": tag, "key": key_hash})

    def accept_charter(self, person: str, at: int) -> None:
        self._connection.execute(_ACCEPT_CHARTER, {"person": person, "at": at})

    def add_alias(self, person: str, alias: str) -> None:
        """Adding twice is fine."""
        self._connection.execute(_ADD_ALIAS, {"person": person, "alias": alias})

    def set_private(self, person: str, private: Private) -> None:
        """All settings at once: they replace what was there."""
        self._connection.execute(_SET_PRIVATE, {"person": person, "body": as_text(as_stored(private))})

    def erase_person(self, person: str) -> None:
        """Their row stays, without a name, for what others have of them."""
        self._run(_ERASE, {"of": person})
