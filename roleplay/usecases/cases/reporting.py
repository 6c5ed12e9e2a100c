"""Something is wrong with this case: who knows a case says what, and whoever looks after it reads that and answers.

A report is kept apart from the session in which its case was played, and never says to anybody who wrote it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roleplay.content.case import Case
from roleplay.content.case_places import ANYWHERE, CasePlace, places_of
from roleplay.content.loading import Library
from roleplay.content.reported_faults import About, ReportedFault, cleaned
from roleplay.content.signatures import fingerprint_to_sign
from roleplay.errors import Fault
from roleplay.people.attempts import Allowance, TooMuch
from roleplay.people.persons import Person
from roleplay.people.visitor import Visitor
from roleplay.room.state import Role
from roleplay.storage import Reader, Store
from roleplay.usecases.cases.browsing import GONE
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.rooms import Rooms

AT_ONCE, PER_SECOND = 12, 1 / 300
"""Reports of one person or device: a dozen after a session, then one every five minutes."""
REMARKS_AT_ONCE, REMARKS_PER_SECOND = 60, 1 / 60
"""Remarks of one reviewer: a long case has a hundred places."""
MOST_OPEN = 5_000
"""Reports on one kit that nobody has answered."""
NOT_YET = "You can say what’s wrong with a case here while you can read its feedback, and later in Cases."
NOT_MET = "You don’t know this case yet, so there’s nothing to report. Read its script first."
FULL = "More reports are waiting here than anybody can read. Tell whoever looks after the kit. Nothing was sent."


@dataclass(frozen=True)
class Reportable:
    """A case of which somebody may say what is wrong, and the places in it. ``own``: somebody wrote it here; ``sent``
    are this person's reports of it."""

    case: str
    places: tuple[CasePlace, ...]
    own: bool
    sent: tuple[ReportedFault, ...] = ()


class Reporting:
    """Use cases of reported faults; safe to call from any thread."""

    def __init__(self, store: Store, rooms: Rooms, people: People, library: Callable[[], Library]) -> None:
        self._store, self._rooms, self._people, self._library = store, rooms, people, library
        self._allowed = Allowance(AT_ONCE, PER_SECOND)
        self._remarks = Allowance(REMARKS_AT_ONCE, REMARKS_PER_SECOND)

    def case(self, who: Visitor, case_id: str) -> Reportable:
        """The case as it reads now. Raises `Fault` for one that this person doesn't know."""
        return self._reportable(self._people.mine(who), self._known_case(who, case_id))

    def round(self, who: Visitor, practice: int, round_: int) -> Reportable | None:
        """The case as it was played, while this person may read its feedback; None for one that isn't on this kit.
        Raises `Fault` for everybody else."""
        person = self._people.tonight(who, practice).person
        found = self._case_of_round(person, practice, round_)
        return None if found is None else self._reportable(person, found)

    def send_of_case(self, who: Visitor, case_id: str, about: About, where: str, text: str) -> None:
        """Report a fault of the case. Raises `Fault`; then nothing was stored."""
        self._send(who, self._people.mine(who), self._known_case(who, case_id), about, where, text)

    def send_of_round(self, who: Visitor, practice: int, round_: int, about: About, where: str, text: str) -> None:
        """The same of the case that was played."""
        person = self._people.tonight(who, practice).person
        case = self._case_of_round(person, practice, round_)
        if case is None:
            raise Fault(GONE)
        self._send(who, person, case, about, where, text)

    def send_as_reviewer(self, who: Visitor, case: Case, where: str, text: str) -> None:
        """A reviewer's remark. Who may review the case was asked before."""
        person = self._people.mine(who) if who.person else None
        self._send(who, person, case, About.REVIEW, where, text)

    def sent(self, who: Visitor) -> tuple[ReportedFault, ...]:
        """What this person has reported."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            return reader.reports.of_person(person.id)

    # --- for whoever looks after the case

    def of_own(self, who: Visitor, case_id: str) -> tuple[ReportedFault, ...]:
        """What is reported about this person's own case and not answered; nothing about anybody else's."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            if not _owns(reader, person, case_id):
                return ()
            return tuple(one for one in reader.reports.of_case(case_id) if one.answered is None)

    def answer_own(self, who: Visitor, number: int, words: str) -> None:
        """Answer a report about one's own case. Raises `Fault` for any other."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            report = reader.reports.numbered(number)
            if report is None or not _owns(reader, person, report.case):
                raise Fault("That report isn’t about a case of yours. Look at the list again.")
        answer(self._store, number, words, self._rooms.now())

    # --- inside

    def _known_case(self, who: Visitor, case_id: str) -> Case:
        person, case = self._people.mine(who), self._library().cases.get(case_id)
        if case is None:
            raise Fault(GONE)
        with self._store.read() as reader:
            if all(exposure.case != case_id for exposure in reader.history.exposures(person.id)):
                raise Fault(NOT_MET)
        return case

    def _case_of_round(self, person: Person, practice_id: int, round_: int) -> Case | None:
        """While this person may read the feedback: once the session closes only the student may, and the others go to
        the case's page."""
        with self._store.read() as reader:
            played, practice = reader.history.played(practice_id, round_), reader.practices.practice(practice_id)
            met = reader.history.exposures_of(practice_id, round_)
        role = next((one.role for one in met if one.person == person.id), None)
        if practice is None or role is None:
            raise Fault(NOT_YET)
        if role != Role.STUDENT and (practice.owner is not None or self._rooms.closed(practice_id)):
            raise Fault(NOT_YET)
        if practice.owner is not None:
            return self._library().cases.get(played.case) if played is not None else None
        rounds = self._rooms.live(practice_id).state.rounds
        if not 1 <= round_ <= len(rounds) or rounds[round_ - 1].opened_at is None:
            raise Fault(NOT_YET)
        return rounds[round_ - 1].snapshot.case

    def _reportable(self, person: Person, case: Case) -> Reportable:
        library = self._library()
        with self._store.read() as reader:
            sent = tuple(one for one in reader.reports.of_person(person.id) if one.case == case.id)
        places = places_of(case, library.rubrics.get(case.rubric))
        return Reportable(case.id, places, case.id in library.own, sent)

    def _send(self, who: Visitor, person: Person | None, case: Case, about: About, where: str, text: str) -> None:
        sentence, known = cleaned(text), self._library().rubrics.get(case.rubric)
        if where != ANYWHERE and all(place.where != where for place in places_of(case, known)):
            raise Fault("That place isn’t in the case any more. Choose another one. Nothing was sent.")
        self._slow(self._remarks if about is About.REVIEW else self._allowed, who.device, person)
        mine = None if person is None else person.id
        made = ReportedFault(case.id, fingerprint_to_sign(case), about, where, sentence, mine, self._rooms.now())
        with self._store.write() as writer:
            if any(_says_the_same(one, made) for one in writer.reports.of_case(case.id)):
                return  # Pressed twice.
            if writer.reports.count_open() >= MOST_OPEN:
                raise Fault(FULL)
            writer.reports.add(made)

    def _slow(self, allowed: Allowance, device: str, person: Person | None) -> None:
        for key in (device, *([person.id] if person else [])):
            if wait := allowed.take(key, 1, self._rooms.now()):
                minutes = -(-wait // 60)
                in_words = "a minute" if minutes == 1 else f"{minutes} minutes"
                raise TooMuch(f"You’ve sent a lot in a short time. Send this in {in_words}; it’s still here.", wait)


def answer(store: Store, number: int, words: str, now: int) -> None:
    """Answer any report, for who runs the kit. Raises `Fault`."""
    with store.write() as writer:
        if writer.reports.numbered(number) is None:
            raise Fault(f"There is no report {number}. The numbers are in the list: python -m roleplay faults")
        writer.reports.answer(number, cleaned(words), now)


def _owns(reader: Reader, person: Person, case_id: str) -> bool:
    kept = reader.own.case(case_id)
    return kept is not None and kept.owner == person.id


def _says_the_same(one: ReportedFault, other: ReportedFault) -> bool:
    return one.answered is None and (one.person, one.where, one.text) == (other.person, other.where, other.text)
