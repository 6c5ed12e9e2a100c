"""Take mine home and bring my history: a person's rounds leave one kit and are known again on another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from roleplay.content.case import Shown, WhenRule
from roleplay.errors import Fault
from roleplay.marking.marksheet import Lens, sheet_from
from roleplay.marking.tidy import TidyMark
from roleplay.people.directions import isolated
from roleplay.people.history import READ, READER, Exposure, Written
from roleplay.people.names import same_name
from roleplay.people.persons import FORMER, Person, Practice
from roleplay.room.events import Pin, Words
from roleplay.room.opened import Opened
from roleplay.room.state import Role
from roleplay.storage import Store
from roleplay.storage.reading import Reader
from roleplay.storage.writing import Writer
from roleplay.usecases.people import People
from roleplay.usecases.portable import Carried, Luggage, unpacked
from roleplay.usecases.rooms import Rooms
from roleplay.usecases.shelf import may_be_read, response_of
from roleplay.usecases.stations import Stations

MOST_ROUNDS = 20_000
"""Rounds in one file: more than anybody plays."""
SCALES = {"domain": range(1, 6), "overall": range(4), "statement": range(1, 6)}
"""The numbers that are given for each."""
ANCHORS = 3
"""Descriptions of a domain: of its lowest step, the middle one and the highest."""
LARGEST_NUMBER = 1 << 53
"""Lengths and weights are far smaller."""
LATEST = 32_503_680_000_000
"""The year 3000, in UTC milliseconds."""
INSTANTS = frozenset({"at", "made", "opened_at", "submitted"})


@dataclass(frozen=True)
class Offer:
    """A file that was read and not yet taken in. ``new`` rounds of ``rounds`` are not here yet; ``doubt`` is a
    sentence where the file may be somebody else's, "" otherwise. ``first`` and ``last`` in UTC milliseconds."""

    luggage: Luggage
    rounds: int
    new: int
    first: int | None
    last: int | None
    doubt: str


class Carrying:
    """Use cases of the file; safe to call from any thread."""

    def __init__(self, store: Store, rooms: Rooms, people: People, stations: Stations) -> None:
        self._store, self._rooms, self._people, self._stations = store, rooms, people, stations

    def luggage(self, person_id: str, device: str) -> Luggage:
        """All of this person's rounds. Raises `Fault` on a device that is not theirs."""
        person = self._people.mine(person_id, device)
        with self._store.read() as reader:
            return self._pack(reader, person)

    def luggage_of_tonight(self, person_id: str, device: str, practice: int) -> Luggage:
        """This person's rounds of one practice: what a guest takes home from somebody else's device. Raises `Fault`
        where the person is not on this device at all, and once the practice has closed."""
        held = self._people.tonight(person_id, device, practice)
        with self._store.read() as reader:
            return self._pack(reader, held.person, practice)

    def offer(self, person_id: str, device: str, file: bytes) -> Offer:
        """What a file holds for this person. Raises `Fault` for one that is damaged, older, newer or none at all."""
        person, luggage = self._people.mine(person_id, device), unpacked(file)
        _check(luggage)
        with self._store.read() as reader:
            known, own = _known(reader, person.id), reader.own_practices(person.id)
            new = [one for one in luggage.rounds if _is_new(reader, one, known, own)]
            doubt = _doubt(reader, person, luggage)
        times = sorted(one.at for one in luggage.rounds)
        return Offer(
            luggage=luggage,
            rounds=len(luggage.rounds),
            new=len(new),
            first=times[0] if times else None,
            last=times[-1] if times else None,
            doubt=doubt,
        )

    def bring(self, person_id: str, device: str, file: bytes, mine: bool = False) -> int:
        """Take in what is not here yet; how many rounds that was. ``mine`` answers the doubt. Raises `Fault`."""
        offered = self.offer(person_id, device, file)
        if offered.doubt and not mine:
            raise Fault(offered.doubt)
        with self._store.write() as writer:
            for owner in offered.luggage.owners:
                if owner != person_id:
                    writer.add_alias(person_id, owner)
            return _take_in(writer, person_id, offered.luggage, self._rooms.now())

    def _pack(self, reader: Reader, person: Person, only: int | None = None) -> Luggage:
        exposures = [e for e in reader.exposures(person.id) if only in (None, e.practice)]
        practices = {id_: reader.practice(id_) for id_ in {e.practice for e in exposures}}
        marks = _by_round(reader.marks_of_student(person.id))
        carried = []
        for exposure in exposures:
            practice = practices[exposure.practice]
            assert practice is not None
            given = marks.get((exposure.practice, exposure.round), ())
            carried.append(self._carried(reader, person, exposure, practice, given))
        sheets = reader.sheets({one.played.fingerprint for one in carried if one.played and one.marks})
        return Luggage(
            name=person.name,
            made=self._rooms.now(),
            owners=tuple(sorted({person.id, *reader.aliases(person.id)})),
            rounds=tuple(carried),
            sheets={fingerprint: json.loads(json.dumps(asdict(sheet))) for fingerprint, sheet in sheets.items()},
        )

    def _carried(
        self, reader: Reader, person: Person, exposure: Exposure, practice: Practice, given: Iterable[TidyMark]
    ) -> Carried:
        played = reader.played(exposure.practice, exposure.round)
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
        names = {seat.person: seat.name for seat in reader.seats(practice.id)}
        mine = next((goal for goal in reader.goals_of(practice.id, bare.round) if goal.person == person.id), None)
        words = (w for w in reader.written(practice.id, bare.round) if w.receiver == person.id)
        return replace(
            bare,
            sheets=self._stations.sheets(reader, practice, bare.round),
            marks=tuple(replace(m, practice=0, student="", rater=_name(m.rater, person, names)) for m in given),
            goal=replace(mine, practice=0, person="") if mine else None,
            words=tuple(replace(w, practice=0, receiver="", writer=_name(w.writer, person, names)) for w in words),
        )


def _name(person: str, me: Person, names: Mapping[str, str]) -> str:
    """ "" is oneself. Where rounds were brought along, names stand in the place of ids already."""
    return "" if person in (me.id, "") else names.get(person, person)


def _by_round(marks: Iterable[TidyMark]) -> dict[tuple[int, int], list[TidyMark]]:
    found: dict[tuple[int, int], list[TidyMark]] = {}
    for mark in marks:
        found.setdefault((mark.practice, mark.round), []).append(mark)
    return found


def _known(reader: Reader, person: str) -> set[tuple[str, int]]:
    """The (origin, round) pairs that this person has here already."""
    own = {id_: origin for origin, id_ in reader.own_practices(person).items()}
    held = {practice.id: practice.origin for practice in reader.practices_of_person(person)} | own
    return {(held[e.practice], e.round) for e in reader.exposures(person) if e.practice in held}


def _is_new(reader: Reader, one: Carried, known: set[tuple[str, int]], own: Mapping[str, int]) -> bool:
    """Whether a round is not here yet, or only as somebody took it home while its sheets were shut."""
    if (one.origin, one.round) not in known:
        return True
    return one.sheets is not None and one.origin in own and reader.brought(own[one.origin], one.round) is None


def _doubt(reader: Reader, person: Person, luggage: Luggage) -> str:
    if {person.id, *reader.aliases(person.id)} & set(luggage.owners):
        return ""
    if same_name(luggage.name, person.name):
        return ""
    return (
        f"That file belongs to {isolated(luggage.name)}, and you are {isolated(person.name)} here, so "
        "nothing was read in. If it is yours "
        "all the same, because you used another name, say so and bring it again."
    )


def _check(luggage: Luggage) -> None:
    """Raises `Fault` where what was whole as data cannot be a history."""
    if len(luggage.rounds) > MOST_ROUNDS:
        raise Fault(f"That file holds over {MOST_ROUNDS:,} rounds, which nobody plays. Nothing was read in.")
    try:
        for body in luggage.sheets.values():
            sheet_from(body)
        for one in luggage.rounds:
            response_of(one.marks)
            _check_round(one)
            _check_numbers(one, one.played, one.goal, *one.marks, *one.words)
            for mark in one.marks:
                if mark.kind in SCALES and int(mark.mark) not in SCALES[mark.kind]:
                    raise ValueError(mark.mark)
                # Who played answers statements, and nobody else does.
                if (mark.lens == Lens.PATIENT) is not (mark.kind == "statement"):
                    raise ValueError(mark.lens)
    except (KeyError, TypeError, ValueError) as error:
        raise Fault("That file holds marks that no kit makes. Nothing was read in.") from error


def _check_round(one: Carried) -> None:
    """Raises ValueError for a round that no history could show: it would be shown no more, with all the others."""
    if one.role not in (*Role, READER) or one.round < 1:
        raise ValueError(one.role)
    if one.played is not None and (one.role == READER or one.played.round != one.round):
        raise ValueError(one.played)
    if one.origin.startswith(READ) and (one.role != READER or one.sheets is not None):
        # It would take the place of what somebody is known to have read.
        raise ValueError(one.origin)
    for written in one.words:
        Words(written.words)
    if one.sheets is not None:
        _check_opened(one.sheets.opened)


def _check_opened(opened: Opened) -> None:
    """Raises ValueError for opened sheets that no page could draw."""
    for pin in opened.pins:
        Pin(pin.pin)
    for fact in opened.facts:
        WhenRule(fact.rule)
    for finding in opened.findings:
        Shown(finding.shown)
    for side, scale in ((opened.overall, "overall"), *((side, "domain") for side in opened.domains)):
        said = (*side.observers, *(() if side.own is None else (side.own,)))
        known = all(one.number is None or one.number in SCALES[scale] for one in said)
        if not known or len(side.anchors) not in (0, ANCHORS):
            raise ValueError(side)
    seconds = [pin.seconds for pin in opened.pins] + [fact.seconds or 0 for fact in opened.facts]
    if any(abs(one) > LARGEST_NUMBER for one in seconds):
        raise ValueError(seconds)


def _check_numbers(*parts: object) -> None:
    """Raises ValueError for a number that no database keeps, or an instant that no calendar has."""
    for name, value in (pair for part in parts if part is not None for pair in vars(part).items()):
        if not isinstance(value, int | float):
            continue
        if not abs(value) < LARGEST_NUMBER or (name in INSTANTS and not 0 <= value < LATEST):
            raise ValueError(value)


def _take_in(writer: Writer, person: str, luggage: Luggage, now: int) -> int:
    known, own = _known(writer, person), writer.own_practices(person)
    for fingerprint, body in luggage.sheets.items():
        sheet = sheet_from(body)
        if sheet.fingerprint == fingerprint:
            writer.add_sheet(sheet)
    taken = 0
    for one in luggage.rounds:
        if not _is_new(writer, one, known, own):
            continue
        if one.origin not in own:
            own[one.origin] = writer.add_own_practice(person, one.origin, one.opened_at)
        _store(writer, person, own[one.origin], _written_by(now, one))
        known.add((one.origin, one.round))
        taken += 1
    return taken


def _written_by(now: int, one: Carried) -> Carried:
    """The same from a machine whose clock ran ahead: its words too have one year from now, and no more."""
    words = tuple(replace(w, made=min(w.made, now)) for w in one.words)
    return replace(one, words=words, goal=one.goal and replace(one.goal, made=min(one.goal.made, now)))


def _store(writer: Writer, person: str, practice: int, one: Carried) -> None:
    def mine(name: str) -> str:
        return name or person

    exposure = Exposure(person, one.case, practice, one.round, one.role, one.heavy, one.counts, one.at)
    writer.replace_exposures(practice, one.round, [exposure])
    if one.played is not None:
        student = person if one.role == Role.STUDENT else FORMER
        writer.replace_played(practice, one.round, [replace(one.played, practice=practice, student=student)])
    if one.sheets is None:
        return
    writer.add_brought(practice, one.round, asdict(one.sheets))
    marks = [replace(m, practice=practice, round=one.round, student=person, rater=mine(m.rater)) for m in one.marks]
    writer.replace_marks(practice, one.round, marks)
    words = [Written(practice, one.round, mine(w.writer), person, w.words, w.text, w.made) for w in one.words]
    writer.replace_written(practice, one.round, words)
    if one.goal is not None:
        writer.replace_goals(
            practice, one.round, [replace(one.goal, practice=practice, round=one.round, person=person)]
        )
