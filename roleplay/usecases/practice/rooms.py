"""Running practices: take taps and steps, answer each, and show every seat its view.

A practice's state is kept in memory beside its log and continued from the log's tail inside each write, so that no
decision is based on stale state. Losing it costs a fold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock

from roleplay.content.loading import Library
from roleplay.errors import Fault
from roleplay.people.codes import device_mark
from roleplay.people.visitor import Visitor
from roleplay.room.deadlines import advance
from roleplay.room.doors import is_shut_out
from roleplay.room.events import NOBODY
from roleplay.room.state import State
from roleplay.room.view import table_view, view
from roleplay.room.views import TableView, View, pictures_named
from roleplay.room.vocabulary import PlannedRound
from roleplay.storage import Store, Writer
from roleplay.usecases.clock import Clock
from roleplay.usecases.practice.live import Live, continued
from roleplay.usecases.practice.messages import Answer, Sent
from roleplay.usecases.practice.next_round import Evening
from roleplay.usecases.practice.session import Session
from roleplay.usecases.practice.together import Together

MOST_IN_MEMORY = 512
"""Practices whose state is kept at hand."""


SHUT_OUT = (
    "In this round, only the student has confirmed that this place is yours, so it’s closed on this phone or browser "
    "until everyone’s feedback is open. Join with the code and ask again: somebody else has to say yes."
)


Tell = Callable[[int, frozenset[str] | None], None]
"""Called with a practice and the seats whose screens may have changed in it; None means all."""


class NotHeld(Fault):
    """A device that doesn't hold the seat for which it sends."""

    def __init__(self) -> None:
        super().__init__("This phone or browser doesn’t have this seat. Join with the code to get in.")


@dataclass(frozen=True)
class CaseLine:
    """A case in a list."""

    id: str
    title: str
    specialty: str
    kind: str
    met: bool
    """Whether the person for whom the list was made knows it."""


@dataclass(frozen=True)
class HandRow:
    """A round as somebody set it: people by their order of arrival."""

    student: int
    patient: int
    case: str


def _to_plan(session: Session) -> Evening:
    """A page that was left open may ask long after the end."""
    if session.state.ended:
        raise Fault("This session is over, so nothing more can be planned. Start a new session; it takes a minute.")
    return session.evening()


def _rows(seats: tuple[str, ...], rows: Sequence[HandRow]) -> list[PlannedRound]:
    if any(not (0 <= row.student < len(seats) and 0 <= row.patient < len(seats)) for row in rows):
        raise Fault("Somebody in that plan has left. Check who’s here and choose again.")
    return [_row(seats, row) for row in rows]


def _row(seats: tuple[str, ...], row: HandRow) -> PlannedRound:
    student, patient = seats[row.student], seats[row.patient]
    watching = tuple(seat for seat in seats if seat not in (student, patient))
    return PlannedRound(student, patient, watching or (patient,), row.case, title="")


class Rooms:
    """Use cases of a running practice; safe to call from any thread."""

    def __init__(self, store: Store, library: Callable[[], Library], clock: Clock, tell: Tell) -> None:
        self._store, self._library, self._clock, self._tell = store, library, clock, tell
        self._live: dict[int, Live] = {}
        self._dropped: Counter[int] = Counter()
        self._keeping = Lock()
        self._taking: Together[Session] = Together(store)

    def live(self, practice: int) -> Live:
        """The practice as of its last event."""
        known = self._live.get(practice)
        if known is None:
            fresh = self._fresh(practice)
            with self._store.read() as reader:
                known = self._keep(practice, continued(reader, practice, fresh))
        return known

    def state(self, practice: int) -> State:
        """As of now: including what the clock has done since the last event."""
        return advance(self.live(practice).state, self._clock.now())

    def at_hand(self, practice: int) -> bool:
        """Whether `live` answers from memory."""
        return practice in self._live

    def view(self, practice: int, seat: str) -> View:
        """What the seat may see now."""
        live = self.live(practice)
        return view(live.state, seat, self._clock.now(), live.names)

    def table(self, practice: int) -> TableView:
        """What the table clock shows: nothing that belongs to a role."""
        live = self.live(practice)
        return table_view(live.state, self._clock.now(), live.names)

    def picture(self, practice: int, seat: str, name: str) -> bytes | None:
        """The bytes of a picture that the seat's view names now; None for any other."""
        round_ = self.state(practice).round
        if round_ is None or name not in pictures_named(self.view(practice, seat)):
            return None
        return round_.snapshot.pictures.get(name)

    def check_not_shut_out(self, practice: int, who: Visitor) -> None:
        """Raises `Fault` where a device that was let into its seat may not have it in the round that runs."""
        if is_shut_out(self.state(practice), who.seat, device_mark(practice, who.device)):
            raise Fault(SHUT_OUT)

    def now(self) -> int:
        """Server time in UTC milliseconds."""
        return self._clock.now()

    def closed(self, practice: int) -> bool:
        """Whether the practice takes nothing more: a day has passed since its last stage began."""
        return self.state(practice).closed

    def ended(self, practice: int) -> bool:
        """Whether nobody can play in it any more: people finished it, or a day has passed."""
        return self.state(practice).ended

    def exams(self) -> dict[str, str]:
        """What a session can prepare for: the title of each blueprint, by its id."""
        return {id_: blueprint.title for id_, blueprint in sorted(self._library().blueprints.items())}

    def cases(self, person: str) -> tuple[CaseLine, ...]:
        """What there is to play, first what is new to this person, then by kind and title, without spoilers: titles are
        what everyone may see."""
        with self._store.read() as reader:
            met = {exposure.case for exposure in reader.history.exposures(person)}
        cases = self._library().cases.values()
        lines = (CaseLine(c.id, c.title, c.specialty, c.kind.value, c.id in met) for c in cases)
        return tuple(sorted(lines, key=lambda line: (line.met, line.kind, line.title)))

    def broken_by(self, practice: int, rows: Sequence[HandRow]) -> tuple[str, ...]:
        """What a plan made by hand would break, in sentences; raises `Fault` if it isn't a plan at all."""
        # As the screen counts them: somebody who left by the clock has no row in the log.
        live = replace(self.live(practice), state=self.state(practice))
        with self._store.read() as reader:
            evening = Evening(reader, live, practice, self._library(), live.state.now)
            return evening.by_hand(_rows(live.state.seats, rows))[1]

    def plan_by_hand(self, practice: int, seat: str, rows: Sequence[HandRow]) -> None:
        """Replace the proposed plan with this one. Raises `Fault` if it isn't a plan, and once the practice is over."""
        with self.writing(practice) as session:
            evening = _to_plan(session)
            planned, _ = evening.by_hand(_rows(evening.state.seats, rows))
            session.log(planned, seat)

    def plan_anew(self, practice: int) -> None:
        """Log the kit's own proposal for the rounds to come. Raises `Fault` once the practice is over."""
        with self.writing(practice) as session:
            session.log(_to_plan(session).planned(), NOBODY)

    def take(self, practice: int, seat: str, sent: Iterable[Sent | Answer], device: str | None = None) -> list[Answer]:
        """Decide and store each, in order; one answer per tap. An Answer among them was refused on reading.

        With a ``device``, raises `NotHeld` if it doesn't hold the seat."""
        answers: list[Answer] = []

        def do(writer: Writer) -> Session:
            if device is not None and not writer.practices.holds(seat, device):
                raise NotHeld()
            session = self._session(writer, practice)
            answers.extend(item if isinstance(item, Answer) else session.one(seat, item) for item in sent)
            session.store()
            return session

        self._taking.write(do, self._stored)
        return answers

    @contextmanager
    def writing(self, practice: int) -> Iterator[Session]:
        """One transaction on one practice; at its end, what was logged is stored, kept in memory and announced."""
        with self._store.write() as writer:
            session = self._session(writer, practice)
            yield session
            session.store()
        self._stored(session)

    def _session(self, writer: Writer, practice: int) -> Session:
        known = self._live.get(practice) or self._fresh(practice)
        live = continued(writer, practice, known)
        return Session(writer, practice, live, self._clock.now(), self._library, told=known.seen)

    def _stored(self, session: Session) -> None:
        if session.logged:
            self._keep(session.practice, session.live)
            self._tell(session.practice, session.seats_to_tell)

    def forget(self, practice: int) -> None:
        """Drop a practice from memory: rows of its log, or names, were changed in the store."""
        with self._keeping:
            self._dropped[practice] += 1
            self._live.pop(practice, None)
        self._tell(practice, None)

    def _fresh(self, practice: int) -> Live:
        """Nothing yet: made before its log is read."""
        return Live(root=self._dropped[practice])

    def _keep(self, practice: int, live: Live) -> Live:
        with self._keeping:
            if live.root != self._dropped[practice]:
                return live  # with names or words that have just been deleted
            known = self._live.get(practice)
            if known is not None and known.state.seq > live.state.seq:
                return known
            self._live.pop(practice, None)
            self._live[practice] = live
            while len(self._live) > MOST_IN_MEMORY:
                self._live.pop(next(iter(self._live)))
            return live
