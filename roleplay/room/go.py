"""Another go: the moments of a station from which it may start, and what was seen in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from roleplay.room import events as ev
from roleplay.room.stages import SECOND, Stage
from roleplay.room.state import Round, State
from roleplay.room.station_clock import seconds_into
from roleplay.room.vocabulary import Happened, Pin, Words

NAMED = re.compile(r"\b(\d{1,2}):([0-5]\d)\b")
"""A moment as people write it, and as a pin begins a sentence."""
THE_START = 0


@dataclass(frozen=True)
class Go:
    """Another go that a round had: from which second of the station, and what each observer (a seat) said of it."""

    second: int
    seen: tuple[tuple[str, Happened], ...]


@dataclass(frozen=True)
class AnotherGo:
    """What one seat sees of another go. ``moments`` are where it may start, in seconds into a station of ``length``
    seconds, the likeliest first; none once it was had. ``asks``: whether this seat says if it happened."""

    moments: tuple[int, ...]
    length: int
    heavy: bool
    asks: bool
    happened: str | None


def another_go(state: State, round_: Round, seat: str) -> AnotherGo:
    """As this seat sees it, once the feedback is open."""
    asks = seat in round_.cast.observers and round_.go_from is not None and state.stage is not Stage.AGAIN
    happened = round_.value(seat, ev.RatedTry.kind) if asks else None
    return AnotherGo(
        moments=moments_of(round_) if may_go_again(round_) else (),
        length=round_.lengths.station // SECOND,
        heavy=round_.snapshot.case.heavy,
        asks=asks,
        happened=str(happened) if happened is not None else None,
    )


def go_of(round_: Round) -> Go | None:
    """None for a round without one."""
    if round_.go_from is None:
        return None
    said = ((seat, round_.value(seat, ev.RatedTry.kind)) for seat in round_.cast.observers)
    return Go(round_.go_from, tuple((seat, Happened(str(value))) for seat, value in said if value))


def may_go_again(round_: Round) -> bool:
    """Once a round, after its feedback was opened, and with both of those who talk still here."""
    both = {round_.cast.student, round_.cast.patient} <= set(round_.cast.here)
    return both and round_.opened_at is not None and round_.go_from is None


def moments_of(round_: Round) -> tuple[int, ...]:
    """Where another go may start, in seconds into the station, the likeliest first: what an observer's one to try
    names, then their pins to try; the start where there is neither."""
    named = [second for seat in round_.cast.observers for second in _named_by(round_, seat)]
    pinned = sorted(seconds_into(round_, pin.made) for pin in round_.pins if pin.pin is Pin.TRY)
    return tuple(dict.fromkeys(s for s in (*named, *pinned) if is_within(round_, s))) or (THE_START,)


def is_within(round_: Round, second: int) -> bool:
    """Whether the station has this second."""
    return THE_START <= second * SECOND < round_.lengths.station


def still_asked(round_: Round) -> frozenset[str]:
    """The observers who are still to say whether it happened."""
    if round_.go_from is None or Stage.AGAIN not in round_.started_at:
        return frozenset()
    observers = set(round_.cast.observers) & set(round_.cast.here)
    return frozenset(seat for seat in observers if round_.value(seat, ev.RatedTry.kind) is None)


def _named_by(round_: Round, seat: str) -> list[int]:
    text = str(round_.value(seat, ev.Wrote.kind, Words.TRY.value) or "")
    return [60 * int(minutes) + int(seconds) for minutes, seconds in NAMED.findall(text)]
