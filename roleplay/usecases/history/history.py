"""My history: what one person's rounds say, what to do next, and all of it as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from roleplay.content.blueprint import exam_of
from roleplay.content.loading import Library
from roleplay.people.exam_plan import days_left
from roleplay.people.persons import Person
from roleplay.people.rounds import Written
from roleplay.people.visitor import Visitor
from roleplay.review.every_view import Bank, Views, views_of
from roleplay.review.next_case import Candidate, Suggestion, load_of, suggest
from roleplay.review.next_steps import Step, kept_steps, open_steps, steps_of
from roleplay.review.own_rounds import Station
from roleplay.review.profile import domain_profile
from roleplay.review.spacing import gap
from roleplay.room.vocabulary import Words
from roleplay.storage import Store
from roleplay.usecases.history.export import export
from roleplay.usecases.history.shelf import Filter, Shelf, filtered, only, shelf_of, where
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.current_marks import marks_of_student
from roleplay.usecases.practice.priorities import Sheets, card_of, tags_of, weak_domains
from roleplay.usecases.practice.rooms import Rooms

RECEIVED = (Words.SENTENCE, Words.SAW, Words.TRY)
"""What others wrote, in the order in which it is read: the patient's sentence first."""


@dataclass(frozen=True)
class LastWords:
    """What others wrote at one station, the patient's sentence first; each with who wrote it."""

    station: Station
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Overview:
    """The history page. ``open`` are the next steps they are working on, and ``kept`` is the one that was kept last;
    ``stations`` newest first; ``all`` counts them without the filter."""

    person: Person
    open: tuple[Step, ...]
    kept: Step | None
    last: LastWords | None
    stations: tuple[Station, ...]
    all: int


@dataclass(frozen=True)
class Glance:
    """What Home says to one person: their open next steps, and cases to practise next, best first."""

    open: tuple[Step, ...]
    suggestions: tuple[Suggestion, ...]


class History:
    """Use cases of a person's own history; safe to call from any thread."""

    def __init__(self, store: Store, people: People, library: Callable[[], Library], rooms: Rooms) -> None:
        self._store, self._people, self._library, self._rooms = store, people, library, rooms

    def shelf(self, who: Visitor, marked: bool = True) -> Shelf:
        """Everything that is this person's, with or without the marks. Raises `Fault` on a device that isn't theirs."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            return shelf_of(reader, person.id, self._rooms.closed, marked)

    def shelf_of_guest(self, who: Visitor, practice: int) -> Shelf:
        """What a guest on this device did in one practice. Raises `Fault` for people who aren't on it, and once the
        practice has closed."""
        self._people.tonight(who, practice)
        with self._store.read() as reader:
            return only(shelf_of(reader, who.person, self._rooms.closed), practice)

    def overview(self, who: Visitor, wanted: Filter, zone: tzinfo = UTC, shelf: Shelf | None = None) -> Overview:
        """What the history page begins with, and the stations that are ``wanted``; days are in ``zone``. Pass a
        ``shelf`` that was just read to save reading it again."""
        person = self._people.mine(who)
        shelf = self.shelf(who) if shelf is None else shelf
        steps = steps_of(shelf.goals, zone)
        return Overview(
            person=person,
            open=open_steps(steps),
            kept=max(kept_steps(steps), key=lambda step: step.done_at, default=None),
            last=self._last_words(shelf),
            stations=filtered(shelf, wanted).stations[::-1],
            all=len(shelf.stations),
        )

    def views(self, who: Visitor, wanted: Filter, zone: tzinfo = UTC, shelf: Shelf | None = None) -> Views:
        """Every chart of what is ``wanted``; days are in ``zone``."""
        shelf = self.shelf(who) if shelf is None else shelf
        # Next steps, marks and answers belong to stations as the student: a choice of role filters the list and the
        # log, and none of these.
        own = filtered(shelf, replace(wanted, role=None))
        places = {where(station) for station in own.stations}
        return views_of(
            filtered(shelf, wanted).stations,
            own.seen,
            own.goals,
            self.bank(),
            zone,
            lambda step: not places.isdisjoint(step.written),
        )

    def glance(self, who: Visitor) -> Glance:
        """What Home says."""
        person = self._people.mine(who)
        shelf, library, now = self.shelf(who), self._library(), self._rooms.now()
        with self._store.read() as reader:
            known = {exposure.case for exposure in reader.history.exposures(person.id)}
            blocked = reader.persons.private(person.id).blocked
            plan = reader.exams.plan(person.id)
        left = days_left(plan, now)
        blueprint = library.blueprints.get(plan.blueprint) if plan and left is not None else None
        weak = weak_domains(domain_profile(shelf.seen))
        steps = open_steps(steps_of(shelf.goals))
        sheet = Sheets(library.cases, library.rubrics)
        candidates = (
            Candidate(
                card_of(case),
                load_of(sheet(case.id).items) if weak else {},
                frozenset(case.themes),
                tags_of(case, library.rubrics),
            )
            for case in library.offered
            if case.id not in known
        )
        found = suggest(
            candidates,
            shelf.stations,
            shelf.seen,
            now,
            known=known,
            blocked=blocked,
            weak=weak,
            steps=steps,
            names=self.bank().skills,
            exam=exam_of(blueprint.weighted(plan.weights), library.offered) if blueprint and plan else None,
            gap=gap(left),
        )
        return Glance(steps, tuple(found))

    def bank(self) -> Bank:
        """What the kit has to practise."""
        library = self._library()
        cells = frozenset((case.kind.value, case.specialty) for case in library.offered)
        return Bank({tag.id: tag.name for tag in library.skills.values()}, cells)

    def skills_of(self, shelf: Shelf) -> dict[str, str]:
        """Those of these stations, sorted by their words."""
        names, tags = self.bank().skills, {tag for station in shelf.stations for tag in station.card.skills}
        return dict(sorted(((tag, names.get(tag, tag)) for tag in tags), key=lambda pair: pair[1]))

    def export(self, who: Visitor) -> bytes:
        """The history as tables, in a ZIP."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            shelf = shelf_of(reader, person.id, self._rooms.closed)
            marks = marks_of_student(reader, person.id)
            fingerprints = {(one.practice, one.round): one.fingerprint for one in reader.history.played_by(person.id)}
            sheets = reader.history.sheets(fingerprints.values())
        return export(shelf, marks, fingerprints, sheets)

    def _last_words(self, shelf: Shelf) -> LastWords | None:
        others = [w for w in shelf.words if w.words in RECEIVED]
        if not others:
            return None
        latest = max(others, key=lambda w: w.made)
        here = sorted(
            (w for w in others if (w.practice, w.round) == (latest.practice, latest.round)),
            key=lambda w: RECEIVED.index(Words(w.words)),
        )
        station = next(s for s in shelf.stations if where(s) == (latest.practice, latest.round))
        return LastWords(station, tuple((self._name(w, station), w.text) for w in here))

    def _name(self, written: Written, station: Station) -> str:
        """The name by which the others knew them then; in an imported round the row has the name."""
        if station.brought:
            return written.writer
        with self._store.read() as reader:
            names = {seat.person: seat.name for seat in reader.practices.seats(station.practice)}
        return names.get(written.writer, "")
