"""The case bank for one person: browse it without spoilers, read a script, choose to see a case again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from roleplay.content.loading import Library
from roleplay.content.models import Case
from roleplay.content.signatures import standing
from roleplay.errors import Fault
from roleplay.people.persons import Person
from roleplay.people.rounds import READ, READER, Exposure
from roleplay.people.visitor import Visitor
from roleplay.review.own_rounds import Card
from roleplay.storage import Store, Writer
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.priorities import card_of
from roleplay.usecases.practice.rooms import Rooms

GONE = "That case is no longer in the library. Look at the list again."

ELSEWHERE = (
    "This case is planned for a session that is running here, and you don’t know it yet. You can read its script once "
    "it has been played."
)
STAYS_SHUT = 12 * 60 * 60 * 1000
"""Milliseconds since anything last happened in a session: an abandoned one mustn't lock a case for ever."""
TONIGHT = "This case is planned for a session that you’re in. Whoever plays it will see the script there."


@dataclass(frozen=True)
class Shown:
    """A case in the list. ``skills``, ``themes`` and ``review`` (by whom) are in words; ``reviewed``: by a clinician.
    ``met`` and ``again`` (chosen to be seen again) are this person's. ``searched`` is what a search looks through, and
    is shown to nobody."""

    card: Card
    mode: str
    skills: tuple[str, ...]
    themes: tuple[str, ...]
    review: str
    reviewed: bool
    unfinished: bool
    searched: str = ""
    met: bool = False
    again: bool = False

    @property
    def can_be_wished(self) -> bool:
        """Whether this person may start a session for it: it is finished, not demanding, and new or chosen again."""
        return not self.unfinished and not self.card.heavy and (not self.met or self.again)

    def has(self, words: str) -> bool:
        """Whether every one of these words, or a beginning of one, is in what everybody may know about the case."""
        known = self.searched.split()
        return all(any(one.startswith(word) for one in known) for word in _words(words).split())


@dataclass(frozen=True)
class Facets:
    """What cases can be filtered by. ``skills`` are tags with their names; ``shipped_reviewed`` is how many of the
    cases in folders a clinician stands for."""

    kinds: tuple[str, ...]
    specialties: tuple[str, ...]
    skills: Mapping[str, str]
    themes: tuple[str, ...]
    shipped_reviewed: int


class Browsing:
    """Use cases of the case bank; safe to call from any thread."""

    def __init__(self, store: Store, rooms: Rooms, people: People, library: Callable[[], Library]) -> None:
        self._store, self._rooms, self._people, self._library = store, rooms, people, library
        self._listed: tuple[Library, date, tuple[Shown, ...], Facets] | None = None

    def cases(self, who: Visitor) -> tuple[Shown, ...]:
        """Every case, by specialty and then title; without a person, what everyone may know."""
        met, again = self._own(who)
        theirs = met | again
        return tuple(
            replace(case, met=case.card.id in met, again=case.card.id in again) if case.card.id in theirs else case
            for case in self._every()[0]
        )

    def facets(self) -> Facets:
        """What cases can be filtered by."""
        return self._every()[1]

    def _every(self) -> tuple[tuple[Shown, ...], Facets]:
        """The cases as seen by somebody who has met none; made again when the library or the day changes."""
        library, listed = self._library(), self._listed
        today = datetime.fromtimestamp(self._rooms.now() / 1000, UTC).date()
        if listed is None or listed[0] is not library or listed[1] != today:
            skills, themes = library.skills, library.themes
            shown = tuple(
                Shown(
                    card=card_of(case),
                    mode=case.mode.value,
                    skills=tuple(skills[skill].name if skill in skills else skill for skill in case.skills),
                    themes=tuple(themes[theme].name for theme in case.themes if theme in themes),
                    review=stands.sentence,
                    reviewed=stands.reviewed,
                    unfinished=case.unfinished,
                    searched=_searched(case, [skills[skill].name for skill in case.skills if skill in skills]),
                )
                for case in sorted(library.cases.values(), key=lambda case: (case.specialty, case.title))
                for stands in (standing(case, today),)
            )
            listed = self._listed = (library, today, shown, _facets(shown, library.taken))
        return listed[2:]

    def open_part(self, who: Visitor, case_id: str) -> Case:
        """The whole case; records that this person knows it. Raises `Fault` while it is being played."""
        person, case = self._people.mine(who), self._library().cases.get(case_id)
        if case is None:
            raise Fault(GONE)
        self.refuse_to_open(who, case_id)
        self.knows(person, case)
        return case

    def refuse_tonight(self, who: Visitor, case_id: str, say: str = TONIGHT) -> None:
        """Raise `Fault` while the case is planned or played in a session with this person or anybody on this device."""
        with self._store.read() as reader:
            practices = {practice.id for practice, _ in reader.practices.practices_of_device(who.device)}
            practices |= {practice.id for practice in reader.practices.practices_of_person(who.person)}
        if case_id in set(self._to_come(practices)):
            raise Fault(say)

    def refuse_to_open(self, who: Visitor, case_id: str) -> None:
        """The same; and if they don't know the case yet, while it is planned or played anywhere on this kit: they may
        be its student, with another phone and another name."""
        self.refuse_tonight(who, case_id)
        with self._store.read() as reader:
            if any(exposure.case == case_id for exposure in reader.history.exposures(who.person)):
                return
            going_on = reader.log.practices_since(self._rooms.now() - STAYS_SHUT)
        if case_id in set(self._to_come(going_on)):
            raise Fault(ELSEWHERE)

    def closed_to(self, who: Visitor) -> frozenset[str]:
        """The cases that `refuse_to_open` would refuse now, in one go."""
        with self._store.read() as reader:
            practices = {practice.id for practice, _ in reader.practices.practices_of_device(who.device)}
            practices |= {practice.id for practice in reader.practices.practices_of_person(who.person)}
            known = {exposure.case for exposure in reader.history.exposures(who.person)}
            going_on = reader.log.practices_since(self._rooms.now() - STAYS_SHUT)
        return frozenset(self._to_come(practices)) | (frozenset(self._to_come(going_on)) - known)

    def knows(self, person: Person, *cases: Case) -> None:
        """Record that this person knows these cases."""
        self._know(person, {case.id: case.heavy for case in cases})

    def knows_file(self, person: Person, case_id: str) -> None:
        """The same for a file with a fault, which isn't a case yet, but which they will know once it is fixed."""
        self._know(person, {case_id: False})

    def _know(self, person: Person, cases: Mapping[str, bool]) -> None:
        """``cases`` says by id which are heavy."""
        with self._store.write() as writer:
            met = writer.history.exposures(person.id)
            known = {exposure.case for exposure in met}
            if new := {id_: heavy for id_, heavy in cases.items() if id_ not in known}:
                self._record(writer, person, new, met)

    def see_again(self, who: Visitor, case_id: str, wanted: bool) -> None:
        """Choose whether a known case may be given again: it doesn't count in trends then, but still as practice."""
        person = self._people.mine(who)
        with self._store.write() as writer:
            if wanted and all(exposure.case != case_id for exposure in writer.history.exposures(person.id)):
                raise Fault("You haven’t met this case yet, so it may be planned for you anyway.")
            writer.choices.set_repeat(person.id, case_id, wanted)

    def _own(self, who: Visitor) -> tuple[frozenset[str], frozenset[str]]:
        if not who.person:
            return frozenset(), frozenset()
        person = self._people.mine(who)
        with self._store.read() as reader:
            return frozenset(e.case for e in reader.history.exposures(person.id)), reader.choices.repeats(person.id)

    def _record(self, writer: Writer, person: Person, cases: Mapping[str, bool], met: Sequence[Exposure]) -> None:
        origin, now = f"{READ}{person.id}", self._rooms.now()
        own = writer.practices.own_practices(person.id)
        practice = own[origin] if origin in own else writer.practices.add_own_practice(person.id, origin, now)
        first = 1 + sum(exposure.practice == practice for exposure in met)
        for number, (id_, heavy) in enumerate(cases.items(), start=first):
            read = Exposure(person.id, id_, practice, number, READER, heavy, counts=False, at=now)
            writer.history.replace_exposures(practice, number, [read])

    def _to_come(self, practices: Iterable[int]) -> Iterator[str]:
        """Cases of the rounds that are running or planned in these sessions."""
        for practice in practices:
            state = self._rooms.state(practice)
            if state.ended:
                continue
            yield from (row.case for row in state.plan)
            if state.round is not None and state.round.opened_at is None and not state.round.given_up:
                yield state.round.snapshot.case.id


def _searched(case: Case, skills: Sequence[str]) -> str:
    """Its title, where it takes place, and what it practises; no word of what the patient has."""
    kinds = (case.kind.value, case.mode.value, case.specialty, case.level.value)
    return _words(" ".join((case.title, case.student.setting, *kinds, *skills)))


def _words(text: str) -> str:
    """In small letters, without what stands between words."""
    return _BETWEEN.sub(" ", text.casefold())


_BETWEEN = re.compile(r"[\W_]+")


def _facets(cases: tuple[Shown, ...], shipped: Set[str]) -> Facets:
    names = {tag: name for case in cases for tag, name in zip(case.card.skills, case.skills, strict=True)}
    return Facets(
        kinds=tuple(sorted({case.card.kind for case in cases})),
        specialties=tuple(sorted({case.card.specialty for case in cases})),
        skills=dict(sorted(names.items(), key=lambda each: each[1])),
        themes=tuple(sorted({theme for case in cases for theme in case.themes})),
        shipped_reviewed=sum(case.reviewed for case in cases if case.card.id in shipped),
    )
