"""What a practice is at one moment: seats, stage, clock, rounds and everything tapped in them.

Only frozen values; `fold` makes them from the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from roleplay.content.models import Case, Kind
from roleplay.marking.marksheet import Marksheet
from roleplay.room import events as ev
from roleplay.room.stages import DEFAULT_PRESET, LOBBY_OPEN, STAGES, WORDS_OPEN, Lengths, Stage, Task, Turn
from roleplay.room.vocabulary import Move, Pin, PlannedRound

FEWEST, FULL = 2, 8
"""People in one room."""


class Role(StrEnum):
    """A person's role in a round."""

    STUDENT = "student"
    PATIENT = "patient"
    OBSERVER = "observer"


@dataclass(frozen=True)
class Snapshot:
    """A case and its mark sheet as they were when the round began; a round never reads the files again.

    ``pictures`` are by the name the case gives them; ``themes`` are in words; ``skills`` has the names of the tags on
    it, "" or missing in snapshots of older kits.
    """

    fingerprint: str
    case: Case
    sheet: Marksheet
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    skills: Mapping[str, str] = field(default_factory=dict)

    @property
    def examination(self) -> bool:
        return self.case.kind is Kind.EXAMINATION


@dataclass(frozen=True)
class Cast:
    """Who plays what. In a pair the patient also observes: ``observers`` is then the patient's seat."""

    student: str
    patient: str
    observers: tuple[str, ...]
    gone: frozenset[str] = frozenset()

    @property
    def seats(self) -> tuple[str, ...]:
        """Everybody in the round, once each."""
        return tuple(dict.fromkeys((self.student, self.patient, *self.observers)))

    @property
    def here(self) -> tuple[str, ...]:
        """Those who are still here: nobody waits for somebody who left."""
        return tuple(seat for seat in self.seats if seat not in self.gone)

    @property
    def pair(self) -> bool:
        return self.patient in self.observers

    def roles(self, seat: str) -> frozenset[Role]:
        """One role, two for the second person of a pair, none for somebody who is not in this round."""
        parts = ((Role.STUDENT, (self.student,)), (Role.PATIENT, (self.patient,)), (Role.OBSERVER, self.observers))
        return frozenset(role for role, seats in parts if seat in seats)


@dataclass(frozen=True)
class Entry:
    """The current value for one (seat, kind, thing): the latest ``made`` wins, ties go by ``seq``.

    ``since`` is when this value was first given: giving it again doesn't move it on the story map.
    """

    value: object
    made: int
    seq: int
    since: int
    late: bool = False


Key = tuple[str, str, str]
"""(seat, kind of tap, id of the thing)."""


@dataclass(frozen=True)
class PinAt:
    """A pin with its time."""

    seat: str
    pin: Pin
    made: int


@dataclass(frozen=True)
class AskedToWatch:
    """A latecomer asks to watch a round; ``allowed`` is None while nobody has answered."""

    id: str
    seat: str
    allowed: bool | None = None


@dataclass(frozen=True)
class Round:
    """One case, one cast, and everything that was tapped or written in it.

    ``case`` is the snapshot's, its minutes moved to the length with which this station began. ``pauses`` and
    ``held_since`` belong to the station: when its clock was held, and since when it has been.
    """

    number: int
    snapshot: Snapshot
    case: Case
    cast: Cast
    lengths: Lengths
    began_at: int
    ready: frozenset[str] = frozenset()
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    pins: tuple[PinAt, ...] = ()
    released: tuple[str, ...] = ()
    handed_in: Mapping[str, int] = field(default_factory=dict)
    opened_at: int | None = None
    started_at: Mapping[Stage, int] = field(default_factory=dict)
    goal: str = ""
    steps: tuple[str, ...] = ()
    accepted: frozenset[str] = frozenset()
    consent_asked: bool = False
    consent: bool | None = None
    given_up: bool = False
    pauses: tuple[tuple[int, int], ...] = ()
    held_since: int | None = None
    repeat: bool = False
    forgotten: frozenset[str] = frozenset()
    watchers: tuple[AskedToWatch, ...] = ()
    online: bool = False
    go_from: int | None = None
    """Where in the station another go started, in seconds; None without one."""

    @property
    def asks_consent(self) -> bool:
        """Whether somebody is to be examined: apart, an examination is talked through."""
        return self.snapshot.examination and not self.online

    @property
    def needs_note(self) -> bool:
        """Whether there is something to say about the case before anybody reads it."""
        return bool(self.snapshot.case.themes) or self.snapshot.case.heavy

    @property
    def note_open(self) -> bool:
        """Whether nobody has read the case yet: the first yes opens it, or else the feedback does."""
        return self.needs_note and not self.accepted and self.opened_at is None

    def may_read(self, seat: str) -> bool:
        """Whether this seat has said yes to the content note, if there is one."""
        return not self.needs_note or seat in self.accepted

    def done(self, stage: Stage) -> frozenset[str]:
        """Who has done what this stage waits for."""
        match STAGES[stage].waits_for:
            case Task.READY:
                return self.ready
            case Task.HANDED_IN:
                return frozenset(self.handed_in)
            case None:
                return frozenset()

    def value(self, seat: str, kind: str, thing: str = "") -> object | None:
        """What the seat last said about a thing, or None."""
        entry = self.entries.get((seat, kind, thing))
        return None if entry is None else entry.value


class HoldKind(StrEnum):
    """Why a clock is held."""

    PAUSE = "pause"
    TIME_OUT = "time_out"
    STOP = "stop"
    PARKED = "parked"


@dataclass(frozen=True)
class Hold:
    """``remaining`` is what was left on the clock, None if there was no clock. STOP ends when everybody has agreed."""

    kind: HoldKind
    remaining: int | None
    agreed: frozenset[str] = frozenset()
    since: int = 0


@dataclass(frozen=True)
class Pending:
    """A step that happens at ``due`` unless somebody undoes it."""

    move: Move
    due: int
    round: ev.RoundBegan | None = None
    snapshot: Snapshot | None = None
    seat: str = ev.NOBODY
    second: int | None = None


@dataclass(frozen=True)
class Doing:
    """What somebody last did that concerns everybody; ``number`` counts these, so that a screen says each once."""

    move: Move
    seat: str
    number: int


@dataclass(frozen=True)
class Claim:
    """A device (this is its mark) asks for a seat; ``allowed`` is None until somebody, ``by``, answers."""

    id: str
    seat: str
    allowed: bool | None = None
    device: str = ""
    by: str = ev.NOBODY


@dataclass(frozen=True)
class State:
    """Everything a practice is. ``number`` counts the stages, so that a move can say which one it was made on;
    ``devices`` are the marks of the devices on which each seat was taken, or proved with a key. ``left`` are the seats
    of those who went home, and ``without`` of those for whom nothing is planned while they are away; ``bell`` is the
    seat that was chosen to ring (`ringing`)."""

    opened: ev.Opened = field(default_factory=lambda: ev.Opened(DEFAULT_PRESET))
    seats: tuple[str, ...] = ()
    plan: tuple[PlannedRound, ...] = ()
    reason: str = ""
    by_hand: bool = False
    left: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    muted: bool = False
    bell: str = ev.NOBODY
    did: Doing | None = None
    stage: Stage = Stage.OPENING
    turn: Turn | None = None
    number: int = 0
    stage_at: int = 0
    deadline: int | None = None
    hold: Hold | None = None
    pending: Pending | None = None
    claims: tuple[Claim, ...] = ()
    devices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    last_at: int = 0
    now: int = 0
    seq: int = 0

    @property
    def round(self) -> Round | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def played(self) -> int:
        """How many rounds were begun and not given up."""
        return sum(1 for round_ in self.rounds if not round_.given_up)

    @property
    def closes_at(self) -> int:
        """When the practice stops taking anything: two days after its last stage began (a lobby: a day after its last
        event)."""
        return self.last_at + LOBBY_OPEN if self.stage is Stage.OPENING else self.stage_at + WORDS_OPEN

    @property
    def closed(self) -> bool:
        """Whether it takes nothing more and shows nothing of its rounds."""
        return self.now >= self.closes_at

    @property
    def ended(self) -> bool:
        """Whether nobody can play in it any more: it was ended, or it has closed."""
        return self.stage is Stage.OVER or self.closed
