"""Who asks for something: one value from the page's first line to the use case."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser (``device`` is the hash of its cookie, which was proved) at an address, and as whom it asks: ids of a
    person and of a seat, "" where it does not say.

    It names somebody but isn't a permit. A page goes on with the visitor that it was drawn for, also after that person
    signed out elsewhere: each use case asks the store whether this device may still be this person or hold this seat.
    """

    device: str
    address: str = ""
    person: str = ""
    seat: str = ""

    def named(self, person: str) -> Visitor:
        """The same browser, asking as this person."""
        return replace(self, person=person)

    @property
    def desk(self) -> tuple[str, str]:
        """Whose a draft is: what somebody is working on is kept for them in one browser."""
        return self.person, self.device
