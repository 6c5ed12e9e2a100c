"""What the reader of a shared station says about it: words received by its owner, who alone reads them beside the
writer."""

from __future__ import annotations

from dataclasses import replace

from roleplay.errors import Fault
from roleplay.people.attempts import Allowance, TooMuch
from roleplay.people.shares import MOST_REMARKS, OTHERS, made_remark
from roleplay.people.visitor import Visitor
from roleplay.storage import Store
from roleplay.usecases.history.stations import Stations
from roleplay.usecases.people.people import Chance, People
from roleplay.usecases.people.share_access import opening, owners_of, share_by_id, shown_of
from roleplay.usecases.practice.rooms import Rooms

TALKED = f"There are {MOST_REMARKS} comments already. Talk about the rest when you meet."
GONE = "That comment isn’t here any more: it was deleted."
_AT_ONCE, _PER_SECOND = 30, 0.2


class Remarks:
    """Use cases of remarks; safe to call from any thread."""

    def __init__(self, store: Store, rooms: Rooms, people: People, stations: Stations, chance: Chance) -> None:
        self._store, self._rooms, self._people, self._stations = store, rooms, people, stations
        self._chance = chance
        self._allowed = Allowance(_AT_ONCE, _PER_SECOND)

    def say(self, who: Visitor, share: str, about: str, text: str) -> None:
        """On a shared station that they have read, or on one of its lines or moments (``about``). Raises `Fault`."""
        now = self._rooms.now()
        if wait := self._allowed.take(who.device, 1, now):
            raise TooMuch("That was a lot at once. Wait a few seconds, then try again.", wait)
        with self._store.write() as writer:
            found = opening(writer, who, share_by_id(writer, share), now)
            if found.share.opened_at is None:
                raise Fault("Read the station first.")
            if len(writer.shares.remarks(share)) >= MOST_REMARKS:
                raise Fault(TALKED)
            abouts = shown_of(writer, self._stations, found).abouts
            writer.shares.add_remark(made_remark(self._chance.token(), found.share, about, text, abouts, now))

    def delete(self, who: Visitor, share: str, remark: str) -> None:
        """By whoever wrote it, also once they can't read the station any more, or by whoever received it."""
        with self._store.write() as writer:
            found, persons = share_by_id(writer, share), owners_of(writer, who)
            if found.owner not in persons and not found.is_for(who.device, persons):
                raise Fault(OTHERS)
            if all(one.id != remark for one in writer.shares.remarks(share)):
                raise Fault(GONE)
            writer.shares.drop_remark(remark)

    def try_it(self, who: Visitor, share: str, remark: str, wanted: bool) -> None:
        """Its receiver wants to try it next time, or no longer. Raises `Fault`."""
        me = self._people.mine(who)
        with self._store.write() as writer:
            owned = share_by_id(writer, share).owner == me.id
            found = next((one for one in writer.shares.remarks(share) if owned and one.id == remark), None)
            if found is None:
                raise Fault(GONE)
            writer.shares.set_remark(replace(found, to_try=wanted))
