"""What is deleted for good: all that is a person's, and words whose year is over.

The log is append-only but for this. What its stages, clocks and other people's rounds rest on stays: rows lose what
was said or marked, never their place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Delete, bindparam, delete, exists, select, update

from roleplay.people.persons import FORMER, Seat
from roleplay.people.rounds import Written
from roleplay.room import events as ev
from roleplay.room.stages import UNDO
from roleplay.storage.queries import Queries
from roleplay.storage.reader import Reader
from roleplay.storage.tables import (
    aliases,
    attempts,
    brought,
    events,
    exposures,
    goals,
    kept,
    marks,
    person_devices,
    persons,
    practices,
    private_settings,
    repeats,
    rounds,
    seat_claims,
    seat_devices,
    seats,
    table_devices,
    unsigned_devices,
    words,
)

SAID = tuple(kind for kind in ev.TAP_KINDS if kind not in (ev.HandedIn.kind, ev.Released.kind))
"""Taps that hold what somebody saw, heard or wrote. Handing in and handing over a card are steps of the round."""

_OF_ROUND = (events.c.practice == bindparam("of"), events.c.round == bindparam("in"))
_BARE = {"kind": ev.Erased.kind, "body": "{}", "seat": ev.NOBODY, "made": None, "token": None, "digest": None}
_FORGET_TAPS = update(events).where(*_OF_ROUND, events.c.kind.in_(SAID)).values(_BARE)
_FORGET_WORDS = update(events).where(*_OF_ROUND, events.c.kind == ev.Wrote.kind).values(_BARE)
_STEPS = (
    select(events.c.seq, events.c.at, events.c.body)
    .where(
        events.c.practice == bindparam("of"),
        events.c.kind.in_((ev.RoundBegan.kind, ev.Asked.kind, ev.Planned.kind)),
    )
    .order_by(events.c.seq)
)
_STEPS_BEFORE = _STEPS.where(events.c.at < bindparam("before"))
_REWRITE = (
    update(events)
    .where(events.c.practice == bindparam("of"), events.c.seq == bindparam("at_seq"))
    .values(body=bindparam("anew"))
)
_WITH_OLD_WORDS = (
    select(events.c.practice, events.c.round)
    .where(events.c.kind == ev.Wrote.kind, events.c.at < bindparam("before"))
    .distinct()
)
_OLD_GOALS = (
    select(events.c.practice)
    .where(
        events.c.kind.in_((ev.RoundBegan.kind, ev.Asked.kind)),
        events.c.at < bindparam("before"),
        events.c.body.like('%"goal":"_%'),
        events.c.body.not_like('%"goal":""%'),
    )
    .distinct()
)
_OLD_BROUGHT = (
    select(words.c.practice, words.c.round)
    .join(practices, practices.c.id == words.c.practice)
    .where(practices.c.owner.is_not(None), words.c.made < bindparam("before"))
    .distinct()
)
_OLD_BROUGHT_GOALS = (
    select(brought.c.practice, brought.c.round)
    .join(rounds, (rounds.c.practice == brought.c.practice) & (rounds.c.round == brought.c.round))
    .where(
        rounds.c.at < bindparam("before"),
        brought.c.body.like('%"goal":"_%'),
        brought.c.body.not_like('%"goal":""%'),
        ~exists().where(words.c.practice == brought.c.practice, words.c.round == brought.c.round),
    )
)
"""Rounds in which nobody wrote anything, whose student came with a next step."""
_KEPT = select(kept.c.practice, kept.c.round)
_KEPT_FROM = select(rounds.c.at).join(
    kept,
    (kept.c.practice == rounds.c.practice) & (kept.c.round == rounds.c.round) & (rounds.c.practice == bindparam("of")),
)
_REBODY = (
    update(brought)
    .where(brought.c.practice == bindparam("of"), brought.c.round == bindparam("in"))
    .values(body=bindparam("anew"))
)
_BROUGHT_BY = (
    select(brought.c.practice, brought.c.round, brought.c.body)
    .join(practices, practices.c.id == brought.c.practice)
    .where(practices.c.owner == bindparam("of"))
)
EVER = 1 << 62
_FORGET_PERSON = (
    update(persons)
    .where(persons.c.id == bindparam("person"))
    .values(name=FORMER, folded="", key_hash=None, charter_at=None, key_tag=None)
)
_FORGET_NAME = update(seats).where(seats.c.person == bindparam("of")).values(name=FORMER)
_OWN = select(practices.c.id).where(practices.c.owner == bindparam("of"))
_MINE = select(seats.c.id).where(seats.c.person == bindparam("of"))


def _all_of_a_person() -> tuple[Delete, ...]:
    under = (marks, exposures, goals, words, rounds, brought, kept)
    return (
        delete(marks).where(marks.c.student == bindparam("of")),
        delete(exposures).where(exposures.c.person == bindparam("of")),
        delete(goals).where(goals.c.person == bindparam("of")),
        delete(words).where(words.c.receiver == bindparam("of")),
        *(delete(table).where(table.c.practice.in_(_OWN)) for table in under),
        *(delete(table).where(table.c.person == bindparam("of")) for table in (kept, repeats, aliases)),
        delete(private_settings).where(private_settings.c.person == bindparam("of")),
        delete(person_devices).where(person_devices.c.person == bindparam("of")),
        delete(seat_claims).where(seat_claims.c.seat.in_(_MINE)),
        delete(seat_devices).where(seat_devices.c.seat.in_(_MINE)),
        delete(practices).where(practices.c.owner == bindparam("of")),
        delete(unsigned_devices).where(
            *(
                unsigned_devices.c.device.not_in(select(table.c.device))
                for table in (person_devices, seat_devices, table_devices, seat_claims)
            )
        ),
    )


_SIGN_OUT_OTHERS = delete(person_devices).where(
    person_devices.c.person == bindparam("of"), person_devices.c.device != bindparam("but")
)
_ALL_OF_A_PERSON = _all_of_a_person()
_OLD_ATTEMPTS = delete(attempts).where(~attempts.c.at.between(bindparam("first"), bindparam("last")))


class Eraser(Queries):
    """What a write transaction may delete."""

    def __init__(self, connection: Connection, reader: Reader) -> None:
        super().__init__(connection)
        self._reader = reader

    def erase_person(self, person: str, rounds_as_student: Iterable[tuple[int, int]]) -> None:
        """Everything that is this person's, and their name. What they wrote for others stays theirs, and names nobody.

        The (practice, round) pairs are the rounds held here in which the person was the student.
        """
        mine = {seat.id: seat for seat in self._reader.seats_of_person(person)}
        for practice, round_ in rounds_as_student:
            self._connection.execute(_FORGET_TAPS, {"of": practice, "in": round_})
        for practice in {seat.practice for seat in mine.values()}:
            self._rewrite(practice, lambda body: _without_person(body, mine))
        for statement in _ALL_OF_A_PERSON:
            self._connection.execute(statement, {"of": person})
        self._connection.execute(_FORGET_NAME, {"of": person})
        self._connection.execute(_FORGET_PERSON, {"person": person})

    def sign_out_others(self, person: str, device: str) -> None:
        """The person is on this device only. A seat that another one holds stays: it is good for its practice."""
        self._connection.execute(_SIGN_OUT_OTHERS, {"of": person, "but": device})

    def erase_attempts(self, first: int, last: int) -> None:
        """Wrong tries that were not between these instants."""
        self._connection.execute(_OLD_ATTEMPTS, {"first": first, "last": last})

    def rounds_with_old_words(self, before: int) -> tuple[tuple[int, int], ...]:
        """The (practice, round) pairs whose words were written before this instant, and that nobody keeps."""
        kept_ones = {(practice, round_) for practice, round_ in self._connection.execute(_KEPT)}
        asked = (_WITH_OLD_WORDS, _OLD_BROUGHT, _OLD_BROUGHT_GOALS)
        found = {(practice, round_) for one in asked for practice, round_ in self._all(one, before=before)}
        return tuple(sorted(found - kept_ones))

    def erase_words(self, practice: int, round: int) -> frozenset[int]:
        """The sentences of a round, in the log and in every copy, also where its next step was carried into a later
        round. The caller makes the projections of the practices that are returned anew."""
        written = self._reader.history.written(practice, round)
        carried = self._erase_carried([each for each in written if each.words == ev.Words.NEXT_STEP])
        self._connection.execute(_FORGET_WORDS, {"of": practice, "in": round})
        self._connection.execute(
            delete(words).where(words.c.practice == practice, words.c.round == round),
        )
        if (body := self._reader.history.brought(practice, round)) is not None:
            self._connection.execute(_REBODY, {"of": practice, "in": round, "anew": _as_text(_without_words(body))})
            self._connection.execute(
                update(goals).where(goals.c.practice == practice, goals.c.round == round).values(text="")
            )
        return carried | {practice}

    def _erase_carried(self, steps: Iterable[Written]) -> frozenset[int]:
        """The practices in whose rounds one of these next steps stood again; a round that is kept keeps it."""
        changed = set[int]()
        for step in steps:
            mine = frozenset(seat.id for seat in self._reader.seats_of_person(step.receiver))
            said = _SameStep(mine, step.text)
            changed |= {
                p.id for p in self._reader.practices_of_person(step.receiver) if self._erase_steps(p.id, EVER, said)
            }
            self._erase_brought_goals(step)
        return frozenset(changed)

    def _erase_brought_goals(self, step: Written) -> None:
        kept_ones = self._reader.history.kept(step.receiver)
        for practice, round_, text in list(self._connection.execute(_BROUGHT_BY, {"of": step.receiver})):
            body = json.loads(text)
            if body["opened"]["goal"] == step.text and (practice, round_) not in kept_ones:
                anew = {**body, "opened": {**body["opened"], "goal": ""}}
                self._connection.execute(_REBODY, {"of": practice, "in": round_, "anew": _as_text(anew)})

    def erase_old_steps(self, before: int) -> tuple[int, ...]:
        """Next steps that were carried into a round that began before this instant; the practices that changed."""
        changed = [row[0] for row in self._all(_OLD_GOALS, before=before)]
        return tuple(practice for practice in changed if self._erase_steps(practice, before, lambda began: True))

    def _erase_steps(self, practice: int, before: int, which: Callable[[dict[str, Any]], bool]) -> bool:
        """A round is known by when it began: one that came of a swap has no row of its own to be counted by."""
        kept_from = {row[0] for row in self._connection.execute(_KEPT_FROM, {"of": practice})}
        changed = 0
        for seq, at, text in list(self._connection.execute(_STEPS_BEFORE, {"of": practice, "before": before})):
            body = json.loads(text)
            began_at = at + UNDO if "move" in body else at
            if began_at not in kept_from:
                changed += self._put(practice, seq, body, _with_goals(body, which))
        return changed > 0

    def _rewrite(self, practice: int, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        for seq, _, text in list(self._connection.execute(_STEPS, {"of": practice})):
            body = json.loads(text)
            self._put(practice, seq, body, change(body))

    def _put(self, practice: int, seq: int, body: dict[str, Any], anew: dict[str, Any]) -> bool:
        """Whether there was anything to change."""
        if anew == body:
            return False
        self._connection.execute(_REWRITE, {"of": practice, "at_seq": seq, "anew": _as_text(anew)})
        return True


@dataclass(frozen=True)
class _SameStep:
    """Of the rounds' beginnings those in which one of these seats came with this next step."""

    seats: frozenset[str]
    text: str

    def __call__(self, began: dict[str, Any]) -> bool:
        return began["student"] in self.seats and began["goal"] == self.text


def _without_person(body: dict[str, Any], mine: dict[str, Seat]) -> dict[str, Any]:
    """The reasons of a plan name people; a round's beginning repeats its student's last next step."""
    if "plan" in body:
        return {**body, "plan": [{**row, "why": ""} for row in body["plan"]], "reason": ""}
    return _with_goals(body, lambda began: began["student"] in mine)


def _with_goals(body: dict[str, Any], theirs: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    if isinstance(body.get("round"), dict):
        return {**body, "round": _with_goals(body["round"], theirs)}
    return {**body, "goal": ""} if "goal" in body and theirs(body) else body


def _without_words(body: dict[str, Any]) -> dict[str, Any]:
    """The opened sheets without anybody's sentence."""
    empty: dict[str, Any] = {"line": None, "sentence": None, "next_step": None, "to_try": [], "goal": ""}
    return {**body, "opened": {**body["opened"], **empty}}


def _as_text(body: dict[str, Any]) -> str:
    return json.dumps(body, separators=(",", ":"))
