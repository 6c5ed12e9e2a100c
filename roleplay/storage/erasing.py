"""Deleting for good: everything of a person's, and words older than a year.

The log is append-only but for this. Words are rows of their own, which go. What else was said or marked is taken out of
its event: what stages, clocks and other people's rounds rest on keeps its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Delete, Select, Update, and_, bindparam, delete, exists, select, update

from roleplay.people.persons import FORMER
from roleplay.people.rounds import Written
from roleplay.room import events as ev
from roleplay.room.stages import UNDO
from roleplay.room.vocabulary import Words
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
    texts,
    unsigned_devices,
    words,
)
from roleplay.storage.texts import text_of

SAID = tuple(kind for kind in ev.TAP_KINDS if kind not in (ev.HandedIn.kind, ev.Released.kind))
"""Taps that hold what somebody saw, heard or wrote. Submitting and handing over a card are steps of the round."""

_TEXTS_OF_ROUND = delete(texts).where(texts.c.practice == bindparam("of"), texts.c.round == bindparam("in"))
_FORGET_ROUND = (
    update(events)
    .where(events.c.practice == bindparam("of"), events.c.round == bindparam("in"), events.c.kind.in_(SAID))
    .values(kind=ev.Erased.kind, body="{}", seat=ev.NOBODY, made=None, token=None, digest=None),
    _TEXTS_OF_ROUND,
)
_ERASE_WORDS = (
    _TEXTS_OF_ROUND,
    delete(words).where(words.c.practice == bindparam("of"), words.c.round == bindparam("in")),
    update(goals).where(goals.c.practice == bindparam("of"), goals.c.round == bindparam("in")).values(text=""),
)
_WITH_EVENTS = texts.join(events, and_(events.c.practice == texts.c.practice, events.c.seq == texts.c.seq))
_WITH_ROUNDS = texts.join(rounds, and_(rounds.c.practice == texts.c.practice, rounds.c.round == texts.c.round))
_OWN = select(practices.c.id).where(practices.c.owner == bindparam("of"))
_BY_OLD_WORDS: tuple[Select[Any], ...] = (
    select(texts.c.practice, texts.c.round)
    .select_from(_WITH_EVENTS)
    .where(texts.c.kind == ev.Wrote.kind, events.c.at < bindparam("before"))
    .distinct(),
    select(words.c.practice, words.c.round)
    .join(practices, practices.c.id == words.c.practice)
    .where(practices.c.owner.is_not(None), words.c.made < bindparam("before"))
    .distinct(),
    # Rounds that were brought along, in which nobody wrote anything, whose student came with a next step.
    select(texts.c.practice, texts.c.round)
    .select_from(_WITH_ROUNDS)
    .where(
        texts.c.kind == ev.RoundBegan.kind,
        rounds.c.at < bindparam("before"),
        ~exists().where(words.c.practice == texts.c.practice, words.c.round == texts.c.round),
    ),
)
_KEPT = select(kept.c.practice, kept.c.round)
_KEPT_FROM: Select[Any] = select(rounds.c.practice, rounds.c.at).join(
    kept, and_(kept.c.practice == rounds.c.practice, kept.c.round == rounds.c.round)
)
_CARRIED: Select[Any] = (
    select(texts.c.practice, texts.c.seq, texts.c.text, events.c.at, events.c.body)
    .select_from(_WITH_EVENTS)
    .where(texts.c.kind.in_((ev.RoundBegan.kind, ev.Asked.kind)))
)
_CARRIED_BEFORE = _CARRIED.where(events.c.at < bindparam("before"))
_SAT_IN = select(seats.c.practice).where(seats.c.person == bindparam("of"))
_CARRIED_WHERE = _CARRIED.where(texts.c.practice.in_(_SAT_IN))
_ERASE_CARRIED = delete(texts).where(texts.c.practice == bindparam("of"), texts.c.seq == bindparam("at_seq"))
_ERASE_BROUGHT_GOALS = delete(texts).where(
    texts.c.practice.in_(_OWN),
    texts.c.kind == ev.RoundBegan.kind,
    texts.c.text == bindparam("step"),
    ~exists().where(kept.c.practice == texts.c.practice, kept.c.round == texts.c.round),
)
_ERASE_REASONS = delete(texts).where(texts.c.kind == ev.Planned.kind, texts.c.practice.in_(_SAT_IN))
_FORGET_PERSON = (
    update(persons)
    .where(persons.c.id == bindparam("person"))
    .values(name=FORMER, folded="", key_hash=None, charter_at=None, key_tag=None)
)
_FORGET_NAME = update(seats).where(seats.c.person == bindparam("of")).values(name=FORMER)
_MINE = select(seats.c.id).where(seats.c.person == bindparam("of"))


def _all_of_a_person() -> tuple[Delete, ...]:
    under = (marks, exposures, goals, words, rounds, texts, brought, kept)
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
        """Everything that is this person's, and their name. What they wrote for others stays with them, unnamed.

        The (practice, round) pairs are the rounds played here in which the person was the student.
        """
        for practice, round_ in rounds_as_student:
            self._run(_FORGET_ROUND, {"of": practice, "in": round_})
        self._erase_carried(self._carried_by(person))
        self._run((_ERASE_REASONS, *_ALL_OF_A_PERSON, _FORGET_NAME), {"of": person})
        self._connection.execute(_FORGET_PERSON, {"person": person})

    def sign_out_others(self, person: str, device: str) -> None:
        """The person is on this device only. Other devices keep their seats, which are valid for their practice."""
        self._connection.execute(_SIGN_OUT_OTHERS, {"of": person, "but": device})

    def erase_attempts(self, first: int, last: int) -> None:
        """Wrong tries outside these instants."""
        self._connection.execute(_OLD_ATTEMPTS, {"first": first, "last": last})

    def rounds_with_old_words(self, before: int) -> tuple[tuple[int, int], ...]:
        """The (practice, round) pairs whose words were written before this instant and that nobody keeps."""
        found = {(practice, round_) for asked in _BY_OLD_WORDS for practice, round_ in self._all(asked, before=before)}
        return tuple(sorted(found - {(practice, round_) for practice, round_ in self._all(_KEPT)}))

    def erase_words(self, practice: int, round: int) -> frozenset[int]:
        """The sentences of a round, in the log and in every copy, even where its next step was carried into a later
        round. The caller remakes the projections of the practices that are returned."""
        steps = [each for each in self._reader.history.written(practice, round) if each.words == Words.NEXT_STEP]
        changed = {touched for step in steps for touched in self._erase_step(step)}
        self._run(_ERASE_WORDS, {"of": practice, "in": round})
        return frozenset(changed | {practice})

    def _erase_step(self, step: Written) -> frozenset[int]:
        """The practices in whose rounds this next step stood again; a round that is kept keeps it."""
        text = text_of(step.text)
        self._connection.execute(_ERASE_BROUGHT_GOALS, {"of": step.receiver, "step": text})
        same = (one for one in self._carried_by(step.receiver) if one.text == text)
        return self._erase_carried(self._not_kept(same))

    def erase_old_steps(self, before: int) -> frozenset[int]:
        """Next steps carried into a round that began before this instant; returns the practices that changed."""
        old = (_Carried(*row) for row in self._all(_CARRIED_BEFORE, before=before))
        return self._erase_carried(self._not_kept(old))

    def _carried_by(self, person: str) -> Iterable[_Carried]:
        """The next steps with which this person, as the student, came into a round that was held here."""
        mine = {seat.id for seat in self._reader.seats_of_person(person)}
        found = (_Carried(*row) for row in self._all(_CARRIED_WHERE, of=person))
        return (one for one in found if one.began["student"] in mine)

    def _not_kept(self, carried: Iterable[_Carried]) -> Iterable[_Carried]:
        """A round is known by when it began: one that came from a swap has no row of its own to be counted by."""
        kept_from = {(practice, at) for practice, at in self._all(_KEPT_FROM)}
        return (one for one in carried if (one.practice, one.began_at) not in kept_from)

    def _erase_carried(self, carried: Iterable[_Carried]) -> frozenset[int]:
        rows = [{"of": one.practice, "at_seq": one.seq} for one in carried]
        if rows:
            self._connection.execute(_ERASE_CARRIED, rows)
        return frozenset(row["of"] for row in rows)

    def _run(self, statements: Iterable[Delete | Update], values: dict[str, Any]) -> None:
        for statement in statements:
            self._connection.execute(statement, values)


@dataclass(frozen=True)
class _Carried:
    """A next step that was carried into a round, with the event that began the round."""

    practice: int
    seq: int
    text: str
    at: int
    body: str

    @property
    def began(self) -> dict[str, Any]:
        body = json.loads(self.body)
        began: dict[str, Any] = body.get("round", body)
        return began

    @property
    def began_at(self) -> int:
        """What was asked for happens once nobody can undo it."""
        return self.at + UNDO if "move" in json.loads(self.body) else self.at
