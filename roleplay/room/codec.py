"""How an event is written to the log's row, and read back; and which of its texts can be erased on their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from roleplay.room.events import KINDS, Asked, Event, Opened, Planned, RoundBegan, Wrote
from roleplay.stored import as_stored, read_stored


def encode(event: Event) -> dict[str, Any]:
    """The event's body as JSON values."""
    return as_stored(event)


def decode(kind: str, body: Mapping[str, Any]) -> Event:
    """The event that `encode` wrote. Raises KeyError for an unknown kind, ValueError for a wrong body."""
    return read_stored(KINDS[kind], body)


def words_of(event: Event) -> tuple[str, ...]:
    """What people wrote in it, or what names them: a sentence, a next step, a link to a call, a plan's reasons."""
    match event:
        case Opened():
            return (event.call,)
        case Wrote():
            return (event.text,)
        case RoundBegan():
            return (event.goal, *event.steps)
        case Asked(round=RoundBegan() as began):
            return words_of(began)
        case Planned():
            return (event.reason, *(row.why for row in event.plan))
        case _:
            return ()


def with_words(event: Event, words: Sequence[str]) -> Event:
    """The event with these words in the place of those that `words_of` gives."""
    match event:
        case Opened():
            return replace(event, call=words[0])
        case Wrote():
            return Wrote(event.words, words[0])
        case RoundBegan():
            return replace(event, goal=words[0], steps=tuple(words[1:]))
        case Asked(round=RoundBegan() as began):
            return replace(event, round=replace(began, goal=words[0], steps=tuple(words[1:])))
        case Planned():
            reason, *whys = words
            plan = tuple(replace(row, why=why) for row, why in zip(event.plan, whys, strict=True))
            return replace(event, plan=plan, reason=reason)
        case _:
            return event


def without_words(event: Event) -> Event:
    """The event with nothing in their place; not even how many next steps there were."""
    if isinstance(event, RoundBegan) or (isinstance(event, Asked) and event.round is not None):
        return with_words(event, ("",))
    return with_words(event, ("",) * len(words_of(event)))
