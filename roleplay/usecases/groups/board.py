"""Links and notes that a group keeps, next steps that members show, and blocking somebody."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from roleplay.errors import Fault
from roleplay.groups.board import Block, SharedStep, ShownAs, check_room, made_link
from roleplay.people.rounds import Goal
from roleplay.people.visitor import Visitor
from roleplay.review.next_steps import Step, kept_steps, steps_of
from roleplay.usecases.groups.changing import Diaries

MOST_SHOWN, MOST_BLOCKED = 10, 200
_GONE = "That isn’t on the group’s page any more. Look at it again."


class Board:
    """Use cases about what members put up for each other; safe to call from any thread."""

    def __init__(self, diaries: Diaries) -> None:
        self._diaries = diaries

    def add_link(self, who: Visitor, group: str, note: str, address: str) -> str:
        """The id of a link or note that is on the group's page now. Raises `Fault`."""
        id_ = self._diaries.chance.token()
        with self._diaries.changing(who, group) as change:
            check_room(change.writer.board.links(group))
            change.writer.board.add_link(made_link(id_, group, change.me.id, note, address, change.now))
        return id_

    def take_down(self, who: Visitor, group: str, link: str) -> None:
        """By whoever put it up, or an admin."""
        with self._diaries.changing(who, group) as change:
            found = next((one for one in change.writer.board.links(group) if one.id == link), None)
            if found is None:
                raise Fault(_GONE)
            if found.person != change.me.id and not change.diary.group.member(change.me.id).admin:
                raise Fault("Only whoever put it up, or a group admin, can take it down.")
            change.writer.board.drop_link(link)

    def show_step(self, who: Visitor, group: str, practice: int, round_: int, as_: ShownAs = ShownAs.ASK_ME) -> None:
        """The group sees this next step of theirs until they take it back. Raises `Fault` for one that they never
        wrote, and for one that is told as done on two days and wasn't."""
        with self._diaries.changing(who, group) as change:
            written = change.writer.history.goals(change.me.id)
            if not any((one.practice, one.round) == (practice, round_) and one.text for one in written):
                raise Fault("That next step isn’t among yours any more. Nothing was shown.")
            kept = kept_steps(steps_of(written, ZoneInfo(change.diary.group.terms.zone)))
            if as_ is ShownAs.DONE and not any((practice, round_) in step.written for step in kept):
                raise Fault("Nobody has seen you do this on two days yet. Nothing was shown.")
            mine = [one for one in change.writer.board.steps(group) if one.person == change.me.id]
            if len(mine) >= MOST_SHOWN and all((one.practice, one.round) != (practice, round_) for one in mine):
                raise Fault(f"The group sees {MOST_SHOWN} of your next steps already. Take one back first.")
            change.writer.board.put_step(SharedStep(group, change.me.id, practice, round_, as_, change.now))

    def step_to_show(self, who: Visitor) -> Goal | None:
        """Their newest next step, which they could show; None while they have none."""
        me = self._diaries.people.mine(who)
        with self._diaries.store.read() as reader:
            written = [one for one in reader.history.goals(me.id) if one.text]
        return max(written, key=lambda one: one.made, default=None)

    def step_done(self, who: Visitor, zone: str) -> Step | None:
        """Their newest next step that observers saw them keep on two days, which they could tell a group; None while
        there is none."""
        me = self._diaries.people.mine(who)
        with self._diaries.store.read() as reader:
            return next(iter(kept_steps(steps_of(reader.history.goals(me.id), ZoneInfo(zone)))), None)

    def take_back_step(self, who: Visitor, group: str, practice: int, round_: int) -> None:
        """The group doesn't see it any more."""
        with self._diaries.changing(who, group) as change:
            change.writer.board.drop_step(group, change.me.id, practice, round_)

    # --- blocking

    def block(self, who: Visitor, person: str) -> None:
        """Works at once, and the other isn't told. Raises `Fault` for oneself and for nobody."""
        me = self._diaries.people.mine(who)
        self._diaries.slow(who.device, me.id)
        with self._diaries.store.write() as writer:
            if person == me.id or writer.persons.person(person) is None:
                raise Fault("There’s nobody here to block.")
            if sum(one.person == me.id for one in writer.board.blocks(me.id)) >= MOST_BLOCKED:
                raise Fault(f"You’ve blocked {MOST_BLOCKED} people. Unblock one of them first.")
            writer.board.block(Block(me.id, person, self._diaries.now()))

    def unblock(self, who: Visitor, person: str) -> None:
        me = self._diaries.people.mine(who)
        with self._diaries.store.write() as writer:
            writer.board.unblock(me.id, person)

    def blocked(self, who: Visitor) -> tuple[tuple[str, str], ...]:
        """Whom they blocked: ids and names. Nobody learns by whom they are blocked."""
        me = self._diaries.people.mine(who)
        with self._diaries.store.read() as reader:
            theirs = [one.blocked for one in reader.board.blocks(me.id) if one.person == me.id]
            found = [reader.persons.person(id_) for id_ in theirs]
        return tuple((one.id, one.name) for one in found if one is not None)
