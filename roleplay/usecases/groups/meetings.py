"""Planning, moving and calling off sessions, answering, and polls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from roleplay.content.case import Case
from roleplay.content.loading import Library
from roleplay.errors import Fault
from roleplay.groups import diary as d
from roleplay.groups import meeting as m
from roleplay.groups.board import apart
from roleplay.groups.local_time import clean_zone
from roleplay.groups.meeting import Answer, Meeting
from roleplay.groups.poll import Poll
from roleplay.groups.typed import clean_place
from roleplay.people.visitor import Visitor
from roleplay.review.own_rounds import Card
from roleplay.storage import Reader
from roleplay.usecases.groups.changing import Change, Diaries
from roleplay.usecases.practice.priorities import card_of

NOT_FOR_THEM = "You can’t answer for them here. Ask them to answer themselves. Nothing was changed."


class Meetings:
    """Use cases about sessions that are planned; safe to call from any thread. Any member may plan, move and call off:
    the others read who did."""

    def __init__(self, diaries: Diaries, library: Callable[[], Library]) -> None:
        self._diaries, self._library = diaries, library

    def plan(self, who: Visitor, group: str, starts: datetime, minutes: int, place: str, zone: str = "") -> str:
        """The id of a new session. ``starts`` is the wall's time in the group's zone, or in this one."""
        cleaned, id_ = clean_place(place), self._diaries.chance.token()
        with self._diaries.changing(who, group) as change:
            there = clean_zone(zone) if zone else change.diary.group.terms.zone
            wall, now = _wall(starts), change.now
            made = Meeting(id_, group, wall, there, minutes, cleaned, made_at=now, changed_at=now)
            change.diary = d.plan(change.diary, change.me.id, made, now)
        return id_

    def move(self, who: Visitor, meeting: str, starts: datetime, minutes: int, place: str) -> None:
        """To another time or place. Raises `Fault`; then nothing was changed."""
        cleaned = clean_place(place)
        with self._diaries.changing_meeting(who, meeting) as change:
            change.diary = d.move(change.diary, change.me.id, meeting, _wall(starts), cleaned, minutes, change.now)

    def call_off(self, who: Visitor, meeting: str) -> None:
        with self._diaries.changing_meeting(who, meeting) as change:
            change.diary = d.call_off(change.diary, change.me.id, meeting, change.now)

    def put_on_again(self, who: Visitor, meeting: str) -> None:
        """What was called off takes place after all."""
        with self._diaries.changing_meeting(who, meeting) as change:
            change.diary = d.put_on_again(change.diary, change.me.id, meeting, change.now)

    def answer(self, who: Visitor, meeting: str, said: Answer, person: str = "") -> None:
        """Their own answer, or that of another member who said so elsewhere."""
        with self._diaries.changing_meeting(who, meeting) as change:
            whose = person or change.me.id
            _check_not_apart(change, whose)
            change.diary = d.answer(change.diary, change.me.id, meeting, whose, said, change.now)

    def late(self, who: Visitor, meeting: str, late: bool = True) -> None:
        """Running late, or not after all."""
        with self._diaries.changing_meeting(who, meeting) as change:
            before = change.diary.meeting(meeting)
            m.check_open(before, change.now)
            change.diary = d.with_meeting(change.diary, m.say_late(before, change.me.id, late))

    def to_choose(self, who: Visitor) -> tuple[Card, ...]:
        """What everyone may know of the cases that this member can choose for a session: none that may upset, none
        that is unfinished, and none with a theme that they would rather not meet."""
        me = self._diaries.people.mine(who)
        with self._diaries.store.read() as reader:
            found = self._can_choose(reader, me.id)
        return tuple(card_of(case) for case in sorted(found, key=lambda case: (case.specialty, case.title)))

    def choose(self, who: Visitor, meeting: str, cases: Sequence[str]) -> None:
        """What they would like to practise, by the cases' ids; what to bring follows from it. What others chose and
        this member can't choose stays: taking it away would tell what they would rather not meet."""
        with self._diaries.changing_meeting(who, meeting) as change:
            before = change.diary.meeting(meeting)
            can = {case.id for case in self._can_choose(change.writer, change.me.id)}
            kept = [one for one in before.cases if one not in can]
            if not set(cases) <= can | set(kept):
                raise Fault("That case is no longer available. Choose another one.")
            chosen = dict.fromkeys((*cases, *kept))
            change.diary = d.with_meeting(change.diary, m.with_cases(before, tuple(chosen), change.now))

    def _can_choose(self, reader: Reader, person: str) -> list[Case]:
        blocked = reader.persons.private(person).blocked
        return [case for case in self._library().offered if not case.heavy and blocked.isdisjoint(case.themes)]

    # --- polls

    def ask(self, who: Visitor, group: str, times: Sequence[datetime], minutes: int, place: str) -> str:
        """The id of a new poll."""
        cleaned, id_ = clean_place(place), self._diaries.chance.token()
        with self._diaries.changing(who, group) as change:
            zone, walls = change.diary.group.terms.zone, tuple(_wall(one) for one in times)
            poll = Poll(id_, group, change.me.id, change.now, zone, walls, minutes, cleaned)
            change.diary = d.ask(change.diary, poll, change.now)
        return id_

    def vote(self, who: Visitor, group: str, poll: str, answers: Mapping[int, Answer]) -> None:
        with self._diaries.changing(who, group) as change:
            change.diary = d.vote(change.diary, poll, change.me.id, dict(answers), change.now)

    def fix(self, who: Visitor, group: str, poll: str, number: int) -> str:
        """An admin fixes one time; returns the session that it is now."""
        id_ = self._diaries.chance.token()
        with self._diaries.changing(who, group) as change:
            change.diary = d.fix(change.diary, change.me.id, poll, number, id_, change.now)
        return id_

    def give_up(self, who: Visitor, group: str, poll: str) -> None:
        """An admin ends a poll without a time."""
        with self._diaries.changing(who, group) as change:
            change.diary = d.give_up(change.diary, change.me.id, poll, change.now)


def _wall(starts: datetime) -> datetime:
    """To the minute. Raises `Fault` for a time with a zone of its own: only the group's counts."""
    if starts.tzinfo is not None:
        raise Fault("Choose the time as a clock in the group’s time zone shows it.")
    return starts.replace(second=0, microsecond=0)


def _check_not_apart(change: Change, whose: str) -> None:
    if whose != change.me.id and whose in apart(change.writer.board.blocks(change.me.id), change.me.id):
        raise Fault(NOT_FOR_THEM)
