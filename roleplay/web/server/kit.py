"""The one kit of the process: use cases bound to store, content, clock, chance and push."""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TypeVar

from roleplay.content.loading import ContentStore, Library, load_library
from roleplay.content.own import OWN
from roleplay.people.attempts import Allowance
from roleplay.people.keys import USUAL, Hasher
from roleplay.people.signposts import FOLDER
from roleplay.storage import Store, open_store
from roleplay.storage.databases import BUSY_TIMEOUT, database_at
from roleplay.storage.databases.sqlite import url_of
from roleplay.usecases.alone.alone import OnOnesOwn
from roleplay.usecases.alone.example import Examples
from roleplay.usecases.cases.authoring import Writing
from roleplay.usecases.cases.browsing import Browsing
from roleplay.usecases.cases.imports import TakingIn
from roleplay.usecases.cases.own_cases import OwnLibrary
from roleplay.usecases.cases.own_folder import bring_in_once
from roleplay.usecases.cases.own_pictures import OwnPictures
from roleplay.usecases.cases.reporting import Reporting
from roleplay.usecases.cases.reviewing import Reviewing
from roleplay.usecases.clock import Clock, ticks, wall
from roleplay.usecases.groups.groups import Groups
from roleplay.usecases.history.exams import Exams
from roleplay.usecases.history.given import GivenFeedback
from roleplay.usecases.history.history import History
from roleplay.usecases.history.record import Carrying
from roleplay.usecases.history.repeat_plans import RepeatPlans
from roleplay.usecases.history.replies import Replies
from roleplay.usecases.history.stations import Stations
from roleplay.usecases.papers import Papers
from roleplay.usecases.people.attempts import Attempts
from roleplay.usecases.people.devices import Devices
from roleplay.usecases.people.keys import Keys
from roleplay.usecases.people.people import Chance, People
from roleplay.usecases.people.remarks import Remarks
from roleplay.usecases.people.settings import Settings
from roleplay.usecases.people.sharing import Sharing
from roleplay.usecases.people.signposts import USUAL_COUNTRY, Signposts
from roleplay.usecases.practice.joining import Joining
from roleplay.usecases.practice.me_too import MeToo
from roleplay.usecases.practice.quick_fire import QuickFire
from roleplay.usecases.practice.rooms import Rooms
from roleplay.usecases.upkeep import bring_projections_up_to_date
from roleplay.waiting import Line
from roleplay.web.practice.presence import Presence
from roleplay.web.practice.screens import Screens
from roleplay.web.practice.seen_seats import SeenSeats
from roleplay.web.server.holding import hold
from roleplay.web.server.push import Push
from roleplay.web.server.root import ROOT
from roleplay.workshop import Bench, Workshop

T = TypeVar("T")


@dataclass(frozen=True)
class Kit:
    """What pages and routes may call. ``boot`` names this run of the server."""

    store: Store
    clock: Clock
    push: Push
    rooms: Rooms
    screens: Screens
    seen_seats: SeenSeats
    presence: Presence
    people: People
    devices: Devices
    joining: Joining
    settings: Settings
    signposts: Signposts
    history: History
    given: GivenFeedback
    exams: Exams
    stations: Stations
    replies: Replies
    repeat_plans: RepeatPlans
    sharing: Sharing
    remarks: Remarks
    carrying: Carrying
    browsing: Browsing
    writing: Writing
    reporting: Reporting
    reviewing: Reviewing
    pictures: OwnPictures
    taking_in: TakingIn
    papers: Papers
    quick_fire: QuickFire
    me_too: MeToo
    groups: Groups
    examples: Examples
    alone: OnOnesOwn
    allowance: Allowance
    questions: Allowance
    prints: Allowance
    heavy: Line
    bench: Bench
    library: Callable[[], Library]
    files: ContentStore
    boot: str

    def close(self) -> None:
        if isinstance(self.bench, Workshop):
            self.bench.close()
        self.store.close()


AT_ONCE, PER_SECOND = 400, 25
"""Taps from one device: two stations' worth after being offline, and far more a second than anybody makes."""
ASKED_AT_ONCE, ASKED_PER_SECOND = 100, 10
"""Requests for the time from one device: each of its open pages asks every ten seconds, and once when it wakes."""
PRINTED_AT_ONCE, PRINTED_PER_SECOND = 20, 1 / 30
"""PDFs for one device: a session on paper takes a dozen, and we keep the code of each."""
HEAVY_AT_ONCE, HEAVY_WAITING, HEAVY_EACH = 2, 30, 2
"""Files read or made at once, jobs waiting, and jobs of one device: taps need the rest of the machine."""
REMEMBERED = "content.remembered"
"""Beside the store's file: what we found out about content files."""
LOOK_EVERY = 1000
"""Milliseconds until a file edited by hand is noticed. What is written on the page is there at once."""
_lock = Lock()
_kit: Kit | None = None


def build_kit(
    url: str,
    content: Path = ROOT,
    wall: Callable[[], int] = wall,
    busy_timeout: float = BUSY_TIMEOUT,
    look_every: int = 0,
    ticks: Callable[[], int] = ticks,
    chance: Chance | None = None,
    files: ContentStore | None = None,
    hold: Callable[[float], None] = hold,
    hasher: Hasher = USUAL,
    added: Sequence[Path] = (),
    bench: Bench | None = None,
) -> Kit:
    """A separate kit, for a database, a folder with ``cases`` and ``rubrics`` (checked every ``look_every`` ms), and
    folders that add to that one.

    ``ticks``, ``chance`` and ``files`` are for callers that control time or chance, or open many kits on the same
    content; ``hold`` delays an answer by so many seconds; the ``bench`` does heavy work, by default in separate
    processes.
    """
    chance = chance or Chance(secrets.randbelow, partial(secrets.token_hex, 16))
    store = open_store(url, wall(), busy_timeout=busy_timeout)
    clock = _or_closed(store, lambda: _up_to_date(store, wall, ticks))
    files = files or ContentStore(store.folder / REMEMBERED, look_every, ticks)
    library = partial(load_library, content, files, OwnLibrary(store), tuple(added))
    push = Push()
    rooms = Rooms(store, library, clock, push.tell)
    attempts = Attempts(store, rooms.now, hold)
    people = People(store, rooms, Keys(store, attempts, rooms.now, chance.below, hasher))
    ground = _Ground(store, clock, chance, bench or Workshop(), files, library, push, rooms, attempts, people)
    return _furnished(ground, _cases(ground), _visits(ground))


@dataclass(frozen=True)
class _Ground:
    """What all use cases stand on."""

    store: Store
    clock: Clock
    chance: Chance
    bench: Bench
    files: ContentStore
    library: Callable[[], Library]
    push: Push
    rooms: Rooms
    attempts: Attempts
    people: People


@dataclass(frozen=True)
class _Cases:
    """Looking at cases, and making them."""

    browsing: Browsing
    writing: Writing
    reporting: Reporting
    pictures: OwnPictures
    taking_in: TakingIn


@dataclass(frozen=True)
class _Visits:
    """Who comes, on which device, into which practice."""

    devices: Devices
    joining: Joining
    settings: Settings
    signposts: Signposts


def _cases(on: _Ground) -> _Cases:
    browsing = Browsing(on.store, on.rooms, on.people, on.library)
    writing = Writing(on.store, on.library, on.people, browsing, on.clock)
    return _Cases(
        browsing,
        writing,
        reporting=Reporting(on.store, on.rooms, on.people, on.library),
        pictures=OwnPictures(on.store, on.people, on.clock, on.bench),
        taking_in=TakingIn(on.library, on.people, browsing, writing, on.clock, on.bench),
    )


def _visits(on: _Ground) -> _Visits:
    token = partial(secrets.token_urlsafe, 32)
    devices = _or_closed(on.store, lambda: Devices(on.store, on.people, token, on.push.tell))
    joining = Joining(on.store, on.rooms, on.people, on.attempts, on.chance)
    signposts = _or_closed(on.store, lambda: Signposts(on.store, on.people, FOLDER, country()))
    return _Visits(devices, joining, Settings(on.store, on.rooms, joining), signposts)


def _reviewing(on: _Ground, cases: _Cases, visits: _Visits) -> Reviewing:
    secret = visits.devices.secret
    return Reviewing(on.store, on.people, cases.browsing, cases.reporting, on.library, on.clock, secret)


def _sharing(on: _Ground, cases: _Cases, stations: Stations) -> Sharing:
    return Sharing(on.store, on.rooms, on.people, stations, cases.browsing, on.attempts, on.chance)


def _furnished(on: _Ground, cases: _Cases, visits: _Visits) -> Kit:
    """All of it under one roof, with what is remembered of rounds and how much one device may ask for."""
    stations = Stations(on.store, on.rooms, on.people)
    history = History(on.store, on.people, on.library, on.rooms)
    return Kit(
        store=on.store,
        clock=on.clock,
        push=on.push,
        rooms=on.rooms,
        screens=Screens(on.rooms),
        seen_seats=SeenSeats(),
        presence=Presence(),
        people=on.people,
        devices=visits.devices,
        joining=visits.joining,
        settings=visits.settings,
        signposts=visits.signposts,
        history=history,
        given=GivenFeedback(on.store, on.people, on.rooms),
        exams=Exams(on.store, on.people, on.library, on.rooms),
        stations=stations,
        replies=Replies(on.store, on.rooms, on.people),
        repeat_plans=RepeatPlans(on.store, on.rooms, on.people, on.library, history),
        sharing=_sharing(on, cases, stations),
        remarks=Remarks(on.store, on.rooms, on.people, stations, on.chance),
        carrying=Carrying(on.store, on.rooms, on.people, stations, on.bench),
        browsing=cases.browsing,
        writing=cases.writing,
        reporting=cases.reporting,
        reviewing=_reviewing(on, cases, visits),
        pictures=cases.pictures,
        taking_in=cases.taking_in,
        papers=Papers(on.store, on.rooms, on.people, cases.browsing, on.library, on.attempts, on.chance),
        quick_fire=QuickFire(on.store, on.rooms, on.people, on.library, on.chance.below),
        me_too=MeToo(on.rooms, on.push.tell),
        groups=Groups(on.store, on.people, on.rooms, visits.joining, on.attempts, on.library, on.chance),
        examples=Examples(on.store, on.rooms, on.people, cases.browsing, on.library),
        alone=OnOnesOwn(on.store, on.rooms, on.people, cases.browsing, on.library),
        allowance=Allowance(AT_ONCE, PER_SECOND),
        questions=Allowance(ASKED_AT_ONCE, ASKED_PER_SECOND),
        prints=Allowance(PRINTED_AT_ONCE, PRINTED_PER_SECOND),
        heavy=Line(HEAVY_AT_ONCE, HEAVY_WAITING, HEAVY_EACH),
        bench=on.bench,
        library=on.library,
        files=on.files,
        boot=on.chance.token(),
    )


def _up_to_date(store: Store, wall: Callable[[], int], ticks: Callable[[], int]) -> Clock:
    """Bring its projections up to date; the clock starts from its newest row."""
    bring_projections_up_to_date(store)
    bring_in_once(store, store.folder / OWN, wall())
    with store.read() as reader:
        return Clock(reader.log.latest_at(), wall, ticks)


def _or_closed(store: Store, make: Callable[[], T]) -> T:
    """What is made from the store; if that fails, close the store."""
    try:
        return make()
    except BaseException:
        store.close()
        raise


def open_kit(
    url: str | None = None,
    content: Path | None = None,
    wall: Callable[[], int] = wall,
    busy_timeout: float = BUSY_TIMEOUT,
    ticks: Callable[[], int] = ticks,
    hold: Callable[[float], None] = hold,
    hasher: Hasher = USUAL,
    bench: Bench | None = None,
) -> Kit:
    """Make the process's kit (the lifespan and tests do this) and close the previous one, if any."""
    global _kit
    with _lock:
        if _kit is not None:
            _kit.close()
        # If building fails, nobody may go on using the closed one.
        _kit = None
        added = () if content else added_folders()
        url, content = url or database_url(), content or content_root()
        _kit = build_kit(
            url, content, wall, busy_timeout, ticks=ticks, hold=hold, hasher=hasher, added=added, bench=bench
        )
        return _kit


def kit() -> Kit:
    """The process's kit, built on first use."""
    global _kit
    with _lock:
        if _kit is None:
            _kit = build_kit(database_url(), content_root(), look_every=LOOK_EVERY, added=added_folders())
        return _kit


def opened() -> Kit | None:
    """The process's kit if it is there already: for callers that mustn't wait for it."""
    return _kit


def close_kit() -> None:
    """Close the process's kit, if there is one."""
    global _kit
    with _lock:
        if _kit is not None:
            _kit.close()
        _kit = None


def database_url() -> str:
    """``ROLEPLAY_DATABASE_URL``, else ``data/kit.sqlite3`` beside the app."""
    return os.environ.get("ROLEPLAY_DATABASE_URL") or url_of(ROOT / "data" / "kit.sqlite3")


@contextmanager
def written_here(now: int) -> Iterator[OwnLibrary | None]:
    """What was written on this kit, for a command; None if there is no store yet."""
    if not database_at(database_url()).exists():
        yield None
        return
    store = open_store(database_url(), now)
    try:
        bring_in_once(store, store.folder / OWN, now)
        yield OwnLibrary(store)
    finally:
        store.close()


def country() -> str:
    """``ROLEPLAY_COUNTRY``: whose signposts people see who have chosen no country."""
    return os.environ.get("ROLEPLAY_COUNTRY") or USUAL_COUNTRY


def content_root() -> Path:
    """The kit's own folder with ``cases`` and ``rubrics``; developers can set another with ``ROLEPLAY_SHIPPED``."""
    return Path(os.environ.get("ROLEPLAY_SHIPPED") or ROOT)


def added_folders() -> tuple[Path, ...]:
    """``ROLEPLAY_CONTENT``: a folder with ``cases`` and ``rubrics`` that adds to the kit's own."""
    named = os.environ.get("ROLEPLAY_CONTENT")
    folder = Path(named) if named else ROOT
    return () if folder.resolve() in (ROOT.resolve(), content_root().resolve()) else (folder,)
