"""Who there is: persons keep a history, seats are a person's place in one practice, devices are browsers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

FORMER = "a former member"
"""How somebody is called who has deleted everything that was theirs."""


@dataclass(frozen=True)
class Person:
    """Keeps history. ``key_hash`` (argon2) proves them on a new device; None until they asked for a key.

    ``charter_at`` is when they said yes to the charter (UTC milliseconds). ``key_tag`` is the open word of their key;
    None where the key is from before tags.
    """

    id: str
    name: str
    key_hash: str | None = None
    charter_at: int | None = None
    key_tag: str | None = None


@dataclass(frozen=True)
class Practice:
    """An evening under one join code. ``opened_at`` in UTC milliseconds.

    One that was brought along has the ``origin_elsewhere`` and the ``owner`` (a person) whose rows alone are here.
    """

    id: int
    code: str
    opened_at: int
    origin_elsewhere: str | None = None
    owner: str | None = None

    @property
    def origin(self) -> str:
        """The same on every kit, so that an evening that is brought along is known again. It gives no code away."""
        return self.origin_elsewhere or hashlib.sha256(f"{self.code}/{self.opened_at}".encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Held:
    """A person on a device. A ``guest`` sat down on somebody else's: what is theirs stays shut there."""

    person: Person
    guest: bool


@dataclass(frozen=True)
class Paper:
    """A printed sheet: its code, the snapshot of what is on it, and the practice in which it was typed in, if any."""

    code: str
    snapshot: str
    printed_at: int
    practice: int | None = None


@dataclass(frozen=True)
class Seat:
    """A person's place in one practice. ``id`` is opaque: it stands in the address of the person's screen."""

    id: str
    practice: int
    person: str
    name: str


@dataclass(frozen=True)
class SeatClaim:
    """A device that asks for a seat it does not hold; ``device`` is the hash of its cookie."""

    id: str
    practice: int
    seat: str
    device: str
