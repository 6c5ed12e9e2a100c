"""Private settings: read and written only by the person they belong to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

from roleplay.errors import Fault
from roleplay.people.directions import isolated
from roleplay.people.names import name_key
from roleplay.people.persons import FORMER
from roleplay.people.private import Private
from roleplay.people.visitor import Visitor
from roleplay.room.events import NOBODY
from roleplay.room.stages import Stage
from roleplay.storage import Store
from roleplay.usecases.practice.joining import Joining, SeatView
from roleplay.usecases.practice.rooms import Rooms


class Settings:
    """Use cases of the settings page; safe to call from any thread."""

    def __init__(self, store: Store, rooms: Rooms, joining: Joining) -> None:
        self._store, self._rooms, self._joining = store, rooms, joining

    def private(self, who: Visitor) -> Private:
        """The settings of the seat's person. Raises `Fault` if this device does not hold the seat for the person."""
        person = self._own(who).seat.person
        with self._store.read() as reader:
            return reader.persons.private(person)

    def words_stay(self, who: Visitor) -> bool | None:
        """Whether what they write is shown to nobody with whom a station is shared; None where it isn't theirs to
        say."""
        try:
            return self.private(who).words_stay
        except Fault:
            return None

    def keep_words(self, who: Visitor, stays: bool) -> None:
        """The same, set in one tap; it counts for what was shared before as well. Raises `Fault` as `private`."""
        self.set_private(who, replace(self.private(who), words_stay=stays))

    def people_met(self, who: Visitor) -> dict[str, str]:
        """Whom the seat's person could choose, by id: those they sat with, the latest first. Where several have one
        name, the day on which they last sat together tells them apart."""
        mine = self._own(who).seat
        last_met: dict[str, int] = {}
        with self._store.read() as reader:
            for practice in reversed(reader.practices.practices_of_person(mine.person)):
                for seat in reader.practices.seats(practice.id):
                    last_met.setdefault(seat.person, practice.opened_at)
            last_met.pop(mine.person, None)
            found = {id_: person.name for id_ in last_met if (person := reader.persons.person(id_))}
        times = Counter(map(name_key, found.values()))
        return {
            id_: name if times[name_key(name)] == 1 else f"{name} ({_day(last_met[id_])})"
            for id_, name in found.items()
            if name != FORMER
        }

    def _own(self, who: Visitor) -> SeatView:
        """On a device that was passed round, a guest's settings are closed once the practice is over."""
        mine = self._joining.own_seat(who)
        guest = self._joining.people.held(who.named(mine.seat.person)).guest
        if guest and self._rooms.state(mine.practice.id).ended:
            raise Fault(
                f"This is somebody else’s device. To open {isolated(mine.seat.name)}’s settings, use their own device, "
                "with their name and personal key."
            )
        return mine

    def set_private(self, who: Visitor, private: Private) -> None:
        """Store them and replan the rounds to come; the new plan doesn't say why, and where it is the old one, nobody
        sees that anything was saved."""
        mine, before = self._own(who), self.private(who)
        if private == before:
            return
        with self._store.write() as writer:
            writer.persons.set_private(mine.seat.person, private)
        if replace(private, **{name: getattr(before, name) for name in _PLANS_NOTHING}) == before:
            return
        with self._rooms.writing(mine.practice.id) as session:
            state = session.state
            # A plan made by hand stays, as removing it would point at somebody; but never against a block.
            kept = state.by_hand and not session.evening().is_blocked(row.case for row in state.plan)
            if (state.plan or state.reason) and state.stage is not Stage.OVER and not kept:
                planned = session.planned()
                if (planned.plan, planned.reason) != (state.plan, state.reason):
                    session.log(planned, NOBODY)


_PLANS_NOTHING = ("extra_time", "country", "words_stay")
"""Settings that no plan depends on."""


def _day(at: int) -> str:
    day = datetime.fromtimestamp(at / 1000, UTC)
    return f"{day.day} {day:%B %Y}"
