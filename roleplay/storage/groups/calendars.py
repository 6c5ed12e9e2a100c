"""People's calendars: where theirs is read, and whether it rings."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Select, Table, Text, bindparam, delete, select

from roleplay.groups.calendar_entry import PersonalCalendar
from roleplay.storage.databases import insert_once
from roleplay.storage.queries import Queries, metadata

# ``digest`` is that of the secret in the address, which is stored nowhere; None without an address.
calendars = Table(
    "calendars",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("digest", Text, unique=True),
    Column("made_at", BigInteger),
    Column("alarms", Boolean, nullable=False),
)

_OF: Select[Any] = select(*calendars.c).where(calendars.c.person == bindparam("of_person"))
_AT: Select[Any] = select(*calendars.c).where(calendars.c.digest == bindparam("of_digest"))
_PUT = insert_once(calendars)
_SET = _PUT.on_conflict_do_update(
    index_elements=["person"], set_={name: _PUT.excluded[name] for name in ("digest", "made_at", "alarms")}
)
_ERASE = (delete(calendars).where(calendars.c.person == bindparam("of")),)


class CalendarReader(Queries):
    """Whose calendar an address is."""

    def of_person(self, person: str) -> PersonalCalendar:
        """Without an address for who has none."""
        row = self._first(_OF, of_person=person)
        return PersonalCalendar(person) if row is None else PersonalCalendar(*row)

    def at(self, digest: str) -> PersonalCalendar | None:
        """The calendar with this secret's digest."""
        row = self._first(_AT, of_digest=digest)
        return None if row is None else PersonalCalendar(*row)


class CalendarWriter(CalendarReader):
    """New addresses, and none."""

    def put(self, calendar: PersonalCalendar) -> None:
        """In the place of what they had: an address before this one leads nowhere."""
        self._connection.execute(_SET, vars(calendar))

    def erase_person(self, person: str) -> None:
        """Their address leads nowhere any more."""
        self._run(_ERASE, {"of": person})
