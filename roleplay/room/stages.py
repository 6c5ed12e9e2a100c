"""The table of stages: what each is and tells people, how long it lasts and what follows. Times are in milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from roleplay.content.models import Timing
from roleplay.shared_words import CHAPERONE, OWN_VIEW


class Stage(StrEnum):
    """OPENING and OVER frame the practice; the others belong to a round."""

    OPENING = "opening"
    PREPARE = "prepare"
    CONSENT = "consent"
    READING = "reading"
    STATION = "station"
    QUIET = "quiet"
    DEBRIEF = "debrief"
    SHEETS = "sheets"
    AGAIN = "again"
    NEXT = "next"
    OVER = "over"


class Turn(StrEnum):
    """Whose turn it is in the debrief: first everybody steps out of role, then student, patient, observer."""

    OUT_OF_ROLE = "out_of_role"
    STUDENT = "student"
    PATIENT = "patient"
    OBSERVER = "observer"


class Task(StrEnum):
    """What everybody does in a stage that ends when the last of them has done it."""

    READY = "ready"
    HANDED_IN = "handed_in"


@dataclass(frozen=True)
class StageRow:
    """A row of the table of stages. How long a stage lasts stands in `Lengths`; one without a field there has no clock.

    ``name`` stands in the band at the top of the screen; ``student``, ``patient`` and ``observer`` are what each of
    them is told to do, and ``listener`` what the patient is told instead where they hear a presentation, if it differs;
    ``go_on`` is what moving on is called, "" where nobody can.
    """

    name: str
    student: str = ""
    patient: str = ""
    observer: str = ""
    listener: str = ""
    go_on: str = ""
    waits_for: Task | None = None
    before_the_bell: bool = False
    """Whether a round's people, case and observers can still change."""
    ends_by_itself: bool = False
    """Whether it ends when its clock reaches zero. After it, nobody's form is closed on them and nobody is cut short:
    from the quiet minute on, people move the practice on."""
    opens_a_move: bool = False
    """Whether somebody may do something only once its clock has reached zero."""
    rings: bool = False
    """Whether it begins with a bell."""
    rings_out: bool = False
    """Whether it ends with one, whatever comes next."""
    in_role: bool = False
    """Whether people are in their roles; otherwise they use their own names."""
    reads: bool = False
    """Whether people have script, tasks and mark sheet in front of them as they are."""
    on_request: bool = False
    """Whether a round comes to it only when somebody asks for it; otherwise it is passed over."""
    unhurried: bool = False
    """Whether its length is only what a round is planned with: no screen counts it down."""


@dataclass(frozen=True)
class TurnRow:
    """A row of the table of turns: the name of the turn, and what moving on is called in it."""

    name: str = "Debrief"
    go_on: str = "Next"


STAGES: Mapping[Stage, StageRow] = MappingProxyType(
    {
        Stage.OPENING: StageRow("Before we start"),
        Stage.PREPARE: StageRow(
            "Prepare",
            student="Step aside for a moment while the others read your case. Next you’ll get your candidate "
            "instructions. Tap when you’re ready.",
            patient="Read your script below. Say the opening aloud once. Tap when you’re ready.",
            observer="Look through the mark sheet below: this is what you’ll look for. Tap when you’re ready.",
            go_on="Start now",
            waits_for=Task.READY,
            before_the_bell=True,
            ends_by_itself=True,
            in_role=True,
            reads=True,
        ),
        Stage.CONSENT: StageRow(
            "Consent",
            student="Before the clock starts, as yourselves: ask aloud if you may go ahead. Then tap.",
            patient="As yourself, not in role: you’ll be asked if this is all right. You may say no, or take a yes "
            "back at any moment.",
            observer=CHAPERONE,
            before_the_bell=True,
        ),
        Stage.READING: StageRow(
            "Reading",
            student="Read the candidate instructions below. Go in at the bell.",
            patient="The student is reading the candidate instructions. Settle into your role.",
            observer="The student is reading the candidate instructions.",
            go_on="Start now",
            before_the_bell=True,
            ends_by_itself=True,
            rings=True,
            in_role=True,
            reads=True,
        ),
        Stage.STATION: StageRow(
            "Station", before_the_bell=True, ends_by_itself=True, rings=True, in_role=True, reads=True
        ),
        Stage.QUIET: StageRow(
            "Quiet minute",
            student=OWN_VIEW,
            patient="Answer as the patient, before anyone talks.",
            observer="Before anyone talks: finish the mark sheet.",
            listener="Answer as the person who listened, before anyone talks.",
            waits_for=Task.HANDED_IN,
            opens_a_move=True,
            rings=True,
            in_role=True,
        ),
        Stage.DEBRIEF: StageRow("Debrief", go_on="Next", opens_a_move=True),
        Stage.SHEETS: StageRow("Everyone’s feedback", go_on="Next step", unhurried=True),
        Stage.AGAIN: StageRow(
            "Another go",
            student="Same people, same case, one thing differently. The observer says what came just before; go on "
            "from there.",
            patient="You’re in your role again. The observer says what came just before; then answer what you hear.",
            observer="Say what came just before. Then look up, and watch for one thing: what there was to try. Nothing "
            "is marked.",
            listener="You’re listening again. The observer says what came just before.",
            ends_by_itself=True,
            rings=True,
            rings_out=True,
            in_role=True,
            on_request=True,
        ),
        Stage.NEXT: StageRow("Next step", unhurried=True),
        Stage.OVER: StageRow("Session over"),
    }
)
"""What each stage is, in the order in which they follow each other. The phones read it too."""

TURNS: Mapping[Turn, TurnRow] = MappingProxyType(
    {
        Turn.OUT_OF_ROLE: TurnRow("Out of role"),
        Turn.STUDENT: TurnRow(),
        Turn.PATIENT: TurnRow(),
        Turn.OBSERVER: TurnRow(go_on="See feedback"),
    }
)

Place = tuple[Stage, Turn | None]
"""A stage and, in the debrief, the turn."""

_ORDER: tuple[Place, ...] = tuple(
    (stage, turn) for stage in STAGES for turn in (TURNS if stage is Stage.DEBRIEF else (None,))
)


def following(place: Place, consent: bool) -> Place:
    """What comes next; ``consent`` says whether somebody is to be examined, who is asked before the clock."""
    place = _ORDER[_ORDER.index(place) + 1]
    passed_over = STAGES[place[0]].on_request or (place[0] is Stage.CONSENT and not consent)
    return following(place, consent) if passed_over else place


def stages_where(is_so: Callable[[StageRow], object]) -> tuple[Stage, ...]:
    """The stages whose row is so, in their order."""
    return tuple(stage for stage, row in STAGES.items() if is_so(row))


BEFORE_THE_BELL = stages_where(lambda row: row.before_the_bell)
ENDS_BY_ITSELF = stages_where(lambda row: row.ends_by_itself)
AFTER_THE_STATION = tuple(STAGES)[tuple(STAGES).index(Stage.STATION) + 1 :]

SECOND = 1000
MINUTE = 60 * SECOND
QUIET_MINUTE = 90 * SECOND
ANOTHER_GO = 90 * SECOND
EXTENSION = MINUTE
"""What "a minute more" adds to the current stage."""
LONGEST_STAGE = 60 * MINUTE
"""People can't add minutes beyond this to any stage."""
UNDO = 5 * SECOND
"""How long a step that can't be taken back waits for an undo."""
PARKED_AFTER = 30 * MINUTE
"""A practice in which nothing has happened for this long is held at its next stage instead of running to its end."""
DAY = 24 * 60 * MINUTE
LOBBY_OPEN = DAY
"""How long people can join a practice that nobody has begun, counted from its last event."""
WORDS_OPEN = 2 * DAY
"""How long a practice still takes words and late taps after its last stage began: in any time zone, at least until the
end of the next day."""
SHORT_DEBRIEF = 6.0
"""Minutes from the bell to the next step in the short form, quiet minute included; the long form is 10. Another go
comes on top, and the talk about the feedback is the shorter for it."""
DEBRIEF_SECONDS: Mapping[str, int] = MappingProxyType(
    {"out_of_role": 20, "student": 45, "patient": 45, "observer": 75, "sheets": 45, "next": 30}
)
HEAVY_OUT_OF_ROLE = 60 * SECOND
"""After a heavy case everybody gets this long to step out of role, and nobody can shorten it for the others."""


@dataclass(frozen=True)
class Preset:
    """The timing of a published exam: minutes, and the warnings before the bell."""

    name: str
    prepare: float
    reading: float
    station: float
    debrief: float
    warnings: tuple[float, ...] = (2, 1)


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "uk-osce": Preset("UK OSCE", 3, 2, 8, 6),
        "plab": Preset("PLAB 2 style", 3, 1.5, 8, 6, warnings=(2,)),
        "sca": Preset("SCA style", 3, 3, 12, 6),
        "amc": Preset("AMC style", 3, 2, 8, 6),
        "racgp": Preset("RACGP style", 3, 5, 15, 6),
        "us": Preset("US style", 3, 1, 15, 10),
    }
)


DEFAULT_PRESET = "uk-osce"


@dataclass(frozen=True)
class Lengths:
    """How long each timed stage of a round lasts, and how long before the bell a warning comes; milliseconds."""

    prepare: int
    reading: int
    station: int
    quiet: int = QUIET_MINUTE
    warnings: tuple[int, ...] = (2 * MINUTE, MINUTE)
    out_of_role: int = DEBRIEF_SECONDS["out_of_role"] * SECOND
    student: int = DEBRIEF_SECONDS["student"] * SECOND
    patient: int = DEBRIEF_SECONDS["patient"] * SECOND
    observer: int = DEBRIEF_SECONDS["observer"] * SECOND
    sheets: int = DEBRIEF_SECONDS["sheets"] * SECOND
    next: int = DEBRIEF_SECONDS["next"] * SECOND
    again: int = ANOTHER_GO

    def of(self, stage: Stage, turn: Turn | None = None) -> int | None:
        """The length of a stage (or of a turn of the debrief), or None for a stage without a clock."""
        length: int | None = getattr(self, turn.value if turn else stage.value, None)
        return length


def lengths(preset: Preset, timing: Timing, presents: bool = False, heavy: bool = False) -> Lengths:
    """The practice's preset overrides a case's own minutes, unless the case says that its times are fixed.

    A student who presents reads notes first, so their reading time is never cut below the case's.
    """
    reading, station = (timing.reading, timing.station) if timing.fixed else (preset.reading, preset.station)
    if presents:
        reading = max(reading, timing.reading)
    whole = round(station * MINUTE)
    stretch = preset.debrief / SHORT_DEBRIEF
    turns = {name: round(seconds * SECOND * stretch) for name, seconds in DEBRIEF_SECONDS.items()}
    if heavy:
        turns["out_of_role"] = max(turns["out_of_role"], HEAVY_OUT_OF_ROLE)
    return Lengths(
        prepare=round(preset.prepare * MINUTE),
        reading=round(reading * MINUTE),
        station=whole,
        warnings=tuple(at for at in (round(w * MINUTE) for w in preset.warnings) if at < whole),
        **turns,
    )
