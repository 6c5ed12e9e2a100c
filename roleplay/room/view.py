"""Builds what one seat may see of a practice, by allow-list (`views`). The web never gets anything else."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.content.models import Examine
from roleplay.content.rubric import in_a_row
from roleplay.content.signatures import standing_at
from roleplay.room import events as ev
from roleplay.room.deadlines import advance
from roleplay.room.doors import answer_outside
from roleplay.room.go import another_go
from roleplay.room.header import shut, top_of
from roleplay.room.moves import ALONE
from roleplay.room.opened import heard, opened, pins_of
from roleplay.room.own_marks import FIRST_WORDS, form_of, sheet_of, short_sheet_of
from roleplay.room.pair_list import pair_list
from roleplay.room.stages import Stage, Turn
from roleplay.room.state import FEWEST, Role, Round, State
from roleplay.room.step_skills import skill_shown
from roleplay.room.taps import reached
from roleplay.room.views import (
    Consent,
    DebriefView,
    LastView,
    Lobby,
    Note,
    ObserverView,
    OutsideView,
    PatientView,
    Plan,
    PlanRow,
    SheetsView,
    StudentView,
    TableView,
    Top,
    View,
)
from roleplay.room.vocabulary import Words

CLOSED = "It has closed, so its feedback can’t be opened here. What’s yours is in My history."


def view(state: State, seat: str, now: int, names: Mapping[str, str]) -> View:
    """What ``seat`` may see at ``now`` (UTC milliseconds). ``names`` gives each seat's name for the screen."""
    state = advance(state, now)
    if state.closed:
        # The student has the feedback in their history, the others what they wrote: an old address shows it to nobody.
        return Lobby(top_of(shut(state), seat, names), Plan((), CLOSED, by_hand=False, played=state.played))
    round_, top = state.round, top_of(state, seat, names)
    if state.stage is Stage.OVER and any(seat in r.cast.seats and r.opened_at is not None for r in state.rounds):
        return _last(state, seat, top, names)
    if round_ is None or seat not in state.seats or state.stage is Stage.OVER:
        return Lobby(top, _plan(state, names), state.opened.arriving and state.stage is Stage.OPENING)
    inside = seat in round_.cast.seats
    if inside and round_.opened_at is not None:
        return _sheets(state, round_, seat, top, names)
    if state.stage is Stage.NEXT:
        return Lobby(top, _plan(state, names))
    if not inside:
        return OutsideView(top, answer_outside(state, round_, seat))
    if state.stage is Stage.DEBRIEF:
        return _debrief(state, round_, seat, top, names)
    return _playing(state, round_, seat, top, names)


def _playing(state: State, round_: Round, seat: str, top: Top, names: Mapping[str, str]) -> View:
    roles = round_.cast.roles(seat)
    if Role.STUDENT in roles:
        return _student(state, round_, seat, top)
    if Role.PATIENT in roles:
        return _patient(state, round_, seat, top, names)
    return ObserverView(
        top=top,
        ready=_ready(state, round_, seat),
        sheet=sheet_of(round_, seat, names) if round_.may_read(seat) else None,
        note=_note(round_, seat),
        consent=_consent(round_),
        goal=round_.goal,
        form=form_of(state, round_, seat, Role.OBSERVER),
    )


def table_view(state: State, now: int, names: Mapping[str, str]) -> TableView:
    """What everybody at the table may see; it belongs to no seat, so it may do nothing."""
    state = advance(state, now)
    state = shut(state) if state.closed else state
    return TableView(top_of(state, ev.NOBODY, names), _speaker(state, names))


def _ready(state: State, round_: Round, seat: str) -> tuple[str, ...]:
    """What has to be ready, for those who may read the script or the mark sheet."""
    return round_.snapshot.case.ready if state.stage is Stage.PREPARE and round_.may_read(seat) else ()


def _plan(state: State, names: Mapping[str, str]) -> Plan:
    to_come = [p for p in state.plan if {p.student, p.patient, *p.observers} <= set(state.seats)]
    watch = [tuple(names[o] for o in p.observers) for p in to_come]
    rows = tuple(
        PlanRow(names[p.student], names[p.patient], observers, p.title, p.why, p.kind, p.minutes)
        for p, observers in zip(to_come, watch, strict=True)
    )
    alone = len(state.seats) < FEWEST and bool(state.rounds)
    without = tuple(names[seat] for seat in state.seats if seat in state.without)
    return Plan(rows, ALONE if alone else state.reason, state.by_hand, state.played, without)


def _note(round_: Round, seat: str) -> Note:
    return Note(in_a_row(round_.snapshot.themes), round_.snapshot.case.heavy, round_.may_read(seat))


def _consent(round_: Round) -> Consent | None:
    examine: Examine | None = round_.snapshot.case.examine
    if examine is None:
        return None
    return Consent(
        regions=tuple(region.value for region in examine.regions),
        position=examine.position,
        exposure=examine.exposure,
        not_done=examine.not_done,
        alternative=examine.alternative,
        kit=examine.kit,
        asked=round_.consent_asked,
        given=False if round_.online else round_.consent,
    )


def _student(state: State, round_: Round, seat: str, top: Top) -> StudentView:
    case = round_.case
    released = [f for f in case.findings if f.id in round_.released]
    return StudentView(
        top=top,
        sign=case.student if reached(round_, Stage.READING) else None,
        findings=tuple(sorted(released, key=lambda f: round_.released.index(f.id))),
        form=form_of(state, round_, seat, Role.STUDENT),
        goal=round_.goal,
        steps=tuple(filter(None, round_.steps)) if not reached(round_, Stage.STATION) else (),
        heavy=case.heavy,
        consent=_consent(round_) if state.stage is not Stage.PREPARE else None,
        questions_at=case.viva.at_minute if case.viva and state.stage is Stage.STATION else None,
    )


def _patient(state: State, round_: Round, seat: str, top: Top, names: Mapping[str, str]) -> PatientView:
    case = round_.case
    reads = round_.may_read(seat)
    alone = round_.cast.pair
    marks_now = alone and state.stage is Stage.QUIET
    return PatientView(
        top=top,
        ready=_ready(state, round_, seat),
        part=case.patient if reads else None,
        sign=case.told_beforehand if reads else None,
        note=_note(round_, seat),
        consent=_consent(round_),
        events=tuple(e for e in case.events if alone or e.who == "patient") if reads else (),
        cards=case.findings if alone and reads else (),
        released=round_.released if alone and reads else (),
        viva=case.viva if alone and reads else None,
        came=tuple(f.id for f in case.patient.story if reads and round_.value(seat, ev.FactCame.kind, f.id)),
        form=form_of(state, round_, seat, Role.PATIENT),
        sheet=short_sheet_of(round_, seat, names) if marks_now and reads else None,
        asked=pair_list(round_.snapshot.sheet, case.patient.story)[1] if marks_now and reads else (),
        observer_form=form_of(state, round_, seat, Role.OBSERVER) if marks_now else None,
    )


def _speaking(state: State) -> tuple[str, ...]:
    if state.round is None or state.turn is None:
        return ()
    cast = state.round.cast
    speakers = {Turn.STUDENT: (cast.student,), Turn.PATIENT: (cast.patient,), Turn.OBSERVER: cast.observers}
    return tuple(seat for seat in speakers.get(state.turn, ()) if seat not in cast.gone)


def _speaker(state: State, names: Mapping[str, str]) -> str:
    return " and ".join(names[seat] for seat in _speaking(state))


def _debrief(state: State, round_: Round, seat: str, top: Top, names: Mapping[str, str]) -> DebriefView:
    cast, speaking = round_.cast, _speaking(state)
    first = next(role for role in Role if role in cast.roles(seat))
    own = round_.value(seat, ev.Wrote.kind, FIRST_WORDS[first].value)
    watches = seat in cast.observers and round_.may_read(seat)
    return DebriefView(
        top=top,
        speaker=_speaker(state, names),
        you_speak=seat in speaking,
        heavy=round_.snapshot.case.heavy,
        plays=top.plays,
        line=str(own or ""),
        ask=_ask(round_) if state.turn is Turn.OBSERVER and seat in cast.observers else "",
        pins=pins_of(round_, names, seat) if watches else (),
        items=tuple(i for i in sheet_of(round_, seat, names).items if i.mark in ("done", "partly")) if watches else (),
        form=form_of(state, round_, seat, first),
        observer_form=form_of(state, round_, seat, Role.OBSERVER) if cast.pair and seat == cast.patient else None,
    )


def _ask(round_: Round) -> str:
    """What the student asked for help with; by the observer's turn they have said it."""
    return str(round_.value(round_.cast.student, ev.Wrote.kind, Words.LINE.value) or "")


def _last(state: State, seat: str, top: Top, names: Mapping[str, str]) -> LastView:
    mine = [r for r in state.rounds if r.opened_at is not None and seat in r.cast.seats]
    as_student = [r for r in mine if r.cast.student == seat]
    steps = [str(r.value(seat, ev.Wrote.kind, Words.NEXT_STEP.value) or "") for r in as_student]
    round_ = mine[-1]
    first = next(role for role in Role if role in round_.cast.roles(seat))
    both = round_.cast.pair and seat == round_.cast.patient
    return LastView(
        top=top,
        heard=next((said for r in reversed(as_student) if (said := heard(r, names))), None),
        next_step=next((step for step in reversed(steps) if step), ""),
        rounds=tuple(opened(r, names) for r in mine),
        form=form_of(state, round_, seat, first),
        observer_form=form_of(state, round_, seat, Role.OBSERVER) if both else None,
    )


def _sheets(state: State, round_: Round, seat: str, top: Top, names: Mapping[str, str]) -> SheetsView:
    case, cast = round_.snapshot.case, round_.cast
    first = next(role for role in Role if role in cast.roles(seat))
    both = cast.pair and seat == cast.patient
    step, stands = round_.value(seat, ev.Wrote.kind, Words.NEXT_STEP.value), standing_at(case, round_.began_at)
    return SheetsView(
        top=top,
        opened=opened(round_, names),
        debrief=case.debrief,
        reviewed=stands.reviewed,
        review=stands.in_full,
        form=form_of(state, round_, seat, first),
        observer_form=form_of(state, round_, seat, Role.OBSERVER) if both else None,
        next_step=str(step or "") if seat == cast.student else None,
        about=skill_shown(round_) if seat == cast.student else None,
        plan=_plan(state, names),
        go=another_go(state, round_, seat),
    )
