"""A group of people on a kit, each with a device of their own, for the tests of its use cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from evening import EXAMINED, Evening, device_of

from roleplay.errors import Fault
from roleplay.groups.group import Terms
from roleplay.groups.local_time import DAY, on_the_wall
from roleplay.groups.meeting import Answer
from roleplay.groups.shown import GroupView, HomeGroup, MeetingView
from roleplay.people.rounds import Goal
from roleplay.people.visitor import Visitor
from roleplay.usecases.groups.groups import Groups

LONDON = "Europe/London"
TERMS = Terms("Thursday trio", LONDON, purpose="Finals OSCE")


@dataclass
class AtWork:
    """The first one founded the group, and the others came in by invitation."""

    evening: Evening
    id: str = ""
    people: dict[str, str] = field(default_factory=dict)

    @property
    def groups(self) -> Groups:
        return self.evening.kit.groups

    @property
    def now(self) -> int:
        return self.evening.kit.clock.now()

    def who(self, name: str) -> Visitor:
        """Somebody who isn't in the group has a device, but no person."""
        return Visitor(device_of(name), person=self.people.get(name, ""))

    def found(self, *names: str, **terms: Any) -> AtWork:
        first, *others = names
        self.people[first] = self.evening.visitor(first).person
        self.id = self.groups.membership.found(self.who(first), replace(TERMS, **terms))
        for name in others:
            self.invite(first, name)
        return self

    def invite(self, by: str, name: str) -> None:
        """Somebody who may be new on this kit comes in by the link."""
        secret = self.groups.membership.invite(self.who(by), self.id)
        self.groups.membership.accept(self.who(name), secret, name)
        self.know(name)

    def know(self, name: str) -> None:
        [held] = [one for one in self.evening.kit.people.on_device(device_of(name)) if one.person.name == name]
        self.people[name] = held.person.id

    def plan(self, name: str, hours: float = 50, place: str = "Library 2") -> str:
        """A session so many hours from now."""
        return self.groups.meetings.plan(self.who(name), self.id, self.wall(hours), 120, place)

    def wall(self, hours: float) -> datetime:
        return on_the_wall(self.now, LONDON).replace(second=0, microsecond=0) + timedelta(hours=hours)

    def say(self, meeting: str, answer: Answer, *names: str) -> None:
        for name in names:
            self.groups.meetings.answer(self.who(name), meeting, answer)

    def more_examinations(self, *cases: str, kit: str, prop: str) -> None:
        """Cases of a physical examination, with what it needs and a prop of the script's."""
        rubrics = self.evening.content / "rubrics"
        rubric = (rubrics / "history.yaml").read_text(encoding="utf-8").replace("[interview]", "[examination]")
        (rubrics / "examination.yaml").write_text(rubric.replace("id: history", "id: examination"), encoding="utf-8")
        needs = EXAMINED["findings:"].replace("  alternative", f"  kit: [{kit}]\n  alternative")
        edits = {**EXAMINED, "findings:": needs, "difficulty: 2": f"difficulty: 2\nprops: [{prop}]"}
        self.evening.more_cases(*cases, edits=edits)

    def keeps(self, name: str, *days: int) -> None:
        """An observer sees so many days after the session that they keep the next step that they wrote in it."""
        practice, person = self.evening.practice, self.people[name]
        with self.evening.kit.store.write() as writer:
            for round_, later in enumerate(days, 2):
                seen = Goal(person, practice, round_, "", self.now + later * DAY, outcome="tried")
                writer.history.replace_goals(practice, round_, [seen])

    def page(self, name: str) -> GroupView:
        return self.groups.pages.group_page(self.who(name), self.id)

    def home(self, name: str) -> tuple[HomeGroup, ...]:
        return self.groups.pages.home_groups(self.who(name))

    def next(self, name: str) -> MeetingView:
        """The next session, as Home shows it."""
        found = self.home(name)[0].next
        assert found is not None
        return found


def refused(act: Callable[..., object], *args: Any, **more: Any) -> str:
    """The sentence with which it is refused."""
    with pytest.raises(Fault) as said:
        act(*args, **more)
    return str(said.value)
