"""One session of the demo, played round by round: what people do when, and what they forget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from roleplay.demo.learners import Skills
from roleplay.demo.performing import domains_of, marks_of, overall_of, perform, statements_of
from roleplay.demo.phones import SECOND, Room, Tap
from roleplay.demo.phrases import Advice
from roleplay.demo.wording import Wording, became, skill_of
from roleplay.marking.marksheet import Mark
from roleplay.people.visitor import Visitor
from roleplay.review.next_steps import MOST_OPEN
from roleplay.room.moves import way_on
from roleplay.room.pair_list import pair_list
from roleplay.room.stages import Stage
from roleplay.room.state import Role
from roleplay.room.step_skills import skills_offered
from roleplay.room.vocabulary import Happened, Move, Words
from roleplay.usecases.practice.rooms import HandRow

OWN_EYE_SD, OBSERVER_EYE_SD = 9, 5
LIVE_FACTS = 0.75
"""The share of facts that the patient taps during the station; the others are ticked on the list after the bell."""
PINS = 0.7
NEXT_STEPS = 0.95
"""The share of stations that end with a next step."""
OTHER_GOES = 0.75
"""The share of rounds that end with another go, which nobody skips."""
SAID_OF_A_GO = {Happened.YES: 5, Happened.PARTLY: 3, Happened.NO: 2}
"""What observers say of it, and out of ten how often."""
WITH_THREE_OPEN = 0.3
PAUSES = {Move.ACCEPT: (5, 15), Move.READY: (25, 50), Move.ASK_CONSENT: (10, 30), Move.CONSENT: (4, 12)}
MOVING_ON = (2, 20)
"""Seconds that go by before a move: before these, or any other."""


@dataclass(frozen=True)
class Slip:
    """Something that doesn't go to plan in one round of a session. ``round`` counts from 1."""

    round: int
    kind: str


GIVEN_UP, HALF_A_SHEET, NOT_HANDED_IN, LATE_WORD, TIME_OUT = "given up", "half a sheet", "not in", "late", "time out"


@dataclass
class EveningPlayed:
    """A session being played. ``wishes`` are the kinds of station that people chose for themselves; ``late`` are words
    that somebody still owes."""

    room: Room
    skills: Mapping[str, Skills]
    wording: Wording
    chance: Random
    slips: tuple[Slip, ...] = ()
    wishes: Mapping[str, str] = field(default_factory=dict)
    late: tuple[tuple[str, Tap], ...] = ()
    waits: Random = field(init=False)
    """For how long people take, and who is first: another way through the stages changes no mark and no word."""

    def __post_init__(self) -> None:
        self.waits = Random(self.chance.random())

    def play(self) -> None:
        """Play all the planned rounds, to the end."""
        number = 0
        for name, kind in self.wishes.items():
            self._wish(name, kind)
        while self.room.state.plan:
            number += 1
            self._round(frozenset(slip.kind for slip in self.slips if slip.round == number))
        self.pause(20, 90)
        self.room.move(self._anybody(), "finish")

    def _wish(self, name: str, kind: str) -> None:
        """The kit's plan with another case for one person: the first that breaks no rule for tonight's group."""
        room, plan = self.room, self.room.state.plan
        seats, mine = room.state.seats, room.seats[name].id
        planned = {row.case for row in plan}
        for shown in room.kit.browsing.cases(Visitor(room.phones[name])):
            card = shown.card
            if card.kind != kind or card.heavy or card.id in planned:
                continue
            cases = [card.id if row.student == mine else row.case for row in plan]
            rows = [
                HandRow(seats.index(row.student), seats.index(row.patient), case)
                for row, case in zip(plan, cases, strict=True)
            ]
            if not room.kit.rooms.broken_by(room.practice, rows):
                room.kit.rooms.plan_by_hand(room.practice, mine, rows)
                return

    def _round(self, slips: frozenset[str]) -> None:
        self._begin()
        if GIVEN_UP in slips:
            self.pause(40, 90)
            self.room.move(self.room.who(Role.PATIENT)[0], "another")
        self.on_to(Stage.STATION)
        station = StationPlayed(self, slips)
        station.play()
        self.on_to(Stage.SHEETS)
        if self.waits.random() < OTHER_GOES:
            self._another_go()
        self.on_to(Stage.NEXT)
        station.next_step()

    def _another_go(self) -> None:
        """From the moment that the observers' pins or words name; they say whether it happened."""
        self.pause(30, 60)
        observers = self.room.who(Role.OBSERVER)
        self.room.move(observers[0], Move.AGAIN.value)
        self.on_to(Stage.NEXT)
        for name in observers:
            (said,) = self.waits.choices(list(SAID_OF_A_GO), list(SAID_OF_A_GO.values()))
            self.pause(2, 8)
            self.room.send(name, [self.room.now("rated_try", happened=said.value)])

    def _begin(self) -> None:
        """Begin the round. If the plan no longer fits, the kit makes a new one and asks people to look at it first."""
        self.pause(30, 120)
        name = self._anybody()
        if self.room.try_move(name, "begin"):
            self.pause(5, 15)
            self.room.move(name, "begin")

    def on_to(self, stage: Stage) -> None:
        """Go on to this stage, each person by their own moves on the way."""
        room = self.room
        seats = [room.seats[name].id for name in self.waits.sample(room.here(), len(room.here()))]
        while room.stage is not stage:
            step = way_on(room.state, seats)
            if step is None:
                room.wait()
                continue
            self.pause(*PAUSES.get(step[1], MOVING_ON))
            # Meanwhile the clock may have moved it on.
            if step == way_on(room.state, seats):
                room.move(room.name_of(step[0]), step[1].value)

    def _anybody(self) -> str:
        return self.chance.choice(list(self.room.seats))

    def shuffled(self, names: list[str]) -> list[str]:
        return self.chance.sample(names, len(names))

    def pause(self, least: int, most: int) -> None:
        """Let so many seconds go by."""
        self.room.wall.forward(self.waits.randrange(least * SECOND, most * SECOND))


class StationPlayed:
    """The station of a round and the quiet minute after it."""

    def __init__(self, evening: EveningPlayed, slips: frozenset[str]) -> None:
        self.evening, self.slips = evening, slips
        self.room, self.chance, self.wording = evening.room, evening.chance, evening.wording
        round_ = self.room.round
        self.case, self.sheet, self.length = round_.snapshot.case, round_.snapshot.sheet, round_.lengths.station
        self.student = self.room.who(Role.STUDENT)[0]
        self.patient = self.room.who(Role.PATIENT)[0]
        self.observers = self.room.who(Role.OBSERVER)
        self.taken: set[str] = {round_.goal}
        self.heard: list[Advice] = []
        self.performance = perform(
            self.case, self.sheet, evening.skills[self.student], skill_of(round_.goal), self.length, self.chance
        )

    def play(self) -> None:
        """Play from the bell to the end of everybody's form, but for one that somebody owes."""
        began = self.room.state.stage_at
        if TIME_OUT in self.slips:
            self._time_out()
        self.evening.on_to(Stage.QUIET)
        self.room.wall.forward(SECOND)
        marks = {name: self._marks(name) for name in self.observers}
        for name in self.room.here():
            live = self._live(name, began, marks.get(name, {}))
            self.room.send(name, sorted(live, key=lambda tap: int(tap["made"])))
        self._quiet(marks)
        self._learn()

    def next_step(self) -> None:
        """Write the student's, at the end of the round. With three open, many go on with those."""
        share = WITH_THREE_OPEN if len(self.room.round.steps) >= MOST_OPEN else NEXT_STEPS
        if self.chance.random() < share:
            text = self.wording.next_step(self.case, self.performance, self.student, self.heard, self.taken)
            self.room.send(self.student, [self.room.now("wrote", words=Words.NEXT_STEP.value, text=text)])
            if (skill := skill_of(text)) in skills_offered(self.room.round):
                self.room.send(self.student, [self.room.now("chose_skill", skill=skill)])

    def _marks(self, name: str) -> dict[str, Mark]:
        marks = marks_of(self.performance, self._strict(name), self.chance)
        if HALF_A_SHEET in self.slips:
            return {item: marks[item] for item in list(marks)[: len(marks) // 2]}
        return marks

    def _time_out(self) -> None:
        """The student holds the clock to think; the station isn't shortened by it."""
        self.room.wall.forward(int(self.length * 0.95))
        self.room.move(self.student, "time_out")
        self.room.wall.forward(35 * SECOND)
        self.room.move(self.student, "carry_on")

    def _live(self, name: str, began: int, marks: Mapping[str, Mark]) -> list[Tap]:
        """What one phone sends during the station itself."""
        taps: list[Tap] = []
        if name == self.patient:
            taps += self._facts_live(began)
        if name in self.observers and name != self.patient:
            taps += self._marks_live(began, marks)
            taps += self._pins(began)
        if name == self.observers[0]:
            taps += [
                self.room.tap("released", began + at, finding=one) for one, at in self.performance.released.items()
            ]
        return taps

    def _facts_live(self, began: int) -> list[Tap]:
        facts = self.performance.facts.items()
        return [
            self.room.tap("fact_came", began + at, fact=one, came=True)
            for one, at in facts
            if at < self.length and self.chance.random() < LIVE_FACTS
        ]

    def _marks_live(self, began: int, marks: Mapping[str, Mark]) -> list[Tap]:
        """What the observer sees is tapped a few seconds later; everything else waits for the quiet minute."""
        taps = []
        for item, mark in marks.items():
            if mark in (Mark.DONE, Mark.PARTLY):
                at = self.performance.times[item] + self.chance.randrange(2 * SECOND, 15 * SECOND)
                taps.append(self.room.tap("marked", began + min(at, self.length), item=item, mark=mark.value))
        return taps

    def _pins(self, began: int) -> list[Tap]:
        quality = {item: q for item, q in self.performance.quality.items() if q is not None}
        ordered = sorted(quality, key=quality.__getitem__)
        moments = (("worked", self.chance.choice(ordered[-3:])), ("try", self.chance.choice(ordered[:3])))
        return [
            self.room.tap("pinned", began + self.performance.times[item] + self.chance.randrange(8 * SECOND), pin=pin)
            for pin, item in moments
            if self.chance.random() < PINS
        ]

    def _quiet(self, marks: Mapping[str, Mapping[str, Mark]]) -> None:
        """Fill in everybody's form; the others may have to go on without one person's."""
        names = self.evening.shuffled(self.room.here())
        owes = next((name for name in self.observers if self.slips & {NOT_HANDED_IN, LATE_WORD}), None)
        for name in names:
            self.room.wall.forward(self.chance.randrange(12 * SECOND, 24 * SECOND))
            form = self._form(name, marks.get(name, {}))
            if name != owes:
                self.room.send(name, [*form, self.room.now("handed_in")])
                continue
            words = [tap for tap in form if tap.get("words") == Words.TRY.value]
            self.room.send(name, [tap for tap in form if tap not in words])
            if LATE_WORD in self.slips:
                self.evening.late = (*self.evening.late, *((name, tap) for tap in words))

    def _form(self, name: str, marks: Mapping[str, Mark]) -> list[Tap]:
        taps: list[Tap] = []
        if name == self.student:
            taps += self._as_student()
        if name == self.patient:
            taps += self._as_patient()
        if name in self.observers:
            taps += self._as_observer(name, marks)
        return taps

    def _as_student(self) -> list[Tap]:
        mild = -self.evening.skills[self.student].learner.own_view
        text = self.wording.own_line(self.case, self.performance, self.student, self.taken)
        return [*self._ratings(mild, OWN_EYE_SD), self._wrote(Words.LINE, text)]

    def _as_patient(self) -> list[Tap]:
        lived = self.wording.of_patient(self.case, self.performance, self.student, self.taken)
        answers = statements_of(self.performance, lived.skills, lived.pleased, self.chance)
        listed = [self.room.now("fact_came", fact=one, came=True) for one in self.performance.facts]
        rated = [self.room.now("rated_statement", statement=one, value=value) for one, value in answers.items()]
        return [*self._not_tapped_yet(listed), *rated, self._wrote(Words.SENTENCE, lived.text)]

    def _not_tapped_yet(self, listed: list[Tap]) -> list[Tap]:
        seat = self.room.seats[self.patient].id
        return [tap for tap in listed if self.room.round.value(seat, "fact_came", tap["fact"]) is None]

    def _as_observer(self, name: str, marks: Mapping[str, Mark]) -> list[Tap]:
        if name == self.patient:
            return self._as_both(name, marks)
        advice = self.wording.to_try(self.case, self.performance, self.student, self.taken)
        self.heard.append(advice)
        taps = [*self._left_open(marks), *self._ratings(self._strict(name), OBSERVER_EYE_SD)]
        goal = self.room.round.goal
        outcome = became(goal, self.performance, self.chance) if goal else None
        if outcome is not None:
            taps.append(self.room.now("rated_goal", outcome=outcome.value))
        seen = self.wording.saw(self.case, self.performance, self.student, self.taken)
        return [*taps, self._wrote(Words.SAW, seen), self._wrote(Words.TRY, advice.to_try)]

    def _as_both(self, name: str, marks: Mapping[str, Mark]) -> list[Tap]:
        """In a pair, where the patient observes as well: their short list, and one thing to try."""
        lines, _ = pair_list(self.sheet, self.case.patient.story)
        marked = [
            self.room.now("marked", item=item.id, mark=marks[item.id].value)
            for item in lines
            if item.id in marks and not item.never
        ]
        advice = self.wording.to_try(self.case, self.performance, self.student, self.taken)
        self.heard.append(advice)
        overall = overall_of(self.performance, self._strict(name), OBSERVER_EYE_SD, self.chance)
        return [*marked, self.room.now("rated_overall", value=overall), self._wrote(Words.TRY, advice.to_try)]

    def _left_open(self, marks: Mapping[str, Mark]) -> list[Tap]:
        """ "Not done" and "Didn't come up"."""
        return [
            self.room.now("marked", item=item, mark=mark.value)
            for item, mark in marks.items()
            if mark not in (Mark.DONE, Mark.PARTLY) and not self.sheet.item_by_id[item].never
        ]

    def _ratings(self, strict: float, sd: float) -> list[Tap]:
        rated = domains_of(self.performance, strict, sd, self.chance)
        taps = [self.room.now("rated_domain", domain=one, value=value) for one, value in rated.items()]
        return [*taps, self.room.now("rated_overall", value=overall_of(self.performance, strict, sd, self.chance))]

    def _wrote(self, words: Words, text: str) -> Tap:
        return self.room.now("wrote", words=words.value, text=text)

    def _strict(self, name: str) -> float:
        return self.evening.skills[name].learner.strict

    def _learn(self) -> None:
        """The student learned most, and whoever observed or played learned a little."""
        tags = self.performance.by_tag()
        for name in self.room.here():
            self.evening.skills[name].practise(tags, 1.0 if name == self.student else 0.3)


def late_words(evening: EveningPlayed) -> None:
    """Send what was still owed, the day after."""
    for name, tap in evening.late:
        evening.room.send(name, [{**tap, "made": evening.room.wall.at}])
