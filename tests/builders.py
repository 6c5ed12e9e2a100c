"""What all tests build with: a small filled case, its rubric and sheet, and a practice that plays itself.

`Practice` decides and folds as the use case of a running practice does: the time never runs backwards, a tap's time
stays between its round's beginning and now, and a STOP is logged for nobody. Times are milliseconds and arguments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from roleplay.content.models import Case, Rubric
from roleplay.errors import Refused
from roleplay.marking.marksheet import Marksheet, marksheet_of
from roleplay.room import events as ev
from roleplay.room.decide import Step, Tap, decide
from roleplay.room.events import NOBODY, Event, Logged, Move, Words
from roleplay.room.stages import MINUTE, UNDO, Lengths, Stage
from roleplay.room.state import Role, Round, Snapshot, State, advance, fold
from roleplay.room.view import View, as_json, view
from roleplay.usecases.snapshots import take_snapshot

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
    "examine": {
        "regions": ["chest"],
        "position": "Sitting",
        "exposure": "Shirt open",
        "not_done": ["No percussion"],
        "alternative": "Talk it through",
        "kit": ["A stethoscope"],
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
        {"id": "asks-worry", "text": "Asks what worries him", "domain": "relate", "partly": True},
        {"id": "asks-smoking", "text": "Asks about smoking", "domain": "gather", "may_not_arise": True},
        {"id": "net", "text": "Says when to ring", "domain": "manage", "weight": 3, "critical": "must"},
        {"id": "scares", "text": "Says he will die", "domain": "relate", "critical": "never"},
    ],
    "viva": {"at_minute": 7, "questions": [{"ask": "What next?", "answer": "An echo."}]},
    "phases": [{"id": "hello", "label": "Opening", "minutes": 8}],
    "debrief": {"points": ["It may be the heart."], "sources": ["A guideline"]},
    "review": {**REVIEW, "origin": "invented"},
}

RUBRIC: dict[str, Any] = {
    "format": 1,
    "id": "small-history",
    "title": "Small history",
    "kinds": ["interview"],
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


def a_rubric(**changes: Any) -> Rubric:
    """The small rubric, with other values at its top level."""
    return Rubric.model_validate({**RUBRIC, **changes})


def a_sheet() -> Marksheet:
    """The small rubric and the small case as one sheet."""
    return marksheet_of(a_rubric(), a_case())


MARKER = re.compile(r"«[^»]*»")
_NOT_TEXTS = {"id", "kind", "kinds", "mode", "rubric", "level", "skills", "themes", "when", "who", "unless", "regions"}
_NOT_TEXTS |= {"shown", "domain", "tags", "critical", "reveals", "written", "origin", "place"}


def marked(part: Case | Rubric, root: str) -> Any:
    """The part with every free text replaced by the text's own address, such as ``«case.patient.story.0.say»``."""
    return type(part).model_validate(_marked(part.model_dump(mode="json"), root))


def _marked(value: Any, path: str) -> Any:
    if isinstance(value, dict):
        return {k: v if k in _NOT_TEXTS else _marked(v, f"{path}.{k}") for k, v in value.items()}
    if isinstance(value, list):
        return [_marked(inner, f"{path}.{place}") for place, inner in enumerate(value)]
    return f"«{path}»" if isinstance(value, str) and value else value


def as_stored(log: Iterable[Logged]) -> list[Logged]:
    """The log after a way through JSON, as a store keeps it."""
    return [_as_stored(logged) for logged in log]


def _as_stored(logged: Logged) -> Logged:
    event = ev.decode(logged.event.kind, json.loads(json.dumps(ev.encode(logged.event))))
    return Logged(logged.seq, event, logged.at, logged.seat, logged.round, logged.made, logged.token, logged.digest)


class Practice:
    """A practice that plays itself: ``Practice().sits("a", "b", "c").begins().to(Stage.STATION).tap("c", …)``."""

    def __init__(
        self, case: Case | None = None, rubric: Rubric | None = None, lengths: Lengths = LENGTHS, at: int = START
    ) -> None:
        self.snapshot, _ = take_snapshot(case or a_case(), rubric or a_rubric())
        self.snapshots: Mapping[str, Snapshot] = {self.snapshot.fingerprint: self.snapshot}
        self.lengths, self.now = lengths, at
        self.log: list[Logged] = []
        self.state = State()
        self._append(ev.Opened("uk-osce"), NOBODY)

    # What happens

    def sits(self, *seats: str) -> Practice:
        for seat in seats:
            self._append(ev.Sat(), seat)
        return self

    def claims(self, claim: str, claimed: str) -> Practice:
        return self._append(ev.SeatClaimed(claim, claimed), NOBODY)

    def begins(self, student: str = "a", patient: str = "b", observers: tuple[str, ...] = ("c",)) -> Practice:
        began = ev.RoundBegan(self.snapshot.fingerprint, student, patient, observers, self.lengths)
        return self.act(student, Step(Move.BEGIN, self.number, round=began))

    def wait(self, milliseconds: int) -> Practice:
        """Nothing happens for so long."""
        self.now += milliseconds
        return self

    def move(self, seat: str, move: Move, stage: int | None = None, claim: str | None = None) -> Practice:
        """A move made on the stage of this number; on the present one if none is given."""
        return self.act(seat, Step(move, self.number if stage is None else stage, claim=claim))

    def moves(self, move: Move, *seats: str) -> Practice:
        for seat in seats:
            self.move(seat, move)
        return self

    def tap(self, seat: str, event: Event, round: int = 1, made: int | None = None) -> Practice:
        """``made`` is the device's estimate of server time; now if none is given."""
        return self.act(seat, Tap(event, round, self.now if made is None else made))  # type: ignore[arg-type]

    def taps(self, seat: str, *events: Event) -> Practice:
        for event in events:
            self.tap(seat, event)
        return self

    def act(self, seat: str, act: Tap | Step) -> Practice:
        """Decide and log. Raises `Refused`, and then nothing has changed."""
        at = max(self.now, self.state.last_at)
        for event in decide(self.state, act, seat, at):
            stops = isinstance(event, ev.Stopped)
            if isinstance(act, Tap):
                made = min(max(act.made, self.state.rounds[act.round - 1].began_at), at)
                self._append(event, seat, act.round, made)
            else:
                self._append(event, NOBODY if stops else seat)
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

    def to(self, stage: Stage) -> Practice:
        """On to this stage in the ordinary way: by the clock, by handing in, by finishing."""
        while self.stage is not stage:
            before = self.number
            self.on()
            assert self.number > before, f"{self.stage} does not end, so {stage} is not reached"
        return self

    def on(self) -> Practice:
        """To whatever stage comes next."""
        if self.stage is Stage.QUIET:
            self.hands_in(*(seat for seat in self.round.cast.seats if seat not in self.round.handed_in))
        elif self.stage is Stage.SHEETS:
            self.move(self.round.cast.student, Move.FINISH).wait(UNDO)
        else:
            assert self.seen.deadline is not None, f"{self.stage} does not end by itself"
            self.now = self.seen.deadline
        return self

    def _append(self, event: Event, seat: str, round: int | None = None, made: int | None = None) -> Practice:
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
        """Each seat's name on the screens: "Person a" sits on seat a."""
        return {seat: f"Person {seat}" for seat in self.state.seats}

    def view(self, seat: str) -> Any:
        shown: View = view(self.state, seat, self.now, self.names())
        return shown

    def json(self, seat: str) -> str:
        return as_json(self.view(seat))


def form_of(round_: Round, seat: str) -> list[Event]:
    """Middling answers for what a seat's form still lacks."""
    roles, sheet = round_.cast.roles(seat), round_.snapshot.sheet
    events: list[Event] = []
    if roles & {Role.STUDENT, Role.OBSERVER}:
        events += [ev.RatedDomain(d.id, 3) for d in sheet.domains] + [ev.RatedOverall(2)]
    if Role.PATIENT in roles:
        events += [ev.RatedStatement(s.id, 4) for s in sheet.statements]
    sentences = {Role.STUDENT: Words.LINE, Role.PATIENT: Words.SENTENCE, Role.OBSERVER: Words.TRY}
    events += [ev.Wrote(sentences[role], f"a sentence of {seat}") for role in Role if role in roles]
    return [event for event in events if _lacks(round_, seat, event)]


def _lacks(round_: Round, seat: str, event: Event) -> bool:
    body = ev.encode(event)
    thing = next((body[name] for name in ("domain", "statement", "words") if name in body), "")
    return round_.value(seat, event.kind, thing) is None


def refused(act: Callable[..., Practice], *args: Any, **more: Any) -> str:
    """The sentence with which ``act`` of a practice is refused; asserts that nothing else came of it."""
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


def pair(stage: Stage = Stage.PREPARE, **more: Any) -> Practice:
    """a is the student; b is the patient and observes."""
    return Practice(**more).sits("a", "b").begins(observers=("b",)).to(stage)
