"""Deleting words older than a year, wherever they stand: in the log, in what is made from it, in imported rounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, exists, select, update

from roleplay.people.rounds import ALONE, Written
from roleplay.room import events as ev
from roleplay.room.vocabulary import Words
from roleplay.storage.history.choices import kept
from roleplay.storage.history.projections import HistoryReader, goals, rounds, words
from roleplay.storage.history.replies import replies
from roleplay.storage.practice.log import TEXTS_OF_ROUND, TEXTS_WITH_EVENTS, Carried, LogWriter, events, texts
from roleplay.storage.practice.practices import OWNED_BY, practices
from roleplay.storage.practice.texts import text_of
from roleplay.storage.queries import Queries

_ERASE_WORDS = (
    TEXTS_OF_ROUND,
    delete(words).where(words.c.practice == bindparam("of"), words.c.round == bindparam("in")),
    update(goals).where(goals.c.practice == bindparam("of"), goals.c.round == bindparam("in")).values(text=""),
    update(goals)
    .where(goals.c.practice == bindparam("of"), goals.c.round == bindparam("in"), goals.c.focus.is_not(None))
    .values(focus=""),
    delete(replies).where(replies.c.practice == bindparam("of"), replies.c.round == bindparam("in")),
)
# Of rounds that were imported: all others are made from the log.
_ERASE_FOCUS = (
    update(goals)
    .where(goals.c.person == bindparam("of"), goals.c.focus == bindparam("step"), goals.c.practice.in_(OWNED_BY))
    .where(~exists().where(kept.c.practice == goals.c.practice, kept.c.round == goals.c.round))
    .values(focus="")
)
_WITH_ROUNDS = texts.join(rounds, and_(rounds.c.practice == texts.c.practice, rounds.c.round == texts.c.round))
_BY_OLD_WORDS: tuple[Select[Any], ...] = (
    select(texts.c.practice, texts.c.round)
    .select_from(TEXTS_WITH_EVENTS)
    .where(texts.c.kind == ev.Wrote.kind, events.c.at < bindparam("before"))
    .distinct(),
    select(words.c.practice, words.c.round)
    .join(practices, practices.c.id == words.c.practice)
    .where(practices.c.owner.is_not(None), words.c.made < bindparam("before"))
    .distinct(),
    # Next steps that somebody wrote on their own, after no round.
    select(goals.c.practice, goals.c.round)
    .join(practices, practices.c.id == goals.c.practice)
    .where(
        practices.c.origin.startswith(ALONE, autoescape=True),
        goals.c.made < bindparam("before"),
        goals.c.text != "",
    ),
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
_ERASE_BROUGHT_GOALS = delete(texts).where(
    texts.c.practice.in_(OWNED_BY),
    texts.c.kind == ev.RoundBegan.kind,
    texts.c.text == bindparam("step"),
    ~exists().where(kept.c.practice == texts.c.practice, kept.c.round == texts.c.round),
)


class OldWords(Queries):
    """What goes after a year."""

    def __init__(self, connection: Connection, log: LogWriter, history: HistoryReader) -> None:
        super().__init__(connection)
        self._log, self._history = log, history

    def rounds_with_old_words(self, before: int) -> tuple[tuple[int, int], ...]:
        """The (practice, round) pairs whose words were written before this instant and that nobody keeps."""
        found = {(practice, round_) for asked in _BY_OLD_WORDS for practice, round_ in self._all(asked, before=before)}
        return tuple(sorted(found - {(practice, round_) for practice, round_ in self._all(_KEPT)}))

    def erase_words(self, practice: int, round: int) -> frozenset[int]:
        """The sentences of a round, in the log and in every copy, even where its next step was carried into a later
        round. The caller remakes the projections of the practices that are returned."""
        steps = [each for each in self._history.written(practice, round) if each.words == Words.NEXT_STEP]
        changed = {touched for step in steps for touched in self._erase_step(step)}
        self._run(_ERASE_WORDS, {"of": practice, "in": round})
        return frozenset(changed | {practice})

    def _erase_step(self, step: Written) -> frozenset[int]:
        """The practices in whose rounds this next step stood again; a round that is kept keeps it."""
        self._connection.execute(_ERASE_BROUGHT_GOALS, {"of": step.receiver, "step": text_of(step.text)})
        self._connection.execute(_ERASE_FOCUS, {"of": step.receiver, "step": step.text})
        same = (one for one in self._log.carried_by(step.receiver) if step.text in one.words)
        return self._log.erase_from_carried(self._not_kept(same), step.text)

    def erase_old_steps(self, before: int) -> frozenset[int]:
        """Next steps carried into a round that began before this instant; returns the practices that changed."""
        return self._log.erase_carried(self._not_kept(self._log.carried_before(before)))

    def erase_old_calls(self, before: int) -> frozenset[int]:
        """Links to the calls of sessions that were opened before this instant; returns these sessions."""
        return self._log.erase_old_calls(before)

    def _not_kept(self, carried: Iterable[Carried]) -> Iterable[Carried]:
        """A round is known by when it began: one that came from a swap has no row of its own to be counted by."""
        kept_from = {(practice, at) for practice, at in self._all(_KEPT_FROM)}
        return (one for one in carried if (one.practice, one.began_at) not in kept_from)
