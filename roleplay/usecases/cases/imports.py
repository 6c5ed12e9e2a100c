"""Importing cases: files are read, compared with what they were made from, and the chosen ones saved together.

What was read is kept in memory for a while, for its reader alone, so that no page has to hold it and a reload finds it.
Nothing reaches the disk before it is saved.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from roleplay.content.loading import Library
from roleplay.errors import Fault
from roleplay.people.attempts import Allowance, TooMuch
from roleplay.people.visitor import Visitor
from roleplay.usecases.cases.authoring import OwnCase, Writing
from roleplay.usecases.cases.browsing import Browsing
from roleplay.usecases.cases.own_text import free_id
from roleplay.usecases.clock import Clock
from roleplay.usecases.people.people import People
from roleplay.workshop import Bench

if TYPE_CHECKING:
    from roleplay.importing import Imported, ReportLine

MB = 1024 * 1024
MOST_FILES, MOST_TOGETHER = 20, 20 * MB
"""At most, in one go."""
FILES_AT_ONCE, FILES_PER_SECOND = 40, 0.1
KEPT_FOR = 2 * 60 * 60 * 1000
"""Milliseconds since somebody last looked at an import; then it is dropped."""
KEPT_IN_ALL = 100 * MB
"""Characters; beyond that, the import looked at longest ago is dropped."""
MOST_NAMED = 5
SAYS_NOTHING = re.compile(r"^(?:#.*|id:.*|[^\S\n]+(?:written|author):.*)\n", re.MULTILINE)
"""Lines in which two cases may differ and still be the same."""
NOT_HERE = (
    "What was read is no longer here: it was saved or discarded, or nobody looked at it for two hours. "
    "Look at Cases, or import the files again."
)
log = logging.getLogger(__name__)
Told = Callable[[str, int, int], None]
"""Is given the name of a file, how much of it has been read, and how much there is."""


@dataclass(frozen=True)
class FileRead:
    """What became of a file: ``refused`` is a sentence if it could not be read at all."""

    name: str
    report: tuple[ReportLine, ...] = ()
    refused: str = ""


@dataclass
class Offered:
    """A case that may be saved, with the title that it was read with. ``twin`` says where the same case exists
    already; ``faults`` counts what has to be fixed."""

    number: int
    file: str
    title: str
    source: str
    text: str
    keep: bool = True
    twin: str = ""
    faults: int = 0


@dataclass
class Bundle:
    """Everything that was read in one go."""

    token: str
    serial: int
    who: Visitor
    files: tuple[FileRead, ...]
    cases: tuple[Offered, ...]
    size: int
    at: int

    @property
    def chosen(self) -> tuple[Offered, ...]:
        return tuple(case for case in self.cases if case.keep)

    @property
    def left_out(self) -> int:
        """How many lines of the reports say that something was not kept."""
        return sum(not line.kept for file in self.files for line in file.report)


@dataclass
class _Making:
    """A bundle while its files are being read. ``ours`` and ``these`` say where a case's content exists already;
    ``met`` are our own cases that were among what was read."""

    today: date
    ours: dict[str, str]
    taken: set[str]
    these: dict[str, int] = field(default_factory=dict)
    files: list[FileRead] = field(default_factory=list)
    cases: list[Offered] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    size: int = 0


class TakingIn:
    """Use cases of the page on which cases are imported; safe to call from any thread."""

    def __init__(
        self,
        library: Callable[[], Library],
        people: People,
        browsing: Browsing,
        writing: Writing,
        clock: Clock,
        bench: Bench,
    ) -> None:
        self._library, self._people, self._browsing = library, people, browsing
        self._writing, self._clock, self._bench = writing, clock, bench
        self._allowance = Allowance(FILES_AT_ONCE, FILES_PER_SECOND)
        self._kept: dict[str, Bundle] = {}
        self._serial = 0
        self._lock = Lock()

    def read(
        self,
        who: Visitor,
        files: Sequence[tuple[str, bytes]],
        today: date,
        told: Told,
        between: Callable[[], None] = lambda: None,
    ) -> str:
        """Read these files, each on its own, and keep the results under the token that is returned.

        A file that can't be read doesn't stop the others. What this person read before is dropped. ``between`` is
        called between files: this is heavy work, and the whole kit does only a little at a time. Raises `TooMuch`.
        """
        person = self._people.mine(who)
        if wait := self._allowance.take(who.device, len(files), self._clock.now()):
            seconds = "a second" if wait == 1 else f"{wait:,} seconds"
            raise TooMuch(f"That’s a lot of files in a short time. Try again in {seconds}; nothing is lost.", wait)
        ours = self._writing.own_texts()
        making = _Making(today, {_essence(text): id_ for id_, text in ours.items()}, set(self._writing.taken()))
        for number, (name, data) in enumerate(files):
            if number:
                between()
            self._read_one(making, name, data, told)
        # Anyone who sees one of our own cases here knows it, whatever they save.
        cases = self._library().cases
        if met := [cases[id_] for id_ in sorted(making.met) if id_ in cases]:
            self._browsing.knows(person, *met)
        return self._keep(making, who)

    def bundle(self, who: Visitor, token: str) -> Bundle:
        """What was read. Raises `Fault` if it is no longer kept, or is somebody else's."""
        self._people.mine(who)
        now = self._clock.now()
        with self._lock:
            self._let_go(now)
            found = self._kept.get(token)
            if found is None or found.who.desk != who.desk:
                raise Fault(NOT_HERE)
            found.at = now
            return found

    def edit(self, bundle: Bundle, number: int, text: str) -> None:
        """Replace the text of one of the cases."""
        case = bundle.cases[number]
        case.text, case.faults = text, len(self._writing.check(text).errors)

    def save(self, bundle: Bundle) -> tuple[OwnCase, ...]:
        """Save all the chosen cases; whoever imported them now knows them. The rest is dropped.

        If it raises `Fault`, nothing is saved and everything is still here.
        """
        chosen = bundle.chosen
        if not chosen:
            raise Fault("You haven’t kept any case, so nothing was saved. Keep at least one, then save.")
        if faulty := [case for case in chosen if self._writing.check(case.text).case is None]:
            raise Fault(
                f"Nothing was saved, because there is something to fix in {_named(faulty)}. Fix it, or don’t keep it."
            )
        saved = self._writing.add(bundle.who, [case.text for case in chosen])
        self.leave(bundle)
        return saved

    def leave(self, bundle: Bundle) -> None:
        """Keep none of it any longer."""
        with self._lock:
            self._kept.pop(bundle.token, None)

    def _read_one(self, making: _Making, name: str, data: bytes, told: Told) -> None:
        # Imported here, because the kit shouldn't wait at every start for what reads spreadsheets.
        from roleplay.importing.open.opening_files import check_size, plain_name

        name = plain_name(name)
        try:
            check_size(name, len(data))
            if making.size and (len(making.files) >= MOST_FILES or making.size + len(data) > MOST_TOGETHER):
                raise Fault(_too_many(name))
            found = self._bench.run_telling(
                lambda steps: told(name, *steps), _read, name, data, _lists(self._library()), making.today
            )
        except Fault as fault:
            making.files.append(FileRead(name, refused=str(fault)))
        except Exception:
            # The reader's own mistake: reported like any other, so that the other files go on, and logged to be fixed.
            log.exception("A file of %d bytes could not be imported", len(data))
            making.files.append(FileRead(name, refused=_broken(name)))
        else:
            making.size += len(data)
            self._offer(making, found)

    def _offer(self, making: _Making, found: Imported) -> None:
        making.files.append(FileRead(found.name, found.report))
        for file in found.files:
            named = file.under(free_id(file.id, making.taken))
            making.taken.add(named.id)
            case = Offered(len(making.cases), found.name, file.title, file.source, named.text)
            says = _essence(case.text)
            first = making.these.setdefault(says, case.number)
            if says in making.ours:
                making.met.add(making.ours[says])
                case.twin = f"We already have this case, as {making.ours[says]}."
            elif first != case.number:
                case.twin = f"This is the same as case {first + 1} here."
            case.keep = not case.twin
            making.cases.append(case)

    def _keep(self, making: _Making, who: Visitor) -> str:
        token, now = secrets.token_urlsafe(16), self._clock.now()
        size = sum(len(case.source) + len(case.text) for case in making.cases)
        size += sum(len(line.what) + len(line.why) for file in making.files for line in file.report)
        with self._lock:
            for old in [kept for kept in self._kept.values() if kept.who.desk == who.desk]:
                del self._kept[old.token]
            self._serial += 1
            made = Bundle(token, self._serial, who, tuple(making.files), tuple(making.cases), size, now)
            self._kept[token] = made
            self._let_go(now)
        return token

    def _let_go(self, now: int) -> None:
        """Drop what has been here too long, then the oldest while there is too much; the latest is always kept."""
        by_age = sorted(self._kept.values(), key=lambda kept: kept.at)
        size = sum(kept.size for kept in by_age)
        for kept in by_age:
            if kept.at + KEPT_FOR <= now or (size > KEPT_IN_ALL and kept is not by_age[-1]):
                del self._kept[kept.token]
                size -= kept.size


def _read(tell: Callable[[tuple[int, int]], None], name: str, data: bytes, lists: Library, today: date) -> Imported:
    """Read at the bench, which reports how far it is."""
    from roleplay.importing import read_file

    return read_file(name, data, lambda *steps: tell(steps), library=lists, today=today)


def _lists(library: Library) -> Library:
    """What an imported case may refer to and nothing else, since it goes to another process."""
    return Library({}, dict(library.rubrics), dict(library.skills), dict(library.themes), ())


def _essence(text: str) -> str:
    return hashlib.sha256(SAYS_NOTHING.sub("", text).encode("utf-8", "surrogatepass")).hexdigest()


def _named(cases: Sequence[Offered]) -> str:
    shown = [f"case {case.number + 1} (“{case.title}”)" for case in cases[:MOST_NAMED]]
    more = len(cases) - len(shown)
    shown += [f"{more:,} more"] if more else []
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _too_many(name: str) -> str:
    return (
        f'"{name}" was not read: the kit reads at most {MOST_FILES} files and {MOST_TOGETHER // MB} MB in one go. '
        "Nothing was imported from it. Import it afterwards."
    )


def _broken(name: str) -> str:
    return (
        f'"{name}" could not be read to the end: that’s a mistake in the kit, not yours. Nothing was imported from '
        "it. The other files are not affected."
    )
