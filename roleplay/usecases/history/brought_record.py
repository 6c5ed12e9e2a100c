"""What is in a record to import: read and checked at the bench, since it may be long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from roleplay.content.case import Shown, WhenRule
from roleplay.errors import Fault
from roleplay.marking.marksheet import Lens, Marksheet
from roleplay.people.rounds import READ, READER
from roleplay.room.opened import Opened
from roleplay.room.state import Role
from roleplay.room.taps import TEXT_LIMIT
from roleplay.room.vocabulary import GoalOutcome, Pin, Words
from roleplay.storage import Reader
from roleplay.stored import read_stored
from roleplay.usecases.history.portable import Carried, Luggage, unpacked
from roleplay.usecases.history.shelf import response_of

ROUNDS_AT_ONCE, ROWS_AT_ONCE = 5, 200
"""Written in one go, in a few hundredths of a second; then waiting taps have their turn."""
MOST_OWNERS = 200
"""Ids of one person: each kit into which they import their record adds one."""
SCALES = {"domain": range(1, 6), "overall": range(4), "statement": range(1, 6)}
"""The numbers that are given for each."""
ANCHORS = 3
"""Descriptions of an area: of its lowest step, the middle one and the highest."""
LARGEST_NUMBER = 1 << 53
"""Lengths and weights are far smaller."""
LATEST = 32_503_680_000_000
"""The year 3000, in UTC milliseconds."""
INSTANTS = frozenset({"at", "made", "opened_at", "submitted"})


@dataclass(frozen=True)
class Outline:
    """A round without what was said in it. ``at`` in UTC milliseconds; ``open`` if its feedback comes with it."""

    origin: str
    round: int
    at: int
    open: bool

    @classmethod
    def of(cls, one: Carried) -> Outline:
        return cls(one.origin, one.round, one.at, one.sheets is not None)


@dataclass(frozen=True)
class Contents:
    """What a file holds, in outline. ``name`` is the person it names, ``owners`` the ids under which that person was
    known."""

    name: str
    owners: tuple[str, ...]
    rounds: tuple[Outline, ...]


@dataclass(frozen=True)
class Piece:
    """Some of the rounds, and the mark sheets used in them, by fingerprint."""

    rounds: tuple[Carried, ...]
    sheets: dict[str, dict[str, Any]]


@dataclass
class Here:
    """What this kit has of a person: the ids of their own practices by origin, the (origin, round) pairs, those that
    came without their feedback, and how many were imported."""

    own: dict[str, int]
    known: set[tuple[str, int]]
    shut: set[tuple[str, int]]
    brought: int

    @classmethod
    def of(cls, reader: Reader, person: str) -> Here:
        """As it is now."""
        own, met = reader.practices.own_practices(person), reader.history.exposures(person)
        origins = {id_: origin for origin, id_ in own.items()}
        carried = {
            (e.practice, e.round) for e in met if origins.get(e.practice, f"{READ}{person}") != f"{READ}{person}"
        }
        shut = {(origins[id_], round_) for id_, round_ in carried - reader.brought.brought_by(person)}
        held = {practice.id: practice.origin for practice in reader.practices.practices_of_person(person)} | origins
        return cls(own, {(held[e.practice], e.round) for e in met if e.practice in held}, shut, len(carried))

    def lacks(self, one: Outline) -> bool:
        """Whether a round isn't here yet, or only as it was downloaded before its feedback was open."""
        place = (one.origin, one.round)
        return place not in self.known or (one.open and place in self.shut)


def contents(file: bytes) -> Contents:
    """Raises `Fault` for a file that is damaged, older, newer, or not a record."""
    return _contents(_checked(file))


def tell_rounds(tell: Callable[[Contents | Piece], None], file: bytes, here: Here) -> None:
    """Tells the contents and then, piece by piece, the rounds that aren't here yet. Raises as `contents` does."""
    luggage = _checked(file)
    tell(_contents(luggage))
    for rounds in _in_pieces(one for one in luggage.rounds if here.lacks(Outline.of(one))):
        marked = {mark.fingerprint for one in rounds for mark in one.marks}
        tell(Piece(tuple(rounds), {each: luggage.sheets[each] for each in marked & luggage.sheets.keys()}))


def _contents(luggage: Luggage) -> Contents:
    return Contents(luggage.name, luggage.owners, tuple(map(Outline.of, luggage.rounds)))


def _checked(file: bytes) -> Luggage:
    """Raises `Fault` also for intact data that can't be a history."""
    luggage = unpacked(file)
    try:
        if len(luggage.owners) > MOST_OWNERS:
            raise ValueError(len(luggage.owners))
        for body in luggage.sheets.values():
            read_stored(Marksheet, body)
        for one in luggage.rounds:
            response_of(one.marks)
            _check_round(one)
            _check_numbers(one, one.played, one.goal, *one.marks, *one.words, *one.replies)
            for mark in one.marks:
                if mark.kind in SCALES and int(mark.mark) not in SCALES[mark.kind]:
                    raise ValueError(mark.mark)
                # Only patients answer statements, and they answer nothing else.
                if (mark.lens == Lens.PATIENT) is not (mark.kind == "statement"):
                    raise ValueError(mark.lens)
    except (KeyError, TypeError, ValueError) as error:
        raise Fault("That file holds marks that no kit makes. Nothing was imported.") from error
    return luggage


def _check_round(one: Carried) -> None:
    """Raises ValueError for a round that no history could show: it would take all the others down with it."""
    if one.role not in (*Role, READER) or one.round < 1:
        raise ValueError(one.role)
    if one.played is not None and (one.role == READER or one.played.round != one.round):
        raise ValueError(one.played)
    if one.origin.startswith(READ) and (one.role != READER or one.sheets is not None):
        # It would replace what somebody is known to have read.
        raise ValueError(one.origin)
    for words in (*(each.words for each in one.words), *(each.words for each in one.replies)):
        Words(words)
    if any(len(reply.answer) > TEXT_LIMIT for reply in one.replies) or len(one.replies) > len(one.words):
        raise ValueError(one.replies)
    if one.goal is not None and one.goal.outcome is not None:
        GoalOutcome(one.goal.outcome)
    if one.sheets is not None:
        _check_opened(one.sheets.opened)


def _check_opened(opened: Opened) -> None:
    """Raises ValueError for feedback that no page could draw."""
    for pin in opened.pins:
        Pin(pin.pin)
    for fact in opened.facts:
        WhenRule(fact.rule)
    for finding in opened.findings:
        Shown(finding.shown)
    for side, scale in ((opened.overall, "overall"), *((side, "domain") for side in opened.domains)):
        said = (*side.observers, *(() if side.own is None else (side.own,)))
        known = all(one.number is None or one.number in SCALES[scale] for one in said)
        if not known or len(side.anchors) not in (0, ANCHORS):
            raise ValueError(side)
    seconds = [pin.seconds for pin in opened.pins] + [fact.seconds or 0 for fact in opened.facts]
    seconds += [opened.go.second] if opened.go else []
    if any(abs(one) > LARGEST_NUMBER for one in seconds):
        raise ValueError(seconds)


def _check_numbers(*parts: object) -> None:
    """Raises ValueError for a number that no database can store, or a time that no calendar has."""
    for name, value in (pair for part in parts if part is not None for pair in vars(part).items()):
        if not isinstance(value, int | float):
            continue
        if not abs(value) < LARGEST_NUMBER or (name in INSTANTS and not 0 <= value < LATEST):
            raise ValueError(value)


def _in_pieces(rounds: Iterable[Carried]) -> Iterator[list[Carried]]:
    piece: list[Carried] = []
    rows = 0
    for one in rounds:
        piece.append(one)
        rows += 3 + len(one.marks) + len(one.words)
        if rows >= ROWS_AT_ONCE or len(piece) >= ROUNDS_AT_ONCE:
            yield piece
            piece, rows = [], 0
    if piece:
        yield piece
