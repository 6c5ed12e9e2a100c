"""What a device sends: JSON becomes taps and steps, or a sentence."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from roleplay.errors import Refused
from roleplay.marking.marksheet import Mark
from roleplay.room import events as ev
from roleplay.room.decide import Step
from roleplay.room.state import FULL
from roleplay.room.taps import Tap
from roleplay.room.vocabulary import GoalOutcome, Happened, Move, Pin, Words

TOKEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
FROM_PAPER = "paper-"
"""How tokens begin for what somebody typed in from paper rather than a device sent."""
LONGEST_ID = 80
MOST_TAPS = 200
"""Taps in one message: an offline phone makes far fewer in a whole station, and may send several messages."""
LATEST_TIME = 1 << 53


@dataclass(frozen=True)
class Sent:
    """One tap or step as it came. ``digest`` tells whether the same token arrives again with another body."""

    token: str
    digest: str
    act: Tap | Step


@dataclass(frozen=True)
class Answer:
    """``result`` is accepted, known (already stored) or refused; ``say`` is a sentence or empty."""

    token: str
    result: str
    say: str = ""


def read_message(body: object) -> tuple[str, list[dict[str, Any]]]:
    """The seat and the raw taps. Raises `Refused` if the message as a whole is malformed."""
    seat, taps = (body.get("seat"), body.get("taps")) if isinstance(body, dict) else (None, None)
    if not isinstance(seat, str) or not seat.isascii() or not isinstance(taps, list):
        raise Refused("That message isn’t in the kit’s format. Reload the page; what’s waiting on this phone is kept.")
    if len(taps) > MOST_TAPS:
        raise Refused(f"A message can hold up to {MOST_TAPS} taps. Reload the page; they’ll be sent in parts.")
    if not all(isinstance(tap, dict) for tap in taps):
        raise Refused("A tap in that message isn’t an object, so none of it was saved.")
    return seat, taps


def read_tap(raw: Mapping[str, Any]) -> Sent:
    """One tap or step. Raises `Refused` with a sentence; the caller answers it under the raw token."""
    token = raw.get("token")
    if not isinstance(token, str) or not TOKEN.fullmatch(token):
        raise Refused("A tap arrived without a proper token, so it wasn’t saved.")
    body = {key: value for key, value in raw.items() if key != "token"}
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return Sent(token, digest, _step(body) if body.get("kind") == "move" else _tap(body))


def _step(body: Mapping[str, Any]) -> Step:
    try:
        move = Move(str(body.get("move")))
    except ValueError:
        raise Refused("The kit doesn’t know that step, so nothing was changed. Reload the page.") from None
    claim, swap, held = body.get("claim"), body.get("swap"), body.get("held")
    return Step(
        move,
        _whole(body.get("stage", -1)),
        claim=claim if isinstance(claim, str) else None,
        held=held if isinstance(held, str) else None,
        during=_whole(body["during"]) if "during" in body else None,
        swap=(_whole(swap[0]), _whole(swap[1])) if isinstance(swap, list) and len(swap) == 2 else None,
        without=_places(body.get("without")),
        second=None if body.get("second") is None else _whole(body["second"]),
    )


def _places(value: object) -> tuple[int, ...]:
    """Positions of people; of more than there can be in a room, none."""
    return tuple(map(_whole, value)) if isinstance(value, list) and len(value) <= FULL else ()


def _tap(body: Mapping[str, Any]) -> Tap:
    kind = body.get("kind")
    cls = ev.TAP_KINDS.get(kind) if isinstance(kind, str) else None
    if cls is None:
        raise Refused("The kit doesn’t know that tap, so it wasn’t saved. Reload the page.")
    try:
        values = {f.name: _CHECKS[f.name](body.get(f.name)) for f in fields(cls)}
    except (ValueError, TypeError):
        raise Refused("A value in that tap has the wrong type, so it wasn’t saved.") from None
    event = cls(**values)
    return Tap(event, _whole(body.get("round")), _whole(body.get("made")))  # type: ignore[arg-type]  # one of TAP_KINDS


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LATEST_TIME:
        raise Refused("A number in that tap isn’t a whole number, so it wasn’t saved.")
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_ID:
        raise ValueError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    # A lone surrogate cannot be stored as UTF-8.
    return value.encode("utf-8", "replace").decode("utf-8").strip()


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


_CHECKS: Mapping[str, Callable[[Any], Any]] = {
    "item": _name,
    "fact": _name,
    "finding": _name,
    "domain": _name,
    "statement": _name,
    "mark": lambda value: None if value is None else Mark(value),
    "came": _yes,
    "pin": Pin,
    "words": Words,
    "outcome": GoalOutcome,
    "happened": Happened,
    "step": _whole,
    "skill": _name,
    "value": _whole,
    "text": _text,
}
