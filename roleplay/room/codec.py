"""How an event is written in the log's row, and read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any

from roleplay.marking.marksheet import Mark
from roleplay.room.events import KINDS, Event, GoalOutcome, Move, Pin, PlannedRound, RoundBegan, Words
from roleplay.room.stages import Lengths


def encode(event: Event) -> dict[str, Any]:
    """The event's body as JSON values."""
    return {f.name: _plain(getattr(event, f.name)) for f in fields(event)}


def decode(kind: str, body: Mapping[str, Any]) -> Event:
    """The event that `encode` wrote. Raises KeyError for an unknown kind, ValueError or TypeError for a wrong body."""
    return KINDS[kind](**{name: _typed(name, value) for name, value in body.items()})


_ENUMS: Mapping[str, type[StrEnum]] = {
    "mark": Mark,
    "pin": Pin,
    "move": Move,
    "words": Words,
    "outcome": GoalOutcome,
}
_NESTED: Mapping[str, type[Any]] = {"lengths": Lengths, "round": RoundBegan}


def _plain(value: Any) -> Any:
    if isinstance(value, Lengths | PlannedRound | RoundBegan):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def _typed(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _ENUMS:
        return _ENUMS[name](value)
    if name in _NESTED:
        return _NESTED[name](**{key: _typed(key, inner) for key, inner in value.items()})
    if name == "plan":
        return tuple(PlannedRound(**{key: _typed(key, inner) for key, inner in each.items()}) for each in value)
    return tuple(value) if isinstance(value, list) else value
