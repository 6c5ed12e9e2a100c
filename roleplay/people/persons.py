"""Who's who: persons have a history, a seat is a person's place in one practice, devices are browsers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

FORMER = "a former member"
"""What we call somebody who has deleted everything that was theirs."""


@dataclass(frozen=True)
class Person:
    """Somebody with a history. ``key_hash`` (argon2) proves them on a new device; None until they ask for a key.

    ``charter_at`` is when they agreed to the ground rules (UTC milliseconds). ``key_tag`` is the word of their key that
    isn't secret; None for keys from before tags.
    """

    id: str
    name: str
    key_hash: str | None = None
    charter_at: int | None = None
    key_tag: str | None = None


@dataclass(frozen=True)
class Practice:
    """A session under one join code. ``opened_at`` in UTC milliseconds.

    An imported one has an ``origin_elsewhere`` and an ``owner``, the only person whose rows are here.
    """

    id: int
    code: str
    opened_at: int
    origin_elsewhere: str | None = None
    owner: str | None = None

    @property
    def origin(self) -> str:
        """The same on every kit, so that an imported practice is recognised. It doesn't give the code away."""
        return self.origin_elsewhere or hashlib.sha256(f"{self.code}/{self.opened_at}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Held:
    """A person on a device. A ``guest`` sat down on somebody else's device: their history stays closed there."""

    person: Person
    guest: bool


@dataclass(frozen=True)
class Paper:
    """A printed mark sheet: its code, the snapshot of what is on it, and the practice it was typed into, if any."""

    code: str
    snapshot: str
    printed_at: int
    practice: int | None = None


@dataclass(frozen=True)
class Seat:
    """A person's place in one practice. ``id`` is opaque: it is in the address of the person's screen."""

    id: str
    practice: int
    person: str
    name: str


@dataclass(frozen=True)
class SeatClaim:
    """A device asks for a seat it doesn't have; ``device`` is the hash of its cookie."""

    id: str
    practice: int
    seat: str
    device: str
