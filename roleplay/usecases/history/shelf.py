"""Everything that is one person's own, collected from the store for the history, a table or the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from roleplay.marking.marksheet import Lens, Mark, Marksheet
from roleplay.marking.scoring import Response
from roleplay.marking.tidy import TidyMark
from roleplay.people.rounds import ALONE, Goal, Played, Written
from roleplay.review.own_rounds import Card, Seen, Station
from roleplay.room.state import Role
from roleplay.room.vocabulary import Words
from roleplay.storage import Reader
from roleplay.usecases.practice.current_marks import marks_of_student

Where = tuple[int, int]
"""(practice, round)."""
DAY = 24 * 60 * 60 * 1000
_MARKS = {mark.value: mark for mark in Mark}
"""Many thousands are read, and to look one up takes far less than to make one."""


@dataclass(frozen=True)
class Shelf:
    """One person's own. ``seen`` are the stations in which they were the student and whose feedback they may read;
    ``words`` the sentences from those, by anybody. Everything is in order, oldest first."""

    stations: tuple[Station, ...] = ()
    seen: tuple[Seen, ...] = ()
    goals: tuple[Goal, ...] = ()
    words: tuple[Written, ...] = ()


@dataclass(frozen=True)
class Filter:
    """What to show; None is everything. ``since`` in UTC milliseconds."""

    kind: str | None = None
    skill: str | None = None
    role: str | None = None
    since: int | None = None

    def takes(self, station: Station) -> bool:
        """Whether to show a station."""
        return (
            self.kind in (None, station.card.kind)
            and (self.skill is None or self.skill in station.card.skills)
            and self.role in (None, station.role)
            and (self.since is None or station.at >= self.since)
        )


def filtered(shelf: Shelf, wanted: Filter) -> Shelf:
    """The part of the shelf to show. All its goals stay: what became of one is in the rows of later rounds, so choosing
    among them comes afterwards (`goals_view`)."""
    return _with(shelf, (station for station in shelf.stations if wanted.takes(station)))


def only(shelf: Shelf, practice: int) -> Shelf:
    """The part of the shelf that belongs to one practice, and nothing of any other."""
    some = _with(shelf, (station for station in shelf.stations if station.practice == practice))
    return replace(some, goals=tuple(goal for goal in shelf.goals if goal.practice == practice))


def _with(shelf: Shelf, some: Iterable[Station]) -> Shelf:
    stations = tuple(some)
    places = {where(station) for station in stations}
    return replace(
        shelf,
        stations=stations,
        seen=tuple(seen for seen in shelf.seen if where(seen.station) in places),
        words=tuple(written for written in shelf.words if (written.practice, written.round) in places),
    )


def where(station: Station) -> Where:
    """The round that a station is."""
    return station.practice, station.round


def shelf_of(reader: Reader, person: str, closed: Callable[[int], bool], marked: bool = True) -> Shelf:
    """Everything of this person's that they may read now: nothing from a round whose feedback isn't open yet.
    ``closed`` says whether a practice held here has closed. Unless it is to be ``marked``, nothing is ``seen``: of a
    thousand stations the marks take longer to read than everything else."""
    played, own = (
        reader.history.played_by(person),
        {id_: origin for origin, id_ in reader.practices.own_practices(person).items()},
    )
    roles = {(e.practice, e.round): e.role for e in reader.history.exposures(person)}
    alone = {id_ for id_, origin in own.items() if origin.startswith(ALONE)}
    readable = {(one.practice, one.round) for one in played if may_be_read(reader, one, closed)}
    origins = _origins(reader, played, own)
    stations = tuple(_station(one, roles[one.practice, one.round], origins[one.practice], own) for one in played)
    words = tuple(w for w in reader.history.received(person) if (w.practice, w.round) in readable)
    seen: tuple[Seen, ...] = ()
    if marked:
        marks = (mark for mark in marks_of_student(reader, person) if (mark.practice, mark.round) in readable)
        mine = [s for s in stations if s.role == Role.STUDENT and where(s) in readable]
        fingerprints = {(one.practice, one.round): one.fingerprint for one in played}
        seen = _seen(mine, marks, words, fingerprints, reader.history.sheets(fingerprints.values()))
    return Shelf(
        stations=stations,
        seen=seen,
        goals=tuple(
            g for g in reader.history.goals(person) if (g.practice, g.round) in readable or g.practice in alone
        ),
        words=words,
    )


def may_be_read(reader: Reader, one: Played, closed: Callable[[int], bool]) -> bool:
    """The student's own views: once the feedback was opened, or the practice has closed without opening it. A round
    that was imported before that came without them."""
    if one.opened_at is not None:
        return True
    practice = reader.practices.practice(one.practice)
    if practice is not None and practice.owner is not None:
        return reader.brought.brought(one.practice, one.round) is not None
    return closed(one.practice)


def _origins(reader: Reader, played: Iterable[Played], own: Mapping[int, str]) -> dict[int, str]:
    origins = dict(own)
    for id_ in {one.practice for one in played} - set(own):
        practice = reader.practices.practice(id_)
        assert practice is not None
        origins[id_] = practice.origin
    return origins


def _station(one: Played, role: str, origin: str, own: Mapping[int, str]) -> Station:
    return Station(
        origin=origin,
        practice=one.practice,
        round=one.round,
        at=one.at,
        role=role,
        card=card_of(one),
        minutes=one.minutes,
        counts=one.counts,
        repeat=one.repeat,
        brought=one.practice in own,
    )


def card_of(one: Played) -> Card:
    """What everyone may know about a round's case."""
    return Card(one.case, one.title, one.case_kind, one.specialty, one.level, one.difficulty, one.skills, one.heavy)


def _seen(
    stations: Sequence[Station],
    marks: Iterable[TidyMark],
    words: Iterable[Written],
    fingerprints: Mapping[Where, str],
    sheets: Mapping[str, Marksheet],
) -> tuple[Seen, ...]:
    of_round: defaultdict[Where, list[TidyMark]] = defaultdict(list)
    for mark in marks:
        of_round[mark.practice, mark.round].append(mark)
    sentences = {(w.practice, w.round): w.text for w in words if w.words == Words.SENTENCE}
    empty = Marksheet(items=(), domains=())
    return tuple(
        _as_marked(
            station,
            sheets.get(fingerprints[where(station)], empty),
            of_round[where(station)],
            sentences.get(where(station), ""),
        )
        for station in stations
    )


def _as_marked(station: Station, sheet: Marksheet, marks: Sequence[TidyMark], sentence: str) -> Seen:
    by_rater: defaultdict[tuple[str, str], list[TidyMark]] = defaultdict(list)
    for mark in marks:
        by_rater[mark.lens, mark.rater].append(mark)
    # In a pair, the patient answered a few lines from memory: that counts in no trend.
    played = {rater for lens, rater in by_rater if lens == Lens.PATIENT}
    marked = {rater: given for (lens, rater), given in by_rater.items() if lens == Lens.OBSERVER}
    own = [mark for (lens, _), given in by_rater.items() if lens == Lens.SELF for mark in given]
    return Seen(
        station=station,
        sheet=sheet,
        observers={rater: response_of(given) for rater, given in marked.items() if rater not in played},
        own=response_of(own),
        statements={mark.thing: int(mark.mark) for mark in marks if mark.lens == Lens.PATIENT},
        sentence=sentence,
    )


def response_of(marks: Iterable[TidyMark]) -> Response:
    """One rater's rows in one round, in the form needed for scoring."""
    items: dict[str, Mark] = {}
    domains: dict[str, int] = {}
    overall = None
    for mark in marks:
        if mark.kind == "item":
            items[mark.thing] = _MARKS[mark.mark]
        elif mark.kind == "domain":
            domains[mark.thing] = int(mark.mark)
        elif mark.kind == "overall":
            overall = int(mark.mark)
    return Response(items, domains, overall)
