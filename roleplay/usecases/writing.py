"""Writing a case: a template, the check as one types, what each role will see, and the group's own folder.

What a group writes never takes the place of what the kit ships; what it was before is kept; a round that was played
holds its own snapshot, so that a new text changes no old result. Who writes or opens a case knows it from then on.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from roleplay.content import templates
from roleplay.content.case import Case, Kind
from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.judging import LARGEST
from roleplay.content.loading import Library
from roleplay.content.places import locate
from roleplay.content.reading import read_yaml
from roleplay.errors import Fault
from roleplay.marking.marksheet import Marksheet, marksheet_of
from roleplay.people.attempts import Allowance, TooMuch
from roleplay.people.persons import Person
from roleplay.storage import Store
from roleplay.usecases.browsing import GONE, Browsing
from roleplay.usecases.clock import Clock
from roleplay.usecases.own_files import LONGEST_ID, NOT_ON_WINDOWS, OwnFiles, Version
from roleplay.usecases.people import People

NAME = "your text"
"""How a diagnostic calls what is being written."""
MOST_TOLD = 200
"""Faults that are told at once."""
CHECKS_AT_ONCE, CHECKS_PER_SECOND = 40, 3
SAVES_AT_ONCE, SAVES_PER_SECOND = 20, 0.1
BREAKS = re.compile("\r\n?|\x85|\u2028|\u2029")
"""What ends a line for YAML, and not in a text field."""
WHEN_NAMED = {
    Kind.INTERVIEW: "focused-history",
    Kind.EXAMINATION: "focused-examination",
    Kind.PRESENTATION: "case-presentation",
}
"""The rubric a template names, where the library has it."""
COPIED = "# Copied from the kit’s {id}. Give it a title, an author and a date of its own; a clinician reads it anew.\n"

UNCHANGED = (
    "Nothing is changed yet: but for its id and who wrote it, this is “{title}” ({id}) of the kit, and who has met "
    "that patient would be offered them as somebody new. Nothing was saved. Change what is to be different, then save."
)


@dataclass(frozen=True)
class Checked:
    """What is wrong with a text. ``case`` is None if there is any error."""

    diagnostics: tuple[Diagnostic, ...]
    case: Case | None

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(one for one in self.diagnostics if one.severity is Severity.ERROR)


@dataclass(frozen=True)
class Preview:
    """A case as the three will have it: the door sign and the part are the case's own, the sheet is put together."""

    case: Case
    sheet: Marksheet


@dataclass(frozen=True)
class OwnCase:
    """One line of the group's own list: what everyone may know. ``title`` is empty while the file has a fault."""

    id: str
    title: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Opened:
    """A text in the editor. ``base`` names the saved text that it began with; empty for what is new."""

    text: str
    id: str = ""
    base: str = ""


class Faulty(Fault):
    """A text that cannot be saved as it is."""

    def __init__(self, errors: tuple[Diagnostic, ...]) -> None:
        first, more = errors[0], len(errors) - 1
        others = f" {more} more beside the text." if more else ""
        where = f" ({first.where})" if first.where else ""
        message = first.message if first.message.endswith(("?", ".")) else f"{first.message}."
        super().__init__(f"Nothing was saved. Line {first.line}{where}: {message}{others}")
        self.errors = errors


class SavedMeanwhile(Fault):
    """Somebody else saved under this id. ``base`` is what has to be named to save over it."""

    def __init__(self, case_id: str, base: str) -> None:
        super().__init__(
            f"There is another text under {case_id} than the one you began with: somebody saved it meanwhile, or had "
            "the id before. Nothing was saved. Give yours another id, or save it over theirs, which stays as a version."
        )
        self.id, self.base = case_id, base


class Writing:
    """Use cases of the page on which a case is written; safe to call from any thread. ``changed`` is told when the
    folder is another than it was."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        library: Callable[[], Library],
        people: People,
        browsing: Browsing,
        clock: Clock,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._files = OwnFiles(folder)
        self._store, self._library, self._people = store, library, people
        self._browsing, self._clock, self._changed = browsing, clock, changed
        self._checks = Allowance(CHECKS_AT_ONCE, CHECKS_PER_SECOND)
        self._saves = Allowance(SAVES_AT_ONCE, SAVES_PER_SECOND)
        self._lock = Lock()

    # --- what is being written

    def check(self, text: str, name: str = NAME) -> Checked:
        """As a file of this text would be judged in the group's own folder. Nothing is written."""
        judged = self._library().judge(tidy(text), name)
        return Checked(judged.diagnostics[:MOST_TOLD], judged.model)

    def check_for(self, device: str, text: str) -> Checked:
        """The same for a browser that asks as one types. Raises `TooMuch` where it asks faster than anybody types."""
        if wait := self._checks.take(device, 1, self._clock.now()):
            raise TooMuch(f"The text is checked again in {_seconds(wait)}. Nothing of it is lost.", wait)
        return self.check(text)

    def preview(self, text: str) -> Preview:
        """What each role would have. Raises `Faulty` while there is an error."""
        checked = self.check(text)
        if checked.case is None:
            raise Faulty(checked.errors)
        return Preview(checked.case, marksheet_of(self._library().rubrics[checked.case.rubric], checked.case))

    def template(self, kind: str, author: str = "", today: date | None = None) -> str:
        """A case of this kind with everything to be written left open."""
        if kind not in list(Kind):
            raise Fault(f"There are templates for {', '.join(Kind)}. Choose one of them.")
        named = Kind(kind)
        rubrics = self._library().rubrics
        fitting = sorted(rubric for rubric in rubrics if named in rubrics[rubric].kinds)
        rubric = WHEN_NAMED[named] if WHEN_NAMED[named] in fitting else next(iter(fitting), '""')
        values = {
            "RUBRIC": rubric,
            "AUTHOR": json.dumps(author, ensure_ascii=False),
            "TODAY": today.isoformat() if today else '""',
        }
        return re.sub(r"\b(RUBRIC|AUTHOR|TODAY)\b", lambda found: values[found[0]], templates.text(kind))

    # --- the group's own folder

    def own(self) -> tuple[OwnCase, ...]:
        """The group's own cases by title, those with a fault first."""
        library = self._library()
        found = [
            OwnCase(id_, case.title, case.kind.value) if (case := library.cases.get(id_)) else OwnCase(id_)
            for id_ in library.own
        ]
        return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.id)))

    def shipped(self) -> tuple[OwnCase, ...]:
        """The kit's cases by title, to begin a new one with."""
        library = self._library()
        cases = [case for id_, case in library.cases.items() if id_ in library.taken]
        found = [OwnCase(case.id, case.title, case.kind.value) for case in cases]
        return tuple(sorted(found, key=lambda one: one.title.casefold()))

    def knows(self, person_id: str, device: str, case_id: str) -> bool:
        """Whether this person knows the case already, so that opening it changes nothing for them. Raises `Fault` where
        it is not to be opened at all."""
        person, library = self._people.mine(person_id, device), self._library()
        if case_id not in library.cases and case_id not in library.own:
            raise Fault(GONE)
        self._browsing.refuse_tonight(person, device, case_id)
        with self._store.read() as reader:
            return any(exposure.case == case_id for exposure in reader.exposures(person.id))

    def open(self, person_id: str, device: str, case_id: str) -> Opened:
        """The text of an own case, or that of a shipped one under a new id; from now on this person knows the case.

        Raises `Fault` while it is planned or played where this person, or anybody on this device, sits.
        """
        self._may_read(person_id, device, case_id)
        library = self._library()
        if case_id in library.own:
            text = self._files.read(case_id)
            if text is None:
                raise Fault(GONE)
            return Opened(text, case_id, _base(text))
        try:
            text = (library.folder / f"{case_id}.yaml").read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Fault(GONE) from error
        return Opened(COPIED.format(id=case_id) + _copied(text, case_id, library))

    def save(self, person_id: str, device: str, text: str, base: str = "") -> Opened:
        """The text is an own case from now on, under the id that it names; what was there is kept as a version.

        ``base`` is that of the text that was opened. Raises `Faulty`, `SavedMeanwhile`, `TooMuch` or another `Fault`;
        then nothing is saved.
        """
        person, now = self._people.mine(person_id, device), self._clock.now()
        if wait := self._saves.take(device, 1, now):
            raise TooMuch(f"That was saved very often. Save again in {_seconds(wait)}; your text stays here.", wait)
        cleaned = tidy(text)
        checked = self.check(cleaned)
        if checked.case is None:
            raise Faulty(checked.errors)
        case = checked.case
        with self._lock:
            present = self._files.read(case.id)
            if present != cleaned and (same := self._unchanged(case)):
                raise Fault(UNCHANGED.format(title=same.title, id=same.id))
            if present is not None and base != _base(present) and present != cleaned:
                raise SavedMeanwhile(case.id, _base(present))
            # First: a case that nobody is known to have written would be planned for its writer as student.
            self._browsing.knows(person, case)
            self._files.save(case.id, cleaned, now)
            self._changed()
        return Opened(cleaned, case.id, _base(cleaned))

    def add(self, person_id: str, device: str, texts: Sequence[str]) -> tuple[OwnCase, ...]:
        """New own cases, all of them or none; an id that is there gets a number. Whoever adds them knows them.

        Raises `Faulty`, `TooMuch` or another `Fault`; then nothing is saved.
        """
        person, now = self._people.mine(person_id, device), self._clock.now()
        if wait := self._saves.take(device, 1, now):
            raise TooMuch(f"That was saved very often. Save again in {_seconds(wait)}; nothing is lost.", wait)
        with self._lock:
            self._files.has_room_for(len(texts))
            taken = set(self._library().taken | self._files.ids())
            new: dict[str, str] = {}
            cases = []
            for text in texts:
                cleaned, case = self._named(tidy(text), taken)
                taken.add(case.id)
                new[case.id] = cleaned
                cases.append(case)
            # First, as in `save`: nobody is to be offered as student what they brought.
            self._browsing.knows(person, *cases)
            self._files.add(new)
            self._changed()
        return tuple(OwnCase(case.id, case.title, case.kind.value) for case in cases)

    def own_texts(self) -> dict[str, str]:
        """Every text of the group's own folder, by its id. For comparing only: nobody is shown them."""
        return self._files.texts()

    def versions(self, case_id: str) -> tuple[Version, ...]:
        """What an own case was before, newest first."""
        return self._files.versions(case_id)

    def version(self, person_id: str, device: str, case_id: str, stamp: str) -> str:
        """The text of a version, for somebody who may read the case."""
        self._may_read(person_id, device, case_id)
        text = self._files.version(case_id, stamp)
        if text is None:
            raise Fault("That version is not kept any more. Look at the list again.")
        return text

    def restore(self, person_id: str, device: str, case_id: str, stamp: str) -> Opened:
        """A version is the case again; what it was until now becomes a version. Raises `Faulty` if it fits no more."""
        text = self.version(person_id, device, case_id, stamp)
        present = self._files.read(case_id)
        return self.save(person_id, device, text, "" if present is None else _base(present))

    # --- off the shelf, and on it again

    def remove(self, person_id: str, device: str, case_id: str, base: str) -> None:
        """The case is off the shelf: nobody is offered it any more, and its text is kept as a version. Rounds that were
        played keep theirs. ``base`` is that of the text that was opened.

        Raises `Fault` where it is not the group's own, is planned where this person sits, or is another one by now.
        """
        if case_id not in self._library().own:
            raise Fault("Only a case of your own can be taken off the shelf. Look at the list again.")
        self._may_read(person_id, device, case_id)
        now = self._clock.now()
        if wait := self._saves.take(device, 1, now):
            raise TooMuch(f"That was done very often. Try again in {_seconds(wait)}; the case is as it was.", wait)
        with self._lock:
            present = self._files.read(case_id)
            if present is None:
                raise Fault(GONE)
            if base != _base(present):
                raise Fault(f"Somebody saved another text of {case_id} meanwhile. Nothing was changed. Open it again.")
            self._files.remove(case_id, now)
            self._changed()

    def removed(self) -> tuple[str, ...]:
        """The ids of own cases that were taken off the shelf."""
        return self._files.removed()

    def put_back(self, person_id: str, device: str, case_id: str) -> Opened:
        """What was taken off the shelf is a case again, as it was last; who puts it back knows it. Raises `Faulty` if
        it fits no more, or another `Fault`."""
        kept = self._files.versions(case_id)
        text = self._files.version(case_id, kept[0].stamp) if kept else None
        if text is None or self._files.read(case_id) is not None:
            raise Fault("That case is not among those that were taken off the shelf. Look at the list again.")
        return self.save(person_id, device, text)

    def _unchanged(self, case: Case) -> Case | None:
        """The case of the kit that this one is, but for its id and who wrote it."""
        library = self._library()
        shipped = (found for id_, found in library.cases.items() if id_ in library.taken)
        return next(
            (one for one in shipped if one == case.model_copy(update={"id": one.id, "review": one.review})), None
        )

    def _named(self, text: str, taken: Collection[str]) -> tuple[str, Case]:
        """The text with an id of its own, and its case."""
        checked = self.check(text)
        if checked.case is not None and not _fits(checked.case.id, taken):
            old = checked.case.id
            text = _edited(text, {("id",): (re.escape(old), free_id(old, taken))})
            checked = self.check(text)
        if checked.case is None:
            raise Faulty(checked.errors)
        return text, checked.case

    def _may_read(self, person_id: str, device: str, case_id: str) -> Person:
        library = self._library()
        if case_id in library.cases:
            self._browsing.open_part(person_id, device, case_id)
            return self._people.mine(person_id, device)
        if case_id not in library.own:
            raise Fault(GONE)
        # A file with a fault is no case until somebody mends it; it may be planned all the same.
        person = self._people.mine(person_id, device)
        self._browsing.refuse_tonight(person, device, case_id)
        self._browsing.knows_file(person, case_id)
        return person


def tidy(text: str) -> str:
    """With one sort of line break, so that a line has the same number for everybody."""
    return BREAKS.sub("\n", text.removeprefix("\ufeff"))


def too_large(text: str) -> bool:
    """Whether a text is larger than a file may be."""
    return len(text.encode("utf-8", "surrogatepass")) > LARGEST


def _base(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _copied(text: str, case_id: str, library: Library) -> str:
    """Under a free id, and read by no clinician."""
    free = _free(case_id, library.taken | library.own)
    return _edited(tidy(text), {("id",): (case_id, free), ("review", "clinically_reviewed"): ("true|yes", "false")})


def _edited(text: str, wanted: Mapping[tuple[str, ...], tuple[str, str]]) -> str:
    """With what stands at these places, where it is the first of the two, become the second."""
    place, lines = read_yaml(text).place, text.split("\n")
    for steps, (old, new) in wanted.items():
        mark = locate(place, steps)[1]
        line = lines[mark.line]
        value = re.compile(rf"(:\s*)([\"']?)({old})\2", re.IGNORECASE)
        lines[mark.line] = line[: mark.column] + value.sub(rf"\g<1>{new}", line[mark.column :], count=1)
    return "\n".join(lines)


def free_id(wanted: str, taken: Collection[str]) -> str:
    """The id, or where it is taken the first one with a number; `ankle-2` counts on from `ankle`."""
    if _fits(wanted, taken):
        return wanted
    base = re.sub(r"-\d+$", "", wanted)
    return _free(base if base in taken else wanted, taken)


def _fits(case_id: str, taken: Collection[str]) -> bool:
    return case_id not in taken and not NOT_ON_WINDOWS.fullmatch(case_id)


def _free(case_id: str, taken: Collection[str]) -> str:
    number = 2
    while (wanted := f"{case_id[: LONGEST_ID - 5].rstrip('-')}-{number}") in taken:
        number += 1
    return wanted


def _seconds(wait: int) -> str:
    return "a second" if wait == 1 else f"{wait} seconds"
