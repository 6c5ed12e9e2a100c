"""Until the exam: a person's own day, topics and evenings, and what these make of what they've practised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from roleplay.content.blueprint import Blueprint
from roleplay.content.loading import Library
from roleplay.errors import Fault
from roleplay.people.exam_plan import ExamPlan
from roleplay.people.visitor import Visitor
from roleplay.review.next_case import chances, due_skills
from roleplay.review.spacing import gap
from roleplay.review.until_exam import Topic, UntilExam, until_exam
from roleplay.room.state import Role
from roleplay.storage import Store
from roleplay.usecases.history.shelf import shelf_of
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.rooms import Rooms

FURTHEST = timedelta(days=731)
MOST_EVENINGS = 7


@dataclass(frozen=True)
class ExamView:
    """``until`` is None once the day has passed."""

    plan: ExamPlan
    title: str
    until: UntilExam | None


class Exams:
    """Use cases of one's own exam; safe to call from any thread."""

    def __init__(self, store: Store, people: People, library: Callable[[], Library], rooms: Rooms) -> None:
        self._store, self._people, self._library, self._rooms = store, people, library, rooms

    def blueprints(self) -> dict[str, Blueprint]:
        """What exams draw on, by id."""
        return dict(self._library().blueprints)

    def view(self, who: Visitor, today: date) -> ExamView | None:
        """None if they set no exam, or one that this kit no longer has."""
        person, library = self._people.mine(who), self._library()
        with self._store.read() as reader:
            plan = reader.exams.plan(person.id)
        blueprint = library.blueprints.get(plan.blueprint) if plan else None
        if plan is None or blueprint is None:
            return None
        if plan.day < today:
            return ExamView(plan, blueprint.title, None)
        own = blueprint.weighted(plan.weights)
        with self._store.read() as reader:
            shelf = shelf_of(reader, person.id, self._rooms.closed)
        topics = [
            Topic(cell.name, cell.weight, frozenset(case.id for case in library.offered if cell.holds(case)))
            for cell in own.cells
        ]
        played = [one.card.id for one in shelf.stations if one.role == Role.STUDENT and one.counts]
        left = (plan.day - today).days
        due = due_skills(chances(shelf.seen), self._rooms.now(), gap(left))
        names = [library.skills[tag].name for tag in due if tag in library.skills]
        return ExamView(plan, blueprint.title, until_exam(left, plan.evenings, topics, played, names))

    def set(self, who: Visitor, plan: ExamPlan, today: date) -> None:
        """Raises `Fault` for a day that isn't to come or is too far away, and for an exam without topics."""
        person = self._people.mine(who)
        blueprint = self._library().blueprints.get(plan.blueprint)
        if blueprint is None:
            raise Fault("There’s no such exam to prepare for. Choose one from the list.")
        _check_day(plan.day, today)
        if not 1 <= plan.evenings <= MOST_EVENINGS:
            raise Fault(f"Choose 1 to {MOST_EVENINGS} evenings a week.")
        if not blueprint.weighted(plan.weights).cells:
            raise Fault("You’ve left out every topic. Keep at least one.")
        with self._store.write() as writer:
            writer.exams.set_plan(person.id, plan)

    def take_away(self, who: Visitor) -> None:
        """As if none had been set."""
        person = self._people.mine(who)
        with self._store.write() as writer:
            writer.exams.set_plan(person.id, None)


def _check_day(day: date, today: date) -> None:
    if day < today:
        raise Fault("That day has passed. Choose the day of an exam that’s still to come.")
    if day - today > FURTHEST:
        raise Fault("That’s more than two years away. Set the day once it’s closer; until then, practise as you like.")
