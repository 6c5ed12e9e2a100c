"""Everyone's feedback on one round, side by side and in words. Percentages belong to one's own history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from roleplay.content.models import Case, Fact, Shown
from roleplay.marking.mark_words import LEFT_BLANK, in_words
from roleplay.marking.marksheet import Domain, Item, Mark
from roleplay.marking.scoring import Response, safety_flags
from roleplay.room import events as ev
from roleplay.room.go import go_of
from roleplay.room.question import questions_of
from roleplay.room.state import Entry, Round
from roleplay.room.station_clock import seconds_into, station_of
from roleplay.room.vocabulary import GoalOutcome, Happened, Words
from roleplay.shared_words import AGREE, HANDED_OVER, HAPPENED


@dataclass(frozen=True)
class Said:
    """What one person said about one thing; ``late`` if it arrived after the feedback was opened."""

    name: str
    value: str
    number: int | None = None
    late: bool = False


@dataclass(frozen=True)
class Side:
    """One domain (or the whole station) as the student and each observer saw it."""

    id: str
    name: str
    anchors: tuple[str, ...]
    own: Said | None
    observers: tuple[Said, ...]


@dataclass(frozen=True)
class OpenedItem:
    """One line of the mark sheet and what each observer marked; a blank is "not marked", never "not done".

    ``critical`` is must, never or ""; records from older kits don't say.
    """

    text: str
    domain: str
    marks: tuple[Said, ...]
    safety: bool
    critical: str = ""

    @property
    def happened(self) -> bool:
        """Whether somebody tapped what must never happen."""
        return any(said.value == HAPPENED for said in self.marks)


@dataclass(frozen=True)
class OpenedFact:
    """A fact of the story on the story map. ``rule`` says how it was meant to come out.

    ``seconds`` into the station is when the patient tapped it, or (``about``) when an item that reveals the fact was
    first marked; None if it came out at an unknown time, or not at all. A time is never invented.
    """

    say: str
    came: bool
    rule: str
    seconds: int | None = None
    about: bool = False


@dataclass(frozen=True)
class OpenedPin:
    """A pinned moment; ``seconds`` into the station."""

    name: str
    pin: str
    seconds: int


@dataclass(frozen=True)
class OpenedFinding:
    """What there was to find by asking for it. ``shown`` says how, and ``given`` whether its card was handed over.

    "As found" is the volunteer's own body: it is never written down, and only what was looked for is named.
    """

    ask: str
    card: str
    image: str | None
    shown: str
    given: bool

    @property
    def said(self) -> str:
        """How it was made known, in words. Round a table nobody may have tapped: a blank isn't "not asked for"."""
        if self.shown == Shown.CARD:
            return HANDED_OVER if self.given else "Not marked as handed over"
        return "Said when asked for" if self.shown == Shown.SAID else "As found on the volunteer, not written down"


@dataclass(frozen=True)
class OpenedQuestion:
    """A question that was asked in the station, and its answer."""

    ask: str
    answer: str


@dataclass(frozen=True)
class OpenedGo:
    """Another go: from which second of the station, and what each observer said of it."""

    second: int
    seen: tuple[Said, ...]


@dataclass(frozen=True)
class Opened:
    """Everything that three people saw in one round.

    ``question`` opens the talk, and ``then_ask`` is what follows it, if anything. ``saw`` is what the observers wrote
    that they saw or heard. ``findings``, ``questions``, ``kind``, ``saw`` and ``go`` are missing in records that were
    downloaded before the kit included them.
    """

    title: str
    plays: str
    student: str
    patient: str
    observers: tuple[str, ...]
    line: Said | None
    sentence: Said | None
    to_try: tuple[Said, ...]
    statements: tuple[tuple[str, Said | None], ...]
    overall: Side
    domains: tuple[Side, ...]
    question: str
    items: tuple[OpenedItem, ...]
    safety_points: int
    facts: tuple[OpenedFact, ...]
    pins: tuple[OpenedPin, ...]
    next_step: Said | None
    goal: str
    goal_outcomes: tuple[Said, ...]
    not_handed_in: tuple[str, ...]
    findings: tuple[OpenedFinding, ...] = ()
    questions: tuple[OpenedQuestion, ...] = ()
    kind: str = ""
    saw: tuple[Said, ...] = ()
    then_ask: str = ""
    go: OpenedGo | None = None

    @property
    def good_overall(self) -> bool:
        """Whether every observer who rated the whole station put it at the standard or above."""
        numbers = [said.number for said in self.overall.observers if said.number is not None]
        return bool(numbers) and min(numbers) >= GOOD

    def compared(self, item: OpenedItem) -> tuple[Said, ...]:
        """What the observers say about a line when their marks are compared. What must never happen is tapped only when
        it does: an observer who marked other lines and left this one blank didn't see what the other saw."""
        if not item.happened:
            return item.marks
        marked, said = {mark.name for each in self.items for mark in each.marks}, {m.name: m for m in item.marks}
        return tuple(said.get(name) or Said(name, LEFT_BLANK) for name in self.observers if name in marked)


GOOD = 2
"""The step of the overall scale that is at the standard."""


def opened(round_: Round, names: Mapping[str, str]) -> Opened:
    """The round as it is now; words that arrive later are marked as late."""
    cast, case, sheet = round_.cast, round_.snapshot.case, round_.snapshot.sheet
    shown = Opened(
        title=case.title,
        plays=case.patient.plays,
        student=names[cast.student],
        patient=names[cast.patient],
        observers=tuple(names[seat] for seat in cast.observers),
        line=_words(round_, cast.student, Words.LINE, names),
        sentence=_words(round_, cast.patient, Words.SENTENCE, names),
        saw=tuple(s for seat in cast.observers if (s := _words(round_, seat, Words.SAW, names))),
        to_try=tuple(s for seat in cast.observers if (s := _words(round_, seat, Words.TRY, names))),
        statements=tuple((s.text, _statement(round_, s.id, names)) for s in sheet.statements),
        overall=_overall(round_, names),
        domains=tuple(_side(round_, domain, names) for domain in sheet.domains),
        question="",
        items=tuple(_item(round_, item, names) for item in sheet.items),
        safety_points=len({flag for seat in cast.observers for flag in _flags(round_, seat)}),
        facts=tuple(_fact(round_, fact) for fact in case.patient.story),
        pins=pins_of(round_, names),
        next_step=_next_step(round_, names),
        goal=round_.goal,
        goal_outcomes=tuple(s for seat in cast.observers if (s := _goal(round_, seat, names))),
        not_handed_in=tuple(names[seat] for seat in cast.here if seat not in round_.handed_in),
        findings=_findings(case, round_.released),
        questions=tuple(OpenedQuestion(q.ask, q.answer) for q in case.viva.questions) if case.viva else (),
        kind=case.kind.value,
        go=_go(round_, names),
    )
    return asked(shown)


def asked(shown: Opened) -> Opened:
    """The same with the questions that its words and marks raise."""
    question, then_ask = questions_of(shown)
    return replace(shown, question=question, then_ask=then_ask)


def heard(round_: Round, names: Mapping[str, str]) -> Said | None:
    """One thing for the student to take away: the patient's sentence, or else what an observer saw, or one to try."""
    cast = round_.cast
    watched = (_words(round_, seat, words, names) for words in (Words.SAW, Words.TRY) for seat in cast.observers)
    return _words(round_, cast.patient, Words.SENTENCE, names) or next((said for said in watched if said), None)


def response_of(round_: Round, seat: str) -> Response:
    """What this seat marked, in the form that is scored."""
    sheet = round_.snapshot.sheet
    marks = {item.id: round_.value(seat, ev.Marked.kind, item.id) for item in sheet.items}
    ratings = {domain.id: round_.value(seat, ev.RatedDomain.kind, domain.id) for domain in sheet.domains}
    overall = round_.value(seat, ev.RatedOverall.kind)
    return Response(
        items={item: mark for item, mark in marks.items() if isinstance(mark, Mark)},
        domains={domain: value for domain, value in ratings.items() if isinstance(value, int)},
        overall=overall if isinstance(overall, int) else None,
    )


def _flags(round_: Round, seat: str) -> tuple[str, ...]:
    return safety_flags(round_.snapshot.sheet.items, response_of(round_, seat).items)


def _entry(round_: Round, seat: str, kind: str, thing: str = "") -> Entry | None:
    entry = round_.entries.get((seat, kind, thing))
    return None if entry is None or entry.value in (None, "") else entry


def _words(round_: Round, seat: str, words: Words, names: Mapping[str, str]) -> Said | None:
    entry = _entry(round_, seat, ev.Wrote.kind, words.value)
    return Said(names[seat], str(entry.value), late=entry.late) if entry else None


def _rated(
    round_: Round, seat: str, kind: str, thing: str, words: tuple[str, ...], low: int, names: Mapping[str, str]
) -> Said | None:
    entry = _entry(round_, seat, kind, thing)
    if entry is None or not isinstance(entry.value, int):
        return None
    return Said(names[seat], words[entry.value - low] if words else str(entry.value), entry.value, entry.late)


def _statement(round_: Round, statement: str, names: Mapping[str, str]) -> Said | None:
    return _rated(round_, round_.cast.patient, ev.RatedStatement.kind, statement, AGREE, 1, names)


def _side(round_: Round, domain: Domain, names: Mapping[str, str]) -> Side:
    def said(seat: str) -> Said | None:
        return _rated(round_, seat, ev.RatedDomain.kind, domain.id, (), 1, names)

    observers = tuple(s for seat in round_.cast.observers if (s := said(seat)))
    return Side(domain.id, domain.name, domain.anchors, said(round_.cast.student), observers)


def _overall(round_: Round, names: Mapping[str, str]) -> Side:
    def said(seat: str) -> Said | None:
        return _rated(round_, seat, ev.RatedOverall.kind, "", round_.snapshot.sheet.words, 0, names)

    observers = tuple(s for seat in round_.cast.observers if (s := said(seat)))
    return Side("", round_.snapshot.sheet.ask, (), said(round_.cast.student), observers)


def _item(round_: Round, item: Item, names: Mapping[str, str]) -> OpenedItem:
    marks = []
    for seat in round_.cast.observers:
        entry = _entry(round_, seat, ev.Marked.kind, item.id)
        if entry is not None and isinstance(entry.value, Mark):
            marks.append(Said(names[seat], in_words(item, entry.value), late=entry.late))
    safety = any(item.id in _flags(round_, seat) for seat in round_.cast.observers)
    return OpenedItem(item.text, item.domain, tuple(marks), safety, item.critical or "")


def _next_step(round_: Round, names: Mapping[str, str]) -> Said | None:
    """Meant to be written after the feedback is opened, so it never counts as late."""
    said = _words(round_, round_.cast.student, Words.NEXT_STEP, names)
    return Said(said.name, said.value) if said else None


OUTCOMES = {
    GoalOutcome.DONE: "done",
    GoalOutcome.PARTLY: "partly",
    GoalOutcome.MISSED: "missed the chance",
    GoalOutcome.NO_CHANCE: "didn’t come up",
}
"""What the observer saw of the next step that the student worked on."""


_HAPPENED = {Happened.YES: "it happened", Happened.PARTLY: "partly", Happened.NO: "not this time"}


def _go(round_: Round, names: Mapping[str, str]) -> OpenedGo | None:
    had = go_of(round_)
    seen = tuple(Said(names[seat], _HAPPENED[happened]) for seat, happened in had.seen) if had else ()
    return OpenedGo(had.second, seen) if had else None


def _goal(round_: Round, seat: str, names: Mapping[str, str]) -> Said | None:
    entry = _entry(round_, seat, ev.RatedGoal.kind)
    return Said(names[seat], OUTCOMES[GoalOutcome(str(entry.value))], late=entry.late) if entry else None


def _fact(round_: Round, fact: Fact) -> OpenedFact:
    start, end = station_of(round_)
    rule = fact.when.rule.value
    tap = round_.entries.get((round_.cast.patient, ev.FactCame.kind, fact.id))
    if tap is not None and not tap.value:
        return OpenedFact(fact.say, False, rule)
    live = next((at for at in (tap.since, tap.made) if start <= at < end), None) if tap is not None else None
    if live is not None:
        return OpenedFact(fact.say, True, rule, seconds_into(round_, live))
    marked = _first_reveal(round_, fact.id)
    if marked is not None and start <= marked < end:
        return OpenedFact(fact.say, True, rule, seconds_into(round_, marked), about=True)
    return OpenedFact(fact.say, tap is not None or marked is not None, rule)


def _findings(case: Case, released: tuple[str, ...]) -> tuple[OpenedFinding, ...]:
    return tuple(
        OpenedFinding(
            ask=finding.ask,
            card="" if finding.shown is Shown.AS_FOUND else finding.card,
            image=finding.image,
            shown=finding.shown.value,
            given=finding.id in released,
        )
        for finding in case.findings
    )


def _first_reveal(round_: Round, fact: str) -> int | None:
    """When an item that reveals this fact was first marked as done or partly."""
    items = [item.id for item in round_.snapshot.sheet.items if fact in item.reveals]
    entries = (_entry(round_, seat, ev.Marked.kind, item) for seat in round_.cast.observers for item in items)
    return min((e.since for e in entries if e is not None and e.value in (Mark.DONE, Mark.PARTLY)), default=None)


def pins_of(round_: Round, names: Mapping[str, str], seat: str | None = None) -> tuple[OpenedPin, ...]:
    """The pinned moments in order, everybody's or one seat's."""
    pins = sorted((p for p in round_.pins if seat in (None, p.seat)), key=lambda pin: pin.made)
    return tuple(OpenedPin(names[p.seat], p.pin.value, seconds_into(round_, p.made)) for p in pins)
