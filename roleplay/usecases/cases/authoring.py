"""Writing a case: a template, checks as one types, what each role will see, and whose it is.

A case belongs to its author: others may play it, read it in the way that records it, and copy it. It never replaces
what the kit ships, and its earlier texts are kept. A round that has been played holds its own snapshot, so a new text
changes no old result. Anyone who writes or opens a case knows it from then on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from roleplay.content import templates
from roleplay.content.case import Case, Kind
from roleplay.content.diagnostics import Diagnostic, Severity
from roleplay.content.loading import Library
from roleplay.content.own import OwnText, Version, instant_of
from roleplay.errors import Fault
from roleplay.marking.marksheet import Marksheet, marksheet_of
from roleplay.people.attempts import Allowance, TooMuch
from roleplay.people.persons import Person
from roleplay.people.visitor import Visitor
from roleplay.storage import Reader, Store
from roleplay.usecases.cases import own_cases
from roleplay.usecases.cases.browsing import GONE, Browsing
from roleplay.usecases.cases.own_text import base_of, copied, edited, fits, free_id, tidy
from roleplay.usecases.clock import Clock
from roleplay.usecases.people.people import People

NAME = "your text"
"""What a diagnostic calls the text being written."""
MOST_TOLD = 200
"""How many faults are told at once."""
CHECKS_AT_ONCE, CHECKS_PER_SECOND = 40, 3
SAVES_AT_ONCE, SAVES_PER_SECOND = 20, 0.1
WHEN_NAMED = {
    Kind.INTERVIEW: "focused-history",
    Kind.EXAMINATION: "focused-examination",
    Kind.PRESENTATION: "case-presentation",
}
"""The rubric a template names, if the library has it."""
UNCHANGED = (
    "This is still the same as “{title}” ({id}), except for its id and author, so people who have met that patient "
    "would be given them again as somebody new. Nothing was saved. Change what should be different, then save."
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
    """A case as each role will see it: instructions and script are the case's own, the mark sheet is put together."""

    case: Case
    sheet: Marksheet


@dataclass(frozen=True)
class OwnCase:
    """One line of a list: what everyone may know. ``title`` is empty while the text has a fault."""

    id: str
    title: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Opened:
    """A text in the editor. ``base`` names the saved text that it began with, and is empty for a new one."""

    text: str
    id: str = ""
    base: str = ""


class Faulty(Fault):
    """A text that can't be saved as it is."""

    def __init__(self, errors: tuple[Diagnostic, ...]) -> None:
        first, more = errors[0], len(errors) - 1
        others = f" {more} more {'is' if more == 1 else 'are'} shown beside the text." if more else ""
        where = f" ({first.where})" if first.where else ""
        message = first.message if first.message.endswith(("?", ".")) else f"{first.message}."
        super().__init__(f"Nothing was saved. Line {first.line}{where}: {message}{others}")
        self.errors = errors


class SavedMeanwhile(Fault):
    """This person has another text under this id. ``base`` has to be given to save over it."""

    def __init__(self, case_id: str, base: str) -> None:
        super().__init__(
            f"The text saved as {case_id} isn’t the one you began with: you’ve saved another since, perhaps on another "
            "device, or you used that id before. Nothing was saved. Give this one another id, or save it over that "
            "one, which is then kept as a version."
        )
        self.id, self.base = case_id, base


class Writing:
    """Use cases of the page on which a case is written; safe to call from any thread."""

    def __init__(
        self, store: Store, library: Callable[[], Library], people: People, browsing: Browsing, clock: Clock
    ) -> None:
        self._store, self._library, self._people = store, library, people
        self._browsing, self._clock = browsing, clock
        self._checks = Allowance(CHECKS_AT_ONCE, CHECKS_PER_SECOND)
        self._saves = Allowance(SAVES_AT_ONCE, SAVES_PER_SECOND)
        self._lock = Lock()

    # --- what is being written

    def check(self, text: str, name: str = NAME) -> Checked:
        """How this text would be judged if it were saved. Nothing is written."""
        judged = self._library().judge(tidy(text), name)
        return Checked(judged.diagnostics[:MOST_TOLD], judged.model)

    def check_for(self, who: Visitor, text: str) -> Checked:
        """The same for a browser that asks as one types. Raises `TooMuch` if it asks faster than anybody types."""
        if wait := self._checks.take(who.device, 1, self._clock.now()):
            raise TooMuch(f"The text will be checked again in {_seconds(wait)}. None of it is lost.", wait)
        return self.check(text)

    def preview(self, text: str) -> Preview:
        """What each role would see. Raises `Faulty` while there is an error."""
        checked = self.check(text)
        if checked.case is None:
            raise Faulty(checked.errors)
        return Preview(checked.case, marksheet_of(self._library().rubrics[checked.case.rubric], checked.case))

    def template(self, kind: str, author: str = "", today: date | None = None) -> str:
        """A case of this kind in which everything is still to be written."""
        if kind not in list(Kind):
            raise Fault(f"There are templates for {', '.join(Kind)}. Choose one of these.")
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

    # --- whose they are

    def own(self, who: Visitor) -> tuple[OwnCase, ...]:
        """This person's cases by title, with faulty ones first."""
        return self._listed(self._mine(who))

    def has_written(self, who: Visitor) -> bool:
        """Whether any case here is this person's, even a withdrawn one."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            return any(owner == person.id for owner, _ in reader.own.owners().values())

    def others(self, who: Visitor) -> tuple[OwnCase, ...]:
        """The cases that other people wrote here, by title, to begin a new one with."""
        theirs = self._listed(self._library().own - self._mine(who))
        return tuple(case for case in theirs if case.title)

    def shipped(self) -> tuple[OwnCase, ...]:
        """The kit's cases by title, to begin a new one with."""
        library = self._library()
        return self._listed(library.taken & frozenset(library.cases))

    def knows(self, who: Visitor, case_id: str) -> bool:
        """Whether this person knows the case already, so that opening it changes nothing for them. Raises `Fault` if it
        may not be opened at all."""
        person = self._people.mine(who)
        self._refuse_what_is_not_there(person, case_id)
        self._browsing.refuse_to_open(who, case_id)
        with self._store.read() as reader:
            return any(exposure.case == case_id for exposure in reader.history.exposures(person.id))

    def open(self, who: Visitor, case_id: str) -> Opened:
        """The text of this person's own case, or a copy of another one under a new id; from now on they know it.

        Raises `Fault` while it is planned or played in a session with this person or anybody on this device; and, if
        they don't know it yet, in any session on this kit.
        """
        person = self._may_read(who, case_id)
        library = self._library()
        with self._store.read() as reader:
            kept, ids = reader.own.case(case_id), reader.own.owners().keys()
        text = kept.text if kept is not None and case_id in library.own else library.source(case_id)
        if text is None:
            raise Fault(GONE)
        if kept is not None and kept.owner == person.id and case_id in library.own:
            return Opened(text, case_id, base_of(text))
        return Opened(copied(text, case_id, library.taken | ids))

    def save(self, who: Visitor, text: str, base: str = "") -> Opened:
        """Save the text as this person's case, under the id that it names; what was there before is kept as a
        version.

        ``base`` is that of the text that was opened. If it raises `Faulty`, `SavedMeanwhile`, `TooMuch` or another
        `Fault`, nothing is saved.
        """
        person, now = self._people.mine(who), self._clock.now()
        self._slow(who, "You’ve saved a lot in a short time. Save again in {}; your text is still here.")
        cleaned = tidy(text)
        checked = self.check(cleaned)
        if checked.case is None:
            raise Faulty(checked.errors)
        case = checked.case
        with self._store.read() as reader:
            kept = self._may_save(reader, person, case.id, cleaned, base)
            if (kept is None or kept.text != cleaned) and (same := self._unchanged(reader, person, case)):
                raise Fault(UNCHANGED.format(title=same.title, id=same.id))
        # First, or the case could be planned with its own author as the student.
        self._browsing.knows(person, case)
        with self._store.write() as writer:
            kept = self._may_save(writer, person, case.id, cleaned, base)
            if kept is None or kept.text != cleaned:
                own_cases.save(writer, kept, OwnText(case.id, person.id, person.id, cleaned), now)
        return Opened(cleaned, case.id, base_of(cleaned))

    def add(self, who: Visitor, texts: Sequence[str]) -> tuple[OwnCase, ...]:
        """Add new cases of this person's, all of them or none; an id that already exists gets a number. From now on
        they know them.

        If it raises `Faulty`, `TooMuch` or another `Fault`, nothing is saved.
        """
        person = self._people.mine(who)
        self._slow(who, "You’ve saved a lot in a short time. Save again in {}; nothing is lost.")
        with self._lock:
            with self._store.read() as reader:
                own_cases.refuse_too_many(reader, person.id, len(texts))
            taken = set(self.taken())
            new, cases = dict[str, str](), list[Case]()
            for text in texts:
                cleaned, case = self._named(tidy(text), taken)
                taken.add(case.id)
                new[case.id] = cleaned
                cases.append(case)
            # First, as in `save`: nobody should be given as the student what they imported.
            self._browsing.knows(person, *cases)
            with self._store.write() as writer:
                if there := sorted(new.keys() & writer.own.owners().keys()):
                    raise Fault(f"{there[0]} already exists. Nothing was saved. Save again.")
                own_cases.refuse_too_many(writer, person.id, len(new))
                writer.own.add_cases(own_cases.as_rows(person.id, new))
        return tuple(OwnCase(case.id, case.title, case.kind.value) for case in cases)

    def own_texts(self) -> dict[str, str]:
        """Every text written here, by its id. Only for comparing: nobody is shown them."""
        with self._store.read() as reader:
            return reader.own.texts()

    def taken(self) -> frozenset[str]:
        """The ids that no new case may have, including those of withdrawn cases."""
        with self._store.read() as reader:
            return frozenset(self._library().taken | reader.own.owners().keys())

    def versions(self, who: Visitor, case_id: str) -> tuple[Version, ...]:
        """Earlier versions of this person's case, newest first; nothing for anybody else's."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            kept = reader.own.case(case_id)
            return reader.own.versions(case_id) if kept is not None and kept.owner == person.id else ()

    def version(self, who: Visitor, case_id: str, stamp: str) -> str:
        """The text of a version, for the case's owner."""
        at = instant_of(stamp)
        if at is None or at not in {each.at for each in self.versions(who, case_id)}:
            raise Fault("That version is no longer kept. Look at the list again.")
        self._may_read(who, case_id)
        with self._store.read() as reader:
            return reader.own.version(case_id, at) or ""

    def restore(self, who: Visitor, case_id: str, stamp: str) -> Opened:
        """Make a version the case again; the present text becomes a version. Raises `Faulty` if it no longer fits."""
        text = self.version(who, case_id, stamp)
        with self._store.read() as reader:
            kept = reader.own.case(case_id)
        return self.save(who, text, base_of(kept.text) if kept is not None and kept.text else "")

    # --- withdrawing a case, and putting it back

    def remove(self, who: Visitor, case_id: str, base: str) -> None:
        """Withdraw the case: nobody is given it any longer, and its text is kept as a version. Rounds that have been
        played keep theirs. ``base`` is that of the text that was opened.

        Raises `Fault` if it isn't this person's, is planned in a session of theirs, or has changed since.
        """
        if case_id not in self._mine(who):
            raise Fault("You can only withdraw a case of your own. Look at the list again.")
        person = self._may_read(who, case_id)
        self._slow(who, "You’ve done that a lot in a short time. Try again in {}; nothing has changed.")
        with self._store.write() as writer:
            kept = writer.own.case(case_id)
            if kept is None or kept.text is None or kept.owner != person.id:
                raise Fault(GONE)
            if base != base_of(kept.text):
                raise Fault(f"Somebody has saved another text of {case_id} since. Nothing was changed. Open it again.")
            own_cases.save(writer, kept, OwnText(case_id, person.id, None, None), self._clock.now())

    def removed(self, who: Visitor) -> tuple[str, ...]:
        """The ids of this person's withdrawn cases."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            return tuple(id_ for id_, (owner, off) in reader.own.owners().items() if off and owner == person.id)

    def put_back(self, who: Visitor, case_id: str) -> Opened:
        """Make a withdrawn case a case again, as it last was. Raises `Faulty` if it no longer fits, or another
        `Fault`."""
        if case_id not in self.removed(who):
            raise Fault("That case isn’t one of your withdrawn ones. Look at the list again.")
        with self._store.read() as reader:
            known = reader.own.versions(case_id)
            text = reader.own.version(case_id, known[0].at) if known else None
        return self.save(who, text or "")

    def _mine(self, who: Visitor) -> frozenset[str]:
        """The ids of this person's cases that are not withdrawn."""
        person = self._people.mine(who)
        with self._store.read() as reader:
            owners = reader.own.owners()
        return frozenset(id_ for id_ in self._library().own if owners.get(id_, ("", True))[0] == person.id)

    def _listed(self, ids: Collection[str]) -> tuple[OwnCase, ...]:
        cases = self._library().cases
        found = [OwnCase(id_, case.title, case.kind.value) if (case := cases.get(id_)) else OwnCase(id_) for id_ in ids]
        return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.id)))

    def _slow(self, who: Visitor, say: str) -> None:
        """Raise `TooMuch` if somebody saves faster than anybody writes, on one device or on several."""
        for key in who.desk:
            if wait := self._saves.take(key, 1, self._clock.now()):
                raise TooMuch(say.format(_seconds(wait)), wait)

    def _may_save(self, reader: Reader, person: Person, case_id: str, text: str, base: str) -> OwnText | None:
        """What is stored under the id now. Raises `Fault` if this text may not replace it."""
        kept = own_cases.refuse_to_save(reader, person.id, case_id)
        present = None if kept is None else kept.text
        if present is not None and present != text and base != base_of(present):
            raise SavedMeanwhile(case_id, base_of(present))
        return kept

    def _unchanged(self, reader: Reader, person: Person, case: Case) -> Case | None:
        """The kit's or somebody else's case that this one copies, with only the id and author changed."""
        mine = {id_ for id_, (owner, _) in reader.own.owners().items() if owner == person.id}
        found = self._library().cases.items()
        others = (one for id_, one in found if id_ not in mine and one.title == case.title)
        same = (one for one in others if one == case.model_copy(update={"id": one.id, "review": one.review}))
        return next(same, None)

    def _named(self, text: str, taken: Collection[str]) -> tuple[str, Case]:
        """The text with a new id, and its case."""
        checked = self.check(text)
        if checked.case is not None and not fits(checked.case.id, taken):
            old = checked.case.id
            text = edited(text, {("id",): (re.escape(old), free_id(old, taken))})
            checked = self.check(text)
        if checked.case is None:
            raise Faulty(checked.errors)
        return text, checked.case

    def _refuse_what_is_not_there(self, person: Person, case_id: str) -> None:
        """A text with a fault isn't a case until its author fixes it, and nobody else gets to see it."""
        library = self._library()
        if case_id in library.cases:
            return
        with self._store.read() as reader:
            kept = reader.own.case(case_id)
        if case_id not in library.own or kept is None or kept.owner != person.id:
            raise Fault(GONE)

    def _may_read(self, who: Visitor, case_id: str) -> Person:
        person = self._people.mine(who)
        self._refuse_what_is_not_there(person, case_id)
        if case_id in self._library().cases:
            self._browsing.open_part(who, case_id)
        else:
            # It may still be planned.
            self._browsing.refuse_to_open(who, case_id)
            self._browsing.knows_file(person, case_id)
        return person


def _seconds(wait: int) -> str:
    return "a second" if wait == 1 else f"{wait} seconds"
