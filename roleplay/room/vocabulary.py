"""The values that events are made of, as written in the log."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Move(StrEnum):
    """What changes the stage or the clock, for everybody at once."""

    BEGIN = "begin"
    ACCEPT = "accept"
    ANOTHER = "another"
    SWAP = "swap"
    READY = "ready"
    ASK_CONSENT = "ask_consent"
    CONSENT = "consent"
    NO_CONSENT = "no_consent"
    GO_ON = "go_on"
    EXTEND = "extend"
    PAUSE = "pause"
    TIME_OUT = "time_out"
    CARRY_ON = "carry_on"
    END_EARLY = "end_early"
    GO_ON_WITHOUT = "go_on_without"
    MORE = "more"
    REPLAN = "replan"
    AGAIN = "again"
    FINISH = "finish"
    WATCH = "watch"
    LEAVE = "leave"
    MUTE = "mute"
    UNMUTE = "unmute"
    RING_HERE = "ring_here"
    RING_TABLE = "ring_table"
    END_HERE = "end_here"
    UNDO = "undo"
    STOP = "stop"
    LET_IN = "let_in"
    KEEP_OUT = "keep_out"


class Pin(StrEnum):
    """A moment the observer marked: what worked, and what to try."""

    WORKED = "worked"
    TRY = "try"


class Words(StrEnum):
    """The typed sentences of a round: one each after the bell, the observer's one to try in the debrief, and the
    student's next step at its end."""

    LINE = "line"
    SENTENCE = "sentence"
    SAW = "saw_or_heard"
    TRY = "one_to_try"
    NEXT_STEP = "next_step"


class GoalOutcome(StrEnum):
    """What the observer saw of the next step that the student worked on."""

    DONE = "done"
    PARTLY = "partly"
    MISSED = "missed"
    NO_CHANCE = "no_chance"

    @classmethod
    def _missing_(cls, value: object) -> GoalOutcome | None:
        """Older kits, and files from them, called it tried."""
        return cls.DONE if value == "tried" else None


class Happened(StrEnum):
    """Whether what there was to try happened in another go, as an observer saw it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class PlannedRound:
    """A proposed round. ``why`` is for everybody, so it holds nothing private; ``minutes`` is its station as planned,
    0 in a plan that didn't say."""

    student: str
    patient: str
    observers: tuple[str, ...]
    case: str
    title: str
    why: str = ""
    kind: str = ""
    minutes: float = 0.0
