"""What the storage tests build with, and the work they give to other processes."""

from __future__ import annotations

from pathlib import Path

from roleplay.marking.marksheet import Mark
from roleplay.marking.tidy import TidyMark
from roleplay.people.persons import Person, Practice, Seat
from roleplay.people.rounds import Exposure, Goal
from roleplay.room.events import (
    Asked,
    BecameReady,
    BellMoved,
    CarriedOn,
    ClaimAnswered,
    ConsentAnswered,
    ConsentAsked,
    DeviceProved,
    Erased,
    Event,
    Extended,
    FactCame,
    Forgotten,
    HandedIn,
    Left,
    Logged,
    Marked,
    Muted,
    NoteAccepted,
    Opened,
    Paused,
    Pinned,
    Planned,
    RatedDomain,
    RatedGoal,
    RatedOverall,
    RatedStatement,
    RatedTry,
    Released,
    RoundBegan,
    Sat,
    SeatClaimed,
    Stopped,
    TimeOutTaken,
    Undone,
    WatchAnswered,
    WatchAsked,
    Watched,
    WentOn,
    Wrote,
)
from roleplay.room.stages import Lengths
from roleplay.room.step_events import FocusChosen, SkillChosen
from roleplay.room.vocabulary import GoalOutcome, Happened, Move, Pin, PlannedRound, Words
from roleplay.storage import Store, open_store

NOW = 1_760_000_000_123

A_ROUND = RoundBegan(
    "f00d",
    "seat-1",
    "seat-2",
    ("seat-3", "seat-4"),
    Lengths(180_000, 120_000, 480_000),
    "Listen",
    True,
    True,
    ("Listen", "Wait"),
)
ONE_OF_EACH: tuple[Event, ...] = (
    Opened("uk-osce"),
    Sat("mark-1"),
    DeviceProved("mark-2"),
    SeatClaimed("claim-1", "seat-1", "mark-3"),
    ClaimAnswered("claim-1", True),
    Left(),
    Planned((PlannedRound("seat-1", "seat-2", ("seat-3",), "hot-at-bedtime", "Hot at bedtime"),), "Only one.", True),
    Muted(True),
    BellMoved(table=True),
    A_ROUND,
    NoteAccepted(),
    ConsentAsked(),
    ConsentAnswered(False),
    Watched(),
    WatchAsked(),
    WatchAnswered("seat-4", True),
    WentOn(),
    BecameReady(),
    Asked(Move.END_HERE),
    Asked(Move.SWAP, A_ROUND),
    Undone(),
    Extended(),
    Paused(),
    TimeOutTaken(),
    Stopped(),
    CarriedOn(),
    Marked("washes-hands", Mark.PARTLY),
    Marked("washes-hands", None),
    FactCame("night-pain", False),
    Pinned(Pin.WORKED),
    Released("ecg"),
    RatedDomain("history", 1),
    RatedOverall(0),
    RatedStatement("felt-heard", 5),
    RatedGoal(GoalOutcome.PARTLY),
    RatedTry(Happened.PARTLY),
    FocusChosen(1),
    SkillChosen("safety-netting"),
    Wrote(Words.SENTENCE, "„Grüße“ — 你好 \N{WAVING HAND SIGN} \x00 half a pair: \ud83d"),
    HandedIn(),
    Forgotten(),
    Erased(),
)


def an_event(seq: int, event: Event | None = None, at: int = NOW, token: str | None = None) -> Logged:
    digest = None if token is None else f"digest of {token}"
    return Logged(seq, event or Pinned(Pin.TRY), at, "seat-1", 1, at - 5, token, digest)


def a_mark(practice: int = 1, round: int = 1, student: str = "anna", thing: str = "washes-hands") -> TidyMark:
    return TidyMark(
        practice, round, "hot-at-bedtime", "f00d", "observer", "ben", student, "item", thing, "done", 1.5, NOW, None
    )


def an_exposure(
    practice: int = 1,
    round: int = 1,
    person: str = "anna",
    *,
    heavy: bool = False,
    counts: bool = True,
    at: int = NOW,
) -> Exposure:
    return Exposure(person, "hot-at-bedtime", practice, round, "observer", heavy, counts, at)


def a_goal(
    practice: int = 1, round: int = 1, person: str = "anna", *, made: int = NOW, outcome: str | None = None
) -> Goal:
    return Goal(person, practice, round, "Ask first, then listen", made, outcome)


def practice_with_anna(store: Store, code: str = "ABCDE") -> Practice:
    """One practice in which Anna has seat-1, on device d1."""
    with store.write() as w:
        practice = w.practices.add_practice(code, NOW)
        w.persons.add_person(Person("anna", "Anna"))
        w.practices.add_seat(Seat("seat-1", practice.id, "anna", "Anna"), NOW)
        w.practices.add_device("seat-1", "d1")
    return practice


def url_of(file: Path) -> str:
    return f"sqlite:///{file}"


def append_one(store: Store, practice: int) -> None:
    """Reads the tail and appends with seq + 1, as every use case does."""
    with store.write() as w:
        w.log.append(practice, [an_event(len(w.log.events(practice)) + 1)])


def append_many(file: Path, practice: int, count: int) -> None:
    """The work of another process."""
    store = open_store(url_of(file), NOW)
    for _ in range(count):
        append_one(store, practice)
    store.close()


def open_and_close(file: Path) -> None:
    """The work of another process."""
    open_store(url_of(file), NOW).close()
