"""One write on one practice: decide, log, and keep the projections in step, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from roleplay.content.loading import Library
from roleplay.errors import Fault, Refused
from roleplay.people.persons import Seat
from roleplay.room import events as ev
from roleplay.room.deadlines import advance
from roleplay.room.decide import Step, decide
from roleplay.room.doors import check_inside
from roleplay.room.events import Logged
from roleplay.room.moves import FILLED_IN, NAMELESS, moves
from roleplay.room.seen import Seen
from roleplay.room.state import FEWEST, Snapshot, State
from roleplay.room.taps import Tap
from roleplay.room.vocabulary import Move, PlannedRound
from roleplay.storage import Writer
from roleplay.usecases.practice.live import Live
from roleplay.usecases.practice.messages import Answer, Sent
from roleplay.usecases.practice.next_round import Evening
from roleplay.usecases.practice.projection import MARKS, NO_ROWS, project


class Session:
    """Everything that one message of one seat, or one other use case, does to a practice."""

    def __init__(
        self, writer: Writer, practice: int, live: Live, now: int, library: Callable[[], Library], told: Seen
    ) -> None:
        """``told`` is what the screens have been told of, which may be less than what was stored before."""
        self.writer, self.practice, self.live, self._library, self._told = writer, practice, live, library, told
        self._stored = live
        self.at = max(now, live.state.last_at)
        self.logged: list[Logged] = []
        self._answered: dict[tuple[str, str], str] = {}
        self._touched = set(live.behind)
        self._began = self._moved = False

    def one(self, seat: str, sent: Sent) -> Answer:
        """Decide one tap or step of a seat."""
        named = ev.NOBODY if isinstance(sent.act, Step) and sent.act.move in NAMELESS else seat
        known = self._answered.get((named, sent.token)) or self.writer.log.known(self.practice, named, sent.token)
        if known == sent.digest:
            return Answer(sent.token, "known")
        if known is not None:
            return Answer(sent.token, "refused", "That was sent before with other content, so this one wasn’t saved.")
        try:
            self._do(seat, named, sent)
        except Fault as fault:
            return Answer(sent.token, "refused", str(fault))
        self._answered[named, sent.token] = sent.digest
        return Answer(sent.token, "accepted")

    def log(self, event: ev.Event, seat: str, tap: Tap | None = None, sent: Sent | None = None) -> None:
        """Append one event and fold it."""
        number = tap.round if tap else None
        made = self._made(tap) if tap else None
        token, digest = (sent.token, sent.digest) if sent else (None, None)
        logged = Logged(self.live.state.seq + 1, event, self.at, seat, number, made, token, digest)
        before, stage = len(self.live.state.rounds), self.live.state.number
        self.logged.append(logged)
        self.live = self.live.followed_by([logged])
        # What was waited for (a swap, the feedback) may happen with any event, even a tap.
        after, moved = len(self.live.state.rounds), self.live.state.number != stage
        self._began, self._moved = self._began or after > before, self._moved or moved
        self._touched |= {number} if number else set()
        first = 1 if isinstance(event, ev.Forgotten) else max(1, before)  # it changes every round of its seat
        self._touched |= set(range(first, after + 1)) if moved or not number else set()

    def add_seat(self, seat: Seat, device: str | None = None) -> None:
        """A new seat, held by this device or by none; its person is in the store."""
        self.writer.practices.add_seat(seat, self.at)
        if device is not None:
            self.writer.practices.add_device(seat.id, device)
        self.live = replace(self.live, seats=(*self.live.seats, seat))

    def knows(self, snapshot: Snapshot) -> None:
        """A snapshot that a coming event refers to."""
        self.live = replace(self.live, snapshots={**self.live.snapshots, snapshot.fingerprint: snapshot})

    @property
    def state(self) -> State:
        """As of now: including what the clock has done since the last event."""
        return advance(self.live.state, self.at)

    @property
    def seats_to_tell(self) -> frozenset[str] | None:
        """Whose screens may have changed; None for everybody's."""
        return self.live.seen.seats_since(self._told)

    def evening(self) -> Evening:
        """The planning of this practice as it is now."""
        now = replace(self.live, state=self.state)
        return Evening(self.writer, now, self.practice, self._library(), self.at)

    def planning(self, without: frozenset[str] | None = None) -> tuple[Evening, frozenset[str]]:
        """The planning for those who are expected, and who isn't: as it was said last, if it isn't said now."""
        state = self.state
        kept = state.without if len(state.seats) - len(state.without) >= FEWEST else frozenset()
        without = kept if without is None else without
        expected = replace(state, seats=tuple(seat for seat in state.seats if seat not in without))
        return Evening(
            self.writer, replace(self.live, state=expected), self.practice, self._library(), self.at
        ), without

    def planned(self, more: int | None = None, without: frozenset[str] | None = None) -> ev.Planned:
        """The kit's own plan for those who are expected."""
        evening, without = self.planning(without)
        return replace(evening.planned(more), without=tuple(s for s in self.state.seats if s in without))

    def _is_stale(self) -> bool:
        return self.planning()[0].is_stale()

    def store(self) -> None:
        """Store the log's new rows, the projections of every round they touch, and a plan that fits again. While there
        are only marks, their rows wait."""
        if not self.logged:
            return
        self._project()
        if self._plan_is_due():
            self.log(self.planned(), ev.NOBODY)
        self.writer.log.append(self.practice, self.logged)

    def _plan_is_due(self) -> bool:
        """Anybody joining or leaving changes the plan, even one that was finished or couldn't be made."""
        state = self.live.state
        if any(isinstance(row.event, ev.Sat | ev.Left) for row in self.logged):
            return len(state.seats) >= FEWEST or bool(state.plan)
        # Somebody who left by the clock, five seconds after asking, has no row.
        here = set(state.seats)
        gone = any({row.student, row.patient, *row.observers} - here for row in state.plan)
        changed = gone or self._began or any(isinstance(row.event, _CHANGES_THE_PLAN) for row in self.logged)
        return changed and self._is_stale()

    def _project(self) -> None:
        kinds = frozenset() if self._moved else frozenset(row.event.kind for row in self.logged)
        if kinds and kinds <= MARKS | NO_ROWS:
            return
        persons, before = self.live.persons, self._stored
        for number in sorted(self._touched):
            known = number <= len(before.state.rounds) and number not in before.behind
            stored = before.state.rounds[number - 1] if known else None
            project(self.writer, self.practice, self.live.state.rounds[number - 1], persons, stored)

    def _do(self, seat: str, named: str, sent: Sent) -> None:
        act = self._complete(seat, sent.act)
        for event in decide(self.live.state, act, seat, self.at):
            self.log(event, named, act if isinstance(act, Tap) else None, sent)
            if isinstance(event, ev.ClaimAnswered) and event.allowed:
                self._let_in(event.claim)

    def _complete(self, seat: str, act: Tap | Step) -> Tap | Step:
        """A step that begins a round gets that round; a step that will be refused anyway reads and stores no case."""
        if not isinstance(act, Step) or act.move not in FILLED_IN:
            return act
        state = self.state
        if act.stage != state.number or act.move not in moves(state, seat):
            return act
        if act.move is Move.MORE:
            return replace(act, plan=self.planned(more=1))
        if act.move is Move.REPLAN:
            return replace(act, plan=self.planned(without=self._away(act)))
        row = self._row(self.evening(), act)
        if row is None:
            return act
        began, snapshot = self.evening().beginning(self.writer, row, replaces=act.move is not Move.BEGIN)
        self.knows(snapshot)
        return replace(act, round=began)

    def _away(self, act: Step) -> frozenset[str]:
        seats = dict(enumerate(self.state.seats))
        away = frozenset(seats[place] for place in act.without if place in seats)
        if len(seats) - len(away) < FEWEST:
            raise Refused("A round needs two people, so not everybody else can be left out of the plan.")
        return away

    def _row(self, evening: Evening, act: Step) -> PlannedRound | None:
        round_ = evening.state.round
        if act.move is Move.BEGIN:
            if self._is_stale():
                self.log(self.planned(), ev.NOBODY)
                raise Refused("The plan no longer fitted, so there’s a new one. Look at it, then begin.")
            return evening.state.plan[0] if evening.state.plan else None
        if round_ is None:
            return None
        if act.move is Move.ANOTHER:
            return evening.another(round_)
        one, other = act.swap or (-1, -1)
        row = evening.swapped(round_, one, other)
        check_inside(round_, row.patient, row.observers)
        return row

    def _made(self, tap: Tap) -> int:
        return min(max(tap.made, self.state.rounds[tap.round - 1].began_at), self.at)

    def _let_in(self, claim_id: str) -> None:
        claim = self.writer.practices.claim(claim_id)
        if claim is not None:
            self.writer.practices.add_device(claim.seat, claim.device)


_CHANGES_THE_PLAN = (ev.RoundBegan, ev.WatchAnswered, ev.NoteAccepted, ev.Asked)
