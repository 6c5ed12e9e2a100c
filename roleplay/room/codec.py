"""How an event is written in the log's row, and read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roleplay.room.events import KINDS, Event
from roleplay.stored import as_stored, read_stored


def encode(event: Event) -> dict[str, Any]:
    """The event's body as JSON values."""
    return as_stored(event)


def decode(kind: str, body: Mapping[str, Any]) -> Event:
    """The event that `encode` wrote. Raises KeyError for an unknown kind, ValueError for a wrong body."""
    return read_stored(KINDS[kind], body)
