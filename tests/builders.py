"""What all tests build with: a small complete case, its rubric and mark sheet, and a practice that plays itself.

`Practice` decides and folds as the use case of a running practice does: the time never runs backwards, a tap's time
stays between its round's beginning and now, and a STOP is logged for nobody. Times are milliseconds and arguments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pytest

from roleplay.content.loading import Library
from roleplay.content.models import Case, Rubric, Theme
from roleplay.errors import Refused
from roleplay.marking.marksheet import Marksheet, marksheet_of
from roleplay.room import events as ev
from roleplay.room.codec import decode, encode
from roleplay.room.deadlines import advance
from roleplay.room.decide import Step, decide
from roleplay.room.events import NOBODY, Event, Logged, RoundBegan
from roleplay.room.fold import fold
from roleplay.room.moves import NAMELESS, waits
from roleplay.room.stages import MINUTE, UNDO, Lengths, Stage, Turn
from roleplay.room.state import Role, Round, Snapshot, State
from roleplay.room.taps import Tap
from roleplay.room.view import table_view, view
from roleplay.room.views import View, as_json
from roleplay.room.vocabulary import Move, PlannedRound, Words
from roleplay.usecases.practice.snapshots import take_snapshot

START = 1_790_000_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
LENGTHS = Lengths(prepare=3 * MINUTE, reading=2 * MINUTE, station=8 * MINUTE)
REVIEW = {"author": "An author", "written": "2026-11-22"}

CASE: dict[str, Any] = {
    "format": 1,
    "id": "short-of-breath",
    "title": "Short of breath",
    "kind": "interview",
    "rubric": "small-history",
    "specialty": "cardiology",
    "level": "clinical",
    "difficulty": 2,
    "guidelines": "Anywhere",
    "skills": ["ice"],
    "themes": ["bereavement"],
    "props": ["Two chairs"],
    "student": {
        "setting": "A surgery, Monday",
        "brief": "You see people first.",
        "tasks": ["Find out what happened", "Agree on a plan"],
        "given": {"Pulse": "84 regular"},
        "material": [{"title": "Letter", "text": "Please see this man."}],
        "leave_out": ["Do not examine"],
    },
    "patient": {
        "plays": "Daniel Price, 52",
        "you_are": "You drive a bus.",
        "opening": "I can't get up the stairs.",
        "story": [
            {"id": "stairs", "say": "It began in March.", "when": "volunteer", "topic": "onset"},
            {"id": "pillows", "say": "I sleep on three pillows.", "when": "asked", "topic": "nights"},
            {"id": "father-died", "say": "My dad died of it.", "when": {"cue": "looks-away"}, "topic": "worry"},
        ],
        "cues": [{"id": "looks-away", "show": "Look at the window."}],
        "ask": [{"say": "Is it my heart?", "by_minute": 5}],
        "reacts": [{"if": "they hurry", "do": "Say less."}],
        "ideas": "Old age.",
        "concerns": "The heart.",
        "expectations": "A tracing.",
        "effect": "Off work.",
        "background": {"medicines": ["ramipril"]},
    },
    "events": [
        {"minute": 3, "who": "patient", "do": "Cough."},
        {"minute": 4, "who": "observer", "do": "Knock.", "unless": "pillows"},
        {"minute": 6, "who": "his-son", "do": "Ring him up."},
    ],
    "others": [{"id": "his-son", "plays": "Owen, his son", "you_are": "You worry."}],
    "findings": [
        {"id": "tracing", "ask": "A tracing of the heart", "card": "Sinus rhythm."},
        {"id": "chest-film", "ask": "A film of the chest", "card": "A large heart.", "image": "film.png"},
    ],
    "checklist": [
        {"id": "asks-nights", "text": "Asks about nights", "domain": "gather", "weight": 2, "reveals": ["pillows"]},
        {
            "id": "asks-worry",
            "text": "Asks what worries him",
            "domain": "relate",
            "partly": {"both": "worry and reason", "one": "the worry only"},
        },
        {"id": "asks-smoking", "text": "Asks about smoking", "domain": "gather", "may_not_arise": True},
        {"id": "net", "text": "Says when to ring", "domain": "manage", "weight": 3, "critical": "must"},
        {"id": "scares", "text": "Says he will die", "domain": "relate", "critical": "never"},
    ],
    "viva": {"at_minute": 7, "questions": [{"ask": "What next?", "answer": "An echo."}]},
    "phases": [{"id": "hello", "label": "Opening", "minutes": 8}],
    "debrief": {"points": ["It may be the heart."], "sources": ["A guideline"]},
    "review": {**REVIEW, "origin": "invented"},
}

EXAMINE: dict[str, Any] = {
    "regions": ["chest"],
    "position": "Sitting",
    "exposure": "Shirt open",
    "not_done": ["No percussion"],
    "alternative": "Talk it through",
    "kit": ["A stethoscope"],
}

RUBRIC: dict[str, Any] = {
    "format": 1,
    "id": "small-history",
    "title": "Small history",
    "kinds": ["interview", "examination", "presentation"],
    "domains": [
        {"id": "gather", "name": "Gathering", "anchors": {"1": "jumps about", "3": "mostly in order", "5": "in order"}},
        {"id": "manage", "name": "Managing", "anchors": {"1": "no plan", "3": "a plan", "5": "a shared plan"}},
        {"id": "relate", "name": "Relating", "anchors": {"1": "reads out", "3": "looks up", "5": "is with him"}},
    ],
    "scale": {"ask": "Where does this station stand?", "words": ["Not yet", "Nearly", "There", "Well there"]},
    "items": [
        {"id": "greets", "text": "Says who they are", "domain": "relate"},
        {"id": "thanks", "text": "Closes with thanks", "domain": "relate", "place": "last"},
    ],
    "statements": [
        {"id": "understood", "text": "I felt understood"},
        {"id": "listened", "text": "I was listened to"},
        {"id": "told", "text": "I was told enough"},
        {"id": "what-next", "text": "I know what is next"},
    ],
    "mix": {"checklist": 0.5, "domains": 0.5},
    "review": REVIEW,
}


def a_case(**changes: Any) -> Case:
    """The small case, with other values at its top level."""
    return Case.model_validate({**CASE, **changes})


def an_examination(**changes: Any) -> Case:
    """The small case as an examination: its volunteer is asked before the clock starts."""
    return a_case(**{"id": "examine-the-chest", "kind": "examination", "examine": EXAMINE, **changes})


def a_presentation(**changes: Any) -> Case:
    """The small case as a presentation to a senior, who has no story."""
    senior = {"plays": "The senior", "you_are": "You are in a hurry.", "opening": "Go on."}
    unlinked = [{**item, "reveals": []} for item in CASE["checklist"]]
    events = [event for event in CASE["events"] if "unless" not in event]
    own = {"id": "present-him", "kind": "presentation", "patient": senior, "checklist": unlinked, "events": events}
    return a_case(**{**own, **changes})


def a_rubric(**changes: Any) -> Rubric:
    """The small rubric, with other values at its top level."""
    return Rubric.model_validate({**RUBRIC, **changes})


def a_sheet() -> Marksheet:
    """The small rubric and the small case as one mark sheet."""
    return marksheet_of(a_rubric(), a_case())


MARKER = re.compile(r"«[^»]*»")
_NOT_TEXTS = {"id", "kind", "kinds", "mode", "rubric", "level", "skills", "themes", "when", "who", "unless", "regions"}
_NOT_TEXTS |= {"shown", "domain", "block", "tags", "critical", "reveals", "written", "origin", "place"}


def marked(part: Case | Rubric, root: str) -> Any:
    """The script with every free text replaced by the text's own address, such as ``«case.patient.story.0.say»``."""
    return type(part).model_validate(_marked(part.model_dump(mode="json"), root))


def _marked(value: Any, path: str) -> Any:
    if isinstance(value, dict):
        return {k: v if k in _NOT_TEXTS else _marked(v, f"{path}.{k}") for k, v in value.items()}
    if isinstance(value, list):
        return [_marked(inner, f"{path}.{place}") for place, inner in enumerate(value)]
    return f"«{path}»" if isinstance(value, str) and value else value


def as_stored(log: Iterable[Logged]) -> list[Logged]:
    """The log after going through JSON, as a store keeps it."""
    return [_as_stored(logged) for logged in log]


def _as_stored(logged: Logged) -> Logged:
    event = decode(logged.event.kind, json.loads(json.dumps(encode(logged.event))))
    return Logged(logged.seq, event, logged.at, logged.seat, logged.round, logged.made, logged.token, logged.digest)


def a_snapshot(case: Case, rubric: Rubric, theme: str = "Bereavement") -> tuple[Snapshot, dict[str, Any]]:
    """The snapshot of a case and the body that is stored; ``theme`` is what its themes are called."""
    themes = {id_: Theme(id=id_, name=theme) for id_ in case.themes}
    return take_snapshot(case, Library({case.id: case}, {rubric.id: rubric}, {}, themes, ()))


class Practice:
    """A practice that plays itself: ``Practice().sits("a", "b", "c").begins().to(Stage.STATION).tap("c", …)``."""

    def __init__(
        self,
        case: Case | None = None,
        rubric: Rubric | None = None,
        lengths: Lengths = LENGTHS,
        at: int = START,
        deck: Sequence[Snapshot] = (),
        opened: ev.Opened | None = None,
    ) -> None:
        """The rounds take the ``deck``'s cases in turn; without one all play ``case``."""
        self.deck = tuple(deck) or (a_snapshot(case or a_case(), rubric or a_rubric())[0],)
        self.snapshot = self.deck[0]
        self.snapshots: Mapping[str, Snapshot] = {snapshot.fingerprint: snapshot for snapshot in self.deck}
        self.lengths, self.now = lengths, at
        self.log: list[Logged] = []
        self.state = State()
        self.ever: tuple[str, ...] = ()
        self.logs(opened or ev.Opened("uk-osce"), NOBODY)

    # What happens

    def sits(self, *seats: str, device: str = "") -> Practice:
        """They join, each on their own device unless one is given; coming back says nothing about devices.
        Between rounds the plan is remade for them, as the use case does it."""
        for seat in seats:
            mark = "" if seat in self.ever else device or f"device of {seat}"
            self.ever = tuple(dict.fromkeys((*self.ever, seat)))
            self.logs(ev.Sat(mark), seat)
        return self.plans() if self.stage in (Stage.OPENING, Stage.NEXT) else self

    def plans(self, *rows: PlannedRound, reason: str = "") -> Practice:
        """These rounds are to come; without any, one for each person as student, in order of arrival."""
        turns = rows or (() if reason else self.turns())
        return self.logs(ev.Planned(turns, reason), NOBODY)

    def turns(self) -> tuple[PlannedRound, ...]:
        seats = self.state.seats
        if len(seats) < 2:
            return ()
        return tuple(self._turn(seats[i:] + seats[:i], i) for i in range(len(seats)))

    def _turn(self, seats: tuple[str, ...], place: int) -> PlannedRound:
        student, patient, *others = seats
        return PlannedRound(
            student, patient, tuple(others) or (patient,), "a-case", f"Planned title {place}", "In turn."
        )

    def claims(self, claim: str, claimed: str, device: str = "a new device") -> Practice:
        return self.logs(ev.SeatClaimed(claim, claimed, device), NOBODY)

    def watches(self, seat: str, by: str = "b") -> Practice:
        """A latecomer asks to watch, and is let in."""
        return self.move(seat, Move.WATCH).answers(by, Move.LET_IN)

    def answers(self, seat: str, answer: Move) -> Practice:
        """The seat's answer to the last person who asked to watch."""
        return self.move(seat, answer, claim=self.round.watchers[-1].id)

    def begins(
        self,
        student: str = "a",
        patient: str = "b",
        observers: tuple[str, ...] = ("c",),
        goal: str = "",
        accepted: bool = True,
        steps: tuple[str, ...] = (),
    ) -> Practice:
        """A round begins with these people, who have all said yes to its content note."""
        began = self.beginning(student, patient, observers, steps or ((goal,) if goal else ()))
        self.act(student, Step(Move.BEGIN, self.number, round=began))
        return self.accepts() if accepted else self

    def accepts(self) -> Practice:
        """Everybody who still may says yes to the content note."""
        for seat in self.round.cast.here:
            if Move.ACCEPT in self.view(seat).top.moves:
                self.move(seat, Move.ACCEPT)
        return self

    def beginning(
        self,
        student: str,
        patient: str,
        observers: tuple[str, ...],
        steps: tuple[str, ...] = (),
        replaces: bool = False,
    ) -> RoundBegan:
        """The student works on the first of their open next steps, unless they choose another one."""
        snapshot, goal = self.deck[len(self.seen.rounds) % len(self.deck)], next(iter(steps), "")
        return RoundBegan(snapshot.fingerprint, student, patient, observers, self.lengths, goal, replaces, steps=steps)

    def wait(self, milliseconds: int) -> Practice:
        """Nothing happens for this long."""
        self.now += milliseconds
        return self

    def move(
        self,
        seat: str,
        move: Move,
        stage: int | None = None,
        claim: str | None = None,
        held: str | None = None,
        during: int | None = None,
        second: int | None = None,
    ) -> Practice:
        """A move made on the stage with this number; on the current one if none is given.

        What it begins or plans is added as the use case adds it.
        """
        round_, plan = self._completed(move)
        number = self.number if stage is None else stage
        step = Step(move, number, round=round_, claim=claim, plan=plan, held=held, during=during, second=second)
        return self.act(seat, step)

    def _completed(self, move: Move) -> tuple[RoundBegan | None, ev.Planned | None]:
        seen = self.seen
        if move is Move.REPLAN:
            return None, ev.Planned(self.turns())
        if move is Move.MORE:
            return None, ev.Planned(self.turns()[:1], "Nobody is left.")
        if move is Move.BEGIN and seen.plan:
            row = seen.plan[0]
            if not {row.student, row.patient, *row.observers} <= set(seen.seats):
                return None, None  # the use case remakes such a plan
            return self.beginning(row.student, row.patient, row.observers, self.last_steps_of(row.student)), None
        if move in (Move.ANOTHER, Move.SWAP) and seen.round:
            cast = seen.round.cast
            seats = tuple(seat for seat in cast.here if seat not in cast.observers or seat == cast.patient)
            student, patient = (seats * 2)[:2] if move is Move.ANOTHER else (seats[::-1] * 2)[:2]
            watching = tuple(seat for seat in cast.here if seat not in (student, patient)) or (patient,)
            return self.beginning(student, patient, watching, self.last_steps_of(student), replaces=True), None
        return None, None

    def last_steps_of(self, seat: str) -> tuple[str, ...]:
        """The next steps that this student wrote last, the newest first."""
        rounds = [round_ for round_ in self.seen.rounds if round_.cast.student == seat]
        steps = [str(r.value(seat, ev.Wrote.kind, Words.NEXT_STEP.value) or "") for r in rounds]
        return tuple(dict.fromkeys(step for step in reversed(steps) if step))[:3]

    def moves(self, move: Move, *seats: str) -> Practice:
        for seat in seats:
            self.move(seat, move)
        return self

    def leaves(self, *seats: str) -> Practice:
        """They leave, one after the other; if the round needs them, their five seconds pass too."""
        for seat in seats:
            self.move(seat, Move.LEAVE)
            if seat in self.state.seats:
                self.wait(UNDO)
        return self

    def tap(self, seat: str, event: Event, round: int | None = None, made: int | None = None) -> Practice:
        """In the last round and now, if nothing else is given; ``made`` is the device's estimate of server time."""
        number = len(self.seen.rounds) if round is None else round
        return self.act(seat, Tap(event, number, self.now if made is None else made))  # type: ignore[arg-type]

    def taps(self, seat: str, *events: Event) -> Practice:
        for event in events:
            self.tap(seat, event)
        return self

    def act(self, seat: str, act: Tap | Step) -> Practice:
        """Decide and log. Raises `Refused`, and then nothing has changed."""
        at = max(self.now, self.state.last_at)
        for event in decide(self.state, act, seat, at):
            if isinstance(act, Tap):
                began = advance(self.state, at).rounds[act.round - 1].began_at
                made = min(max(act.made, began), at)
                self.logs(event, seat, act.round, made)
            else:
                self.logs(event, NOBODY if act.move in NAMELESS else seat)
        return self

    def fills(self, *seats: str) -> Practice:
        """Everything that a seat's form still lacks."""
        for seat in seats:
            self.taps(seat, *form_of(self.round, seat))
        return self

    def hands_in(self, *seats: str) -> Practice:
        for seat in seats:
            self.fills(seat).tap(seat, ev.HandedIn())
        return self

    def to(self, stage: Stage, turn: Turn | None = None) -> Practice:
        """On to this stage (or turn) in the ordinary way: by the clock, submitting, moving on or finishing."""
        if stage is Stage.AGAIN:
            return self.to(Stage.SHEETS).goes_again()
        while self.stage is not stage or (turn is not None and self.seen.turn is not turn):
            before = self.number
            self.on()
            assert self.number > before, f"{self.stage} does not end, so {stage} is not reached"
        return self

    def on(self) -> Practice:
        """To whatever comes next."""
        by_hand = {
            Stage.CONSENT: self._consents,
            Stage.QUIET: self._all_hand_in,
            Stage.DEBRIEF: self._goes_on,
            Stage.SHEETS: self._goes_on,
            Stage.NEXT: lambda: self.move(self.seen.seats[0], Move.FINISH).wait(UNDO),
        }.get(self.stage)
        if by_hand is None:
            assert self.seen.deadline is not None, f"{self.stage} does not end by itself"
            self.now = self.seen.deadline
        else:
            by_hand()
        return self

    def goes_again(self, second: int | None = None) -> Practice:
        """Another go, from this second of the station or from the likeliest, once the time for an undo has passed."""
        return self.move(self.round.cast.here[0], Move.AGAIN, second=second).wait(UNDO)

    def _consents(self) -> Practice:
        cast = self.round.cast
        if not self.round.consent_asked:
            self.move(cast.student, Move.ASK_CONSENT)
        return self.move(cast.patient, Move.CONSENT)

    def _all_hand_in(self) -> Practice:
        if not self.round.cast.here:
            self.now = max(self.now, self.seen.deadline or 0)
            return self.move(self.seen.seats[0], Move.GO_ON_WITHOUT).wait(UNDO)
        return self.hands_in(*(seat for seat in self.round.cast.here if seat not in self.round.handed_in))

    def _goes_on(self) -> Practice:
        if self.round.snapshot.case.heavy and self.seen.turn is Turn.OUT_OF_ROLE:
            self.now = max(self.now, self.seen.deadline or 0)
        waiting = waits(self.seen, Move.GO_ON)
        self.move((self.round.cast.here or self.seen.seats)[0], Move.GO_ON)
        return self.wait(UNDO) if waiting else self

    def logs(self, event: Event, seat: str, round: int | None = None, made: int | None = None) -> Practice:
        """This event is in the log, whatever the rules say."""
        at = max(self.now, self.state.last_at)
        logged = Logged(self.state.seq + 1, event, at, seat, round, made)
        self.log.append(logged)
        self.state = fold([logged], self.snapshots, self.state)
        return self

    # What can be seen

    @property
    def seen(self) -> State:
        """The state as of now."""
        return advance(self.state, self.now)

    @property
    def stage(self) -> Stage:
        return self.seen.stage

    @property
    def number(self) -> int:
        return self.seen.number

    @property
    def round(self) -> Round:
        return self.seen.rounds[-1]

    @property
    def remaining(self) -> int | None:
        """What is left on the clock, held or running."""
        seen = self.seen
        if seen.hold is not None:
            return seen.hold.remaining
        return None if seen.deadline is None else seen.deadline - self.now

    def names(self) -> dict[str, str]:
        """Each seat's name on the screens: "Person a" has seat a. Those who left keep their names."""
        return {seat: f"Person {seat}" for seat in self.ever}

    def view(self, seat: str) -> Any:
        shown: View = view(self.state, seat, self.now, self.names())
        return shown

    def table(self) -> Any:
        return table_view(self.state, self.now, self.names())

    def json(self, seat: str) -> str:
        return as_json(self.view(seat))


def sentence_of(seat: str, round: int) -> str:
    """What this seat writes in this round, so that a screen can be searched for it."""
    return f"a sentence of {seat} in round {round}"


def form_of(round_: Round, seat: str) -> list[Event]:
    """Middling answers for what a seat's form still lacks."""
    roles, sheet = round_.cast.roles(seat), round_.snapshot.sheet
    events: list[Event] = []
    if roles & {Role.STUDENT, Role.OBSERVER}:
        events += [ev.RatedDomain(d.id, 3) for d in sheet.domains] + [ev.RatedOverall(2)]
    if Role.PATIENT in roles:
        events += [ev.RatedStatement(s.id, 4) for s in sheet.statements]
    sentences = {Role.STUDENT: Words.LINE, Role.PATIENT: Words.SENTENCE, Role.OBSERVER: Words.SAW}
    events += [ev.Wrote(sentences[role], sentence_of(seat, round_.number)) for role in Role if role in roles]
    return [event for event in events if _lacks(round_, seat, event)]


def words_of(form: Any) -> list[str]:
    """Which sentences a form asks for."""
    return [sentence.words for sentence in form.sentences]


def _lacks(round_: Round, seat: str, event: Event) -> bool:
    body = encode(event)
    thing = next((body[name] for name in ("domain", "statement", "words") if name in body), "")
    return round_.value(seat, event.kind, thing) in (None, "")


def refused(act: Callable[..., Practice], *args: Any, **more: Any) -> str:
    """The sentence with which ``act`` of a practice is refused; asserts that nothing else changed."""
    practice: Practice = act.__self__  # type: ignore[attr-defined]
    state, length = practice.state, len(practice.log)
    with pytest.raises(Refused) as refusal:
        act(*args, **more)
    assert practice.state is state
    assert len(practice.log) == length
    return str(refusal.value)


def trio(stage: Stage = Stage.PREPARE, **more: Any) -> Practice:
    """a is the student, b the patient, c the observer."""
    return Practice(**more).sits("a", "b", "c").begins().to(stage)


def four(stage: Stage = Stage.PREPARE, **more: Any) -> Practice:
    """As the trio, and d observes too."""
    return Practice(**more).sits("a", "b", "c", "d").begins(observers=("c", "d")).to(stage)


def an_examined(stage: Stage = Stage.CONSENT, **more: Any) -> Practice:
    """The trio on a case that needs consent: b is examined."""
    return trio(stage, **{"case": an_examination(), **more})


def at(stage: Stage) -> Practice:
    """The trio at any stage, including lobby and consent."""
    if stage is Stage.OPENING:
        return Practice().sits("a", "b", "c")
    return an_examined() if stage is Stage.CONSENT else trio(stage)


def pair(stage: Stage = Stage.PREPARE, **more: Any) -> Practice:
    """a is the student; b is the patient and observes."""
    return Practice(**more).sits("a", "b").begins(observers=("b",)).to(stage)
