"""Take mine home and bring my history: a person's rounds leave one kit and are known again on another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from threading import Lock
from typing import Any

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
from roleplay.storage import CodeTaken, Store
from roleplay.storage.reading import Reader
from roleplay.storage.writing import Writer
from roleplay.usecases.people import People
from roleplay.usecases.portable import MOST_ROUNDS, Carried, Luggage, unpacked
from roleplay.usecases.rooms import Rooms
from roleplay.usecases.shelf import may_be_read, response_of
from roleplay.usecases.stations import Stations

ROUNDS_AT_ONCE, ROWS_AT_ONCE = 5, 200
"""That are written in one go, in a few hundredths of a second; then whoever waits with a tap has a turn."""
MOST_OWNERS = 200
"""Ids of one person: each kit on which they bring their history adds one."""
SIGNED_OUT = "You are not signed in on this device any more, so the rest of your file was not read in."
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
    """A file that was read and not yet taken in. ``name`` is whose it says it is; ``new`` rounds of ``rounds`` are not
    here yet; ``doubt`` is a sentence where the file may be somebody else's, "" otherwise. ``first`` and ``last`` in UTC
    milliseconds."""

    name: str
    rounds: int
    new: int
    first: int | None
    last: int | None
    doubt: str


class Carrying:
    """Use cases of the file; safe to call from any thread."""

    def __init__(self, store: Store, rooms: Rooms, people: People, stations: Stations, most: int = MOST_ROUNDS) -> None:
        self._store, self._rooms, self._people, self._stations, self._most = store, rooms, people, stations, most
        self._one_brings = Lock()

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
        return self._looked_at(self._people.mine(person_id, device), unpacked(file))[0]

    def _looked_at(self, person: Person, luggage: Luggage) -> tuple[Offer, list[Carried]]:
        """What there is to say of it, and the rounds that are new."""
        _check(luggage)
        with self._store.read() as reader:
            here = Here.of(reader, person.id)
            new = [one for one in luggage.rounds if here.lacks(one)]
            doubt = _doubt(reader, person, luggage)
        if here.brought + len(new) > self._most:
            raise Fault(
                f"With that file you would have brought over {self._most:,} rounds, which nobody plays. "
                "Nothing was read in."
            )
        times = sorted(one.at for one in luggage.rounds)
        offer = Offer(
            name=luggage.name,
            rounds=len(luggage.rounds),
            new=len(new),
            first=times[0] if times else None,
            last=times[-1] if times else None,
            doubt=doubt,
        )
        return offer, new

    def bring(self, person_id: str, device: str, file: bytes, mine: bool = False) -> int:
        """Take in what is not here yet; how many rounds that was. ``mine`` answers the doubt. Raises `Fault`.

        Written in pieces, so that taps have their turn between them. A round is whole in its piece: who brings the
        file again after a fault gets what is missing.
        """
        person, luggage = self._people.mine(person_id, device), unpacked(file)
        with self._one_brings:
            offered, new = self._looked_at(person, luggage)
            if offered.doubt and not mine:
                raise Fault(offered.doubt)
            with self._writing(person.id, device) as writer:
                for owner in {*luggage.owners} - {person.id}:
                    writer.add_alias(person.id, owner)
            own: dict[str, int] = {}
            for piece in _in_pieces(new):
                with self._writing(person.id, device) as writer:
                    _take_in(writer, person.id, piece, luggage.sheets, own, self._rooms.now())
        return len(new)

    @contextmanager
    def _writing(self, person: str, device: str) -> Iterator[Writer]:
        with self._store.write() as writer:
            # Between two pieces they may have deleted everything that is theirs, or signed this device out.
            if not any(held.person.id == person and not held.guest for held in writer.held(device)):
                raise Fault(SIGNED_OUT)
            yield writer

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


@dataclass
class Here:
    """What of a person's is here: the ids of their own practices by origin, the (origin, round) pairs, those of them
    that came without their sheets, and how many were brought along."""

    own: dict[str, int]
    known: set[tuple[str, int]]
    shut: set[tuple[str, int]]
    brought: int

    @classmethod
    def of(cls, reader: Reader, person: str) -> Here:
        """As it is now."""
        own, met = reader.own_practices(person), reader.exposures(person)
        origins = {id_: origin for origin, id_ in own.items()}
        carried = {
            (e.practice, e.round) for e in met if origins.get(e.practice, f"{READ}{person}") != f"{READ}{person}"
        }
        shut = {(origins[id_], round_) for id_, round_ in carried - reader.brought_by(person)}
        held = {practice.id: practice.origin for practice in reader.practices_of_person(person)} | origins
        return cls(own, {(held[e.practice], e.round) for e in met if e.practice in held}, shut, len(carried))

    def lacks(self, one: Carried) -> bool:
        """Whether a round is not here yet, or only as somebody took it home while its sheets were shut."""
        place = (one.origin, one.round)
        return place not in self.known or (one.sheets is not None and place in self.shut)


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
    try:
        if len(luggage.owners) > MOST_OWNERS:
            raise ValueError(len(luggage.owners))
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


def _in_pieces(rounds: Iterable[Carried]) -> Iterator[list[Carried]]:
    piece: list[Carried] = []
    rows = 0
    for one in rounds:
        piece.append(one)
        rows += 3 + len(one.marks) + len(one.words)
        if rows >= ROWS_AT_ONCE or len(piece) >= ROUNDS_AT_ONCE:
            yield piece
            piece, rows = [], 0
    if piece:
        yield piece


def _take_in(
    writer: Writer,
    person: str,
    rounds: Sequence[Carried],
    sheets: Mapping[str, dict[str, Any]],
    own: dict[str, int],
    now: int,
) -> None:
    # Only the sheets that something was marked on: a file may hold any number of others.
    for fingerprint in {mark.fingerprint for one in rounds for mark in one.marks} & sheets.keys():
        sheet = sheet_from(sheets[fingerprint])
        if sheet.fingerprint == fingerprint:
            writer.add_sheet(sheet)
    for one in rounds:
        if one.origin not in own:
            try:
                own[one.origin] = writer.add_own_practice(person, one.origin, one.opened_at)
            except CodeTaken:
                # Here since before this file; all of those are asked for at once.
                own.update(writer.own_practices(person))
        _store(writer, person, own[one.origin], _written_by(now, one))


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
