"""What a practice's log can hold, and how it is written. One class per kind; events refer to seats, never to names.

Who did it, when, and in which round are in the log's row (`Logged`), not in the event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from roleplay.marking.marksheet import Mark
from roleplay.room.stages import Lengths
from roleplay.room.step_events import Event as Event
from roleplay.room.step_events import StepTap
from roleplay.room.vocabulary import GoalOutcome, Happened, Move, Pin, PlannedRound, Words

NOBODY = ""
"""The seat of events that name nobody: the kit's own events, and STOP."""


@dataclass(frozen=True, slots=True)
class Opened(Event):
    """The first event of a practice: its preset, minutes that somebody changed, its exam. ``case``: what its opener
    would like to practise; ``table``: a laptop that is the clock opened it; ``by_kind``: kinds of case with a preset of
    their own; ``online``: all are apart, in the call of ``call``; ``arriving``: it begins with a minute for that."""

    kind = "opened"
    preset: str
    prepare: float | None = None
    reading: float | None = None
    station: float | None = None
    debrief: float | None = None
    exam: str = ""
    case: str = ""
    table: bool = False
    by_kind: tuple[tuple[str, str], ...] = ()
    online: bool = False
    call: str = ""
    arriving: bool = False


@dataclass(frozen=True, slots=True)
class Sat(Event):
    """The row's seat joined; ``device`` is the mark of the device on which it first did."""

    kind = "sat"
    device: str = ""


@dataclass(frozen=True, slots=True)
class DeviceProved(Event):
    """Another device proved with the personal key that the row's seat is its own."""

    kind = "device_proved"
    device: str


@dataclass(frozen=True, slots=True)
class SeatClaimed(Event):
    """A device without the seat (``device`` is its mark) asks to have it back."""

    kind = "seat_claimed"
    claim: str
    claimed: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class ClaimAnswered(Event):
    """Another seat said whether it really is that person."""

    kind = "claim_answered"
    claim: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class Left(Event):
    """The row's seat went home."""

    kind = "left"


@dataclass(frozen=True, slots=True)
class Planned(Event):
    """The rounds to come. ``reason`` says in a sentence why there are none, or fewer than asked for; ``without`` are
    the seats of people who are away, and whom nobody waits for."""

    kind = "planned"
    plan: tuple[PlannedRound, ...]
    reason: str = ""
    by_hand: bool = False
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Muted(Event):
    """Quiet room: no device rings."""

    kind = "muted"
    muted: bool


@dataclass(frozen=True, slots=True)
class BellMoved(Event):
    """The row's seat wants the bell on its own device or (``table``) on the table clock, and on no other."""

    kind = "bell_moved"
    table: bool = False


@dataclass(frozen=True, slots=True)
class RoundBegan(Event):
    """One case and one assignment of roles. ``snapshot`` is the fingerprint of case and mark sheet.

    ``goal`` is the next step that the student works on, the one that they show their group first, unless they choose
    another one of ``steps``, all that they have open; ``replaces`` says that the round before it was given up for this
    one; ``repeat`` that the student knew the case and chose it anyway.
    """

    kind = "round_began"
    snapshot: str
    student: str
    patient: str
    observers: tuple[str, ...]
    lengths: Lengths
    goal: str = ""
    replaces: bool = False
    repeat: bool = False
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteAccepted(Event):
    """The row's seat has read what the case is about and wants to see it."""

    kind = "note_accepted"


@dataclass(frozen=True, slots=True)
class ConsentAsked(Event):
    """The student has asked aloud."""

    kind = "consent_asked"


@dataclass(frozen=True, slots=True)
class ConsentAnswered(Event):
    """The volunteer said yes or no, or took a yes back."""

    kind = "consent_answered"
    given: bool


@dataclass(frozen=True, slots=True)
class Watched(Event):
    """The row's seat came late and watches without having asked. Only in old logs."""

    kind = "watched"


@dataclass(frozen=True, slots=True)
class WatchAsked(Event):
    """The row's seat came late to this round and asks to watch it."""

    kind = "watch_asked"


@dataclass(frozen=True, slots=True)
class WatchAnswered(Event):
    """The row's seat, the round's patient or an observer, said whether the watcher may come in."""

    kind = "watch_answered"
    watcher: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class WentOn(Event):
    """The next turn of the debrief, the feedback, or what comes after it."""

    kind = "went_on"


@dataclass(frozen=True, slots=True)
class BecameReady(Event):
    """The row's seat has finished preparing."""

    kind = "became_ready"


@dataclass(frozen=True, slots=True)
class Asked(Event):
    """A step that can't be taken back: it happens once the time to undo it has passed.

    ``round`` is what a `SWAP` begins; ``second`` is where in the station another go (`AGAIN`) starts.
    """

    kind = "asked"
    move: Move
    round: RoundBegan | None = None
    second: int | None = None


@dataclass(frozen=True, slots=True)
class Undone(Event):
    """Somebody undid what was asked."""

    kind = "undone"


@dataclass(frozen=True, slots=True)
class Extended(Event):
    """The current stage lasts a minute longer."""

    kind = "extended"


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """The clock is held; anybody may carry on."""

    kind = "paused"


@dataclass(frozen=True, slots=True)
class TimeOutTaken(Event):
    """The student wants to think or ask for a hint; the clock is held."""

    kind = "time_out_taken"


@dataclass(frozen=True, slots=True)
class Stopped(Event):
    """STOP: everything is held until each agrees to carry on. Its row names nobody."""

    kind = "stopped"


@dataclass(frozen=True, slots=True)
class CarriedOn(Event):
    """The row's seat agrees to carry on."""

    kind = "carried_on"


@dataclass(frozen=True, slots=True)
class Marked(Event):
    """A checklist item; ``mark`` None removes the mark."""

    kind = "marked"
    item: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class FactCame(Event):
    """The patient says, or takes back, that a fact came out."""

    kind = "fact_came"
    fact: str
    came: bool


@dataclass(frozen=True, slots=True)
class Pinned(Event):
    """A moment worth talking about; its time is the row's ``made``."""

    kind = "pinned"
    pin: Pin


@dataclass(frozen=True, slots=True)
class Released(Event):
    """The observer handed the student a finding."""

    kind = "released"
    finding: str


@dataclass(frozen=True, slots=True)
class RatedDomain(Event):
    """1–5."""

    kind = "rated_domain"
    domain: str
    value: int


@dataclass(frozen=True, slots=True)
class RatedOverall(Event):
    """0–3."""

    kind = "rated_overall"
    value: int


@dataclass(frozen=True, slots=True)
class RatedStatement(Event):
    """1–5, as the patient."""

    kind = "rated_statement"
    statement: str
    value: int


@dataclass(frozen=True, slots=True)
class RatedGoal(Event):
    """What became of the next step that the student worked on, as the observer saw it."""

    kind = "rated_goal"
    outcome: GoalOutcome


@dataclass(frozen=True, slots=True)
class RatedTry(Event):
    """Whether it happened in another go, as the row's seat saw it. It is never scored."""

    kind = "rated_try"
    happened: Happened


@dataclass(frozen=True, slots=True)
class Wrote(Event):
    """A sentence as it was one second after the last key; an empty text removes it."""

    kind = "wrote"
    words: Words
    text: str


@dataclass(frozen=True, slots=True)
class HandedIn(Event):
    """The row's seat has submitted its form."""

    kind = "handed_in"


@dataclass(frozen=True, slots=True)
class Forgotten(Event):
    """The row's seat has deleted everything that was theirs: nothing more is added to their rounds."""

    kind = "forgotten"


@dataclass(frozen=True, slots=True)
class Erased(Event):
    """Something said or marked here has since been deleted. Only its time is left, as clocks depend on it."""

    kind = "erased"


_Rated = RatedDomain | RatedOverall | RatedStatement | RatedGoal | RatedTry
TapEvent = Marked | FactCame | Pinned | Released | _Rated | Wrote | HandedIn | StepTap
_TAPS: tuple[type[Event], ...] = get_args(TapEvent)
_OTHERS: tuple[type[Event], ...] = (
    *(Opened, Sat, DeviceProved, Left, Planned, Muted, BellMoved, SeatClaimed, ClaimAnswered),
    *(RoundBegan, NoteAccepted, ConsentAsked, ConsentAnswered, Watched, WatchAsked, WatchAnswered),
    *(WentOn, BecameReady, Asked, Undone, Extended, Paused, TimeOutTaken, Stopped, CarriedOn),
    *(Forgotten, Erased),
)
TAP_KINDS: Mapping[str, type[Event]] = {cls.kind: cls for cls in _TAPS}
KINDS: Mapping[str, type[Event]] = {cls.kind: cls for cls in (*_TAPS, *_OTHERS)}


@dataclass(frozen=True, slots=True)
class Logged:
    """An event as the log holds it.

    ``at`` is when the server received it and never runs backwards; ``made`` is the device's estimate of server time,
    within [the round's beginning, ``at``]. Both are UTC milliseconds since 1970.
    """

    seq: int
    event: Event
    at: int
    seat: str = NOBODY
    round: int | None = None
    made: int | None = None
    token: str | None = None
    digest: str | None = None
