"""When somebody's exam is, and what they said about it."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Column, ForeignKey, Select, Table, Text, bindparam, delete, select

from roleplay.people.exam_plan import ExamPlan
from roleplay.storage.databases import insert_once
from roleplay.storage.queries import Queries, metadata
from roleplay.stored import as_stored, as_text, read_stored

exam_plans = Table(
    "exam_plans",
    metadata,
    Column("person", Text, ForeignKey("persons.id"), primary_key=True),
    Column("body", Text, nullable=False),
)

_PLAN: Select[Any] = select(exam_plans.c.body).where(exam_plans.c.person == bindparam("person"))
_PUT = insert_once(exam_plans)
_SET = _PUT.on_conflict_do_update(index_elements=["person"], set_={"body": _PUT.excluded.body})
_DROP = delete(exam_plans).where(exam_plans.c.person == bindparam("of"))


class ExamPlanReader(Queries):
    """What a person said about their exam."""

    def plan(self, person: str) -> ExamPlan | None:
        """None if they set none."""
        row = self._first(_PLAN, person=person)
        return None if row is None else read_stored(ExamPlan, json.loads(row[0]))


class ExamPlanWriter(ExamPlanReader):
    """Setting it, and taking it away."""

    def set_plan(self, person: str, plan: ExamPlan | None) -> None:
        """It replaces what was there."""
        if plan is None:
            self.erase_person(person)
        else:
            self._connection.execute(_SET, {"person": person, "body": as_text(as_stored(plan))})

    def erase_person(self, person: str) -> None:
        self._run((_DROP,), {"of": person})
