"""Cases that people plan to do again, each for the lines of one skill."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Select, Table, Text, bindparam, delete, insert, select

from roleplay.people.rounds import RepeatPlan
from roleplay.storage.practice.practices import OWNED_BY
from roleplay.storage.queries import Queries, metadata

repeat_plans = Table(
    "repeat_plans",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("case", Text, primary_key=True),
    Column("practice", Integer, ForeignKey("practices.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("skill", Text, nullable=False),
    Column("due", BigInteger, nullable=False),
)

_OF: Select[Any] = (
    select(repeat_plans)
    .where(repeat_plans.c.person == bindparam("person"))
    .order_by(repeat_plans.c.due, repeat_plans.c.case)
)
_DROP = delete(repeat_plans).where(
    repeat_plans.c.person == bindparam("of"), repeat_plans.c.case == bindparam("of_case")
)
_ERASE = (
    delete(repeat_plans).where(repeat_plans.c.person == bindparam("of")),
    delete(repeat_plans).where(repeat_plans.c.practice.in_(OWNED_BY)),
)


class RepeatPlanReader(Queries):
    """What somebody plans to do again."""

    def of(self, person: str) -> tuple[RepeatPlan, ...]:
        """The one that is due first comes first."""
        return tuple(RepeatPlan(**row._mapping) for row in self._all(_OF, person=person))


class RepeatPlanWriter(RepeatPlanReader):
    """Planning, and dropping a plan."""

    def put(self, plan: RepeatPlan) -> None:
        """In the place of an earlier plan for the same case."""
        self.drop(plan.person, plan.case)
        self._connection.execute(insert(repeat_plans), vars(plan))

    def drop(self, person: str, case: str) -> None:
        self._connection.execute(_DROP, {"of": person, "of_case": case})

    def erase_person(self, person: str) -> None:
        self._run(_ERASE, {"of": person})
