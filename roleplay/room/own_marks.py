"""What one seat fills in about a round, with its own answers: the mark sheet, and the form after the bell."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.marking.marksheet import BLOCKS, Item, Marksheet
from roleplay.room import events as ev
from roleplay.room.opened import pins_of
from roleplay.room.pair_list import pair_list
from roleplay.room.stages import Stage, Turn
from roleplay.room.state import Role, Round, State
from roleplay.room.taps import TEXT_LIMIT, reached
from roleplay.room.views import Form, OwnSentence, Sheet, SheetItem
from roleplay.room.vocabulary import Words

FIRST_WORDS = {Role.STUDENT: Words.LINE, Role.PATIENT: Words.SENTENCE, Role.OBSERVER: Words.SAW}
"""What each of them writes in the quiet minute."""


def sheet_of(round_: Round, seat: str, names: Mapping[str, str]) -> Sheet:
    """The whole mark sheet, with this seat's marks."""
    return _sheet(round_, seat, names, round_.snapshot.sheet.items)


def short_sheet_of(round_: Round, seat: str, names: Mapping[str, str]) -> Sheet:
    """Those of its lines that the second person of a pair is asked about."""
    return _sheet(round_, seat, names, pair_list(round_.snapshot.sheet, round_.case.patient.story)[0])


def _sheet(round_: Round, seat: str, names: Mapping[str, str], items: tuple[Item, ...]) -> Sheet:
    case = round_.case
    return Sheet(
        title=case.title,
        tasks=case.student.tasks,
        items=tuple(_sheet_item(item, round_, seat) for item in items),
        findings=case.findings,
        released=round_.released,
        events=tuple(e for e in case.events if e.who != "patient"),
        others=case.others,
        viva=case.viva,
        pins=pins_of(round_, names, seat),
    )


def _sheet_item(item: Item, round_: Round, seat: str) -> SheetItem:
    mark = round_.value(seat, ev.Marked.kind, item.id)
    return SheetItem(
        item.id,
        item.text,
        item.partly,
        item.may_not_arise,
        item.never,
        str(mark) if mark is not None else None,
        BLOCKS.get(item.block, ""),
        item.one,
    )


def form_of(state: State, round_: Round, seat: str, role: Role) -> Form | None:
    """The form of one of this seat's roles, None before the bell."""
    if not reached(round_, Stage.QUIET):
        return None
    sheet = round_.snapshot.sheet
    outcome = round_.value(seat, ev.RatedGoal.kind)
    form = Form(
        round=round_.number,
        sentences=tuple(_sentence(round_, seat, words) for words in _written(state, round_, seat, role)),
        handed_in=seat in round_.handed_in,
        goal=round_.goal if role is Role.OBSERVER else "",
        goal_outcome=str(outcome) if outcome is not None and role is Role.OBSERVER else None,
    )
    if role is Role.PATIENT:
        return _with_answers(form, round_, seat, sheet)
    return _with_ratings(form, round_, seat, sheet, short=_has_both(round_, seat))


def _has_both(round_: Round, seat: str) -> bool:
    return {Role.PATIENT, Role.OBSERVER} <= round_.cast.roles(seat)


def _written(state: State, round_: Round, seat: str, role: Role) -> tuple[Words, ...]:
    """In a pair, one sentence is enough. One to try is for the observer's turn to speak: only then has the student said
    what they want help with."""
    if role is not Role.OBSERVER:
        return (FIRST_WORDS[role],)
    first = () if _has_both(round_, seat) else (FIRST_WORDS[role],)
    return (*first, Words.TRY) if _has_spoken(state, round_) else first


def _has_spoken(state: State, round_: Round) -> bool:
    """Whether it is, or was, the observer's turn; a round that is over keeps its words."""
    is_this = round_ is state.round
    early = state.stage is Stage.QUIET or (state.stage is Stage.DEBRIEF and state.turn is not Turn.OBSERVER)
    return not (is_this and early)


def _sentence(round_: Round, seat: str, words: Words) -> OwnSentence:
    return OwnSentence(words.value, str(round_.value(seat, ev.Wrote.kind, words.value) or ""), TEXT_LIMIT)


def _with_answers(form: Form, round_: Round, seat: str, sheet: Marksheet) -> Form:
    answers = {s.id: _whole(round_.value(seat, ev.RatedStatement.kind, s.id)) for s in sheet.statements}
    return Form(**{**vars(form), "statements": sheet.statements, "answers": answers})


def _with_ratings(form: Form, round_: Round, seat: str, sheet: Marksheet, short: bool) -> Form:
    domains = () if short else sheet.domains
    ratings = {d.id: _whole(round_.value(seat, ev.RatedDomain.kind, d.id)) for d in domains}
    overall = _whole(round_.value(seat, ev.RatedOverall.kind))
    given = {"ask": sheet.ask, "scale": sheet.words, "domains": domains, "ratings": ratings, "overall": overall}
    return Form(**{**vars(form), **given})


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
