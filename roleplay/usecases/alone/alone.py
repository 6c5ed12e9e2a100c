"""Practising on one's own: present a case to the clock, rehearse an opening, write down tomorrow's next step.

What is presented here is marked by whoever presented it. It counts in no trend, and no number is ever made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from roleplay.content.loading import Library
from roleplay.content.models import Case, Kind
from roleplay.errors import Fault
from roleplay.marking.marked_alone import MarkedAlone, Task
from roleplay.marking.marksheet import Item, Mark, Marksheet, marksheet_of
from roleplay.people.rounds import ALONE, Goal
from roleplay.people.visitor import Visitor
from roleplay.storage import Store, Writer
from roleplay.usecases.cases.browsing import Browsing
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.rooms import Rooms

NO_CASE = "That case isn’t there any more, or can’t be presented on your own. Choose another."
RELOAD = "These marks don’t fit the mark sheet. Reload the page and mark it again. Nothing was saved."
NO_STEP = "Write one thing that you’ll do next time."
TOO_LONG = "Make it shorter: at most 200 letters, so that you can remember it."
LONGEST_STEP = 200


@dataclass(frozen=True)
class Choice:
    """A case in a list: what everybody may know, and whether this person has met it."""

    id: str
    title: str
    specialty: str
    knows: bool


@dataclass(frozen=True)
class Opening:
    """How a case that somebody knows begins, and the lines of its sheet that belong there."""

    title: str
    setting: str
    brief: str
    opening: str
    lines: tuple[Item, ...]


@dataclass(frozen=True)
class Alone:
    """What somebody presented on their own: the lines as they marked them."""

    case: str
    title: str
    at: int
    lines: tuple[tuple[Item, Mark], ...]


class OnOnesOwn:
    """Safe to call from any thread."""

    def __init__(
        self, store: Store, rooms: Rooms, people: People, browsing: Browsing, library: Callable[[], Library]
    ) -> None:
        self._store, self._rooms, self._people, self._browsing = store, rooms, people, browsing
        self._library = library

    def presentations(self, who: Visitor) -> tuple[Choice, ...]:
        """Cases that can be presented to nobody: those they know last, as the others are worth more."""
        person, library = self._people.mine(who), self._library()
        with self._store.read() as reader:
            met = {exposure.case for exposure in reader.history.exposures(person.id)}
            blocked = reader.persons.private(person.id).blocked
        fit = [each for each in library.offered if _can_be_presented(each) and not blocked & set(each.themes)]
        closed = self._browsing.closed_to(who)
        found = [Choice(c.id, c.title, c.specialty, c.id in met) for c in fit if c.id not in closed]
        return tuple(sorted(found, key=lambda one: (one.knows, one.title)))

    def present(self, who: Visitor, case_id: str) -> tuple[Case, Marksheet]:
        """The case and its sheet; this person knows it from now on. Raises `Fault`."""
        case = self._case(case_id)
        self._browsing.open_part(who, case_id)
        return case, self._sheet(case)

    def mark(self, who: Visitor, case_id: str, items: Mapping[str, str]) -> None:
        """Keep how they marked themselves. Raises `Fault` for what the sheet doesn't offer."""
        person, case = self._people.mine(who), self._case(case_id)
        with self._store.read() as reader:
            if all(exposure.case != case_id for exposure in reader.history.exposures(person.id)):
                raise Fault(NO_CASE)
        sheet = self._sheet(case)
        try:
            given = {id_: Mark(mark) for id_, mark in items.items()}
        except ValueError:
            raise Fault(RELOAD) from None
        if not all(id_ in sheet.item_by_id and sheet.item_by_id[id_].offers(mark) for id_, mark in given.items()):
            raise Fault(RELOAD)
        at = self._rooms.now()
        with self._store.write() as writer:
            writer.history.add_sheet(sheet)
            writer.alone.add_alone(MarkedAlone(person.id, Task.PRESENTATION, case_id, at, sheet.fingerprint, given))

    def presented(self, who: Visitor) -> tuple[Alone, ...]:
        """What they presented on their own, the latest first."""
        person, library = self._people.mine(who), self._library()
        with self._store.read() as reader:
            mine = [one for one in reader.alone.alone(person.id) if one.task is Task.PRESENTATION]
            sheets = reader.history.sheets(one.sheet for one in mine)
        return tuple(
            Alone(one.subject, library.cases[one.subject].title, one.at, _marked(sheets[one.sheet], one.items))
            for one in reversed(mine)
            if one.subject in library.cases and one.sheet in sheets
        )

    def openings(self, who: Visitor) -> tuple[Opening, ...]:
        """Of the cases they have met and that somebody opens by talking: rehearsing gives nothing away."""
        person, library = self._people.mine(who), self._library()
        with self._store.read() as reader:
            met = {exposure.case for exposure in reader.history.exposures(person.id)}
            blocked = reader.persons.private(person.id).blocked
        return tuple(
            Opening(case.title, case.student.setting, case.student.brief, case.patient.opening, lines)
            for case in library.offered
            if case.id in met and case.kind is Kind.INTERVIEW and not case.heavy and not blocked & set(case.themes)
            for lines in (_opening_lines(library, case),)
            if lines
        )

    def write_step(self, who: Visitor, text: str) -> None:
        """Their next step for the next session: it is looked for there like any other. Raises `Fault`."""
        person, words, now = self._people.mine(who), " ".join(text.split()), self._rooms.now()
        if not words:
            raise Fault(NO_STEP)
        if len(words) > LONGEST_STEP:
            raise Fault(TOO_LONG)
        with self._store.write() as writer:
            practice = _own_practice(writer, person.id, now)
            before = [goal.round for goal in writer.history.goals(person.id) if goal.practice == practice]
            number = 1 + max(before, default=0)
            writer.history.replace_goals(practice, number, [Goal(person.id, practice, number, words, now)])

    def _case(self, case_id: str) -> Case:
        case = self._library().cases.get(case_id)
        if case is None or case.unfinished or not _can_be_presented(case):
            raise Fault(NO_CASE)
        return case

    def _sheet(self, case: Case) -> Marksheet:
        return marksheet_of(self._library().rubrics[case.rubric], case)


def _can_be_presented(case: Case) -> bool:
    return case.kind is Kind.PRESENTATION and not case.heavy


def _marked(sheet: Marksheet, items: Mapping[str, Mark]) -> tuple[tuple[Item, Mark], ...]:
    return tuple((item, items[item.id]) for item in sheet.items if item.id in items)


def _opening_lines(library: Library, case: Case) -> tuple[Item, ...]:
    sheet = marksheet_of(library.rubrics[case.rubric], case)
    return tuple(item for item in sheet.items if item.block == "opening" and not item.never)


def _own_practice(writer: Writer, person: str, now: int) -> int:
    """Where next steps stand that belong to no round."""
    origin = f"{ALONE}{person}"
    own = writer.practices.own_practices(person)
    return own[origin] if origin in own else writer.practices.add_own_practice(person, origin, now)
