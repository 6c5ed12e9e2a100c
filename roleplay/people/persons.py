"""Who there is: persons keep a history, seats are a person's place in one practice, devices are browsers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Keeps history. ``key_hash`` (argon2) proves them on a new device; None until they asked for a key.

    ``charter_at`` is when they said yes to the charter (UTC milliseconds).
    """

    id: str
    name: str
    key_hash: str | None = None
    charter_at: int | None = None


@dataclass(frozen=True)
class Practice:
    """An evening under one join code. ``opened_at`` in UTC milliseconds."""

    id: int
    code: str
    opened_at: int


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
