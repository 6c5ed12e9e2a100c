"""A whole practice as random people play it on a real kit, whose power may fail between any two SQL statements.

People come, leave and come back; press what their screen offers and what it does not, on old screens too; tap what is
theirs and what is not; send twice, late and in another order; somebody sets the clock; the server is started again or
killed; somebody deletes everything that is theirs. After each of these all of `model_truths` has to hold.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from any_play import TAPS
from builders import DAY, HOUR, MINUTE, form_of, sentence_of
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from model_content import CASES, write_content
from model_power import Cut, Machine
from model_room import NAMES, Raw, Room, device_of
from model_spec import ASKED
from model_truths import OF_THE_TIME, TRUTHS, forgotten, nothing_names
from test_room_views import SENTENCE

from roleplay.people.private import Examined, Private
from roleplay.room import events as ev
from roleplay.room.deadlines import must_agree
from roleplay.room.events import Event
from roleplay.room.stages import BEFORE_THE_BELL, SECOND, UNDO, Stage
from roleplay.room.state import FEWEST
from roleplay.room.vocabulary import Move, Pin, Words
from roleplay.usecases.practice.rooms import HandRow

OPENED = (
    ev.Opened("uk-osce"),
    ev.Opened("plab", prepare=0.1, reading=0.5, station=1.0, debrief=10.0),
)
PLAYS, EXAMPLES, STEPS = 5, 10, 40
"""Ten at a time: of more examples Hypothesis makes most by repeating parts of earlier ones, and few rules are met."""
SHRINKING = 30
"""Seconds; as far as it has come by then, an example of what went wrong is short enough to read."""
STEADILY = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    derandomize=True,
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)

WAITS = tuple(sorted(set(ASKED) - {Move.LEAVE}))
"""Steps that wait for an undo, or may do so."""
HOLDS = (Move.PAUSE, Move.TIME_OUT, Move.STOP)
WHO = st.integers(0, len(NAMES) - 1)
PHONES = st.sampled_from(["a new phone", "another new phone", *(device_of(name) for name in NAMES[:3])])
TIMES = st.sampled_from([1, 999, 4999, 5 * SECOND, 30 * SECOND, 90 * SECOND, 2 * MINUTE, 8 * MINUTE, 31 * MINUTE])
JUMPS = st.sampled_from([-2 * HOUR, -MINUTE, -1, 1, MINUTE, 2 * HOUR])
CUT = st.tuples(st.integers(0, 11) | st.integers(-1, 60), st.booleans())
"""Before which SQL statement of a use case the power goes (-1: when it is done), and whether the process lives on."""
MAYBE_CUT = st.sampled_from([None, None, None]) | CUT
PRIVATE = st.builds(
    Private,
    blocked=st.sampled_from([frozenset(), frozenset(), frozenset({"bereavement"})]),
    examined=st.sampled_from(Examined),
    extra_time=st.booleans(),
    not_student_until=st.sampled_from([0, 0, 2_000_000_000_000]),
    not_patient_until=st.sampled_from([0, 0, 2_000_000_000_000]),
)
ROWS = st.lists(st.builds(HandRow, st.integers(0, 3), st.integers(0, 3), st.sampled_from(list(CASES))), max_size=2)


class AnyPractice(RuleBasedStateMachine):
    """The rules draw; `Room` does."""

    content: Path
    """Set by the fixture: the cases, written once."""

    @initialize(people=st.sampled_from([1, 2, 3, 3, 3, 4]), opened=st.sampled_from(OPENED), stages=st.integers(0, 9))
    def begins(self, people: int, opened: ev.Opened, stages: int) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=self.content.parent))
        self.machine = Machine(self.folder, self.content)
        self.numbers = count(1)
        self.stood: tuple[int, int, int] | None = None
        self.rooms: list[Room] = []
        self._open(NAMES[0], opened)
        for name in NAMES[1:people]:
            self.room.joins(name)
        self.further_on(stages)

    def _open(self, name: str, opened: ev.Opened) -> None:
        room = Room(self.machine, self.numbers)
        room.opens(name, opened)
        self.rooms.append(room)

    @property
    def room(self) -> Room:
        return self.rooms[-1]

    def name(self, who: int) -> str:
        """Somebody with a seat; rarely there is nobody, as all have deleted theirs."""
        names = list(self.room.seats)
        return names[who % len(names)]

    def seat(self, who: int) -> str:
        return self.room.seats[self.name(who)].id

    def offered(self, moves: Sequence[Move]) -> list[tuple[str, Move]]:
        """Who may press which of these now."""
        tops = {seat: self.room.view(seat).top for seat in self.room.state.seats}
        return [(seat, move) for seat, top in tops.items() for move in moves if move in top.moves]

    # People

    @rule(who=WHO, watches=st.booleans(), cut=MAYBE_CUT)
    def somebody_joins_or_comes_back(self, who: int, watches: bool, cut: Cut) -> None:
        self.machine.cut = cut
        self.room.joins(NAMES[who])
        if watches and (offered := self.offered((Move.WATCH,))):
            self._press(*offered[0])

    @precondition(lambda self: self.room.state.stage in BEFORE_THE_BELL and self.room.seats)
    @rule(late=WHO, who=WHO, answer=st.sampled_from([Move.LET_IN, Move.LET_IN, Move.KEEP_OUT]), cut=MAYBE_CUT)
    def somebody_comes_late_and_asks_to_watch(self, late: int, who: int, answer: Move, cut: Cut) -> None:
        """Then somebody, whoever it is, says yes or no."""
        name = next((name for name in NAMES if name not in self.room.seats), NAMES[late])
        self.room.joins(name)
        if name not in self.room.seats:
            return  # the power failed
        self._press(self.room.seats[name].id, Move.WATCH)
        watchers = self.room.state.rounds[-1].watchers
        self.machine.cut = cut
        if watchers:
            self._press(self.seat(who), answer, claim=watchers[-1].id)

    @precondition(lambda self: self.room.seats)
    @rule(who=WHO, waits=st.sampled_from([0, UNDO]), rows=ROWS)
    def somebody_leaves(self, who: int, waits: int, rows: list[HandRow]) -> None:
        """And the others, who still look at the room, plan without them."""
        self.room.moves(self.seat(who), Move.LEAVE, self.room.state.number)
        self.machine.waits(waits)
        self.room.plans(self.name(who + 1), rows)

    @precondition(lambda self: self.room.seats)
    @rule(who=WHO, other=WHO, phone=PHONES, letting=st.sampled_from([Move.LET_IN, Move.LET_IN, Move.KEEP_OUT, None]))
    def somebody_asks_for_a_place(self, who: int, other: int, phone: str, letting: Move | None) -> None:
        self.room.claims_seat(self.name(who), phone)
        if letting is not None and self.room.claims:
            claim = list(self.room.claims)[-1]
            self.room.moves(self.seat(other), letting, self.room.state.number, claim=claim)

    @precondition(lambda self: self.room.seats)
    @rule(who=WHO, private=PRIVATE)
    def somebody_sets_something_private(self, who: int, private: Private) -> None:
        self.room.sets(self.name(who), private)

    @precondition(lambda self: self.room.seats)
    @rule(who=WHO, rows=ROWS)
    def somebody_plans(self, who: int, rows: list[HandRow]) -> None:
        self.room.plans(self.name(who), rows)

    @precondition(lambda self: self.room.state.stage is Stage.OVER or self.room.closed)
    @rule(opened=st.sampled_from(OPENED), people=st.integers(1, 4))
    def another_evening(self, opened: ev.Opened, people: int) -> None:
        self._meets_again(opened, people)

    def _meets_again(self, opened: ev.Opened, people: int) -> None:
        if len(self.rooms) < 3:
            self._open(NAMES[0], opened)
            for name in NAMES[1:people]:
                self.room.joins(name)

    # The ordinary way

    def _press(self, seat: str, move: Move, **more: Any) -> None:
        self.room.moves(seat, move, self.room.state.number, **more)

    def _says_yes(self) -> None:
        for seat in self.room.state.seats:
            if Move.ACCEPT in self.room.view(seat).top.moves:
                self._press(seat, Move.ACCEPT)

    def _hands_in(self, seat: str) -> None:
        state = self.room.state
        if state.stage is not Stage.QUIET:
            return  # the power failed, and the machine's clock had been set back: the station goes on
        form = form_of(state.rounds[-1], seat)
        number, made = len(state.rounds), self.room.kit.clock.now()
        batch = [self.room.raw_tap(event, number, made) for event in (*form, ev.HandedIn())]
        answers = self.room.sends(seat, batch)
        refused = [answer for answer in answers if answer.result != "accepted"]
        assert not refused, refused

    def _on(self) -> None:
        """To the next stage as people come to it."""
        state = self.room.state
        if state.pending is not None:
            self.machine.waits(UNDO)
        elif self.room.closed:
            return
        elif len(state.seats) < FEWEST:
            self._somebody_comes()
        elif state.hold is not None:
            for seat in must_agree(state):
                if seat in state.seats and seat not in state.hold.agreed:
                    self._press(seat, Move.CARRY_ON)
        elif state.stage in (Stage.OPENING, Stage.NEXT):
            self._next_round()
        elif state.stage is not Stage.OVER:
            self._on_in_the_round()

    def _somebody_comes(self) -> None:
        here = [name for name, seat in self.room.seats.items() if seat.id in self.room.state.seats]
        self.room.joins(next(name for name in NAMES if name not in here))

    def _next_round(self) -> None:
        """The one that is planned, or another one; where no case is left the evening ends."""
        before, seat = self.room.state, self.room.state.seats[0]
        self._press(seat, Move.BEGIN if before.plan or before.stage is Stage.OPENING else Move.MORE)
        if before.stage is Stage.NEXT and not before.plan and not self.room.state.plan:
            self._press(seat, Move.FINISH)

    def _on_in_the_round(self) -> None:
        state = self.room.state
        round_ = state.rounds[-1]
        if state.stage is Stage.PREPARE:
            self._says_yes()
            for seat in round_.cast.here:
                self._press(seat, Move.READY)
        elif state.stage is Stage.CONSENT:
            self._press(round_.cast.student, Move.ASK_CONSENT)
            self._press(round_.cast.patient, Move.CONSENT)
        elif state.stage is Stage.QUIET and round_.cast.here and round_.cast.student not in round_.forgotten:
            for seat in round_.cast.here:
                self._hands_in(seat)
        elif state.stage is Stage.SHEETS and round_.number % 2 and self.offered((Move.AGAIN,)):
            self._press(*self.offered((Move.AGAIN,))[0])
        elif state.deadline is not None and state.stage not in (Stage.DEBRIEF, Stage.SHEETS):
            self.machine.waits(max(1, state.deadline - self.room.kit.clock.now()))
        else:
            self.machine.waits(MINUTE)
            self._press((round_.cast.here or state.seats)[0], Move.GO_ON)

    @rule(cut=MAYBE_CUT)
    def on(self, cut: Cut) -> None:
        self.machine.cut = cut
        self._on()

    def further_on(self, stages: int) -> None:
        for _ in range(stages):
            self._on()

    @rule(stages=st.integers(2, 12))
    def on_through_a_round(self, stages: int) -> None:
        self.further_on(stages)

    @rule()
    def to_the_next_station(self) -> None:
        for _ in range(12):
            if self.room.state.stage in (Stage.STATION, Stage.OVER):
                return
            self._on()

    @precondition(lambda self: self.room.state.stage is Stage.NEXT and self.room.state.seats)
    @rule(waits=st.booleans())
    def the_practice_ends(self, waits: bool) -> None:
        self._press(self.room.state.seats[0], Move.FINISH)
        self.machine.waits(UNDO if waits else 1)

    # Whatever a device may send

    @precondition(lambda self: self.room.seats)
    @rule(who=WHO, which=st.integers(0, 20), cut=MAYBE_CUT)
    def presses_what_is_offered(self, who: int, which: int, cut: Cut) -> None:
        self.machine.cut = cut
        seat = self.seat(who)
        offered = [move for move in self.room.view(seat).top.moves if move != Move.LEAVE]
        if offered:
            more = {"swap": [0, 1 + which % 2], "without": [which % 4]}
            self._press(seat, Move(offered[which % len(offered)]), **more)

    @precondition(lambda self: self.offered(WAITS))
    @rule(data=st.data(), waits=st.sampled_from([1, UNDO - 1, UNDO, UNDO, UNDO]), undone=st.booleans(), cut=MAYBE_CUT)
    def asks_for_what_waits(self, data: st.DataObject, waits: int, undone: bool, cut: Cut) -> None:
        """A step with five seconds for an undo, which comes in time, too late, or not at all."""
        seat, move = data.draw(st.sampled_from(self.offered(WAITS)))
        self.machine.cut = cut
        self._press(seat, move, swap=[0, 1 + waits % 2])
        self.machine.waits(waits)
        if undone and self.room.state.seats:
            self._press(self.room.state.seats[-1], Move.UNDO)

    @precondition(lambda self: self.offered(HOLDS))
    @rule(data=st.data(), held=TIMES, one_is_gone=st.booleans())
    def the_clock_is_held(self, data: st.DataObject, held: int, one_is_gone: bool) -> None:
        """And then all agree to carry on, or one phone is dead and the others go on without it."""
        seat, move = data.draw(st.sampled_from(self.offered(HOLDS)))
        self._press(seat, move)
        self.machine.waits(held)
        for seat, _ in self.offered((Move.CARRY_ON,))[one_is_gone:]:
            self._press(seat, Move.CARRY_ON)

    @precondition(lambda self: self.room.seats)
    @rule(who=WHO, move=st.sampled_from(Move), age=st.sampled_from([0, 0, 1, 2, -1]), swap=st.tuples(WHO, WHO))
    def presses_anything(self, who: int, move: Move, age: int, swap: tuple[int, int]) -> None:
        claim = next(iter(self.room.claims), None)
        number = self.room.state.number - age
        self.room.moves(self.seat(who), move, number, claim=claim, swap=list(swap))

    @precondition(lambda self: self.room.seats)
    @rule(who=WHO)
    def two_press_at_once(self, who: int) -> None:
        """Both on the screen that they had before the other pressed."""
        one, other, state = self.seat(who), self.seat(who + 1), self.room.state
        moves = self.room.view(one).top.moves
        move = Move(moves[who % len(moves)]) if moves else Move.GO_ON
        first = self.room.raw_move(move, state.number)
        second = self.room.raw_move(move, state.number)
        self.room.sends(one, [first])
        self.room.sends(other, [second])

    def _written(self, seat: str, event: Event, number: int) -> Event:
        if not isinstance(event, ev.Wrote) or event.text != "a sentence":
            return event
        step = event.words is Words.NEXT_STEP
        return ev.Wrote(event.words, f"a step of {seat} in round {number}" if step else sentence_of(seat, number))

    def _tap_of(self, seat: str, event: Event, back: int) -> tuple[Event, int]:
        number = len(self.room.state.rounds) - back
        return self._written(seat, event, number), number

    @precondition(lambda self: self.room.seats)
    @rule(
        who=WHO,
        event=st.sampled_from(TAPS),
        back=st.sampled_from([0, 0, 0, 1, -1]),
        early=st.sampled_from([0, 0, 500, -500, DAY]),
    )
    def taps(self, who: int, event: Event, back: int, early: int) -> None:
        seat = self.seat(who)
        said, number = self._tap_of(seat, event, back)
        self.room.taps(seat, said, number, self.room.kit.clock.now() - early)

    @precondition(lambda self: self.room.state.stage in (Stage.STATION, Stage.QUIET) and self.room.state.seats)
    @rule(data=st.data(), events=st.integers(1, 6), cut=MAYBE_CUT)
    def taps_of_ones_own(self, data: st.DataObject, events: int, cut: Cut) -> None:
        """What this role does in a station; so that not all is refused."""
        self.machine.cut = cut
        round_ = self.room.state.rounds[-1]
        items = [i.id for i in round_.snapshot.sheet.items]
        facts = [fact.id for fact in round_.snapshot.case.patient.story]
        marks = [ev.Marked(item, mark) for item in items for mark in ("done", "not", None)]
        theirs: list[Any] = [*marks, *(ev.Pinned(pin) for pin in Pin)]
        theirs += [ev.Released(f.id) for f in round_.snapshot.case.findings]
        observer, patient = round_.cast.observers[0], round_.cast.patient
        drawn = data.draw(st.lists(st.sampled_from(theirs), min_size=events, max_size=events))
        for event in drawn:
            marked = ev.Marked(event.item, event.mark and ev.Mark(event.mark)) if hasattr(event, "mark") else event
            self.room.taps(observer, marked, round_.number, self.room.kit.clock.now())
            self.machine.waits(SECOND)
        for fact in facts[:events]:
            self.room.taps(patient, ev.FactCame(fact, True), round_.number, self.room.kit.clock.now() - SECOND)

    # Late, twice, in another order

    @precondition(lambda self: self.room.seats)
    @rule(who=WHO, events=st.lists(st.sampled_from(TAPS), min_size=1, max_size=8))
    def taps_without_network(self, who: int, events: list[Event]) -> None:
        seat, now = self.seat(who), self.room.kit.clock.now()
        for event in events:
            said, number = self._tap_of(seat, event, 0)
            self.room.kept[seat].append(self.room.raw_tap(said, number, now))

    @precondition(lambda self: any(self.room.kept.values()))
    @rule(data=st.data(), cut=MAYBE_CUT)
    def the_network_is_back(self, data: st.DataObject, cut: Cut) -> None:
        self.machine.cut = cut
        for seat, kept in self.room.kept.items():
            if kept:
                twice = data.draw(st.integers(0, len(kept)))
                order = data.draw(st.permutations(kept + kept[:twice]))
                self.room.kept[seat] = []
                half = data.draw(st.integers(0, len(order)))
                for part in (order[:half], order[half:]):
                    if part:
                        self.room.sends(seat, list(part))

    @precondition(lambda self: self.room.sent)
    @rule(which=st.integers(0, 10**6), times=st.integers(1, 2))
    def sends_again(self, which: int, times: int) -> None:
        seat, raw = self.room.sent[which % len(self.room.sent)]
        self.room.sends(seat, [raw] * times)

    @precondition(lambda self: self.room.sent)
    @rule(which=st.integers(0, 10**6), other=st.sampled_from([{"made": 1}, {"kind": "handed_in"}, {"more": 1}]))
    def sends_another_under_an_old_token(self, which: int, other: Raw) -> None:
        seat, raw = self.room.sent[which % len(self.room.sent)]
        self.room.sends(seat, [raw | other])

    @precondition(lambda self: self.room.sent and self.room.seats)
    @rule(which=st.integers(0, 10**6), who=WHO)
    def another_seat_sends_it(self, which: int, who: int) -> None:
        _, raw = self.room.sent[which % len(self.room.sent)]
        seat = self.seat(who)
        if raw["kind"] == "wrote" and SENTENCE.fullmatch(raw["text"]):
            raw = raw | {"text": sentence_of(seat, raw["round"])}  # or it would be one's own, in another's name
        if raw["kind"] != "move":
            self.room.sends(seat, [raw])

    # Time and power

    @rule(milliseconds=TIMES)
    def time_goes_by(self, milliseconds: int) -> None:
        self.machine.waits(milliseconds)

    @rule(jump=JUMPS)
    def somebody_sets_the_clock(self, jump: int) -> None:
        self.machine.wall += jump

    @precondition(lambda self: self.room.seats and self.room.state.stage in (Stage.SHEETS, Stage.NEXT, Stage.OVER))
    @rule(who=WHO, events=st.lists(st.sampled_from(TAPS), max_size=4), short=st.sampled_from([0, 0, 1, SECOND]))
    def a_day_goes_by(self, who: int, events: list[Event], short: int) -> None:
        """What comes after it is refused, and the people meet again."""
        self.machine.waits(2 * DAY - short)
        for event in events:
            said, number = self._tap_of(self.seat(who), event, 0)
            self.room.taps(self.seat(who), said, number, self.room.kit.clock.now())
        self.machine.waits(short)
        self._meets_again(OPENED[who % 2], 3)

    @rule()
    def the_server_is_started_again(self) -> None:
        self.machine.restart()

    @rule(cut=CUT)
    def the_power_will_go(self, cut: Cut) -> None:
        """In whatever writes next."""
        self.machine.cut = cut

    # The end

    def _forget(self, name: str) -> None:
        held = [room for room in self.rooms if name in room.seats]
        if held and held[-1].forgets(name):
            for room in held:
                forgotten(room, name)
            nothing_names(self.room, name)

    @precondition(lambda self: self.room.seats and (len(self.rooms) > 1 or self.room.state.stage is Stage.OVER))
    @rule(who=WHO, cut=MAYBE_CUT)
    def somebody_deletes_everything(self, who: int, cut: Cut) -> None:
        self.machine.cut = cut
        self._forget(self.name(who))

    @invariant()
    def all_of_it_is_true(self) -> None:
        stands = (self.machine.boots, self.room.practice, self.room.live.state.seq)
        with self.room.looked_at():
            for truth in TRUTHS:
                if stands != self.stood or truth in OF_THE_TIME:
                    truth(self.room)
        self.stood = stands

    def teardown(self) -> None:
        if not hasattr(self, "rooms"):
            return
        try:
            self._the_end()
        finally:
            self.machine.kit.close()
            shutil.rmtree(self.folder)

    def _the_end(self) -> None:
        """What waits is delivered, the kit is opened once more, and somebody deletes what is theirs."""
        self.machine.cut = None
        for room in self.rooms:
            for seat, kept in room.kept.items():
                if kept:
                    room.sends(seat, kept[:200])
        self.machine.restart()
        for name in list(self.room.seats)[:1]:
            self._forget(name)
        for room in self.rooms:
            with room.looked_at():
                for truth in TRUTHS:
                    truth(room)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_content(tmp_path_factory.mktemp("model") / "content")


@pytest.mark.parametrize("play", range(PLAYS))
def test_whatever_people_do_and_whenever_the_power_goes_the_practice_stays_true(
    play: int, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    AnyPractice.content = content
    monkeypatch.setattr("hypothesis.internal.conjecture.engine.MAX_SHRINKING_SECONDS", SHRINKING)
    run_state_machine_as_test(seed(play)(AnyPractice), settings=STEADILY)
