"""One's own limits and one's own attendance: for oneself alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roleplay.groups.local_time import clean_zone, today
from roleplay.groups.own_limits import OwnLimits, checked_limits
from roleplay.people.directions import isolated
from roleplay.people.visitor import Visitor
from roleplay.usecases.groups.changing import Diaries


@dataclass(frozen=True)
class Attended:
    """A session of one of their groups in which they had a seat, and the group's name."""

    practice: int
    day: date
    group: str


class OwnSide:
    """Use cases that only their person sees the answer of; safe to call from any thread."""

    def __init__(self, diaries: Diaries) -> None:
        self._diaries = diaries

    def limits(self, who: Visitor) -> OwnLimits:
        me = self._diaries.people.mine(who)
        with self._diaries.store.read() as reader:
            return reader.board.limits(me.id)

    def set_limits(self, who: Visitor, limits: OwnLimits) -> None:
        """Raises `Fault` for what no form offers."""
        me = self._diaries.people.mine(who)
        self._diaries.slow(who.device, me.id)
        with self._diaries.store.write() as writer:
            writer.board.set_limits(me.id, checked_limits(limits))

    def attendance(self, who: Visitor, zone: str) -> tuple[Attended, ...]:
        """The sessions of their groups that they were in, newest first. Days are those of this zone."""
        me, there = self._diaries.people.mine(who), clean_zone(zone)
        with self._diaries.store.read() as reader:
            mine = [one for one in reader.practices.practices_of_person(me.id) if one.owner is None]
            of = reader.meetings.groups_of(one.id for one in mine)
            named = reader.groups.groups(set(of.values()))
        return tuple(
            Attended(one.id, today(one.opened_at, there), isolated(named[of[one.id]].terms.name))
            for one in reversed(mine)
            if one.id in of
        )
