"""Replies to comments: one tap by who received one, and one answer by who wrote it. Nobody else learns of them, and
nobody counts them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from roleplay.errors import Fault
from roleplay.people.persons import FORMER
from roleplay.people.reply import Reply, ReplyKind
from roleplay.people.rounds import Written
from roleplay.people.visitor import Visitor
from roleplay.review.next_steps import Became, steps_of
from roleplay.room.taps import TEXT_LIMIT
from roleplay.room.vocabulary import Words
from roleplay.storage import Reader, Store, Writer
from roleplay.usecases.history.history import RECEIVED
from roleplay.usecases.history.shelf import may_be_read
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.rooms import Rooms

DELETED = (
    "That comment isn’t here any more: it was deleted, or its year is over. Nothing was sent, and nothing is expected "
    "of you."
)
ANSWERED = "You’ve answered that already. Say the rest when you meet."
NOT_DONE_YET = "You can say that it helped once somebody has seen you do your next step from that station."
IMPORTED = "That station was played on another kit, so nobody here can be told. Tell them when you meet."


@dataclass(frozen=True)
class Comment:
    """A comment that somebody received, and what they replied. ``may_help``: the next step from that station was done,
    so they may say that it helped; ``closed``: its writer can't be told anything."""

    written: Written
    name: str
    reply: Reply | None
    may_help: bool
    closed: bool


@dataclass(frozen=True)
class Received:
    """A reply to a comment that this person wrote: the comment, who replied, and where (``title``, ``at``)."""

    reply: Reply
    text: str
    name: str
    title: str
    at: int

    @property
    def asks(self) -> bool:
        """Whether it still waits for this person's answer."""
        return self.reply.reply is ReplyKind.MEAN and not self.reply.answer


@dataclass(frozen=True)
class Talk:
    """Something that two people want to talk about; ``mine`` if the comment is this person's."""

    reply: Reply
    text: str
    other: str
    name: str
    title: str
    mine: bool


class Replies:
    """Use cases of replies; safe to call from any thread."""

    def __init__(self, store: Store, rooms: Rooms, people: People) -> None:
        self._store, self._rooms, self._people = store, rooms, people

    # --- for who received the comment

    def comments(self, who: Visitor, practice: int, round_: int) -> tuple[Comment, ...]:
        """What others wrote to this person at one station, in the order in which it is read."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            if not self._is_open(reader, person.id, practice, round_):
                return ()
            found = _received(reader, person.id, practice, round_)
            names, kit = _names(reader, practice), _is_here(reader, practice)
            done = self._is_done(reader, person.id, practice, round_)
            return tuple(
                Comment(
                    one,
                    names.get(one.writer, FORMER if kit else one.writer),
                    reply := reader.replies.reply(practice, round_, one.words, one.writer),
                    may_help=done and reply is not None and reply.reply is ReplyKind.TRY,
                    closed=not kit or reader.persons.person(one.writer) is None,
                )
                for one in found
            )

    def reply(self, who: Visitor, practice: int, round_: int, words: str, writer: str, kind: ReplyKind) -> None:
        """One tap; the same tap again takes it back. Raises `Fault` kindly if the comment is gone."""
        with self._replying(who, practice, round_, words, writer) as (person, change):
            before = change.replies.reply(practice, round_, words, writer)
            if before is not None and before.reply is kind:
                change.replies.drop(practice, round_, words, writer)
            else:
                change.replies.put(Reply(practice, round_, words, writer, person, kind, self._rooms.now()))

    def helped(self, who: Visitor, practice: int, round_: int, words: str, writer: str, helped: bool) -> None:
        """Say that it helped, or take that back. Raises `Fault` before the next step was done."""
        with self._replying(who, practice, round_, words, writer) as (person, change):
            before = change.replies.reply(practice, round_, words, writer)
            done = self._is_done(change, person, practice, round_)
            if before is None or before.reply is not ReplyKind.TRY or (helped and not done):
                raise Fault(NOT_DONE_YET)
            change.replies.put(replace(before, helped=helped))

    # --- for who wrote it

    def to_me(self, who: Visitor) -> tuple[Received, ...]:
        """Replies to this person's comments, the newest first; none of people who blocked them, or whom they did."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            apart = _apart(reader, person.id)
            found = (_received_reply(reader, one) for one in reader.replies.to(person.id) if one.receiver not in apart)
            return tuple(one for one in found if one is not None)[::-1]

    def answer(self, who: Visitor, practice: int, round_: int, words: str, text: str) -> Reply:
        """The one answer to "What did you mean?". Raises `Fault`."""
        person, said = self._people.mine(who), " ".join(text.split())
        if not said:
            raise Fault("There’s nothing in the answer yet. Nothing was sent.")
        if len(said) > TEXT_LIMIT:
            raise Fault(f"That’s {len(said):,} characters; {TEXT_LIMIT} is the limit. Shorten it; nothing was sent.")
        with self._store.write() as writer:
            before = writer.replies.reply(practice, round_, words, person.id)
            if before is None or before.reply is not ReplyKind.MEAN or not _is_here(writer, practice):
                raise Fault("Nobody asks about that comment any more, so there’s nothing to answer.")
            if before.answer:
                raise Fault(ANSWERED)
            answered = replace(before, answer=said)
            writer.replies.put(answered)
        return answered

    # --- for both

    def to_talk_about(self, who: Visitor) -> tuple[Talk, ...]:
        """What this person and another want to talk about next time, until they did or have had a session together
        since."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            apart = _apart(reader, person.id)
            both = (*reader.replies.by(person.id), *reader.replies.to(person.id))
            found = [one for one in both if one.reply is ReplyKind.TALK and one.talked_at is None]
            talks = (_talk(reader, one, person.id) for one in found)
            return tuple(
                talk
                for talk in talks
                if talk is not None and talk.other not in apart and not self._have_met(reader, person.id, talk)
            )

    def talked(self, who: Visitor, practice: int, round_: int, words: str, writer: str) -> None:
        """Either of the two says that they have talked about it; nothing happens if it is gone."""
        person = self._people.mine(who)
        with self._store.write() as change:
            before = change.replies.reply(practice, round_, words, writer)
            if before is not None and before.reply is ReplyKind.TALK and person.id in (before.receiver, before.writer):
                change.replies.put(replace(before, talked_at=self._rooms.now()))

    # ---

    @contextmanager
    def _replying(
        self, who: Visitor, practice: int, round_: int, words: str, writer: str
    ) -> Iterator[tuple[str, Writer]]:
        """The person, and a transaction in which their comment is still there. Raises `Fault` otherwise."""
        person = self._people.mine(who)
        with self._store.write() as change:
            if not self._is_open(change, person.id, practice, round_):
                raise Fault(DELETED)
            theirs = _received(change, person.id, practice, round_)
            if not any((one.words, one.writer) == (words, writer) for one in theirs):
                raise Fault(DELETED)
            if not _is_here(change, practice):
                raise Fault(IMPORTED)
            yield person.id, change

    def _is_open(self, reader: Reader, person: str, practice: int, round_: int) -> bool:
        played = reader.history.played(practice, round_)
        mine = any(e.person == person for e in reader.history.exposures_of(practice, round_))
        return mine and played is not None and may_be_read(reader, played, self._rooms.closed)

    def _is_done(self, reader: Reader, person: str, practice: int, round_: int) -> bool:
        """Whether the next step that they wrote at this station was seen done."""
        steps = steps_of(reader.history.goals(person))
        done = (Became.DONE, Became.KEPT)
        return any((practice, round_) in step.written and step.became in done for step in steps)

    def _have_met(self, reader: Reader, person: str, talk: Talk) -> bool:
        """Whether a session that both were in began since, and is over."""
        theirs = {one.id for one in reader.practices.practices_of_person(talk.other)}
        ours = (one for one in reader.practices.practices_of_person(person) if one.id in theirs)
        since = (one for one in ours if one.owner is None and one.opened_at > talk.reply.at)
        return any(self._rooms.closed(one.id) for one in since)


def _received(reader: Reader, person: str, practice: int, round_: int) -> list[Written]:
    """What others wrote to them, the patient's sentence first."""
    others = (w for w in reader.history.written(practice, round_) if w.receiver == person and w.writer != person)
    return sorted((w for w in others if w.words in RECEIVED), key=lambda w: RECEIVED.index(Words(w.words)))


def _names(reader: Reader, practice: int) -> dict[str, str]:
    """The names by which people knew each other then, by person."""
    return {seat.person: seat.name for seat in reader.practices.seats(practice)}


def _is_here(reader: Reader, practice: int) -> bool:
    """Whether it was held on this kit: of an imported one, the others aren't known here."""
    found = reader.practices.practice(practice)
    return found is not None and found.owner is None


def _apart(reader: Reader, person: str) -> frozenset[str]:
    """Those whom they blocked or who blocked them: neither hears of the other."""
    blocks = reader.board.blocks(person)
    return frozenset(one for block in blocks for one in (block.person, block.blocked)) - {person}


def _comment_of(reader: Reader, reply: Reply) -> Written | None:
    """None once it was deleted."""
    written = reader.history.written(reply.practice, reply.round)
    return next((w for w in written if (w.words, w.writer) == (reply.words, reply.writer)), None)


def _received_reply(reader: Reader, reply: Reply) -> Received | None:
    comment, played = _comment_of(reader, reply), reader.history.played(reply.practice, reply.round)
    if comment is None or played is None:
        return None
    name = _names(reader, reply.practice).get(reply.receiver, FORMER)
    return Received(reply, comment.text, name, played.title, played.at)


def _talk(reader: Reader, reply: Reply, person: str) -> Talk | None:
    found = _received_reply(reader, reply)
    if found is None or not _is_here(reader, reply.practice):
        return None
    mine = reply.writer == person
    other = reply.receiver if mine else reply.writer
    return Talk(reply, found.text, other, _names(reader, reply.practice).get(other, FORMER), found.title, mine)
