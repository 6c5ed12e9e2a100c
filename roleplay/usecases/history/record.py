"""Download my record and Import my record: a person's rounds leave one kit and are recognised by another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock

from roleplay.content.reported_faults import ReportedFault
from roleplay.errors import Fault
from roleplay.marking.marksheet import Marksheet
from roleplay.marking.tidy import TidyMark
from roleplay.people.directions import isolated
from roleplay.people.names import same_name
from roleplay.people.persons import FORMER, Person, Practice
from roleplay.people.rounds import Exposure, Written
from roleplay.people.visitor import Visitor
from roleplay.room.state import Role
from roleplay.storage import CodeTaken, Reader, Store, Writer
from roleplay.stored import as_stored, read_stored
from roleplay.usecases.history.brought_record import Contents, Here, Piece, contents, tell_rounds
from roleplay.usecases.history.portable import MOST_ROUNDS, Carried, Luggage
from roleplay.usecases.history.shelf import may_be_read
from roleplay.usecases.history.stations import Stations
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.current_marks import marks_of_student
from roleplay.usecases.practice.rooms import Rooms
from roleplay.workshop import Bench

SIGNED_OUT = "You’re no longer signed in on this device, so the rest of your file wasn’t imported."


@dataclass(frozen=True)
class Offer:
    """A file that was read and not imported yet. ``name`` is the person it names; ``new`` of its ``rounds`` aren't here
    yet; ``doubt`` is a sentence if the file may be somebody else's, otherwise "". ``first`` and ``last`` in UTC
    milliseconds."""

    name: str
    rounds: int
    new: int
    first: int | None
    last: int | None
    doubt: str


class Carrying:
    """Use cases of the record; safe to call from any thread."""

    def __init__(
        self,
        store: Store,
        rooms: Rooms,
        people: People,
        stations: Stations,
        bench: Bench,
        most: int = MOST_ROUNDS,
    ) -> None:
        self._store, self._rooms, self._people, self._stations = store, rooms, people, stations
        self._bench, self._most = bench, most
        self._one_brings = Lock()

    def luggage(self, who: Visitor) -> Luggage:
        """All of this person's rounds. Raises `Fault` on a device that isn't theirs."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            return self._pack(reader, person)

    def luggage_of_tonight(self, who: Visitor, practice: int) -> Luggage:
        """This person's rounds in one practice: what a guest downloads on somebody else's device. Raises `Fault` if the
        person isn't on this device at all, and once the practice has closed."""
        held = self._people.tonight(who, practice)
        with self._store.read() as reader:
            return self._pack(reader, held.person, practice)

    def offer(self, who: Visitor, file: bytes) -> Offer:
        """What a file holds for this person. Raises `Fault` for one that is damaged, older, newer or not a record."""
        return self._looked_at(self._people.mine(who), self._bench.run(contents, file))

    def _looked_at(self, person: Person, found: Contents) -> Offer:
        with self._store.read() as reader:
            here = Here.of(reader, person.id)
            doubt = _doubt(reader, person, found)
        new = sum(map(here.lacks, found.rounds))
        if here.brought + new > self._most:
            raise Fault(
                f"With that file you’d have imported over {self._most:,} rounds, more than anybody plays. "
                "Nothing was imported."
            )
        times = sorted(one.at for one in found.rounds)
        return Offer(
            name=found.name,
            rounds=len(found.rounds),
            new=new,
            first=times[0] if times else None,
            last=times[-1] if times else None,
            doubt=doubt,
        )

    def bring(self, who: Visitor, file: bytes, mine: bool = False) -> int:
        """Import what isn't here yet; returns how many rounds that was. ``mine`` settles the doubt. Raises `Fault`.

        Written in pieces, so that taps have their turn in between. A round is never split: importing the file again
        after a fault adds what is missing.
        """
        person = self._people.mine(who)
        new, own = 0, dict[str, int]()

        def heard(told: Contents | Piece) -> None:
            nonlocal new
            if isinstance(told, Contents):
                self._agree(who, person, told, mine)
                return
            with self._writing(who) as writer:
                _take_in(writer, person.id, told, own, self._rooms.now())
            new += len(told.rounds)

        with self._one_brings:
            with self._store.read() as reader:
                here = Here.of(reader, person.id)
            self._bench.run_telling(heard, tell_rounds, file, here)
        return new

    def _agree(self, who: Visitor, person: Person, found: Contents, mine: bool) -> None:
        """Agree to import the file: its owners are this person from now on. Raises `Fault`."""
        offered = self._looked_at(person, found)
        if offered.doubt and not mine:
            raise Fault(offered.doubt)
        with self._writing(who) as writer:
            for owner in {*found.owners} - {person.id}:
                writer.persons.add_alias(person.id, owner)

    @contextmanager
    def _writing(self, who: Visitor) -> Iterator[Writer]:
        with self._store.write() as writer:
            # Between two pieces they may have deleted everything, or signed out on this device.
            if not any(held.person.id == who.person and not held.guest for held in writer.devices.held(who.device)):
                raise Fault(SIGNED_OUT)
            yield writer

    def _pack(self, reader: Reader, person: Person, only: int | None = None) -> Luggage:
        exposures = [e for e in reader.history.exposures(person.id) if only in (None, e.practice)]
        practices = {id_: reader.practices.practice(id_) for id_ in {e.practice for e in exposures}}
        marks = _by_round(marks_of_student(reader, person.id))
        carried = []
        for exposure in exposures:
            practice = practices[exposure.practice]
            assert practice is not None
            given = marks.get((exposure.practice, exposure.round), ())
            carried.append(self._carried(reader, person, exposure, practice, given))
        sheets = reader.history.sheets({one.played.fingerprint for one in carried if one.played and one.marks})
        return Luggage(
            name=person.name,
            made=self._rooms.now(),
            owners=tuple(sorted({person.id, *reader.persons.aliases(person.id)})),
            rounds=tuple(carried),
            sheets={fingerprint: as_stored(sheet) for fingerprint, sheet in sheets.items()},
            reports=_reports(reader, person) if only is None else (),
        )

    def _carried(
        self, reader: Reader, person: Person, exposure: Exposure, practice: Practice, given: Iterable[TidyMark]
    ) -> Carried:
        played = reader.history.played(exposure.practice, exposure.round)
        bare = Carried(
            origin=practice.origin,
            opened_at=practice.opened_at,
            round=exposure.round,
            role=exposure.role,
            case=exposure.case,
            heavy=exposure.heavy,
            counts=exposure.counts,
            at=exposure.at,
            played=replace(played, practice=0, student="") if played else None,
        )
        if played is None or exposure.role != Role.STUDENT or not may_be_read(reader, played, self._rooms.closed):
            return bare
        return self._with_sheets(reader, person, bare, practice, given)

    def _with_sheets(
        self, reader: Reader, person: Person, bare: Carried, practice: Practice, given: Iterable[TidyMark]
    ) -> Carried:
        names = {seat.person: seat.name for seat in reader.practices.seats(practice.id)}
        mine = next(
            (goal for goal in reader.history.goals_of(practice.id, bare.round) if goal.person == person.id), None
        )
        words = (w for w in reader.history.written(practice.id, bare.round) if w.receiver == person.id)
        return replace(
            bare,
            sheets=self._stations.sheets(reader, practice, bare.round),
            marks=tuple(replace(m, practice=0, student="", rater=_name(m.rater, person, names)) for m in given),
            goal=replace(mine, practice=0, person="") if mine else None,
            words=tuple(replace(w, practice=0, receiver="", writer=_name(w.writer, person, names)) for w in words),
            replies=tuple(
                replace(one, practice=0, receiver="", writer=_name(one.writer, person, names))
                for one in reader.replies.by(person.id)
                if (one.practice, one.round) == (practice.id, bare.round)
            ),
        )


def _reports(reader: Reader, person: Person) -> tuple[ReportedFault, ...]:
    """What they said is wrong with cases, oldest first."""
    found = sorted(reader.reports.of_person(person.id), key=lambda one: one.number)
    return tuple(replace(one, person=None) for one in found)


def _name(person: str, me: Person, names: Mapping[str, str]) -> str:
    """ "" is the person themselves. In imported rounds, names already replace ids."""
    return "" if person in (me.id, "") else names.get(person, person)


def _by_round(marks: Iterable[TidyMark]) -> dict[tuple[int, int], list[TidyMark]]:
    found: dict[tuple[int, int], list[TidyMark]] = {}
    for mark in marks:
        found.setdefault((mark.practice, mark.round), []).append(mark)
    return found


def _doubt(reader: Reader, person: Person, found: Contents) -> str:
    if {person.id, *reader.persons.aliases(person.id)} & set(found.owners):
        return ""
    if same_name(found.name, person.name):
        return ""
    return (
        f"That file belongs to {isolated(found.name)}, but here you’re {isolated(person.name)}, so nothing was "
        "imported. If it’s yours all the same, because you used another name, say so and import it again."
    )


def _take_in(writer: Writer, person: str, piece: Piece, own: dict[str, int], now: int) -> None:
    for fingerprint, body in piece.sheets.items():
        sheet = read_stored(Marksheet, body)
        if sheet.fingerprint == fingerprint:
            writer.history.add_sheet(sheet)
    for one in piece.rounds:
        if one.origin not in own:
            try:
                own[one.origin] = writer.practices.add_own_practice(person, one.origin, one.opened_at)
            except CodeTaken:
                # Here since before this file; get all of those in one query.
                own.update(writer.practices.own_practices(person))
        _store(writer, person, own[one.origin], _written_by(now, one))


def _written_by(now: int, one: Carried) -> Carried:
    """The same, corrected if that machine's clock was ahead: its words too are kept for at most a year from now."""
    words = tuple(replace(w, made=min(w.made, now)) for w in one.words)
    return replace(one, words=words, goal=one.goal and replace(one.goal, made=min(one.goal.made, now)))


def _store(writer: Writer, person: str, practice: int, one: Carried) -> None:
    def mine(name: str) -> str:
        return name or person

    exposure = Exposure(person, one.case, practice, one.round, one.role, one.heavy, one.counts, one.at)
    writer.history.replace_exposures(practice, one.round, [exposure])
    if one.played is not None:
        student = person if one.role == Role.STUDENT else FORMER
        writer.history.replace_played(practice, one.round, [replace(one.played, practice=practice, student=student)])
    if one.sheets is None:
        return
    writer.brought.add_brought(practice, one.round, as_stored(one.sheets))
    marks = [replace(m, practice=practice, round=one.round, student=person, rater=mine(m.rater)) for m in one.marks]
    writer.history.replace_marks(practice, one.round, marks)
    words = [Written(practice, one.round, mine(w.writer), person, w.words, w.text, w.made) for w in one.words]
    writer.history.replace_written(practice, one.round, words)
    for reply in one.replies:
        writer.replies.put(
            replace(reply, practice=practice, round=one.round, receiver=person, writer=mine(reply.writer))
        )
    if one.goal is not None:
        writer.history.replace_goals(
            practice, one.round, [replace(one.goal, practice=practice, round=one.round, person=person)]
        )
