"""What people chose about their own history: words to keep beyond a year, and cases to do again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, Select, Table, Text, bindparam, delete, select

from roleplay.storage.databases import IN_ORDER_OF_KEY, insert_once
from roleplay.storage.practice.practices import OWNED_BY
from roleplay.storage.queries import Queries, metadata

# Rounds whose words their receiver keeps beyond a year.
kept = Table(
    "kept",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("practice", Integer, ForeignKey("practices.id"), primary_key=True, autoincrement=False),
    Column("round", Integer, primary_key=True, autoincrement=False),
    **IN_ORDER_OF_KEY,
)

# Cases that somebody knows and chose to do again as student.
repeats = Table(
    "repeats",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("case", Text, primary_key=True),
    **IN_ORDER_OF_KEY,
)

_KEPT: Select[Any] = select(kept.c.practice, kept.c.round).where(kept.c.person == bindparam("person"))
_REPEATS: Select[Any] = select(repeats.c.case).where(repeats.c.person == bindparam("person"))
_KEEP = insert_once(kept).on_conflict_do_nothing(index_elements=["person", "practice", "round"])
_LET_GO = delete(kept).where(
    kept.c.person == bindparam("person"),
    kept.c.practice == bindparam("practice"),
    kept.c.round == bindparam("round"),
)
_ADD_REPEAT = insert_once(repeats).on_conflict_do_nothing(index_elements=["person", "case"])
_DROP_REPEAT = delete(repeats).where(repeats.c.person == bindparam("person"), repeats.c.case == bindparam("of_case"))
_ERASE = (
    delete(kept).where(kept.c.practice.in_(OWNED_BY)),
    *(delete(table).where(table.c.person == bindparam("of")) for table in (kept, repeats)),
)


class ChoiceReader(Queries):
    """What a person chose."""

    def kept(self, person: str) -> frozenset[tuple[int, int]]:
        """The (practice, round) pairs whose words this person keeps beyond a year."""
        return frozenset((practice, round_) for practice, round_ in self._all(_KEPT, person=person))

    def repeats(self, person: str) -> frozenset[str]:
        """The cases that this person knows and chose to do again."""
        return frozenset(row[0] for row in self._all(_REPEATS, person=person))


class ChoiceWriter(ChoiceReader):
    """Choosing, and choosing otherwise."""

    def keep(self, person: str, practice: int, round: int, kept: bool) -> None:
        """Whether this round's words stay beyond a year."""
        self._connection.execute(_KEEP if kept else _LET_GO, {"person": person, "practice": practice, "round": round})

    def set_repeat(self, person: str, case: str, wanted: bool) -> None:
        """Whether the person wants to do this case again as student."""
        if wanted:
            self._connection.execute(_ADD_REPEAT, {"person": person, "case": case})
        else:
            self._connection.execute(_DROP_REPEAT, {"person": person, "of_case": case})

    def erase_person(self, person: str) -> None:
        self._run(_ERASE, {"of": person})
