"""What one seat may see, and nothing else: one type a situation, built by allow-list.

This is all that the web ever gets of a practice. A type names the parts of a case that its role may hold: the door sign
is a whole of the case (`Student`), so is the part (`Patient`); nothing else of the case reaches the student before the
sheets are opened.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from roleplay.content.models import Debrief, Event, Finding, Other, Patient, Student, Viva
from roleplay.marking.marksheet import Critical, Domain, Item, Marksheet, Statement
from roleplay.room import events as ev
from roleplay.room.decide import TEXT_LIMIT, missing_from, moves
from roleplay.room.opened import Opened, opened
from roleplay.room.stages import ENDS_BY_ITSELF, FOLLOWS, Lengths, Stage
from roleplay.room.state import HoldKind, Role, Round, State, advance, must_agree


@dataclass(frozen=True)
class Person:
    """Somebody in the room. ``done`` says whether they have finished this stage's task (ready, handed in)."""

    name: str
    you: bool
    roles: tuple[str, ...] = ()
    done: bool = False


@dataclass(frozen=True)
class Clock:
    """``deadline`` in server time, or ``remaining`` while it is held; ``ahead`` are the stages that follow by
    themselves, so that a device without network can walk on. All in milliseconds."""

    deadline: int | None
    remaining: int | None
    length: int | None
    warnings: tuple[int, ...]
    ahead: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Held:
    """Why everything waits, and (STOP) how many have agreed to carry on. Nobody is named."""

    kind: str
    agreed: int
    of: int
    you_agreed: bool


@dataclass(frozen=True)
class Asked:
    """A step that happens at ``due`` unless it is undone."""

    move: str
    due: int


@dataclass(frozen=True)
class ClaimAsked:
    """Somebody asks for this person's seat."""

    id: str
    name: str


@dataclass(frozen=True)
class Top:
    """What every screen of a practice carries. ``round`` is 0 before the first."""

    stage: str
    number: int
    round: int
    roles: tuple[str, ...]
    plays: str
    clock: Clock
    held: Held | None
    asked: Asked | None
    moves: tuple[str, ...]
    people: tuple[Person, ...]
    claims: tuple[ClaimAsked, ...]


@dataclass(frozen=True)
class Form:
    """One's own form after the bell. Values are None where not given yet; ``missing`` in the words of the screen."""

    words: str
    text: str
    limit: int
    missing: tuple[str, ...]
    handed_in: bool
    ask: str = ""
    scale: tuple[str, ...] = ()
    domains: tuple[Domain, ...] = ()
    ratings: Mapping[str, int | None] | None = None
    overall: int | None = None
    statements: tuple[Statement, ...] = ()
    answers: Mapping[str, int | None] | None = None


@dataclass(frozen=True)
class SheetItem:
    """A line of the observer's sheet with the observer's own mark."""

    id: str
    text: str
    partly: bool
    may_not_arise: bool
    never: bool
    mark: str | None


@dataclass(frozen=True)
class Sheet:
    """What the observer marks on. ``title`` is the case's, which everyone may see."""

    title: str
    tasks: tuple[str, ...]
    items: tuple[SheetItem, ...]
    findings: tuple[Finding, ...]
    released: tuple[str, ...]
    events: tuple[Event, ...]
    others: tuple[Other, ...]
    viva: Viva | None
    pins: int


@dataclass(frozen=True)
class Lobby:
    """Before a round, after the practice, or for somebody who came late to a round."""

    top: Top


@dataclass(frozen=True)
class StudentView:
    """The door sign from reading on, the findings handed over, and after the bell one's own form."""

    top: Top
    sign: Student | None
    findings: tuple[Finding, ...]
    form: Form | None


@dataclass(frozen=True)
class PatientView:
    """The part, which facts came out by one's own taps, and after the bell one's own form. ``sheet`` only in a pair."""

    top: Top
    part: Patient
    sign: Student
    content_note: tuple[str, ...]
    events: tuple[Event, ...]
    came: tuple[str, ...]
    form: Form | None
    sheet: Sheet | None
    observer_form: Form | None


@dataclass(frozen=True)
class ObserverView:
    """The sheet with one's own marks, the cards and timed events, and after the bell one's own form."""

    top: Top
    sheet: Sheet
    content_note: tuple[str, ...]
    form: Form | None


@dataclass(frozen=True)
class SheetsView:
    """The three views side by side, and now the case's answer; ``form`` so that words can still be finished."""

    top: Top
    opened: Opened
    debrief: Debrief
    reviewed: bool
    form: Form | None
    observer_form: Form | None


View = Lobby | StudentView | PatientView | ObserverView | SheetsView


def view(state: State, seat: str, now: int, names: Mapping[str, str]) -> View:
    """What ``seat`` may see at ``now`` (UTC milliseconds). ``names`` gives each seat's name for the screen."""
    state = advance(state, now)
    round_ = state.round
    top = _top(state, seat, names)
    if round_ is None or seat not in round_.cast.seats:
        return Lobby(top)
    if round_.opened_at is not None:
        return _sheets(round_, seat, top, names)
    if state.stage is Stage.OVER:
        return Lobby(top)
    roles = round_.cast.roles(seat)
    if Role.STUDENT in roles:
        return _student(state, round_, seat, top)
    if Role.PATIENT in roles:
        return _patient(state, round_, seat, top)
    return ObserverView(
        top, _sheet(round_, seat), round_.snapshot.case.themes, _form(round_, seat, Role.OBSERVER, state.stage)
    )


def as_json(shown: View) -> str:
    """The view as one line of JSON, the same text for the same view."""
    return json.dumps(shown, default=_plain, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else vars(value)


def _top(state: State, seat: str, names: Mapping[str, str]) -> Top:
    round_ = state.round
    roles = round_.cast.roles(seat) if round_ else frozenset()
    see_part = Role.PATIENT in roles or (round_ is not None and round_.opened_at is not None)
    return Top(
        stage=state.stage.value,
        number=state.number,
        round=len(state.rounds),
        roles=tuple(role.value for role in Role if role in roles),
        plays=round_.snapshot.case.patient.plays if round_ and roles and see_part else "",
        clock=_clock(state, round_.lengths if round_ else None),
        held=_held(state, seat),
        asked=Asked(state.pending.move.value, state.pending.due) if state.pending else None,
        moves=tuple(sorted(move.value for move in moves(state, seat))),
        people=tuple(_person(state, other, seat, names) for other in state.seats),
        claims=tuple(ClaimAsked(c.id, names[c.seat]) for c in state.claims if c.allowed is None and c.seat != seat),
    )


def _person(state: State, seat: str, viewer: str, names: Mapping[str, str]) -> Person:
    round_ = state.round
    if round_ is None:
        return Person(names[seat], seat == viewer)
    done = {Stage.PREPARE: round_.ready, Stage.QUIET: set(round_.handed_in)}.get(state.stage, set())
    roles = round_.cast.roles(seat)
    return Person(names[seat], seat == viewer, tuple(r.value for r in Role if r in roles), seat in done)


def _clock(state: State, lengths: Lengths | None) -> Clock:
    if lengths is None:
        return Clock(None, None, None, (), ())
    warnings = lengths.warnings if state.stage is Stage.STATION else ()
    remaining = state.hold.remaining if state.hold else None
    return Clock(state.deadline, remaining, lengths.of(state.stage), warnings, _ahead(state.stage, lengths))


def _ahead(stage: Stage, lengths: Lengths) -> tuple[tuple[str, int], ...]:
    ahead: list[tuple[str, int]] = []
    while stage in ENDS_BY_ITSELF:
        stage = FOLLOWS[stage]
        ahead.append((stage.value, lengths.of(stage) or 0))
    return tuple(ahead)


def _held(state: State, seat: str) -> Held | None:
    if state.hold is None:
        return None
    agreed = state.hold.agreed if state.hold.kind is HoldKind.STOP else frozenset()
    return Held(state.hold.kind.value, len(agreed), len(must_agree(state)), seat in agreed)


def _student(state: State, round_: Round, seat: str, top: Top) -> StudentView:
    case = round_.snapshot.case
    released = [f for f in case.findings if f.id in round_.released]
    return StudentView(
        top=top,
        sign=None if state.stage is Stage.PREPARE else case.student,
        findings=tuple(sorted(released, key=lambda f: round_.released.index(f.id))),
        form=_form(round_, seat, Role.STUDENT, state.stage),
    )


def _patient(state: State, round_: Round, seat: str, top: Top) -> PatientView:
    case = round_.snapshot.case
    marks_now = round_.cast.pair and state.stage is Stage.QUIET
    return PatientView(
        top=top,
        part=case.patient,
        sign=case.student,
        content_note=case.themes,
        events=tuple(e for e in case.events if e.who == "patient"),
        came=tuple(f.id for f in case.patient.story if round_.value(seat, ev.FactCame.kind, f.id)),
        form=_form(round_, seat, Role.PATIENT, state.stage),
        sheet=_sheet(round_, seat) if marks_now else None,
        observer_form=_form(round_, seat, Role.OBSERVER, state.stage) if marks_now else None,
    )


def _sheet(round_: Round, seat: str) -> Sheet:
    case = round_.snapshot.case
    return Sheet(
        title=case.title,
        tasks=case.student.tasks,
        items=tuple(_sheet_item(item, round_, seat) for item in round_.snapshot.sheet.items),
        findings=case.findings,
        released=round_.released,
        events=tuple(e for e in case.events if e.who != "patient"),
        others=case.others,
        viva=case.viva,
        pins=sum(1 for pin in round_.pins if pin.seat == seat),
    )


def _sheet_item(item: Item, round_: Round, seat: str) -> SheetItem:
    mark = round_.value(seat, ev.Marked.kind, item.id)
    return SheetItem(
        item.id,
        item.text,
        item.partly,
        item.may_not_arise,
        item.critical is Critical.NEVER,
        str(mark) if mark is not None else None,
    )


_WORDS = {
    Role.STUDENT: ev.Words.LINE,
    Role.PATIENT: ev.Words.SENTENCE,
    Role.OBSERVER: ev.Words.TRY,
}


def _form(round_: Round, seat: str, role: Role, stage: Stage) -> Form | None:
    if Stage.QUIET not in round_.started_at:
        return None
    sheet, words = round_.snapshot.sheet, _WORDS[role]
    text = round_.value(seat, ev.Wrote.kind, words.value)
    form = Form(
        words=words.value,
        text=str(text or ""),
        limit=TEXT_LIMIT,
        missing=missing_from(round_, seat),
        handed_in=seat in round_.handed_in,
    )
    return (
        _with_answers(form, round_, seat, sheet) if role is Role.PATIENT else _with_ratings(form, round_, seat, sheet)
    )


def _with_answers(form: Form, round_: Round, seat: str, sheet: Marksheet) -> Form:
    answers = {s.id: _whole(round_.value(seat, ev.RatedStatement.kind, s.id)) for s in sheet.statements}
    return Form(**{**vars(form), "statements": sheet.statements, "answers": answers})


def _with_ratings(form: Form, round_: Round, seat: str, sheet: Marksheet) -> Form:
    ratings = {d.id: _whole(round_.value(seat, ev.RatedDomain.kind, d.id)) for d in sheet.domains}
    overall = _whole(round_.value(seat, ev.RatedOverall.kind))
    given = {"ask": sheet.ask, "scale": sheet.words, "domains": sheet.domains, "ratings": ratings, "overall": overall}
    return Form(**{**vars(form), **given})


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _sheets(round_: Round, seat: str, top: Top, names: Mapping[str, str]) -> SheetsView:
    case, cast = round_.snapshot.case, round_.cast
    first = next(role for role in Role if role in cast.roles(seat))
    both = cast.pair and seat == cast.patient
    return SheetsView(
        top=top,
        opened=opened(round_, names),
        debrief=case.debrief,
        reviewed=case.review.clinically_reviewed,
        form=_form(round_, seat, first, Stage.SHEETS),
        observer_form=_form(round_, seat, Role.OBSERVER, Stage.SHEETS) if both else None,
    )
