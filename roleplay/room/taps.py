"""Which taps a seat may make: each kind depends on the seat's role in that round and on how far the round has come.

Pure; raises `Refused` with a sentence for the screen, and knows what a form still needs before it can be submitted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from roleplay.errors import Refused
from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.stages import Stage
from roleplay.room.state import Role, Round, State
from roleplay.room.step_events import FocusChosen, SkillChosen
from roleplay.room.step_skills import skills_offered
from roleplay.room.vocabulary import Words

TEXT_LIMIT = 500
"""Characters in one sentence; nobody would read out more in a debrief."""


@dataclass(frozen=True)
class Tap:
    """A mark, fact, pin or sentence. ``made`` is the device's estimate of server time (UTC milliseconds)."""

    event: ev.TapEvent
    round: int
    made: int


def tapped(state: State, tap: Tap, seat: str) -> ev.TapEvent:
    """The tap, if this seat may make it in that round. Raises `Refused` with a sentence."""
    round_ = next((r for r in state.rounds if r.number == tap.round), None)
    if round_ is None:
        raise Refused("That belongs to a round this session doesn’t have, so it wasn’t saved.")
    roles = round_.cast.roles(seat)
    if not roles:
        raise Refused("You’re not in this round, so that wasn’t saved.")
    if round_.cast.student in round_.forgotten:
        raise Refused("The student has deleted their history, so nothing more can be added to it.")
    check = _CHECKS[type(tap.event)]
    check(round_, roles, tap.event, seat)
    return tap.event


def reached(round_: Round, stage: Stage) -> bool:
    """Whether the round has come to this stage; one that was given up doesn't reach them all."""
    return stage in round_.started_at


def _need(roles: frozenset[Role], role: Role, what: str) -> None:
    if role not in roles:
        raise Refused(f"In this round only the {role.value} {what}, so that wasn’t saved.")


def _after_station(round_: Round) -> None:
    if not reached(round_, Stage.QUIET):
        raise Refused("That comes after the bell, when the station is over, so it wasn’t saved.")


def _live(round_: Round) -> None:
    if not reached(round_, Stage.STATION):
        raise Refused("The station hasn’t begun, so that wasn’t saved.")


def _check_marked(round_: Round, roles: frozenset[Role], event: ev.Marked, seat: str) -> None:
    _need(roles, Role.OBSERVER, "fills in the mark sheet")
    # Nobody marks live while they play; somebody who joins a pair to watch does.
    _after_station(round_) if Role.PATIENT in roles else _live(round_)
    item = round_.snapshot.sheet.item_by_id.get(event.item)
    if item is None:
        raise Refused("That line isn’t on this station’s mark sheet, so it wasn’t saved.")
    if event.mark is not None and not item.offers(event.mark):
        raise Refused(f"“{item.text}” doesn’t offer that answer, so it wasn’t saved.")
    if item.never and event.mark is Mark.NOT and not reached(round_, Stage.QUIET):
        raise Refused(f"“{item.text}” is only answered if it happens, so that wasn’t saved.")


def _check_fact(round_: Round, roles: frozenset[Role], event: ev.FactCame, seat: str) -> None:
    _need(roles, Role.PATIENT, "says what they told the student")
    _live(round_)
    if event.fact not in {fact.id for fact in round_.snapshot.case.patient.story}:
        raise Refused("That line isn’t in this script, so it wasn’t saved.")


def _check_pinned(round_: Round, roles: frozenset[Role], event: ev.Pinned, seat: str) -> None:
    _need(roles, Role.OBSERVER, "pins a moment")
    _live(round_)


def _check_released(round_: Round, roles: frozenset[Role], event: ev.Released, seat: str) -> None:
    _need(roles, Role.OBSERVER, "hands over findings")
    _live(round_)
    if event.finding not in {finding.id for finding in round_.snapshot.case.findings}:
        raise Refused("This case has no such finding, so nothing was handed over.")


def _check_domain(round_: Round, roles: frozenset[Role], event: ev.RatedDomain, seat: str) -> None:
    _rates(roles)
    _after_station(round_)
    if event.domain not in {domain.id for domain in round_.snapshot.sheet.domains}:
        raise Refused("That area isn’t on this station’s mark sheet, so it wasn’t saved.")
    _within(event.value, 1, 5)


def _check_overall(round_: Round, roles: frozenset[Role], event: ev.RatedOverall, seat: str) -> None:
    _rates(roles)
    _after_station(round_)
    _within(event.value, 0, 3)


def _check_statement(round_: Round, roles: frozenset[Role], event: ev.RatedStatement, seat: str) -> None:
    _need(roles, Role.PATIENT, "answers as the patient")
    _after_station(round_)
    if event.statement not in {statement.id for statement in round_.snapshot.sheet.statements}:
        raise Refused("That statement isn’t on this station’s mark sheet, so it wasn’t saved.")
    _within(event.value, 1, 5)


WRITERS: Mapping[Words, Role] = MappingProxyType(
    {
        Words.LINE: Role.STUDENT,
        Words.SENTENCE: Role.PATIENT,
        Words.SAW: Role.OBSERVER,
        Words.TRY: Role.OBSERVER,
        Words.NEXT_STEP: Role.STUDENT,
    }
)


def _check_goal(round_: Round, roles: frozenset[Role], event: ev.RatedGoal, seat: str) -> None:
    _need(roles, Role.OBSERVER, "says what became of the next step")
    _after_station(round_)
    if not round_.goal:
        raise Refused("There was no next step to look for in this round, so that wasn’t saved.")


def _check_try(round_: Round, roles: frozenset[Role], event: ev.RatedTry, seat: str) -> None:
    _need(roles, Role.OBSERVER, "says whether it happened")
    if round_.go_from is None:
        raise Refused("There was no other go in this round, so that wasn’t saved.")


def _check_focus(round_: Round, roles: frozenset[Role], event: FocusChosen, seat: str) -> None:
    _need(roles, Role.STUDENT, "chooses what to work on")
    if reached(round_, Stage.STATION):
        raise Refused("The station has begun, so what you work on stays as it was.")
    if not 0 <= event.step < len(round_.steps) or not round_.steps[event.step]:
        raise Refused("That isn’t one of your open next steps, so nothing was changed.")


def _check_skill(round_: Round, roles: frozenset[Role], event: SkillChosen, seat: str) -> None:
    _need(roles, Role.STUDENT, "says what their next step is about")
    _after_station(round_)
    if event.skill and event.skill not in skills_offered(round_):
        raise Refused("That skill isn’t on this station’s mark sheet, so it wasn’t saved.")


def _check_wrote(round_: Round, roles: frozenset[Role], event: ev.Wrote, seat: str) -> None:
    _after_station(round_)
    writer = WRITERS[event.words]
    _need(roles, writer, "writes that sentence")
    if len(event.text) > TEXT_LIMIT:
        raise Refused(
            f"That’s {len(event.text):,} characters; up to {TEXT_LIMIT} can be saved. "
            "Your words are still on your screen: shorten them and they’ll be saved."
        )


def _check_handed_in(round_: Round, roles: frozenset[Role], event: ev.HandedIn, seat: str) -> None:
    _after_station(round_)
    if missing := missing_from(round_, seat):
        raise Refused(f"Not submitted yet. Still to do: {', '.join(missing)}.")


def _rates(roles: frozenset[Role]) -> None:
    if not roles & {Role.STUDENT, Role.OBSERVER}:
        raise Refused("The patient answers the four statements instead, so that wasn’t saved.")


def _within(value: object, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Refused(f"A rating here is a whole number from {low} to {high}, so that wasn’t saved.")


_CHECKS: Mapping[type[ev.Event], Callable[..., None]] = MappingProxyType(
    {
        ev.Marked: _check_marked,
        ev.FactCame: _check_fact,
        ev.Pinned: _check_pinned,
        ev.Released: _check_released,
        ev.RatedDomain: _check_domain,
        ev.RatedOverall: _check_overall,
        ev.RatedStatement: _check_statement,
        ev.RatedGoal: _check_goal,
        ev.RatedTry: _check_try,
        FocusChosen: _check_focus,
        SkillChosen: _check_skill,
        ev.Wrote: _check_wrote,
        ev.HandedIn: _check_handed_in,
    }
)


def missing_from(round_: Round, seat: str) -> tuple[str, ...]:
    """What this seat's form still needs before it can be submitted, in the words of the screen.

    The second person of a pair has one short form: no areas, and one sentence.
    """
    roles, sheet = round_.cast.roles(seat), round_.snapshot.sheet
    has_both = {Role.PATIENT, Role.OBSERVER} <= roles
    missing: list[str] = []
    if Role.PATIENT in roles:
        open_ = [s for s in sheet.statements if round_.value(seat, ev.RatedStatement.kind, s.id) is None]
        missing += ["the four statements"] if open_ else []
        missing += _unwritten(round_, seat, Words.SENTENCE, f"one sentence as the {round_.snapshot.case.kind.meets}")
    if roles & {Role.STUDENT, Role.OBSERVER}:
        areas = () if has_both else sheet.domains
        missing += [d.name for d in areas if round_.value(seat, ev.RatedDomain.kind, d.id) is None]
        missing += ["the overall rating"] if round_.value(seat, ev.RatedOverall.kind) is None else []
    if Role.OBSERVER in roles and not has_both:
        missing += _unwritten(round_, seat, Words.SAW, "one thing you saw or heard")
    if Role.STUDENT in roles:
        missing += _unwritten(round_, seat, Words.LINE, "one thing you’d like help with")
    return tuple(missing)


def _unwritten(round_: Round, seat: str, words: Words, what: str) -> list[str]:
    text = round_.value(seat, ev.Wrote.kind, words.value)
    return [] if isinstance(text, str) and text.strip() else [what]
