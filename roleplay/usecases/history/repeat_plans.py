"""The same case in two weeks: a plan of its own, which compares only the lines of the next step's skill."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from roleplay.content.loading import Library
from roleplay.errors import Fault
from roleplay.people.rounds import RepeatPlan
from roleplay.people.visitor import Visitor
from roleplay.review.own_rounds import Seen, Station
from roleplay.review.repeats import Compared, compare
from roleplay.room.state import Role
from roleplay.storage import Store
from roleplay.usecases.history.history import History
from roleplay.usecases.history.shelf import DAY, Shelf, where
from roleplay.usecases.history.stations import NOT_THERE
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.rooms import Rooms

LATER = 14 * DAY
MOST = 10
NO_LONGER = "This case is no longer in the library, so it can’t be planned again."
NO_SUCH_SKILL = "Choose a skill that this station’s mark sheet has a line for."
ENOUGH = f"You plan to do {MOST} cases again already. Drop one of those plans first."


@dataclass(frozen=True)
class PlannedAgain:
    """A case planned again. ``due``: two weeks have passed; ``offered``: it is in the library and can be started."""

    plan: RepeatPlan
    title: str
    due: bool
    offered: bool


@dataclass(frozen=True)
class SameCase:
    """What a station's page says about doing its case again: ``skills`` are the (tag, name) pairs to choose from, the
    next step's first; ``plan`` is the one there is, and ``compared`` what a repeat shows beside the first time."""

    skills: tuple[tuple[str, str], ...] = ()
    plan: PlannedAgain | None = None
    compared: Compared | None = None


class RepeatPlans:
    """Use cases of cases planned again; safe to call from any thread."""

    def __init__(
        self, store: Store, rooms: Rooms, people: People, library: Callable[[], Library], history: History
    ) -> None:
        self._store, self._rooms, self._people = store, rooms, people
        self._library, self._history = library, history

    def put(self, who: Visitor, practice: int, round_: int, skill: str) -> RepeatPlan:
        """Plan this station's case again, in two weeks. It may be given to them from now on, as a repeat. Raises
        `Fault`."""
        person, seen = self._people.mine(who), self._seen(who, practice, round_)
        case, now = seen.station.card.id, self._rooms.now()
        if case not in self._library().cases:
            raise Fault(NO_LONGER)
        if not any(skill in item.tags for item in seen.sheet.items):
            raise Fault(NO_SUCH_SKILL)
        with self._store.write() as writer:
            if sum(plan.case != case for plan in writer.repeat_plans.of(person.id)) >= MOST:
                raise Fault(ENOUGH)
            plan = RepeatPlan(person.id, case, practice, round_, skill, now + LATER)
            writer.repeat_plans.put(plan)
        return plan

    def drop(self, who: Visitor, case: str) -> None:
        """Not again after all."""
        person = self._people.mine(who)
        with self._store.write() as writer:
            writer.repeat_plans.drop(person.id, case)

    def to_come(self, who: Visitor) -> tuple[PlannedAgain, ...]:
        """Those that weren't done again yet, the one that is due first before the others."""
        person, shelf = self._people.mine(who), self._history.shelf(who)
        with self._store.read() as reader:
            plans = reader.repeat_plans.of(person.id)
        return tuple(self._planned(plan, shelf) for plan in plans if _done_again(plan, shelf.stations) is None)

    def of_station(self, who: Visitor, practice: int, round_: int) -> SameCase:
        """For a station's page; nothing for people who weren't its student."""
        person, shelf = self._people.mine(who), self._history.shelf(who)
        seen = _at(shelf, practice, round_)
        if seen is None:
            return SameCase()
        with self._store.read() as reader:
            case = seen.station.card.id
            plan = next((one for one in reader.repeat_plans.of(person.id) if one.case == case), None)
        names = self._history.bank().skills
        if plan is None:
            return SameCase(_skills(seen, shelf, names) if case in self._library().cases else ())
        again = _done_again(plan, shelf.stations)
        if again is None:
            return SameCase(plan=self._planned(plan, shelf))
        then, now = _at(shelf, plan.practice, plan.round), _at(shelf, *where(again))
        is_either = (practice, round_) in (where(again), (plan.practice, plan.round))
        compared = compare(then, now, plan.skill, names.get(plan.skill, plan.skill)) if then and now else None
        skills = _skills(seen, shelf, names) if case in self._library().cases else ()
        return SameCase(skills, compared=compared if is_either else None)

    def _planned(self, plan: RepeatPlan, shelf: Shelf) -> PlannedAgain:
        title = next((one.card.title for one in shelf.stations if one.card.id == plan.case), plan.case)
        offered = any(case.id == plan.case for case in self._library().offered)
        return PlannedAgain(plan, title, due=plan.due <= self._rooms.now(), offered=offered)

    def _seen(self, who: Visitor, practice: int, round_: int) -> Seen:
        found = _at(self._history.shelf(who), practice, round_)
        if found is None:
            raise Fault(NOT_THERE)
        return found


def _at(shelf: Shelf, practice: int, round_: int) -> Seen | None:
    return next((seen for seen in shelf.seen if where(seen.station) == (practice, round_)), None)


def _done_again(plan: RepeatPlan, stations: Sequence[Station]) -> Station | None:
    """The first station as the student with this case after the one from which it was planned."""
    own = [one for one in stations if one.card.id == plan.case and one.role == Role.STUDENT and one.counts]
    first = next((one.at for one in own if where(one) == (plan.practice, plan.round)), None)
    return next((one for one in own if first is not None and one.at > first), None)


def _skills(seen: Seen, shelf: Shelf, names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Those of the lines on the sheet, the one that the next step from this station is about first."""
    mine = {goal.skill for goal in shelf.goals if (goal.practice, goal.round) == where(seen.station)}
    tags = dict.fromkeys(tag for item in seen.sheet.items if not item.never for tag in item.tags)
    return tuple((tag, names.get(tag, tag)) for tag in sorted(tags, key=lambda tag: tag not in mine))
