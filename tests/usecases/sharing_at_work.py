"""A session whose student shares a station, for the tests of sharing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from evening import MINUTE, Evening, device_of
from left_over import by_hand

from roleplay.people.shares import USUAL, Part
from roleplay.people.visitor import Visitor
from roleplay.usecases.people.remarks import Remarks
from roleplay.usecases.people.sharing import Made, OwnShare, Read, Sharing
from roleplay.web.server.kit import Kit

STEP = "step-of-round-1"
LATER_STEP = "step-of-round-2"


@dataclass(repr=False)
class SharingAtWork:
    """Anna's first station, on the case "good", was marked and is over; her second is on "case-a"."""

    evening: Evening

    @property
    def kit(self) -> Kit:
        return self.evening.kit

    @property
    def sharing(self) -> Sharing:
        return self.kit.sharing

    @property
    def remarks(self) -> Remarks:
        return self.kit.remarks

    def who(self, name: str) -> Visitor:
        """Somebody who wasn't in the session has a device, but no person."""
        known = name in self.evening.seats
        return Visitor(device_of(name), person=self.evening.seats[name].person if known else "")

    def share(self, with_: str = "Lea", parts: Collection[Part] = USUAL, days: int = 14, known: bool = False) -> Made:
        place = self.evening.practice, 1
        return self.sharing.share(self.who("Anna"), place, with_, parts, days, known=known)

    def bound(self, name: str = "Lea", parts: Collection[Part] = USUAL) -> str:
        """Shared with somebody who has said who they are; its id."""
        return self.sharing.confirm(self.who(name), self.share(name, parts).secret)

    def read(self, name: str, id_: str) -> Read:
        return self.sharing.read(self.who(name), id_)

    def mine(self) -> OwnShare:
        """The latest share of Anna's station, as she sees it."""
        return self.sharing.mine(self.who("Anna"), self.evening.practice, 1)[0]


def at_work(before: Evening) -> SharingAtWork:
    """Two stations of Anna's, in which everybody wrote their role, their name, Ben's name and the round."""
    evening = before.more_cases("case-a", "case-b")
    evening.says = "from-{role}-in-{round} as ben said"
    evening.start().begin().read().wall.forward(3 * MINUTE)
    evening.tap("Cleo", "marked", item="exertional", mark="not")
    evening.tap("Cleo", "pinned", pin="worked")
    evening.wall.forward(8 * MINUTE)
    evening.forms().moved("Anna", "go_on")
    evening.tap("Anna", "wrote", words="next_step", text=STEP)
    by_hand(evening, "Anna", "Ben", "case-a").begin_planned().play_from_here(LATER_STEP).finish()
    return SharingAtWork(evening)
