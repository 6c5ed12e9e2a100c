"""Example stations for one person: what may be offered, playing one, marking it, and how their marks compare with ours.

Whoever opens one knows its case from then on, as if they had read the script, so what is planned is never offered. The
marks are this person's alone: nobody else's page reads them, and they change no mark of any round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from roleplay.content.example_station import ExampleStation
from roleplay.content.loading import Library
from roleplay.errors import Fault
from roleplay.marking.marked_alone import MarkedAlone, Task
from roleplay.marking.marksheet import Item, Mark, Marksheet, marksheet_of
from roleplay.people.visitor import Visitor
from roleplay.review.calibration import Area, Comparison, Habit, compare, habit
from roleplay.room.state import Role
from roleplay.storage import Reader, Store
from roleplay.usecases.cases.browsing import Browsing
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.rooms import Rooms

GONE = "That example isn’t there any more, or isn’t for you. Choose another."
RELOAD = "These marks don’t fit the example. Reload the page and mark it again. Nothing was saved."
RATINGS = range(1, 6)


@dataclass(frozen=True)
class Offer:
    """An example in the list: nothing but what everybody may know of its case. ``marked``: by this person; ``knows``:
    they have met its case, so marking it gives nothing away."""

    id: str
    title: str
    kind: str
    student: str
    marked: bool
    knows: bool


@dataclass(frozen=True)
class Played:
    """An example with the part of the mark sheet that is marked, in the sheet's own order."""

    example: ExampleStation
    title: str
    sheet: Marksheet


@dataclass(frozen=True)
class Outcome:
    """How this person's latest marks of an example compare with ours."""

    played: Played
    comparison: Comparison


class Examples:
    """Safe to call from any thread."""

    def __init__(
        self, store: Store, rooms: Rooms, people: People, browsing: Browsing, library: Callable[[], Library]
    ) -> None:
        self._store, self._rooms, self._people, self._browsing = store, rooms, people, browsing
        self._library = library

    def offers(self, who: Visitor) -> tuple[Offer, ...]:
        """What this person may open now: those they haven't marked first, and of these the cases they know."""
        person, library = self._people.mine(who), self._library()
        with self._store.read() as reader:
            met = _met(reader, person.id)
            marked = {one.subject for one in reader.alone.alone(person.id) if one.task is Task.EXAMPLE}
            blocked = reader.persons.private(person.id).blocked
        closed = self._browsing.closed_to(who)
        found = [
            Offer(each.id, case.title, case.kind.value, each.student, each.id in marked, case.id in met)
            for each in library.examples.values()
            for case in (library.cases[each.case],)
            if case.id not in closed and not case.heavy and not blocked & set(case.themes)
        ]
        return tuple(sorted(found, key=lambda one: (one.marked, not one.knows, one.title, one.student)))

    def open(self, who: Visitor, id_: str) -> Played:
        """The example to be played; this person knows its case from now on. Raises `Fault`."""
        person, played = self._people.mine(who), self._played(id_)
        with self._store.read() as reader:
            blocked = reader.persons.private(person.id).blocked
        if blocked & set(self._library().cases[played.example.case].themes):
            raise Fault(GONE)
        self._browsing.open_part(who, played.example.case)
        return played

    def mark(self, who: Visitor, id_: str, items: Mapping[str, str], ratings: Mapping[str, int]) -> Outcome:
        """Keep these marks, and compare them. Raises `Fault` for what the example doesn't ask.

        Its case may have been planned for a session since it was opened: they know it, and nothing more is given away.
        """
        person, played = self._people.mine(who), self._played(id_)
        with self._store.read() as reader:
            if played.example.case not in _met(reader, person.id):
                raise Fault(GONE)
        given = _checked(played, items, ratings)
        at, sheet = self._rooms.now(), played.example.sheet
        marked = MarkedAlone(person.id, Task.EXAMPLE, id_, at, sheet, given, dict(ratings))
        with self._store.write() as writer:
            writer.alone.add_alone(marked)
        return Outcome(played, _compared(played, marked))

    def outcome(self, who: Visitor, id_: str) -> Outcome | None:
        """How their latest marks compare; None if they haven't marked it as it is now. Raises `Fault`."""
        person, played = self._people.mine(who), self._played(id_)
        with self._store.read() as reader:
            of_it = reader.alone.alone_on(person.id, Task.EXAMPLE, id_)
        fits = [one for one in of_it if one.sheet == played.example.sheet]
        return Outcome(played, _compared(played, fits[-1])) if fits else None

    def habit(self, who: Visitor) -> Habit:
        """Across the first marks of each example, as far as the example is still what was marked."""
        person, library = self._people.mine(who), self._library()
        first: dict[str, MarkedAlone] = {}
        for one in self._marked(person.id):
            first.setdefault(one.subject, one)
        known = ((id_, one) for id_, one in first.items() if id_ in library.examples)
        return habit(
            _compared(self._played(id_), one) for id_, one in known if one.sheet == library.examples[id_].sheet
        )

    def is_new_to_observing(self, who: Visitor) -> bool:
        """Whether they have neither observed a round nor marked an example."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            observed = any(one.role == Role.OBSERVER for one in reader.history.exposures(person.id))
        return not observed and not self._marked(person.id)

    def _marked(self, person: str) -> tuple[MarkedAlone, ...]:
        with self._store.read() as reader:
            return tuple(one for one in reader.alone.alone(person) if one.task is Task.EXAMPLE)

    def _played(self, id_: str) -> Played:
        library = self._library()
        example = library.examples.get(id_)
        if example is None:
            raise Fault(GONE)
        case = library.cases[example.case]
        whole = marksheet_of(library.rubrics[case.rubric], case)
        wanted = {mark.item for mark in example.marks}, {area.domain for area in example.domains}
        sheet = Marksheet(
            items=tuple(item for item in whole.items if item.id in wanted[0]),
            domains=tuple(domain for domain in whole.domains if domain.id in wanted[1]),
        )
        return Played(example, case.title, sheet)


def _met(reader: Reader, person: str) -> frozenset[str]:
    return frozenset(exposure.case for exposure in reader.history.exposures(person))


def _checked(played: Played, items: Mapping[str, str], ratings: Mapping[str, int]) -> dict[str, Mark]:
    known, areas = played.sheet.item_by_id, {domain.id for domain in played.sheet.domains}
    try:
        given = {id_: Mark(mark) for id_, mark in items.items()}
    except ValueError:
        raise Fault(RELOAD) from None
    offered = all(id_ in known and known[id_].offers(mark) for id_, mark in given.items())
    if not offered or not areas.issuperset(ratings) or any(value not in RATINGS for value in ratings.values()):
        raise Fault(RELOAD)
    return given


def _compared(played: Played, marked: MarkedAlone) -> Comparison:
    ours = {mark.item: Mark(mark.mark.value) for mark in played.example.marks}
    accepted = {area.domain: (area.accept[0], area.accept[1]) for area in played.example.domains}
    areas = [Area(each, accepted[each.id], marked.ratings.get(each.id)) for each in played.sheet.domains]
    return compare(_in_order(played.sheet.items, ours), [marked.items.get(i.id) for i in played.sheet.items], areas)


def _in_order(items: Iterable[Item], ours: Mapping[str, Mark]) -> list[tuple[Item, Mark]]:
    return [(item, ours[item.id]) for item in items]
