"""A round on paper: each printed mark sheet has a code, and what was marked on it is typed in later.

What is typed in is decided by the same rules as taps, one stage after the other, in a log of its own: so it lands in
the history like any other round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from roleplay.content.loading import Library
from roleplay.content.models import Case, Kind
from roleplay.content.pace import paced
from roleplay.errors import Fault
from roleplay.marking.marksheet import Marksheet
from roleplay.people.attempts import Missed, missed
from roleplay.people.codes import clean_code, new_code
from roleplay.people.names import same_name
from roleplay.people.persons import Paper, Person, Practice, Seat
from roleplay.people.rounds import READER
from roleplay.people.visitor import Visitor
from roleplay.review.next_steps import open_steps, steps_of
from roleplay.room import events as ev
from roleplay.room.deadlines import advance, waits_until
from roleplay.room.decide import Step
from roleplay.room.moves import way_on
from roleplay.room.stages import DEFAULT_PRESET, Stage, lengths
from roleplay.room.state import Cast, Snapshot, State
from roleplay.room.taps import Tap
from roleplay.room.vocabulary import Move, Words
from roleplay.storage import CodeTaken, Reader, Store, Writer
from roleplay.usecases.cases.browsing import Browsing
from roleplay.usecases.filled_sheet import Filled, check_lengths, names_on, second_of, taps_of
from roleplay.usecases.history.shelf import DAY
from roleplay.usecases.people.attempts import Attempts
from roleplay.usecases.people.people import Chance, People
from roleplay.usecases.practice.live import Live
from roleplay.usecases.practice.messages import FROM_PAPER, Sent
from roleplay.usecases.practice.next_round import practice_preset
from roleplay.usecases.practice.rooms import Rooms
from roleplay.usecases.practice.session import Session
from roleplay.usecases.practice.snapshots import read_snapshot, take_snapshot
from roleplay.usecases.practice.timing import within

TYPED_IN = "This mark sheet has already been typed in: each printed one is for one round. Look at My history."

STILL_TO_PLAY = (
    "This case is planned for a session that you’re in, and the mark sheet would give it away. Finish that "
    "session, then type the sheet in."
)

NO_SUCH_SHEET = "No mark sheet printed here has this code. Check the top of the sheet."
NOT_WRITTEN = (
    "{} is not finished: parts of it say “To be written”. Finish it, then print it, or print it as it is with "
    "--unfinished."
)
MOST_DRAFTS, LARGEST_DRAFT = 500, 20_000
"""How many mark sheets may be typed in at once, and how many characters each, so that nobody fills the memory."""
NOT_OPEN = "That next step wasn’t open when you played the round. Choose another one; nothing has been saved yet."


@dataclass(frozen=True)
class Printed:
    """What is to be printed: a case as it is now, its mark sheet, and the code of this print."""

    code: str
    case: Case
    sheet: Marksheet
    themes: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """What has been filled in but not saved yet, by the names of the fields; ``at`` is when it last changed."""

    at: int
    fields: Mapping[str, object]


class NoSuchSheet(Missed):
    """A code that no mark sheet has: a miss, which is counted."""


class Papers:
    """Use cases of rounds on paper; safe to call from any thread."""

    def __init__(
        self,
        store: Store,
        rooms: Rooms,
        people: People,
        browsing: Browsing,
        library: Callable[[], Library],
        attempts: Attempts,
        chance: Chance,
    ) -> None:
        self._store, self._rooms, self._people, self._browsing = store, rooms, people, browsing
        self._library, self._attempts, self._chance = library, attempts, chance
        # Only in memory: a reloaded page finds it again, and it is never on a disk.
        self._drafts: dict[tuple[str, str, str], Draft] = {}
        self._lock = Lock()

    def printed(self, case_id: str, unfinished: bool = False, station: float | None = None) -> Printed:
        """Something to print: what is on it is kept, so that a later change of the case doesn't change it. ``station``
        is how many minutes the station is to last, unless the case's times are fixed; by default those it was written
        for. Raises `Fault` for an unfinished case, unless ``unfinished`` asks for it anyway."""
        library = self._library()
        case = library.cases.get(case_id)
        if case is None:
            raise Fault(f"There’s no case {case_id} to print. Its file may have a fault; the check will say which.")
        if case.unfinished and not unfinished:
            raise Fault(NOT_WRITTEN.format(case_id))
        if station is not None and not case.timing.fixed:
            case = paced(case, within(station))
        snapshot, body = take_snapshot(case, library)
        while True:
            code = new_code(self._chance.below)
            try:
                with self._store.write() as writer:
                    writer.log.add_snapshot(snapshot.fingerprint, body)
                    writer.papers.add_paper(Paper(code, snapshot.fingerprint, self._rooms.now()))
            except CodeTaken:
                continue
            return Printed(code, case, snapshot.sheet, snapshot.themes)

    def sheet(self, who: Visitor, typed: str) -> tuple[Paper, Snapshot]:
        """The mark sheet with this code. Raises `Fault` if there is none, which is counted."""
        code = clean_code(typed)
        with self._store.read() as reader:
            paper = reader.papers.paper(code)
            body = reader.log.snapshot(paper.snapshot) if paper else None
        if paper is None or body is None:
            raise NoSuchSheet(missed(NO_SUCH_SHEET, self._attempts.miss("sheet", who.address)))
        return paper, read_snapshot(paper.snapshot, body)

    def open(self, who: Visitor, typed: str) -> Snapshot:
        """What is to be typed in. It gives the case away, so this person knows it from then on. Raises `Fault`, also
        while the case is planned or played in a session with them or anybody on this device."""
        person = self._people.mine(who)
        paper, snapshot = self.sheet(who, typed)
        if paper.practice is not None:
            raise Fault(TYPED_IN)
        self._browsing.refuse_tonight(who, snapshot.case.id, STILL_TO_PLAY)
        with self._store.read() as reader:
            known = any(exposure.case == snapshot.case.id for exposure in reader.history.exposures(person.id))
        # The page opens it at every change of a field, which mustn't keep the store's writer busy.
        if not known:
            self._browsing.knows(person, snapshot.case)
        return snapshot

    def open_steps(self, who: Visitor, at: int) -> tuple[str, ...]:
        """The next steps that this person had open then (UTC milliseconds), the newest first."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            return _open_then(reader, person.id, at)

    def keep_draft(self, who: Visitor, typed: str, fields: Mapping[str, object]) -> None:
        """Keep what has been filled in so far, for this person on this device, until it is saved: for a day, as long as
        the kit runs. Nothing larger than anybody types is kept."""
        key, now = self._draft_key(who, typed), self._rooms.now()
        letters = sum(len(value) for value in fields.values() if isinstance(value, str))
        with self._lock:
            self._drafts.pop(key, None)
            if letters <= LARGEST_DRAFT:
                self._drafts[key] = Draft(now, dict(fields))
            kept = [(each, draft) for each, draft in self._drafts.items() if draft.at > now - DAY]
            self._drafts = dict(kept[-MOST_DRAFTS:])

    def draft(self, who: Visitor, typed: str) -> Mapping[str, object]:
        """What was filled in before the page was reloaded; empty if nothing was."""
        key, now = self._draft_key(who, typed), self._rooms.now()
        with self._lock:
            found = self._drafts.get(key)
        return found.fields if found and found.at > now - DAY else {}

    def forget_drafts(self, person_id: str) -> None:
        """Drop the drafts of somebody who deletes everything."""
        with self._lock:
            self._drafts = {each: draft for each, draft in self._drafts.items() if each[0] != person_id}

    def _draft_key(self, who: Visitor, typed: str) -> tuple[str, str, str]:
        self._people.mine(who)
        return *who.desk, clean_code(typed)

    def type_in(self, who: Visitor, typed: str, filled: Filled) -> tuple[int, int]:
        """Save what this person, the student, typed in, and return its (practice, round). Raises `Fault`.

        It joins the others' histories only if this device is theirs too: a name alone proves nothing.
        """
        person = self._people.mine(who)
        paper, snapshot = self.sheet(who, typed)
        if filled.at > self._rooms.now():
            raise Fault("That day hasn’t come yet. Give the day on which you played the round.")
        check_lengths(filled)
        others = self._others(names_on(person, filled), who.device)
        with self._store.write() as writer:
            # Checked inside the write, since two people with the same sheet may send it at once.
            if (present := writer.papers.paper(paper.code)) is None or present.practice is not None:
                raise Fault(TYPED_IN)
            practice = self._practice(writer, filled.at)
            writer.papers.typed_in(paper.code, practice.id)
            _Replay(writer, practice, snapshot, self._library, self._chance, filled.at).play(person, others, filled)
        with self._lock:
            self._drafts = {each: draft for each, draft in self._drafts.items() if each[2] != paper.code}
        return practice.id, 1

    def _others(self, names: Sequence[str], device: str) -> list[Person]:
        """The people who played and observed: owners of this device, or else people known only by a name."""
        own = [held.person for held in self._people.on_device(device) if not held.guest]
        called = [[person for person in own if same_name(person.name, name)] for name in names]
        return [
            found[0] if len(found) == 1 else Person(self._chance.token(), name)
            for name, found in zip(names, called, strict=True)
        ]

    def _practice(self, writer: Writer, at: int) -> Practice:
        while True:
            try:
                return writer.practices.add_practice(new_code(self._chance.below), at)
            except CodeTaken:
                continue


def _open_then(reader: Reader, person: str, at: int) -> tuple[str, ...]:
    steps = open_steps(steps_of(goal for goal in reader.history.goals(person) if goal.made < at))
    return tuple(step.text for step in steps)


class _Replay:
    """Plays one round as it is on paper, at the times at which it would have been played."""

    def __init__(
        self,
        writer: Writer,
        practice: Practice,
        snapshot: Snapshot,
        library: Callable[[], Library],
        chance: Chance,
        at: int,
    ) -> None:
        self._writer, self._practice, self._snapshot, self._library = writer, practice, snapshot, library
        self._chance, self._now, self._number = chance, at, 0
        self._live = Live(snapshots={snapshot.fingerprint: snapshot})

    def play(self, person: Person, others: Sequence[Person], filled: Filled) -> None:
        """Play from the first seat to the last stage. Raises `Fault` if the sheet holds something it can't."""
        seats = self._seated((person, *others))
        cast = Cast(seats[0], seats[1], tuple(seats[2:]) or (seats[1],))
        self._begin(cast, self._knew(person), _open_then(self._writer, person.id, filled.at), filled)
        self._on(cast, Stage.QUIET)
        self._writer.choices.set_repeat(person.id, self._snapshot.case.id, wanted=False)
        for seat, event in taps_of(cast, filled):
            self._act(seat, Tap(event, 1, self._now))
        self._on(cast, Stage.SHEETS)
        if filled.next_step.strip():
            self._act(cast.student, Tap(ev.Wrote(Words.NEXT_STEP, filled.next_step.strip()), 1, self._now))
        if filled.go_from.strip() or filled.happened:
            self._goes_again(cast, filled)
        self._on(cast, Stage.OVER)

    def _goes_again(self, cast: Cast, filled: Filled) -> None:
        start = second_of(filled.go_from) if filled.go_from.strip() else None
        self._act(cast.observers[0], Step(Move.AGAIN, self._state.number, second=start))
        self._on(cast, Stage.AGAIN)
        if filled.happened:
            self._act(cast.observers[0], Tap(ev.RatedTry(filled.happened), 1, self._now))

    def _seated(self, persons: Sequence[Person]) -> list[str]:
        """No device holds the others' seats: nobody reads or taps anything through them."""
        seats = [Seat(self._chance.token(), self._practice.id, person.id, person.name) for person in persons]
        with self._session() as session:
            session.log(self._as_printed(), ev.NOBODY)
            for person, seat in zip(persons, seats, strict=True):
                if session.writer.persons.person(person.id) is None:
                    session.writer.persons.add_person(person)
                session.add_seat(seat)
                session.log(ev.Sat(), seat.id)
        return [seat.id for seat in seats]

    def _as_printed(self) -> ev.Opened:
        """The leaves give the case's own minutes, whatever a session in the kit would have made of them."""
        timing = self._snapshot.case.timing
        return ev.Opened(DEFAULT_PRESET, reading=timing.reading, station=timing.station)

    def _knew(self, person: Person) -> bool:
        """Whether they had met the case before this round. They read the sheet afterwards to type it in, but the hour
        of the round isn't known: so reading only counts if it was on an earlier day."""
        met = (e for e in self._writer.history.exposures(person.id) if e.case == self._snapshot.case.id)
        return any(e.at <= self._now - (DAY // 2 if e.role == READER else 0) for e in met)

    def _begin(self, cast: Cast, repeat: bool, steps: tuple[str, ...], filled: Filled) -> None:
        """With the next step that they say they worked on, or else the newest."""
        if filled.focus and filled.focus not in steps:
            raise Fault(NOT_OPEN)
        case = self._snapshot.case
        preset = practice_preset(self._as_printed(), case.kind)
        began = ev.RoundBegan(
            self._snapshot.fingerprint,
            cast.student,
            cast.patient,
            cast.observers,
            lengths(preset, case.timing, case.kind is Kind.PRESENTATION, case.heavy),
            goal=filled.focus or next(iter(steps), ""),
            repeat=repeat,
            steps=steps,
        )
        with self._session() as session:
            session.log(began, cast.student)

    def _on(self, cast: Cast, stage: Stage) -> None:
        """Go on to this stage, each before it taking all its time."""
        while (state := self._state).stage is not stage:
            if step := way_on(state, cast.seats):
                seat, move = step
                self._act(seat, Step(move, state.number))
            else:
                self._now = waits_until(state)

    def _act(self, seat: str, act: Tap | Step) -> None:
        self._number += 1
        token = f"{FROM_PAPER}{self._number:06}"
        with self._session() as session:
            answer = session.one(seat, Sent(token, token, act))
        if answer.result != "accepted":
            raise Fault(f"{answer.say} Correct that and send it again; none of the sheet has been saved yet.")

    @property
    def _state(self) -> State:
        return advance(self._live.state, self._now)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        session = Session(self._writer, self._practice.id, self._live, self._now, self._library, self._live.seen)
        yield session
        session.store()
        self._live = session.live
