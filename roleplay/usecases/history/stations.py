"""One station opened again: who may read what once the session is over.

The student keeps the three views. Patient and observers see them while the practice is open, and afterwards only what
they wrote themselves. Nobody else sees anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from roleplay.content.signatures import standing_at
from roleplay.errors import Fault
from roleplay.marking.mark_words import in_words
from roleplay.marking.marksheet import Lens, Mark, Marksheet
from roleplay.marking.scoring import Score, score
from roleplay.people.persons import Practice
from roleplay.people.rounds import Played, Written
from roleplay.people.visitor import Visitor
from roleplay.review.own_rounds import Card
from roleplay.room.opened import asked, opened
from roleplay.room.state import Role
from roleplay.storage import Reader, Store
from roleplay.stored import read_stored
from roleplay.usecases.history.portable import Sheets
from roleplay.usecases.history.shelf import card_of, may_be_read, response_of
from roleplay.usecases.people.people import People
from roleplay.usecases.practice.current_marks import marks_of_round
from roleplay.usecases.practice.messages import FROM_PAPER
from roleplay.usecases.practice.rooms import Rooms

NOT_THERE = "That station isn’t in your history. Choose one from the list."


@dataclass(frozen=True)
class ByObserver:
    """What one observer's marks add up to on this mark sheet."""

    name: str
    sheet: Marksheet
    score: Score


@dataclass(frozen=True)
class OwnPart:
    """What a patient or observer wrote and marked themselves: sentences, and (line of the mark sheet, mark) in
    words."""

    words: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StationPage:
    """A station for one person. ``sheets`` is None if they may read only their ``own`` part, or nothing yet; ``scores``
    is for the student alone. ``kept`` says whether the words are kept for longer than a year."""

    card: Card
    at: int
    role: str
    counts: bool
    repeat: bool
    sheets: Sheets | None
    own: OwnPart | None
    scores: tuple[ByObserver, ...]
    kept: bool
    brought: bool


class Stations:
    """Use cases of one round after its session; safe to call from any thread."""

    def __init__(self, store: Store, rooms: Rooms, people: People) -> None:
        self._store, self._rooms, self._people = store, rooms, people

    def page(self, who: Visitor, practice_id: int, round_: int) -> StationPage:
        """The station as this person may read it now. Raises `Fault` if they were not in it."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            mine = next((e for e in reader.history.exposures_of(practice_id, round_) if e.person == person.id), None)
            played, practice = reader.history.played(practice_id, round_), reader.practices.practice(practice_id)
            if mine is None or played is None or practice is None:
                raise Fault(NOT_THERE)
            student = mine.role == Role.STUDENT
            may_read = self.is_readable(reader, played) if student else self._still_open(played)
            return StationPage(
                card=card_of(played),
                at=played.at,
                role=mine.role,
                counts=played.counts,
                repeat=played.repeat,
                sheets=self.sheets(reader, practice, round_) if may_read else None,
                own=None if student else _own_part(reader, person.id, played),
                scores=self.scores(reader, practice, played) if student and may_read else (),
                kept=(practice_id, round_) in reader.choices.kept(person.id),
                brought=practice.owner is not None,
            )

    def keep(self, who: Visitor, practice_id: int, round_: int, kept: bool) -> None:
        """Set whether the words are kept for longer than a year. Raises `Fault` for people who didn't receive them."""
        person = self._people.mine(who)
        with self._store.write() as writer:
            played = writer.history.played(practice_id, round_)
            if played is None or played.student != person.id:
                raise Fault(NOT_THERE)
            writer.choices.keep(person.id, practice_id, round_, kept)

    def is_readable(self, reader: Reader, played: Played) -> bool:
        """Whether its student may read everyone's feedback."""
        return may_be_read(reader, played, self._rooms.closed)

    def sheets(self, reader: Reader, practice: Practice, round_: int) -> Sheets | None:
        """Everyone's feedback, from this kit's log or from the imported file; None if it wasn't in there."""
        if practice.owner is not None:
            body = reader.brought.brought(practice.id, round_)
            return None if body is None else _asked_again(read_stored(Sheets, body))
        live = self._rooms.live(practice.id)
        shown = live.state.rounds[round_ - 1]
        case = shown.snapshot.case
        sheets, stands = opened(shown, live.names), standing_at(case, shown.began_at)
        if sheets.not_handed_in and _from_paper(reader, practice.id):
            # Nobody submits on paper, so don't call anybody late.
            sheets = replace(sheets, not_handed_in=())
        return Sheets(
            opened=sheets,
            points=case.debrief.points,
            sources=case.debrief.sources,
            reviewed=stands.reviewed,
            seconds=shown.lengths.station // 1000,
            review=stands.in_full,
        )

    def scores(self, reader: Reader, practice: Practice, played: Played) -> tuple[ByObserver, ...]:
        """What each observer's marks add up to."""
        sheet = reader.history.sheets([played.fingerprint]).get(played.fingerprint)
        if sheet is None:
            return ()
        names = {seat.person: seat.name for seat in reader.practices.seats(practice.id)}
        marks = [mark for mark in marks_of_round(reader, practice.id, played.round) if mark.lens == Lens.OBSERVER]
        raters = sorted({mark.rater for mark in marks})
        return tuple(
            ByObserver(names.get(rater, rater), sheet, score(sheet, response_of(m for m in marks if m.rater == rater)))
            for rater in raters
        )

    def _still_open(self, played: Played) -> bool:
        return played.opened_at is not None and not self._rooms.closed(played.practice)


def _asked_again(sheets: Sheets) -> Sheets:
    """Older kits wrote "alike" into files whose marks say otherwise, and called a step that was done tried."""
    seen = tuple(replace(said, value="done") if said.value == "tried" else said for said in sheets.opened.goal_outcomes)
    return replace(sheets, opened=asked(replace(sheets.opened, goal_outcomes=seen)))


def _from_paper(reader: Reader, practice: int) -> bool:
    return any((logged.token or "").startswith(FROM_PAPER) for logged in reader.log.events(practice))


def _own_part(reader: Reader, person: str, played: Played) -> OwnPart:
    sheet = reader.history.sheets([played.fingerprint]).get(played.fingerprint)
    items = sheet.item_by_id if sheet else {}
    given = [m for m in marks_of_round(reader, played.practice, played.round) if m.rater == person and m.kind == "item"]
    places = {item: place for place, item in enumerate(items)}
    marks = sorted((m for m in given if m.thing in items), key=lambda m: places[m.thing])
    words = (w for w in reader.history.written(played.practice, played.round) if w.writer == person)
    return OwnPart(
        words=tuple(_text(one) for one in words),
        marks=tuple((items[m.thing].text, in_words(items[m.thing], Mark(m.mark))) for m in marks),
    )


def _text(one: Written) -> str:
    return one.text
